"""The demo site's own texts, word by word: read and approved by a person, then held.

`<article>.txt` has, for each block, the words with their pinyin and names, and the block in
the other editions. `pytest tests/seed --update-golden` writes the files anew.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from generator.check import check
from generator.diagnostics import Report
from generator.model import Article, Edition
from generator.prepare import prepare
from generator.prepared import PreparedSite
from tests.shown import shown_words

SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def seeds() -> PreparedSite:
    report = Report()
    site = prepare(SEEDS, report)
    assert not report.diagnostics
    return site


def article(slug: str) -> Article:
    return next(a for a in seeds().articles if a.meta.slug == slug)


def _shown(found: Article) -> str:
    lines = []
    for block in (found.title, *found.blocks):
        lines.append(f"{block.id} {shown_words(block, found.script)}")
        lines += [f"  {e} {block.text_in(e)}" for e in Edition if e is not found.script]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("slug", ["deepseek-r1", "bookshop-cat", "jiazhu"])
def test_every_word(slug: str, request: pytest.FixtureRequest) -> None:
    golden = Path(__file__).parent / f"{slug}.txt"
    shown = _shown(article(slug))
    if request.config.getoption("--update-golden"):
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "pinyin", "kind"),
    [
        ("梁文峰", "Liáng Wénfēng", "person"),
        ("王子涵", "Wáng Zǐhán", "person"),
        ("曹汉成", "Cáo Hànchéng", "person"),
        ("李开复", "Lǐ Kāifù", "person"),
        ("塔夫茨大学", "Tǎfūcí Dàxué", "organisation"),
        ("字节跳动", "Zìjié Tiàodòng", "organisation"),
        ("阿里云", "Ālǐyún", "organisation"),
        ("埃默里大学", "Āimòlǐ Dàxué", "organisation"),
        ("迪伦·帕特尔", "Dílún·Pàtè'ěr", "person"),
        ("马特·希恩", "Mǎtè·Xī'ēn", "person"),
    ],
)
def test_names_are_whole(name: str, pinyin: str, kind: str) -> None:
    text = _shown(article("deepseek-r1"))
    assert f"{name}[{pinyin}]" in text
    place = text.index(f"{name}[{pinyin}]") + len(f"{name}[{pinyin}]")
    assert text[place:].lstrip("*").startswith(f"@{kind}")


@pytest.mark.parametrize(
    ("place", "conversion"),
    [
        ("b5", "從而顯著減少"),
        ("b6", "很大程度上複製了"),
        ("b12", "不顯著犧牲"),
        ("b14", "已發布超過100個"),
        ("b14", "支援29種語言"),
    ],
)
def test_taiwan_edition(place: str, conversion: str) -> None:
    (block,) = (block for block in article("deepseek-r1").blocks if block.id == place)
    assert conversion in block.text_in(Edition.TW)


def test_the_translation_pairs_sentence_by_sentence() -> None:
    for found in seeds().articles:
        assert all(a.zh_ids and a.en_ids for a in found.alignments)


def test_the_glossary_covers_the_article() -> None:
    used = {use.term_id for block in article("deepseek-r1").blocks for use in block.layers.terms}
    assert len(used) == 75
    assert used == {term.id for term in seeds().source.terms}


def test_every_doubt_is_settled() -> None:
    report = Report()
    check(SEEDS, report)
    assert not report.diagnostics


def test_the_notes_are_in_force() -> None:
    marks = [m for slug in ("deepseek-r1", "bookshop-cat") for b in article(slug).blocks
             for m in b.marks]  # fmt: skip
    assert [mark.pinyin for mark in marks] == ["wèi", "nán"]
