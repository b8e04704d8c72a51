"""Rendering an article is a pure function of the article and the facts of the site."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import pytest

from generator.diagnostics import Report
from generator.model import Article, Edition
from generator.pages import KINDS, SitePages
from generator.prepare import prepare
from generator.resources import shared
from generator.site.article_content import ArticleContent, article_examples
from generator.site.assets import collect

SEEDS = Path(__file__).parents[3] / "seeds"


def write_site(root: Path) -> Path:
    """A site of two articles with links to each other, to a file, and with terms."""
    (root / "articles").mkdir(parents=True)
    files = {
        "site.toml": 'title = { zh = "书", en = "Books" }\n[pinyin]\nnumbers = true\n',
        "glossary.toml": (
            '[[term]]\nid = "chip"\nzh-Hans = "芯片"\nzh-Hant-TW = "晶片"\npinyin = "xīnpiàn"\n'
            'en = "chip"\ndefinition = { zh = "集成电路。", en = "A circuit." }\n'
            'source = "https://example.org/"\n'
        ),
        "articles/a.md": (
            "---\ntitle: 一点儿芯片\ntags: [芯片]\n---\n"
            "研究人员做**芯片**研究。见[另一篇](b.md#b1)和![图](图.png)。\n\n不是150元的芯片。\n"
        ),
        "articles/a.en.md": (
            "# Some chips\n\n"
            "Researchers study chips. See [another](b.md) and ![a](图.png).\n\nNot 150 yuan.\n"
        ),
        "articles/b.md": "---\ntitle: 另一篇\n---\n研究人员在这里。\n",
        "articles/图.png": "x",
    }
    for name, text in files.items():
        (root / name).write_text(text, "utf-8")
    return root


class Pages(SitePages):
    """The pages of a site, with its articles."""

    articles: Sequence[Article]


def site_pages(root: Path) -> Pages:
    report = Report()
    site = prepare(root, report)
    assert not report.failed, report.sorted()
    pages = Pages(site, root, collect(shared("static"), root / "static", report))
    pages.articles = site.articles
    return pages


def rendered(pages: Pages, editions: Sequence[Edition]) -> dict[str, str | bytes]:
    """Return the files of the first article by path, made in the order of `editions`."""
    content = first_content(pages)
    pages.editions = tuple(editions)
    return {str(place): text for kind in KINDS for place, text in pages.output(kind, content)}


def first_content(pages: Pages) -> ArticleContent:
    return pages.content(pages.articles[0])


@pytest.fixture(params=["a site with links", "seeds"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return SEEDS if request.param == "seeds" else write_site(tmp_path / "site")


def test_the_order_of_editions_makes_no_difference(root: Path) -> None:
    pages = site_pages(root)
    facts = pages.facts
    before = deepcopy((facts.config, facts.terms, facts.assets))
    editions = pages.editions
    first = rendered(pages, editions)
    again = rendered(pages, editions[::-1])
    assert first == again == rendered(site_pages(root), editions[::-1])
    assert (facts.config, facts.terms, facts.assets) == before


def test_a_file_depends_on_no_other_article(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    before = rendered(site_pages(root), tuple(Edition))
    (root / "articles/b.md").write_text("---\ntitle: 另一篇\n---\n不是芯片。人员。\n", "utf-8")
    assert rendered(site_pages(root), tuple(Edition)) == before


def test_the_content_says_what_the_site_needs_of_it(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    pages = site_pages(root)
    content = first_content(pages)
    assert set("研究人员芯片") <= content.characters(Edition.HANS)
    assert set("晶片") <= content.characters(Edition.TW)
    assert "芯" not in content.characters(Edition.TW)
    assert {place.as_posix(): path for place, path in content.published.items()} == {
        "files/articles/图.png": (root / "articles/图.png").resolve()
    }
    assert content.term_uses == {"chip": ("b1.s1", "b2.s1")}
    examples = article_examples(content)
    assert examples["芯片"] == examples["晶片"] == ("b1.s1", "b2.s1")
    assert "一点儿" not in examples  # it is only in the title


def test_an_article_has_two_pages_an_edition_and_its_data(tmp_path: Path) -> None:
    files = rendered(site_pages(write_site(tmp_path / "site")), tuple(Edition))
    folders = [edition.path for edition in Edition]
    assert set(files) == {
        *(f"{folder}/a/index.html" for folder in folders),
        *(f"{folder}/a/vocabulary/index.html" for folder in folders),
        "static/articles/a/sentences.js",
        "static/articles/a/words.js",
    }
    for folder in folders:
        text = str(files[f"{folder}/a/index.html"])
        assert text.count('href="../b/index.html') == 2
        assert 'src="../../files/articles/%E5%9B%BE.png"' in text
        assert 'data-words="../../static/articles/a/words.js"' in text
