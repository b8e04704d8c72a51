"""What a learner meets first in the seed articles: heads and first glosses, reviewed by hand.

`tests/fixtures/glosses/*.tsv` has for each article the commonest words, and for the story for
beginners all words of all editions: word, its other form, pinyin, and the glosses it opens with. To
write them again after a change, run with `--update-golden`, and read the difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from generator.annotate.engines import Engines
from generator.diagnostics import Report
from generator.model import Article, Edition
from generator.prepare import prepare
from generator.site.word_record import DistinctWord
from generator.site.word_table import WordTable

ROOT = Path(__file__).parents[3]
FIXTURES = ROOT / "tests/fixtures/glosses"
COMMONEST = 60
STORY = "bookshop-cat"
ARTICLES = ("deepseek-r1", "jiazhu", STORY)


@cache
def site() -> tuple[dict[str, Article], Engines]:
    prepared = prepare(ROOT / "seeds", Report())
    return {article.meta.slug: article for article in prepared.articles}, prepared.engines


def shown(slug: str, edition: Edition) -> Iterator[tuple[str, str, str, str]]:
    """Yield the form, the other form, the pinyin and the first gloss of each word."""
    articles, engines = site()
    table = WordTable(engines)
    for block in articles[slug].blocks:
        for word in block.annotated_words:
            record = table.known(DistinctWord.of(word, "")).form(edition).record
            if record is None or record.name or record.term_id:
                continue
            if record.use is not None:
                gloss = f"{record.use.word_class} {record.use.gloss}"
            else:
                gloss = record.entries[0].senses[0] if record.entries else ""
            other = record.traditional if edition is Edition.HANS else record.simplified
            yield record.text, other, record.pinyin, gloss


def lines(slug: str, edition: Edition, most: int | None) -> list[str]:
    words: dict[tuple[str, str, str], Counter[str]] = {}
    for text, other, pinyin, gloss in shown(slug, edition):
        words.setdefault((text, other, pinyin), Counter())[gloss] += 1
    listed = sorted(words.items(), key=lambda item: -item[1].total())[:most]
    return ["\t".join((*word, " | ".join(sorted(glosses)))) for word, glosses in listed]


CASES = [
    *((slug, Edition.HANS, COMMONEST) for slug in ARTICLES),
    *((STORY, edition, None) for edition in Edition),
]


@pytest.mark.parametrize(("slug", "edition", "most"), CASES)
def test_every_word_opens_as_reviewed(
    slug: str, edition: Edition, most: int | None, request: pytest.FixtureRequest
) -> None:
    name = f"{slug}.{edition.path}.tsv" if most is None else f"{slug}.commonest.tsv"
    found = "\n".join(lines(slug, edition, most)) + "\n"
    path = FIXTURES / name
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")
