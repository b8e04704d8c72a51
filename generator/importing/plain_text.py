"""Reads plain text as a document.

1. Blank lines and indented first lines (　　) separate paragraphs.
2. Otherwise each line is a paragraph, unless the text is hard-wrapped: most lines then have nearly
   the same width, and few of them end a sentence. Wrapped lines are joined, without a space in
   Chinese.
3. The first line is the title if it looks like one. Lines directly below it that state the author,
   the date or the source become metadata.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from textwrap import dedent

from generator.importing.document import Block, Document
from generator.importing.headlines import Facts, looks_like_title, read_fact_line
from generator.importing.markdown_text import escape, escape_paragraph, join_lines
from generator.language.characters import has_han
from generator.language.numerals import NUMERALS, TENS

_INDENT = re.compile(r"(?:\u3000| {2}|\t)")
_SENTENCE_END = re.compile(r"[。！？!?.…][”’」』）)\"']*$")
_CHAPTER = re.compile(
    rf"(?:第[ ]?[{NUMERALS}\d]+[ ]?[章节節回部卷篇讲講]"
    rf"|[{TENS}]+、)"
    r"[^。！？，；]{0,30}"
)
_MAX_WRAP, _MIN_WRAP, _MIN_BLOCK_WRAP = 120, 30, 50
_RULE = re.compile(r"([-=*_~—─＝])\1{2,}")


def read_plain_text(text: str) -> Document:
    """Return the document of a plain text with `\\n` line endings."""
    paragraphs = split_paragraphs(text)
    title = ""
    if len(paragraphs) > 1 and looks_like_title(paragraphs[0]):
        title, paragraphs = paragraphs[0], paragraphs[1:]
        title = re.sub(r"^(?:标题|標題|题目|題目)[ \u3000]*[:：][ \u3000]*", "", title)
    facts = Facts()
    while len(paragraphs) > 1 and read_fact_line(paragraphs[0], facts):
        paragraphs = paragraphs[1:]
    return Document(
        tuple(map(_block, paragraphs)),
        title=title,
        author=facts.author,
        date=facts.date,
        source=facts.source,
    )


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a plain text, each on one line."""
    lines = [line.rstrip() for line in text.split("\n")]
    wrapped = _is_wrapped(lines)
    limit = max(map(_width, lines), default=0) * 0.8
    found: list[str] = []
    for block in _blocks(lines):
        if not wrapped and _is_wrapped_block(block):
            found.append(join_lines(block))
            continue
        gathered: list[str] = []
        for line in block:
            starts = bool(_INDENT.match(line)) or not wrapped
            after_short = bool(gathered) and _ends_paragraph(gathered[-1], limit)
            if gathered and (starts or after_short):
                found.append(join_lines(gathered))
                gathered = []
            gathered.append(line)
        found.append(join_lines(gathered))
    return [line for line in found if line]


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """The groups of lines between blank lines, without their common indentation."""
    for filled, group in groupby(lines, key=bool):
        if filled:
            block = list(group)
            yield dedent("\n".join(block)).split("\n") if len(block) > 1 else block


def _is_wrapped_block(block: Sequence[str]) -> bool:
    """Whether a single block is hard-wrapped: every line except the last is nearly full."""
    widths = list(map(_width, block[:-1]))
    if not widths or not _MIN_BLOCK_WRAP <= max(widths) <= _MAX_WRAP:
        return False
    ending = sum(bool(_SENTENCE_END.search(line)) for line in block[:-1])
    full = min(widths) >= max(widths) * 0.85 and _width(block[-1]) <= max(widths) + 2
    return full and ending <= len(widths) * 0.5 and not _alternates(block)


def _ends_paragraph(line: str, limit: float) -> bool:
    """Whether a line is short and ends a sentence, and so ends a paragraph."""
    return _width(line) < limit and bool(_SENTENCE_END.search(line))


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether the lines of a text are hard-wrapped."""
    continued = [
        line
        for line, following in pairwise(lines)
        if line.strip() and following.strip() and not _INDENT.match(following)
    ]
    if not continued or _alternates(lines):
        return False
    widths = list(map(_width, continued))
    widest = max(widths)
    if not _MIN_WRAP <= widest <= _MAX_WRAP:
        return False
    full = sum(width >= widest * 0.8 for width in widths)
    ending = sum(bool(_SENTENCE_END.search(line)) for line in continued)
    return full >= len(continued) * 0.6 and ending <= len(continued) * 0.5


def _alternates(lines: Sequence[str]) -> bool:
    """Whether Chinese and other lines alternate."""
    kinds = [has_han(line) for line in lines if line.strip()]
    changes = sum(a != b for a, b in pairwise(kinds))
    return len(kinds) > 3 and changes >= (len(kinds) - 1) * 0.8


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line.rstrip())


def _block(text: str) -> Block:
    if _RULE.fullmatch(text):
        return Block("rule", "---")
    if _CHAPTER.fullmatch(text):
        return Block("heading", escape(text), level=2)
    return Block("paragraph", escape_paragraph(text))
