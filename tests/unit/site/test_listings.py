"""Tests for the pages that list articles."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.build import build
from generator.content.site_settings import PAGE_SIZE, ArticleOrder, SiteSettings
from generator.diagnostics import Report
from generator.model import Edition
from generator.site.article_facts import ArticleFacts, EditionFacts, in_order, rounded
from generator.site.listings import (
    archive_facts,
    home_facts,
    page_shelves,
    shelf_facts,
    source_facts,
)

HANS = Edition.HANS
USUAL = SiteSettings()


def facts(
    number: int,
    *,
    characters: int = 100,
    excerpt: str = "",
    tags: tuple[str, ...] = (),
    covered: int = 50,
) -> ArticleFacts:
    """Return the facts of an article that was published on one day of 2026."""
    shown = EditionFacts(f"第{number}篇", "", "", tags, excerpt)
    date = f"2026-{1 + number // 28:02}-{1 + number % 28:02}"
    ids = tuple(f"tag-{tag.casefold()}" for tag in tags)
    return ArticleFacts(
        f"a{number}",
        date,
        "",
        "HSK 1",
        characters,
        ids,
        {HANS.value: shown},
        {},
        level_id="level-hsk-1",
        coverage=((covered,),),
    )


def home(articles: list[ArticleFacts], settings: SiteSettings) -> object:
    return home_facts(articles, page_shelves(articles, HANS), HANS, settings)


@pytest.mark.parametrize(
    ("number", "expected"), [(0, 0), (7, 7), (87, 87), (356, 360), (2345, 2300), (12501, 13000)]
)
def test_a_length_is_rounded_to_two_digits(number, expected):
    assert rounded(number) == expected


def test_an_old_article_does_not_change_the_home_page():
    old = [facts(number) for number in range(PAGE_SIZE + 1)]
    new = [facts(0, excerpt="别的开头"), *old[1:]]
    assert home(old, USUAL) == home(new, USUAL)
    assert home(old, USUAL) != home([*old[:-1], facts(PAGE_SIZE, excerpt="x")], USUAL)
    assert home(old, USUAL) != home(old[1:], USUAL)


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
    shown = home(some, USUAL)
    assert home(some, SiteSettings(page_size=3)) != shown
    assert home(some, SiteSettings(order=ArticleOrder.OLDEST)) != shown
    assert archive_facts(some, HANS, SiteSettings(order=ArticleOrder.OLDEST)) != (
        archive_facts(some, HANS, USUAL)
    )


def test_an_excerpt_is_not_in_the_archive_nor_among_the_sources():
    assert archive_facts([facts(1)], HANS, USUAL) == archive_facts(
        [facts(1, excerpt="x")], HANS, USUAL
    )
    assert source_facts([facts(1)], HANS) == source_facts([facts(1, characters=9)], HANS)


def test_a_tag_page_depends_on_its_own_articles_alone():
    some = [facts(1, tags=("茶",)), facts(2, tags=("茶", "书")), facts(3)]

    def keys(articles):
        return {s.id: shelf_facts(s, HANS, USUAL) for s in page_shelves(articles, HANS)}

    before = keys(some)
    assert list(before) == ["tag-茶", "tag-书", "level-hsk-1"]
    changed = keys([*some[:2], facts(3, characters=200)])
    assert [id_ for id_ in before if changed[id_] != before[id_]] == ["level-hsk-1"]
    changed = keys([some[0], facts(2, tags=("茶", "书"), covered=60), some[2]])
    assert all(changed[id_] != before[id_] for id_ in before)
    assert keys([some[0], facts(2, tags=("茶",)), some[2]])["tag-茶"] != before["tag-茶"]


def test_what_is_covered_and_the_number_of_articles_of_a_tag_are_part_of_the_home_page():
    some = [facts(1, tags=("茶",)), facts(2)]
    shown = home(some, USUAL)
    assert home([facts(1, tags=("茶",), covered=60), some[1]], USUAL) != shown
    assert home([some[0], facts(2, tags=("茶",))], USUAL) != shown


def test_tags_that_differ_in_case_are_one_with_the_name_of_the_newest():
    found = page_shelves([facts(1, tags=("ai", "茶")), facts(2, tags=("AI",))], HANS)
    assert [(s.id, s.label, len(s.articles)) for s in found][:2] == [
        ("tag-ai", "AI", 2),
        ("tag-茶", "茶", 1),
    ]


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
    assert len(re.findall("class=card[ >]", html)) == PAGE_SIZE
    assert f"<span class=quiet>{PAGE_SIZE + 2}</span>" in html
    assert 'href="levels/hsk-1/index.html">HSK 1 ' in html
    assert f'href="tags/{quote("书")}/index.html">书 <span class=quiet>{PAGE_SIZE + 2}<' in html


def test_a_level_has_a_page_with_its_articles_by_year(site):
    html = (site / "zh-hans/levels/hsk-2/index.html").read_text("utf-8")
    assert '<h1><span lang=en>HSK 2</span> <span class="quiet">9</span></h1>' in html
    assert re.findall('id="(year-[^"]+|undated)"', html) == ["year-2021", "year-2020"]
    listed = re.findall(r'href="\.\./\.\./a(\d\d)/index.html"', html)
    assert sorted(listed) == [f"{number:02}" for number in range(1, PAGE_SIZE + 2, 3)]
    assert all(part in html for part in ('data-tags="书"', 'data-level="HSK 2"', 'data-coverage="'))


def test_the_archive_has_all_by_year(site):
    html = (site / "zh-hans/archive/index.html").read_text("utf-8")
    years = re.findall(r'<section class="shelf year" aria-labelledby="(year-\d+|undated)">', html)
    assert years == ["year-2021", "year-2020", "undated"]
    assert html.count('href="../a00/index.html"') == 1
    assert re.findall(r'href="\.\./(?:level|tag)s/([^"]+)/index.html"', html) == [
        "hsk-1",
        "hsk-2",
        "hsk-3",
        quote("书"),
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
    assert '<a href="archive/index.html#series-学习">學習 <span class=quiet>2</span></a>' in home
