"""Writing author's marks into Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.frontmatter import split_front_matter
from generator.content.markdown.blocks import parse, parse_title
from generator.diagnostics import Report
from generator.model import Block, Span
from generator.reviewing.errors import EditError
from generator.reviewing.markdown_edits import with_mark


def blocks(source: str) -> tuple[Block, ...]:
    _, body, line = split_front_matter(source, Path(), Report())
    return parse(body, line=line)[1]


def marked(source: str, place: str, mark: str) -> str:
    """Mark a span of `source`; `place` is a piece of a block's text with the span in 【】."""
    before, _, rest = place.partition("【")
    text, _, after = rest.partition("】")
    wanted = before + text + after
    (block,) = (block for block in blocks(source) if wanted in block.text)
    start = block.text.index(wanted) + len(before)
    return with_mark(source, block, Span(start, start + len(text)), mark)


@pytest.mark.parametrize(
    ("source", "place", "mark", "expected"),
    [
        ("他是行长。", "是【行长】", "{行长|háng zhǎng}", "他是{行长|háng zhǎng}。"),
        ("行长行长行长", "行长【行长】行长", "{行长}", "行长{行长}行长"),
        ("谢谢谢", "谢【谢谢】", "{谢谢}", "谢{谢谢}"),
        ("[行长](行长.md '行长')说`行长`行长", "￼【行长】", "{行长}", None),
        ("**行长**行长", "行长【行长】", "{行长}", "**行长**{行长}"),
        ("**行长**行长", "【行长】行长", "{行长}", "**{行长}**行长"),
        ("# 行长\n\n- 行长好\n- 我", "【行长】好", "{行长}", "# 行长\n\n- {行长}好\n- 我"),
        ("> 好，\n> 行长", "【行长】", "{行长}", "> 好，\n> {行长}"),
        (
            "|行长|一|\n|-|-|\n|行长二|行长三|",
            "【行长】三",
            "{行长|háng|zhǎng}",
            "|行长|一|\n|-|-|\n|行长二|{行长\\|háng\\|zhǎng}三|",
        ),
        (
            "|一|\n|-|\n|{行长\\|háng zhǎng}|",
            "【行长】",
            "{行长|xíng zhǎng}",
            "|一|\n|-|\n|{行长\\|xíng zhǎng}|",
        ),
        ("{行长|xíngzhǎng}，{行长}。", "，【行长】", "{行长|hángzhǎng}", None),
        ("他{研究/生命}。", "【研究生命】", "{研究生命}", "他{研究生命}。"),
        ("他{研究生命|yánjiūshēngmìng}。", "【研究生命】", "{研究/生命}", "他{研究/生命}。"),
        ("---\ntitle: 行长\n---\n\n行长", "【行长】", "{行长}", "---\ntitle: 行长\n---\n\n{行长}"),
        ("一[^1]\n\n[^1]: 行长", "【行长】", "{行长}", "一[^1]\n\n[^1]: {行长}"),
        ("行长好^[行长]", "【行长】好", "{行长}", "{行长}好^[行长]"),
    ],
)
def test_a_mark_is_written(source: str, place: str, mark: str, expected: str | None) -> None:
    if expected is None:  # the last of all that reads so
        start = source.rindex("{行长}" if "{行长}" in source else "行长")
        end = start + len("{行长}" if "{行长}" in source else "行长")
        expected = source[:start] + mark + source[end:]
    assert marked(source, place, mark) == expected


def test_an_inline_footnote_can_be_marked() -> None:
    assert marked("行长好^[我是行长]", "是【行长】", "{行长}") == "行长好^[我是{行长}]"


def test_the_same_mark_again_changes_nothing() -> None:
    source = "他{研究/生命|yánjiū shēngmìng}。"
    assert marked(source, "【研究生命】", "{研究/生命|yánjiū shēngmìng}") == source


@pytest.mark.parametrize(
    ("source", "place", "mark", "message"),
    [
        ("他是行**长**。", "【行长】", "{行长}", "crosses"),
        ("行\n长", "【行长】", "{行长}", "crosses"),
        ("他是\\{行长。", "【行长】", "{行长}", "crosses"),
        ("[行](x)长", "【行长】", "{行长}", "crosses"),
        ("${行长", "【行长】", "{{行长}}", "is not a mark"),
        ("行长", "【行长】", "行长", "is not a mark"),
        ("行长", "【行长】", "{行长|!}", "is not a mark"),
        ("行长", "【行长】", "{行}", "shows “行”, but the text here is “行长”"),
        (
            "他{研究/生命|yánjiū shēngmìng}。",
            "【研究】",
            "{研究}",
            "“研究” overlaps the mark “{研究|yánjiū}”",
        ),
        ("他{研究|yánjiū}生命。", "【研究生】", "{研究生}", "overlaps the mark “{研究|yánjiū}”"),
        (
            "他{研究|yánjiū}{生命}。",
            "【研究生命】",
            "{研究生命}",
            "overlaps the mark “{研究|yánjiū}”, “{生命}”",
        ),
    ],
)
def test_an_impossible_mark_is_an_error(source: str, place: str, mark: str, message: str) -> None:
    with pytest.raises(EditError) as caught:
        marked(source, place, mark)
    assert message in caught.value.message
    assert (caught.value.line, bool(caught.value.hint)) == (1, True)


def test_plain_changed_or_invalid_files_are_errors() -> None:
    (block,) = blocks("行长")
    with pytest.raises(EditError, match="plain text") as caught:
        with_mark("行长", block, Span(0, 2), "{行长}", plain=True)
    assert "note" in caught.value.hint
    with pytest.raises(EditError, match="has changed"):
        with_mark("行长。", block, Span(0, 2), "{行长}")
    with pytest.raises(EditError, match="never closed"):
        with_mark("---\ntitle: 一\n行长", block, Span(0, 2), "{行长}")


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("银行行长", "银行行长", "银行{行长|hángzhǎng}"),
        ("行长", "行长", "'{行长|hángzhǎng}'"),
        ("'银行''行长'", "银行'行长", "'银行''{行长|hángzhǎng}'"),
        ('"银行\\"行长"', '银行"行长', '"银行\\"{行长|hángzhǎng}"'),
        ("银{行|háng}行长", "银行行长", "银{行|háng}{行长|hángzhǎng}"),
        ("银行{行长|xíngzhǎng}", "银行行长", "银行{行长|hángzhǎng}"),
        ("'{行长}'", "行长", "'{行长|hángzhǎng}'"),
        ("{ zh: 行长, en: Bank }", "行长", "{ zh: '{行长|hángzhǎng}', en: Bank }"),
        ("\n  zh: 大行长\n  en: Bank", "大行长", "\n  zh: 大{行长|hángzhǎng}\n  en: Bank"),
        (">\n  大行长", "大行长", ">\n  大{行长|hángzhǎng}"),
    ],
)
def test_a_mark_is_written_into_the_title(title: str, text: str, expected: str) -> None:
    source = "---\nauthor: 行长\ntitle: {}\nx: 行长 # 行长\n---\n行长\n"
    span = Span(len(text) - 2, len(text))
    new = with_mark(source.format(title), Block("t", 0, 1, text), span, "{行长|hángzhǎng}")
    assert new == source.format(expected)


def test_an_apostrophe_in_a_reading_is_escaped_in_the_title() -> None:
    block = parse_title("西安")[1]
    source = "---\ntitle: '西安'\n---\n"
    assert with_mark(source, block, Span(0, 2), "{西安|Xī'ān}") == (
        "---\ntitle: '{西安|Xī''ān}'\n---\n"
    )


def test_an_impossible_mark_in_a_title_is_an_error() -> None:
    block = parse_title("行长")[1]
    with pytest.raises(EditError, match="cannot be marked in the title"):
        with_mark('---\ntitle: "行\\u957f"\n---\n', block, Span(0, 2), "{行长}")
    with pytest.raises(EditError, match="has changed"):
        with_mark("---\ntitle: 银行\n---\n", block, Span(0, 2), "{行长}")
    long = parse_title("银行行长")[1]
    with pytest.raises(EditError, match="overlaps"):
        with_mark("---\ntitle: 银行{行长}\n---\n", long, Span(1, 3), "{行行}")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# 行长来了\n\n行长\n", "# {行长|hángzhǎng}来了\n\n行长\n"),
        ("行长来了\n====\n\n行长\n", "{行长|hángzhǎng}来了\n====\n\n行长\n"),
        (
            "---\ntags: [行长]\n---\n# {行长|xíngzhǎng}来了 #\n",
            "---\ntags: [行长]\n---\n# {行长|hángzhǎng}来了 #\n",
        ),
        (
            '+++\ntitle = "行长来了"\ntags = ["行长"]\n+++\n',
            '+++\ntitle = "{行长|hángzhǎng}来了"\ntags = ["行长"]\n+++\n',
        ),
        (
            '{\n  "tags": ["行长"],\n  "title": "行长来了"\n}\n',
            '{\n  "tags": ["行长"],\n  "title": "{行长|hángzhǎng}来了"\n}\n',
        ),
    ],
)
def test_titles_in_headings_and_other_front_matter(source: str, expected: str) -> None:
    block = parse_title("行长来了")[1]
    assert with_mark(source, block, Span(0, 2), "{行长|hángzhǎng}") == expected
