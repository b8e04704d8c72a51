"""Finding the article of a web page, its byline, and the start and end of its text."""

from __future__ import annotations

from datetime import date

import pytest

from generator.importing.document import Block
from generator.importing.headlines import Facts, read_byline
from generator.importing.html_tree import parse
from generator.importing.images import Images
from generator.importing.main_text import find_article
from generator.importing.page_edges import strip_edges
from generator.importing.web_page import read_web_page

TEXT = "春天来了，河边的柳树绿了。孩子们在桥上放风筝，老人们在树下喝茶。"


@pytest.mark.parametrize(
    ("line", "author", "day", "source"),
    [
        ("2019-09-26 12:11来源：证券时报网作者：李在山", "李在山", "2019-09-26", "证券时报网"),
        ("2019-09-07 13:43:45 来源: 小镇日报 举报", "", "2019-09-07", "小镇日报"),
        ("作者：王小明 李小河返回首页，查看更多", "王小明", None, ""),
        ("信息来源：省发改委 发布日期：2016-11-22 浏览次数：3", "", "2016-11-22", "省发改委"),
        ("发布于 2023-08-09 10:20", "", "2023-08-09", ""),
        ("今日行情分析--2019年8月19日", "", None, ""),
        ("作者：未知", "", None, ""),
    ],
)
def test_bylines(line: str, author: str, day: str | None, source: str) -> None:
    facts = Facts()
    read_byline(line, facts)
    expected = date.fromisoformat(day) if day else None
    assert (facts.author, facts.date, facts.source) == (author, expected, source)


def paragraphs(*texts: str) -> list[Block]:
    return [Block("paragraph", text) for text in texts]


def test_edges_of_a_page_are_stripped() -> None:
    text = paragraphs(TEXT, TEXT, TEXT)
    blocks = [
        *paragraphs("您所在的位置：首页 > 新闻"),
        Block("heading", "春天", level=1),
        *paragraphs("2024-05-06 来源：小镇日报", "分享到："),
        *text,
        *paragraphs("本文来源：小镇日报责任编辑：王小明_A1", "扫一扫，关注我们。"),
        Block("heading", "推荐阅读", level=3),
    ]
    assert strip_edges(blocks, "春天") == (text, "春天")


def test_speaker_called_editor_does_not_end_the_text() -> None:
    blocks = paragraphs(TEXT, "编辑：您好", TEXT, "编辑：谢谢", TEXT)
    assert strip_edges(blocks, "访谈")[0] == blocks


def test_text_before_a_repeated_title_is_kept() -> None:
    blocks = paragraphs(TEXT, "春天", TEXT)
    assert strip_edges(blocks, "春天")[0] == blocks


def test_english_after_a_text_is_kept() -> None:
    blocks = paragraphs(TEXT, "The wind comes.")
    assert strip_edges(blocks, "风")[0] == blocks


@pytest.mark.parametrize(
    "around",
    [
        '<div class="sidebar"><p>{0}</p></div>',
        '<div class="commentList"><p>{0}</p></div>',
        '<div role="complementary"><p>{0}</p></div>',
        '<div style="display: none"><p>{0}</p></div>',
        "<a href=/2><h4>题</h4><p>{0}</p></a>",
        "<ul><li><a href=#a>{0}</a></li></ul>",
    ],
)
def test_elements_around_a_text_are_removed(around: str) -> None:
    html = (
        f"<body><div><div id=t><p>{TEXT}</p><p>{TEXT}</p></div>{around.format('旁文，' * 9)}</div>"
    )
    article = find_article(parse(html).root)
    assert article is not None
    assert "旁文" not in article.text()
    assert article.text() == TEXT * 2


@pytest.mark.parametrize("wrapper", ["comments-off", "with-sidebar", "no-copyright"])
def test_element_with_most_of_the_text_is_kept_whatever_its_name(wrapper: str) -> None:
    html = f"<body><div class={wrapper}><p>{TEXT}</p><p>{TEXT}</p></div><p>{TEXT}</p>"
    article = find_article(parse(html).root)
    assert article is not None
    assert article.text() == TEXT * 3


@pytest.mark.parametrize(
    "head", ["<head><title>题</title>", "<head><head><title>题</title></head>"]
)
def test_a_head_ends_where_the_body_begins(head: str) -> None:
    html = f"<html>{head}<body><div><p>{TEXT}</p><p>{TEXT}</p></div></body></html>"
    document = read_web_page(html, Images(lambda _name: None))
    assert (document.title, len(document.blocks)) == ("题", 2)
    bare = read_web_page(html.replace("<body>", ""), Images(lambda _name: None))
    assert bare.blocks == document.blocks


def test_page_without_a_sentence_has_no_article() -> None:
    assert find_article(parse("<body><p>首页</p><a>更多</a>").root) is None
    document = read_web_page("<body><p>春天</p>", Images(lambda _name: None))
    assert [block.text for block in document.blocks] == ["春天"]
    assert "not clear" in document.notes[0]


def test_facts_in_the_middle_of_a_text_are_ignored() -> None:
    books = "".join(
        f"<p>书{n}</p><p>作者：鲁迅</p><p>1925-01-01</p><p>{TEXT}</p>" for n in range(4)
    )
    html = (
        "<head><meta name=author content=李小河></head><body><h1>书单</h1>"
        f"<div class=info>2024-05-06 10:00</div><div><p>{TEXT * 3}</p>{books}<p>{TEXT}</p></div>"
    )
    document = read_web_page(html, Images(lambda _name: None))
    assert (document.author, document.date) == ("李小河", date(2024, 5, 6))
    assert sum(block.text == "作者：鲁迅" for block in document.blocks) == 4


@pytest.mark.parametrize(
    ("image", "address"),
    [
        ('<img src="a.gif" data-src="https://x.org/b">', "https://x.org/b"),
        ('<img data-original-src="//x.org/b.png">', "https://x.org/b.png"),
        ('<img file="https://x.org/c.jpg" src="none.gif">', "https://x.org/c.jpg"),
        ('<img src="https://x.org/d.jpg" data-filesize="9" srcset="https://x.org/e.jpg 2x">', "https://x.org/d.jpg"),
    ],
)  # fmt: skip
def test_lazily_loaded_images_are_found(image: str, address: str) -> None:
    images = Images(lambda _name: None)
    read_web_page(f"<body><div><p>{TEXT}</p>{image}<p>{TEXT}</p></div>", images)
    assert images.remote == [address]
