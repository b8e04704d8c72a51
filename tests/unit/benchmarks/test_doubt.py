from __future__ import annotations

import pytest

from benchmarks.accuracy import ours
from benchmarks.accuracy.doubt import Count, count_cuts, count_readings, count_words
from benchmarks.accuracy.readings import Judged
from tools.language.corpus import CutExample


def test_what_is_true_and_what_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "confidences", lambda _: [0.1, 0.1, 0.99, 0.99])
    count = count_readings(
        [
            Judged("行长好大", 0, "hang2", "xing2"),
            Judged("行长好大", 1, "zhang3", "zhang3"),
            Judged("行长好大", 2, "hao3", "hao4"),
            Judged("行长好大", 3, "da5", "da4"),
        ]
    )
    assert count == Count(places=4, wrong=2, doubts=2, true=1, heard=1)
    assert count.cells == ["4", "2", "2", "50.0", "50.0"]


def test_a_cut_is_wrong_if_it_is_not_the_labelled_one() -> None:
    right = CutExample("我们研究语言。", 2, ("研究", "语言"), ("研", "究语", "言"))
    wrong = CutExample("我们研究语言。", 2, ("研究语言",), ("研究", "语言"))
    assert (count_cuts([right]).wrong, count_cuts([wrong]).wrong) == (0, 1)


def test_words_that_clash_are_errors() -> None:
    assert count_words([["我们", "研究", "语言", "。"]]) == Count(places=4)
    assert count_words([["我", "们研", "究语言", "。"]]).wrong == 2
