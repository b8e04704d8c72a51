"""The index of the search in a build (`site/search_index.py` has what is in it).

It is made from what each article adds, which the cache has; or from the index of the last build, if
few articles have changed. Then only the shards of terms that have come or gone are written: one
sentence has some fifty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.building.article_records import ArticleRecord
from generator.building.article_tasks import ArticleResult, ArticleTask
from generator.building.changing_articles import ChangingArticleError
from generator.building.crew import Crew
from generator.building.digests import digest
from generator.building.site_outputs import write_files
from generator.building.site_tasks import SearchShards, SiteFiles, stored_terms
from generator.building.state import BuildState
from generator.building.units import Unit
from generator.pages import SEARCH_PART, File
from generator.site import search_index
from generator.site.search import foldings_file, usual_file
from generator.site.search_index import SLICES, Change, Terms, sign
from generator.storage.stamps import Stamp, has_stamp

TOGETHER = 500
"""How many articles an index may have that is made in one go; a larger one is made in parts, so
that memory does not grow with the site."""
_INDEX = "search index"


class SearchOutputs:
    """Brings the index of the search up to date."""

    def __init__(self, state: BuildState) -> None:
        self._state = state
        self._added: dict[str, Sequence[str]] = {}
        """What each article adds, by its path; only if there is no cache."""

    def add(self, path: str, result: ArticleResult | None) -> None:
        """Take what an article adds, if no cache has it."""
        if result is None or self._state.cache is not None:
            return
        made = result.outputs.get(SEARCH_PART)
        if made is not None and made.files is not None:
            self._added[path] = _texts(made.files)

    def plan(self, crew: Crew, units: Sequence[Unit]) -> None:
        """Write what is not up to date, and plan what others can make; `units` are all articles."""
        state = self._state
        if not state.config.site.search:
            return
        members = [unit for unit in units if unit.slug]
        count = search_index.shard_count(len(members))
        slugs = sorted(unit.slug for unit in members)
        self._make("articles", digest(slugs), lambda: search_index.articles_file(slugs, count))
        self._make("foldings", "", foldings_file)
        self._make("usual", "", usual_file)
        stamps = self._edited(count)
        if stamps is not None:
            state.note(_INDEX, str(count), stamps)
            return
        self._stamps: dict[str, Stamp] = {}
        ordered = sorted((sign(unit.slug), unit.slug, unit) for unit in members)
        parts = 1
        while parts < SLICES and parts * TOGETHER < len(members):
            parts *= 2
        for part in range(parts):
            self._plan_part(crew, part, parts, count, [(mark, unit) for mark, _, unit in ordered])

    def _plan_part(
        self, crew: Crew, part: int, parts: int, count: int, units: Sequence[tuple[str, Unit]]
    ) -> None:
        def done(result: SiteFiles) -> None:
            files: Iterable[File] = result.files
            if result.missing:
                files = self._made(part, parts, count, units)
            self._stamps |= write_files(self._state, files)
            self._state.note(_INDEX, str(count), self._stamps)

        if self._state.cache is None:
            done(SiteFiles(missing=True))  # only this process has what the articles add
            return
        articles = self._state.record.articles
        keys = [(mark, articles[unit.path].outputs[SEARCH_PART].key) for mark, unit in units]
        crew.plan(SearchShards(part, parts, count, tuple(keys)), done)

    def _make(self, name: str, key: str, make: Callable[[], File]) -> None:
        if not self._state.keep(f"search {name}", key):
            self._state.note(f"search {name}", key, write_files(self._state, [make()]))

    def _made(
        self, part: int, parts: int, count: int, units: Sequence[tuple[str, Unit]]
    ) -> Iterator[File]:
        """Make a part of the index in this process, and what articles add if it is lost."""
        terms = Terms()
        for mark, unit in units:
            added = self._added_by(unit)
            for number in range(part, SLICES, parts):
                terms.add(mark, added[number])
        return terms.shards(range(part, count, parts), count)

    def _edited(self, count: int) -> dict[str, Stamp] | None:
        """Bring the index of the last build up to date; None if it has to be made anew."""
        state = self._state
        made = None if state.last is None else state.last.site.get(_INDEX)
        changes = self._changes(count)
        if made is None or made.key != str(count) or changes is None:
            return None
        before = {}
        for number in changes:
            name = search_index.place(number)
            path = f"{state.out.target}/{name}"
            if name not in made.files or not has_stamp(path, made.files[name]):
                return None
            with open(path, encoding="utf-8") as file:
                before[name] = number, file.read()
        kept = {name: stamp for name, stamp in made.files.items() if name not in before}
        if not state.out.keep(kept):
            return None
        files = (
            search_index.edited_shard(number, script, changes[number])
            for number, script in before.values()
        )
        return kept | write_files(state, files)

    def _changes(self, count: int) -> Mapping[int, Sequence[Change]] | None:
        """Return what has changed in each shard; None if it is much, or not known."""
        state = self._state
        if state.last is None or state.cache is None:
            return None
        old, new = (_keys(record.articles) for record in (state.last, state.record))
        changed = [slug for slug in {**old, **new} if old.get(slug) != new.get(slug)]
        if 2 * len(changed) > len(new):
            return None
        found: defaultdict[int, list[Change]] = defaultdict(list)
        for slug in changed:
            terms = []
            for key in (old.get(slug), new.get(slug)):
                stored = () if key is None else stored_terms(state.cache, key)
                if stored is None:
                    return None
                terms.append(search_index.decode_terms(stored))
            for change in search_index.changes(sign(slug), *terms):
                found[search_index.shard(change[0], count)].append(change)
        return found

    def _added_by(self, unit: Unit) -> Sequence[str]:
        """Return what an article adds, made once more if the cache has lost it."""
        state = self._state
        if state.cache is None:
            return self._added[unit.path]
        key = state.record.articles[unit.path].outputs[SEARCH_PART].key
        stored = stored_terms(state.cache, key)
        if stored is not None:
            return stored
        state.workshop.keys = state.keys
        options = state.options
        task = ArticleTask(unit.files, unit.source, options.drafts, options.until)
        made = state.workshop.run(task).outputs.get(SEARCH_PART)
        if made is None or made.files is None:
            raise ChangingArticleError(unit.files.path)
        return _texts(made.files)


def _texts(files: Sequence[tuple[str, bytes]]) -> Sequence[str]:
    return [data.decode() for _, data in files]


def _keys(articles: Mapping[str, ArticleRecord]) -> dict[str, str]:
    """Return the key of what each article adds, by its slug."""
    return {
        each.slug: each.outputs[SEARCH_PART].key
        for each in articles.values()
        if SEARCH_PART in each.outputs
    }
