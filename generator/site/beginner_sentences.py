"""Sentences for beginners, one for each word of HSK 1 to 4, for the pop-up.

    /static/sentences/<shard>.js    by simplified word: [[sentence by edition, …], English, source,
                                    pinyin]

There are only sentences of words whose characters are on the site.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import PurePosixPath

from generator.language.tables import read_rows
from generator.model import Edition
from generator.site import lazy_data

TABLE = "sentences/beginners.tsv"
_EDITIONS = (Edition.HANS, Edition.TW, Edition.HK)
"""The editions in the order of the table."""


@cache
def _sentences() -> Sequence[tuple[str, ...]]:
    return tuple(read_rows(TABLE, 7))


def sentence_files(
    characters: Collection[str], editions: Sequence[Edition]
) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield the scripts for the words with these characters, each with its path."""
    known = frozenset(characters)
    shards: dict[str, dict[str, list[object]]] = {
        f"{number:02x}": {} for number in range(lazy_data.SHARDS)
    }  # empty ones are written too, since a page may ask for any
    for word, *texts, english, source, pinyin in _sentences():
        if known.issuperset(word):
            by_edition = dict(zip(_EDITIONS, texts, strict=True))
            shown = {edition.path: by_edition[edition] for edition in editions}
            shards[lazy_data.shard(word)][word] = [shown, english, source, pinyin]
    for shard, rows in shards.items():
        name = f"sentences/{shard}"
        yield lazy_data.place(name), lazy_data.script(name, rows)
