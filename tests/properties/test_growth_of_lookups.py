"""What is looked up for each name, link, note or doubt of a text is not sought in all of it.

As in `test_growth`, the calls of functions are counted, not the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.growth.kinds import ARTICLE, FRONT_MATTER
from benchmarks.growth.measure import write_site
from benchmarks.growth.site_kinds import SITE_KINDS
from generator.alignment.anchors import read_anchors
from generator.alignment.term_base import TermBase
from generator.annotate import whole_names
from generator.annotate.document import Document
from generator.annotate.engines import load_engines
from generator.annotate.name_stage import _FoundNames
from generator.annotate.pipeline import annotate
from generator.check import check
from generator.checks import links
from generator.checks.figures import _find_figures
from generator.checks.pairs import Passage
from generator.content.entries import Term
from generator.content.markdown.blocks import parse
from generator.content.occurrences import Occurrences
from generator.diagnostics import Report
from generator.language.names.kinds import is_transcribed
from generator.language.sentences.split import with_sentences
from generator.language.words.segmentation import neighbours
from generator.model import Article, Bilingual, Block, Edition, Layers, Name, NameKind, Origin, Span
from tests.properties.test_growth import calls


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
        block = Block("b1", 0, 1, text, simplified=text, layers=Layers(names=tuple(names)))
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
    (kind,) = (e for e in SITE_KINDS if (e.operation, e.name) == ("check", name))

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
        names = _FoundNames(kinds)
        assert names.may_occur_in(f"他是王{chr(0x4E00 + count - 1)}。")
        neighbours.cache_clear()
        return calls(lambda: names.may_occur_in("这里没有别人。"))

    assert work(400) == work(4)


@pytest.mark.parametrize("is_paired", [True, False])
def test_anchors(is_paired: bool) -> None:
    def work(count: int) -> int:
        zh, en = (
            [with_sentences(block, lang=lang) for block in parse(text, prefix=lang)[1]]
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
