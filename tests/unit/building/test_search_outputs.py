"""The index of the search: made anew where articles change, and done without."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from generator.build import build
from generator.building import search_engine, search_outputs
from generator.building.options import Kept, Options
from generator.building.search_engine import BackgroundEngine, Index, SearchEngine
from generator.diagnostics import Report
from generator.storage.stamps import stamp_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "articles").mkdir(parents=True)
    (root / "site.toml").write_text('title = "站"\neditions = ["zh-Hans"]\n', "utf-8")
    for name in ("a", "b", "c"):
        (root / f"articles/{name}.md").write_text(f"# {name}\n\n今天很好。\n", "utf-8")
    return root


def run(root: Path, **options: Any) -> list[str]:
    """Build a site, and return what is reported."""
    report = Report()
    build(root, root.parent / "out", report, Options(cache=root.parent / "cache", **options))
    assert not report.failed
    return [each.code for each in report.sorted()]


def search_files(root: Path) -> dict[str, object]:
    """Return the stamp of each file of the index, which changes when it is written anew."""
    folder = root.parent / "out/static/search"
    return {
        path.relative_to(folder).as_posix(): stamp_of(path)
        for path in folder.rglob("*")
        if path.is_file()
    }


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def listed(root: Path, shard: str) -> dict[str, object]:
    text = (root.parent / f"out/static/search/{shard}/list.js").read_text("utf-8")
    found: dict[str, object] = json.loads(text.partition(", ")[2].rstrip(";)\n"))
    return found


def test_an_edit_makes_its_shard_alone_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_outputs, "SHARD", 1)
    run(root)
    before = search_files(root)
    shards = {path.split("/")[0] for path in before if "/" in path}
    assert len(shards) > 1
    slugs = {name: listed(root, name)["slugs"] for name in shards}
    (root / "articles/b.md").write_text("# b\n\n昨天也好。\n", "utf-8")
    run(root)
    after = search_files(root)
    changed = {path.split("/")[0] for path in before.keys() ^ after.keys()}
    changed |= {path.split("/")[0] for path in before if before[path] != after.get(path)}
    assert changed == {name for name, found in slugs.items() if "b" in found.values()}  # type: ignore[attr-defined]


def test_the_index_waits_while_another_build_is_wanted(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root)
    before = search_files(root)
    with monkeypatch.context() as patch:
        unfinished: Future[Index] = Future()
        patch.setattr(BackgroundEngine, "index", lambda *_: unfinished)
        for text in ("昨天也好。", "昨天更好。"):
            (root / "articles/b.md").write_text(f"# b\n\n{text}\n", "utf-8")
            run(root, is_urgent=lambda: True)
            assert search_files(root) == before
            assert text[:2] in (root.parent / "out/zh-hans/b/index.html").read_text("utf-8")
    run(root, is_urgent=lambda: True)
    index = search_files(root)
    assert index != before, "the next build makes it, though nothing has changed since"
    (root / "articles/d.md").write_text("# d\n\n明天更好。\n", "utf-8")
    run(root, is_urgent=lambda: True)
    assert "d" in listed(root, "00")["slugs"].values(), "it cannot wait"  # type: ignore[attr-defined]


def test_the_page_of_an_edit_is_shown_before_the_index_is_made(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is shown until then is the site of before, whole."""
    kept, out = Kept(), root.parent / "out"
    run(root, whole=False, kept=kept)
    before = snapshot(out)
    made: list[str] = []
    shown: list[set[str]] = []
    index = SearchEngine.index

    def make(*given: Any) -> Index:
        made.append("index")
        assert may_be_made.wait(60)
        return index(*given)

    may_be_made = threading.Event()
    monkeypatch.setattr(SearchEngine, "index", make)

    def show(names: Iterable[str]) -> None:
        now = snapshot(out)
        assert now.keys() >= before.keys()
        assert all(now[name] == before[name] for name in before if "static/search" in name)
        assert all(now[name] != before.get(name) for name in names)
        shown.append(set(names))

    def is_urgent() -> bool:
        may_be_made.set()
        return False

    (root / "articles/b.md").write_text("# 乙\n\n昨天也好。\n", "utf-8")
    run(root, whole=False, kept=kept, shown=show, is_urgent=is_urgent)
    article, site = shown
    assert "zh-hans/b/index.html" in article
    assert not site & article
    assert "zh-hans/index.html" in site
    assert made == ["index"]
    report = Report()
    build(root, root.parent / "clean", report, Options())
    assert snapshot(out) == snapshot(root.parent / "clean")


def test_an_index_that_was_begun_too_early_is_made_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A term changes `a` too, which is found out only after the index has been begun."""
    run(root)
    (root / "articles/b.md").write_text("# b\n\n昨天也好。\n", "utf-8")
    (root / "glossary.toml").write_text(
        '[[term]]\nid = "day"\nzh-Hans = "今天"\npinyin = "jīntiān"\nen = "this day"\n'
        'definition = { zh = "日子。", en = "A day." }\n'
        'source = "https://example.org/day"\n',
        "utf-8",
    )
    run(root)
    report = Report()
    build(root, root.parent / "clean", report, Options())
    assert snapshot(root.parent / "out") == snapshot(root.parent / "clean")


def test_without_pagefind_there_is_a_warning_and_all_articles_are_listed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(search_engine, "get_executable", lambda: None)
        assert run(root) == ["S034"]
        assert listed(root, "00") == {"slugs": {"a": "a", "b": "b", "c": "c"}, "files": []}
        assert run(root) == ["S034"], "nothing has changed"
    (root / "articles/b.md").write_text("# b\n\n昨天也好。\n", "utf-8")
    assert run(root) == []
    assert listed(root, "00")["files"]


def test_a_pagefind_that_ends_is_a_warning(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = root.parent / "pagefind"
    program.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(search_engine, "get_executable", lambda: program)
    assert run(root) == ["S034"]


def test_a_site_may_have_no_search(root: Path) -> None:
    run(root)
    text = (root / "site.toml").read_text("utf-8")
    (root / "site.toml").write_text(f"{text}[site]\nsearch = false\n", "utf-8")
    run(root)
    out = root.parent / "out"
    assert search_files(root) == {}
    assert not (out / "zh-hans/search").exists()
    assert not list((out / "static/articles").rglob("search.js"))
    assert "search" not in (out / "zh-hans/a/index.html").read_text("utf-8")


def test_a_build_ends_although_the_index_waits_for_an_article_that_fails(root: Path) -> None:
    run(root)
    before = snapshot(root.parent / "out")
    (root / "articles/b.md").write_text("# b\n\n昨天也好。\n", "utf-8")
    (root / "plugins.py").write_text(
        "def register(plugins):\n    plugins.stage(run)\n\n"
        "def run(document, engines):\n    raise RuntimeError('no')\n",
        "utf-8",
    )
    report = Report()
    build(root, root.parent / "out", report, Options(cache=root.parent / "cache"))
    assert report.failed
    assert snapshot(root.parent / "out") == before


def test_words_that_the_cache_has_lost_are_made_again(root: Path) -> None:
    run(root)
    for stored in (root.parent / "cache/v1/output").rglob("*"):
        if stored.is_file():
            stored.unlink()
    (root / "articles/b.md").write_text("# b\n\n昨天也好。\n", "utf-8")
    run(root)
    build(root, root.parent / "clean", Report(), Options())
    assert snapshot(root.parent / "out") == snapshot(root.parent / "clean")
