"""Training on a few examples decides their contexts, and leaves what is usual as it is."""

from __future__ import annotations

import pytest

from generator.language.words.path_model import PathModel
from generator.language.words.segmentation import Segmenter
from tools.language.corpus import CutExample
from tools.language.train_paths import cut_of, is_right, train


@pytest.fixture(scope="module")
def examples() -> list[CutExample]:
    whole = [("他", "走了"), ("她", "当了医生"), ("我", "明白了"), ("他们", "走了")]
    split = [("放学", "我家"), ("下班", "我家"), ("下课", "我家")]
    return [
        *(CutExample(f"{a}后来{b}。", len(a), ("后来",), ("后", "来")) for a, b in whole),
        *(CutExample(f"{a}后来{b}。", len(a), ("后", "来"), ("后来",)) for a, b in split),
    ]


def test_training_is_deterministic_and_learns(examples: list[CutExample]) -> None:
    weights = train(examples, ["他后来走了。"])
    assert dict(weights) == dict(train(examples, ["他后来走了。"]))
    assert "split=后来" in weights
    segmenter = Segmenter(model=PathModel(weights))
    assert all(is_right(example, segmenter) for example in examples)


def test_a_cut_costs_what_its_edges_cost() -> None:
    phrase = cut_of(["一", "个"])
    assert phrase.words == ("一", "个")
    assert phrase.cost < cut_of(["一"]).cost + cut_of(["个"]).cost
