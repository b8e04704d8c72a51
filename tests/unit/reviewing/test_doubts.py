"""The places of diagnostics in the text that they are about."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostics import Report
from generator.model import Block, Span
from generator.prepare import prepare
from generator.prepared import PreparedSite
from generator.reviewing.doubts import Doubt, list_doubts
from generator.reviewing.session import ReviewSession


@pytest.fixture
def site(root: Path) -> PreparedSite:
    return prepare(root, Report(), drafts=True)


def _found(
    site: PreparedSite,
    root: Path,
    code: str,
    path: str,
    block: Block | None = None,
    offset: int = 0,
) -> Doubt:
    report = Report()
    if block is None:
        report.add(code, root / path, "cause", "remedy")
    else:
        report.add_at(block, Span(offset, offset + 1), code, root / path, "cause", "remedy")
    (doubt,) = list_doubts(root, site.articles, report.sorted())
    return doubt


def _english(site: PreparedSite) -> Block:
    translation = site.articles[0].translation
    assert translation is not None
    return translation.blocks[1]


def test_every_place_of_a_text_is_found(site: PreparedSite, root: Path) -> None:
    for article in site.articles:
        for block in (article.title, *article.blocks):
            for offset in range(len(block.text)):
                path = article.path.relative_to(root).as_posix()
                doubt = _found(site, root, "R003", path, block, offset)
                assert doubt.place is not None
                assert (doubt.place.block, doubt.offset) == (block.id, offset)
                assert doubt.place.start <= offset < doubt.place.end
                assert not doubt.in_english


def test_a_doubt_about_a_reading_has_the_place_of_its_word(site: PreparedSite, root: Path) -> None:
    block = site.articles[0].blocks[1]
    doubt = _found(site, root, "R003", "articles/bank.md", block, block.text.index("源"))
    assert doubt.place is not None
    assert block.text[doubt.place.start : doubt.place.end] == "起源"
    assert not doubt.may_accept


def test_a_doubt_about_a_translation_has_the_place_of_the_chinese(
    site: PreparedSite, root: Path
) -> None:
    english = _english(site)
    doubt = _found(site, root, "T015", "articles/bank.en.md", english, english.text.index("He"))
    assert doubt.place is not None
    assert doubt.place.sentence == "b2.s2"
    assert doubt.in_english
    assert doubt.may_accept


def test_a_doubt_without_a_text_has_no_place(site: PreparedSite, root: Path) -> None:
    doubt = _found(site, root, "T002", "articles/bank.md")
    assert doubt.place is None
    assert _found(site, root, "G001", "glossary.toml").place is None
    assert not _found(site, root, "G001", "glossary.toml").may_accept


def test_a_doubt_has_its_article_and_its_english_sentence(site: PreparedSite, root: Path) -> None:
    assert _found(site, root, "T002", "articles/bank.md").slug == "bank"
    assert _found(site, root, "G001", "glossary.toml").slug == ""
    english, block = _english(site), site.articles[0].blocks[0]
    found = _found(site, root, "T014", "articles/bank.en.md", english, english.text.index("He"))
    assert found.english == "e2.s2"
    assert _found(site, root, "T014", "articles/bank.md", block).english == ""


def test_paths_in_messages_are_relative_to_the_site(site: PreparedSite, root: Path) -> None:
    report = Report()
    report.add("T003", root / "articles/bank.md", f"none in {root}/articles/x.md:3", "mend")
    (doubt,) = list_doubts(root, site.articles, report.sorted())
    assert doubt.message == "none in articles/x.md:3"


def test_errors_come_first_then_the_order_of_the_text(site: PreparedSite, root: Path) -> None:
    report = Report()
    path = root / "articles/bank.md"
    blocks = site.articles[0].blocks
    for code, block in (("R003", blocks[1]), ("R003", blocks[0]), ("R001", blocks[1])):
        report.add_at(block, Span(0, 1), code, path, "cause", "remedy")
    found = list_doubts(root, site.articles, report.sorted())
    assert [(d.code, d.place.block if d.place else "") for d in found] == [
        ("R001", "b2"),
        ("R003", "b1"),
        ("R003", "b2"),
    ]


def test_the_ids_of_doubts_are_the_same_in_every_run(root: Path) -> None:
    first, second = ReviewSession(root), ReviewSession(root)
    assert [d.id for d in first.doubts] == [d.id for d in second.doubts]
    assert len({d.id for d in first.doubts}) == len(first.doubts)
