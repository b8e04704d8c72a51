"""Notes, and what the review writes into the files of an author."""

from __future__ import annotations

import tempfile
import tomllib
from functools import cache
from pathlib import Path

from generator.annotate.corrections import apply_notes
from generator.content.frontmatter import split_front_matter
from generator.content.markdown.blocks import parse, parse_title
from generator.content.notes import load_notes
from generator.diagnostics import Report
from generator.language.characters import has_han
from generator.model import Article, Bilingual, Edition, Metadata, Span
from generator.reviewing.anchor_edits import with_no_counterpart
from generator.reviewing.errors import EditError
from generator.reviewing.markdown_edits import with_mark
from generator.reviewing.title_edits import with_title_mark
from generator.reviewing.toml_edits import with_note
from tests.properties.test_annotation import engines
from tests.properties.test_markdown_edits import blocks_of, check, mark_of, marks_of
from tests.properties.test_toml_edits import without

ARTICLE = "他在分行当行长，很忙。银行的行长！\n\n> **行长**来了。DeepSeek R1\n"


@cache
def _article() -> Article:
    tokens, blocks = parse(ARTICLE)
    title_tokens, title = parse_title("行长")
    meta = Metadata("a", Bilingual())
    return Article(Path("a.md"), meta, Edition.HANS, tokens, blocks, title, title_tokens)


@cache
def _file() -> Path:
    memory = Path("/dev/shm")
    folder = tempfile.mkdtemp(dir=memory if memory.is_dir() else None)
    return Path(folder, "a.notes.toml")


def notes(text: str) -> None:
    """A notes file changes no text, and marks only what it quotes."""
    _file().write_bytes(text.encode())
    report = Report()
    found = load_notes(_file(), report)
    before = _article()
    after = apply_notes(before, found, engines(), (), report)
    assert [block.text for block in after.blocks] == [block.text for block in before.blocks]
    quoted = {part for note in found for part in (note.text, *note.words)}
    for block in after.blocks:
        for mark in block.marks:
            assert mark.span.of(block.text) in quoted
    last = text.count("\n") + 1
    for each in report.diagnostics:
        assert each.path != _file() or 1 <= each.line <= last, each


def markdown(text: str) -> None:
    """A mark is put in its place, or refused; the rest of the page stays."""
    number, text = ord(text[:1] or "a"), text[1:]
    html = bool(number & 1)
    blocks = blocks_of(text, html)[1]
    places = [(at, n) for at, b in enumerate(blocks) for n, c in enumerate(b.text) if has_han(c)]
    if not places:
        return
    at, start = places[number % len(places)]
    text_of_block = blocks[at].text
    stop = start + 1
    while stop < len(text_of_block) and has_han(text_of_block[stop]) and stop - start < 4:
        stop += 1
    span = Span(start, stop)
    mark = mark_of(span.of(text_of_block), number % 4)
    try:
        new = with_mark(text, blocks[at], span, mark, html=html)
    except EditError:
        pass
    else:
        check(text, new, at, span, mark, html)
    try:
        new = with_no_counterpart(text, blocks[at], start, html=html)
    except EditError:
        return
    shown = blocks_of(new, html)
    assert shown[0] == blocks_of(text, html)[0]
    assert [block.text for block in shown[1]] == [block.text for block in blocks]


def toml(text: str) -> None:
    """A note is written into a file, or refused; the other entries stay."""
    number, text = ord(text[:1] or "a"), text[1:]
    note = [
        {"text": "难", "pinyin": "nán"},
        {"text": "行长", "before": "不太", "word": True},
        {"text": "难", "zh-Hant-TW": "難", "reason": '"\\'},
        {"text": "行长", "accept": ["L001"], "reason": "x", "pinyin": None},
    ][number % 4]
    try:
        new = with_note(text, note)
    except EditError:
        return
    before, after = tomllib.loads(text), tomllib.loads(new)
    assert repr(without(before, "note")) == repr(without(after, "note"))
    old, now = before.get("note", []), after.get("note", [])
    assert len(now) in (len(old), len(old) + 1)
    assert sum(one != other for one, other in zip(old, now, strict=False)) <= 1
    assert with_note(new, note) == new


def title(text: str) -> None:
    """A mark is put into the title, or refused; the rest of the front matter stays."""
    entries, body, _ = split_front_matter(text, Path(), Report())
    word = "行长"
    node = (entries or {}).get("title")
    value = getattr(node.node, "value", "") if node else ""
    if not isinstance(value, str) or word not in value:
        return
    block = parse_title(value)[1]
    start = block.text.find(word)
    if start < 0:
        return
    span = Span(start, start + 2)
    try:
        new = with_title_mark(text, block, span, "{行长}", tuple(marks_of("{行长}", span)))
    except EditError:
        return
    after, body_after, _ = split_front_matter(new, Path(), Report())
    assert body_after == body
    assert (after or {}).keys() == (entries or {}).keys()
