"""Tests for the pages that list articles."""

import re
from pathlib import Path

import pytest

from generator.build import build
from generator.diagnostics import Report
from generator.model import Edition
from generator.site.article_facts import ArticleFacts, EditionFacts, rounded
from generator.site.listings import NEWEST, archive_facts, home_facts, source_facts

HANS = Edition.HANS


def facts(number: int, *, characters: int = 100, excerpt: str = "") -> ArticleFacts:
    """Return the facts of an article that was published on one day of 2026."""
    shown = EditionFacts(f"第{number}篇", "", "", (), excerpt)
    date = f"2026-{1 + number // 28:02}-{1 + number % 28:02}"
    return ArticleFacts(f"a{number}", date, "", "", characters, (), {HANS.value: shown}, {})


@pytest.mark.parametrize(
    ("number", "expected"), [(0, 0), (7, 7), (87, 87), (356, 360), (2345, 2300), (12501, 13000)]
)
def test_a_length_is_rounded_to_two_digits(number, expected):
    assert rounded(number) == expected


def test_an_old_article_does_not_change_the_home_page():
    old = [facts(number) for number in range(NEWEST + 1)]
    new = [facts(0, excerpt="别的开头"), *old[1:]]
    assert home_facts(old, HANS) == home_facts(new, HANS)
    assert home_facts(old, HANS) != home_facts([*old[:-1], facts(NEWEST, excerpt="x")], HANS)
    assert home_facts(old, HANS) != home_facts(old[1:], HANS)


def test_an_excerpt_is_not_in_the_archive_nor_among_the_sources():
    assert archive_facts([facts(1)], HANS) == archive_facts([facts(1, excerpt="x")], HANS)
    assert source_facts([facts(1)], HANS) == source_facts([facts(1, characters=9)], HANS)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    (root / "articles").mkdir()
    (root / "site.toml").write_text(
        'title = { zh = "读", en = "Read" }\neditions = ["zh-Hans"]\n', "utf-8"
    )
    for number in range(NEWEST + 2):
        year = 2020 + number % 2
        date = f"date: {year}-01-{number + 1:02}\n" if number else ""
        head = f"title: 第{number}篇\n{date}level: HSK {1 + number % 3}\ntags: [书]\n"
        (root / f"articles/a{number:02}.md").write_text(f"---\n{head}---\n\n字。\n", "utf-8")
    output, report = root / "_site", Report()
    build(root, output, report)
    assert not report.failed
    return output


def test_the_home_page_has_the_newest_articles(site):
    html = (site / "zh-hans/index.html").read_text("utf-8")
    assert len(re.findall('class="card"', html)) == NEWEST
    assert f'<span class="quiet">{NEWEST + 2}</span>' in html
    assert 'href="archive/index.html#level-HSK-1"' in html


def test_the_archive_has_all_by_year_level_and_tag(site):
    html = (site / "zh-hans/archive/index.html").read_text("utf-8")
    years = re.findall(r'<section class="shelf" aria-labelledby="(year-\d+|undated)">', html)
    assert years == ["year-2021", "year-2020", "undated"]
    assert html.count('href="../a00/index.html"') == 3  # no date, HSK 1, 书
    assert re.findall(r'id="((?:level|tag)-[^"]+)" class="shelf-part"', html) == [
        "tag-书",
        "level-HSK-1",
        "level-HSK-2",
        "level-HSK-3",
    ]
