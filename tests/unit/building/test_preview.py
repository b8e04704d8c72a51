"""What a preview shows before a build is complete."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.build import build
from generator.building.options import Kept, Options
from generator.diagnostics import Report
from tests.files import write_files
from tests.properties.test_incremental_builds import snapshot


def test_the_pages_of_an_edit_are_shown_first(tmp_path: Path) -> None:
    """And everything else is the site of before until it is complete."""
    root, out, kept = tmp_path / "site", tmp_path / "out", Kept()
    files = {f"articles/{name}.md": f"# {name}\n\n今天很好。\n" for name in "abc"}
    write_files(root, {"site.toml": 'title = "站"\neditions = ["zh-Hans"]\n', **files})
    options = Options(cache=tmp_path / "cache", whole=False, kept=kept)
    build(root, out, Report(), options)
    before = snapshot(out)
    shown: list[set[str]] = []

    def show(names: Iterable[str]) -> None:
        now = snapshot(out)
        assert {name for name in before if now[name] != before[name]} <= {
            ".jiazhu-manifest.json",
            *names,
        }
        assert all(now[name] != before.get(name) for name in names)
        shown.append(set(names))

    write_files(root, {"articles/b.md": "# 乙\n\n昨天也好。\n"})
    options = Options(cache=tmp_path / "cache", whole=False, kept=kept, shown=show)
    build(root, out, Report(), options)
    (article,) = shown
    assert "zh-hans/b/index.html" in article
    assert "zh-hans/index.html" not in article
    build(root, tmp_path / "clean", Report())
    assert snapshot(out) == snapshot(tmp_path / "clean")
