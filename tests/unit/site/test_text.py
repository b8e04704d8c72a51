from __future__ import annotations

import pytest
from markdown_it.token import Token

from generator.annotate.engines import load_engines
from generator.content.entries import Term
from generator.model import Bilingual, Edition
from generator.site.text import Frame, Gap, Piece, plain_block, weave_block, write_frame
from tests.shown import annotated

TERM = Term("ai", {Edition.HANS: "人工智能"}, "", "", Bilingual(), "")


def frame(pieces: list[Piece]) -> Frame:
    return write_frame([Token("inline", "", 0)], {0: pieces}, html=False)


@pytest.mark.parametrize(
    "text",
    [
        "他研究AI，很好。你好！",
        "人工智能。",
        "他做人工智能研究。人工智能 is AI。",
        "“好。”他说：“人工智能<b>。”",
        "一  二\n三",
    ],
)
def test_a_plain_block_is_as_if_it_had_been_woven(text: str) -> None:
    block, _ = annotated(text, load_engines([TERM]))
    plain = plain_block(3, block)
    assert plain is not None
    assert frame(plain) == frame([*weave_block(3, block, [Token("text", "", 0, content=text)])])


def test_words_fill_the_gaps_in_order() -> None:
    found = Frame(("<p>", "-", "</p>"), (Gap(0, 0), Gap(0, 1)))
    assert found.fill(["a", "b"]) == "<p>a-b</p>"
    with pytest.raises(ValueError, match="zip"):
        found.fill(["a"])
