"""Whatever people write: it parses, every Han character has its place, and it can be rendered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.content.markdown.blocks import parse_markdown
from generator.language.characters import has_han
from generator.site.text import weave_block, write_frame

PIECES = [
    *(
        "字",
        "好的。",
        "**",
        "*",
        "~~",
        "==",
        "`",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "# ",
        "\\",
        "    ",
    ),
    *("<u>", "</u>", "<b>", "</b>", "<br>", "<a href=x>", "</a>", "<script>", "<img src=x alt=字>"),
    *("[", "](a.md)", "![图](a.png)", '![图](a.png "题字")', "[[页]]", "[[页|名]]", "![[图.png]]"),
    *(
        "$a$",
        "$",
        "$$",
        "https://x.org/路",
        "{#id}",
        "{行|háng}",
        "{=a}",
        "{% x %}",
        "^[注]",
        "[^1]",
    ),
    *("::: note\n", "::: poem 题\n", "\n:::\n", "> [!NOTE] 题\n> ", "\n: 释\n", "\n[^1]: 脚\n"),
    *("<details>\n", "<summary>", "</summary>", "\n</details>\n", "<div>", "</div>", "<p>", "</p>"),
    *("<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "</ul>", "<pre>", "</pre>", "```\n"),
    *("<!-- 注 -->", "<!--", "-->", "%%", "<ruby>汉<rt>hàn</rt></ruby>", "\n---\n", "\n===\n"),
    *("| 甲 | 乙 |\n|-|-|\n| 一 | 二 |\n", '<video src="a.mp4"></video>', "\n{: .a}\n"),
]
MARKDOWN = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)


@given(markdown=MARKDOWN, html=st.booleans())
def test_any_markdown(markdown: str, html: bool) -> None:
    parsed = parse_markdown(markdown, html=html)
    lines = markdown.split("\n")
    for block in parsed.blocks:
        for offset, character in enumerate(block.text):
            if has_han(character):
                line, column = block.place(offset)
                assert lines[line - 1][column - 1 : column] == character
    woven = {
        block.token: weave_block(number, block, parsed.skeleton[block.token].children or [])
        for number, block in enumerate(parsed.blocks)
    }
    write_frame(parsed.skeleton, woven, html=html)


@given(after=MARKDOWN)
def test_a_comment_never_shows(after: str) -> None:
    """A comment on a line of its own, whatever follows it."""
    parsed = parse_markdown(f"字\n\n<!-- 密 -->\n\n{after}")
    assert "密" not in "".join(block.text for block in parsed.blocks)
