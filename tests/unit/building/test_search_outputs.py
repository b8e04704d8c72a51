"""The index of the search in a build: only what an edit changes is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.build import build
from generator.building import search_outputs
from generator.building.options import Options
from generator.building.search_outputs import SearchOutputs
from generator.diagnostics import Report
from generator.site.search_index import shard, shard_count
from generator.storage.stamps import stamp_of

TEXTS = {"a": "今天很好。", "b": "今天下雨。", "c": "昨天更好。", "d": "长江很长。"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "articles").mkdir(parents=True)
    (root / "site.toml").write_text('title = "站"\neditions = ["zh-Hans"]\n', "utf-8")
    for name, text in TEXTS.items():
        edit(root, name, text)
    return root


def edit(root: Path, name: str, text: str) -> None:
    (root / f"articles/{name}.md").write_text(f"# {name}\n\n{text}\n", "utf-8")


def run(root: Path) -> None:
    report = Report()
    build(root, root.parent / "out", report, Options(cache=root.parent / "cache"))
    assert not report.failed


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


def assert_is_as_clean(root: Path) -> None:
    build(root, root.parent / "clean", Report(), Options())
    assert snapshot(root.parent / "out") == snapshot(root.parent / "clean")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of articles of each index that was made anew."""
    found: list[int] = []
    plan = SearchOutputs._plan_part

    def noted(self: SearchOutputs, *given: Any) -> None:
        found.append(len(given[-1]))
        plan(self, *given)

    monkeypatch.setattr(SearchOutputs, "_plan_part", noted)
    return found


def test_an_edit_writes_the_shards_of_its_terms_alone(root: Path, made: list[int]) -> None:
    run(root)
    before = search_files(root)
    made.clear()
    edit(root, "b", "今天下雪。")
    run(root)
    after = search_files(root)
    pairs = {"下雨", "雨", "下雪", "雪"}
    wanted = {f"index/{shard(term, shard_count(4)):x}.js" for term in pairs}
    changed = {name for name in after if after[name] != before[name]}
    assert changed >= wanted
    assert len(changed) <= 2 * len(pairs), "with those of the readings"
    assert not made
    assert_is_as_clean(root)


@pytest.mark.parametrize("change", ["added", "removed", "renamed"])
def test_another_article_changes_the_index_and_its_list(
    root: Path, made: list[int], change: str
) -> None:
    run(root)
    made.clear()
    if change == "added":
        edit(root, "e", "今天下雪。")
    elif change == "removed":
        (root / "articles/b.md").unlink()
    else:
        (root / "articles/b.md").rename(root / "articles/e.md")
    run(root)
    assert not made
    assert_is_as_clean(root)


def test_if_most_articles_change_the_index_is_made_anew(root: Path, made: list[int]) -> None:
    run(root)
    made.clear()
    for name in "abc":
        edit(root, name, "今天下雪。")
    run(root)
    assert made == [4]
    assert_is_as_clean(root)


def test_a_large_index_is_made_in_parts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_outputs, "TOGETHER", 1)
    run(root)
    monkeypatch.undo()
    assert_is_as_clean(root)


@pytest.mark.parametrize("lost", ["a shard", "a shard that the edit changes"])
def test_a_file_that_was_lost_is_made_again(root: Path, lost: str) -> None:
    run(root)
    edit(root, "b", "今天下雪。")
    number = shard("下雪", shard_count(4))
    number = number if "edit" in lost else (number + 1) % shard_count(4)
    (root.parent / f"out/static/search/index/{number:x}.js").write_text("", "utf-8")
    run(root)
    assert_is_as_clean(root)


def test_terms_that_the_cache_has_lost_are_made_again(root: Path, made: list[int]) -> None:
    run(root)
    made.clear()
    for stored in (root.parent / "cache/v1/output").rglob("*"):
        if stored.is_file():
            stored.unlink()
    edit(root, "b", "昨天也好。")
    run(root)
    assert made == [4]
    assert_is_as_clean(root)


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
    (root / "site.toml").write_text(text, "utf-8")
    run(root)
    assert_is_as_clean(root)


def test_a_site_without_articles_has_an_empty_index(root: Path) -> None:
    for name in TEXTS:
        (root / f"articles/{name}.md").unlink()
    run(root)
    script = (root.parent / "out/static/search/articles.js").read_text("utf-8")
    data = json.loads(script.partition(", ")[2].removesuffix(");\n"))
    assert data == {"shards": 16, "articles": ""}
    assert_is_as_clean(root)
