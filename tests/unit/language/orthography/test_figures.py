from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.orthography.figures import find_number_pieces, spelt_words
from generator.language.pinyin.syllables import join_syllables
from tests.fixture_file import Case, read_cases


def read(text: str) -> str:
    """Return a text with its numbers replaced by their pinyin."""
    out, end = [], 0
    for number in find_number_pieces(text):
        out += [text[end : number.start], *map(join_syllables, spelt_words(number.characters))]
        end = number.end
    return " ".join(filter(None, [*out, text[end:]]))


@pytest.mark.parametrize("case", read_cases("language/numbers.txt"), ids=str)
def test_numbers(case: Case) -> None:
    results = (f"{text}: {read(text)}" for text in case.input.splitlines())
    assert "\n".join(results) == case.expected


def test_a_number_is_read_as_characters_with_syllables() -> None:
    assert [number.characters for number in find_number_pieces("2023年")] == [
        (("二", "er4"), ("零", "ling2"), ("二", "er4"), ("三", "san1"))
    ]


def test_each_part_of_a_range_is_read_over_its_figures() -> None:
    text = "共3-5天，花了$20。"
    found = [
        (text[p.start : p.end], "".join(char for char, _ in p.characters))
        for p in find_number_pieces(text)
    ]
    assert found == [("3", "三"), ("-", "到"), ("5", "五"), ("$20", "二十美元")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2萬", "liǎng 萬"),
        ("2個", "liǎng 個"),
        ("2萬5千", "liǎng 萬 wǔ 千"),
        ("１２３", "yībǎi èrshísān"),
        ("撥打１１０", "撥打 yāo yāo líng"),
    ],
)
def test_traditional_script_and_full_width_figures(text: str, expected: str) -> None:
    assert read(text) == expected


@given(st.text("0123456789.,:/%-–年月个万$ aKm第元", max_size=20))
def test_numbers_are_in_order_and_have_a_reading(text: str) -> None:
    end = 0
    for number in find_number_pieces(text):
        assert end <= number.start < number.end <= len(text)
        assert number.characters
        end = number.end
