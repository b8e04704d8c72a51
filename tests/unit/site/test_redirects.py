"""Pages at the former addresses of articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from generator.cli import main
from generator.content.config import Config
from generator.diagnostics import Report
from generator.model import Edition
from generator.site.redirects import Moved, find_redirects, redirect_page

CONFIG = Config(Path("site"), editions=(Edition.HANS, Edition.TW))


def redirects(*aliases: str, config: Config = CONFIG) -> tuple[dict[str, str], list[str]]:
    """Return the places of the redirects to the article `new`, their targets, and the faults."""
    report = Report()
    articles = [Moved(Path("new.md"), "new", aliases), Moved(Path("b.md"), "b", ())]
    found = find_redirects(articles, ["contact"], config, report)
    made = {str(each.place): str(each.target) for each in found}
    return made, [each.code for each in report.diagnostics]


@pytest.mark.parametrize(
    ("alias", "places"),
    [
        ("/2019/05/old-post/", ["2019/05/old-post/index.html"]),
        ("/post.html", ["post.html"]),
        ("https://old.example/a/%E6%97%A7/?p=1", ["a/旧/index.html"]),
        ("old", ["zh-hans/old/index.html", "zh-hant-tw/old/index.html"]),
        ("/zh-hant-tw/old/", ["zh-hant-tw/old/index.html"]),
    ],
)
def test_an_alias_has_a_page(alias: str, places: list[str]) -> None:
    made, faults = redirects(alias)
    assert (list(made), faults) == (places, [])
    for place, target in made.items():
        edition = "zh-hant-tw" if place.startswith("zh-hant-tw") else "zh-hans"
        assert target == f"{edition}/new/index.html"


@pytest.mark.parametrize("alias", ["山上的茶园", "Tea garden"])
def test_another_title_is_no_address(alias: str) -> None:
    assert redirects(alias) == ({}, [])


@pytest.mark.parametrize("alias", ["new", "/zh-hans/new/", "/", "", "https://old.example/"])
def test_the_address_of_the_article_itself_needs_none(alias: str) -> None:
    assert redirects(alias) == ({}, [])


@pytest.mark.parametrize(
    ("alias", "code"),
    [
        ("b", "S006"),
        ("contact", "S006"),
        ("/zh-hans/b/vocabulary/", "S006"),
        ("glossary", "S006"),
        ("my-words", "S006"),
        ("/index.html", "S006"),
        ("/static/x/", "S006"),
        ("/worker.js/", "S006"),
        ("/a/../b.html", "S014"),
        ("/a:b/", "S014"),
        ("/.git/", "S014"),
    ],
)
def test_an_alias_that_is_taken_is_a_fault(alias: str, code: str) -> None:
    assert redirects(alias) == ({}, [code])


def test_two_articles_cannot_have_one_alias() -> None:
    report = Report()
    articles = [Moved(Path(f"{name}.md"), name, ("/old/",)) for name in "ab"]
    assert len(find_redirects(articles, [], CONFIG, report)) == 1
    assert [each.message for each in report.diagnostics] == [
        "The alias “/old/” is the address of a.md, by an alias"
    ]


def test_the_path_of_the_site_is_no_part_of_an_alias() -> None:
    config = replace(CONFIG, base_url="https://site.example/blog/")
    assert list(redirects("/blog/old/", config=config)[0]) == ["old/index.html"]


def test_a_page_names_the_new_address() -> None:
    (redirect,) = find_redirects(
        [Moved(Path("new.md"), "new", ("/2019/old/",))], [], CONFIG, Report()
    )
    page = redirect_page(redirect, "新<址>", CONFIG)
    assert '<meta http-equiv=refresh content="0; url=../../zh-hans/new/index.html">' in page
    assert "<link rel=canonical href=../../zh-hans/new/index.html>" in page
    assert "<a href=../../zh-hans/new/index.html>新&lt;址&gt;</a>" in page
    absolute = redirect_page(redirect, "", replace(CONFIG, base_url="https://site.example/"))
    assert '<link rel=canonical href="https://site.example/zh-hans/new/">' in absolute


def test_a_build_offers_an_alias_for_an_article_that_moved(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "site.toml").write_text(
        'title = { zh = "站", en = "Site" }\neditions = ["zh-Hans"]\n', "utf-8"
    )
    article = tmp_path / "articles/old.md"
    article.write_text("---\ntitle: 甲\n---\n\n你好。\n", "utf-8")
    command = ["build", str(tmp_path), "--cache", str(tmp_path / ".cache"), "--executor", "none"]

    def offered() -> list[str]:
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
        return [line for line in result.output.splitlines() if "aliases" in line]

    assert offered() == []
    article = article.rename(tmp_path / "articles/new.md")
    (line,) = offered()
    assert line.startswith("articles/new.md had the address “old” and now has “new”.")
    assert line.endswith("aliases: [old]")
    assert offered() == []
    article.write_text("---\ntitle: 甲\nslug: newer\n---\n\n你好。\n", "utf-8")
    assert len(offered()) == 1
    article.write_text("---\ntitle: 甲\naliases: [old, new]\n---\n\n你好。\n", "utf-8")
    offered()
    assert (tmp_path / "_site/zh-hans/old/index.html").is_file()
    article.write_text("---\ntitle: 甲\nslug: last\naliases: [new]\n---\n\n你好。\n", "utf-8")
    assert offered() == []
    assert not (tmp_path / "_site/zh-hans/old/index.html").exists()
