"""A mark or an anchor is put in the right place, and the rest of the Markdown is unchanged."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.alignment.anchors import read_anchors
from generator.content.frontmatter import split_front_matter
from generator.content.markdown.blocks import parse
from generator.diagnostics import Report
from generator.language.characters import has_han
from generator.language.sentences.split import with_sentences
from generator.model import ATOM, AuthorMark, Block, Span
from generator.reviewing.anchor_edits import with_anchor, with_no_counterpart
from generator.reviewing.errors import EditError
from generator.reviewing.markdown_edits import with_mark

PIECES = [
    *("大", "大", "模型", "模型大", "。", "word", " ", "“", "，", "&amp;", "\\*", "`大`", "<br>"),
    *("*", "**", "~~", "_", "[", "](大 '模型')", "![大](y)", "[^1]", "{大|dà}", "{模/型}", "<a>"),
    *("{=a}", "\\|", "^[模型大]", "<!--大-->"),
]
INLINE = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)
SHAPES = st.sampled_from(
    [
        *("{}\n\n", "{}\n{}\n\n", "## {}\n\n", "- {}\n- {}\n\n", "> {}\n> {}\n\n"),
        *("| {} | {} |\n|-|-|\n| {} | 大{} |\n\n", "文[^1]\n\n[^1]: {}\n\n"),
        "1. {}\n\n   {}\n\n",
    ]
)
HEADS = st.sampled_from(["", "---\ntitle: 大模型\n---\n\n", "---\nx: '大\n\n  模型'\n---\n"])
WORD = "龘靐"


@st.composite
def articles(draw: st.DrawFn, *, word: str = "") -> str:
    """A Markdown file, with `word` at one place in its text."""
    shapes = draw(st.lists(SHAPES, min_size=1, max_size=4))
    holes = sum(shape.count("{}") for shape in shapes)
    texts = draw(st.lists(INLINE, min_size=holes, max_size=holes))
    if word:
        at = draw(st.integers(0, holes - 1))
        texts[at] += word + draw(INLINE)
    return draw(HEADS) + "".join(shapes).format(*texts)


def blocks_of(source: str, html: bool) -> tuple[str, tuple[Block, ...]]:
    """The page of a file without marks, and its blocks."""
    _, body, line = split_front_matter(source, Path(), Report())
    tokens, blocks = parse(body, line=line, html=html)
    md = _renderer()
    return md.renderer.render(tokens, md.options, {}), blocks


@cache
def _renderer() -> MarkdownIt:
    md = MarkdownIt()
    md.add_render_rule("footnote_ref", lambda *_: "[ref]")
    for name in ("block_open", "block_close", "open", "close", "anchor"):
        md.add_render_rule(f"footnote_{name}", lambda *_: "")
    return md


def marks_of(mark: str, span: Span) -> list[AuthorMark]:
    """The mark, parsed on its own."""
    (block,) = parse(mark)[1]
    return [
        AuthorMark(Span(m.span.start + span.start, m.span.end + span.start), m.pinyin)
        for m in block.marks
    ]


def check(source: str, new: str, at: int, span: Span, mark: str, html: bool) -> None:
    shown, blocks = blocks_of(source, html)
    page, after = blocks_of(new, html)
    assert page == shown
    assert [b.text for b in after] == [b.text for b in blocks]
    assert [b.anchors for b in after] == [b.anchors for b in blocks]
    for number, (old, now) in enumerate(zip(blocks, after, strict=True)):
        here = number == at
        kept = [m for m in old.marks if not (here and span.contains(m.span))]
        expected = [*kept, *marks_of(mark, span)] if here else kept
        assert sorted(now.marks, key=lambda m: m.span) == sorted(expected, key=lambda m: m.span)


def mark_of(text: str, number: int) -> str:
    reading = " ".join(["dà"] * len(text))
    cut = f"{text[:1]}/{text[1:]}" if len(text) > 1 else text
    return [f"{{{text}}}", f"{{{text}|{reading}}}", f"{{{cut}|{reading}}}", f"{{{cut}}}"][number]


@given(articles(), st.booleans(), st.integers(0, 3), st.data())
def test_mark_is_put_in_its_place_or_refused(
    source: str, html: bool, number: int, data: st.DataObject
) -> None:
    blocks = blocks_of(source, html)[1]
    assume(any(map(has_han, (block.text for block in blocks))))
    at = data.draw(st.sampled_from([n for n, b in enumerate(blocks) if has_han(b.text)]))
    text = blocks[at].text
    start = data.draw(st.sampled_from([n for n, char in enumerate(text) if has_han(char)]))
    stop = start + 1
    while stop < len(text) and has_han(text[stop]):
        stop += 1
    span = Span(start, data.draw(st.integers(start + 1, stop)))
    mark = mark_of(span.of(text), number)
    try:
        new = with_mark(source, blocks[at], span, mark, html=html)
    except EditError:
        return
    check(source, new, at, span, mark, html)


@example("龘靐\n<a>\n\n", True, 0)
@given(articles(word=WORD), st.booleans(), st.integers(0, 3))
def test_a_word_in_plain_text_can_always_be_marked(source: str, html: bool, number: int) -> None:
    begin = source.index(WORD)
    beside = source[begin - 1 : begin], source[begin + len(WORD) :][:1]
    assume(not set(beside) & set("*_~[]()!^<>{}`\\#$-"))
    blocks = blocks_of(source, html)[1]
    found = [n for n, block in enumerate(blocks) if WORD in block.text]
    assume(found)  # it may be in the text of an image, or in a comment
    start = blocks[found[0]].text.index(WORD)
    span = Span(start, start + len(WORD))
    mark = mark_of(WORD, number)
    new = with_mark(source, blocks[found[0]], span, mark, html=html)
    check(source, new, found[0], span, mark, html)
    written = mark.replace("|", "\\|") if blocks[found[0]].tag in ("td", "th") else mark
    assert new == source.replace(WORD, written)


SENTENCES = {
    "zh": st.sampled_from(["他来了。", "她走了。", "**大**家都在！", "`码`很好。", "{大|dà}家。"]),
    "en": st.sampled_from(["He came. ", "She left. ", "**All** are here! ", "[`Code`](x) is ok. "]),
}


def text_of(lang: str) -> st.SearchStrategy[str]:
    paragraph = st.lists(SENTENCES[lang], min_size=1, max_size=4).map("".join)
    started = st.builds(str.__add__, st.sampled_from(["", "- ", "> ", "## "]), paragraph)
    return st.lists(started, min_size=1, max_size=3).map("\n\n".join)


def cut(source: str, lang: str) -> list[Block]:
    prefix = "b" if lang == "zh" else "e"
    return [with_sentences(block, lang=lang) for block in parse(source, prefix=prefix)[1]]


@given(text_of("zh"), text_of("en"), st.data())
def test_anchors_join_exactly_two_sentences(zh: str, en: str, data: st.DataObject) -> None:
    left, right = cut(zh, "zh"), cut(en, "en")
    pairs = set[tuple[str, str]]()
    for _ in range(2):
        one, other = data.draw(st.sampled_from(left)), data.draw(st.sampled_from(right))
        first = data.draw(st.sampled_from(one.sentences))
        second = data.draw(st.sampled_from(other.sentences))
        places = [data.draw(st.integers(s.span.start, s.span.end - 1)) for s in (first, second)]
        try:
            new = with_anchor(zh, en, one, places[0], other, places[1])
        except EditError:
            assert pairs  # the first never fails
            continue
        assert [b.text for b in cut(new[0], "zh")] == [b.text for b in left]
        assert [b.text for b in cut(new[1], "en")] == [b.text for b in right]
        zh, en = new
        pairs.add((first.id, second.id))
        found = read_anchors(cut(zh, "zh"), cut(en, "en"))
        assert not found.faults
        assert any(first.id in group[0] and second.id in group[1] for group in found.groups)
        assert {id_ for group in found.groups for side in group for id_ in side} == {
            id_ for pair in pairs for id_ in pair
        }


@given(articles(), st.booleans(), st.data())
def test_anchor_belongs_to_its_sentence_or_is_refused(
    source: str, html: bool, data: st.DataObject
) -> None:
    shown, blocks = blocks_of(source, html)
    assume(blocks)
    known = data.draw(st.sampled_from(blocks))
    offset = data.draw(st.integers(0, max(0, len(known.text) - 1)))
    try:
        new = with_no_counterpart(source, known, offset, html=html)
    except EditError:
        return
    page, after = blocks_of(new, html)
    assert (page, [b.text for b in after]) == (shown, [b.text for b in blocks])
    if new == source:
        return
    for old, now in zip(blocks, after, strict=True):
        added = [anchor for anchor in now.anchors if anchor not in old.anchors]
        assert [anchor.label for anchor in added] == ([""] if old.id == known.id else [])
        if added:
            spans = [s.span for s in with_sentences(now, lang="zh").sentences]
            assert [span for span in spans if span.start <= added[0].offset][-1] == (
                [span for span in spans if span.start <= offset][-1]
            )


@pytest.mark.parametrize("char", ["*", "~~", ATOM])
def test_pieces_make_constructs_that_marks_may_not_cross(char: str) -> None:
    source = f"大{'`大`' if char == ATOM else char + '大' + char}模型"
    (block,) = blocks_of(source, False)[1]
    with pytest.raises(EditError):
        with_mark(source, block, Span(0, 3), f"{{{block.text[:3]}}}")
