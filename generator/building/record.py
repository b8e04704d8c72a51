"""The record of the last build of a site into a folder: what it read, wrote and said.

It is in the cache folder, not with the site, since it has times and places of this machine. A build
without it makes everything anew, with the same result.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.building.digests import digest
from generator.building.example_pack import Place
from generator.building.inputs import FileState
from generator.site.ways_on import ListedArticle
from generator.storage.atomic import try_to_write
from generator.storage.stamps import Stamp

VERSION = 5
_CHECKSUM = 4


class OutputRecord(Struct, frozen=True, array_like=True):
    """Files that were made together, from what their key is a digest of."""

    key: str
    files: dict[str, Stamp]


class ArticleRecord(Struct, frozen=True, array_like=True):
    """An article, or a draft that was left out, if the slug is empty."""

    source: str
    report: bytes
    slug: str = ""
    slug_line: int = 1
    date: str = ""
    """The date of the article, ISO 8601; empty if it has none, and for a draft that is left out."""
    annotation: str = ""
    entries: str = ""
    named_terms: tuple[str, ...] = ()
    has_notes: bool = False
    links: tuple[tuple[str, bool], ...] = ()
    shown_terms: tuple[str, ...] = ()
    outputs: dict[str, OutputRecord] = {}
    collected: bytes = b""
    published: dict[str, str] = {}
    """The files that the article refers to, by where they are published."""
    examples: bytes = b""
    """The digests of what it adds to the index of examples, by shard."""
    linked: tuple[str, ...] = ()
    """The paths in the site folder that its links name, also of files that are missing."""
    settings: str = ""
    """The digest of what its outputs depend on apart from its files, links and ways on."""
    listed: ListedArticle | None = None
    """What other articles show of it; None if it is left out."""
    ways_on: str = ""
    """The digest of the ways on from it."""


class TextRecord(Struct, frozen=True, array_like=True):
    """A page of the author: about or one in `pages/`."""

    key: str
    """Of its text."""
    report: bytes
    """What was reported about it."""
    links: tuple[str, ...] = ()
    """The addresses in it."""


class BuildRecord(Struct):
    """Everything that the next build needs to know."""

    program: str
    drafts: bool
    inputs: dict[str, FileState | None] = {}
    entries: str = ""
    ways_on: str = ""
    """The digest of what decides the ways on from all articles, and how they are shown."""
    articles: dict[str, ArticleRecord] = {}
    """By the path of the article in the site folder."""
    site: dict[str, OutputRecord] = {}
    """The files that are not of one article, by the name of what they are."""
    example_places: dict[str, Place] = {}
    """Where the pack of examples has what each article adds to the index, by the path of it."""
    texts: dict[str, TextRecord] = {}
    """The author's own pages, by their slug."""
    frame: tuple[str, str] = ("", "")
    """The digest of what the frame of the pages depends on, and the digest of the frame."""
    templates: tuple[str, dict[str, str]] = ("", {})
    """The digest of all templates, and the fingerprint of those of each kind of page."""
    pages: int = 0
    has_address: bool = False
    """Whether the site has a base URL."""
    report: bytes = b""
    """Everything that the build reported."""
    version: int = VERSION

    @property
    def drafts_left_out(self) -> int:
        """The number of drafts that were left out."""
        return sum(not article.slug and not article.date for article in self.articles.values())

    @property
    def waiting(self) -> list[tuple[str, str]]:
        """The dates and the paths of the articles that wait for their date, soonest first."""
        return sorted(
            (article.date, path)
            for path, article in self.articles.items()
            if article.date and not article.slug
        )

    @property
    def article_count(self) -> int:
        """The number of articles, without drafts that were left out."""
        return sum(bool(article.slug) for article in self.articles.values())

    def places(self) -> list[str]:
        """Return the path of every file of the site."""
        return [
            *[p for a in self.articles.values() for made in a.outputs.values() for p in made.files],
            *[p for made in self.site.values() for p in made.files],
        ]

    def outputs(self) -> Iterator[tuple[str, Stamp]]:
        """Yield the path and the stamp of every file of the site."""
        for article in self.articles.values():
            for made in article.outputs.values():
                yield from made.files.items()
        for made in self.site.values():
            yield from made.files.items()


def is_due(record: ArticleRecord, until: date | None) -> bool:
    """Whether an article is in the site, or left out, as its date says on the day of a build."""
    waits = until is not None and record.date > until.isoformat()
    return not record.date or bool(record.slug) != waits


def record_place(cache: Path, root: Path, target: Path) -> Path:
    """Return where the record of a site and its output folder is."""
    # As bytes, since the name of a folder need not be UTF-8.
    key = digest(*(os.fsencode(os.path.realpath(folder)) for folder in (root, target)))
    return cache / "builds" / f"{key}.msgpack"


def load_record(place: Path) -> BuildRecord | None:
    """Return a record; None if there is none that this version can read, or it is damaged."""
    try:
        content = place.read_bytes()
        data = content[_CHECKSUM:]
        if _checksum(data) != content[:_CHECKSUM]:
            return None
        record = msgspec.msgpack.decode(data, type=BuildRecord)
    except (OSError, msgspec.DecodeError):
        return None
    return record if record.version == VERSION else None


def save_record(place: Path, record: BuildRecord) -> None:
    """Write a record; if that is refused there is none, which is not an error.

    It is not synced to disk: what a power failure leaves of it is known by its checksum.
    """
    data = msgspec.msgpack.encode(record)
    if not try_to_write(place, _checksum(data) + data):
        with suppress(OSError):
            place.unlink()


def _checksum(data: bytes) -> bytes:
    """Return what tells whether a file is whole; nobody else's is ever read."""
    return zlib.crc32(data).to_bytes(_CHECKSUM)
