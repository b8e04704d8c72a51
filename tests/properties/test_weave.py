"""Woven tokens without our own are the original tokens of the Markdown."""

import json
import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.content.markdown.blocks import parse, parser, visible_text
from generator.content.markdown.parser import join_text
from generator.model import Span
from generator.site.weave import Insert, Mark, weave
from tests.fixture_file import FIXTURES

EXAMPLES = json.loads((FIXTURES / "commonmark" / "spec-0.31.2.json").read_text("utf-8"))
# What CommonMark renders otherwise: comments never show, an image with a title is a figure, names
# in double brackets are wiki links, and bare addresses are links.
COMMENTS = {177, 179, 183, 308, 309, 625, 626}
FIGURES = {572}
WIKI_LINKS = {590}
ADDRESSES = {602, 608, 611, 612}
# What is not harmless or has no partner is left out of raw HTML (`raw_html.py`).
RAW_HTML = {
    *(21, 31, 148, *range(150, 159), 163, 165, *range(169, 177), 178, 180, 181, 182, 184, 187, 201),
    *(344, 475, 476, 477, 491, 494, 524, 536, *range(613, 618), 623, *range(627, 632), 642, 643),
}
OTHERWISE = COMMENTS | FIGURES | WIKI_LINKS | ADDRESSES | RAW_HTML
OURS = {"sentence_open", "sentence_close", "term_open", "term_close", "translation"}

PIECES = [
    *("大", "模型", "。", "word", " ", "\n", "“", "，", "&amp;", "\\*", "`代码`", "<br>"),
    *("*", "**", "~~", "_", "[", "](x)", "![图](y)", "[^1]", "{行|háng}", "<a>", "</a>", "\\\n"),
    *("==", "<u>", "</u>", "<b>", "</b>", "$a$", "https://x.org", "[[页|名]]", "<!-- 注 -->", "%%"),
]
MARKDOWN = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map(
    lambda pieces: "文" + "".join(pieces) + "\n\n[^1]: 注"
)
SEED = st.integers(0, 2**32)


def _marks(length: int, rng: random.Random) -> tuple[list[Mark], list[Insert]]:
    """Sentences and words that tile a text, overlapping terms, and inserts."""
    marks = []
    for type_, leaf, share in (("sentence", False, 0.2), ("word", True, 0.6)):
        edges = [0, *(o for o in range(1, length) if rng.random() < share), length]
        spans = [Span(*pair) for pair in pairwise(edges)]
        marks += [Mark(span, type_, leaf, n) for n, span in enumerate(spans) if rng.random() < 0.9]
    for number in range(length // 4):
        start, end = sorted((rng.randint(0, length), rng.randint(0, length)))
        marks.append(Mark(Span(start, end), "term", False, number))
    inserts = [Insert(rng.randint(0, length), "translation", n) for n in range(length // 5)]
    return marks, inserts


def _stripped(woven: Sequence[Token]) -> list[Token]:
    """The tokens without our own."""
    return [
        Token("text", "", 0, content=token.content) if token.type == "word" else token
        for token in woven
        if token.type not in OURS
    ]


def test_the_exceptions_are_exceptions() -> None:
    plain, md = MarkdownIt("commonmark"), parser(html=True)
    differing = {
        example["example"]
        for example in EXAMPLES
        if md.render(example["markdown"]) != plain.render(example["markdown"])
    }
    assert differing == OTHERWISE


@pytest.mark.parametrize(
    "example",
    [example for example in EXAMPLES if example["example"] not in OTHERWISE - RAW_HTML],
    ids=lambda example: f"{example['example']}",
)
def test_commonmark_examples(example: dict[str, str]) -> None:
    plain = MarkdownIt("commonmark")
    md = parser(html=True)
    tokens, blocks = parse(example["markdown"], html=True)
    rng = random.Random(example["example"])
    woven = list(tokens)
    for block in blocks:
        inline = tokens[block.token]
        marks, inserts = _marks(len(block.text), rng)
        children = _stripped(weave(inline.children or [], marks, inserts))
        woven[block.token] = inline.copy(children=children)
    expected = (md if example["example"] in RAW_HTML else plain).render(example["markdown"])
    assert md.renderer.render(woven, md.options, {}) == expected


def _compared(tokens: Sequence[Token]) -> list[tuple[object, ...]]:
    """The comparable content of tokens, without the empty texts that markdown-it leaves."""
    kept = [token for token in tokens if token.type != "text" or token.content]
    return [(token.type, token.content, token.attrs) for token in join_text(kept)]


def _woven(markdown: str, seed: int, html: bool) -> tuple[list[Token], list[Mark], list[Token]]:
    tokens, (block, *_) = parse(markdown, html=html)
    marks, inserts = _marks(len(block.text), random.Random(seed))
    children = tokens[block.token].children or []
    return children, marks, weave(children, marks, inserts)


@given(MARKDOWN, SEED, st.booleans())
def test_stripped_tokens_are_the_original_ones(markdown: str, seed: int, html: bool) -> None:
    children, _, woven = _woven(markdown, seed, html)
    assert _compared(_stripped(woven)) == _compared(children)


@given(MARKDOWN, SEED, st.booleans())
def test_tokens_nest(markdown: str, seed: int, html: bool) -> None:
    _, _, woven = _woven(markdown, seed, html)
    stack: list[Token] = []
    for token, after in zip(woven, [*woven[1:], None], strict=True):
        if token.nesting == 1:
            stack.append(token)
            assert not (token.type in OURS and after and after.type.endswith("_close")), "empty"
        elif token.nesting == -1:
            opening = stack.pop()
            assert opening.type.removesuffix("open") == token.type.removesuffix("close")
            assert opening.meta == token.meta
    assert not stack


@given(MARKDOWN, SEED, st.booleans())
def test_marks_cover_their_spans(markdown: str, seed: int, html: bool) -> None:
    children, marks, woven = _woven(markdown, seed, html)
    text = "".join(map(visible_text, children))
    covered: dict[tuple[str, object], list[int]] = {}
    parts: dict[tuple[str, object], list[int]] = {}
    open_: list[tuple[str, object]] = []
    offset = 0
    for token in woven:
        type_, _, side = token.type.rpartition("_")
        if token.type not in OURS and token.type != "word":
            width = len(visible_text(token))
        elif token.type == "word":
            key = ("word", token.meta["data"])
            width = len(token.content)
            assert (token.meta["start"], token.meta["end"]) == (offset, offset + width)
            assert text[offset : offset + width] == token.content
            covered.setdefault(key, []).extend(range(offset, offset + width))
        else:
            width = 0
            key = (type_, token.meta["data"])
            if side == "open":
                open_.append(key)
                parts.setdefault(key, []).append(token.meta["part"])
            elif side == "close":
                open_.remove(key)
        for key in open_:
            covered.setdefault(key, []).extend(range(offset, offset + width))
        offset += width
    assert offset == len(text)
    for mark in marks:
        span = range(mark.span.start, mark.span.end)
        found = covered.get((mark.type, mark.data), [])
        if mark.leaf:
            assert found == [o for o in span if o in set(_text_offsets(children))]
        else:
            assert found == list(span)
            numbers = parts.get((mark.type, mark.data), [])
            assert numbers == list(range(len(numbers)))


def _text_offsets(children: Sequence[Token]) -> list[int]:
    offsets: list[int] = []
    offset = 0
    for child in children:
        width = len(visible_text(child))
        if child.type == "text":
            offsets += range(offset, offset + width)
        offset += width
    return offsets


@given(MARKDOWN, SEED)
def test_first_and_last_pieces_of_words_are_marked(markdown: str, seed: int) -> None:
    _, _, woven = _woven(markdown, seed, False)
    pieces: dict[object, list[Token]] = {}
    for token in woven:
        if token.type == "word":
            pieces.setdefault(token.meta["data"], []).append(token)
    for tokens in pieces.values():
        assert [token.meta["first"] for token in tokens] == [True] + [False] * (len(tokens) - 1)
        assert [token.meta["last"] for token in tokens] == [False] * (len(tokens) - 1) + [True]


@given(MARKDOWN, SEED)
def test_every_insert_is_there_once_in_order_and_outside_links(markdown: str, seed: int) -> None:
    tokens, (block, *_) = parse(markdown)
    marks, inserts = _marks(len(block.text), random.Random(seed))
    woven = weave(tokens[block.token].children or [], marks, inserts)
    links = offset = 0
    places = []
    for token in woven:
        links += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "translation":
            assert links == 0
            assert offset >= inserts[token.meta["data"]].offset
            places.append(token.meta["data"])
        elif token.type not in OURS:
            offset += len(token.content) if token.type == "word" else len(visible_text(token))
    assert places == sorted(range(len(inserts)), key=lambda n: inserts[n].offset)
