"""A cut is in doubt by its rival, its words and what stands beside it."""

from __future__ import annotations

from generator.language.words.cut_doubts import Rivalry, doubt, features, load_weights

SPLIT = Rivalry(("开花",), ("开", "花"), "他", "名", -50.0, 100.0, 500.0)


def test_features_of_a_rival_that_splits_a_word() -> None:
    found = dict(features(SPLIT))
    assert found["kind=contest:split"] == 1
    assert found["advantage:split"] == -0.5
    assert found["close:split"] == 0.5
    assert found["cost:contest:split"] == 0.5
    assert found["lengths=split 2>1 1"] == 1
    assert found["left=split r"] == 1


def test_features_of_a_headword_that_the_path_has_in_two() -> None:
    found = dict(features(Rivalry(("管", "教"), ("管教",), "人", "，", None, 700.0, 500.0)))
    assert found["kind=listed:join"] == 1
    assert not [name for name in found if name.startswith(("advantage", "close"))]


def test_doubt_is_the_sum_of_the_weights() -> None:
    weights = {"kind=contest:split": -1.0, "advantage:split": 3.0, "left=split r": 0.25}
    assert doubt(SPLIT, weights) == -1 - 1.5 + 0.25


def test_a_better_rival_is_more_doubtful() -> None:
    assert load_weights()
    closer = Rivalry(("开花",), ("开", "花"), "他", "名", 50.0, 100.0, 500.0)
    assert doubt(closer) > doubt(SPLIT)
