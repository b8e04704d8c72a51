from __future__ import annotations

from generator.language.dictionary.cedict import Dictionary
from generator.language.readings.confidence import (
    FURTHEST,
    Evidence,
    Way,
    confidence,
    features,
    gather,
    load_weights,
    logits,
)
from generator.language.readings.reader import AGREED, Reader
from generator.language.readings.sentence_context import SentenceContext


def test_logits_are_whole_and_bounded() -> None:
    assert [logits(p) for p in (0.0, 0.5, 0.73, 1.0)] == [-FURTHEST, 0, 1, FURTHEST]


def test_evidence_is_what_was_heard() -> None:
    heard = gather(Way.HEARD, "卷", "卷", "juan3", {"juan3": 0.27, "juan4": 0.73}, other="juan3")
    assert heard == Evidence(Way.HEARD, "卷", "卷", "juan3", "juan4", -1, 1, "juan3", 0)
    assert {"way=heard", "against:heard", "char=卷", "read=卷juan3"} <= dict(features(heard)).keys()
    assert "other-differs:heard" not in dict(features(heard))
    unasked = gather(Way.NEW, "卷", "卷", "juan3", {})
    assert (unasked.top, unasked.other) == (None, None)


def test_a_neutral_tone_is_no_opposition() -> None:
    heard = gather(Way.OPPOSED, "丈夫", "夫", "fu5", {"fu1": 0.99, "fu5": 0.01}, other="fu1")
    names = dict(features(heard)).keys()
    assert not {"against:opposed", "other-differs:opposed"} & names


def test_more_opposition_is_less_confidence() -> None:
    sure = gather(Way.TRUSTED, "卷", "卷", "juan4", {"juan4": 0.99, "juan3": 0.01}, other="juan4")
    less = gather(Way.TRUSTED, "卷", "卷", "juan4", {"juan4": 0.6, "juan3": 0.4}, other="juan4")
    assert confidence(less) < confidence(sure)


def test_every_way_and_only_ways_have_weights() -> None:
    named = {name.removeprefix("way=") for name in load_weights() if name.startswith("way=")}
    assert named <= set(Way)


def test_the_reader_asks_about_what_context_decides() -> None:
    heard: list[Evidence] = []

    def judge(evidence: Evidence) -> float:
        heard.append(evidence)
        return 0.25

    reader = Reader(Dictionary(), judge=judge)
    sentence = SentenceContext(["研究", "了", "银行"])
    assert [s.confidence for s in reader.read(sentence, 0)] == [AGREED, AGREED]
    assert [s.confidence for s in reader.read(sentence, 1)] == [0.25]
    assert [(e.way, e.word, e.char) for e in heard] == [(Way.TRAINED, "了", "了")]


def test_what_the_network_doubts_is_less_sure() -> None:
    reader = Reader(Dictionary())
    found = reader.read(SentenceContext(["推", "下", "操纵杆"]), 2)
    assert [s.pinyin for s in found] == ["cao1", "zong4", "gan3"]
    assert found[0].confidence == AGREED > found[2].confidence
