"""Escaped text means itself; repairs are idempotent and touch nothing but punctuation."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.content.markdown import parse
from generator.importing.html_markdown import links_of, to_blocks
from generator.importing.html_tree import parse as parse_html
from generator.importing.images import Images
from generator.importing.markdown_text import paragraph, plain
from generator.importing.punctuation import repair

PIECES = [
    *"中文了a1 ,.;:!?()（）\"'“”…。-—*_`[]<>{}|\\#~&+=\n　",
    "...",
    "`a, b`",
    "](x,y)",
    "[文](http://a.cn/b,c)",
    "http://a.cn/,",
    "{行|háng}",
    "&amp;",
    "**",
    "| ",
    "1. ",
    "\t",
]
TEXT = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=40))
LINE = TEXT.map(
    lambda text: " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffc]", " ", text).split())
)
MARKS = re.compile(r"[\s,.;:!?()\"'。，；：！？（）“”‘’「」『』…—・·─–\-]")


@given(TEXT, st.booleans(), st.booleans())
def test_repairing_twice_changes_nothing_more(text: str, corners: bool, heading: bool) -> None:
    once, _ = repair(text, corners=corners, heading=heading)
    twice, counts = repair(once, corners=corners, heading=heading)
    assert twice == once
    assert not counts


@given(TEXT)
def test_repairs_change_punctuation_alone(text: str) -> None:
    repaired, counts = repair(text)
    assert MARKS.sub("", repaired) == MARKS.sub("", text)
    assert bool(counts) == (repaired != text)


@given(LINE)
def test_escaped_text_says_what_it_said(text: str) -> None:
    _, blocks = parse(paragraph(text))
    assert [block.text for block in blocks] == ([text] if text else [])
    assert all(block.tag == "p" and not block.marks for block in blocks)
    assert plain(paragraph(text)) == text


@given(TEXT)
def test_any_html_can_be_read(html: str) -> None:
    images = Images(lambda _name: None)
    for source in (html, f"<ul><li>{html}<table><tr><td>{html}", re.sub(r"[*_`]", "<p>", html)):
        markdown = "\n\n".join(
            block.markdown for block in to_blocks(parse_html(source).root, links_of(images))
        )
        parse(markdown)
