from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.orthography.figures import pieces, words
from generator.language.pinyin.syllables import join
from tests.fixture_file import Case, read_cases


def read(text: str) -> str:
    """A text with the pinyin of its numbers in their places."""
    out, end = [], 0
    for piece in pieces(text):
        out += [text[end : piece.start], *map(join, words(piece.said))]
        end = piece.end
    return " ".join(filter(None, [*out, text[end:]]))


@pytest.mark.parametrize("case", read_cases("language/numbers.txt"), ids=str)
def test_numbers(case: Case) -> None:
    said = (f"{text}: {read(text)}" for text in case.input.splitlines())
    assert "\n".join(said) == case.expected


def test_what_is_said_is_characters_and_their_syllables() -> None:
    assert [piece.said for piece in pieces("2023年")] == [
        (("二", "er4"), ("零", "ling2"), ("二", "er4"), ("三", "san1"))
    ]


def test_pieces_stand_over_their_figures() -> None:
    text = "共3-5天，花了$20。"
    shown = [(text[p.start : p.end], "".join(char for char, _ in p.said)) for p in pieces(text)]
    assert shown == [("3", "三"), ("-", "到"), ("5", "五"), ("$20", "二十美元")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2萬", "liǎng 萬"),
        ("2個", "liǎng 個"),
        ("2萬5千", "liǎng 萬 wǔ 千"),
        ("１２３", "yībǎi èrshísān"),
        ("撥打１１０", "撥打 yāo yāo líng"),
    ],
)
def test_traditional_script_and_full_width_figures(text: str, shown: str) -> None:
    assert read(text) == shown


@given(st.text("0123456789.,:/%-–年月个万$ aKm第元", max_size=20))
def test_pieces_are_in_order_and_have_something_said(text: str) -> None:
    end = 0
    for piece in pieces(text):
        assert end <= piece.start < piece.end <= len(text)
        assert piece.said
        end = piece.end
