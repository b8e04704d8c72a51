"""Training on a few examples decides their contexts, and leaves what is usual as it is."""

from __future__ import annotations

import pytest

from generator.language.words.path_model import PathModel
from generator.language.words.segmentation import Segmenter
from tools.language.corpus import CutExample
from tools.language.train_paths import cut_of, is_right, train


@pytest.fixture(scope="module")
def examples() -> list[CutExample]:
    split = [("他当着", "说了实话"), ("我为了", "赶来"), ("他对着", "发了火"), ("我也为", "着想")]
    return [
        *(CutExample(f"{a}别人{b}。", len(a), ("别人",), ("别", "人")) for a, b in split),
        *(CutExample(f"{a}别人来了。", len(a), ("别", "人"), ("别人",)) for a in ("叫", "你叫")),
    ]


def test_training_is_deterministic_and_learns(examples: list[CutExample]) -> None:
    weights = train(examples, ["他当着别人说了实话。"])
    assert dict(weights) == dict(train(examples, ["他当着别人说了实话。"]))
    assert "split=别人" in weights
    segmenter = Segmenter(model=PathModel(weights))
    assert all(is_right(example, segmenter) for example in examples)


def test_a_cut_costs_what_its_edges_cost() -> None:
    phrase = cut_of(["一", "个"])
    assert phrase.words == ("一", "个")
    assert phrase.cost < cut_of(["一"]).cost + cut_of(["个"]).cost
