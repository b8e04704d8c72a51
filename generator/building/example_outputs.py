"""The index of examples in a build: only the shards that changes touch are made anew."""

from __future__ import annotations

from generator.building.article_outputs import Unit
from generator.building.article_work import ArticleResult, ArticleTask
from generator.building.example_slices import changed_shards, decode_facts
from generator.building.record import ArticleRecord, BuildRecord
from generator.building.site_outputs import write_files
from generator.building.state import BuildState
from generator.site.examples import ALL, ExampleIndex


class ExampleOutputs:
    """Brings the index of examples up to date.

    Without a record of the last build, the index is made as the articles come. With one, it is
    made from what the cache has of all articles, for the shards that have changed.
    """

    def __init__(self, state: BuildState) -> None:
        self._state = state
        self._index = ExampleIndex() if state.last is None else None

    def add(self, result: ArticleResult | None) -> None:
        """Add an article, in the order of paths."""
        if self._index is not None and result is not None and result.slug:
            self._index.add(result.slug, decode_facts(result.examples))

    def write(self, units: list[Unit]) -> None:
        """Write the shards that have changed; `units` are all articles."""
        index, last = self._index, self._state.last
        shards = set(ALL)
        if index is None and last is not None:
            shards = self._touched(last)
            shards |= {name for name in shards.symmetric_difference(ALL) if not self._keep(name)}
            if not shards:
                return
            index = self._partial_index(units, shards)
        assert index is not None
        for place, text in index.files(sorted(shards)):
            stamps = write_files(self._state, [(place, text)])
            self._state.note(f"examples {place.stem}", "", stamps)

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

    def _partial_index(self, units: list[Unit], shards: set[str]) -> ExampleIndex:
        """Return the index with the words of some shards, of all articles."""
        index = ExampleIndex()
        for unit in units:
            article = self._state.record.articles[unit.path]
            if article.slug:
                index.add(article.slug, decode_facts(self._examples(unit, article), shards))
        return index

    def _examples(self, unit: Unit, article: ArticleRecord) -> bytes:
        """Return what an article adds to the index."""
        state = self._state
        found = None
        if state.cache is not None:
            found = state.cache.get("examples", article.annotation)
        if found is None:  # it was removed from the cache, or made on another machine
            state.workshop.keys = state.keys
            task = ArticleTask(unit.files, unit.source, state.options.drafts)
            found = state.workshop.examples(task)
        return found


_NONE = ArticleRecord("", b"")
