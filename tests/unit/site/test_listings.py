"""Tests for the pages that list articles."""

import re
from pathlib import Path

import pytest

from generator.build import build
from generator.content.site_settings import PAGE_SIZE, ArticleOrder, SiteSettings
from generator.diagnostics import Report
from generator.model import Edition
from generator.site.article_facts import ArticleFacts, EditionFacts, in_order, rounded
from generator.site.listings import archive_facts, home_facts, source_facts

HANS = Edition.HANS
USUAL = SiteSettings()


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
    old = [facts(number) for number in range(PAGE_SIZE + 1)]
    new = [facts(0, excerpt="别的开头"), *old[1:]]
    assert home_facts(old, HANS, USUAL) == home_facts(new, HANS, USUAL)
    assert home_facts(old, HANS, USUAL) != home_facts(
        [*old[:-1], facts(PAGE_SIZE, excerpt="x")], HANS, USUAL
    )
    assert home_facts(old, HANS, USUAL) != home_facts(old[1:], HANS, USUAL)


@pytest.mark.parametrize(
    ("order", "slugs"),
    [
        (ArticleOrder.NEWEST, ["a10", "a9", "a2"]),
        (ArticleOrder.OLDEST, ["a2", "a9", "a10"]),
        (ArticleOrder.ADDRESS, ["a10", "a2", "a9"]),
    ],
)
def test_the_order_of_articles_is_that_of_the_site(order, slugs):
    listed = in_order([facts(9), facts(2), facts(10)], order)
    assert [article.slug for article in listed] == slugs


def test_the_number_and_the_order_of_articles_are_part_of_the_home_page():
    some = [facts(number) for number in range(4)]
    shown = home_facts(some, HANS, USUAL)
    assert home_facts(some, HANS, SiteSettings(page_size=3)) != shown
    assert home_facts(some, HANS, SiteSettings(order=ArticleOrder.OLDEST)) != shown
    assert archive_facts(some, HANS, SiteSettings(order=ArticleOrder.OLDEST)) != (
        archive_facts(some, HANS, USUAL)
    )


def test_an_excerpt_is_not_in_the_archive_nor_among_the_sources():
    assert archive_facts([facts(1)], HANS, USUAL) == archive_facts(
        [facts(1, excerpt="x")], HANS, USUAL
    )
    assert source_facts([facts(1)], HANS) == source_facts([facts(1, characters=9)], HANS)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    (root / "articles").mkdir()
    (root / "site.toml").write_text(
        'title = { zh = "读", en = "Read" }\neditions = ["zh-Hans"]\n', "utf-8"
    )
    for number in range(PAGE_SIZE + 2):
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
    assert len(re.findall('class="card"', html)) == PAGE_SIZE
    assert f'<span class="quiet">{PAGE_SIZE + 2}</span>' in html
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


def test_series_and_authors_have_shelves(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "site.toml").write_text(
        'title = { zh = "读" }\neditions = ["zh-Hant-TW"]\n', "utf-8"
    )
    heads = {
        "a": "author: [李明, 王芳]\nseries: 学习\nweight: 2\ndate: 2020-01-01",
        "b": "author: 王芳\nseries: 学习\nweight: 1\ndate: 2021-01-01",
        "c": "date: 2022-01-01",
    }
    for slug, head in heads.items():
        text = f"---\ntitle: 第{slug}篇\n{head}\n---\n\n字。\n"
        (tmp_path / f"articles/{slug}.md").write_text(text, "utf-8")
    report = Report()
    build(tmp_path, tmp_path / "_site", report)
    assert not report.failed
    archive = (tmp_path / "_site/zh-hant-tw/archive/index.html").read_text("utf-8")
    shelves = re.split(r'<section id="((?:series|author)-[^"]+)" class="shelf-part">', archive)[1:]
    shown = {
        id_: (re.findall("<h3>(.*?)</h3>", part), re.findall(r'href="\.\./(\w)/index', part))
        for id_, part in zip(shelves[::2], shelves[1::2], strict=True)
    }
    assert shown == {
        "series-学习": (["學習"], ["b", "a"]),
        "author-李明": (["李明"], ["a"]),
        "author-王芳": (["王芳"], ["b", "a"]),
    }
    page = (tmp_path / "_site/zh-hant-tw/a/index.html").read_text("utf-8")
    assert '<a href="../archive/index.html#series-学习">學習</a>' in page
    home = (tmp_path / "_site/zh-hant-tw/index.html").read_text("utf-8")
    assert '<a href="archive/index.html#series-学习">學習 <span class="quiet">2</span></a>' in home
