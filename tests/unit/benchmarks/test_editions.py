from __future__ import annotations

from benchmarks.accuracy import ours
from benchmarks.accuracy.editions import VARIANTS, differences, normal, score, wrong_places
from generator.model import Edition


def test_normal_leaves_han_characters_in_one_form() -> None:
    assert normal("「臺灣」在裏面, GPT着") == normal("“台灣”在裡面，著")
    assert normal("制") != normal("製")


def test_a_variant_is_not_itself_a_target() -> None:
    """One pass is enough: no chains in the table."""
    assert not set(VARIANTS) & set(VARIANTS.values())


def test_score_and_differences() -> None:
    pairs = [("头发", "頭髮"), ("发展，", "發展,"), ("理发", "理髮")]
    table = str.maketrans("头发", "頭發")
    assert score(pairs, lambda text: text.translate(table)) == (2, 6, 1)
    shown = list(differences(pairs, lambda text: text.translate(table), 5))
    assert shown == ["   2  髮, got 發: 頭髮"]


def test_spelling_only_keeps_the_words() -> None:
    text = "软件的头发"
    assert ours.converted(text, Edition.HANS, Edition.TW) == "軟體的頭髮"
    assert ours.spelt(text, Edition.HANS, Edition.TW) == "軟件的頭髮"


def test_a_place_is_right_if_it_is_one_of_the_forms() -> None:
    label = "{存取|訪問}網路上的檔案"
    assert wrong_places(label, "訪問網路上的檔案。") == 0
    assert wrong_places(label, "訪問網絡上的文件") == 2
    assert wrong_places(label, "瀏覽網路上的檔案") == 1
