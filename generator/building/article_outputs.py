"""The articles of a build: which outputs are in place, and making the others.

1. The articles are found (`units.py`). From the front matter of all come the ways on from each.
2. An article whose outputs have the right keys and are in place is taken over. For the others there
   are tasks, which say what is in place.
3. The results are written in the order of the articles.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

import msgspec
from msgspec import structs

from generator.building.article_dependencies import link_targets, linked_content, text_key
from generator.building.article_records import ArticleRecord, OutputRecord
from generator.building.article_tasks import ArticleResult, ArticleTask, Collected
from generator.building.changing_articles import ChangingArticleError
from generator.building.crew import FEW, Crew
from generator.building.digests import digest
from generator.building.feed_texts import FeedTexts
from generator.building.keys import PART, Dependencies
from generator.building.outputs_beside import OutputsBeside
from generator.building.source_keys import source_names
from generator.building.state import BuildState
from generator.building.stored_reports import decode_report
from generator.building.units import Unit, find_units
from generator.building.ways_on_keys import WaysOnKeys
from generator.content.articles import (
    ArticleFiles,
    check_slugs,
)
from generator.content.urls import split_url
from generator.diagnostics import Report
from generator.pages import CARD, FEED
from generator.site.feeds import feed_members
from generator.site.files import Files
from generator.storage.beside import can_fork
from generator.storage.stamps import has_stamp


class ArticleOutputs:
    """Brings the outputs of all articles up to date."""

    def __init__(self, state: BuildState, crew: Crew) -> None:
        self._state = state
        self._crew = crew
        self.units = find_units(state)
        state.set_articles({unit.files.path: unit.slug for unit in self.units if unit.slug})
        slugs = {unit.files.path: (unit.slug, unit.slug_line) for unit in self.units if unit.slug}
        check_slugs(slugs, state.root / "articles", state.report)
        self._ways_on = WaysOnKeys(state, (unit.listed for unit in self.units))
        self.begun: dict[str, tuple[ArticleRecord, ArticleResult]] = {}
        """The articles that `begin` has made, by path; without their outputs until `complete`."""
        self.feed_texts = FeedTexts(state)
        self._in_feeds = feed_members(
            (unit.listed for unit in self.units if unit.listed), state.config.site.feed_size
        )

    @cached_property
    def changed(self) -> list[Unit]:
        """The articles that have changed, which are made first; none if they are many."""
        state = self._state
        changed = [unit for unit in self.units if unit.slug and unit.last is None]
        can_begin = state.last is not None and not state.report.failed and len(changed) <= FEW
        return changed if can_begin else []

    def begin(self) -> bool:
        """Make the articles that have changed, if they are few, before the others are looked at.

        Returns whether they may be shown before the rest of the site is
        made: none is new or has another address, and no fault was found. Their outputs are there
        then; those of others are made beside the rest.
        """
        state = self._state
        if not self.changed:
            return False
        assert state.last is not None
        state.workshop.keys = state.keys
        faults, are_known, beside = Report(), True, self._can_make_beside()
        for unit in self.changed:
            task = self._task(unit, self._files)
            assert task is not None
            result = state.workshop.run(task, beside=beside)
            record = self._record(unit, result)
            self.begun[unit.path] = record, result
            faults.merge(decode_report(result.report, state.root))
            before = state.last.articles.get(unit.path)
            are_known &= before is not None and _addresses(before) == _addresses(record)
            if result.is_broken:
                break
        if beside:
            return False
        self.complete()
        return are_known and not faults.failed

    def _can_make_beside(self) -> bool:
        """Whether the outputs of an article are made while this process goes on with the site.

        The fork takes a few hundredths of a second, which pay only if it has a processor to itself.
        """
        options = self._state.options
        if options.executor != "processes" or options.jobs < 2 or options.cache is None:
            return False
        return options.kept is None and can_fork() and os.getloadavg()[0] < options.jobs

    def complete(self) -> None:
        """Write the outputs of the articles that `begin` has made, unless they are written."""
        state = self._state
        for unit in self.changed:
            if unit.path in self.begun:
                record, result = self.begun[unit.path]
                if not record.outputs:
                    record = structs.replace(record, outputs=self._written(unit, result))
                    self.begun[unit.path] = record, result
                    if unit.path in state.record.articles:
                        state.record.articles[unit.path] = record

    def close(self) -> None:
        """End what is made beside this process."""
        for _, result in self.begun.values():
            if isinstance(result.outputs, OutputsBeside):
                result.outputs.close()

    def rehearse(self) -> None:
        """Load what an edit needs, by making the article that was changed last for nothing."""
        state = self._state

        def last_change(unit: Unit) -> int:
            found = state.states.get(unit.path)
            return 0 if found is None else found.signature[1]

        unit = max((unit for unit in self.units if unit.slug), key=last_change, default=None)
        if unit is not None:
            state.workshop.keys = state.keys
            options = state.options
            task = ArticleTask(unit.files, unit.source, options.drafts, options.until)
            state.workshop.rehearse(task)

    def write(self) -> Iterator[tuple[str, ArticleRecord, ArticleResult | None]]:
        """Write what is not up to date; yield the path and the record of each article.

        With them comes the result of the task, if there was one.
        """
        state = self._state
        tasks = [
            None if unit.path in self.begun else self._task(unit, self._files)
            for unit in self.units
        ]
        total = sum(task is not None for task in tasks)
        results = self._crew.articles([task for task in tasks if task is not None])
        self._show_progress(done := 0, total)
        for unit, task in zip(self.units, tasks, strict=True):
            result = None
            if unit.path in self.begun:
                record, result = self.begun[unit.path]
            elif task is not None:
                result = next(results)
                outputs = self._written(unit, result)
                record = structs.replace(self._record(unit, result), outputs=outputs)
                self._show_progress(done := done + 1, total)
            else:
                record = unit.last or ArticleRecord(unit.source, unit.report, date=unit.date)
                if record.slug:
                    ways_on = self._ways_on.key(record.slug)
                    if (record.settings, record.ways_on) != (self._settings, ways_on):
                        record = structs.replace(record, settings=self._settings, ways_on=ways_on)
            state.record.articles[unit.path] = record
            state.report.merge(decode_report(record.report, state.root))
            if result is not None and result.is_broken:
                return
            yield unit.path, record, result

    @cached_property
    def _files(self) -> Files:
        return Files(self._state.root, self._state.slugs)

    def _show_progress(self, done: int, total: int) -> None:
        if self._state.options.progress is not None and total:
            self._state.options.progress("Building", done, total)

    # Tasks.

    def _task(self, unit: Unit, files: Files) -> ArticleTask | None:
        """Return what is to do for an article; None if its outputs are in place."""
        if not unit.slug:
            return None
        last, state = unit.last, self._state
        before = None if state.last is None else state.last.articles.get(unit.path)
        known = {} if last is None else self._current(unit, last, files)
        further = self._further_kinds(unit)
        wanted = {"annotation", *self._state.keys.kinds, *further}
        if last is not None and known.keys() >= wanted and self._keep(last):
            return None
        if last is not None:
            known = {
                name: key
                for name, key in known.items()
                if name == "annotation" or self._is_there(last.outputs[name])
            }
        return ArticleTask(
            unit.files,
            unit.source,
            self._state.options.drafts,
            self._state.options.until,
            self._ways_on.of(unit.slug),
            self._ways_on.key(unit.slug),
            further,
            known,
            "" if before is None else before.annotation,
            self._state.changed,
        )

    def _further_kinds(self, unit: Unit) -> tuple[str, ...]:
        """Return the kinds of output of an article that need the address of the site."""
        if not self._state.config.base_url:
            return ()
        return (CARD, FEED) if unit.slug in self._in_feeds else (CARD,)

    def _keep(self, last: ArticleRecord) -> bool:
        """Keep all files of an article, if they are in place."""
        files = [made.files for made in last.outputs.values()]
        return self._state.out.keep({name: stamp for made in files for name, stamp in made.items()})

    def _current(self, unit: Unit, last: ArticleRecord, files: Files) -> dict[str, str]:
        """Return the keys of what the last build made that are still right.

        They are as `ArticleTask.known` has them.
        """
        ways_on = self._ways_on.key(unit.slug)
        if last.settings == self._settings and last.ways_on == ways_on and not last.links:
            made = {kind: made.key for kind, made in last.outputs.items()}
            return {"annotation": last.annotation, **made}
        keys = self._state.keys
        found = Dependencies("", last.named_terms, last.has_notes, last.links, last.shown_terms)
        entries = self._occurring(unit, last, found)
        if entries is None:
            return {}
        annotation = keys.annotation_key(unit.source, entries)
        known = {"annotation": annotation} if annotation == last.annotation else {}
        targets = link_targets(files, unit.files, found)
        embedded = linked_content(files, unit.files, found) if keys.embeds_files else ()
        for kind in (*keys.kinds, *self._further_kinds(unit)):
            key = keys.output_key(kind, annotation, targets, last.shown_terms, ways_on, embedded)
            output = last.outputs.get(kind)
            if output is not None and output.key == key:
                known[kind] = key
        return known

    @cached_property
    def _settings(self) -> str:
        """The digest of all that an article depends on apart from its files, links and ways on."""
        keys = self._state.keys
        shared = keys.templates, keys.frame, keys.reader, keys.config.exports.options
        return digest(keys.annotation, self._state.entries.digest, *shared)

    def _is_there(self, made: OutputRecord) -> bool:
        target = self._state.out.target
        return all(has_stamp(f"{target}/{name}", stamp) for name, stamp in made.files.items())

    def _occurring(self, unit: Unit, last: ArticleRecord, found: Dependencies) -> str | None:
        """Return the digest of the entries that occur in an article; None if it is not known."""
        state = self._state
        if state.last is not None and state.entries.digest == state.last.entries:
            return last.entries
        stored = None
        if state.cache is not None:
            key = text_key(state.record.program, state.config, unit.source)
            stored = state.cache.get("text", key)
        if stored is None:
            return None
        text = msgspec.msgpack.decode(stored, type=Dependencies).text
        return state.entries.occurring(structs.replace(found, text=text))

    # Results.

    def _written(self, unit: Unit, result: ArticleResult) -> dict[str, OutputRecord]:
        """Write the outputs of a task, and return their records."""
        state, last = self._state, unit.last
        outputs: dict[str, OutputRecord] = {}
        for kind, made in result.outputs.items():
            if made.files is None:
                assert last is not None
                outputs[kind] = last.outputs[kind]
                state.out.keep(outputs[kind].files)
            elif kind == FEED:
                self.feed_texts.add(made.key, made.files)
                outputs[kind] = OutputRecord(made.key, {})
            elif not state.report.failed:
                # What an article adds to the exports of the site and to the index of the search is
                # no file (`export_outputs.py`, `search_outputs.py`).
                files = () if kind.startswith(PART) else made.files
                stamps = {path: state.out.write(path, data) for path, data in files}
                outputs[kind] = OutputRecord(made.key, stamps)
        return outputs

    def _record(self, unit: Unit, result: ArticleResult) -> ArticleRecord:
        """Return the record of an article without its outputs."""
        state, last, found = self._state, unit.last, result.dependencies
        if result.slug != unit.slug and not decode_report(result.report, state.root).failed:
            raise ChangingArticleError(unit.files.path)
        if result.source != unit.source:
            state.forget(source_names(unit.files, state.root))
        return ArticleRecord(
            # An article that has changed since it was found is made again by the next build.
            source=result.source if result.source == unit.source else "",
            report=result.report,
            slug=result.slug,
            slug_line=unit.slug_line,
            date=unit.date,
            annotation=result.annotation,
            entries=result.entries,
            named_terms=found.named_terms,
            has_notes=found.has_notes,
            links=found.links,
            shown_terms=found.shown_terms,
            collected=result.collected or (last.collected if last else b""),
            published=dict(result.published),
            examples=result.example_digests or (last.examples if last else b""),
            linked=self._linked(unit.files, found),
            settings=self._settings,
            listed=unit.listed,
            ways_on=self._ways_on.key(unit.slug),
        )

    def _linked(self, files: ArticleFiles, found: Dependencies) -> tuple[str, ...]:
        """Return the paths in the site folder that the links of an article name."""
        root, paths = self._state.root, []
        for address, is_english in found.links:
            source = files.translation if is_english and files.translation else files.path
            path = os.path.normpath(source.parent / unquote(split_url(address).path))
            if path.startswith(f"{root}{os.sep}"):
                paths.append(Path(path).relative_to(root).as_posix())
        return tuple(paths)


def _addresses(record: ArticleRecord) -> tuple[str, ...]:
    """Return the slug of an article, and the addresses that lead to it."""
    if not record.collected:
        return (record.slug,)
    facts = msgspec.msgpack.decode(record.collected, type=Collected).facts
    return record.slug, *facts.aliases
