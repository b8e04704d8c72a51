"""Time grows with the size of a text, not faster, whatever the text is.

Two ways to measure it, neither of which depends on the speed of the machine:

- `calls` counts the calls of functions, which is the same every time.
- `ratio` compares the processor time of a text and of one eight times as long: 8 if it is
  proportionate, 64 if it grows with the square. The limit is between the two.

`python -m benchmarks.growth` measures whole builds, and more kinds of text.
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time

import pytest
from markdown_it.token import Token

import generator
from benchmarks.growth.expressions import Expression, expressions, slow_text
from benchmarks.growth.kinds import natural, nested, numbered, repeated
from generator.alignment import beads
from generator.alignment.anchors import placed_anchors
from generator.alignment.beads import cheapest_beads
from generator.annotate import whole_names
from generator.annotate.corrections import apply_notes
from generator.annotate.document import Document
from generator.annotate.engines import load_engines
from generator.annotate.pipeline import annotate
from generator.annotate.vocabulary import SiteWords
from generator.content import values
from generator.content.config import Config
from generator.content.entries import Lexeme
from generator.content.glossary import load_glossary
from generator.content.markdown import raw_html
from generator.content.markdown.blocks import parse_markdown
from generator.content.markdown.parser import join_text
from generator.content.note_places import NoteLocator
from generator.content.notes import load_notes
from generator.content.toml.decode import decode_toml
from generator.content.values import KnownNames
from generator.diagnostics import Report
from generator.importing.images import images_in_folder
from generator.importing.web_page import read_web_page
from generator.language.levels import readable_level
from generator.language.names.candidates import find_candidates
from generator.language.names.kinds import is_transcribed
from generator.language.pinyin.styles import Spelling
from generator.language.punctuation import repair
from generator.language.scripts.quotes import convert_quotes
from generator.language.scripts.taiwan import may_have_taiwan_reading
from generator.language.sentences import split
from generator.model import (
    Anchor,
    Article,
    AuthorMark,
    Bilingual,
    Block,
    Edition,
    Metadata,
    Name,
    NameKind,
    Origin,
    Sentence,
    Span,
)
from generator.site.redirects import Moved, find_redirects
from generator.spelling.switches import BlockSwitches

SHAPES = ((1, 1), (1, 0), (0, 1))
LONGER = 8
TOO_MUCH = 26
"""The ratio of times that is far from both 8 and 64."""


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def ratio(work: Callable[[str], object], text: Callable[[int], str], size: int) -> float:
    """Return how much more time a text takes than one of `size` characters; see `LONGER`."""
    work(text(100))  # so that everything is loaded

    def time(content: str) -> float:
        gc.collect()
        started = process_time()
        work(content)
        return process_time() - started

    short, long = text(size), text(size * LONGER)
    return time(long) / max(min(time(short) for _ in range(3)), 1e-4)


@pytest.mark.parametrize(
    "text",
    [
        repeated("的"),
        repeated("王教授"),
        repeated("尔斯"),
        repeated("托尔斯泰·"),
        repeated("一二三四五六七八九十百千万亿"),
        repeated("中国，"),
        natural,
    ],
    ids=["character", "title", "foreign", "dotted", "numerals", "pauses", "natural"],
)
def test_annotation_of_a_text_without_the_end_of_a_sentence(
    text: Callable[[int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(split, "MAX_LENGTH", 250)  # so that shorter texts are long enough
    engines = load_engines()

    def work(size: int) -> object:
        return annotate(Document(Edition.HANS, (Block("b1", 0, 1, text(size)),)), engines)

    work(1200)  # since words are remembered
    assert calls(partial(work, 1200)) < 2.6 * calls(partial(work, 600))


def _marked(count: int) -> Document:
    text = "行长，" * count
    marks = [AuthorMark(Span(at, at + 2), "háng zhǎng") for at in range(0, len(text), 3)]
    marks += [
        AuthorMark(Span(at, at + 3), is_word=False, name=False) for at in range(0, len(text), 3)
    ]
    block = Block("b1", 0, 1, text, marks=tuple(sorted(marks, key=lambda mark: mark.span)))
    return Document(Edition.HANS, (block,))


def test_annotation_of_many_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "MAX_LENGTH", 120)
    engines = load_engines()

    def work(count: int) -> object:
        return annotate(_marked(count), engines)

    work(200)
    assert calls(partial(work, 400)) < 2.6 * calls(partial(work, 200))


@pytest.mark.parametrize("condition", [{"before": "[一-龥]*分"}, {"after": ".*z"}])
def test_a_word_of_the_lexicon_in_a_context(condition: dict[str, str]) -> None:
    words = SiteWords((), [Lexeme("行长", **condition)])
    text = repeated("分行长很好")
    assert ratio(lambda long: list(words.candidates(long)), text, 2000) < TOO_MUCH


def test_many_notes_on_a_block(tmp_path: Path) -> None:
    engines = load_engines()

    def work(count: int) -> int:
        places = [f"行长{number}号" for number in range(count)]
        article = Article(
            tmp_path / "a.md",
            Metadata(Bilingual("茶", ""), "a"),
            Edition.HANS,
            (),
            (Block("b1", 0, 1, "，".join(places)),),
            Block("t", 0, 1, "茶"),
        )
        path = tmp_path / "a.notes.toml"
        path.write_text(
            "".join(f"[[note]]\ntext = '{place}'\nname = false\n" for place in places), "utf-8"
        )
        report = Report()
        notes = load_notes(path, report)
        re.purge()  # so that the expressions of all notes are compiled
        made = calls(lambda: found.append(apply_notes(article, notes, engines, (), report)))
        assert len(found.pop().blocks[0].marks) == count, report.sorted()
        return made

    found: list[Article] = []
    work(10)
    assert work(200) < 2.6 * work(100)


def test_many_comments_of_a_toml_file() -> None:
    def work(count: int) -> None:
        text = "# jiazhu: ignore G008: a\n" * count + "[[term]]\na = 1\n" * count
        assert len(decode_toml(text).comments) == count

    assert ratio(lambda text: work(len(text)), lambda size: "x" * size, 100) < TOO_MUCH


def test_candidates_of_a_name_with_dots_without_an_end() -> None:
    found = [len(list(find_candidates("托尔斯泰·" * count))) for count in (100, 200)]
    assert found[1] < 2.2 * found[0]
    (longest,) = (
        c
        for c in find_candidates("列夫·尼古拉耶维奇·托尔斯泰")
        if c.span.start == 0 and c.span.end == 14
    )
    assert longest.cost > 0


def test_the_level_of_a_long_numeral() -> None:
    readable_level("一二", (), "2.0")
    found = [calls(partial(readable_level, "一二三" * count, (), "2.0")) for count in (100, 200)]
    assert found[1] < 2.2 * found[0]


def test_cells_of_an_alignment_with_half_as_many_on_one_side(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(beads, "_MAX_DRIFT", 10)

    def cells(count: int) -> int:
        tried = 0

        def cost(_left: range, _right: range) -> float:
            nonlocal tried
            tried += 1
            return 1.0

        found = cheapest_beads(count, count // 2, SHAPES, cost, slack=5)
        assert sum(len(bead.left) for bead in found) == count
        assert sum(len(bead.right) for bead in found) == count // 2
        return tried

    assert cells(200) < 2.3 * cells(100)


@pytest.mark.parametrize(("left", "right"), [(1, 300), (300, 1), (3, 300), (0, 50), (300, 2)])
def test_an_alignment_of_very_different_lengths_has_a_path(left: int, right: int) -> None:
    found = cheapest_beads(left, right, SHAPES, lambda _a, _b: 1.0)
    assert sum(len(bead.left) for bead in found) == left
    assert sum(len(bead.right) for bead in found) == right


def test_anchors_of_a_paragraph() -> None:
    def work(count: int) -> Callable[[], object]:
        ids = [f"s{number}" for number in range(count)]
        block = Block(
            "b1",
            0,
            1,
            "字。" * count,
            sentences=tuple(Sentence(Span(n * 2, n * 2 + 2), id_) for n, id_ in enumerate(ids)),
            anchors=tuple(Anchor(n * 2, str(n)) for n in range(count)),
        )
        assert [placed.sentence.id for placed in placed_anchors([block])] == ids
        return lambda: list(placed_anchors([block]))

    assert calls(work(400)) < 2.2 * calls(work(200))


def test_names_that_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0

    def note(text: str) -> bool:
        nonlocal read
        read += len(text)
        return is_transcribed(text)

    monkeypatch.setattr(whole_names, "is_transcribed", note)
    text = "尔斯" * 100
    names = [Name(Span(at, at + 2), NameKind.PERSON, Origin.MODEL) for at in range(0, 200, 2)]
    (joined,) = whole_names._joined_persons(names, text)
    assert joined.span == Span(0, 200)
    assert read == 200


def test_aliases_of_an_article() -> None:
    def work(count: int) -> None:
        moved = Moved(Path("a.md"), "a", tuple(f"/old/{number}/" for number in range(count)))
        assert len(find_redirects([moved], [], Config(Path()), report)) == count

    report = Report()
    assert calls(partial(work, 400)) < 2.2 * calls(partial(work, 200))
    assert not report.diagnostics


def test_names_that_are_like_thousands_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "_MOST_COMPARED", 100)
    names = KnownNames(["heading-1", "x"])
    found = [names.closest("heading-2") for _ in range(20)]
    assert found == ["heading-1"] * 10 + [None] * 10


def test_a_note_on_one_of_many_places(tmp_path: Path) -> None:
    """Only the places that the hint lists are told from the others."""

    path = tmp_path / "a.notes.toml"
    path.write_text("[[note]]\ntext = '行长'\nname = false\n", "utf-8")
    (note,) = load_notes(path, Report())

    def work(count: int) -> Callable[[], object]:
        text = "行长说。" * count
        spans = [Span(at, at + 4) for at in range(0, len(text), 4)]
        sentences = tuple(Sentence(span, f"b1.s{n}") for n, span in enumerate(spans))
        locator = NoteLocator([Block("b1", 0, 1, text, sentences=sentences)], Path("a.md"))
        return lambda: locator.places(note, Report())

    work(10)()
    assert calls(work(400)) < 2.2 * calls(work(200))


def test_text_between_anchors(monkeypatch: pytest.MonkeyPatch) -> None:
    copied = 0
    copy = Token.copy

    def note(token: Token, **changes: str) -> Token:
        nonlocal copied
        copied += len(changes["content"])
        return copy(token, **changes)

    monkeypatch.setattr(Token, "copy", note)
    tokens = [Token("text", "", 0, content=str(number)) for number in range(10)] * 50
    (joined,) = join_text(tokens)
    assert copied == len(joined.content) == 500


@pytest.mark.parametrize(
    ("entry", "faults"),
    [
        ('[[term]]\nid = "a{}"\nen = “x”\n\n', 50),
        ('[[term\nid = "a{}"\n\n', 50),
        ('[[term]]\nid = "a{}"\nzh = 1\n\n', 100),
    ],
)
def test_faulty_glossary_entries(entry: str, faults: int, tmp_path: Path) -> None:
    path = tmp_path / "glossary.toml"

    def work(text: str) -> None:
        path.write_text(text, "utf-8")
        report = Report()
        load_glossary(path, report)
        assert report.failed

    assert ratio(work, numbered(entry), 2000) < TOO_MUCH
    report = Report()
    load_glossary(path, report)
    assert len(report.diagnostics) >= faults


MARKDOWN = {
    "brackets": repeated("["),
    "closing brackets": repeated("]"),
    "nested brackets": nested("[", "]"),
    "asterisks": repeated("*"),
    "open emphasis": repeated("*字 "),
    "nested emphasis": nested("*字", "字*"),
    "underscores": repeated("字_"),
    "lines": repeated("字\n"),
    "hard breaks": repeated("字\\\n"),
    "empty lines": repeated("\n"),
    "quotes": repeated(">"),
    "open comments": repeated("<!-- "),
    "instructions": repeated("<!-- jiazhu: ignore R001 -->\n\n字\n\n"),
    "bars": repeated("|字"),
    "open marks": repeated("{字|"),
    "inline footnotes": numbered("字^[字{}]\n\n"),
    "footnotes": numbered("字[^{}]\n\n[^{}]: 字\n\n"),
    "references": numbered("[字][{}]\n\n[{}]: https://example.org/{}\n\n"),
    "raw HTML": repeated("<div>\n字\n</div>\n\n"),
    "paragraphs of HTML on a line": repeated("<p>字</p>"),
    "colons": repeated(":a"),
    "open autolinks": repeated("<https://a"),
    "equal headings": repeated("字\n===\n"),
    "deep lists": repeated("".join(f"{'  ' * n}- 字\n" for n in range(12)) + "\n段\n\n"),
    "brackets after an address": lambda size: "https://a.b/" + ")" * size,
}


@pytest.mark.parametrize("kind", MARKDOWN)
def test_parsing_of_markdown(kind: str) -> None:
    assert ratio(parse_markdown, MARKDOWN[kind], 600) < TOO_MUCH


@pytest.mark.parametrize("piece", ["<b>", "<script>a</script>", "<p onclick=a>字</p>", "</b>"])
@pytest.mark.parametrize("start", ["", "字"])
def test_what_is_left_out_of_raw_html(piece: str, start: str) -> None:
    parse = partial(parse_markdown, html=True)
    assert ratio(parse, lambda size: start + repeated(piece)(size), 1000) < TOO_MUCH


def test_attributes_of_raw_html() -> None:
    attributes = numbered("a{}=1 ")

    def work(text: str) -> None:
        raw_html._attributes.cache_clear()
        parse_markdown(text, html=True)

    assert ratio(work, lambda size: f"<p {attributes(size)}>字</p>", 10_000) < TOO_MUCH


def test_parts_of_words_that_markdown_divides() -> None:
    """Each asks for the readings of its block."""

    def work(size: int) -> Callable[[], object]:
        tokens = "行长" * size
        engines = load_engines()
        block = annotate(Document(Edition.HANS, (Block("b1", 0, 1, tokens),)), engines).blocks[0]
        switches = BlockSwitches(block, Spelling())
        return lambda: [
            switches.in_edition(edition).groups(word, Span(word.span.start, word.span.start + 1))
            for edition in (Edition.HANS, Edition.TW)
            for word in block.annotated_words
        ]

    assert calls(work(400)) < LONGER * 2 * calls(work(50))


def test_a_long_word_that_is_read_in_taiwan() -> None:
    dictionary = load_engines().dictionary
    counts = [calls(lambda n=n: may_have_taiwan_reading("行" * n, dictionary)) for n in (50, 400)]
    assert counts[1] < LONGER * 2 * counts[0]


@pytest.mark.parametrize(
    "text",
    [
        lambda size: "字" + "-" * size + "字(" + "字" * size,
        lambda size: "字" + "." * size + "{" + "|" * size,
        lambda size: '字"' * (size // 2),
        lambda size: "(字" * (size // 4) + ")" * (size // 4),
        lambda size: "".join("`" * n + "字" for n in range(1, int((2 * size) ** 0.5))),
    ],
    ids=["dashes", "dots", "quotes", "brackets", "backticks"],
)
def test_repair_of_punctuation(text: Callable[[int], str]) -> None:
    assert ratio(repair, text, 1000) < TOO_MUCH


@pytest.mark.parametrize(
    "text", [nested("“", "”"), repeated("“"), nested("“字", "字”")], ids=["nested", "open", "Han"]
)
def test_conversion_of_quotation_marks(text: Callable[[int], str]) -> None:
    convert = partial(convert_quotes, source=Edition.HANS, target=Edition.TW)
    assert ratio(convert, text, 1000) < TOO_MUCH


@pytest.mark.parametrize(
    "text",
    [
        nested("<table><tr><td>字", "</td></tr></table>"),
        nested("<ul><li>字", "</li></ul>"),
        repeated("<div>字"),
        repeated("<p>字</p>"),
        lambda size: f"<p {numbered('a{}=1 ')(size * 20)}>字</p>",
        lambda size: (
            "".join(
                f"<p id=n{n}>注<sup><a href=#n{n - 1}>1</a></sup></p>" for n in range(size // 20)
            )
            + f"<p>字<sup><a href=#n{size // 20 - 1}>1</a></sup></p>"
        ),
    ],
    ids=["tables", "lists", "open divisions", "paragraphs", "attributes", "notes"],
)
def test_import_of_a_page(text: Callable[[int], str], tmp_path: Path) -> None:
    images = images_in_folder(tmp_path)

    def work(content: str) -> object:
        return read_web_page(f"<html><title>页</title><body>{content}</body></html>", images)

    assert ratio(work, text, 500) < TOO_MUCH


BOUNDED = {
    ("content.markdown.comments", "COMMENT"): "what is never closed is left out",
    ("exporting.epub.book", "_CHAPTER_LINK"): "HTML of our own, which has no other angle brackets",
    ("importing.html_bounds", "_MANY_ATTRIBUTES"): "matched where a tag begins",
    ("importing.main_text", "_BODY_NAMES"): "500 characters",
    ("importing.page_edges", "_EDITOR"): "80 characters",
    ("importing.page_edges", "_FOLLOW"): "40 characters",
    ("importing.page_edges", "_RIGHTS"): "200 characters",
    ("importing.page_facts", "_SITE_AFTER_DASH"): "300 characters",
    ("importing.page_facts", "_SITE_NAME"): "300 characters",
    ("language.dictionary.cedict", "_TAIWAN"): "a line of the dictionary",
    ("language.glosses.composed", "_DIMINUTIVE"): "matched to a word",
    ("language.glosses.composed", "_PLURAL"): "matched to a word",
    ("language.orthography.figures", "_PATTERNS"): "matched where a number begins",
    ("language.sentences.english", "_LAST_WORD"): "24 characters",
    ("reviewing.anchor_edits", "_OPENING"): "6 characters",
    ("translating.directives", "COMMENT"): "not used to search",
}
"""Expressions that are slow on long texts, and why they never see one."""


def test_regular_expressions() -> None:
    found = {
        (each.module.removeprefix("generator."), each.name): text
        for each in expressions(generator)
        if (each.module.removeprefix("generator."), each.name) not in BOUNDED
        and (text := slow_text(each)) is not None
    }
    assert not found, "these take time by the square of such texts"


@pytest.mark.parametrize(
    ("pattern", "is_slow"),
    [
        (r"\s*倍", True),
        (r"(?<!\s)\s*+倍", False),
        (r"<[^>]*>", True),
        (r"<[^<>]*>", False),
        (r"(?:\s+|字)*章", True),
        (r"所谓\s*[，,]?\s*就", True),
        (r"[\w-]+", False),
    ],
)
def test_slow_expressions_are_found(pattern: str, is_slow: bool) -> None:
    expression = Expression("", "", re.compile(pattern), frozenset({"search"}))
    assert (slow_text(expression) is not None) == is_slow
