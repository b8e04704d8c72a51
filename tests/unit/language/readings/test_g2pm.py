from __future__ import annotations

import pytest

from generator.language.readings.g2pm import ContextModel


@pytest.fixture(scope="module")
def model() -> ContextModel:
    return ContextModel()


def test_readings_depend_on_context(model: ContextModel) -> None:
    sentences = ["今天来的目的是什么", "很长的一段时间", "他正在行走"]
    wanted = [
        {3: model.candidates(["de5", "di4"]), 5: model.candidates(["de5", "di4"])},
        {1: model.candidates(["chang2", "zhang3"])},
        {3: model.candidates(["xing2", "hang2"])},
    ]
    found = model.predict(sentences, wanted)
    best = [
        max(probabilities[at], key=probabilities[at].__getitem__)
        for probabilities in found
        for at in probabilities
    ]
    assert best == ["de5", "de5", "chang2", "xing2"]  # as g2pM itself reads, 目的 and all
    for probabilities in found:
        for at in probabilities:
            assert sum(probabilities[at].values()) == pytest.approx(1, abs=1e-5)


def test_a_batch_gives_the_same_readings_as_single_sentences(model: ContextModel) -> None:
    sentences = ["长", "他长大了", "很长的一段时间里他都没有长高"]
    candidates = model.candidates(["chang2", "zhang3"])
    wanted = [{s.index("长"): candidates} for s in sentences]
    together = model.predict(sentences, wanted)
    for sentence, want, probabilities in zip(sentences, wanted, together, strict=True):
        (alone,) = model.predict([sentence], [want])
        for at in want:
            assert alone[at]["chang2"] == pytest.approx(probabilities[at]["chang2"], abs=1e-4)


def test_without_candidates_there_are_no_probabilities(model: ContextModel) -> None:
    assert model.predict(["你好", ""], [{}, {}]) == [{}, {}]


def test_unknown_candidates_are_left_out(model: ContextModel) -> None:
    candidates = model.candidates(["zz5", "hao3"])
    assert candidates.syllables == ("hao3",)
    assert model.predict(["好"], [{0: candidates}]) == [{0: {"hao3": 1.0}}]
    assert not model.candidates(["zz5"]).syllables
