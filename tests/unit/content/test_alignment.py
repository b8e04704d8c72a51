"""Sentence alignment: the measured quality over gold pairs, and its rules one by one."""

from pathlib import Path

import pytest

from generator.content.alignment import align
from generator.model import Alignment, Block, Origin, Sentence, Span, Word, WordKind

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures" / "alignment").glob("*.txt"))

Gold = list[tuple[tuple[str, ...], tuple[str, ...]]]


def block(name: str, sentences: list[str], tag: str = "p") -> Block:
    """A block of these sentences, with ids like `b1.s1`."""
    found, start = [], 0
    for number, sentence in enumerate(sentences, 1):
        found.append(Sentence(Span(start, start + len(sentence)), f"{name}.s{number}"))
        start += len(sentence)
    return Block(name, 0, 1, "".join(sentences), tag=tag, sentences=tuple(found))


def load(path: Path) -> tuple[list[Block], list[Block], Gold]:
    """The blocks of both languages and the gold pairs, as ids."""
    zh, en, gold = [], [], Gold()
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    for number, paragraph in enumerate("\n".join(lines).strip("-\n").split("---\n"), 1):
        sides: dict[str, list[str]] = {"zh": [], "en": []}
        for group in paragraph.strip().split("\n\n"):
            ids: dict[str, list[str]] = {"zh": [], "en": []}
            for line in group.splitlines():
                language, sentence = line.split(" ", 1)
                sides[language].append(sentence + ("" if language == "zh" else " "))
                prefix = "b" if language == "zh" else "e"
                ids[language].append(f"{prefix}{number}.s{len(sides[language])}")
            gold.append((tuple(ids["zh"]), tuple(ids["en"])))
        zh.append(block(f"b{number}", sides["zh"]))
        en.append(block(f"e{number}", sides["en"]))
    return zh, en, gold


def ids(alignments: tuple[Alignment, ...]) -> Gold:
    return [(a.zh_ids, a.en_ids) for a in alignments]


def f1(found: set[object], gold: set[object]) -> float:
    return 2 * len(found & gold) / (len(found) + len(gold))


@pytest.mark.parametrize("part", ["dev", "test"])
def test_at_least_95_percent_of_whole_groups_are_right(part: str) -> None:
    found, gold = set[object](), set[object]()
    for path in FIXTURES:
        if path.name.startswith(part):
            zh, en, pairs = load(path)
            found |= {(path.name, *pair) for pair in ids(align(zh, en))}
            gold |= {(path.name, *pair) for pair in pairs}
    assert len(gold) >= 40
    assert f1(found, gold) >= 0.80, sorted(found ^ gold, key=str)
