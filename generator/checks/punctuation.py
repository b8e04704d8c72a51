"""Half-width punctuation and full-width letters and digits in Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from generator.diagnostics import Report
from generator.language.characters import count_han
from generator.language.punctuation import BRACKETS, ELLIPSES, MARKS, QUOTES, repair
from generator.model import Article, Edition, Span
from generator.spans import Spans

_REPAIRS = (MARKS, BRACKETS, QUOTES, ELLIPSES)
_HALF_WIDTH = re.compile(r"[,.;:?!()\"']")
_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B))}
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_ENGLISH_WORD = re.compile(r"\b(?:an?|and|as|at|by|for|in|is|of|on|or|the|to|with)\b(?![.:=/_-])")
_FILE_NAME = re.compile(
    r"(?<![\w（）()./~-])[\w（）()./~-]*\.(?:md|txt|html?|pdf|docx?|xlsx?|pptx?|csv|tsv|json|ya?ml|toml|xml|zip|gz|epub"
    r"|png|jpe?g|gif|svg|webp|mp[34]|wav|py|js|ts|css|exe|apk|com|cn|org|net|io)(?![A-Za-z0-9])"
)
"""A file name or a host, whose full stop is no punctuation."""
_MAX_CHANGES = 3


def check_widths(article: Article, report: Report) -> None:
    """Report each Chinese sentence that has characters of the wrong width, once (S024).

    A sentence is Chinese if it has at least as many Han characters as Latin words, and no English
    function words: `去 (to go, to leave)` is not.
    """
    corners = article.script is not Edition.HANS
    for block in (article.title, *article.blocks):
        for sentence in block.sentences:
            text = sentence.span.of(block.text).rstrip()
            if not _is_chinese(text):
                continue
            corrected = correct_widths(text, corners=corners)
            names = Spans(Span(*match.span()) for match in _FILE_NAME.finditer(text))
            changes = [
                change for change in _find_changes(text, corrected) if not names.overlap(change[0])
            ]
            if not changes:
                continue
            first, start = changes[0][0], sentence.span.start
            more = " …" if len(changes) > _MAX_CHANGES else ""
            found = (
                "half-width punctuation"
                if _HALF_WIDTH.search(changes[0][1])
                else "full-width letters or digits"
            )
            wrong = ", ".join(f"“{old}”" for _, old, _ in changes[:_MAX_CHANGES])
            right = ", ".join(f"“{new}”" for _, _, new in changes[:_MAX_CHANGES])
            report.add_at(
                block,
                Span(start + first.start, start + first.end),
                "S024",
                article.path,
                f"The Chinese has {found}: {wrong}{more}",
                f"Write {right}{', and so on' if more else ''}.",
            )


def _is_chinese(text: str) -> bool:
    han = count_han(text)
    return 0 < han >= len(_LATIN_WORD.findall(text)) and not _ENGLISH_WORD.search(text)


def correct_widths(text: str, *, corners: bool = False) -> str:
    """Return a Chinese sentence with full-width punctuation, and half-width letters and digits."""
    if _HALF_WIDTH.search(text):
        repaired, _ = repair(text, corners=corners, kinds=_REPAIRS)
        # A repair that changes only “…” is not about width.
        if len(_HALF_WIDTH.findall(repaired)) < len(_HALF_WIDTH.findall(text)):
            text = repaired
    return text.translate(_FULL_WIDTH)


def _find_changes(old: str, new: str) -> Iterator[tuple[Span, str, str]]:
    """The span, the old and the new text of each change, with a character of context."""
    if old == new:
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Span(a, b), old[max(a - 1, 0) : b + 1], new[max(c - 1, 0) : d + 1]
