from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

import pytest

from generator.language.readings.polyphones import (
    Feature,
    Occurrence,
    compile_model,
    context_features,
    engine_features,
    load_models,
    reading_probabilities,
    score_context,
    score_readings,
    weight_rows,
)

HERE = Occurrence(["他", "跑", "得", "很", "快", "。"], 2)


def by_name(features: Iterable[Feature]) -> dict[str, float]:
    return {f"{kind}={text}": value for kind, text, value in features}


def test_context_features() -> None:
    found = by_name(context_features(HERE))
    assert set(found.values()) == {1.0}
    assert {"word-1=跑", "word+1=很", "char-1=跑", "chars+2=很快", "class-1=v"} <= found.keys()


def test_engine_features() -> None:
    found = by_name(engine_features("de5", "de2", {"de5": 0.9, "de2": 0.1}))
    assert found["rule=de5"] == found["other=de2"] == 1.0
    assert found["net=de5"] == pytest.approx(math.log(9))
    assert found["net=de2"] == pytest.approx(-found["net=de5"])
    assert by_name(engine_features(None, None, {})) == {}


def test_the_edge_numbers_and_latin_words_are_generalised() -> None:
    found = by_name(context_features(Occurrence(["36", "只", "GPU"], 1)))
    assert {"word-1=#", "word+1=Latin", "word-2=|", "word+2=|"} <= found.keys()


def test_scores_become_probabilities() -> None:
    model = compile_model({"bias": {"de5": 0.0, "dei3": 0.0}, "word-1=跑": {"de5": 2.0}})
    probabilities = reading_probabilities(model, score_readings(model, context_features(HERE)))
    assert sum(probabilities.values()) == pytest.approx(1)
    assert probabilities["de5"] == pytest.approx(math.exp(2) / (math.exp(2) + 1))


@pytest.mark.parametrize(
    "text",
    [
        "得",
        "他|跑|得|很|快|。",
        "36|只|GPU|都|还|了|，|得|给|他|一|个|。",
        "这|都|是|为|了|更|好|地|调|好|它|，|行|吗|？",
    ],
)
def test_the_fast_score_of_the_context_is_that_of_its_features(text: str) -> None:
    words, models = text.split("|"), load_models()
    known = [(at, model) for at, word in enumerate(words) if (model := models.get(word))]
    assert known
    for at, model in known:
        features = context_features(Occurrence(words, at))
        assert score_context(model, words, at) == score_readings(model, features)


def test_the_trained_weights_are_complete(tmp_path: Path) -> None:
    models = load_models()
    assert len(models) >= 60
    for model in models.values():
        assert len(model.readings) >= 2
        assert "bias" in model.weights
    assert not list(weight_rows(tmp_path / "none.tsv"))
