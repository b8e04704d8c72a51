from __future__ import annotations

from collections import Counter

from benchmarks.accuracy import ours
from benchmarks.accuracy.data import GoldSentence, GoldWord
from benchmarks.accuracy.names import (
    capital_offsets,
    gold_offsets,
    judge,
    judge_article,
    score,
    sentences_of,
)
from generator.model import NameKind, Span
from tools.language.corpus import NamedArticle, NamedText, parse_named, read_articles, read_names
from tools.language.inputs import CORPUS

SENTENCE = GoldSentence(
    "A·李住北京",
    (
        GoldWord(Span(0, 3), "NNP"),
        GoldWord(Span(3, 4), "VV"),
        GoldWord(Span(4, 6), "NNP"),
    ),
)


def test_only_han_characters_of_names_count() -> None:
    assert gold_offsets(SENTENCE) == {2, 4, 5}


def test_score() -> None:
    assert score([SENTENCE], lambda text: {0, 1, 2, 3}) == (1, 2, 3)


def test_the_dictionarys_capitals() -> None:
    assert capital_offsets("他在北京工作") == {2, 3}


def test_names_are_judged_by_extent_and_kind() -> None:
    person, place = NameKind.PERSON, NameKind.PLACE
    gold = {Span(0, 2): person, Span(3, 5): place, Span(6, 9): person, Span(10, 12): place}
    found = {Span(0, 2): person, Span(3, 5): person, Span(6, 8): person, Span(20, 22): place}
    counts = judge(gold, found)
    assert dict(counts) == {
        "gold": 4, "right": 1, "kind": 1, "extent": 1, "missed": 1, "false": 1
    }  # fmt: skip


def test_names_of_held_out_sentences() -> None:
    held_out = [each for each in read_names(CORPUS / "names") if each.is_test]
    counts = sum((judge(s.names, ours.names(s.sentence)) for s in held_out), Counter[str]())
    assert counts["right"] > 0.78 * counts["gold"]
    assert counts["false"] < 0.03 * counts["gold"]


def test_an_article_is_annotated_at_once() -> None:
    marked = ["{李明远|person}在{北京|place}。", "{明远|person}累了。{李|person}先生走了。"]
    paragraphs = tuple(NamedText(*parse_named(each), "a") for each in marked)
    assert judge_article(NamedArticle("a", "b", paragraphs))["right"] == 4
    assert list(sentences_of(paragraphs[1])) == [
        ("明远累了。", {Span(0, 2): NameKind.PERSON}),
        ("李先生走了。", {Span(0, 1): NameKind.PERSON}),
    ]


def test_names_of_articles() -> None:
    articles = read_articles(CORPUS / "articles" / "unread")
    counts = sum(map(judge_article, articles), Counter[str]())
    assert counts["right"] > 0.7 * counts["gold"]
    assert counts["false"] < 0.15 * counts["gold"]
