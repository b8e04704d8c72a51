"""Load the terms of `glossary.toml`, reporting all faults of the file at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.content.entries import Term
from generator.content.slugs import slugify
from generator.content.toml.reader import FileCodes, Schema, TableReader, read_entries
from generator.content.toml.table import Table
from generator.content.values import pinyin_fault
from generator.diagnostics import Report
from generator.language.characters import count_han
from generator.model import Edition, NameKind

_CODES = FileCodes(syntax="G001", unknown="G003", value="G004")
_SCHEMA: Schema = {
    "term": {
        "id": None,
        **dict.fromkeys(Edition),
        "pinyin": None,
        "taiwan_pinyin": None,
        "en": None,
        "aliases": None,
        "match_case": None,
        "name": None,
        "definition": {"zh": None, "en": None},
        "source": None,
    }
}
_SUGGESTED_KEYS = {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-tw": "zh-Hant-TW",
    "zh-hk": "zh-Hant-HK",
    "zh-hant": "zh-Hant-TW",
    "english": "en",
    "url": "source",
    "source_url": "source",
    "terms": "term",
}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def load_glossary(path: Path, report: Report) -> tuple[Term, ...]:
    """Return the terms, in the order of the file; none if there is no file.

    Faults are reported (S001, S002, G001–G006), and an entry with a fault is left out.
    """
    found = read_entries(path, report, _CODES, _SCHEMA, _SUGGESTED_KEYS)
    _check_ids(found, report)
    _check_forms(found, report)
    terms = (_term(table, report) for table in found)
    return tuple(term for term in terms if term is not None)


def _term(table: Table, report: Report) -> Term | None:
    faults = Report()
    entry = TableReader(table, faults, _CODES)
    definition = entry.bilingual("definition", required=True)
    name = entry.choice("name", [kind.value for kind in NameKind], "")
    term = Term(
        id=_id(entry),
        forms=_forms(entry),
        pinyin=_pinyin(entry),
        taiwan_pinyin=_taiwan_pinyin(entry),
        english=entry.string("en", required=True),
        definition=definition,
        source_url=entry.web_address("source", required=True),
        aliases=entry.strings("aliases"),
        match_case=entry.boolean("match_case", True),
        name=NameKind(name) if name else None,
        line=table.line,
        source_place=table.place("source"),
    )
    complete = term.id and term.forms  # a syntax error may have removed them
    report.merge(faults)
    return term if complete and not faults.diagnostics else None


def _id(entry: TableReader) -> str:
    id_ = entry.string("id", required=True)
    if id_ and not _ID.fullmatch(id_):
        better = slugify(id_) or slugify(entry.get_string("en")) or "model"
        message = f"The id “{id_}” may contain only a–z, 0–9 and single hyphens between them"
        entry.fault(message, f'Write, for example, `id = "{better}"`.', key="id")
    return id_


def _forms(entry: TableReader) -> dict[Edition, str]:
    forms = {edition: entry.string(edition) for edition in Edition}
    if (
        all(entry.data.get(edition, "") == "" for edition in Edition)
        and not entry.table.has_syntax_faults
    ):
        hint = 'Add the Chinese form: `zh-Hans = "…"`.'
        entry.fault("The entry has no form in any edition", hint, code="G002")
    return {edition: form for edition, form in forms.items() if form}


def _pinyin(entry: TableReader) -> str:
    """Return the reading, validated against the simplified form, else the first form given."""
    form = next(filter(None, map(entry.get_string, Edition)), "")
    pinyin = entry.string("pinyin", required=count_han(form) > 0)
    _check_pinyin(entry, form, pinyin, "pinyin")
    return pinyin


def _taiwan_pinyin(entry: TableReader) -> str:
    """Return the reading in the Taiwan edition, validated against its form or that of `pinyin`."""
    form = next(filter(None, map(entry.get_string, (Edition.TW, *Edition))), "")
    pinyin = entry.string("taiwan_pinyin")
    _check_pinyin(entry, form, pinyin, "taiwan_pinyin")
    return pinyin


def _check_pinyin(entry: TableReader, form: str, pinyin: str, key: str) -> None:
    fault = pinyin_fault(form, pinyin) if form and pinyin else None
    if fault:
        hint = "Write one syllable for each character, with tone marks: `dà yǔyán móxíng`."
        entry.fault(f"The pinyin does not match: {fault}", hint, key=key)


def _check_ids(entries: list[Table], report: Report) -> None:
    first: dict[str, int] = {}
    for entry in entries:
        id_ = entry.get_string("id")
        if id_ in first:
            message = f"The entry on line {first[id_]} already has the id “{id_}”"
            hint = "Give each entry its own id."
            entry.report_fault(report, "G005", message, hint, key="id")
        elif id_:
            first[id_] = entry.line


class _Claim(Struct, frozen=True):
    """A form that an entry has in some editions, and the key that gives it."""

    entry: Table
    form: str
    editions: frozenset[Edition]
    key: str
    index: int = 0

    def clashes(self, other: _Claim) -> bool:
        """Whether a use in a text could be of either entry; the forms differ only in case."""
        if self.entry is other.entry or not self.editions & other.editions:
            return False
        exact = all(claim.entry.data.get("match_case", True) for claim in (self, other))
        return self.form == other.form or not exact


def _claims(entry: Table) -> Iterator[_Claim]:
    """Yield the forms of an entry.

    The first form also counts for the editions without one, since conversion may leave it
    unchanged; an alias counts for all editions.
    """
    stated = [edition for edition in Edition if entry.get_string(edition)]
    for edition in stated:
        others = set(Edition) - set(stated) if edition is stated[0] else set()
        yield _Claim(entry, entry.get_string(edition), frozenset({edition, *others}), edition.value)
    aliases = entry.data.get("aliases")
    for index, alias in enumerate(aliases if isinstance(aliases, list) else ()):
        if isinstance(alias, str) and alias.strip():
            yield _Claim(entry, alias.strip(), frozenset(Edition), "aliases", index)


def _check_forms(entries: list[Table], report: Report) -> None:
    found: dict[str, list[_Claim]] = {}
    for entry in entries:
        reported: set[str] = set()
        for claim in _claims(entry):
            same = found.setdefault(claim.form.casefold(), [])
            other = next((other for other in same if claim.clashes(other)), None)
            if other and claim.form not in reported:
                reported.add(claim.form)
                owner = other.entry.get_string("id") or "without an id"
                message = (
                    f"“{claim.form}” is already a form of the entry “{owner}” "
                    f"on line {other.entry.line}"
                )
                hint = "Remove it from one of the two entries."
                entry.report_fault(report, "G006", message, hint, key=claim.key, index=claim.index)
            same.append(claim)
