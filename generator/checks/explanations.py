"""Terms that an article explains long after their first use (G009).

1. Explanations are found by their form: `混合专家模型（MoE）` explains both terms,
   `MoE（混合专家模型）` the first, and so do 所谓X，就是…, X是指…, X，即…
2. The term before such a form is a glossary term, a proper name, a quotation or an abbreviation in
   Latin letters; after 所谓 it is the words up to the next break.
3. The first use is looked for in running text, at word boundaries. Headings do not count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import attrgetter

from generator.alignment.sections import is_heading
from generator.content.occurrences import Occurrences
from generator.diagnostics import Report
from generator.language.characters import has_han
from generator.model import Article, Block, Span
from generator.spans import within

LATE_DISTANCE = 5
"""The number of sentences from the first use to a late explanation: more than the rest of a
paragraph and the start of the next. Paragraphs have three in `seeds/`, four in news."""

_QUOTE = '“”「」『』‘’"《》'
_QUOTES = frozenset(_QUOTE)
_QUOTED = re.compile(rf"[“「『‘《](?P<term>[^{_QUOTE}，。；]{{2,14}})$")
_LONGEST_QUOTED = 16
"""The characters of the longest of these, with its mark and a line break."""
_END = attrgetter("span.end")
_ABBREVIATION = re.compile(r"(?<![A-Za-z0-9])[a-z]*[A-Z][a-z]*[A-Z][A-Za-z0-9-]*+")
_GLOSSED = re.compile(
    rf"(?:[{_QUOTE}]|(?<!\s))\s*+[（(](?:英文|英语|英語|简称|簡稱|以下[简簡][称稱]|[缩縮][写寫][为為]?|即)?[：:]?\s*[{_QUOTE}]?"
    rf"(?P<latin>[A-Za-z][A-Za-z0-9 .&'’·,，-]{{0,60}}?)[{_QUOTE}]?[）)]"
)
_EXPANDED = re.compile(
    # An atomic group, as of an expression with hyphens only the whole is tried.
    rf"(?<![A-Za-z0-9-])(?>[A-Za-z0-9-]*?(?P<term>{_ABBREVIATION.pattern}))\s*[（(](?:即|全[称稱]|也就是)?(?P<han>[\u4e00-\u9fff]{{4,14}})[）)]"
)
_SO_CALLED = re.compile(
    rf"所[谓謂]的?\s*[{_QUOTE}]?(?P<term>[^\s，。；：、！？,;:!?{_QUOTE}]{{2,14}}?)[{_QUOTE}]?"
    r"(?:\s*+[，,])?+\s*+(?:其[实實]|就)*(?:就?是指?|指的?是?|即(?![使将便可刻日]))"
)
_MEANS = re.compile(
    rf"(?:[{_QUOTE}]|(?<!\s))\s*+(?:是指|指的就?是|的意思就?是|[，,]\s*即(?![使将便可刻日])|[，,]\s*也就是(?!说))"
)


@dataclass(frozen=True, slots=True)
class _Explanation:
    """A term, and the place where its explanation begins."""

    text: str
    block: int
    start: int


def check_explanations(article: Article, report: Report) -> None:
    """Report each term that is explained `LATE_DISTANCE` or more sentences after its first use."""
    blocks = [block for block in article.blocks if not is_heading(block)]
    occurrences = Occurrences([block.text for block in blocks])
    before = [0, *accumulate(len(block.sentences) for block in blocks)]

    def sentence_number(number: int, offset: int) -> int:
        """The number of the sentence that contains an offset, counted over the running text."""
        return before[number] + bisect_right(blocks[number].sentences, offset, key=_END)

    seen: set[str] = set()
    for found in _find_explanations(blocks):
        if found.text in seen:
            continue
        seen.add(found.text)
        first = _find_first_use(blocks, occurrences, found)
        if first is None:
            continue
        number, offset = first
        distance = sentence_number(found.block, found.start) - sentence_number(number, offset)
        if number == found.block or distance < LATE_DISTANCE:
            continue
        line = blocks[found.block].line
        report.add_at(
            blocks[number],
            Span(offset, offset + len(found.text)),
            "G009",
            article.path,
            f"“{found.text}” is first used here, but explained only {distance} sentences later, on "
            f"line {line}",
            "Explain it here, or avoid it until then.",
        )


def _find_explanations(blocks: Sequence[Block]) -> Iterator[_Explanation]:
    for number, block in enumerate(blocks):
        text, terms = block.text, _TermsBefore(block)
        for match in _GLOSSED.finditer(text):
            term = terms.ending_at(match.start())
            if term is not None:
                yield _Explanation(term.of(text), number, term.start)
            if term is not None or has_han(text[max(match.start() - 1, 0) : match.start()]):
                for short in _ABBREVIATION.finditer(match["latin"]):
                    yield _Explanation(short[0], number, match.start())
        for match in _EXPANDED.finditer(text):
            yield _Explanation(match["term"], number, match.start("term"))
        for match in _SO_CALLED.finditer(text):
            yield _Explanation(match["term"], number, match.start())
        for match in _MEANS.finditer(text):
            term = terms.ending_at(match.start())
            if term is not None:
                yield _Explanation(term.of(text), number, term.start)


class _TermsBefore:
    """The terms of a block that may stand before an explanation."""

    def __init__(self, block: Block) -> None:
        self._block = block

    def ending_at(self, end: int) -> Span | None:
        """The term that ends at an offset, or the one in quotation marks just before it."""
        text = self._block.text
        while end and text[end - 1].isspace():
            end -= 1
        if end and text[end - 1] in _QUOTE:
            end -= 1
        if text[end : end + 1] in _QUOTES:
            quoted = _QUOTED.search(text, max(0, end - _LONGEST_QUOTED), end)
            if quoted:
                return Span(*quoted.span("term"))
        return self._by_end.get(end)

    @cached_property
    def _by_end(self) -> Mapping[int, Span]:
        """The longest term that ends at each offset: of the glossary, a name, an abbreviation."""
        spans = [use.span for use in self._block.layers.terms]
        spans += [name.span for name in self._block.layers.names]
        spans += [Span(*match.span()) for match in _ABBREVIATION.finditer(self._block.text)]
        return {span.end: span for span in sorted(spans, key=len)}


def _find_first_use(
    blocks: Sequence[Block], occurrences: Occurrences, found: _Explanation
) -> tuple[int, int] | None:
    """The block and offset of the first use at word boundaries, before the explanation."""
    for number, at in occurrences.of(found.text):
        end = at + len(found.text)
        if (number, end) > (found.block, found.start):
            break
        words = within(blocks[number].layers.words, Span(at, end))
        if words and words[0].span.start == at and words[-1].span.end == end:
            return number, at
    return None
