"""The pictures for links on other sites."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from generator.model import Edition
from generator.site import cards
from generator.site.cards import card


def picture(title: str, english: str = "", edition: Edition = Edition.HANS) -> Image.Image:
    return Image.open(BytesIO(card([title], english, "夹注", edition))).convert("RGB")


def box(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the part in which two pictures differ."""
    return ImageChops.difference(one, other).getbbox()


def test_the_same_words_have_the_same_bytes() -> None:
    words = ["书店", "里", "的", "猫"]
    assert card(words, "The cat", "夹注", Edition.HANS) == card(
        words, "The cat", "夹注", Edition.HANS
    )


def test_a_card_has_the_colours_of_the_site() -> None:
    found = {colour for _, colour in picture("猫", "Cat").getcolors(maxcolors=256) or ()}
    assert {cards._rgb(colour) for colour in (cards.PAPER, *cards._COLOURS)} <= found
    assert len(found) < 40


@pytest.mark.parametrize("length", [1, 8, 30, 80, 300])
def test_a_title_of_any_length_stays_inside(length: int) -> None:
    empty, full = picture(""), picture("长" * length, "long " * length)
    changed = box(empty, full)
    assert changed is not None
    left, top, right, bottom = changed
    assert left >= cards.CARD.left
    assert (top > 60, right <= 1160, bottom < cards.CARD.foot) == (True,) * 3


def test_lines_break_between_words() -> None:
    words = ["中国", "顶尖", "人工智能", "模型", "如何", "突破", "美国", "制裁"]
    lines = cards._lines(words, Edition.HANS, 104)
    assert lines == ["中国顶尖人工智能", "模型如何突破美国", "制裁"]
    assert cards._lines(["，".join("一" * 30)], Edition.HANS, 104)[1][0] != "，"


def test_both_scripts_have_their_own_forms_of_a_character() -> None:
    assert box(picture("骨"), picture("骨", edition=Edition.TW)) is not None


@pytest.mark.parametrize(("text", "shown"), [("龘", "〓"), ("é", "é"), ("ł🐼", ""), ("ż", "z")])
def test_what_the_fonts_lack_is_replaced(text: str, shown: str) -> None:
    assert "".join(part for part, _ in cards._runs(text, Edition.HANS, 40)) == shown
