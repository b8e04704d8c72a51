"""How a build is to run, and what it knows when it starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.building.inputs import States
from generator.building.record import BuildRecord

if TYPE_CHECKING:
    from generator.building.article_work import Workshop
    from generator.content.articles import ArticleFiles
    from generator.site.assets import Assets
    from generator.storage.stamps import Stamp

Progress = Callable[[str, int, int], None]
"""Called with the current stage, how many items are done, and how many there are."""


class Kept(Struct):
    """What a process keeps from one build of a site to the next."""

    program: str = ""
    """The fingerprint of the program that the process has loaded; empty before the first build."""
    workshop: Workshop | None = None
    is_ready: bool = False
    """Whether what the next edit needs is loaded, which the first build sees to at its end."""
    record: BuildRecord | None = None
    """The record of the last build, and the stamp of its file, which says whether it still is."""
    record_stamp: Stamp | None = None
    articles: tuple[tuple[str, ...], list[ArticleFiles]] = ((), [])
    """The names of all files in the folder of the articles, and the articles that they make."""
    assets: tuple[str, Assets] | None = None
    """The digest of the static files, and what they make."""


class Options(Struct, frozen=True):
    """How a build is to run; only `drafts` and `until` change what it makes."""

    drafts: bool = False
    cache: Path | None = None
    """The folder of what builds remember and share; without it everything is made anew."""
    executor: str = "none"
    """What works on the articles, by its name (`executors.py`)."""
    jobs: int = 1
    """How many articles a local executor works on at once."""
    progress: Progress | None = None
    kept: Kept | None = None
    until: date | None = None
    """The day of the build: articles with a later date wait for it. None includes them all."""
    force: bool = False
    """Whether files in the output folder that Jiazhu did not write may be overwritten."""
    wait: float = 0
    """How many seconds to wait for another build into the same folder."""
    whole: bool = True
    """Whether the new site takes the place of the old one in one step; else the articles that have
    changed come before the rest."""
    shown: Callable[[Iterable[str]], None] | None = None
    """Called with the files that are new in the output folder before the build is complete."""
    may_start_workers: bool = True
    """Whether a build of many articles starts workers; else it raises ManyArticlesError."""


class Start(Struct, frozen=True):
    """What a build knows when it starts."""

    program: str
    """The fingerprint of the program."""
    states: States
    """The files of the site."""
    last: BuildRecord | None
    """The record of the last build into the same folder."""
