"""Quotation marks of the editions: “ ” ‘ ’ in simplified text, 「 」 『 』 in traditional.

Marks are mapped one by one, so the author's nesting is kept and the conversion is reversible. Two
kinds of mark are not converted: apostrophes in Latin words (Rust’s), and quotation marks in
passages in Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.lazy_patterns import lazy_pattern
from generator.model import Edition

_CORNERS = str.maketrans("“”‘’", "「」『』")
_CURLY = str.maketrans("「」『』", "“”‘’")
_HAN = lazy_pattern(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_MARKS = re.compile("[“”‘’]")

_REACH, _NEIGHBOURHOOD = 200, 50
"""How far Chinese is looked for inside a quotation, and a character beside it."""


def may_have_quotes(text: str, source: Edition, target: Edition) -> bool:
    """Whether a text may have quotation marks that `convert_quotes` converts."""
    return source is not Edition.HANS or (
        target is not Edition.HANS and _MARKS.search(text) is not None
    )


def convert_quotes(text: str, source: Edition, target: Edition, *, ignore: str = "") -> str:
    """Return `text` with the quotation marks of `target`; offsets do not change.

    `ignore` has separators that do not count as neighbours of a mark.
    """
    if target is Edition.HANS:
        return text if source is Edition.HANS else text.translate(_CURLY)
    if source is not Edition.HANS or not _MARKS.search(text):
        return text
    chars = list(text)
    for index in _quotation_marks(text, ignore):
        chars[index] = chars[index].translate(_CORNERS)
    return "".join(chars)


def _quotation_marks(text: str, ignore: str) -> Iterator[int]:
    """Yield the offsets of the marks that quote Chinese, in no particular order."""
    open_double: list[int] = []
    open_single: list[int] = []
    for match in _MARKS.finditer(text):
        index, mark = match.start(), match.group()
        if mark == "“":
            open_double.append(index)
        elif mark == "‘":
            open_single.append(index)
        elif mark == "”":
            if not open_double:
                yield index
            elif not _is_latin(text, start := open_double.pop(), index, ignore):
                yield from (start, index)
        elif open_single and not _is_apostrophe(text, index, ignore):
            start = open_single.pop()
            if not _is_latin(text, start, index, ignore):
                yield from (start, index)
    # A quotation of several paragraphs is opened in each and closed once. A single ‘ without a
    # partner may also be an apostrophe (‘90s), so it is not converted.
    yield from open_double


def _neighbour(text: str, index: int, step: int, skip: str) -> str:
    for place in range(index + step, index + step * (_NEIGHBOURHOOD + 1), step):
        if not 0 <= place < len(text):
            break
        if text[place] not in skip:
            return text[place]
    return ""


def _is_letter(char: str) -> bool:
    return char.isalnum() and not _HAN.match(char)


def _is_apostrophe(text: str, index: int, ignore: str) -> bool:
    return all(_is_letter(_neighbour(text, index, step, ignore)) for step in (-1, 1))


def _is_latin(text: str, start: int, end: int, ignore: str) -> bool:
    """Whether the pair at `start` and `end` is in a passage without Chinese."""
    if _HAN.search(text, start, min(end, start + _REACH)):
        return False
    neighbours = (
        _neighbour(text, start, -1, ignore + " “‘"),
        _neighbour(text, end, 1, ignore + " ”’"),
    )
    return any(_is_letter(c) for c in neighbours) and all(
        c.isascii() or _is_letter(c) for c in neighbours
    )
