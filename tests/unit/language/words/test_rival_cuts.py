from __future__ import annotations

from collections.abc import Sequence

from generator.language.words.rival_cuts import MARGIN, SPLIT_MARGIN, RivalCuts

COSTS = {"改": 300.0, "过": 200.0, "名": 300.0, "来": 200.0, "时": 250.0, "临": 400.0}


def parts_of(word: str) -> Sequence[str]:
    return {"改名": ("改", "名")}.get(word, ())


def rivals(costs: dict[str, float], *stretch: str, splittable: str = "") -> list[str]:
    found = RivalCuts({**COSTS, **costs}, parts_of, {splittable}, {"名过"}).of_words(stretch)
    return [] if found is None else ["|".join(cut.words) for cut in found.rivals]


def test_a_word_is_split_if_that_costs_little_more() -> None:
    assert rivals({"改过": 500 - SPLIT_MARGIN}, "改过") == ["改|过"]
    assert rivals({"改过": 499 - SPLIT_MARGIN}, "改过") == []


def test_a_word_that_training_splits_has_more_margin() -> None:
    assert rivals({"改过": 500 - MARGIN}, "改过", splittable="改过") == ["改|过"]


def test_words_are_joined_and_moved() -> None:
    costs = {"来临": 500.0, "临时": 450.0, "改过": 600.0}
    assert rivals(costs, "来", "临时") == ["来临|时"]
    assert rivals(costs, "改", "过") == ["改过"]


def test_cuts_that_share_a_boundary_are_no_rivals() -> None:
    assert rivals({"来临": 500.0, "改过": 450.0}, "来临", "改过") == []


def test_names_are_no_rivals() -> None:
    assert rivals({"名过": 300.0}, "名", "过") == []


def test_a_bridge_word_is_the_words_that_it_is_split_into() -> None:
    assert rivals({"改名": 400.0}, "改", "名") == []
