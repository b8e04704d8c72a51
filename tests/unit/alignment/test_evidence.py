"""What speaks for a passage being the translation of another, and what it costs to ask."""

import pytest

from generator.alignment.evidence import AlignmentScorer, ChinesePassage, EnglishPassage


def test_equal_passages_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    cost = AlignmentScorer._cost

    def counted(scorer: AlignmentScorer, zh: range, en: range) -> float:
        nonlocal compared
        compared += 1
        return cost(scorer, zh, en)

    monkeypatch.setattr(AlignmentScorer, "_cost", counted)
    one, other = ChinesePassage(9.0, {"n:1": frozenset({"n:1"})}), ChinesePassage(9.0, {})
    scorer = AlignmentScorer([one, other, one], [EnglishPassage(9.0, frozenset({"n:1"}))] * 2)
    costs = [scorer.cost(range(i, i + 1), range(j, j + 1)) for i in range(3) for j in range(2)]
    assert compared == 2
    assert costs[:2] == costs[4:] != costs[2:4]
