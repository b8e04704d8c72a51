from __future__ import annotations

import math
from pathlib import Path

import pytest

from generator.language.polyphones import Occurrence, features, load_weights, read_polyphone

HERE = Occurrence(["他", "跑", "得", "很", "快", "。"], 2)


def test_the_features_of_an_occurrence() -> None:
    found = dict(features(HERE, "de5", "de2", {"de5": 0.9, "de2": 0.1}))
    assert found["word-1=跑"] == 1.0
    assert found["word+1=很"] == 1.0
    assert found["char-1=跑"] == 1.0
    assert found["chars+2=很快"] == 1.0
    assert found["class-1=v"] == 1.0
    assert found["rule=de5"] == 1.0
    assert found["other=de2"] == 1.0
    assert found["net=de5"] == pytest.approx(math.log(9))
    assert found["net=de2"] == pytest.approx(-found["net=de5"])


def test_the_edge_numbers_and_latin_are_told_by_kind() -> None:
    found = dict(features(Occurrence(["36", "只", "GPU"], 1), None, None, {}))
    assert {"word-1=#", "word+1=Latin", "word-2=|", "word+2=|"} <= found.keys()


def test_scores_become_probabilities() -> None:
    weights = {"得": {"bias": {"de5": 0.0, "dei3": 0.0}, "word-1=跑": {"de5": 2.0, "dei3": 0.0}}}
    odds = read_polyphone(HERE, None, None, {}, weights)
    assert sum(odds.values()) == pytest.approx(1)
    assert odds["de5"] == pytest.approx(math.exp(2) / (math.exp(2) + 1))


def test_a_character_without_a_model_is_refused() -> None:
    with pytest.raises(KeyError):
        read_polyphone(HERE, None, None, {}, {})


def test_the_trained_weights_are_complete(tmp_path: Path) -> None:
    weights = load_weights()
    assert len(weights) >= 60
    for model in weights.values():
        assert len(model["bias"]) >= 2
    assert load_weights(tmp_path / "none.tsv") == {}
