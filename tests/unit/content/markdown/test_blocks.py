import pytest

from generator.content.markdown.blocks import (
    flatten,
    parse,
    parse_markdown,
    parse_plain,
    parse_title,
    parse_title_markdown,
    parser,
)
from generator.content.markdown.faults import MarkdownFault
from generator.content.markdown.marks import is_pinyin
from generator.model import ATOM, AuthorMark, Block, Span
from tests.fixture_file import Case, read_cases


def _shown(block: Block) -> str:
    marks = "".join(f" [{m.span.start}-{m.span.end} {m.pinyin}]" for m in block.marks)
    trailing_atoms = " +" + ",".join(map(str, block.trailing_atoms)) if block.trailing_atoms else ""
    text = block.text.replace("\n", "⏎")
    return f"{block.id} {block.tag} {block.line}:{block.column} {text}{marks}{trailing_atoms}"


@pytest.mark.parametrize("case", read_cases("markdown.html.txt"), ids=str)
def test_html(case: Case) -> None:
    assert parser(html=False).render(case.input) == case.expected + "\n"


@pytest.mark.parametrize("case", read_cases("markdown.html.txt"), ids=str)
def test_parsed_tokens_render_the_same(case: Case) -> None:
    md = parser(html=False)
    tokens, _ = parse(case.input)
    assert md.renderer.render(tokens, md.options, {}) == case.expected + "\n"


@pytest.mark.parametrize("case", read_cases("markdown.blocks.txt"), ids=str)
def test_blocks(case: Case) -> None:
    tokens, blocks = parse(case.input)
    assert "\n".join(map(_shown, blocks)) == case.expected
    for block in blocks:
        assert flatten(tokens[block.token].children or []) == block.text


def test_prefix_and_line_of_the_body() -> None:
    _, blocks = parse("one\n\ntwo", prefix="e", line=7)
    assert [(block.id, block.line) for block in blocks] == [("e1", 7), ("e2", 9)]


def test_html_tags_are_atoms_if_html_is_allowed() -> None:
    _, (block,) = parse("<b>重。</b>要", html=True)
    assert block.text == f"{ATOM}重。{ATOM}要"
    assert block.trailing_atoms == (3,)


def test_an_author_mark_does_not_split_the_text() -> None:
    tokens, (block,) = parse("银{行|háng}长")
    assert [child.content for child in tokens[block.token].children or []] == ["银行长"]


def test_decomposed_pinyin_is_composed() -> None:
    _, (block,) = parse("{行|ha\u0301ng}")
    assert block.marks == (AuthorMark(Span(0, 1), "háng"),)


@pytest.mark.parametrize(
    "text", ["háng", "hang2", "Xī'ān", "de", "bu zhidao", "lǚxíng", "hánk", "ér-qiě", "nü"]
)
def test_pinyin(text: str) -> None:
    assert is_pinyin(text)


@pytest.mark.parametrize("text", ["", " ", "2", "English", "乙", "a/b", "x=1", "ian" * 50 + "q"])
def test_text_that_is_not_pinyin(text: str) -> None:
    assert not is_pinyin(text)


def test_plain_text() -> None:
    title, line, tokens, blocks = parse_plain("\n标题\n\n　　*第一*段。\n2. 二\n", line=3)
    assert (title, line) == ("标题", 4)
    assert [_shown(block) for block in blocks] == ["b1 p 6:3 *第一*段。", "b2 p 7:1 2. 二"]
    assert [tokens[block.token].content for block in blocks] == ["*第一*段。", "2. 二"]
    md = parser(html=False)
    assert md.renderer.render(tokens, md.options, {}) == "<p>*第一*段。</p>\n<p>2. 二</p>\n"


def test_plain_text_without_a_line() -> None:
    assert parse_plain(" \n\n") == ("", 1, [], ())


def test_title() -> None:
    tokens, block = parse_title("*论*{重|chóng}庆 \\{行|háng} & <b>", line=2, column=8)
    assert _shown(block) == "t h1 2:8 *论*重庆 {行|háng} & <b> [3-4 chóng]"
    assert flatten(tokens[block.token].children or []) == block.text


def test_empty_title() -> None:
    assert parse_title("")[1].text == ""


def test_positions_of_raw_html() -> None:
    text = (
        "用 `<x>` 和 <x>重\n要</x>\n\n> 引\n> <?php ?>\n\n- <form>\n  文\n  </form>\n\n"
        "```\n<y>\n```"
    )
    assert [(f.line, f.column, f.text) for f in parse_markdown(text, line=10).raw_html] == [
        (10, 11, "<x>"),
        (11, 2, "</x>"),
        (14, 3, "<?php ?>"),
        (16, 3, "<form>"),
    ]


def test_positions_of_raw_html_in_a_table_and_a_footnote() -> None:
    text = "| <x> | a | <b> |\n|-|-|-|\n\n文^[<y>]"
    found = [(f.line, f.column, f.text) for f in parse_markdown(text).raw_html]
    assert found == [(1, 3, "<x>"), (1, 13, "<b>"), (4, 4, "<y>")]


def test_positions_of_invalid_marks() -> None:
    text = "好的。\n\n- 见[研{究](x)生}。\n\n    {研[究}](y)\n\n{研究/} \\{/生} `{/生}` {甲/{乙}"
    found = parse_markdown(text, line=10).broken_marks
    assert [(fault.line, fault.column, fault.text) for fault in found] == [
        (12, 6, "{究](x)生}"),
        (14, 5, "{研[究}"),
        (16, 1, "{研究/}"),
    ]


def test_long_html_is_shortened() -> None:
    (fault,) = parse_markdown(f'<x alt="{"长" * 100}">').raw_html
    assert len(fault.text) == 60
    assert fault.text.endswith("…")


def test_faults_have_the_block_that_shows_them() -> None:
    text = "字{甲/}字 <b>[a](file:x)\n<form>\n\n<!-- c\n\nd\n\n[r]: file:x 'y'\n[q]: file:z\n"
    parsed = parse_markdown(text, line=3)
    texts = {block.id: block.text for block in parsed.blocks}

    def shown(faults: tuple[MarkdownFault, ...]) -> list[tuple[str, str]]:
        return [(f.block, f.span.of(texts[f.block]) if f.span else f.text) for f in faults]

    assert shown(parsed.broken_marks) == [("b1", "{甲/}")]
    assert shown(parsed.raw_html) == [("b1", "<b>"), ("b1", "<form>"), ("b2", "<!-- c")]
    assert shown(parsed.unsafe_links) == [("b1", "[a](file:x)"), ("", "file:x"), ("", "file:z")]
    title = parse_title_markdown("论{重/}庆", line=2, column=8)
    (fault,) = title.broken_marks
    assert (fault.line, fault.column, fault.block, fault.span) == (2, 9, "t", Span(1, 5))


def test_a_refused_image_is_one_fault_and_so_is_what_is_in_a_refused_link() -> None:
    text = "![a](file:x) [![b](file:y)](file:z) ![ [c](file:u) ](d.png)"
    assert [f.text for f in parse_markdown(text).unsafe_links] == ["file:x", "file:z", "file:y"]


def test_raw_html_that_is_let_through_is_no_fault() -> None:
    text = "<div>\n{甲/} [a](file:x)\n</div>\n\n<b>字</b>"
    parsed = parse_markdown(text, html=True)
    assert (parsed.raw_html, parsed.broken_marks, parsed.unsafe_links) == ((), (), ())


def test_text_without_html() -> None:
    assert not parse_markdown("a < b, <https://example.com> `<b>` \\<b> &lt;b>").raw_html


def test_unsafe_links() -> None:
    text = (
        "# 题 [甲](javascript:alert(1))\n\n好 [丙](https://example.com) ![乙](data:text/html,x)\n"
        "<vbscript:x> [丁]\n\n[丁]: JavaScript:y\n"
    )
    found = parse_markdown(text, line=3).unsafe_links
    assert [(fault.line, fault.column, fault.text) for fault in found] == [
        (3, 5, "javascript:alert(1)"),
        (5, 28, "data:text/html,x"),
        (6, 1, "vbscript:x"),
        (8, 1, "JavaScript:y"),
    ]


def test_safe_links() -> None:
    text = "[甲](a.md) [乙](mailto:a@b.c) ![图](data:image/png;base64,AA) `[x](javascript:y)`"
    assert not parse_markdown(text).unsafe_links


def test_positions_count_the_lines_of_the_source() -> None:
    """Dropped soft breaks and hard breaks count too."""
    (block,) = parse("他来了。\n她走了，  \n`一`a\nb\\\n又来了。", line=3)[1]
    assert block.text == "他来了。她走了，\ufffc\ufffca\nb\ufffc又来了。"
    assert [block.place(block.text.index(c)) for c in "他她ab又"] == [
        (3, 1),
        (4, 1),
        (5, 4),
        (6, 1),
        (7, 1),
    ]


@pytest.mark.parametrize("spaces", ["　　", "　\n\xa0", "\u2028", "\f", "\u2003"])
@pytest.mark.parametrize("prefix", ["", "> "])
def test_lines_of_wide_spaces_before_a_text_are_counted(spaces: str, prefix: str) -> None:
    lines = [prefix + line for line in [*spaces.split("\n"), "茶。"]]
    _, (block,) = parse("\n".join(lines))
    assert (block.text, block.line, block.column) == ("茶。", len(lines), len(prefix) + 1)


@pytest.mark.parametrize(
    "text",
    [
        "> " * 300 + "字",
        "\n".join(">" * depth + " 字" for depth in range(1, 300)),
        "".join("  " * depth + "- 字\n" for depth in range(300)),
        "".join("   " * depth + "1. 字\n" for depth in range(300)),
        "- " * 300 + "字",
        "".join(":" * (303 - depth) + " note\n字\n\n" for depth in range(300)),
        "<div>\n\n字\n\n" * 300,
        "字\n" + "".join("  " * depth + ": 字\n\n" for depth in range(300)),
        "*字" * 300 + "字*" * 300,
        "[字" * 300 + "]" * 300,
        "^[字" * 300 + "]" * 300,
    ],
    ids=range(11),
)
@pytest.mark.parametrize("html", [False, True])
def test_no_text_is_too_deep(text: str, html: bool) -> None:
    blocks = parse(text, html=html)[1]
    assert sum(block.text.count("字") for block in blocks) == text.count("字")
