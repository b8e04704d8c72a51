"""The aligned sentences of an article, with their texts and places, for the checks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import ATOM, Alignment, Article, Block, Sentence, Span

EXCERPT_LENGTH = 60
"""The most characters of a sentence that a message shows."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and its block."""

    block: Block
    sentence: Sentence

    @property
    def text(self) -> str:
        """The text of the sentence, with U+FFFC for code and images."""
        return self.sentence.span.of(self.block.text)

    def to_block(self, start: int, end: int) -> Span:
        """Convert offsets into the sentence to a span of the block."""
        return Span(self.sentence.span.start + start, self.sentence.span.start + end)


@dataclass(frozen=True, slots=True)
class Pair:
    """Chinese and English sentences that are aligned; one side may be empty."""

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
        """Find all matches in the sentences of the English side."""
        for passage in self.en:
            for match in pattern.finditer(passage.text):
                yield passage, match


def passages_by_id(blocks: Sequence[Block]) -> dict[str, Passage]:
    """Return the sentences of blocks by id, in order."""
    return {s.id: Passage(block, s) for block in blocks for s in block.sentences}


def aligned_pairs(article: Article) -> list[Pair]:
    """Return the aligned sentences of an article; none if it has no translation."""
    if article.translation is None:
        return []
    zh, en = passages_by_id(article.blocks), passages_by_id(article.translation.blocks)
    return [
        Pair(tuple(zh[i] for i in a.zh_ids), tuple(en[i] for i in a.en_ids), a)
        for a in article.alignments
    ]


def excerpt(text: str, limit: int = EXCERPT_LENGTH) -> str:
    """Return a text on one line, shortened with an ellipsis if it is long."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _text(passages: Sequence[Passage]) -> str:
    return " ".join(passage.text.replace(ATOM, " ").strip() for passage in passages)
