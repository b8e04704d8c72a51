"""The files of the site in other formats, in a build.

1. What an article adds to them is one of its outputs (`keys.PART`), which is in the cache instead
   of the output folder. Without a cache everything is made anew, and it is kept from the results.
2. A file whose key is that of the last build is kept; else it is made of the parts of all
   articles. A part that has gone from the cache is made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import msgspec

from generator.building.article_tasks import ArticleResult, ArticleTask
from generator.building.changing_articles import ChangingArticleError
from generator.building.digests import digest
from generator.building.keys import FILE, PART, export_kind
from generator.building.site_outputs import write_files
from generator.building.state import BuildState
from generator.building.units import Unit
from generator.export_formats import Format
from generator.exporting.exporter import companions
from generator.exporting.target import Part
from generator.pages import File
from generator.site.article_facts import ArticleFacts, in_order

Parts = dict[str, bytes]
"""What an article adds, by the name of the edition."""


class ExportOutputs:
    """Brings the exports of the site up to date."""

    def __init__(self, state: BuildState) -> None:
        self._state = state
        self._parts: dict[str, dict[str, Parts]] = {}
        """Of each kind, by the path of the article; only if there is no cache."""

    def add(self, path: str, result: ArticleResult | None) -> None:
        """Take what an article adds, if no cache has it."""
        if result is None or self._state.cache is not None:
            return
        for kind, made in result.outputs.items():
            if kind.startswith(PART) and made.files is not None:
                self._parts.setdefault(kind, {})[path] = dict(made.files)

    def write(self, units: Iterable[Unit], facts: Sequence[ArticleFacts]) -> None:
        """Write what is not up to date; `units` are all articles, `facts` those of the site."""
        state = self._state
        by_slug = {unit.slug: unit for unit in units if unit.slug}
        ordered = in_order(facts, state.config.site.order)
        for format_ in state.config.export_formats:
            if format_.companions:
                self._make(f"companions {format_.name}", "", partial(companions, format_))
            if format_.site is not None:
                listed = [(by_slug[each.slug], each) for each in ordered] if format_.part else []
                key = digest(
                    state.keys.annotation,
                    state.keys.format_key(format_),
                    state.entries.digest,
                    state.entries.shown,
                    [(each, self._key(format_, unit)) for unit, each in listed],
                )
                make = partial(self._site, format_, listed)
                self._make(export_kind(FILE, format_), key, make)

    def _make(self, name: str, key: str, make: Callable[[], Iterable[File]]) -> None:
        state = self._state
        if not state.keep(name, key):
            state.note(name, key, write_files(state, make()))

    def _site(self, format_: Format, listed: Sequence[tuple[Unit, ArticleFacts]]) -> Iterable[File]:
        parts: dict[str, list[Part]] = {}
        for unit, facts in listed:
            for edition, data in self._of(format_, unit).items():
                parts.setdefault(edition, []).append(Part(facts, data))
        return self._state.workshop.exporter.site(format_, parts, self._state.changed)

    def _key(self, format_: Format, unit: Unit) -> str:
        return self._state.record.articles[unit.path].outputs[export_kind(PART, format_)].key

    def _of(self, format_: Format, unit: Unit) -> Parts:
        """Return what an article adds."""
        state, kind = self._state, export_kind(PART, format_)
        if state.cache is None:
            return self._parts[kind][unit.path]
        stored = state.cache.get("output", self._key(format_, unit))
        if stored is not None:
            return dict(msgspec.msgpack.decode(stored, type=tuple[tuple[str, bytes], ...]))
        state.workshop.keys = state.keys
        options = state.options
        task = ArticleTask(
            unit.files, unit.source, options.drafts, options.until, changed=state.changed
        )
        made = state.workshop.run(task).outputs.get(kind)
        if made is None or made.files is None:
            raise ChangingArticleError(unit.files.path)
        return dict(made.files)
