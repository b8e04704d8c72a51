"""Reads articles with gold pairs of sentences; the format is in `tests/fixtures/alignment`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.model import Block, Sentence, Span

Pair = tuple[tuple[str, ...], tuple[str, ...]]
"""The ids of Chinese and English sentences that translate each other; one side may be empty."""

_LINE = re.compile(r"(zh|en)(?:@(\w+))? (.+)")


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article and its translation, split into sentences, with the gold pairs."""

    name: str
    zh: tuple[Block, ...]
    en: tuple[Block, ...]
    pairs: frozenset[Pair]


class _Side:
    """Collects the blocks of one language."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._paragraphs: list[list[str]] = [[]]

    def end_paragraph(self) -> None:
        if self._paragraphs[-1]:
            self._paragraphs.append([])

    def add(self, sentence: str) -> str:
        self._paragraphs[-1].append(sentence)
        return f"{self._prefix}{len(self._paragraphs)}.s{len(self._paragraphs[-1])}"

    def blocks(self) -> tuple[Block, ...]:
        return tuple(
            _block(f"{self._prefix}{number}", sentences)
            for number, sentences in enumerate(self._paragraphs, 1)
            if sentences
        )


def read(path: Path) -> GoldArticle:
    """Read a file of gold pairs. Raises ValueError for an invalid line."""
    sides = {"zh": _Side("b"), "en": _Side("e")}
    groups: dict[str, tuple[list[str], list[str]]] = {}
    for number, group in enumerate(
        re.split(r"\n\n+|(?=^---)", path.read_text("utf-8"), flags=re.M)
    ):
        for line in group.splitlines():
            if line.startswith("#") or not line:
                continue
            if line.startswith("---"):
                for language in line[3:].split() or sides:
                    sides[language].end_paragraph()
                continue
            match = _LINE.fullmatch(line)
            if match is None:
                message = f"{path.name}: neither a sentence nor a break: {line}"
                raise ValueError(message)
            language, label, sentence = match.groups()
            ids = groups.setdefault(label or str(number), ([], []))
            ids[language == "en"].append(
                sides[language].add(sentence if language == "zh" else f"{sentence} ")
            )
    pairs = frozenset((tuple(zh), tuple(en)) for zh, en in groups.values())
    return GoldArticle(path.stem, sides["zh"].blocks(), sides["en"].blocks(), pairs)


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the gold pairs of an article in another file, from lines `b1.s1 = e1.s1 e1.s2`."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            zh, _, en = line.partition("=")
            yield tuple(zh.split()), tuple(en.split())


def _block(name: str, sentences: list[str]) -> Block:
    found, start = [], 0
    for number, sentence in enumerate(sentences, 1):
        found.append(Sentence(Span(start, start + len(sentence)), f"{name}.s{number}"))
        start += len(sentence)
    return Block(name, 0, 1, "".join(sentences), sentences=tuple(found))
