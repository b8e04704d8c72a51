from __future__ import annotations

from collections.abc import Callable

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.importing.html_bounds import bounded
from generator.importing.html_tree import Element, Page, parse, parse_xml


def outline(element: Element) -> str:
    parts = (child if isinstance(child, str) else outline(child) for child in element.children)
    return f"{element.tag}({' '.join(parts)})" if element.children else element.tag


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>一<p>二", "p(一) p(二)"),
        ("<ul><li>一<li>二</ul>", "ul(li(一) li(二))"),
        ("<p>一</b>二</p>", "p(一二)"),
        ("<b>一<p>二</b>三", "b(一) p(b(二) 三)"),
        ("<ruby>汉<rt>hàn字<rt>zì</ruby>", "ruby(汉 rt(hàn字) rt(zì))"),
        ("<table><tr><td>一<td>二</table>", "table(tbody(tr(td(一) td(二))))"),
        ("<div/>一", "div(一)"),
        ("<br/>一", "br 一"),
        ("a&nbsp;&lt;&#20013;", "a\xa0<中"),
    ],
)
def test_a_page_is_read_as_browsers_read_it(html: str, expected: str) -> None:
    body = parse(f"<body>{html}").root.first("body")
    assert body is not None
    assert outline(body) == f"body({expected})"


def test_names_are_in_lower_case_and_values_stay() -> None:
    div = parse("<DIV ID=Aa hidden Data-X=' b '>").root.first("div")
    assert div is not None
    assert div.attributes == {"id": "Aa", "hidden": "", "data-x": " b "}
    assert (div.get("data-x"), div.get("none")) == ("b", "")


def test_comments_anywhere_are_found() -> None:
    page = parse("<!-- a --><html><!-- b --><body><p><!-- c --></html><!-- d -->")
    assert page.comments == ["a", "b", "c", "d"]


@pytest.mark.parametrize("parsed", [parse_xml, parse])
def test_elements_that_xml_closes_hold_nothing(parsed: Callable[[str], Page]) -> None:
    text = (
        "<?xml version='1.0'?><html><head><title/><script src='a>b'/></head>"
        "<body><a id='n/1' /><p>一</p><DIV x='/>'/><br/>二</body></html>"
    )
    body = parsed(text).root.first("body")
    assert body is not None
    assert outline(body) == "body(a p(一) div br 二)"


def test_other_xml_is_read_too() -> None:
    package = parse_xml(
        "<package><metadata><dc:title>书</dc:title></metadata>"
        '<manifest><item id="a" href="a.xhtml"/><item id="b"/></manifest></package>'
    ).root
    assert [item.attributes for item in package.all("item")] == [
        {"id": "a", "href": "a.xhtml"},
        {"id": "b"},
    ]
    assert [title.text() for title in package.all("dc:title")] == ["书"]


@pytest.mark.parametrize("tag", ["div", "b", "a", "svg", "table><tr><td"])
def test_what_is_nested_without_end_is_read_side_by_side(tag: str) -> None:
    root = parse(f"<{tag}>" * 3000 + "底").root
    assert root.text() == "底"
    level, deepest = [root], 0
    while level:
        level = [child for element in level for child in element.elements]
        deepest += 1
    assert deepest <= 202


@pytest.mark.parametrize(
    "html", ["", "\0", "\ud800字", "<", "<![foo[x]]>", "<!doctype", "&#x110000;"]
)
def test_anything_can_be_read(html: str) -> None:
    assert parse(html).root.first("body") is not None


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<div>字", "</div>"),
        ("<ul><li>字", "</li></ul>"),
        ("<span><blockquote>字", "</blockquote></span>"),
        ("<b><i>字", ""),
        ("<span><div></span>字", ""),
        ("<div><table></div><tr><td>字", ""),
    ],
)
def test_no_element_is_deeper_than_in_a_browser(opening: str, closing: str) -> None:
    html = f"{opening * 2000}中{closing * 2000}<p>末</p>"
    node, depth = LexborHTMLParser(bounded(html)).root, 0
    waiting = [(node, 0)]
    while waiting:
        node, above = waiting.pop()
        depth = max(depth, above)
        waiting += ((child, above + 1) for child in node.iter())
    assert 500 < depth < 1600  # with those that do not count
    root = parse(html).root
    assert root.text().count("字") == 2000
    assert root.text().endswith("末")
    assert root.text().index("中") == root.text().rindex("字") + 1


@pytest.mark.parametrize(
    "html",
    [
        "<div>字</div>" * 600,
        "<p><br>字" * 600,
        "<ul>" + "<li>字" * 600 + "</ul>",
        "<table>" + "<tr><td>字" * 600 + "</table>",
        "<a name=a>字" * 600,
        "<script>" + "'<div>'" * 600 + "</SCRIPT><div>字</div>",
        "<!--" + "<div>" * 600 + "--><div>字</div>",
        "<div>" * 500 + "字" + "</div>" * 500,
        "<div><svg>" + "<path/>" * 400 + "</svg></div><div>字</div>",
        "<textarea>" + "<div>" * 600,
    ],
)
def test_a_page_that_is_long_but_not_deep_is_parsed_as_it_is(html: str) -> None:
    assert bounded(html) is html


def test_what_is_after_the_deepest_elements_is_where_it_was() -> None:
    deep = "<div>" * 900 + "字" + "</div>" * 900
    article = parse(f"<article>{deep}<p>一</p></article><p>二</p>").root.first("article")
    assert article is not None
    assert article.text() == "字一"
