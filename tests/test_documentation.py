"""The documentation: every command in it runs and prints what is shown, and every link resolves.

In a page, fenced blocks play together in a folder of its own, from top to bottom:

    console                       `$ ` begins a command; lines below it are all that it prints, if
                                  there are any
    anything with title="PATH"    is written to that file, or added to it: title="PATH (added)"

A page without `jiazhu new my-site` begins with that site. Servers are started and stopped.
"""

from __future__ import annotations

import re
import shlex
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

from generator.cli import main

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SERVERS = ("serve", "review")
PORT = re.compile(r":\d{4,5}/")


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the info and the text of each fenced block of a page."""
    yield from _FENCE.findall(page.read_text(encoding="utf-8"))


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Yield the commands of a block, each with what it prints."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


WITH_COMMANDS = [page for page in PAGES if any(info == "console" for info, _ in blocks(page))]


def test_there_are_pages_with_commands() -> None:
    assert len(WITH_COMMANDS) > 8


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_prints_what_is_shown(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIAZHU_CACHE", str(tmp_path / ".cache"))
    if "$ jiazhu new my-site" not in page.read_text(encoding="utf-8").replace("my-site --", ""):
        assert run("jiazhu new my-site").exit_code == 0
    for info, text in blocks(page):
        if info == "console":
            for command, output in commands(text):
                check(command, output)
        elif match := re.search(r'title="([^"]+)"', info):
            write(match[1], text)


def write(title: str, text: str) -> None:
    name, added, _ = title.partition(" (added)")
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if added else ""
    path.write_text(before + text, encoding="utf-8")


def check(command: str, output: str) -> None:
    """Run a command, which must succeed and print what is shown, if anything is."""
    words = shlex.split(command)
    if words[:1] == ["jiazhu"] and words[1] in SERVERS:
        shown = served(words[1:])
        assert not output or PORT.sub(":0/", output) == PORT.sub(":0/", shown)
        return
    result = run(command)
    assert result.exit_code == 0, f"{command}\n{result.output}"
    if output:
        # What commands print besides, for people, is shown only where it does not vary.
        said = [text.strip("\n") for text in (result.stdout, result.output)]
        assert output.strip("\n") in said, f"{command}\n{result.output}"


def run(command: str) -> Result:
    """Run `jiazhu …`, or `echo TEXT | jiazhu …`."""
    before, pipe, after = command.partition(" | ")
    text = None
    if pipe:
        assert before.startswith("echo "), command
        text, command = before.removeprefix("echo ") + "\n", after
    name, *words = shlex.split(command)
    assert name == "jiazhu", command
    return CliRunner().invoke(main, words, input=text)


def served(words: list[str]) -> str:
    """Return the line with which a server greets, once it answers."""
    from generator.serve import serve

    assert Path(words[1]).is_dir()
    help_text = CliRunner().invoke(main, [words[0], "--help"]).output
    assert all(word in help_text for word in words[2:])
    if words[0] != "serve":
        return ""
    stop = threading.Event()
    said: list[str] = []

    def greet(url: str) -> None:
        parts = urlsplit(url)
        with socket.create_connection((parts.hostname or "", parts.port or 0)):
            said.append(f"Serving at {url} (press Ctrl-C to stop)\n")
        stop.set()

    serve(
        Path(words[1]),
        Path("served"),
        host="127.0.0.1",
        port=0,
        drafts=False,
        cache=None,
        builder=lambda *_: _Built(),
        on_start=greet,
        stop=stop,
    )
    return said[0]


class _Built:
    pages, seconds = 0, 0.0


# --- The site of the documentation ---


def nav_files(nav: object) -> Iterator[str]:
    """Yield the files that a part of the navigation names."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list):
        for each in nav:
            yield from nav_files(each)
    elif isinstance(nav, dict):
        yield from nav_files(list(nav.values()))


def config() -> dict[str, Any]:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def test_the_navigation_has_every_page() -> None:
    named = list(nav_files(config()["nav"]))
    assert sorted(named) == sorted(page.relative_to(DOCS).as_posix() for page in PAGES[1:])


def links(page: Path) -> Iterator[str]:
    for token in MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8")):
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrGet("href"))


@pytest.mark.parametrize(
    "page",
    [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "ARCHITECTURE.md"],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_every_link_resolves(page: Path) -> None:
    for link in links(page):
        parts = urlsplit(link)
        if parts.scheme:
            continue
        target = page.parent / unquote(parts.path) if parts.path else page
        assert target.exists(), link
        if parts.fragment and target.suffix == ".md":
            assert parts.fragment in set(anchors(target)), link


def anchors(page: Path) -> Iterator[str]:
    """Yield the ids of the headings of a page, as MkDocs and code hosts make them."""
    for heading in re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE):
        plain = re.sub(r"[^\w\- ]", "", heading.lower()).strip()
        yield re.sub(r"[ -]+", "-", plain)


def test_every_promise_names_tests_that_exist() -> None:
    rows = [
        line for line in (DOCS / "trust.md").read_text("utf-8").splitlines() if "`tests/" in line
    ]
    assert len(rows) > 50
    for row in rows:
        for name in re.findall(r"`(tests/[^`]+)`", row):
            assert (ROOT / name).exists(), row


def test_the_site_of_the_documentation_is_built(tmp_path: Path) -> None:
    """Without a warning: `strict` is set."""
    pytest.importorskip("material")
    assert config()["strict"] is True
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "how-to/customise.html").read_text(encoding="utf-8")
    fetched = re.findall(r'<(?:script|link|img)[^>]* (?:src|href)="(https?://[^"]+)"', page)
    assert [address for address in fetched if "squidfunk" not in address] == []


def test_the_two_commands_stay_as_they_are() -> None:
    readme = PAGES[0].read_text(encoding="utf-8")
    section = readme.split("## Two commands\n")[1].split("\n## ")[0]
    assert re.findall(r"^python3 dev\.py \w+", section, re.MULTILINE) == [
        "python3 dev.py build",
        "python3 dev.py test",
    ]


def test_the_readme_is_short() -> None:
    assert len(PAGES[0].read_text(encoding="utf-8").splitlines()) < 120
