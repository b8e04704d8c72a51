"""The aligned sentences of an article as checks look at them: their texts and their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import ATOM, Alignment, Article, Block, Sentence, Span

EXCERPT = 60
"""Characters of a sentence that a message shows."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and its block."""

    block: Block
    sentence: Sentence

    @property
    def text(self) -> str:
        """The sentence as its author wrote it, code and images as U+FFFC."""
        return self.sentence.span.of(self.block.text)

    def part(self, start: int, end: int) -> Span:
        """A part of the sentence, by its offsets into it, as a span of the block."""
        return Span(self.sentence.span.start + start, self.sentence.span.start + end)


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that say the same; one side may be empty."""

    zh: tuple[Passage, ...]
    en: tuple[Passage, ...]
    alignment: Alignment

    @property
    def chinese(self) -> str:
        """The text of the Chinese side."""
        return _text(self.zh)

    @property
    def english(self) -> str:
        """The text of the English side."""
        return _text(self.en)

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
        """Every match within a sentence of the English side."""
        for passage in self.en:
            for match in pattern.finditer(passage.text):
                yield passage, match


def sentences(blocks: Sequence[Block]) -> dict[str, Passage]:
    """The sentences of some blocks by their ids, in order."""
    return {s.id: Passage(block, s) for block in blocks for s in block.sentences}


def pairs(article: Article) -> list[Pair]:
    """The aligned sentences of an article; none where it has no translation."""
    if article.translation is None:
        return []
    zh, en = sentences(article.blocks), sentences(article.translation.blocks)
    return [
        Pair(tuple(zh[i] for i in a.zh_ids), tuple(en[i] for i in a.en_ids), a)
        for a in article.alignments
    ]


def excerpt(text: str, limit: int = EXCERPT) -> str:
    """The beginning of a text on one line, with an ellipsis where it is cut."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _text(passages: Sequence[Passage]) -> str:
    return " ".join(passage.text.replace(ATOM, " ").strip() for passage in passages)
