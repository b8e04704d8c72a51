"""The index of the search in a build (`site/search.py` has what is in it).

    /static/search/<shard>/           an index as Pagefind writes it
    /static/search/<shard>/list.js    its articles: the slug of each by its id in the index
    /static/search/index.js           the shards; the first has what the browser searches with

Pagefind makes an index anew as a whole, in some 12 s of processor time for 1,000 articles. A site
with more than `SHARD` articles has several, of which an edit makes one anew. Few are best for
readers, since a search asks them all.

Without Pagefind, or if it fails, there is a warning (S034), and the search reads all articles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import PurePosixPath

import msgspec

from generator.building.article_outputs import Unit
from generator.building.article_work import ArticleResult, ArticleTask
from generator.building.digests import digest
from generator.building.search_engine import PROGRAM, SearchEngine, SearchEngineError
from generator.building.site_outputs import write_files
from generator.building.state import BuildState
from generator.pages import SEARCH_PART, File
from generator.site import addresses, lazy_data
from generator.site.search import foldings_file

SHARD = 128
"""The number of articles in a shard, on average at most."""


class SearchOutputs:
    """Brings the index of the search up to date."""

    def __init__(self, state: BuildState) -> None:
        self._state = state
        self._records: dict[str, str] = {}
        """By the path of the article; only if there is no cache."""

    def add(self, path: str, result: ArticleResult | None) -> None:
        """Take the record of an article, if no cache has it."""
        if result is None or self._state.cache is not None:
            return
        made = result.outputs.get(SEARCH_PART)
        if made is not None and made.files is not None:
            self._records[path] = _text(made.files)

    def write(self, units: Iterable[Unit]) -> None:
        """Write what is not up to date; `units` are all articles."""
        state = self._state
        if not state.config.site.search:
            return
        shards = _shards([unit for unit in units if unit.slug])
        first = next(iter(shards), "")
        index = lazy_data.place("search/index"), lazy_data.script("search/index", list(shards))
        self._make("search index", digest(list(shards)), [index])
        self._make("search foldings", "", [foldings_file()])
        keys = {name: self._key(members, name == first) for name, members in shards.items()}
        stale = [name for name, key in keys.items() if not state.keep(f"search {name}", key)]
        try:
            with SearchEngine() if stale else nullcontext() as engine:
                while engine is not None and stale:
                    name = stale[0]
                    files = self._files(engine, name, shards[name], is_first=name == first)
                    state.note(f"search {name}", keys[name], write_files(state, files))
                    del stale[0]
        except SearchEngineError as error:
            self._report(error)
            for name in stale:
                files = iter([_list(name, {unit.slug: unit.slug for unit in shards[name]})])
                # Without a key, so that the next build tries again.
                state.note(f"search {name}", "", write_files(state, files))

    def _report(self, error: SearchEngineError) -> None:
        self._state.report.add(
            "S034",
            self._state.root / "site.toml",
            f"The search has no index: {error}",
            "It reads all articles instead, which is slow on a large site. Install `pagefind-bin`, "
            "or put the program `pagefind` on the PATH.",
        )

    def _make(self, name: str, key: str, files: Sequence[File]) -> None:
        if not self._state.keep(name, key):
            self._state.note(name, key, write_files(self._state, files))

    def _key(self, members: Sequence[Unit], is_first: bool) -> str:
        articles = self._state.record.articles
        parts = [(each.slug, articles[each.path].outputs[SEARCH_PART].key) for each in members]
        return digest(parts, is_first)

    def _files(
        self, engine: SearchEngine, name: str, members: Sequence[Unit], *, is_first: bool
    ) -> Iterator[File]:
        files, slugs = engine.index((each.slug, self._record(each)) for each in members)
        used = [path for path in files if is_first or path not in PROGRAM]
        for path in used:
            yield addresses.STATIC / "search" / name / path, files[path]
        yield _list(name, slugs, used)

    def _record(self, unit: Unit) -> str:
        state = self._state
        if state.cache is None:
            return self._records[unit.path]
        key = state.record.articles[unit.path].outputs[SEARCH_PART].key
        stored = state.cache.get("output", key)
        if stored is not None:
            return _text(msgspec.msgpack.decode(stored, type=tuple[tuple[str, bytes], ...]))
        state.workshop.keys = state.keys
        options = state.options
        task = ArticleTask(unit.files, unit.source, options.drafts, options.until)
        return _text(state.workshop.run(task).outputs[SEARCH_PART].files or ())


def _list(name: str, slugs: dict[str, str], files: Sequence[str] = ()) -> File:
    """Return the script with the articles of a shard, and the files of its index, if it has one."""
    script = f"search/{name}/list"
    data = {"slugs": slugs, "files": files}
    return PurePosixPath(lazy_data.place(script)), lazy_data.script(script, data)


def _shards(units: Sequence[Unit]) -> dict[str, list[Unit]]:
    """Divide articles by a digest of the slug: another article changes no other shard."""
    count = 1
    while len(units) > count * SHARD:
        count *= 2
    found: dict[str, list[Unit]] = {}
    for unit in units:
        value = hashlib.blake2b(unit.slug.encode(), digest_size=2).digest()
        found.setdefault(f"{int.from_bytes(value) % count:02x}", []).append(unit)
    return {name: sorted(found[name], key=lambda unit: unit.slug) for name in sorted(found)}


def _text(files: Iterable[tuple[str, bytes]]) -> str:
    return "".join(data.decode() for _, data in files)
