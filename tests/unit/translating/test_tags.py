"""Tags for markup, from Markdown and back."""

from __future__ import annotations

import pytest
from markdown_it.token import Token

from generator.content.markdown.blocks import flatten, parse
from generator.translating.tags import escape_markdown, insert_tags, restore_markdown


def inline(markdown: str, *, html: bool = False) -> list[Token]:
    tokens, blocks = parse(markdown, html=html)
    return tokens[blocks[0].token].children or []


def label(token: Token) -> str:
    return str(token.meta["label"])


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("纯文字。", "纯文字。"),
        ("注*不能*离`<rt>`太远。", "注<1>不能</1>离<2/>太远。"),
        ("**很*远*。**", "<1>很<2>远</2>。</1>"),
        ("~~删~~[题](a.md)", "<1>删</1><2>题</2>"),
        ("见![图](a.png)和<https://e.org>。", "见<1/>和<2/>。"),
        ("{行长|hángzhǎng}来了。", "行长来了。"),
        ("第一行\\\n第二行", "第一行<1/>第二行"),
        ("一<3/>二*三*", "一<3/>二<4>三</4>"),
        ("文[^a]字。\n\n[^a]: 注", "文<1/>字。"),
    ],
)
def test_markup_becomes_tags(markdown: str, text: str) -> None:
    assert insert_tags(inline(markdown), label).text == text


@pytest.mark.parametrize(
    "markdown",
    [
        "Notes must *not* be far from `<rt>`.",
        '**very *far* away.** [A *title*](a.md "x \\"y\\"")',
        "~~gone~~ ![alt \\[x\\]](a.png) <https://e.org/a_b>",
        "`` a`b `` and ```` ``c` ````",
        "[in brackets](<a (b).md>) and [none](<>)",
        "one\\\ntwo",
        "1 \\* 2 \\* 3 \\_a\\_ \\[x] \\`y\\` \\<b> \\&amp; a\\\\b snake_case \\~~x\\~~",
        "\\# not a heading",
        "1\\. not a list",
        "\\- nor this",
        "\\> nor a quotation",
        "-5 degrees, 3.5 per cent",
    ],
)
def test_restored_markdown_is_the_same_as_before(markdown: str) -> None:
    source = insert_tags(inline(markdown), label)
    again = restore_markdown(source.text, source.tags)
    assert again.lost == ()
    before, after = inline(markdown), inline(again.markdown)
    assert flatten(after) == flatten(before)
    assert [(t.type, t.attrs, t.content) for t in after] == [
        (t.type, t.attrs, t.content) for t in before
    ]


def test_allowed_html_is_kept() -> None:
    source = insert_tags(inline("水 H<sub>2</sub>O", html=True), label)
    assert source.text == "水 H<1/>2<2/>O"
    assert (
        restore_markdown("Water is H<1/>2<2/>O", source.tags).markdown == "Water is H<sub>2</sub>O"
    )


SOURCE = insert_tags(inline("注*不能*离`<rt>`太远。"), label)


@pytest.mark.parametrize(
    ("english", "markdown", "lost"),
    [
        ("It may <1>not</1> leave <2/>.", "It may *not* leave `<rt>`.", []),
        ("From <2/> it may <1>not</1>.", "From `<rt>` it may *not*.", []),
        ("It may<1> not </1>leave <2/>.", "It may *not* leave `<rt>`.", []),
        ("It may not leave <2/>.", "It may not leave `<rt>`.", ["emphasis"]),
        ("It may <1>not leave <2/>.", "It may not leave `<rt>`.", ["emphasis"]),
        ("It may </1>not<1> leave <2/>.", "It may not leave `<rt>`.", ["emphasis"]),
        ("It may <1></1> leave <2/>.", "It may leave `<rt>`.", ["emphasis"]),
        ("It may <1>not</1> leave.", "It may *not* leave.`<rt>`", ["code: <rt>"]),
        ("<1>a</1> <1>b</1> <2/> <2/>", "*a* b `<rt>`", []),
        ("<1>a</1> <2/> <9>b</9>", "*a* `<rt>` <9>b\\</9>", []),
        ("<1>a</1>\n\n# b <2/>", "*a* \\# b `<rt>`", []),
    ],
)
def test_broken_tags_are_reported_and_left_out(
    english: str, markdown: str, lost: list[str]
) -> None:
    done = restore_markdown(english, SOURCE.tags)
    assert (done.markdown, [tag.about for tag in done.lost]) == (markdown, lost)


def test_only_markup_is_escaped() -> None:
    text = "A plain sentence (with 3 * 4), an e-mail, C# and 50% – it's “fine”!"
    assert escape_markdown(text) == text.replace("*", "\\*")
