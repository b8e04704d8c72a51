"""Frames are written here with ⟨1⟩ for a hole."""

from __future__ import annotations

import re

import pytest

from generator.content.markdown.blocks import parse
from generator.translating.frame import (
    body_frame,
    fill_frame,
    head_frame,
    hole,
    join_lines,
    merge_frames,
)


def frame(shown: str) -> str:
    return re.sub("⟨(-?\\d+)⟩", lambda m: hole(int(m[1])), shown)


def shown(made: str) -> str:
    return re.sub("\0(-?\\d+)\0", r"⟨\1⟩", made)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# One\n\nTwo\nlines.\n", "# ⟨1⟩\n\n⟨2⟩\n"),
        ("> - a\n>   b\n> - c", "> - ⟨1⟩\n> - ⟨2⟩"),
        ("| a | a |\n|-|-|\n| b\\|c | |", "| ⟨1⟩ | ⟨2⟩ |\n|-|-|\n| ⟨3⟩ | |"),
        ("<!-- jiazhu: x -->\nOne.\n\n```\nOne.\n```", "<!-- jiazhu: x -->\n⟨1⟩\n\n```\nOne.\n```"),
    ],
)
def test_holes_of_a_body(markdown: str, expected: str) -> None:
    assert shown(body_frame(markdown, *parse(markdown))) == expected


def test_blocks_without_sentences_stay() -> None:
    assert shown(body_frame("[](a)\n\nb", *parse("[](a)\n\nb"), empty={1})) == "[](a)\n\n⟨2⟩"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('title: "a"  # seen\ntranslator: m', "title: ⟨0⟩  # seen\ntranslator: ⟨-1⟩"),
        ("# x\ntitle: a\ntranslator: m, I", "# x\ntitle: ⟨0⟩\ntranslator: m, I"),
        ("title: |\n  a", "title: |\n  a"),
    ],
)
def test_holes_of_a_head(text: str, expected: str) -> None:
    assert shown(head_frame(f"---\n{text}\n---\nbody", "m")) == f"---\n{expected}\n---\n"


def test_values_of_the_head_are_quoted() -> None:
    assert fill_frame(frame("title: ⟨0⟩\n⟨1⟩"), {0: 'a "b"', 1: '"c"'}) == 'title: "a \\"b\\""\n"c"'


WRITTEN = "⟨1⟩\n\n- ⟨2⟩\n\n```\ncode\n```"


@pytest.mark.parametrize(
    ("present", "new", "expected", "lost"),
    [
        # The article is the same; its holes have other numbers.
        ("note\n⟨1⟩\n\n* ⟨2⟩\n\n```\nmine\n```", None, "note\n⟨1⟩\n\n* ⟨2⟩\n\n```\nmine\n```", ""),
        # A block came before.
        ("⟨1⟩\n\n* ⟨2⟩\n\n```\ncode\n```", "⟨3⟩\n\n⟨1⟩\n\n- ⟨2⟩\n\n```\ncode\n```",
         "⟨3⟩\n\n⟨1⟩\n\n* ⟨2⟩\n\n```\ncode\n```", ""),
        # The block behind a comment went.
        ("⟨1⟩\n\nnote\n- ⟨2⟩\n\n```\ncode\n```", "⟨1⟩\n\n```\ncode\n```",
         "⟨1⟩\n\nnote\n```\ncode\n```", ""),
        # Both changed the code.
        ("⟨1⟩\n\n- ⟨2⟩\n\n```\nmine\n```", "⟨1⟩\n\n- ⟨2⟩\n\n```\nother\n```",
         "⟨1⟩\n\n- ⟨2⟩\n\n```\nother\n```", "mine"),
    ],
)  # fmt: skip
def test_merging(present: str, new: str | None, expected: str, lost: str) -> None:
    now = {1: 1, 2: 2}
    made, left = merge_frames(frame(WRITTEN), frame(present), frame(new or WRITTEN), now)
    assert shown(made) == expected
    assert "".join(map(join_lines, left)) == lost


def test_holes_get_the_numbers_of_the_new_frame() -> None:
    made, lost = merge_frames(
        frame("⟨1⟩\n\n⟨2⟩"), frame("⟨1⟩\n\nx\n⟨2⟩"), frame("⟨2⟩\n\n⟨5⟩"), {1: 2, 2: 5}
    )
    assert (shown(made), lost) == ("⟨2⟩\n\nx\n⟨5⟩", [])
