"""What a build records of its articles, for the next one.

Decoded, the record of an article takes twice the memory of what is stored. A build of a whole site
makes thousands of them and asks for each a few times, so it keeps them as they are stored. A build
after an edit asks for all of them several times, and keeps them decoded.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from datetime import date

import msgspec
from msgspec import Raw, Struct

from generator.site.ways_on import ListedArticle
from generator.storage.stamps import Stamp


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


class ArticleRecords(MutableMapping[str, ArticleRecord]):
    """The records of the articles of a build by their paths, in the order in which they were added.

    `stored` has them encoded, and gets those that are added by `store`.
    """

    def __init__(self, stored: dict[str, Raw]) -> None:
        self._stored = stored
        self._decoded: dict[str, ArticleRecord] = {}
        self._packed = bytearray()
        """Those that were added encoded, one after the other: as objects of their own they would
        lie between the large results of articles, and leave gaps too small for the next."""
        self._places: dict[str, slice] = {}
        """Where `_packed` has them."""
        self.keeps = True
        """Whether those that are asked for, or added, stay decoded."""

    def __getitem__(self, path: str) -> ArticleRecord:
        """Return the record of an article. Raises KeyError."""
        known = self._decoded.get(path)
        if known is None:
            place = self._places.get(path)
            known = _DECODER.decode(
                self._stored[path] if place is None else memoryview(self._packed)[place]
            )
            if self.keeps:
                self._decoded[path] = known
        return known

    def __setitem__(self, path: str, record: ArticleRecord) -> None:
        """Add the record of an article, or replace it."""
        self._stored[path] = _LATER
        if self.keeps:
            self._places.pop(path, None)
            self._decoded[path] = record
        else:
            self._decoded.pop(path, None)
            start = len(self._packed)
            self._packed += _ENCODER.encode(record)
            self._places[path] = slice(start, len(self._packed))

    def __delitem__(self, path: str) -> None:
        """Remove the record of an article. Raises KeyError."""
        del self._stored[path]
        self._decoded.pop(path, None)
        self._places.pop(path, None)

    def __contains__(self, path: object) -> bool:
        """Whether there is a record of an article."""
        return path in self._stored

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        return iter(self._stored)

    def __len__(self) -> int:
        """Return the number of articles."""
        return len(self._stored)

    def store(self) -> None:
        """Encode those that were added."""
        for path, stored in self._stored.items():
            if stored is _LATER:
                place = self._places.get(path)
                self._stored[path] = Raw(
                    _ENCODER.encode(self._decoded[path])
                    if place is None
                    else bytes(self._packed[place])
                )


_DECODER = msgspec.msgpack.Decoder(ArticleRecord)
_ENCODER = msgspec.msgpack.Encoder()
_LATER = Raw()
"""In the place of a record that is not encoded yet."""


def is_due(record: ArticleRecord, until: date | None) -> bool:
    """Whether an article is in the site, or left out, as its date says on the day of a build."""
    waits = until is not None and record.date > until.isoformat()
    return not record.date or bool(record.slug) != waits
