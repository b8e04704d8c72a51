"""Woven tokens are shown as text: `{s:…}` containers, `[…]` leaves, `!` inserts."""

import pytest
from markdown_it.token import Token

from generator.content.markdown.blocks import parse
from generator.model import Span
from generator.site.weave import Insert, Mark, weave


def _children(markdown: str, *, html: bool = False) -> list[Token]:
    tokens, (block, *_) = parse(markdown, html=html)
    return tokens[block.token].children or []


def _shown(tokens: list[Token]) -> str:
    shown = []
    for token in tokens:
        kind = token.type.rpartition("_")[0] or token.type
        if token.type == "word":
            edges = ("" if token.meta["first"] else "~", "" if token.meta["last"] else "~")
            shown.append(f"[{edges[0]}{token.content}{edges[1]}]")
        elif token.type == "translation":
            shown.append(f"!{token.meta['data']}")
        elif token.type == "text":
            shown.append(token.content)
        elif token.tag and token.nesting:
            shown.append(f"<{token.tag}>" if token.nesting > 0 else f"</{token.tag}>")
        elif token.nesting == 1:
            part = token.meta["part"] or ""
            shown.append(f"{{{token.meta['data']}{part}:")
        elif token.nesting == -1:
            shown.append("}")
        else:
            shown.append(f"({kind})")
    return "".join(shown)


def _words(*spans: tuple[int, int]) -> list[Mark]:
    return [Mark(Span(*span), "word", True, None) for span in spans]


def _sentences(*spans: tuple[int, int]) -> list[Mark]:
    return [Mark(Span(*span), "sentence", False, "s") for span in spans]


def _terms(*spans: tuple[int, int]) -> list[Mark]:
    return [Mark(Span(*span), "term", False, "t") for span in spans]


CASES = [
    (
        "words in a sentence",
        "他走。",
        [*_sentences((0, 3)), *_words((0, 1), (1, 2))],
        "{s:[他][走]。}",
    ),
    ("a word across a mark", "大**学**生", _words((0, 3)), "[大~]<strong>[~学~]</strong>[~生]"),
    ("a sentence around a mark", "他**走**。", _sentences((0, 3)), "{s:他<strong>走</strong>。}"),
    ("a sentence as long as a mark", "**走。**", _sentences((0, 2)), "{s:<strong>走。</strong>}"),
    (
        "two sentences in a mark",
        "**走。来。**",
        _sentences((0, 2), (2, 4)),
        "<strong>{s:走。}{s:来。}</strong>",
    ),
    (
        "a sentence across the start of a mark",
        "他**走。来。**",
        _sentences((0, 3), (3, 5)),
        "{s:他}<strong>{s1:走。}{s:来。}</strong>",
    ),
    (
        "a sentence across the end of a mark",
        "**走。他**来。",
        _sentences((0, 2), (2, 5)),
        "<strong>{s:走。}{s:他}</strong>{s1:来。}",
    ),
    (
        "a term in a sentence across a mark",
        "他学**大模**型。",
        [*_sentences((0, 6)), *_terms((2, 5))],
        "{s:他学{t:<strong>大模</strong>型}。}",
    ),
    (
        "a term half in a mark",
        "学大**模型**。",
        [*_sentences((0, 5)), *_terms((1, 3))],
        "{s:学{t:大}<strong>{t1:模}型</strong>。}",
    ),
    (
        "crossing containers",
        "一二三",
        [*_sentences((0, 2)), *_terms((1, 3))],
        "{s:一{t:二}}{t1:三}",
    ),
    ("equal containers", "一", [*_sentences((0, 1)), *_terms((0, 1))], "{s:{t:一}}"),
    ("an atom in a container", "用`x`。", [*_sentences((0, 3)), *_words((1, 2))], "{s:用(code)。}"),
    ("a word across an atom", "用`x`好", _words((0, 3)), "[用~](code)[~好]"),
    (
        "a line break",
        "a\nb",
        [*_sentences((0, 3)), *_words((0, 1), (1, 2), (2, 3))],
        "{s:[a](softbreak)[b]}",
    ),
    ("an empty link", "一[](x)二", _sentences((0, 1), (1, 2)), "{s:一}{s:<a></a>二}"),
    ("nested marks", "**一*二***", _sentences((0, 2)), "{s:<strong>一<em>二</em></strong>}"),
    ("an empty mark", "一", [*_sentences((0, 0)), *_words((1, 1))], "一"),
]


@pytest.mark.parametrize(
    ("markdown", "marks", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_marks(markdown: str, marks: list[Mark], expected: str) -> None:
    assert _shown(weave(_children(markdown), marks)) == expected


INSERTS = [
    ("behind a sentence", "走。来。", _sentences((0, 2), (2, 4)), [2, 4], "{s:走。}!2{s:来。}!4"),
    (
        "behind a mark",
        "**走。**来。",
        _sentences((0, 2), (2, 4)),
        [2],
        "{s:<strong>走。</strong>}!2{s:来。}",
    ),
    (
        "inside of a mark",
        "**走。来。**",
        _sentences((0, 2), (2, 4)),
        [2, 4],
        "<strong>{s:走。}!2{s:来。}</strong>!4",
    ),
    (
        "behind all marks that end there",
        "***他*走。**",
        _sentences((0, 3)),
        [3],
        "{s:<strong><em>他</em>走。</strong>}!3",
    ),
    (
        "never in a link",
        "[走。来。](x)他。",
        _sentences((0, 2), (2, 4), (4, 6)),
        [2, 4],
        "<a>{s:走。}{s:来。}</a>!2!4{s:他。}",
    ),
    ("before a link", "走。[来](x)", _sentences((0, 2), (2, 3)), [2], "{s:走。}!2{s:<a>来</a>}"),
    ("in an unfinished sentence", "一二", _sentences((0, 2)), [1], "{s:一!1二}"),
    ("at the start and twice", "一", [], [0, 0, 1], "!0!0一!1"),
    ("in an empty text", "![](x)", [], [1], "(image)!1"),
]


@pytest.mark.parametrize(
    ("markdown", "marks", "offsets", "expected"),
    [c[1:] for c in INSERTS],
    ids=[c[0] for c in INSERTS],
)
def test_inserts(markdown: str, marks: list[Mark], offsets: list[int], expected: str) -> None:
    inserts = [Insert(offset, "translation", offset) for offset in offsets]
    assert _shown(weave(_children(markdown), marks, inserts)) == expected


def test_inserts_at_one_offset_keep_their_order() -> None:
    inserts = [Insert(1, "translation", name) for name in "abc"]
    assert _shown(weave(_children("一"), [], inserts)) == "一!a!b!c"


def test_an_insert_never_stands_in_a_raw_link() -> None:
    children = _children('<a href="x">一二</a>三', html=True)
    woven = weave(children, [], [Insert(2, "translation", "")])
    assert _shown(woven) == "(html)一二(html)!三"


def test_a_raw_link_that_is_never_closed_is_none() -> None:
    children = _children("<a>一", html=True)
    assert _shown(weave(children, [], [Insert(1, "translation", "")])) == "(html)!一"


def test_offsets_of_the_pieces() -> None:
    woven = weave(_children("大**学**"), [Mark(Span(0, 2), "word", True, "data")])
    assert [token.meta for token in woven if token.type == "word"] == [
        {"data": "data", "start": 0, "end": 1, "first": True, "last": False},
        {"data": "data", "start": 1, "end": 2, "first": False, "last": True},
    ]


def test_tokens_given_are_not_changed() -> None:
    children = _children("大**学**生")
    before = [child.copy() for child in children]
    weave(children, [*_sentences((0, 3)), *_words((0, 2))])
    assert children == before


def test_leaves_that_overlap() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        weave(_children("一二三"), _words((0, 2), (1, 3)))


@pytest.mark.parametrize("span", [(0, 3), (-1, 1), (2, 1)])
def test_a_mark_outside_of_the_text(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="outside"):
        weave(_children("一二"), _sentences(span))


def test_an_insert_outside_of_the_text() -> None:
    with pytest.raises(ValueError, match="outside"):
        weave(_children("一二"), [], [Insert(3, "translation", None)])
