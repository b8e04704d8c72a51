"""A note stays at its place when other text is edited, and never applies to another place."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.annotate.corrections import apply_notes
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate_article
from generator.content.markdown.blocks import parse, parse_title
from generator.content.notes import load_notes
from generator.diagnostics import Report
from generator.model import Article, Bilingual, Edition, Metadata, Origin

TARGET = "他在分行当行长，很忙。"
QUOTED = "分行当行长，"
NOTES = (
    '[[note]]\ntext = "行长"\nbefore = "分行当"\nafter = "，"\npinyin = "hángzhǎng"\nname = false\n'
)
OTHERS = [
    "行长来了。",
    "他当行长！",
    "分行的行长，没有来？",
    "“分行当然有行长，”她说。",
    "**银行**的`行长`走了……",
    "这一行很长；",
    "一九九〇年，分行\n",
    "他写道：",
    "{行长|hángzhǎng}好。",
    "[当行长](a.md)。",
    "GPU 2023 ",
    "。",
    "！",
]
BROKEN = ["分行当行长。", "分行当行长，", "分行当", "行长，", "分行当行 长，", "当{行长}，", TARGET]
STARTS = st.sampled_from(["", "", "> ", "- ", "## ", "1. "])


def paragraphs(sentences: list[str]) -> st.SearchStrategy[list[str]]:
    line = st.lists(st.sampled_from(sentences), max_size=4).map("".join)
    return st.lists(st.builds(str.__add__, STARTS, line), max_size=6)


@cache
def engines() -> Engines:
    return load_engines()


@cache
def notes_path() -> Path:
    folder = Path(tempfile.mkdtemp())
    (folder / "a.notes.toml").write_text(NOTES, "utf-8")
    return folder / "a.notes.toml"


def with_notes(markdown: str) -> tuple[Article, Report]:
    tokens, blocks = parse(markdown)
    title_tokens, title = parse_title("题")
    path = notes_path().with_name("a.md")
    meta = Metadata("a", Bilingual())
    article = Article(path, meta, Edition.HANS, tokens, blocks, title, title_tokens)
    report = Report()
    return apply_notes(article, load_notes(notes_path(), report), engines(), (), report), report


def places(article: Article) -> list[tuple[int, int]]:
    """The places of the quoted text, as block index and offset of the word."""
    return [
        (index, at + QUOTED.index("行长"))
        for index, block in enumerate(article.blocks)
        for at in range(len(block.text))
        if block.text.startswith(QUOTED, at)
    ]


def marked(article: Article) -> list[tuple[int, int]]:
    """The places that the note has marked."""
    return [
        (index, mark.span.start)
        for index, block in enumerate(article.blocks)
        for mark in block.marks
        if mark.name is False  # which no mark in Markdown can state
    ]


@settings(max_examples=50)
@given(paragraphs(OTHERS), paragraphs(OTHERS), STARTS, st.data())
def test_edits_elsewhere_do_not_detach_a_note(
    before: list[str], after: list[str], start: str, data: st.DataObject
) -> None:
    beside = st.lists(st.sampled_from(OTHERS[:5]), max_size=2).map("".join)
    own = f"{start}{data.draw(beside)}{TARGET}{data.draw(beside)}"
    article, report = with_notes("\n\n".join([*before, own, *after]))
    assert not report.diagnostics
    (place,) = places(article)
    assert marked(article) == [place]
    done = annotate_article(article, engines())
    block = done.blocks[place[0]]
    readings = [r for r in block.layers.readings if place[1] <= r.span.start < place[1] + 2]
    assert [(r.pinyin, r.origin) for r in readings] == [
        ("hang2", Origin.AUTHOR),
        ("zhang3", Origin.AUTHOR),
    ]


@given(st.permutations([*OTHERS[:6], TARGET]))
def test_moving_paragraphs_moves_the_note_with_its_text(order: list[str]) -> None:
    article, report = with_notes("\n\n".join(order))
    assert not report.diagnostics
    assert [article.blocks[block].text for block, _ in marked(article)] == [TARGET]


@given(paragraphs([*OTHERS, *BROKEN]))
def test_note_without_a_match_is_reported_and_applied_nowhere(text: list[str]) -> None:
    article, report = with_notes("\n\n".join(text))
    found = places(article)
    if len(found) == 1:
        assert marked(article) == found
        assert not report.diagnostics
    else:
        assert marked(article) == []
        assert [d.code for d in report.diagnostics] == ["S022" if found else "S021"]
        assert report.diagnostics[0].path == notes_path()
