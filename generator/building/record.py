"""The record of the last build of a site into a folder: what it read, wrote and said.

It is in the cache folder, not with the site, since it has times and places of this machine. A build
without it makes everything anew, with the same result.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import Raw, Struct

from generator.building.article_records import ArticleRecords, OutputRecord
from generator.building.digests import digest
from generator.building.example_pack import Place
from generator.building.inputs import FileState
from generator.storage.atomic import try_to_write
from generator.storage.stamps import Stamp

VERSION = 6
_CHECKSUM = 4


class TextRecord(Struct, frozen=True, array_like=True):
    """A page of the author: about or one in `pages/`."""

    key: str
    """Of its text."""
    report: bytes
    """What was reported about it."""
    links: tuple[str, ...] = ()
    """The addresses in it."""


class BuildRecord(Struct, dict=True):
    """Everything that the next build needs to know."""

    program: str
    drafts: bool
    inputs: dict[str, FileState | None] = {}
    entries: str = ""
    ways_on: str = ""
    """The digest of what decides the ways on from all articles, and how they are shown."""
    stored_articles: dict[str, Raw] = {}
    """Of `articles`, as they are saved."""
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

    @cached_property
    def articles(self) -> ArticleRecords:
        """The records of the articles, by their paths in the site folder."""
        return ArticleRecords(self.stored_articles)

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
    record.articles.store()
    data = msgspec.msgpack.encode(record)
    if not try_to_write(place, _checksum(data) + data):
        with suppress(OSError):
            place.unlink()


def _checksum(data: bytes) -> bytes:
    """Return what tells whether a file is whole; nobody else's is ever read."""
    return zlib.crc32(data).to_bytes(_CHECKSUM)
