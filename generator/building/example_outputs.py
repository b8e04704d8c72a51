"""The index of examples in a build: only the shards that changes touch are made anew."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from generator.building.article_records import ArticleRecord
from generator.building.article_tasks import ArticleResult, ArticleTask
from generator.building.example_pack import NOWHERE, ExamplePack, Place
from generator.building.example_slices import changed_shards, checked_facts, decode_facts
from generator.building.record import BuildRecord, record_place
from generator.building.site_outputs import write_files
from generator.building.state import BuildState
from generator.building.units import Unit
from generator.site.examples import ALL, ExampleFacts, ExampleIndex

TOGETHER, AT_LEAST = 40_000, 8
"""How many shards of an article are made at once, and of a large site: of all words, the index
would be 20 KB an article, and each time a little of every article is read."""

WASTE = 2
"""The pack is written anew when it is so many times as long as what is used of it."""


class ExampleOutputs:
    """Brings the index of examples up to date.

    It is made from what the pack has of all articles, for the shards that have changed. Without a
    cache, the pack is in a temporary folder.
    """

    def __init__(self, state: BuildState) -> None:
        self._state = state
        self._closing = ExitStack()
        cache = state.options.cache
        if cache is None:
            folder = Path(self._closing.enter_context(TemporaryDirectory(prefix="jiazhu-")))
            self._path = folder / "examples"
        else:
            place = record_place(cache, state.root, state.out.target)
            self._path = place.with_suffix(".examples")
        self._pack: ExamplePack | None = ExamplePack(self._path, anew=state.last is None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Close the pack; if `write` was not called, it stays as the last build left it."""
        if self._pack is not None:
            self._pack.close(succeeded=False)
        self._closing.close()

    def add(self, path: str, result: ArticleResult | None) -> None:
        """Add an article; `result` is None if it has not changed."""
        if result is not None and result.examples:
            self._note(path, result.examples)
        elif self._state.last is not None:
            places = self._state.last.example_places
            self._state.record.example_places[path] = places.get(path, NOWHERE)

    def write(self, units: list[Unit]) -> None:
        """Write the shards that have changed; `units` are all articles, in the order of paths."""
        last = self._state.last
        shards = set(ALL)
        if last is not None:
            shards = self._touched(last)
            shards |= {name for name in shards.symmetric_difference(ALL) if not self._keep(name)}
        names = sorted(shards)
        step = max(AT_LEAST, min(len(ALL), TOGETHER // max(1, len(units))))
        for at in range(0, len(names), step):
            together = names[at : at + step]
            for place, text in self._index(units, together).files(together):
                stamps = write_files(self._state, [(place, text)])
                self._state.note(f"examples {place.stem}", "", stamps)
        self._complete_pack()

    def _keep(self, shard: str) -> bool:
        return self._state.keep(f"examples {shard}", "")

    def _touched(self, last: BuildRecord) -> set[str]:
        """Return the shards with words of articles that were added, changed or removed."""
        touched: set[str] = set()
        articles = self._state.record.articles
        for path in {**last.articles, **articles}:
            old = last.articles.get(path) or _NONE
            new = articles.get(path) or _NONE
            if old.slug == new.slug:
                touched |= changed_shards(old.examples, new.examples)
            else:
                touched |= changed_shards(old.examples, b"") | changed_shards(b"", new.examples)
        return touched

    def _index(self, units: list[Unit], shards: list[str]) -> ExampleIndex:
        """Return the index with the words of some shards, of all articles."""
        index = ExampleIndex()
        for unit in units:
            article = self._state.record.articles[unit.path]
            if article.slug:
                index.add(article.slug, self._facts(unit, article, shards))
        return index

    def _facts(self, unit: Unit, article: ArticleRecord, shards: list[str]) -> ExampleFacts:
        """Return what an article adds to some shards of the index."""
        if self._pack is not None:
            entry = self._pack.get(self._place(unit.path))
            found = checked_facts(entry, shards, article.examples)
            if found is not None:
                return found
        slices = self._slices(unit, article)
        self._note(unit.path, slices)
        return decode_facts(slices, shards)

    def _slices(self, unit: Unit, article: ArticleRecord) -> bytes:
        """Return what an article adds to the index, if the pack does not have it."""
        state = self._state
        found = None
        if state.cache is not None:
            found = state.cache.get("examples", article.annotation)
        if found is None:  # it was removed from the cache, or made on another machine
            state.workshop.keys = state.keys
            task = ArticleTask(unit.files, unit.source, state.options.drafts)
            found = state.workshop.examples(task)
        return found

    # The pack.

    def _place(self, path: str) -> Place:
        return self._state.record.example_places.get(path, NOWHERE)

    def _note(self, path: str, slices: bytes) -> None:
        if self._pack is not None:
            self._state.record.example_places[path] = self._pack.add(slices)

    def _complete_pack(self) -> None:
        """Close the pack, and drop what is no longer used when there is much of it."""
        pack, places = self._pack, self._state.record.example_places
        if pack is None:
            return
        self._pack = None
        pack.close()
        if pack.size > WASTE * sum(length for _, length in places.values()):
            old = ExamplePack(self._path, anew=False)
            new = ExamplePack(self._path, anew=True)
            for path, place in places.items():
                places[path] = new.add(old.get(place))
            old.close()
            new.close()


_NONE = ArticleRecord("", b"")
