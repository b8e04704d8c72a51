from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.numerals import (
    DIGITS,
    NUMERALS,
    UNITS,
    parse_numeral,
    write_integer,
    write_number,
)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一百四十", "140"),
        ("二〇二四", "2024"),
        ("十", "10"),
        ("两千零五", "2005"),
        ("一万零一十二", "10012"),
        ("一亿三千万", "130000000"),
        ("三万亿", "3000000000000"),
        ("两兆", "2000000000000"),
        ("三点一四", "3.14"),
        ("零零七", "7"),
    ],
)
def test_values(numeral: str, value: str) -> None:
    assert parse_numeral(numeral) == Decimal(value)


@pytest.mark.parametrize("text", ["十个", "三点五点", "點"])
def test_other_text_has_no_value(text: str) -> None:
    with pytest.raises(KeyError):
        parse_numeral(text)


@given(st.integers(0, 10**16 - 1), st.booleans())
def test_an_integer_is_written_with_its_value(value: int, liang: bool) -> None:
    written = write_integer(str(value), liang=liang)
    assert set(written) <= set(NUMERALS)
    assert parse_numeral(written) == value


@given(st.decimals(0, 10**9, places=3))
def test_a_decimal_fraction_is_written_with_its_value(value: Decimal) -> None:
    assert parse_numeral(write_number(f"{value:f}")) == value


def test_two_is_liang_alone_and_before_high_units() -> None:
    written = [write_integer(figures, liang=True) for figures in ("2", "12", "20", "200", "2000")]
    assert written == ["两", "十二", "二十", "二百", "两千"]


@given(st.text(DIGITS + UNITS + "兆", max_size=12))
def test_any_sequence_of_numerals_has_a_value(text: str) -> None:
    assert not text or parse_numeral(text) >= 0
