from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

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


def test_a_later_static_folder_overrides(tmp_path: Path) -> None:
    for folder, name in (("ours", "css/a.css"), ("ours", "b.js"), ("theirs", "css/a.css")):
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(folder, "utf-8")
    found = static_files([tmp_path / "ours", tmp_path / "theirs", tmp_path / "none"])
    assert {place.as_posix(): path.read_text("utf-8") for place, path in found.items()} == {
        "static/css/a.css": "theirs",
        "static/b.js": "ours",
    }
