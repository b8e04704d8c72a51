"""Paragraphs and HTML (from fixtures), look-alikes of Han characters, and encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.importing.compatibility import restore_han
from generator.importing.document import CannotImportError
from generator.importing.encodings import decode_text
from generator.importing.headlines import Facts, looks_like_title, read_fact_line
from generator.importing.html_markdown import Links, to_blocks
from generator.importing.html_tree import Element, parse
from generator.importing.plain_text import read_plain_text, split_paragraphs
from tests.fixture_file import Case, read_cases

TEXT = "春天来了，河边的柳树绿了。孩子们在桥上放风筝，老人们在树下喝茶。\n第二段在这里。\n"
TRADITIONAL = "春天來了，河邊的柳樹綠了。孩子們在橋上放風箏，老人們在樹下喝茶。\n"


@pytest.mark.parametrize("case", read_cases("importing/paragraphs.txt"), ids=str)
def test_paragraphs(case: Case) -> None:
    assert "\n".join(split_paragraphs(case.input)) == case.expected


@pytest.mark.parametrize("case", read_cases("importing/html.txt"), ids=str)
def test_html(case: Case) -> None:
    def kept(element: Element) -> str | None:
        return element.get("src") if element.get("src").startswith("kept:") else None

    links = Links(
        link=lambda address: address if address.startswith("https:") else None,
        image=kept,
        remote=lambda element: element.get("src"),
    )
    blocks = to_blocks(parse(case.input).root, links)
    assert "\n\n".join(block.markdown for block in blocks) == case.expected


def test_only_look_alikes_are_replaced() -> None:
    text, replaced = restore_han("⼈⼯智能，⻓城⻢⻰，１２ＡＢ：﹙ﬁ①㎏\uf900")
    assert text == "人工智能，长城马龙，１２ＡＢ：﹙ﬁ①㎏豈"
    assert replaced == {
        "⼈": "人", "⼯": "工", "⻓": "长", "⻢": "马", "⻰": "龙", "\uf900": "豈",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", TEXT),
        ("utf-8-sig", TEXT),
        ("gb18030", TEXT),
        ("gbk", TEXT),
        ("big5", TRADITIONAL),
        ("utf-16", TEXT),
        ("utf-16-le", TEXT),
        ("utf-16-be", TEXT),
    ],
)
def test_encoding_is_detected(encoding: str, text: str) -> None:
    assert decode_text(text.replace("\n", "\r\n").encode(encoding), Path("a.txt")) == text


def test_declared_encoding_is_used_if_it_fits() -> None:
    data = "<p>春</p>".encode("gbk")
    assert decode_text(data, Path("a.html"), declared="GB2312") == "<p>春</p>"
    assert decode_text("<p>春</p>".encode(), Path("a.html"), declared="GB2312") == "<p>春</p>"


@pytest.mark.parametrize(
    ("data", "encoding", "cause"),
    [
        (b"\xff\x00\xfe\x81\x20\x80", "", "not valid UTF-8"),
        ("春".encode("gbk"), "utf-8", "Byte 0 is not valid utf-8"),
        (b"a", "klingon", "no encoding “klingon”"),
        (b"a", "base64", "no encoding “base64”"),
        (b" \n", "", "empty"),
    ],
)
def test_text_that_cannot_be_decoded_is_an_error(data: bytes, encoding: str, cause: str) -> None:
    with pytest.raises(CannotImportError, match=cause) as raised:
        decode_text(data, Path("a.txt"), encoding=encoding)
    assert raised.value.hint


def test_terminal_colours_are_removed() -> None:
    data = "\x1b[32m春天\x1b[m来了。\f\x00花开了。".encode()
    assert decode_text(data, Path("a.txt")) == "春天来了。\n花开了。"


def test_a_line_of_dashes_is_a_rule() -> None:
    blocks = read_plain_text("书\n\n他来了。\n\n---------\n\n她走了。\n").blocks
    assert [block.markdown for block in blocks] == ["他来了。", "---", "她走了。"]


def test_first_lines_state_facts() -> None:
    document = read_plain_text(
        "标题：旧书店\n作者：李小河　　日期：2024年5月6日\n来源：小镇日报\n他来了。\n"
    )
    assert document.title == "旧书店"
    assert (document.author, str(document.date)) == ("李小河", "2024-05-06")
    assert document.source == "小镇日报"
    assert [block.text for block in document.blocks] == ["他来了。"]


def test_first_sentence_is_not_a_title() -> None:
    assert read_plain_text("他来了。\n她走了。\n").title == ""
    assert looks_like_title("他来了吗？")
    assert not looks_like_title("因为，")
    assert not read_fact_line("文章很长。", Facts())


def test_chapters_are_headings() -> None:
    blocks = read_plain_text("书\n\n第一章 春天\n\n他来了。\n").blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("heading", "第一章 春天"),
        ("paragraph", "他来了。"),
    ]
