"""Characters of the wrong width: half-width punctuation in Chinese, full-width letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from generator.diagnostics import Report
from generator.language.characters import count_han
from generator.language.punctuation import BRACKETS, ELLIPSES, MARKS, QUOTES, repair
from generator.model import Article, Edition, Span

_KINDS = (MARKS, BRACKETS, QUOTES, ELLIPSES)
_HALF_WIDTH = re.compile(r"[,.;:?!()\"']")
_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B))}
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_ENGLISH_WORD = re.compile(r"\b(?:an?|and|as|at|by|for|in|is|of|on|or|the|to|with)\b(?![.:=/_-])")
_SHOWN = 3


def width_doubts(article: Article, report: Report) -> None:
    """Report the sentences that have characters of the wrong width, each once (S024).

    A sentence is Chinese if it has as many Han characters as Latin words, and no English ones that
    tie a sentence together: `去 (to go, to leave)` is not.
    """
    corners = article.script is not Edition.HANS
    for block in (article.title, *article.blocks):
        for sentence in block.sentences:
            text = sentence.span.of(block.text).rstrip()
            if not _is_chinese(text):
                continue
            better = mended(text, corners=corners)
            changes = list(_changes(text, better))
            if not changes:
                continue
            first, start = changes[0][0], sentence.span.start
            more = " …" if len(changes) > _SHOWN else ""
            what = (
                "half-width punctuation"
                if _HALF_WIDTH.search(changes[0][1])
                else "full-width forms"
            )
            wrong = ", ".join(f"“{old}”" for _, old, _ in changes[:_SHOWN])
            right = ", ".join(f"“{new}”" for _, _, new in changes[:_SHOWN])
            report.add_at(
                block,
                Span(start + first.start, start + first.end),
                "S024",
                article.path,
                f"{what} in Chinese: {wrong}{more}",
                f"write {right}{more}",
            )


def _is_chinese(text: str) -> bool:
    han = count_han(text)
    return 0 < han >= len(_LATIN_WORD.findall(text)) and not _ENGLISH_WORD.search(text)


def mended(text: str, *, corners: bool = False) -> str:
    """A Chinese sentence with its characters in the width that Chinese has them in."""
    if _HALF_WIDTH.search(text):
        repaired, _ = repair(text, corners=corners, kinds=_KINDS)
        # A single … is no matter of width.
        if len(_HALF_WIDTH.findall(repaired)) < len(_HALF_WIDTH.findall(text)):
            text = repaired
    return text.translate(_FULL_WIDTH)


def _changes(old: str, new: str) -> Iterator[tuple[Span, str, str]]:
    """Span, old and new text of each change, with a character on either side."""
    if old == new:
        return
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield Span(a, b), old[max(a - 1, 0) : b + 1], new[max(c - 1, 0) : d + 1]
