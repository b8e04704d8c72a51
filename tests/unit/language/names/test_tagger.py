from __future__ import annotations

from generator.language.names.tagger import (
    BIAS,
    NameTagger,
    label_without_model,
    load_name_tagger,
    own_features,
    shape_of,
)


def test_shapes() -> None:
    assert shape_of(("中国", False)) == "known-place2"
    assert shape_of(("塔夫茨", True)) == "sounding3"
    assert shape_of(("马特·希恩", True)) == "soundingd"
    assert shape_of(("研究", False)) == "vn2"
    assert shape_of(("李", False)).startswith("1s")
    assert shape_of(("，", False)) == "，"
    assert shape_of(("GPT-4o", False)) == "other"


def test_labels_without_the_model() -> None:
    assert label_without_model(("中国", False)) is True
    assert label_without_model(("的", False)) is False
    assert label_without_model(("36%", False)) is False
    assert label_without_model(("碑", False)) is None


def test_own_features() -> None:
    own = own_features(("塔夫茨", True), "sounding3")
    expected = {("word", "塔夫茨"), ("first", "塔"), ("last", "茨"), ("end", "夫茨")}
    assert expected | {("shape", "sounding3")} <= set(own)
    assert own_features(("，", False), "，") == [("shape", "，")]


def test_margins_are_the_scores_behind_the_labels() -> None:
    tokens = [("碑", False), ("的", False), ("中国", False)]
    assert NameTagger({BIAS: -1.0, ("word", "碑"): 3.0}).margins(tokens) == [2.0, None, None]
    tagger = load_name_tagger()
    tokens = [("教授", False), ("曹汉成", True), ("走进", False), ("教室", False)]
    margins = tagger.margins(tokens)
    assert [m is not None and m > 0 for m in margins] == tagger.tag(tokens)


def test_weights_decide() -> None:
    tokens = [("碑", False), ("记", False), ("镇", False)]
    assert NameTagger({BIAS: -1.0}).tag(tokens) == [False, False, False]
    weights = {BIAS: -1.0, ("word", "碑"): 3.0, (">word", "镇"): 1.5}
    assert NameTagger(weights).tag(tokens) == [True, True, False]
    assert NameTagger(weights).tag([]) == []


def test_a_dictionary_name_is_one_whatever_the_weights() -> None:
    assert NameTagger({BIAS: -99.0}).tag([("在", False), ("中国", False)]) == [False, True]


def test_the_trained_tagger() -> None:
    words = "记者 李 稻 葵 在 北京 说".split()
    assert load_name_tagger().tag([(word, False) for word in words])[1:3] == [True, True]
