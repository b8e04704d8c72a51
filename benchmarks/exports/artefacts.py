"""The size of everything that a build of the demo site writes, by what it is for."""

from __future__ import annotations

import gzip
import re
import shutil
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from benchmarks.accuracy.report import Table
from generator.build import build
from generator.diagnostics import Report
from generator.export_formats import FORMATS

SEEDS = Path(__file__).parents[2] / "seeds"
BASE_URL = "https://example.org/"

COMPRESSED = (".apkg", ".epub", ".zip", ".png")
"""Of files that a host does not compress again."""

OTHER = "others"
_EDITION = r"zh-han[st](-tw|-hk)?"
_ARTICLE = rf"{_EDITION}/({{articles}})"

KINDS: Mapping[str, str] = {
    "pages: articles": rf"{_ARTICLE}/index\.html",
    "pages: their vocabulary": rf"{_ARTICLE}/vocabulary/index\.html",
    "pages: tags and levels": rf"{_EDITION}/(tags|levels)/.*\.html",
    "pages: others": r".*\.html(?<!handout\.html)",
    "styles": r"static/css/.*",
    "scripts: on every page": r"static/(early|step|unfinished|js/jiazhu)\.js",
    "scripts: on demand": r"static/(js|panels|grammar)/.*|worker\.js|static/spellings\.js",
    "pop-up: words of articles": r"static/articles/[^/]*/words\.js",
    "pop-up: common words": r"static/words/.*",
    "pop-up: characters": r"static/characters/.*",
    "pop-up: examples": r"static/(examples|sentences)/.*|static/articles/[^/]*/sentences\.js",
    "pop-up: strokes": r"static/(strokes|vendor)/.*",
    "search: index": r"static/search/.*",
    "search: readings of articles": r"static/articles/[^/]*/search\.js",
    "feeds: Atom": r"(.*/)?feed\.xml",
    "feeds: JSON": r"(.*/)?feed\.json",
    "icons and manifest": r"static/[^/]*\.(png|svg)|manifest\.webmanifest",
    "cards": r".*/card\.png",
    "sitemap": r"sitemap.*|robots\.txt",
    **{
        f"export: {each.label}": rf"exports/.*{re.escape(each.suffix)}"
        for each in FORMATS.values()
        if each.in_builds
    },
}
"""Patterns of paths; the first that matches says what a file is for."""


def build_with_address(folder: Path) -> Path:
    """Build the demo site as if it had a host, with feeds and all; return the output folder."""
    root, output = folder / "site", folder / "output"
    shutil.copytree(SEEDS, root, ignore=shutil.ignore_patterns("_site"))
    settings = (root / "site.toml").read_text("utf-8")
    given = settings.replace('base_url = ""', f'base_url = "{BASE_URL}"')
    (root / "site.toml").write_text(given, "utf-8")
    report = Report()
    build(root, output, report)
    if report.failed:
        raise SystemExit("\n".join(map(str, report.sorted())))
    return output


def table(output: Path) -> Table:
    """Return the sizes of the files of a site, by kind."""
    slugs = "|".join(re.escape(each.name) for each in (output / "static/articles").iterdir())
    patterns = [(kind, re.compile(each.format(articles=slugs))) for kind, each in KINDS.items()]
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for path in output.rglob("*"):
        if path.is_file():
            place, data = path.relative_to(output).as_posix(), path.read_bytes()
            kind = next((kind for kind, each in patterns if each.fullmatch(place)), OTHER)
            is_small = path.suffix in COMPRESSED
            sent = len(data) if is_small else len(gzip.compress(data, 9))
            found[kind].append((len(data), sent))
    rows = Table(["artefact", "files", "KB", "KB compressed", "largest, KB compressed"])
    for kind in (*KINDS, OTHER):
        if files := found[kind]:
            raw, sent = (sum(each) for each in zip(*files, strict=True))
            largest = max(each for _, each in files)
            figures = (f"{each / 1000:,.1f}" for each in (raw, sent, largest))
            rows.rows.append([kind, f"{len(files):,}", *figures])
    return rows
