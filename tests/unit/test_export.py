"""Exports by the command and by a build are the same files."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build import build
from generator.building.options import Options
from generator.cli import main
from generator.diagnostics import Report
from generator.export_formats import FORMATS
from tests.files import write_files

IN_BUILDS = [name for name, each in FORMATS.items() if each.in_builds]
SITE = {
    "site.toml": f'title = {{ zh = "银行小站", en = "The Bank" }}\nexports.formats = {IN_BUILDS}\n',
    "articles/a.md": "---\ntitle: 银行\ndate: 2025-01-02\n---\n\n他是行长。\n",
    "articles/a.en.md": "---\ntitle: Bank\n---\n\nHe is head of a bank.\n",
    "articles/b.md": "---\ntitle: 乙\n---\n\n她也是行长。\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_files(tmp_path / "site", SITE)
    return tmp_path / "site"


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_command_writes_what_a_build_writes(site: Path, tmp_path: Path) -> None:
    report = Report()
    build(site, tmp_path / "out", report, Options())
    assert not report.failed
    for name in IN_BUILDS:
        done = CliRunner().invoke(main, ["export", name, str(site), "-o", str(tmp_path / "data")])
        assert done.exit_code == 0, done.output
    assert files(tmp_path / "data") == files(tmp_path / "out" / "exports")


def test_one_article(site: Path, tmp_path: Path) -> None:
    output = str(tmp_path / "data")
    done = CliRunner().invoke(main, ["export", "json", str(site), "--article", "b", "-o", output])
    assert done.exit_code == 0
    assert [*files(tmp_path / "data" / "articles")] == ["b.json"]


def test_an_article_that_there_is_not(site: Path, tmp_path: Path) -> None:
    output = tmp_path / "data"
    done = CliRunner().invoke(main, ["export", "json", str(site), "--article", "x", "-o", output])
    assert done.exit_code == 2
    assert "no article “x”" in done.output
    assert not output.exists()


def test_one_edition(site: Path, tmp_path: Path) -> None:
    words = ["export", "anki", str(site), "--edition", "ZH-hant-tw", "-o", str(tmp_path / "data")]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    assert {name.split(".")[1] for name in files(tmp_path / "data")} == {"zh-hant-tw"}


def test_an_edition_that_there_is_not(site: Path, tmp_path: Path) -> None:
    settings = site / "site.toml"
    settings.write_text(
        f'editions = ["zh-Hant-TW", "zh-Hans"]\n{settings.read_text("utf-8")}', "utf-8"
    )
    words = ["export", "anki", str(site), "--edition", "zh-Hant-HK", "-o", str(tmp_path / "data")]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2
    assert "no edition “zh-Hant-HK”; it has zh-Hant-TW, zh-Hans" in done.output


def test_a_site_with_errors_is_not_exported(site: Path, tmp_path: Path) -> None:
    (site / "glossary.toml").write_text("[[term]]\n", "utf-8")
    output = tmp_path / "data"
    done = CliRunner().invoke(main, ["export", "json", str(site), "-o", output])
    assert done.exit_code == 1
    assert not output.exists()


def test_articles_link_to_their_exports(site: Path, tmp_path: Path) -> None:
    build(site, tmp_path / "out", Report(), Options())
    page = tmp_path / "out" / "zh-hans" / "a" / "index.html"
    assert '<a href="../../exports/articles/a.json" download>JSON</a>' in page.read_text("utf-8")


def test_what_is_no_longer_asked_for_is_removed(site: Path, tmp_path: Path) -> None:
    cache, out = Options(cache=tmp_path / "cache"), tmp_path / "out"
    build(site, out, Report(), cache)
    assert (out / "exports").exists()
    (site / "site.toml").write_text('title = { zh = "银行小站", en = "The Bank" }\n', "utf-8")
    build(site, out, Report(), cache)
    assert not (out / "exports").exists()
    assert "exports" not in (out / "zh-hans" / "a" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("command", "link"),
    [("build", "_site"), ("export", "_exports"), ("export", "_exports/json/articles")],
)
def test_links_out_of_the_site_are_not_written_through(
    site: Path, tmp_path: Path, command: str, link: str
) -> None:
    """A site of a stranger must not overwrite another of its reader."""
    other = tmp_path / "other"
    assert build(site, other, Report(), Options()).articles == 2
    before = files(other)
    (site / link).parent.mkdir(parents=True, exist_ok=True)
    (site / link).symlink_to(other)
    arguments = ["export", "json"] if command == "export" else [command]
    result = CliRunner().invoke(main, [*arguments, str(site)])
    assert result.exit_code == 1
    assert "leads out of" in result.output
    assert files(other) == before
    if command == "build":
        assert CliRunner().invoke(main, ["build", str(site), "-o", str(other)]).exit_code == 0
