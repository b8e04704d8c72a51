"""Every offset in a block is mapped to the line and column of its character."""

from __future__ import annotations

import re
from itertools import count

from hypothesis import given
from hypothesis import strategies as st
from markdown_it.token import Token

from generator.content.markdown.blocks import parse, parse_markdown, parse_title
from generator.content.markdown.marks import AUTHOR_TOKENS
from generator.content.markdown.parser import join_text, parser
from generator.model import ATOM, Block

# 字 and é represent wide and other characters; each occurs only once.
_TEXT = st.sampled_from(
    ["字", "字字。", "é", "é é,", "字é", "字 字", "字{字}字", "{字é|字", "_é*", "~"]
)
_LONE = st.sampled_from(
    ["`字`", "``é `é``", "![字](a.png)", "![é]()", "<字@é>", "<https://é.org/字>", "<b>", "</b>",
     "\\*", "\\`", "\\é", "&amp;", "&#23383;", "{=a}", "{=}", "[^1]", "^[字。]", "^[é`é`é]", "***",
     "~~~", "[字](javascript:é)", "<i title='字'>", "[é]", "\\|", "{甲/}",
     "<!-- jiazhu: ignore S010: 字 -->", "{字/字|zì zì}", "{字}", "<!-- 字 -->"]
)  # fmt: skip
_BREAK = st.sampled_from(["\n", "  \n", "\\\n", " \n", " ", ""])


def _around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    mark = st.sampled_from(
        ["*{}*", "**{}**", "~~{}~~", "[{}](é.md '字')", "[{}][r]", "***{}**", "~{}~"]
    )
    return st.builds(lambda form, text: form.replace("{}", text), mark, inner)


_PIECE = st.recursive(st.one_of(_TEXT, _LONE), _around, max_leaves=3)
_LINE = st.lists(_PIECE, min_size=1, max_size=5).map("".join)
_LINES = st.lists(st.tuples(_PIECE, _BREAK), min_size=1, max_size=6).map(
    lambda pairs: "".join(map("".join, pairs)).strip()
)


def _indented(lead: str, rest: str, text: str) -> str:
    return lead + text.replace("\n", f"\n{rest}")


_BLOCK = st.one_of(
    _LINES,
    _LINES.map(lambda text: _indented("- ", "  ", text)),
    _LINES.map(lambda text: _indented("- ", "", text)),
    _LINES.map(lambda text: _indented("> ", "> ", text)),
    _LINES.map(lambda text: _indented("> 1. ", ">    ", text)),
    _LINES.map(lambda text: _indented("[^1]: ", "    ", text)),
    _LINE.map(lambda text: f"## {text} ##"),
    _LINES.map(lambda text: f"{text}\n==="),
    st.lists(_LINE, min_size=2, max_size=2).map(
        lambda cells: (
            f"| 字 | {cells[0].replace('|', chr(92) + '|')} |\n|-|-|\n"
            f"|{cells[1].replace('|', chr(92) + '|')}|字"
        )
    ),
    st.just("```\n字\n```"),
    st.just("<div>\n字\n</div>"),
)
_DOCUMENT = st.lists(_BLOCK, min_size=1, max_size=4).map("\n\n".join)


def _numbered(document: str) -> str:
    wide, other = count(0x4E00), count(0x3B1)
    return re.sub("[字é]", lambda m: chr(next(wide if m[0] == "字" else other)), document)


def _check(block: Block, lines: list[str]) -> None:
    for offset, char in enumerate(block.text):
        line, column = block.place(offset)
        rest = lines[line - 1][column - 1 :]
        if char == ATOM:
            assert rest.startswith(("`", "![", "<", "[^", "^[", "\\", "  ", "")), rest
            assert rest or column > 1
        elif char == "\n":
            assert not rest.strip()
        elif not rest.startswith("&"):
            assert rest.startswith(char), (offset, rest, lines)
    places = [block.place(offset) for offset in range(len(block.text))]
    assert len(set(places)) == len(places)


@given(_DOCUMENT, st.booleans())
def test_in_markdown(document: str, html: bool) -> None:
    text = _numbered(document) + "\n\n[^1]: x\n\n[r]: a.md\n"
    lines = text.split("\n")
    for block in parse(text, html=html)[1]:
        _check(block, lines)
        for anchor, (line, column) in zip(block.anchors, block.anchor_places, strict=True):
            assert lines[line - 1].startswith(f"{{={anchor.label}}}", column - 1)
    parsed = parse_markdown(text, html=html)
    for fault in parsed.raw_html:
        assert lines[fault.line - 1].startswith(fault.text.split("\n")[0], fault.column - 1)
    for fault in parsed.unsafe_links:
        assert lines[fault.line - 1][fault.column - 1] in "[!<"


@given(_DOCUMENT, st.booleans())
def test_recording_does_not_change_the_rest(document: str, html: bool) -> None:
    """The tokens are those of a parser that records nothing, without its author's marks."""
    text = _numbered(document) + "\n\n[^1]: x\n\n[r]: a.md\n"
    recorded, plain = parse_markdown(text, html=html).skeleton, parser(html=html).parse(text)
    assert [(t.type, t.map, t.level, t.content) for t in recorded] == [
        (t.type, t.map, t.level, t.content) for t in plain
    ]
    for token, other in zip(recorded, plain, strict=True):
        hidden = AUTHOR_TOKENS | {"anchor"}
        joined = join_text([t for t in other.children or [] if t.type not in hidden])
        assert [_shown(t) for t in token.children or []] == [_shown(t) for t in joined]


def _shown(token: Token) -> tuple[object, ...]:
    inner = tuple(_shown(child) for child in token.children or ())
    return token.type, token.content, token.level, token.attrs, inner


@given(_LINE)
def test_in_titles(text: str) -> None:
    title = _numbered(text)
    _check(parse_title(title)[1], [title])
