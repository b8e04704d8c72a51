"""Rivals of the path are found and weighed, and the path is left as it is."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator.language.words import contests
from generator.language.words.cut_doubts import Rivalry
from generator.language.words.path_model import PathModel, class_of, kind_of
from generator.language.words.segmentation import Candidate, Segmenter
from generator.language.words.word_list import WordList
from generator.model import Span

COSTS = {"他": 200.0, "开": 300.0, "花": 265.0, "开花": 560.0, "名": 300.0, "了": 200.0}
AS_GOOD = {"split=开花": 0.0, "words=花 了": 100.0}
"""A model to which 开花 may well be two words, except before 了."""


@pytest.fixture(autouse=True)
def doubt_by_advantage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doubt what the path model holds to be as good, and words that the path has in two."""

    def advantage(rivalry: Rivalry) -> float:
        return 1.0 if rivalry.advantage is None else rivalry.advantage / 10

    monkeypatch.setattr(contests, "doubt", advantage)
    monkeypatch.setattr(contests, "DOUBT_THRESHOLD", -1)


def doubts(
    text: str, weights: Mapping[str, float], *candidates: Candidate
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    segmenter = Segmenter(WordList(COSTS), PathModel(weights))
    words = [word.span.of(text) for word in segmenter.segment(text, candidates)]
    assert words == ["他", "开花", *text[3:]], "costs alone decide"
    return [(doubt.words, doubt.others) for doubt in segmenter.doubts(text, candidates)]


DOUBT = (("开花",), ("开", "花"))


def test_a_rival_that_is_about_as_good_is_a_doubt() -> None:
    assert doubts("他开花名了", AS_GOOD) == [DOUBT]
    assert doubts("他开花名了", {**AS_GOOD, "word=开花": 400.0}) == [DOUBT], "better still"
    assert doubts("他开花了", AS_GOOD) == []


def test_every_rival_is_weighed() -> None:
    assert doubts("他开花名了", {**AS_GOOD, "rival=split": 400.0}) == []


def test_names_terms_and_marks_are_fixed() -> None:
    assert doubts("他开花名了", AS_GOOD, Candidate(Span(1, 3), cost=1.0)) == []


def test_two_words_that_the_list_has_as_one_are_weighed() -> None:
    segmenter = Segmenter(WordList({**COSTS, "名了": 1200.0}), PathModel({}))
    found = {rivalry.rival: rivalry for _, rivalry in segmenter.rivalries("他开花名了")}
    rivalry = found["名了",]
    assert rivalry == Rivalry(("名", "了"), ("名了",), "开花", "", None, 700.0, 500.0)
    assert rivalry.kind == "join"
    named = Segmenter(WordList({**COSTS, "名了": 1200.0}), PathModel({}), names={"名了"})
    assert ("名了",) not in {rivalry.rival for _, rivalry in named.rivalries("他开花名了")}


def test_of_doubts_that_overlap_one_is_listed() -> None:
    segmenter = Segmenter(WordList({**COSTS, "花名": 565.0}), PathModel({"split=开花": 0.0}))
    spans = {span for span, _ in segmenter.rivalries("他开花名")}
    assert spans == {Span(1, 3), Span(1, 4)}
    assert [doubt.others for doubt in segmenter.doubts("他开花名")] == [("开", "花")]


def test_rules_are_fixed() -> None:
    text = "他憋着火"
    against = PathModel({"split=着火": 0.0, "word=着火": -900.0})
    segmenter = Segmenter(model=against)
    assert not [doubt for doubt in segmenter.doubts(text) if doubt.span.overlaps(Span(2, 4))]


def test_contests_have_places_and_contexts() -> None:
    segmenter = Segmenter(WordList(COSTS), PathModel(AS_GOOD))
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
