"""Terms that an article explains in its own words long after it has first used them (G009).

1. What explains a term: `混合专家模型（MoE）` explains both, `MoE（混合专家模型）` the first,
   and so do 所谓X，就是…, X是指…, X，即…
2. How much of the text before belongs to it: a glossary term, a proper name, what stands in
   quotation marks, a word in Latin letters; else the words that follow a break and 所谓.
3. Its first use in running text, at the edges of words. Headings announce, and do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.alignment.sections import is_heading
from generator.diagnostics import Report
from generator.language.characters import has_han
from generator.model import Article, Block, Span

FAR = 5
"""Sentences from the first use to the explanation, from which on it is late: more than the rest of
a paragraph and the next one's beginning. Paragraphs have three in `seeds/`, four in news."""

_QUOTE = '“”「」『』‘’"《》'
_ABBREVIATION = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]*[A-Z][a-z]*[A-Z][A-Za-z0-9-]*(?![A-Za-z0-9])")
_GLOSSED = re.compile(
    rf"[{_QUOTE}]?\s*[（(](?:英文|英语|英語|简称|簡稱|以下[简簡][称稱]|[缩縮][写寫][为為]?|即)?[：:]?\s*[{_QUOTE}]?"
    rf"(?P<latin>[A-Za-z][A-Za-z0-9 .&'’·,，-]{{0,60}}?)[{_QUOTE}]?[）)]"
)
_EXPANDED = re.compile(
    rf"(?P<term>{_ABBREVIATION.pattern})\s*[（(](?:即|全[称稱]|也就是)?(?P<han>[\u4e00-\u9fff]{{4,14}})[）)]"
)
_SO_CALLED = re.compile(
    rf"所[谓謂]的?\s*[{_QUOTE}]?(?P<term>[^\s，。；：、！？,;:!?{_QUOTE}]{{2,14}}?)[{_QUOTE}]?"
    r"\s*[，,]?\s*(?:其[实實]|就)*(?:就?是指?|指的?是?|即(?![使将便可刻日]))"
)
_MEANS = re.compile(
    rf"[{_QUOTE}]?\s*(?:是指|指的就?是|的意思就?是|[，,]\s*即(?![使将便可刻日])|[，,]\s*也就是(?!说))"
)


@dataclass(frozen=True, slots=True)
class _Explained:
    """A term, and where its explanation begins."""

    text: str
    block: int
    start: int


def late_explanations(article: Article, report: Report) -> None:
    """Report each term that is explained `FAR` sentences or more after its first use."""
    blocks = [block for block in article.blocks if not is_heading(block)]
    known: set[str] = set()
    for found in _explanations(blocks):
        if found.text in known:
            continue
        known.add(found.text)
        first = _first_use(blocks, found)
        if first is None:
            continue
        number, offset = first
        away = _sentence(blocks, found.block, found.start) - _sentence(blocks, number, offset)
        if number == found.block or away < FAR:
            continue
        line = blocks[found.block].line
        report.add_at(
            blocks[number],
            Span(offset, offset + len(found.text)),
            "G009",
            article.path,
            f"“{found.text}” is first used here, and explained only {away} sentences later, on "
            f"line {line}",
            "explain it here; or leave it out until then",
        )


def _explanations(blocks: Sequence[Block]) -> Iterator[_Explained]:
    for number, block in enumerate(blocks):
        text = block.text
        for match in _GLOSSED.finditer(text):
            term = _before(block, match.start())
            if term is not None:
                yield _Explained(term.of(text), number, term.start)
            if term is not None or has_han(text[: match.start()][-1:]):
                for short in _ABBREVIATION.finditer(match["latin"]):
                    yield _Explained(short[0], number, match.start())
        for match in _EXPANDED.finditer(text):
            yield _Explained(match["term"], number, match.start())
        for match in _SO_CALLED.finditer(text):
            yield _Explained(match["term"], number, match.start())
        for match in _MEANS.finditer(text):
            term = _before(block, match.start())
            if term is not None:
                yield _Explained(term.of(text), number, term.start)


def _before(block: Block, end: int) -> Span | None:
    """The term that ends at an offset, or in quotation marks right before it."""
    text = block.text
    end = len(text[:end].rstrip())
    if end and text[end - 1] in _QUOTE:
        end -= 1
    quoted = re.search(rf"[“「『‘《](?P<term>[^{_QUOTE}，。；]{{2,14}})$", text[:end])
    if quoted and end < len(text) and text[end] in _QUOTE:
        return Span(*quoted.span("term"))
    spans = [use.span for use in block.layers.terms]
    spans += [name.span for name in block.layers.names]
    spans += [Span(*m.span()) for m in _ABBREVIATION.finditer(text, 0, end)]
    return max((s for s in spans if s.end == end), key=len, default=None)


def _first_use(blocks: Sequence[Block], found: _Explained) -> tuple[int, int] | None:
    """Block and offset of the first use at the edges of words, before the explanation."""
    for number, block in enumerate(blocks[: found.block + 1]):
        until = found.start if number == found.block else len(block.text)
        starts = {word.span.start for word in block.layers.words}
        ends = {word.span.end for word in block.layers.words}
        at = block.text.find(found.text, 0, until)
        while at >= 0:
            if at in starts and at + len(found.text) in ends:
                return number, at
            at = block.text.find(found.text, at + 1, until)
    return None


def _sentence(blocks: Sequence[Block], block: int, offset: int) -> int:
    """Which sentence of the running text an offset is in."""
    before = sum(len(b.sentences) for b in blocks[:block])
    return before + sum(s.span.end <= offset for s in blocks[block].sentences)
