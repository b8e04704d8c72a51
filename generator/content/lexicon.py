"""Load the words of `lexicon.toml`, reporting all faults of the file at once."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

from generator.content.entries import Lexeme
from generator.content.toml.reader import FileCodes, Schema, TableReader, read_entries
from generator.content.toml.table import Table
from generator.content.values import pinyin_fault
from generator.diagnostics import Report
from generator.model import Edition, NameKind

_CODES = FileCodes(syntax="W001", unknown="W002", value="W003")
_SCHEMA: Schema = {
    "word": {
        "text": None,
        "pinyin": None,
        "name": None,
        **dict.fromkeys(Edition),
        "en": None,
        "before": None,
        "after": None,
    }
}
_SUGGESTED_KEYS = {
    "zh": "text",
    "form": "text",
    "word": "text",
    "words": "word",
    "reading": "pinyin",
    "english": "en",
    "zh-cn": "zh-Hans",
    "zh-tw": "zh-Hant-TW",
    "zh-hk": "zh-Hant-HK",
    "zh-hant": "zh-Hant-TW",
    "kind": "name",
    "type": "name",
}


def load_lexicon(path: Path, report: Report) -> tuple[Lexeme, ...]:
    """Return the words, in the order of the file; none if there is no file.

    Faults are reported (S001, S002, W001–W003), and an entry with a fault is left out.
    """
    found = read_entries(path, report, _CODES, _SCHEMA, _SUGGESTED_KEYS)
    _check_repeats(found, report)
    lexemes = (_lexeme(table, report) for table in found)
    return tuple(lexeme for lexeme in lexemes if lexeme is not None)


def _lexeme(table: Table, report: Report) -> Lexeme | None:
    faults = Report()
    entry = TableReader(table, faults, _CODES)
    text = entry.string("text", required=True)
    forms = {edition: entry.string(edition) for edition in Edition}
    name = entry.choice("name", [kind.value for kind in NameKind], "")
    lexeme = Lexeme(
        text=text,
        pinyin=_pinyin(entry, text),
        name=NameKind(name) if name else None,
        forms={edition: form for edition, form in forms.items() if form},
        english=entry.string("en"),
        before=_pattern(entry, "before"),
        after=_pattern(entry, "after"),
        line=table.line,
    )
    report.merge(faults)
    return lexeme if text and not faults.diagnostics else None


def _pinyin(entry: TableReader, text: str) -> str:
    pinyin = entry.string("pinyin")
    fault = pinyin_fault(text, pinyin) if text and pinyin else None
    if fault:
        hint = "Write one syllable for each character, with tone marks: `xiǎnzhù`."
        entry.fault(f"The pinyin does not match: {fault}", hint, key="pinyin")
    return pinyin


def _pattern(entry: TableReader, key: str) -> str:
    """Return a regular expression that compiles, alone and as part of a longer one."""
    pattern = entry.string(key, strip=False)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except re.error as error:
        message = f"`{key}` is not a valid regular expression: {error.msg}"
        hint = "Correct it, or put a backslash before a character that is meant literally."
        entry.fault(message, hint, key=key, index=error.pos)
        return ""
    except (Warning, OverflowError, RecursionError) as error:
        message = f"`{key}` is not an unambiguous regular expression: {error}"
        hint = "Put a backslash before a character that is meant literally."
        entry.fault(message, hint, key=key)
        return ""
    try:
        re.compile(f"(?:{pattern})")
    except re.error:
        hint = "Set the flags for a group, `(?i:…)`."
        entry.fault(f"`{key}` sets flags for the whole pattern", hint, key=key)
        return ""
    return pattern


def _check_repeats(entries: list[Table], report: Report) -> None:
    first: dict[tuple[str, ...], int] = {}
    for entry in entries:
        rule = tuple(entry.get_string(key) for key in ("text", "before", "after"))
        if not rule[0]:
            continue
        if rule in first:
            message = f"“{rule[0]}” already has an entry, on line {first[rule]}"
            hint = "Merge the two, or distinguish them with `before` or `after`."
            entry.report_fault(report, _CODES.value, message, hint, key="text")
        else:
            first[rule] = entry.line
