"""What is looked up for each word, name, link, note or doubt of a text is not sought in all of it.

The calls of functions are counted, or what they are given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from markdown_it.token import Token

from benchmarks.growth.check_kinds import CHECK_KINDS
from benchmarks.growth.inputs import ARTICLE, FRONT_MATTER, natural, repeated
from benchmarks.growth.measure import write_site
from generator.alignment.anchors import read_anchors
from generator.alignment.term_base import TermBase
from generator.annotate import whole_names
from generator.annotate.corrections import apply_notes
from generator.annotate.document import Document
from generator.annotate.engines import load_engines
from generator.annotate.name_stage import _FoundNames
from generator.annotate.pipeline import annotate
from generator.annotate.sought_names import SoughtNames
from generator.check import check
from generator.checks import links
from generator.checks.figures import _find_figures
from generator.checks.pairs import Passage
from generator.content import values
from generator.content.config import Config
from generator.content.entries import Term
from generator.content.markdown.blocks import parse as parse_markdown
from generator.content.markdown.parser import join_text
from generator.content.note_places import NoteLocator
from generator.content.notes import load_notes
from generator.content.occurrences import Occurrences
from generator.content.values import KnownNames
from generator.diagnostics import Report
from generator.importing.html_markdown import absolute_links, to_blocks
from generator.importing.html_tree import parse
from generator.importing.images import images_in_folder
from generator.language.levels import readable_level
from generator.language.names.candidates import find_candidates
from generator.language.names.kinds import is_transcribed
from generator.language.pinyin.styles import Spelling
from generator.language.scripts.taiwan import may_have_taiwan_reading
from generator.language.sentences import split
from generator.language.sentences.split import with_sentences
from generator.language.words.word_list import neighbours
from generator.model import (
    Article,
    AuthorMark,
    Bilingual,
    Block,
    Edition,
    Layers,
    Metadata,
    Name,
    NameKind,
    Origin,
    Sentence,
    Span,
    Word,
    WordKind,
)
from generator.site.redirects import Moved, find_redirects
from generator.spelling.switches import BlockSwitches
from tests.growth import LONGER, calls, characters


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


def test_given_names_and_family_names_of_a_foreign_person_without_an_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []

    def counted(word: str) -> bool:
        read.append(len(word))
        return is_transcribed(word)

    monkeypatch.setattr(whole_names, "is_transcribed", counted)

    def characters(count: int) -> int:
        read.clear()
        names = [Name(Span(n, n + 2), NameKind.PERSON, Origin.MODEL) for n in range(0, count, 2)]
        text = "尔斯" * (count // 2)
        layers = Layers(words=(Word(Span(0, count), WordKind.HAN),), names=tuple(names))
        block = Block("b1", 0, 1, text, simplified=text, layers=layers)
        found = whole_names.with_whole_names(Document(Edition.HANS, (block,), (["有限公司"],)))
        assert [name.span for name in found.blocks[0].layers.names] == [Span(0, count)]
        return sum(read)

    assert characters(400) < 2.2 * characters(200)


@pytest.mark.parametrize(
    "name",
    [
        "newspapers in brackets",
        "persons of a paragraph",
        "broken links to places",
        "a use of each term",
        "notes on one word",
    ],
)
def test_checks(name: str, tmp_path: Path) -> None:
    (kind,) = (e for e in CHECK_KINDS if (e.operation, e.name) == ("check", name))

    def work(size: int) -> int:
        folder = tmp_path / str(size)
        folder.mkdir(exist_ok=True)
        write_site(folder, kind.files(size))
        return calls(lambda: check(folder, Report()))

    work(1002)  # so that everything is loaded
    once, twice, four_times = map(work, (252, 504, 1008))
    assert four_times - twice < 2.3 * (twice - once)


def test_ids_of_an_article_are_found_once_for_all_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[Path] = []
    ids = links._fragment_ids

    def counted(article: Article) -> Iterator[str]:
        found.append(article.path)
        return ids(article)

    monkeypatch.setattr(links, "_fragment_ids", counted)
    write_site(tmp_path, {ARTICLE: f"{FRONT_MATTER}[天](#b1.s1) [地](#b1.s1) [人](#b9)\n"})
    report = Report()
    check(tmp_path, report)
    assert [each.code for each in report.sorted()] == ["L003"]
    assert len(found) == 1


def test_names_of_the_text_are_not_sought_one_by_one_in_each_block() -> None:
    def work(count: int) -> int:
        kinds = {f"王{chr(0x4E00 + number)}": NameKind.PERSON for number in range(count)}
        names = _FoundNames(SoughtNames(kinds, frozenset()))
        assert names.may_occur_in(f"他是王{chr(0x4E00 + count - 1)}。")
        neighbours.cache_clear()
        return calls(lambda: names.may_occur_in("这里没有别人。"))

    assert work(400) == work(4)


@pytest.mark.parametrize("is_paired", [True, False])
def test_anchors(is_paired: bool) -> None:
    def work(count: int) -> int:
        zh, en = (
            [with_sentences(block, lang=lang) for block in parse_markdown(text, prefix=lang)[1]]
            for lang, text in (
                ("zh", "".join(f"{{=a{n}}}今天很好。" for n in range(count))),
                ("en", "".join(f"{{={'ab'[not is_paired]}{n}}}It is fine. " for n in range(count))),
            )
        )
        return calls(lambda: read_anchors(zh, en))

    assert work(400) < 2.5 * work(200)


def test_places_of_many_texts() -> None:
    def work(count: int) -> int:
        texts = [f"这是第{chr(0x4E00 + number)}章的 茶。" for number in range(count)]
        occurrences = Occurrences(texts)
        for number in range(count):
            wanted = f"{chr(0x4E00 + number)}章的\n茶"
            assert list(occurrences.of(wanted)) == [(number, 3)]
        return calls(lambda: [list(occurrences.of(f"第{text[3]}")) for text in texts])

    assert work(400) < 2.2 * work(200)


@pytest.mark.parametrize("asked_before", [0, 60])
def test_places_that_overlap_and_texts_that_end(asked_before: int) -> None:
    occurrences = Occurrences(["谢谢谢", "", "谢"])
    for _ in range(asked_before):
        assert not list(occurrences.of("茶茶"))
    assert list(occurrences.of("谢谢")) == [(0, 0), (0, 1)]
    assert list(occurrences.of("谢")) == [(0, 0), (0, 1), (0, 2), (2, 0)]


def test_figures_of_a_sentence_are_not_sought_in_its_paragraph() -> None:
    def work(count: int) -> int:
        text = "他有12元钱。" * count
        engines = load_engines()
        (block,) = annotate(Document(Edition.HANS, (Block("b1", 0, 1, text),)), engines).blocks
        passage = Passage(block, block.sentences[-1])
        assert [written for written, _ in _find_figures(passage)] == ["12"]
        return calls(lambda: list(_find_figures(passage)))

    work(10)
    assert work(400) < work(50) + 50


def test_terms_are_found_by_the_words_of_a_sentence() -> None:
    def term(number: int) -> Term:
        return Term(f"a{number}", {Edition.HANS: "词"}, "", f"Model {number}", Bilingual(), "")

    base = TermBase.from_entries([term(number) for number in range(400)], ())
    assert not base.may_be_named_in("The weather is fine.")
    assert len(base.may_be_named_in("Models are fine.")) == 400
    assert calls(lambda: base.may_be_named_in("The weather is fine.")) < 100


@pytest.mark.parametrize(
    ("opening", "closing", "count"),
    [("<div class=code>", "</div>", calls), ("<blockquote>", "</blockquote>", characters)],
    ids=["code", "quotations"],
)
def test_what_is_in_many_elements_is_read_once(
    opening: str, closing: str, count: Callable[[Callable[[], object]], int], tmp_path: Path
) -> None:
    links = absolute_links(images_in_folder(tmp_path))

    def work(depth: int, paragraphs: int) -> int:
        root = parse(opening * depth + "<p>字</p>" * paragraphs + closing * depth).root
        return count(lambda: to_blocks(root, links))

    def growth(depth: int) -> int:
        return work(depth, 400) - work(depth, 200)

    work(1, 1)
    assert growth(80) < 1.5 * growth(2)
