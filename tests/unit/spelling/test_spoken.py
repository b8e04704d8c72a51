from __future__ import annotations

import pytest

from generator.annotate.engines import load_engines
from generator.content.entries import Term
from generator.language.characters import has_han
from generator.language.pinyin.styles import Erhua, Spelling, Style
from generator.model import Bilingual, Block, Edition, Span
from generator.spelling.ruby import block_readings, inline_pinyin
from tests.fixture_file import Case, read_cases
from tests.shown import annotated


def spelt(block: Block, edition: Edition, how: Spelling) -> str:
    shown = block_readings(block, edition, how)
    words = [word for word in block.annotated_words if has_han(word.text)]
    return " ".join(inline_pinyin([g for g in shown.groups(word) if g.pinyin]) for word in words)


@pytest.mark.parametrize("case", read_cases("annotate/spelling.txt"), ids=str)
def test_spelling(case: Case) -> None:
    options = case.title.partition("|")[2].split()
    style = next((Style(option) for option in options if option in set(Style)), Style.MARKS)
    erhua = next((Erhua(option) for option in options if option in set(Erhua)), Erhua.JOINED)
    switches = {option: True for option in options if option not in {*Style, *Erhua}}
    block, script = annotated(case.input)
    assert spelt(block, script, Spelling(style, erhua=erhua, **switches)) == case.expected


def test_the_layers_keep_the_citation_tones() -> None:
    block, script = annotated("一定不去")
    before = block.layers
    assert spelt(block, script, Spelling(sandhi=True)) == "yídìng bú qù"
    assert block.layers == before
    assert [r.pinyin for r in block.layers.readings] == ["yi1", "ding4", "bu4", "qu4"]


def test_another_word_in_an_edition_is_spoken_there() -> None:
    forms = {Edition.HANS: "芯片", Edition.TW: "晶體管"}
    engines = load_engines([Term("chip", forms, "xīnpiàn", "chip", Bilingual(), "")])
    block, script = annotated("一芯片", engines)
    how = Spelling(sandhi=True, sentence_capitals=True)
    assert spelt(block, script, how) == "Yì xīnpiàn"
    assert spelt(block, Edition.TW, how) == "Yì jīngtǐguǎn".replace("tǐ", "tí")


def test_a_part_that_markdown_cut_off_is_spoken_in_its_sentence() -> None:
    block, script = annotated("你好")
    shown = block_readings(block, script, Spelling(sandhi=True))
    word = block.annotated_words[0]
    part = Span(0, 1)
    assert [g.pinyin for g in shown.groups(word, part)] == ["ní"]
    assert [g.tones for g in shown.groups(word, part)] == ["2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我和你", "wǒ hàn nǐ"),
        ("他的和我的", "tā de hàn wǒ de"),
        ("二者之和", "èrzhě zhī hé"),
        ("和平", "hépíng"),
    ],
)
def test_taiwan_may_read_he_as_han(text: str, expected: str) -> None:
    block, _ = annotated(text)
    assert spelt(block, Edition.TW, Spelling(he_as_han=True)) == expected
    assert "hàn" not in spelt(block, Edition.HK, Spelling(he_as_han=True))
    assert "hàn" not in spelt(block, Edition.TW, Spelling())


def over_figures(text: str, how: Spelling, edition: Edition | None = None) -> list[str]:
    block, script = annotated(text)
    shown = block_readings(block, edition or script, how)
    found = [g for word in block.annotated_words for g in shown.groups(word)]
    assert "".join(g.text for g in found) == block.text_in(edition or script)
    return [f"{g.text} {g.pinyin}" for g in found if g.pinyin and not has_han(g.text)]


def test_figures_are_read_out() -> None:
    text = "2023年7月，3-5天走了5km，有36%"
    assert over_figures(text, Spelling()) == []
    assert over_figures(text, Spelling(numbers=True)) == [
        "2023 èr líng èr sān", "7 qī", "3 sān", "- dào", "5 wǔ", "5 wǔ", "km gōnglǐ",
        "36% bǎi fēn zhī sānshíliù",
    ]  # fmt: skip


def test_figures_in_another_style_with_sandhi_and_in_another_edition() -> None:
    how = Spelling(Style.NUMBERS, sandhi=True, numbers=True)
    assert over_figures("150元", how) == ["150 yi4bai2 wu3shi2"]
    assert over_figures("5000里", how, Edition.TW) == ["5000 wu3qian1"]
    assert over_figures("505个", how, Edition.TW) == ["505 wu2bai3 ling2 wu3"]
