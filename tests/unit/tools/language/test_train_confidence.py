from __future__ import annotations

import numpy as np

from generator.language.readings.confidence import (
    ReadingEvidence,
    ReadingMethod,
    collect_evidence,
)
from tools.language.corpus import Example as Polyphone
from tools.language.minimise import minimise
from tools.language.train_confidence import Example, Matrix
from tools.language.train_polyphones import cross_fitted_models


def test_minimise_finds_the_minimum() -> None:
    target = np.array([3.0, -2.0])
    scale = np.array([1.0, 10.0])

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        return float((scale * (at - target) ** 2).sum() / 2), scale * (at - target)

    assert np.allclose(minimise(loss, np.zeros(2), np.ones(2)), target, atol=1e-3)


def evidence(char: str) -> ReadingEvidence:
    return collect_evidence(ReadingMethod.RULE, char, char, "wei2", {"wei2": 0.6, "wei4": 0.4})


def test_a_source_with_more_errors_does_not_make_natural_text_doubtful() -> None:
    examples = [Example("contested", 0, evidence("为"), n % 8 == 0) for n in range(80)]
    examples += [Example("quoted", 0, evidence("为"), n % 8 != 0) for n in range(80)]
    matrix = Matrix(examples)
    weights = matrix.fit([e.wrong for e in examples], [1.0] * len(examples))
    assert not any(name.startswith("source") for name, _ in matrix.named(weights))
    assert all(0.05 < score < 0.3 for score in matrix.scores(weights))


def test_sentences_are_read_by_models_that_have_not_seen_them() -> None:
    texts = [(f"{who}{verb}得很快。", "de5") for who in "我你他" for verb in "跑写学"]
    texts += [(f"{who}得去{place}。", "dei3") for who in "我你他" for place in ("北京", "学校")]
    taught = [Polyphone(text, text.index("得"), reading) for text, reading in texts]
    first, second = cross_fitted_models(taught, lambda text: int("学" in text), 2)
    assert "学" in first["得"].weights["word-1"]
    assert "学" not in second["得"].weights["word-1"]
    assert "跑" in second["得"].weights["word-1"]
