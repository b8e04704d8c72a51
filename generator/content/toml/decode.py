"""Decode TOML so that one syntax error does not hide the next.

1. The text is scanned once for its statements, their positions and the comments to Jiazhu.
2. `tomllib` parses the text. If it fails, the statement that it fails on is recorded as a fault
   and blanked out, which leaves all offsets unchanged, and the rest is parsed again.
3. If a header is broken or repeated, its whole table is blanked out.
4. After `MAX_FAULTS` the rest is given up, because the whole text is parsed once for each.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from generator.content.comments import Comment
from generator.content.toml.comments import find_comments
from generator.content.toml.places import Path, Place, Statement, resolve_places, scan_statements
from generator.content.values import CONTROL

MAX_FAULTS = 50
"""How many syntax errors of a text are found."""


class SyntaxFault(Struct, frozen=True):
    """A syntax error: its offset in the text, the cause and the remedy."""

    offset: int
    message: str
    hint: str


class Decoded(Struct, frozen=True):
    """A decoded TOML text: the data of its valid statements, and its syntax errors."""

    text: str
    data: Mapping[str, object]
    statements: Sequence[Statement]
    """The valid statements."""
    places: Mapping[Path, Place]
    """The positions of the keys and values of `data`."""
    comments: tuple[Comment, ...]
    faults: tuple[SyntaxFault, ...]


def decode_toml(text: str) -> Decoded:
    """Decode the valid statements of a text. Never fails."""
    faults: list[SyntaxFault] = []
    comments: tuple[Comment, ...] = ()
    try:
        found = scan_statements(text)
        comments = tuple(find_comments(text, found))
        data, valid = _load(text, found, faults)
    except RecursionError:
        data, valid = {}, []
        message = "Lists or keys are nested too deeply"
        faults.append(SyntaxFault(0, message, "Remove some of the brackets or dots."))
    return Decoded(text, data, valid, resolve_places(valid), comments, tuple(faults))


def _load(
    text: str, found: list[Statement], faults: list[SyntaxFault]
) -> tuple[Mapping[str, object], list[Statement]]:
    """Return the data of the valid statements, and these; append the faults of the others."""
    remaining = text
    while True:
        try:
            data = tomllib.loads(remaining)
            fault = _control_character(data, found)
            if fault is None:
                return data, found
        except tomllib.TOMLDecodeError as error:
            broken, offset = _locate(remaining, found, str(error))
            fault = SyntaxFault(offset, *_explain(str(error), text, broken, offset))
        except ValueError:  # Python reads no integer of more than 4,300 digits
            long = _LONG_NUMBER.search(remaining)
            offset = long.start() if long else 0
            fault = SyntaxFault(offset, "The number has too many digits", "Write a shorter one.")
            broken = _statement_at(found, offset)
        else:
            broken = _statement_at(found, fault.offset)
        faults.append(fault)
        if broken is None or len(faults) == MAX_FAULTS:
            return {}, []
        end = broken.end
        if broken.kind != "pair":
            # Without its header, the pairs below would become part of the table above.
            headers = (s.start for s in found if s.start > broken.start and s.kind != "pair")
            end = next(headers, len(remaining))
        blank = re.sub(r"[^\n]", " ", remaining[broken.start : end])
        remaining = remaining[: broken.start] + blank + remaining[end:]
        found = [s for s in found if not broken.start <= s.start < end]


_LONG_NUMBER = re.compile(r"[\d_]{4000,}")


def _statement_at(found: Sequence[Statement], offset: int) -> Statement | None:
    """Return the last statement that begins at or before an offset."""
    return next((each for each in reversed(found) if each.start <= offset), None)


def _control_character(
    data: Mapping[str, object], found: Sequence[Statement]
) -> SyntaxFault | None:
    """Return the fault of a text with a control character, which TOML can write as `\\u0000`."""
    for path, text in texts_in(data, ()):
        if character := CONTROL.search(text):
            places = resolve_places(found)
            offset = places[path].value if path in places else 0
            message = f"The value contains the control character U+{ord(character[0]):04X}"
            return SyntaxFault(offset, message, "Remove it.")
    return None


def texts_in(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the texts in a value, and the keys, with their paths."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from texts_in(each, (*path, index))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield (*path, key), key
            yield from texts_in(each, (*path, key))


_ERROR_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def _locate(text: str, found: Sequence[Statement], error: str) -> tuple[Statement | None, int]:
    """Return the statement that an error of `tomllib` is about, and the offset to report."""
    match = _ERROR_POSITION.search(error)
    offset = len(text)
    if match and match[1]:
        lines = text.split("\n")
        offset = sum(len(line) + 1 for line in lines[: int(match[1]) - 1]) + int(match[2]) - 1
    before = [s for s in found if s.start <= offset]
    if not before:
        return None, min(offset, len(text))
    # tomllib detects an unclosed bracket or quote only further on.
    broken = next((s for s in before if s.broken), before[-1])
    # A repeated key is detected after its value.
    inside = broken.start <= offset <= broken.end and offset < len(text)
    return broken, offset if inside and not _is_repeated(error) else broken.start


def _is_repeated(error: str) -> bool:
    return error.startswith(("Cannot overwrite", "Cannot declare", "Cannot redefine"))


def _explain(error: str, text: str, broken: Statement | None, offset: int) -> tuple[str, str]:
    """Return the message and the hint for a fault at `offset`."""
    cause = _ERROR_POSITION.sub("", error)
    if broken is None:
        return f"Not valid TOML: {cause[:1].lower()}{cause[1:]}", _PAIR_HINT
    source = text[broken.start : broken.end]
    name = ".".join(broken.key)
    if _is_repeated(error):
        what = "key" if broken.kind == "pair" else "table"
        return f"The {what} `{name}` is given twice", "Keep one of the two."
    prefix = f"Not valid TOML in `{name}`" if name else "Not valid TOML"
    if broken.kind != "pair":
        hint = "Write the header of a table as `[name]` or `[[name]]` on its own line."
        return f"{prefix}: {cause[:1].lower()}{cause[1:]}", hint
    if not broken.value:
        return f"{prefix}: expected `key = value`", _PAIR_HINT
    if broken.broken and (offset == broken.start or "Illegal character '\\n'" in cause):
        cause = "The value is never closed"
    message = f"{prefix}: {cause[:1].lower()}{cause[1:]}"
    for pattern, hint in _REMEDIES:
        if pattern.search(f"{cause}\n{source}"):
            return message, hint
    return message, _PAIR_HINT


_PAIR_HINT = 'Write `key = "value"`: an ASCII key, an equals sign, and text in straight quotes.'

# Searched for in the cause (the first line) and in the statement, in this order.
_REMEDIES = [
    (re.compile(pattern), hint)
    for pattern, hint in (
        (r"=\s*[“”‘’「＂]", 'Put straight quotation marks around the value: "…".'),
        (r"^Unescaped|^Invalid hex", "Put text with backslashes in single quotes: '…'."),
        (r"\A.*inline table|=\s*\{", 'Write `{ key = "…", key = "…" }` on one line.'),
        (r"\A.*array|=\s*\[", "Put commas between the items of the list, and close it with `]`."),
        (
            r"\A.*closed\n[^=]*=\s*(?:\"{3}|'{3})",
            "Close the text with the same three quotation marks that open it.",
        ),
        (
            r"\A.*closed\n[^=]*=\s*[\"']",
            "Close the text with the same quotation mark that opens it.",
        ),
    )
]
