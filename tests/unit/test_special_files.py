"""Where a file is expected there may be a pipe, a device, a ring of links or a link to a secret."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.files import write_files

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has other special files")

SECRET = "密钥是梅花"
ARTICLE = "---\ntitle: 茶\nimage: a.png\n---\n\n银行行长喝茶。![茶](a.png)\n"
PLACES = (
    *("glossary.toml", "lexicon.toml", "about.md", "pages/p.md", "static/x.css"),
    *("articles/b.md", "articles/c.txt", "articles/tea.en.md", "articles/tea.notes.toml"),
    *("articles/tea.vtt", "articles/a.png", "articles/tea.mp3"),
)


def secret(path: Path) -> None:
    place = path.parents[2] / "secret.md"
    place.write_text(f"{SECRET}\n")
    path.symlink_to(place)


KINDS: dict[str, Callable[[Path], None]] = {
    "a pipe": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a ring of links": lambda path: path.symlink_to(path.name),
    "a link to a secret": secret,
}


def run(*arguments: str | Path) -> Result:
    """Run a command, which must neither hang nor end with a traceback, nor tell the secret."""
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert SECRET not in result.output
    return result


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "sites/site"
    settings = 'title = { zh = "读", en = "Read" }\nabout = "about.md"\n'
    files = {"site.toml": settings, "articles/tea.md": ARTICLE}
    write_files(folder, files | {"pages/q.md": "# 页", "static/y.css": ""})
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_a_site(site: Path, kind: str) -> None:
    for place in PLACES:
        KINDS[kind](site / place)
    result = run("check", site)
    for place in set(PLACES) - {"static/x.css"}:
        is_named = kind == "a link to a secret" or place in ("about.md", "articles/a.png")
        shown = Path(place).name if is_named else f"{place}:1:1: error S001"
        assert shown in result.output, place
    assert result.exit_code == 1
    assert run("build", site, "--no-cache").exit_code == 1
    assert not (site / "_site").exists()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "place", ["site.toml", "static/x.css", "articles/a.png", "articles/tea.mp3"]
)
def test_a_place_by_itself(site: Path, place: str, kind: str) -> None:
    (site / place).unlink(missing_ok=True)
    KINDS[kind](site / place)
    built = run("build", site, "--no-cache")
    assert place.rpartition("/")[2] in built.output
    for path in site.rglob("_site/**/*"):
        assert path.is_symlink() or not path.is_file() or SECRET.encode() not in path.read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_a_blog_to_import(site: Path, kind: str) -> None:
    blog = site / "blog"
    text = "银行行长喝茶。![茶](/s.png) ![茶](more/s.png)\n"
    write_files(blog, {"_posts/2024-01-01-coffee.md": text})
    (site.parent / "elsewhere").mkdir()
    (site.parent / "elsewhere/s.png").write_bytes(b"\x89PNG\r\n\x1a\n" + SECRET.encode())
    (blog / "_posts/more").symlink_to(site.parent / "elsewhere")
    for place in (
        "_config.yml",
        "about.md",
        "_posts/2024-01-01-coffee.en.md",
        "_posts/x.md",
        "s.png",
    ):
        KINDS[kind](blog / place)
    result = run("import", blog, "--site", site)
    assert result.exit_code == 0, result.output
    made = {path.relative_to(site).as_posix() for path in (site / "articles").rglob("*")}
    assert made == {"articles/tea.md", "articles/coffee.md"}
