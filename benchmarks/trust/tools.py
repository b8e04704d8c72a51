"""The generators that are compared: how each wants its sources, and how it is run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PAGE = "---\ntitle: {title}\n---\n\n{body}\n"


@dataclass(frozen=True, slots=True)
class Tool:
    """A generator; the paths of its sources are relative to the site."""

    name: str
    settings: str
    """The file with the settings of a site."""
    minimal: str
    """The settings of the smallest site."""
    articles: str
    static: str
    clean: tuple[str, ...]
    """What makes it remove stale pages."""

    def make(self, site: Path) -> None:
        """Write the smallest site, with an article `good`."""
        for folder in (self.articles, self.static):
            (site / folder).mkdir(parents=True, exist_ok=True)
        (site / self.settings).write_text(self.minimal, "utf-8")
        self.write(site, "good", "Good", "好文章。")

    def write(self, site: Path, name: str, title: str, body: str) -> Path:
        """Write an article."""
        path = site / self.articles / f"{name}.md"
        path.write_text(PAGE.format(title=title, body=body), "utf-8")
        return path

    def command(self, site: Path, output: Path) -> list[str]:
        """Return the command that builds a site."""
        if self.name == "jiazhu":
            start = [sys.executable, "-m", "generator", "build", str(site), "--output", str(output)]
            return [*start, "--cache", str(site.parent / "cache")]
        if self.name == "hugo":
            start = [str(_beside("hugo")), "--source", str(site), "--destination", str(output)]
            return [*start, *self.clean]
        config = str(site / self.settings)
        return [str(_beside("mkdocs")), "build", "-q", "-f", config, "-d", str(output)]

    def build(self, site: Path, output: Path) -> subprocess.CompletedProcess[str]:
        """Build a site."""
        command = self.command(site, output)
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def _beside(name: str) -> Path:
    """Return a program of this environment."""
    found = Path(sys.executable).with_name(name)
    return found if found.exists() else Path(shutil.which(name) or name)


HUGO_LAYOUT = "<h1>{{ .Title }}</h1>{{ .Content }}"

TOOLS = (
    Tool("jiazhu", "site.toml", "title = '站'\n", "articles", "static", ()),
    Tool(
        "hugo",
        "hugo.toml",
        "title = 'Site'\ndisableKinds = ['taxonomy', 'RSS', 'sitemap']\n",
        "content",
        "static",
        ("--cleanDestinationDir",),
    ),
    Tool("mkdocs", "mkdocs.yml", "site_name: Site\n", "docs", "docs", ()),
)


def prepare(tool: Tool, site: Path) -> None:
    """Make a site, with the templates that Hugo brings none of."""
    tool.make(site)
    if tool.name == "hugo":
        for name in ("single", "list", "home"):
            place = site / "layouts" / f"{name}.html"
            place.parent.mkdir(exist_ok=True)
            place.write_text(HUGO_LAYOUT, "utf-8")
    if tool.name == "mkdocs":
        tool.write(site, "index", "Home", "[good](good.md)")
