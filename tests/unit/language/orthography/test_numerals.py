from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.orthography.numerals import integer, pieces, read_number, words
from generator.language.pinyin.syllables import join_syllables
from tests.fixture_file import Case, read_cases


@pytest.mark.parametrize("case", read_cases("language/numbers.txt"), ids=str)
def test_numbers(case: Case) -> None:
    said = (
        f"{token}: {' '.join(map(join_syllables, words(read_number(token))))}".rstrip()
        for token in case.input.splitlines()
    )
    assert "\n".join(said) == case.expected


def test_a_number_is_a_list_of_characters_and_syllables() -> None:
    assert read_number("2023年") == [
        ("二", "er4"), ("零", "ling2"), ("二", "er4"), ("三", "san1"), ("年", "nian2")
    ]  # fmt: skip


def test_pieces_stand_over_their_figures() -> None:
    text = "共3-5天，花了$20。"
    shown = [(text[p.start : p.end], "".join(char for char, _ in p.said)) for p in pieces(text)]
    assert shown == [("3", "三"), ("-", "到"), ("5", "五"), ("$20", "二十美元")]


@pytest.mark.parametrize("text", ["2萬", "2個", "2萬5千", "１２３", "拨打１１０"])
def test_traditional_script_and_full_width_figures(text: str) -> None:
    assert read_number(text)


VALUE = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"两": 2}
POWER = {"十": 10, "百": 100, "千": 1000}


def value_of(text: str) -> int:
    """What a numeral in characters says."""
    for power, name in ((10**8, "亿"), (10**4, "万")):
        if name in text:
            high, _, low = text.rpartition(name)
            return value_of(high) * power + (value_of(low) if low else 0)
    total, digit = 0, 0
    for char in text:
        if char in POWER:
            total += (digit or 1) * POWER[char]
            digit = 0
        else:
            digit = VALUE[char]
    return total + digit


@given(st.integers(0, 10**12 - 1))
def test_an_integer_means_its_value(value: int) -> None:
    assert value_of(integer(str(value))) == value


@given(st.text("0123456789.,:/%-–年月个万$ aKm第元", max_size=20))
def test_pieces_are_in_order_and_have_something_said(text: str) -> None:
    end = 0
    for piece in pieces(text):
        assert end <= piece.start < piece.end <= len(text)
        assert piece.said
        end = piece.end
