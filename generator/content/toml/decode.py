"""Decoding TOML so that one fault of syntax does not hide the next.

1. The text is scanned once, for its statements, their places and the comments to Jiazhu.
2. `tomllib` reads the text. Where it fails, the statement that it fails on is found, the fault
   noted with its remedy, the statement blanked out (offsets stay as they are) and the rest read
   again.
3. A header that is broken or repeated takes its whole table along.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.content.comments import Comment
from generator.content.toml.comments import find_comments
from generator.content.toml.places import Path, Place, Statement, places, statements


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of syntax: its offset in the text, the cause and the remedy."""

    offset: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """All that a TOML text holds: the data of its valid statements, and what is not valid."""

    text: str
    data: Mapping[str, object]
    statements: Sequence[Statement]
    """The valid ones."""
    places: Mapping[Path, Place]
    """Where the keys and values of `data` are."""
    comments: tuple[Comment, ...]
    faults: tuple[Fault, ...]


def decode(text: str) -> Decoded:
    """Decode what can be decoded; never fails."""
    faults: list[Fault] = []
    comments: tuple[Comment, ...] = ()
    try:
        found = statements(text)
        comments = tuple(find_comments(text, found))
        data, valid = _load(text, found, faults)
    except RecursionError:
        data, valid = {}, []
        faults.append(Fault(0, "Lists lie too deep within one another", "Remove brackets."))
    return Decoded(text, data, valid, places(valid), comments, tuple(faults))


def _load(
    text: str, found: list[Statement], faults: list[Fault]
) -> tuple[Mapping[str, object], list[Statement]]:
    """The data of the valid statements, and these; the faults of the others are added."""
    rest = text
    while True:
        try:
            return tomllib.loads(rest), found
        except tomllib.TOMLDecodeError as error:
            guilty, offset = _locate(rest, found, str(error))
            faults.append(Fault(offset, *_explain(str(error), text, guilty, offset)))
        if guilty is None:
            return {}, []
        end = guilty.end
        if guilty.kind != "pair":
            # Without its header the pairs below would fall into the table before.
            later = (s.start for s in found if s.start > guilty.start and s.kind != "pair")
            end = next(later, len(rest))
        blank = re.sub(r"[^\n]", " ", rest[guilty.start : end])
        rest = rest[: guilty.start] + blank + rest[end:]
        found = [s for s in found if not guilty.start <= s.start < end]


_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def _locate(text: str, found: Sequence[Statement], error: str) -> tuple[Statement | None, int]:
    """The statement that an error of `tomllib` is about, and the offset to report."""
    match = _AT.search(error)
    offset = len(text)
    if match and match[1]:
        lines = text.split("\n")
        offset = sum(len(line) + 1 for line in lines[: int(match[1]) - 1]) + int(match[2]) - 1
    before = [s for s in found if s.start <= offset]
    if not before:
        return None, min(offset, len(text))
    # tomllib notices an unclosed bracket or quote only further on.
    guilty = next((s for s in before if s.broken), before[-1])
    # A repeated key is noticed after its value.
    inside = guilty.start <= offset <= guilty.end and offset < len(text)
    return guilty, offset if inside and not _is_repeated(error) else guilty.start


def _is_repeated(error: str) -> bool:
    return error.startswith(("Cannot overwrite", "Cannot declare", "Cannot redefine"))


def _explain(error: str, text: str, guilty: Statement | None, offset: int) -> tuple[str, str]:
    """The cause and the remedy of a fault at `offset`, in words for an author."""
    cause = _AT.sub("", error)
    if guilty is None:
        return f"Not valid TOML: {cause[:1].lower()}{cause[1:]}", _PAIR
    source = text[guilty.start : guilty.end]
    name = ".".join(guilty.key)
    if _is_repeated(error):
        what = "key" if guilty.kind == "pair" else "table"
        return f"The {what} `{name}` is given twice", "Keep one of the two."
    about = f"Not valid TOML in `{name}`" if name else "Not valid TOML"
    if guilty.kind != "pair":
        hint = "Write a table's header as `[name]` or `[[name]]` on a line of its own."
        return f"{about}: {cause[:1].lower()}{cause[1:]}", hint
    if not guilty.value:
        return f"{about}: this is no `key = value`", _PAIR
    if guilty.broken and (offset == guilty.start or "Illegal character '\\n'" in cause):
        cause = "The value is never closed"
    message = f"{about}: {cause[:1].lower()}{cause[1:]}"
    for pattern, hint in _REMEDIES:
        if pattern.search(f"{cause}\n{source}"):
            return message, hint
    return message, _PAIR


_PAIR = 'Write `key = "value"`: an ASCII key, an equals sign, a text between straight quotes.'

# Looked for in the cause (the first line) and in the statement, in this order.
_REMEDIES = [
    (re.compile(pattern), hint)
    for pattern, hint in (
        (r"=\s*[“”‘’「＂]", 'Quotation marks around a value must be straight: "…".'),
        (r"^Unescaped|^Invalid hex", "Put a text with backslashes between single quotes: '…'."),
        (r"\A.*inline table|=\s*\{", 'Write `{ key = "…", key = "…" }` on one line.'),
        (r"\A.*array|=\s*\[", "Put a comma between the items of a list and close it with `]`."),
        (
            r"\A.*closed\n[^=]*=\s*(?:\"{3}|'{3})",
            "Close the text with the three quotation marks that open it.",
        ),
        (r"\A.*closed\n[^=]*=\s*[\"']", "Close the text with the quotation mark that opens it."),
    )
]
