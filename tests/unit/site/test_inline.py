from __future__ import annotations

import pytest

from generator.content.markdown.blocks import parse, parser
from generator.model import Span
from generator.site.inline import Nesting, echo, link_spans, relink, slice_children


def children(text: str):  # type: ignore[no-untyped-def]
    tokens, blocks = parse(text)
    return tokens[blocks[0].token].children


def html(tokens) -> str:  # type: ignore[no-untyped-def]
    md = parser(html=False)
    return md.renderer.renderInline(tokens, md.options, {})


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((0, 3), "One"),
        ((4, 8), "<strong>two <em>th</em></strong>".replace(" <em>th</em>", " ")),
        ((4, 11), "<strong>two <em>thr</em></strong>"),
        ((10, 18), "<strong><em>ree</em></strong> four"),
        ((5, 5), ""),
        ((0, 18), "One <strong>two <em>three</em></strong> four"),
    ],
)
def test_slices_keep_the_marks_around_them(span: tuple[int, int], expected: str) -> None:
    assert html(slice_children(children("One **two *three*** four"), Span(*span))) == expected


def test_slices_keep_atoms_in_the_span() -> None:
    assert html(slice_children(children("a `b` c"), Span(2, 4))) == "<code>b</code> "


def test_link_spans() -> None:
    assert list(link_spans(children("a [bc](x) d [e](y)"))) == [Span(2, 4), Span(7, 8)]


def test_relink_changes_copies() -> None:
    given = children("[a](x.md) ![b](y.png)")
    before = html(given)
    assert html(relink(given, str.upper)) == '<a href="X.MD">a</a> <img src="Y.PNG" alt="b" />'
    assert html(given) == before


def test_echo_leaves_images_out() -> None:
    assert html(echo(children("a ![b](y.png)"))) == "a "


@pytest.mark.parametrize(
    ("markdown", "together"),
    [
        ("a BcE d", True),
        ("a Bc**d**E e", True),
        ("a **BcE** d", True),
        ("**a BcE d**", True),
        ("**a**BcE**d**", True),
        ("a **e Bc**dE e", False),
        ("a Bc**dE e**", False),
        ("a B[*c*](x)dE e", True),
        ("a [BcE](x) d", True),
        ("[a BcE d](x)", False),
        ("[a Bc](x)dE e", False),
        ("a Bc![](x)dE e", False),
        ("![](x)a BcE d", True),
    ],
)
def test_an_element_can_wrap_a_span(markdown: str, together: bool) -> None:
    """The span goes from B to E."""
    tokens, blocks = parse(markdown)
    text = blocks[0].text
    span = Span(text.index("B"), text.index("E") + 1)
    assert Nesting(tokens[blocks[0].token].children or []).allow(span) is together
