"""Import loses no text: escaping, HTML conversion and punctuation repair."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.content.markdown.blocks import parse
from generator.importing.html_markdown import absolute_links, to_blocks
from generator.importing.html_tree import parse as parse_html
from generator.importing.images import Images
from generator.importing.markdown_text import escape_paragraph, to_plain
from generator.language.punctuation import repair
from tests.fuzz.targets import TARGETS

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
TAGS = [
    *("字", "字字 ", "\n", "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<div>", "</div>", "<br>"),
    *("<ul>", "</ul>", "<li>", "</li>", "<ol start=x>", "<table>", "</table>", "<tr>", "<td>"),
    *("<h2>", "</h2>", "<pre>", "</pre>", "<blockquote>", "</blockquote>", "<hr>", "<img src=a>"),
    *("<a href='http://['>", "<a href='https://a.cn'>", "</a>", "<img src='//[x'>", "<![foo[x]]>"),
    *("<ruby>", "<sup>", "</sup>", "<s>", "</s>", "<!-- -->", "<li id=n>", "<a href='#n'>"),
]
TEXT = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=40))
LINE = TEXT.map(
    lambda text: " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffc]", " ", text).split())
)
MARKS = re.compile(r"[\s,.;:!?()\"'。，；：！？（）“”‘’「」『』…—・·─–\-]")


@given(TEXT, st.booleans(), st.booleans())
def test_repair_is_idempotent(text: str, corners: bool, heading: bool) -> None:
    once, _ = repair(text, corners=corners, heading=heading)
    twice, counts = repair(once, corners=corners, heading=heading)
    assert twice == once
    assert not counts


@given(TEXT)
def test_repair_changes_only_punctuation(text: str) -> None:
    repaired, counts = repair(text)
    assert MARKS.sub("", repaired) == MARKS.sub("", text)
    assert bool(counts) == (repaired != text)


@given(LINE)
@example("{{行|háng}")
def test_escaped_text_is_parsed_as_the_same_text(text: str) -> None:
    _, blocks = parse(escape_paragraph(text))
    assert [block.text for block in blocks] == ([text] if text else [])
    assert all(block.tag == "p" and not block.marks for block in blocks)
    assert to_plain(escape_paragraph(text)) == text


@given(st.one_of(st.lists(st.sampled_from(TAGS)).map("".join), st.text()))
def test_any_html_can_be_read(html: str) -> None:
    images = Images(lambda _name: None)
    blocks = to_blocks(parse_html(html).root, absolute_links(images))
    parse("\n\n".join(block.markdown for block in blocks))


@given(st.lists(st.sampled_from(TAGS)).map("".join))
@example("<pre><sup><a href='#n'></a><li id=n>字")
@example("<sup><a href='#n'><li><li id=n></a>字")
def test_html_conversion_keeps_all_text(html: str) -> None:
    """With any tags, no character of the text is lost or added."""
    blocks = to_blocks(parse_html(html).root, absolute_links(Images(lambda _name: None)))
    assert sum(block.markdown.count("字") for block in blocks) == html.count("字")


@pytest.mark.parametrize("name", ["import-epub", "import-docx"])
@settings(max_examples=40)
@given(data=st.data())
def test_an_archive_of_any_elements_is_imported_or_refused(name: str, data: st.DataObject) -> None:
    """What comes out can be read, whether or not elements are closed and files what they say."""
    target = TARGETS[name]
    pieces = st.lists(st.sampled_from(target.words.split("¦")), max_size=40)
    target.load()("\0" + "".join(data.draw(pieces)))
