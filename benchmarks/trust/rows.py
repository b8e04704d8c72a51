"""The faults: each makes a site with one, builds it, and says whether what came out is right."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from benchmarks.trust.tools import Tool, prepare

KILLS = 12
SCRIPT = "<script>evil()</script>"
Row = Callable[[Tool, Path], str]
"""Returns what is wrong; an empty text if nothing is."""
ROWS: dict[str, Row] = {}


def row(name: str) -> Callable[[Row], Row]:
    """Add a fault to the table."""

    def add(function: Row) -> Row:
        ROWS[name] = function
        return function

    return add


def made(tool: Tool, folder: Path) -> tuple[Path, Path]:
    """Return a new site and the folder for its pages."""
    prepare(tool, folder / "site")
    return folder / "site", folder / "public"


def pages(output: Path) -> Iterator[LexborHTMLParser]:
    """Yield the pages of a site."""
    for path in output.rglob("*.html"):
        yield LexborHTMLParser(path.read_text("utf-8", errors="replace"))


@row("a script in the title and the text")
def script(tool: Tool, folder: Path) -> str:
    site, output = made(tool, folder)
    tool.write(site, "evil", f"'Evil {SCRIPT}'", f"文 {SCRIPT}\n\n{SCRIPT}")
    tool.build(site, output)
    live = any("evil()" in node.text() for page in pages(output) for node in page.css("script"))
    return "the script runs" if live else ""


@row("a `javascript:` link")
def link(tool: Tool, folder: Path) -> str:
    site, output = made(tool, folder)
    tool.write(site, "evil", "Evil", "[文](javascript:evil) ![文](javascript:evil)")
    tool.build(site, output)
    hrefs = [node.attributes.get("href") or "" for page in pages(output) for node in page.css("a")]
    return "the link is live" if any(href.startswith("javascript:") for href in hrefs) else ""


@row("an address that leads out of the output")
def permalink(tool: Tool, folder: Path) -> str:
    site, output = made(tool, folder)
    evil = tool.write(site, "evil", "Evil", "文")
    front = "slug: ../../escaped\nurl: ../../escaped\npermalink: ../../escaped/index.html"
    evil.write_text(f"---\ntitle: Evil\n{front}\n---\n\n文\n", "utf-8")
    tool.build(site, output)
    out = [path for path in folder.rglob("*escaped*") if not path.is_relative_to(output)]
    return "it is written outside" if out else ""


@row("a link out of the site among the static files")
def symlink(tool: Tool, folder: Path) -> str:
    site, output = made(tool, folder)
    (folder / "secret").mkdir()
    (folder / "secret/secret.txt").write_text("secret")
    (site / tool.static / "file.txt").symlink_to(folder / "secret/secret.txt")
    (site / tool.static / "folder").symlink_to(folder / "secret")
    tool.build(site, output)
    found = [path for path in output.rglob("*.txt") if path.read_text() == "secret"]
    return "it is published" if found else ""


@row("the site folder as output")
def over_sources(tool: Tool, folder: Path) -> str:
    site, _ = made(tool, folder)
    before = {path for path in site.rglob("*") if path.is_file()}
    tool.build(site, site)
    lost = [path for path in before if not path.exists()]
    return f"{len(lost)} sources are deleted" if lost else ""


@row("foreign files in the output")
def foreign(tool: Tool, folder: Path) -> str:
    site, output = made(tool, folder)
    tool.build(site, output)
    (output / "CNAME").write_text("mine")
    tool.build(site, output)
    return "" if (output / "CNAME").exists() else "they are deleted"


@row("a page whose source is gone")
def stale(tool: Tool, folder: Path) -> str:
    site, output = made(tool, folder)
    evil = tool.write(site, "stale", "Stale", "文")
    tool.build(site, output)
    evil.unlink()
    tool.build(site, output)
    return "it stays" if any("stale" in str(p) for p in output.rglob("*.html")) else ""


@row("a text in GBK")
def gbk(tool: Tool, folder: Path) -> str:
    site, output = made(tool, folder)
    path = tool.write(site, "gbk", "Gbk", "文")
    path.write_bytes("---\ntitle: 文章\n---\n\n银行行长喝茶，天气很好。\n".encode("gbk"))
    done = tool.build(site, output)
    texts = "".join(page.body.text() if page.body else "" for page in pages(output))
    said = done.returncode and "gbk.md" in done.stdout + done.stderr
    return "" if said or "银行" in texts else "it is published as other characters"


@row("two articles with one address")
def duplicate(tool: Tool, folder: Path) -> str:
    site, output = made(tool, folder)
    for name in ("one", "two"):
        path = tool.write(site, name, name, "文")
        path.write_text(f"---\ntitle: {name}\nslug: same\nurl: /same/\n---\n\n文\n", "utf-8")
    done = tool.build(site, output)
    if (output / "one").exists() and (output / "two").exists():
        return ""  # it takes no addresses from sources
    said = "same" in done.stdout + done.stderr
    return "" if said else "one is lost without a word"


@row(f"kill -9 in a build ({KILLS} moments)")
def killed(tool: Tool, folder: Path) -> str:
    site, output = made(tool, folder)

    def write(text: str) -> None:
        for number in range(20):
            tool.write(site, f"n{number}", f"N{number}", f"{text}{number}。\n\n" * 20)

    write("旧文")
    tool.build(site, output)
    kept = shutil.copytree(output, folder / "kept")
    old = contents(output)
    write("新文")
    start = time.monotonic()
    tool.build(site, output)
    seconds = time.monotonic() - start
    new = contents(output)
    for part in range(1, KILLS + 1):
        shutil.rmtree(output)
        shutil.copytree(kept, output)
        process = subprocess.Popen(
            tool.command(site, output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(seconds * part / KILLS)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if contents(output) not in (old, new):
            return "half a site"
    return ""


def contents(output: Path) -> dict[str, bytes]:
    """Return the pages of the articles that change."""
    found = {str(path.relative_to(output)): path.read_bytes() for path in output.rglob("*.html")}
    return {name: data for name, data in found.items() if re.search(r"(?:^|/)n\d+/", name)}


@row("a damaged cache")
def cache(tool: Tool, folder: Path) -> str:
    site, output = made(tool, folder)
    tool.build(site, output)
    wanted = pages_of(output)
    for kept in (folder / "cache", site / "resources/_gen", site / ".cache"):
        for path in kept.rglob("*"):
            if path.is_file():
                path.write_bytes(b"damaged")
    shutil.rmtree(output)
    done = tool.build(site, output)
    if done.returncode:
        return "the build fails"
    return "" if pages_of(output) == wanted else "the pages are others"


def pages_of(output: Path) -> dict[str, str]:
    """Return what all pages say, by path."""
    return {
        str(path.relative_to(output)): LexborHTMLParser(path.read_text("utf-8")).text()
        for path in output.rglob("*.html")
    }


@row("an unknown setting")
def setting(tool: Tool, folder: Path) -> str:
    site, output = made(tool, folder)
    with (site / tool.settings).open("a") as file:
        file.write("titel: 1\n" if tool.settings.endswith("yml") else "titel = 1\n")
    done = tool.build(site, output)
    return "" if "titel" in done.stdout + done.stderr else "nothing is said"


@row("broken front matter")
def front_matter(tool: Tool, folder: Path) -> str:
    site, output = made(tool, folder)
    path = tool.write(site, "broken", "Broken", "文")
    path.write_text('---\ntitle: "never closed\ntags: [a\n---\n\n文\n', "utf-8")
    done = tool.build(site, output)
    said = done.stdout + done.stderr
    if "broken.md" not in said:
        return "nothing is said"
    return "a traceback" if "Traceback" in said else ""
