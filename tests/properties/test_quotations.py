"""A note finds the place that it quotes, and no other."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from generator.content.markdown.blocks import parse, parse_title
from generator.content.note_places import NoteLocator, Place
from generator.content.notes import load_notes
from generator.diagnostics import Report
from generator.language.sentences.split import with_sentences
from generator.model import ATOM, Block, Span
from generator.reviewing.errors import EditError
from generator.reviewing.quotation import quotation
from generator.reviewing.toml_edits import with_note

PIECES = [
    *(
        "行",
        "长",
        "行长",
        "他是行长。",
        "他是行长。",
        "谢谢谢",
        "。",
        "！",
        "“",
        "”",
        "，",
        " ",
        "\n",
    ),
    *(
        "　",
        "a",
        "b1.s1",
        "`码`",
        "![图](y)",
        "\\\n",
        "\\\\",
        "&quot;",
        "**重**",
        "{行/长}",
        "\n\n",
    ),
    *("\n\n## ", "\n\n- ", "\n\n他是行长。", "\u2028", "😀", "e\u0301"),
]
MARKDOWN = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join)


def blocks_of(markdown: str) -> list[Block]:
    blocks = [parse_title("谢谢行长")[1], *parse(markdown)[1]]
    return [with_sentences(block, lang="zh") for block in blocks if block.text]


@given(MARKDOWN, st.data())
def test_quotation_is_found_at_its_place(markdown: str, data: st.DataObject) -> None:
    blocks = blocks_of(markdown)
    index = data.draw(st.integers(0, len(blocks) - 1))
    text = blocks[index].text
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, min(len(text), start + 5))))
    try:
        quoted = quotation(blocks, index, span)
    except EditError:
        assert ATOM in span.of(text) or span.of(text).strip() != span.of(text)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.notes.toml"
        path.write_text(with_note("", {**quoted, "name": False}), "utf-8")
        report = Report()
        (note,) = load_notes(path, report)
        assert NoteLocator(blocks, path).places(note, report) == [Place(index, span)]
        assert not report.diagnostics


@given(st.text("行长。", min_size=2, max_size=30), st.data())
def test_text_that_occurs_once_needs_no_context(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    places = [n for n in range(len(text)) if text.startswith(span.of(text), n)]
    block = with_sentences(Block("b1", 0, 1, text), lang="zh")
    assert (quotation([block], 0, span) == {"text": span.of(text)}) is (len(places) == 1)
    assume(len(places) > 1)
    assert quotation([block], 0, span)["text"] == span.of(text)
