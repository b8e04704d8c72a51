"""Sources that an editor changes while a site is built."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from generator.build import build
from generator.building.options import Options
from generator.diagnostics import Report
from tests.files import write_files
from tests.unit.storage.watching import watching

SITE = {
    "site.toml": 'title = { zh = "小站", en = "Small site" }\neditions = ["zh-Hans"]\n',
    "articles/a.md": "---\ntitle: 茶\n---\n银行行长喝茶。\n",
    "articles/b.md": "---\ntitle: 水\n---\n他在北京喝水。\n",
}


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files by their path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("text", "is_cached"),
    [
        ("", False),  # an editor that empties a file before it writes it
        ("", True),
        (None, True),  # or moves it away
        ("---\ntitle: 水\ndraft: true\n---\n水。\n", True),
        ("---\ntitle: 水\nslug: c\n---\n水。\n", False),
    ],
)
def test_an_article_that_changes_after_it_was_found(
    tmp_path: Path, text: str | None, is_cached: bool
) -> None:
    site, output = tmp_path / "site", tmp_path / "out"
    cache = tmp_path / "cache" if is_cached else None
    write_files(site, SITE)
    build(site, output, Report(), Options(cache=cache))
    before = contents(output)
    (site / "site.toml").write_text(SITE["site.toml"].replace("小", "大"), "utf-8")
    article = site / "articles/b.md"

    def change(_: str, done: int, __: int) -> None:
        if done == 0 and text is None:
            article.unlink(missing_ok=True)
        elif done == 0:
            article.write_text(text or "", "utf-8")

    report = Report()
    build(site, output, report, Options(cache=cache, progress=change))
    assert report.failed
    assert {each.path for each in report.sorted() if each.code == "S001"} == {article}
    assert contents(output) == before
    write_files(site, SITE)
    report = Report()
    build(site, output, report, Options(cache=cache))
    assert not report.failed
    assert contents(output) == before


@pytest.mark.parametrize(
    "more", ["", 'base_url = "https://example.org/"\n', '[exports]\nformats = ["epub"]\n']
)
def test_an_article_that_changes_before_it_is_made_once_more(tmp_path: Path, more: str) -> None:
    """As feeds, exports and the search need it where something has removed the cache."""
    site, output, cache = (tmp_path / name for name in ("site", "out", "cache"))
    write_files(site, SITE)
    write_files(site, {"site.toml": SITE["site.toml"] + more})

    def change(_: str, done: int, total: int) -> None:
        if done == total:
            shutil.rmtree(cache / "v1")
            (site / "articles/b.md").write_text("")

    report = Report()
    build(site, output, report, Options(cache=cache, progress=change))
    assert [each.path for each in report.sorted() if each.code == "S001"] == [
        site / "articles/b.md"
    ]
    assert not output.exists()


ALL = SITE | {
    "site.toml": SITE["site.toml"] + 'about = "about.md"\n',
    "glossary.toml": """[[term]]
id = "bank"
zh-Hans = "银行"
pinyin = "yínháng"
en = "bank"
definition = { zh = "甲", en = "a" }
source = "https://example.org/"
""",
    "lexicon.toml": '[[word]]\ntext = "行长"\npinyin = "hángzhǎng"\nen = "head 甲"\n',
    "about.md": "甲。\n",
    "pages/p.md": "---\ntitle: 页\n---\n甲。![茶](../articles/tea.png)\n",
    "pages/p.notes.toml": '[[note]]\ntext = "甲"\npinyin = "jiá"\n',
    "articles/c.md": "---\ntitle: 甲\n---\n甲。\n",
    "articles/d.md": "---\ntitle: 丁\n---\n丁。\n",
    "articles/tea.png": "甲",
    "static/own.css": "main { content: '甲' }",
    "static/data.txt": "甲",
    "templates/about.html": "甲",
}
"""The first of some signs, in files of every kind."""


def test_a_change_that_is_taken_back_before_the_next_build(tmp_path: Path) -> None:
    """Each file is another one when it is opened for the second time, and then as before."""
    site, output, cache = (tmp_path / name for name in ("site", "out", "cache"))
    write_files(site, ALL)
    texts = {str(site / name): text for name, text in ALL.items() if {*"甲丁"} & {*text}}
    others = {path: text.replace("甲", "乙") for path, text in texts.items()}
    draft = str(site / "articles/d.md")
    others[draft] = texts[draft].replace("\n---", "\ndraft: true\n---")
    opened = Counter[str]()

    def change(path: str, is_changed: bool) -> None:
        if path in texts and not is_changed:
            opened[path] += 1
            if opened[path] == 2:
                Path(path).write_text(others[path], "utf-8")

    report = Report()
    with watching(change):
        build(site, output, report, Options(cache=cache))
    assert not report.failed, report.sorted()
    assert {path for path in texts if opened[path] < 2} == set()
    assert any("乙".encode() in data for data in contents(output).values())
    write_files(site, ALL)
    report = Report()
    build(site, output, report, Options(cache=cache))
    assert not report.failed, report.sorted()
    build(site, tmp_path / "clean", Report(), Options())
    found, wanted = contents(output), contents(tmp_path / "clean")
    assert {name for name in wanted if found.get(name) != wanted[name]} == set()
    assert found.keys() == wanted.keys()
