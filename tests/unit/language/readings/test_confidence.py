from __future__ import annotations

from generator.language.dictionary.cedict import Dictionary
from generator.language.readings.confidence import (
    MAX_LOGIT,
    ReadingEvidence,
    ReadingMethod,
    collect_evidence,
    estimate_confidence,
    features,
    load_weights,
    to_logit,
)
from generator.language.readings.reader import Reader
from generator.language.readings.sentence_context import SentenceContext
from generator.language.readings.syllable_reading import DICTIONARY_CONFIDENCE


def test_logits_are_whole_and_bounded() -> None:
    assert [to_logit(p) for p in (0.0, 0.5, 0.73, 1.0)] == [-MAX_LOGIT, 0, 1, MAX_LOGIT]


def test_evidence_holds_the_readings_of_the_engines() -> None:
    evidence = collect_evidence(
        ReadingMethod.HEARD, "卷", "卷", "juan3", {"juan3": 0.27, "juan4": 0.73}, other="juan3"
    )
    assert evidence == ReadingEvidence(
        ReadingMethod.HEARD, "卷", "卷", "juan3", "juan4", -1, 1, "juan3", 0
    )
    assert {"way=heard", "against:heard", "char=卷", "read=卷juan3"} <= dict(
        features(evidence)
    ).keys()
    assert "other-differs:heard" not in dict(features(evidence))
    without_engines = collect_evidence(ReadingMethod.NEW, "卷", "卷", "juan3", {})
    assert (without_engines.network_choice, without_engines.other) == (None, None)


def test_a_neutral_tone_does_not_count_against_a_reading() -> None:
    evidence = collect_evidence(
        ReadingMethod.OPPOSED, "丈夫", "夫", "fu5", {"fu1": 0.99, "fu5": 0.01}, other="fu1"
    )
    names = dict(features(evidence)).keys()
    assert not {"against:opposed", "other-differs:opposed"} & names


def test_a_less_sure_network_means_less_confidence() -> None:
    sure = collect_evidence(
        ReadingMethod.TRUSTED, "卷", "卷", "juan4", {"juan4": 0.99, "juan3": 0.01}, other="juan4"
    )
    less = collect_evidence(
        ReadingMethod.TRUSTED, "卷", "卷", "juan4", {"juan4": 0.6, "juan3": 0.4}, other="juan4"
    )
    assert estimate_confidence(less) < estimate_confidence(sure)


def test_only_known_methods_have_weights() -> None:
    named = {name.removeprefix("way=") for name in load_weights() if name.startswith("way=")}
    assert named <= set(ReadingMethod)


def test_the_reader_judges_only_readings_that_depend_on_context() -> None:
    judged: list[ReadingEvidence] = []

    def judge(evidence: ReadingEvidence) -> float:
        judged.append(evidence)
        return 0.25

    reader = Reader(Dictionary(), judge=judge)
    sentence = SentenceContext(["研究", "了", "银行"])
    assert [s.confidence for s in reader.read(sentence, 0)] == [
        DICTIONARY_CONFIDENCE,
        DICTIONARY_CONFIDENCE,
    ]
    assert [s.confidence for s in reader.read(sentence, 1)] == [0.25]
    assert [(e.method, e.word, e.char) for e in judged] == [(ReadingMethod.TRAINED, "了", "了")]


def test_a_reading_that_the_network_doubts_has_less_confidence() -> None:
    reader = Reader(Dictionary())
    found = reader.read(SentenceContext(["推", "下", "操纵杆"]), 2)
    assert [s.pinyin for s in found] == ["cao1", "zong4", "gan3"]
    assert found[0].confidence == DICTIONARY_CONFIDENCE > found[2].confidence
