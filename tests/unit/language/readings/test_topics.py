"""Topic models read polyphones by the characters and the glosses around them."""

from __future__ import annotations

import pytest

from generator.language.dictionary.cedict import Dictionary
from generator.language.readings import polyphones
from generator.language.readings.confidence import ReadingEvidence, ReadingMethod
from generator.language.readings.reader import Reader
from generator.language.readings.sentence_context import SentenceContext
from generator.language.readings.topics import Topics, compile_model

WORDS = ["饲料", "里", "要", "和", "一些", "玉米面", "，", "猪", "才", "吃", "。"]


def test_features_are_characters_and_words_of_glosses() -> None:
    found = set(Topics(Dictionary(), {}).features(WORDS, 3))
    assert {"bias", "near=饲", "left=料", "right=米", "gloss=cornmeal"} <= found
    assert "gloss-right=cornmeal" in found, "the second word"
    assert "near=，" not in found
    assert "right=猪" not in found, "too far"


def test_probabilities_follow_from_the_weights() -> None:
    model = compile_model(
        {"bias": {"he2": 0.0, "huo4": -1.0}, "near=饲": {"huo4": 8.0}, "gloss=pork": {"huo4": 9.0}}
    )
    topics = Topics(Dictionary(), {"和": model})
    found = topics.probabilities(WORDS, 3)
    assert found["huo4"] > 0.95
    assert topics.probabilities(["我", "和", "你"], 1)["huo4"] < 0.3
    assert topics.probabilities(WORDS, 0) == {}


@pytest.mark.parametrize(
    ("certainty", "against", "read", "choice"),
    [(0.5, 5.0, "huo4", "huo4"), (3.0, 1.0, "he2", "huo4"), (9.0, 5.0, "he2", None)],
)
def test_an_unsure_trained_model_and_the_topics_have_an_equal_say(
    certainty: float, against: float, read: str, choice: str | None
) -> None:
    collected: list[ReadingEvidence] = []

    def collect(evidence: ReadingEvidence) -> float:
        collected.append(evidence)
        return 0.5

    trained = polyphones.compile_model({"bias": {"he2": certainty, "huo4": 0.0}})
    topics = compile_model({"bias": {"he2": 0.0, "huo4": against}})
    reader = Reader(Dictionary(), judge=collect, trained={"和": trained}, topics={"和": topics})
    reader.read(SentenceContext(WORDS), 3)
    (evidence,) = collected
    assert evidence.method is ReadingMethod.TRAINED
    assert evidence.pinyin == read
    assert evidence.topic_choice == choice
