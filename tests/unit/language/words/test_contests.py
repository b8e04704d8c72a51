"""The path model decides contests by their contexts, and leaves everything else as it is."""

from __future__ import annotations

from collections.abc import Mapping

from generator.language.words.path_model import PathModel, class_of, kind_of
from generator.language.words.segmentation import Candidate, Segmenter, WordList
from generator.model import Span

COSTS = {"他": 200.0, "开": 300.0, "花": 250.0, "开花": 500.0, "名": 300.0, "了": 200.0}
AFTER_NAME = {"split=开花": 0.0, "words=花 名": -300.0}
"""A model that splits 开花 before 名."""


def cut(text: str, weights: Mapping[str, float], *candidates: Candidate) -> str:
    segmenter = Segmenter(WordList(COSTS), PathModel(weights))
    return "|".join(w.span.of(text) for w in segmenter.segment(text, candidates))


def test_costs_alone_decide_without_weights() -> None:
    assert cut("他开花名了", {}) == "他|开花|名|了"


def test_the_context_decides() -> None:
    assert cut("他开花名了", AFTER_NAME) == "他|开|花|名|了"
    assert cut("他开花了", AFTER_NAME) == "他|开花|了"


def test_every_rival_is_weighed() -> None:
    assert cut("他开花名了", {**AFTER_NAME, "rival=split": 400.0}) == "他|开花|名|了"


def test_names_terms_and_marks_are_fixed() -> None:
    text, span = "他开花名了", Span(1, 3)
    assert cut(text, AFTER_NAME, Candidate(span, cost=1.0)) == "他|开花|名|了"
    segmenter = Segmenter(WordList(COSTS), PathModel(AFTER_NAME))
    found = segmenter.segment(text, forced=[span])
    assert [word.span.of(text) for word in found] == ["他", "开花", "名", "了"]


def test_rules_are_fixed() -> None:
    text = "他憋着火"
    against = PathModel({"split=着火": 0.0, "word=着火": -900.0})
    words = Segmenter(model=against).segment(text)
    assert [word.span.of(text) for word in words] == ["他", "憋", "着", "火"]


def test_contests_have_places_and_contexts() -> None:
    segmenter = Segmenter(WordList(COSTS), PathModel(AFTER_NAME))
    ((start, place),) = segmenter.contests("他开花名了")
    assert (start, place.left, place.right) == (1, "他", "名")
    assert place.contest.own.words == ("开花",)
    assert [rival.words for rival in place.contest.rivals] == [("开", "花")]


def test_kinds() -> None:
    assert [class_of(word) for word in ("。", "", "三十", "GPT-4", "跑")] == [
        "。",
        "",
        "m",
        "x",
        "v",
    ]
    assert kind_of("的") == "的"
