from __future__ import annotations

import pytest

from generator.language.words.segmentation import Candidate, Segmenter
from generator.language.words.word_list import WordList
from generator.model import Span, WordKind
from tests.fixture_file import Case, read_cases


def cut(
    text: str, segmenter: Segmenter, *candidates: Candidate, forced: tuple[Span, ...] = ()
) -> str:
    return "|".join(w.span.of(text) for w in segmenter.segment(text, candidates, forced))


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


@pytest.mark.parametrize("case", read_cases("words.txt"), ids=str)
def test_segmentation(case: Case, segmenter: Segmenter) -> None:
    assert cut(case.input, segmenter) == case.expected


def test_word_kinds(segmenter: Segmenter) -> None:
    kinds = [w.kind for w in segmenter.segment("中国 GPU，36%U盘\ufffc")]
    assert kinds == [
        WordKind.HAN, WordKind.SPACE, WordKind.LATIN, WordKind.PUNCT, WordKind.NUMBER,
        WordKind.MIXED, WordKind.ATOM,
    ]  # fmt: skip


def test_the_cheapest_path_wins() -> None:
    small = Segmenter(WordList({"甲乙": 100, "丙": 100, "甲": 40, "乙丙": 40, "乙": 90}))
    assert cut("甲乙丙", small) == "甲|乙丙"


def test_a_candidate_competes_by_its_cost() -> None:
    small = Segmenter(WordList({"甲": 100, "乙": 100}))
    assert cut("甲乙", small, Candidate(Span(0, 2), 150)) == "甲乙"
    assert cut("甲乙", small, Candidate(Span(0, 2), 250)) == "甲|乙"


def test_a_preferred_candidate_beats_its_parts_but_splits_no_word() -> None:
    small = Segmenter(WordList({"甲": 100, "乙": 100, "丙": 100, "乙丙": 60}))
    wanted = Candidate(Span(0, 2), preferred=True)
    assert cut("甲乙", small, wanted) == "甲乙"
    assert (
        cut("甲乙丙", Segmenter(WordList({"甲": 100, "乙": 300, "丙": 300, "乙丙": 60})), wanted)
        == "甲|乙丙"
    )


def test_a_candidate_does_not_split_a_token(segmenter: Segmenter) -> None:
    assert cut("GPUs", segmenter, Candidate(Span(0, 3), preferred=True)) == "GPUs"


def test_a_forced_span_stays_whole_and_splits_everything_else(segmenter: Segmenter) -> None:
    assert cut("银行行长", segmenter, forced=(Span(1, 3),)) == "银|行行|长"
    assert cut("GPT4o", segmenter, forced=(Span(0, 3),)) in {"GPT|4|o", "GPT|4o"}


@pytest.mark.parametrize("text", ["银行行长2025年去GPT4o，", "转成为一个", "看一看第三十个"])
def test_a_cut_has_the_texts_of_its_words(text: str) -> None:
    found = Segmenter().cut(text)
    assert list(found.texts) == [word.span.of(text) for word in found.words]
    assert found.words == Segmenter().segment(text)


def test_an_empty_text_has_no_words(segmenter: Segmenter) -> None:
    assert segmenter.segment("") == ()


@pytest.mark.parametrize(
    ("text", "span", "words"),
    [
        ("在2023年7月", (6, 7), "在:han 2023年:number 7:number 月:han"),
        ("在2023年7月", (3, 5), "在:han 20:number 23:number 年:han 7:number 月:han"),
        ("用DeepSeek吧", (3, 7), "用:han De:latin epSe:latin ek:latin 吧:han"),
        ("用DeepSeek吧", (5, 10), "用:han Deep:latin Seek吧:mixed"),
        ("说……好", (1, 2), "说:han …:punct …:punct 好:han"),
    ],
)
def test_a_forced_span_splits_tokens(
    text: str, span: tuple[int, int], words: str, segmenter: Segmenter
) -> None:
    found = segmenter.segment(text, forced=(Span(*span),))
    assert " ".join(f"{word.span.of(text)}:{word.kind}" for word in found) == words


def test_a_candidate_does_not_cross_the_edge_of_a_forced_span() -> None:
    text = "人·中峰"
    words = Segmenter().segment(text, [Candidate(Span(0, 4), 1.0)], [Span(0, 1)])
    assert words[0].span == Span(0, 1)
