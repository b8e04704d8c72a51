from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from generator.diagnostics import Report
from generator.model import Edition
from generator.site import addresses
from generator.site.files import ArticleLink, FileLink, Files, static_files

PAGE = addresses.article(Edition.HANS, "a")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "articles/sub").mkdir(parents=True)
    for name in ("articles/a.md", "articles/sub/b.md", "articles/图 1.png", ".secret"):
        (root / name).write_text("x", "utf-8")
    (tmp_path / "outside.txt").write_text("x", "utf-8")
    return root


def files(site: Path) -> Files:
    return Files(site, {site / "articles/a.md": "a", site / "articles/sub/b.md": "b"})


def test_a_link_to_an_article_leads_to_its_page(site: Path) -> None:
    link = files(site).resolve("sub/b.md#b3.s1", site / "articles/a.md")
    assert link == ArticleLink("b", "b3.s1")
    assert link.href(PAGE, Edition.HANS) == "../b/index.html#b3.s1"


def test_a_file_is_published(site: Path) -> None:
    link = files(site).resolve("%E5%9B%BE%201.png", site / "articles/a.md")
    source = (site / "articles/图 1.png").resolve()
    assert link == FileLink(PurePosixPath("files/articles/图 1.png"), source, "")
    assert link.href(PAGE, Edition.HANS) == "../../files/articles/%E5%9B%BE%201.png"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.png", "#b1", "/a.png", "mailto:a@example.org", "gone.png",
        "../../outside.txt", "../.secret", "", "//example.org/x",
    ],
)  # fmt: skip
def test_everything_else_stays(site: Path, address: str) -> None:
    assert files(site).resolve(address, site / "articles/a.md") is None


def test_a_symbolic_link_out_of_the_site_is_not_followed(site: Path) -> None:
    (site / "articles/link.txt").symlink_to(site.parent / "outside.txt")
    assert files(site).find("link.txt", site / "articles/a.md") is None


def test_a_wiki_link_does_not_follow_a_symbolic_link_out_of_the_site(site: Path) -> None:
    (site / "articles/photo.png").symlink_to(site.parent / "outside.txt")
    assert files(site).find("wiki:photo.png", site / "articles/a.md") is None


@pytest.mark.parametrize(
    ("name", "written"), [("a#b.png", "a%23b.png"), ("a%41.png", "a%2541.png")]
)
def test_names_with_the_marks_of_addresses(site: Path, name: str, written: str) -> None:
    (site / "articles" / name).write_text("x")
    link = files(site).resolve(f"{written}#x=1", site / "articles/a.md")
    assert link is not None
    assert link.href(PAGE, Edition.HANS) == f"../../files/articles/{written}#x=1"


def test_static_files(tmp_path: Path) -> None:
    for name in ("css/a.css", "b.js", ".hidden", ".git/c.js"):
        path = tmp_path / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    for root in (None, tmp_path):
        found = static_files(tmp_path / "static", root, Report())
        assert list(map(str, found)) == ["static/b.js", "static/css/a.css"]
        assert static_files(tmp_path / "none", root, Report()) == {}


@pytest.mark.parametrize("linked", ["static", "static/folder", "static/file.txt"])
def test_static_links_out_of_the_site_are_reported(tmp_path: Path, linked: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    site = tmp_path / "site"
    (site / linked).parent.mkdir(parents=True)
    (site / linked).symlink_to(outside / "secret.txt" if "." in linked else outside)
    report = Report()
    assert static_files(site / "static", site, report) == {}
    assert [(d.code, d.path) for d in report.diagnostics] == [("S001", site / linked)]


def test_static_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "static/closed"
    closed.mkdir(parents=True)
    scan = os.scandir

    def scandir(path: Path) -> Any:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    report = Report()
    assert static_files(tmp_path / "static", tmp_path, report) == {}
    assert [(d.code, d.path) for d in report.diagnostics] == [("S001", closed)]
