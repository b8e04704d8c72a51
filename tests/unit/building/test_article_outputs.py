"""What a change makes anew, and nothing more."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.build import BuildResult, build
from generator.building import article_work, changing_articles
from generator.building.options import Kept, Options
from generator.diagnostics import Report
from generator.site import cards
from tests.properties.test_incremental_builds import SITE, TERM, edit, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in SITE.items():
        write(name, text)(tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The outputs that builds make, such as `a vocabulary`, and the annotations, such as `a`."""
    found: list[str] = []
    output, annotate = article_work.Workshop._output, article_work.ArticleAnnotator.annotate

    def noted_output(self, kind, key, content, ways_on):  # type: ignore[no-untyped-def]
        found.append(f"{content.article.meta.slug} {kind}")
        return output(self, kind, key, content, ways_on)

    def noted_annotation(self, source, report, *before):  # type: ignore[no-untyped-def]
        found.append(source.meta.slug)
        return annotate(self, source, report, *before)

    monkeypatch.setattr(article_work.Workshop, "_output", noted_output)
    monkeypatch.setattr(article_work.ArticleAnnotator, "annotate", noted_annotation)
    return found


def run(root: Path) -> BuildResult:
    report = Report()
    result = build(root, root.parent / "out", report, Options(cache=root.parent / "cache"))
    assert not report.failed, report.sorted()
    return result


def all_of(*slugs: str) -> list[str]:
    kinds = ("article", "vocabulary", "data", "search", "part search", "export csv", "part csv")
    return [f"{slug} {kind}" for slug in slugs for kind in kinds]


LINKING = ["a article"]
"""What shows the links of an article."""

CASES = {  # articles whose files have changed come first
    "nothing": (lambda root: None, []),
    "an article": (edit("articles/b.md", "数据变了", "资料变了"), ["b", *all_of("b")]),
    "a translation": (edit("articles/a.en.md", "is good", "is bad"), ["a", *all_of("a")]),
    "a note": (edit("articles/a.notes.toml", "hěn hǎo", "hén hǎo"), ["a", *all_of("a")]),
    "a definition": (edit("glossary.toml", "A model.", "Any."), ["a", *all_of("a")]),
    "another term": (
        edit("glossary.toml", "[[term]]", f"{TERM}[[term]]"),
        ["a", *all_of("a"), "b", *all_of("b")],  # a note may name any term; b has its form
    ),
    "a word": (
        edit("lexicon.toml", "[[word]]", '[[word]]\ntext = "重庆"\n\n[[word]]'),
        ["c", *all_of("c")],
    ),
    "a template": (write("templates/vocabulary.html", "x"), [f"{s} vocabulary" for s in "abc"]),
    "a style sheet": (write("static/css/tokens.css", ":root { --ink: red }"), []),
    "a template of the site": (write("templates/home.html", "x"), []),
    "the about page": (write("about.md", "关于。"), []),
    "the target of a link": (
        edit("articles/b.md", "title: 乙", "slug: z\ntitle: 乙"),
        ["z", *all_of("z"), *LINKING],
    ),
    "the title of a neighbour": (
        edit("articles/b.md", "title: 乙", "title: 乙行"),
        ["b", *all_of("b"), "a article"],
    ),
    "a new article": (
        write("articles/e.md", "---\ntitle: 戊\n---\n完了。\n"),
        ["e", *all_of("e"), "c article"],
    ),
    "a missing picture": (write("pictures/a.png", "x"), LINKING),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_makes_anew_what_shows_it(root: Path, made: list[str], name: str) -> None:
    change, wanted = CASES[name]
    run(root)
    made.clear()
    change(root)
    run(root)
    assert made == wanted


def test_an_output_that_was_changed_or_removed_comes_back(root: Path, made: list[str]) -> None:
    run(root)
    page = root.parent / "out/zh-hans/b/index.html"
    wanted = page.read_bytes()
    for harm in (page.unlink, lambda: page.write_text("changed")):
        harm()
        made.clear()
        assert run(root).written == 1
        assert page.read_bytes() == wanted
        assert made == []  # the cache has it


def test_another_output_folder_is_filled_from_the_cache(
    root: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root)
    made.clear()

    def never(*_: object) -> None:
        raise AssertionError("the cache has it")

    monkeypatch.setattr(article_work.SitePages, "content", never)
    report = Report()
    build(root, root.parent / "other", report, Options(cache=root.parent / "cache"))
    assert made == []
    pages = {
        path.relative_to(root.parent / "out"): path.read_bytes()
        for path in (root.parent / "out").rglob("*.html")
    }
    assert pages == {
        path.relative_to(root.parent / "other"): path.read_bytes()
        for path in (root.parent / "other").rglob("*.html")
    }


def test_a_site_may_be_moved(root: Path, made: list[str]) -> None:
    run(root)
    moved = root.parent / "moved"
    root.rename(moved)
    made.clear()
    assert run(moved).written == 0
    assert made == []


def test_a_glossary_that_comes_back_leaves_no_term_without_its_update(
    root: Path, made: list[str]
) -> None:
    with_term = (root / "glossary.toml").read_text("utf-8")
    run(root)
    write("glossary.toml", "")(root)
    run(root)
    write("glossary.toml", with_term)(root)
    run(root)
    made.clear()
    edit("glossary.toml", "A model.", "Any.")(root)
    run(root)
    assert made == ["a", *all_of("a")]


@pytest.mark.parametrize("kind", ["article", "output", "text", "result", "examples"])
def test_damage_to_the_cache_changes_nothing(root: Path, kind: str) -> None:
    run(root)
    wanted = {
        path: path.read_bytes() for path in (root.parent / "out").rglob("*") if path.is_file()
    }
    for path in (root.parent / "cache/v1" / kind).rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    edit("articles/b.md", "数据变了", "资料变了")(root)
    run(root)
    edit("articles/b.md", "数据变了", "资料变了")(root)
    write("templates/article.html", "x")(root)
    run(root)
    (root / "templates/article.html").unlink()
    run(root)
    assert wanted == {
        path: path.read_bytes() for path in (root.parent / "out").rglob("*") if path.is_file()
    }


def test_a_damaged_record_counts_as_none(root: Path) -> None:
    run(root)
    for place in (root.parent / "cache/builds").iterdir():
        place.write_bytes(b"damaged")
    assert run(root).written == 0


def test_a_file_that_changes_while_it_is_read_is_made_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / "articles/b.md"
    load = changing_articles.load_article

    def load_and_change(files, report, **options):  # type: ignore[no-untyped-def]
        found = load(files, report, **options)
        if files.path == path and "以后" not in path.read_text("utf-8"):
            path.write_text(path.read_text("utf-8") + "\n以后。\n", "utf-8")
        return found

    monkeypatch.setattr(changing_articles, "load_article", load_and_change)
    run(root)
    run(root)
    page = (root.parent / "out/zh-hans/b/index.html").read_text("utf-8")
    assert "以后" in page


def test_a_file_that_changes_whenever_it_is_read_is_an_error(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / "articles/b.md"
    load = changing_articles.load_article

    def load_and_change(files, report, **options):  # type: ignore[no-untyped-def]
        if files.path == path:
            path.write_text(path.read_text("utf-8") + "。\n", "utf-8")
        return load(files, report, **options)

    monkeypatch.setattr(changing_articles, "load_article", load_and_change)
    report = Report()
    build(root, root.parent / "out", report, Options(cache=root.parent / "cache"))
    assert ("S001", path) in [(each.code, each.path) for each in report.sorted()]
    assert not (root.parent / "out").exists()


def test_a_link_out_of_the_site_is_noticed(root: Path, tmp_path: Path) -> None:
    run(root)
    (tmp_path / "outside").mkdir()
    (root / "static").mkdir(exist_ok=True)
    (root / "static/outside").symlink_to(tmp_path / "outside")
    report = Report()
    build(root, root.parent / "out", report, Options(cache=root.parent / "cache"))
    assert ("S001", root / "static/outside") in [(d.code, d.path) for d in report.diagnostics]


def test_a_failed_build_leaves_the_record_of_the_last_good_one(root: Path, made: list[str]) -> None:
    run(root)
    text = (root / "articles/b.md").read_text("utf-8")
    write("articles/b.md", "---\ntitle: [\n---\n")(root)
    report = Report()
    build(root, root.parent / "out", report, Options(cache=root.parent / "cache"))
    assert report.failed
    write("articles/b.md", text)(root)
    made.clear()
    assert run(root).written == 0
    assert made == []


def test_with_nothing_changed_nothing_heavy_is_loaded(root: Path) -> None:
    import subprocess
    import sys

    command = [
        sys.executable,
        "-c",
        SCRIPT,
        str(root),
        str(root.parent / "out"),
        str(root.parent / "cache"),
    ]
    first = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    again = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert set(HEAVY) <= set(first)
    assert not set(HEAVY) & set(again)


HEAVY = ("numpy", "jinja2", "markdown_it", "opencc", "generator.building.incremental")
SCRIPT = """
import sys
import os
import shutil
from pathlib import Path
from generator.build import build
from generator.building.options import Kept, Options
from generator.diagnostics import Report
root, out, cache = map(Path, sys.argv[1:])
build(root, out, Report(), Options(cache=cache))
print(*sys.modules)
"""


# Feeds: what one edit costs.

DATED = {
    "articles/a.md": ("title: 银行", "date: 2025-01-03\ntitle: 银行"),
    "articles/c.md": ("title: 丙", "date: 2025-01-01\ntitle: 丙"),
}


@pytest.fixture
def addressed(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site with an address, dates, and room for two articles in each feed."""
    monkeypatch.setattr(cards, "card", lambda *shown: repr(shown).encode())
    edit("site.toml", "about =", 'base_url = "https://example.org/"\nabout =')(root)
    edit("site.toml", "[reader]", "site.feed_size = 2\n[reader]")(root)
    for name, (old, new) in DATED.items():
        edit(name, old, new)(root)
    return root


def test_only_articles_that_a_feed_may_have_are_made_for_it(
    addressed: Path, made: list[str]
) -> None:
    run(addressed)
    assert [name for name in made if name.endswith("feed")] == ["a feed", "b feed"]
    assert sum(name.endswith("card") for name in made) == 3


def test_an_edit_makes_the_text_of_its_article_and_the_feeds_that_have_it(
    addressed: Path, made: list[str]
) -> None:
    run(addressed)
    made.clear()
    feeds = {path: path.read_bytes() for path in (addressed.parent / "out").rglob("feed.*")}
    edit("articles/b.md", "数据变了", "资料变了")(addressed)
    run(addressed)
    assert made == ["b", *all_of("b"), "b card", "b feed"]
    changed = {path.parent.name for path, content in feeds.items() if path.read_bytes() != content}
    assert changed == {"out", "zh-hans", "zh-hant-tw"}  # not those of the tag of another


def test_an_article_that_comes_into_a_feed_is_made_for_it_alone(
    addressed: Path, made: list[str]
) -> None:
    run(addressed)
    made.clear()
    edit("articles/a.md", "2025-01-03", "2024-01-03")(addressed)
    run(addressed)
    assert "c feed" in made
    assert not {"c", "c vocabulary", "c data", "c card", "b feed"} & set(made)


def test_a_feed_that_was_removed_is_made_again_without_the_cache(addressed: Path) -> None:
    run(addressed)
    feed = addressed.parent / "out/zh-hans/feed.xml"
    wanted = feed.read_bytes()
    feed.unlink()
    shutil.rmtree(addressed.parent / "cache/v1")
    assert run(addressed).written == 1
    assert feed.read_bytes() == wanted


def test_a_text_that_the_cache_has_lost_is_made_again(addressed: Path) -> None:
    run(addressed)
    shutil.rmtree(addressed.parent / "cache/v1")
    edit("articles/b.md", "数据变了", "资料变了")(addressed)
    run(addressed)
    report = Report()
    build(addressed, addressed.parent / "clean", report)
    feed = addressed.parent / "clean/zh-hans/feed.xml"
    assert feed.read_bytes() == (addressed.parent / "out/zh-hans/feed.xml").read_bytes()
    assert "资" in feed.read_text("utf-8")


@pytest.mark.parametrize("is_built", [False, True])
def test_a_process_that_builds_again_is_ready_for_the_first_edit(
    root: Path, made: list[str], is_built: bool
) -> None:
    """It has made the article that was changed last, of which nothing is written."""
    if is_built:
        run(root)
    os.utime(root / "articles/b.md", (2_000_000_000, 2_000_000_000))
    made.clear()
    kept = Kept()
    build(root, root.parent / "out", Report(), Options(cache=root.parent / "cache", kept=kept))
    assert kept.workshop is not None
    assert kept.workshop.pages.facts.words.known.cache_info().currsize
    assert made[-1] == "b"
    made.clear()
    build(root, root.parent / "out", Report(), Options(cache=root.parent / "cache", kept=kept))
    assert made == []
