"""Build a site, making anew only what has changed.

1. Read the settings, the glossary and the lexicon, and find the articles.
2. Compare the keys of each article with the record of the last build. Articles whose outputs are
   all in place are taken over without reading them; the others become tasks.
3. Run the tasks, and write their outputs in the order of the articles.
4. Make the files of the site from the facts of its articles, those whose key has changed.
5. Move everything into place, and write the record.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import msgspec

from generator.building.article_work import (
    ArticleResult,
    ArticleTask,
    BuildSite,
    Collected,
    Workshop,
    WorkshopSetup,
    link_targets,
)
from generator.building.digests import digest
from generator.building.example_slices import changed_shards, decode_facts, slice_digests
from generator.building.executors import get_executor
from generator.building.inputs import FILES, FileState, current_states
from generator.building.keys import Dependencies, Entries, SiteKeys
from generator.building.options import Options, Start
from generator.building.record import ArticleRecord, BuildRecord, OutputRecord
from generator.building.stored_reports import decode_report, encode_report
from generator.content.articles import ArticleFiles, check_slugs, find_articles, load_article
from generator.content.config import load_config
from generator.content.glossary import load_glossary
from generator.content.lexicon import load_lexicon
from generator.content.notes import notes_file
from generator.diagnostics import Report
from generator.language.scripts.converter import ScriptConverter
from generator.model import Article, Edition
from generator.pages import KINDS, File, SitePages, fingerprints
from generator.resources import shared
from generator.site import addresses
from generator.site.article_facts import ArticleFacts
from generator.site.assets import collect
from generator.site.examples import ALL, ExampleIndex
from generator.site.files import Files
from generator.storage.cache import Cache
from generator.storage.output import CommitResult, Output
from generator.storage.stamps import Stamp, has_stamp

FEW = 8
"""Up to this many articles are made in this process: starting others would take longer."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """An article in this build."""

    files: ArticleFiles
    path: str
    """Relative to the site."""
    source: str
    """The key of its files."""
    last: ArticleRecord | None
    """The record, if the files have not changed."""
    slug: str
    slug_line: int
    task: ArticleTask | None
    """What is to do if `last` is not current; None for a draft that is left out, or a fault."""
    report: bytes


class Build:
    """One build of a site into a folder."""

    def __init__(self, root: Path, report: Report, options: Options, known: Start) -> None:
        self._root = root
        self._report = report
        self._options = options
        self._states = dict(known.states)
        self._asked: set[str] = set(FILES)
        """The files that may be missing, and whose absence counts."""
        last = known.last
        self._last = last if last is not None and last.program == known.program else None
        self._record = BuildRecord(known.program, options.drafts)
        self._index = ExampleIndex() if self._last is None else None
        """The index of examples if it is made from all articles, one after the other."""
        self._cache = None if options.cache is None else Cache(options.cache)
        self._config = load_config(root, report)
        self._terms = tuple(load_glossary(root / "glossary.toml", report))
        self._lexemes = tuple(load_lexicon(root / "lexicon.toml", report))
        # What the frame of pages and the forms of entries need is the same in every process.
        self._has_lexemes = bool(self._lexemes) or any(
            edition is not Edition.HANS for term in self._terms for edition in term.forms
        )

    def run(self, out: Output) -> CommitResult | None:
        """Make the site and move it into place; None if faults were reported."""
        units = self._found = self._units()
        slugs = {unit.files.path: (unit.slug, unit.slug_line) for unit in units if unit.slug}
        check_slugs(slugs, self._root / "articles", self._report)
        self._assets = collect(shared("static"), self._root / "static", self._report)
        self._site = BuildSite(
            self._config,
            self._terms,
            self._lexemes,
            {path: slug for path, (slug, _) in slugs.items()},
            replace(self._assets, files={}),
        )
        self._files = Files(self._root, self._site.slugs)
        self._write_assets(out)
        facts, characters = self._articles(units, out)
        if self._report.failed:
            return None
        self._site_files(facts, characters, out)
        return self._finish(out)

    def _finish(self, out: Output) -> CommitResult | None:
        """Move the site into place, unless faults were found while writing it."""
        if self._report.failed:
            return None
        self._record.entries = self._entries.digest
        self._record.frame = self._frame
        self._record.templates = self._templates
        self._record.report = encode_report(self._report, self._root)
        self._record.pages = sum(name.endswith(".html") for name in self._record.outputs())
        done = out.commit()
        self._note_inputs()
        return done

    def prune(self) -> None:
        """Keep the cache within its bounds."""
        if self._cache is not None:
            self._cache.prune()

    def _note_inputs(self) -> None:
        """Record the files that this build has looked at, also those that were not there."""
        self._ask(path for article in self._record.articles.values() for path in article.linked)
        self._record.inputs = {
            path: state
            for path, state in self._states.items()
            if state is not None or path in self._asked
        }

    def _ask(self, paths: Iterable[str]) -> None:
        """Look at files that may be missing."""
        names = list(paths)
        self._asked.update(names)
        unknown = [name for name in names if name not in self._states]
        self._states.update(current_states(self._root, unknown, self._states))

    @property
    def record(self) -> BuildRecord:
        """The record of this build, once it has run."""
        return self._record

    # What all articles share.

    @cached_property
    def _entries(self) -> Entries:
        simplify = ScriptConverter(house=self._config.house).simplify
        return Entries(self._terms, self._lexemes, simplify if self._has_lexemes else str)

    @cached_property
    def _keys(self) -> SiteKeys:
        keys = SiteKeys(
            self._record.program,
            self._config,
            self._entries,
            "",
            {kind: self._templates[1][kind] for kind in KINDS},
            self._has_lexemes,
        )
        return replace(keys, frame=self._frame[1])

    @cached_property
    def _templates(self) -> tuple[str, dict[str, str]]:
        """The digest of all templates, and the fingerprint of those of each kind of page."""
        built_in = f"{shared('templates')}/"
        found = digest(
            [
                (path.removeprefix(built_in), _content(state))
                for path, state in sorted(self._states.items())
                if path.startswith(("templates/", built_in))
            ]
        )
        if self._last is not None and self._last.templates[0] == found:
            return self._last.templates
        return found, fingerprints(self._root)

    @cached_property
    def _frame(self) -> tuple[str, str]:
        """The digest of what the frame of pages depends on, and that of the frame."""
        needs = digest(
            self._record.program,
            replace(self._config, translate=None),  # type: ignore[arg-type]
            self._entries.digest,
            self._assets.styles,
            self._assets.scripts,
        )
        if self._last is not None and self._last.frame[0] == needs:
            return self._last.frame

        def address(edition: Edition) -> PurePosixPath:
            return PurePosixPath(edition.path, "page", "index.html")

        pages = self._workshop.pages
        return needs, digest(
            [pages.facts.page(address, edition, "") for edition in self._config.editions]
        )

    @cached_property
    def _workshop(self) -> Workshop:
        """The workshop of this process, loaded when it is first needed."""
        kept = self._options.kept
        site = (self._record.program, self._site.without_articles(), self._templates[0])
        if kept is not None and kept.workshop is not None and kept.workshop.site_key == site:
            kept.workshop.files.set_articles(self._site.slugs)
            return kept.workshop
        workshop = Workshop(self._site, self._record.program, self._cache)
        workshop.site_key = site
        if kept is not None:
            kept.workshop = workshop
        return workshop

    # The articles.

    def _units(self) -> list[_Unit]:
        last = self._last
        known = last.articles if last is not None and last.drafts == self._options.drafts else {}
        return [self._unit(files, known) for files in find_articles(self._root, self._report)]

    def _unit(self, files: ArticleFiles, known: Mapping[str, ArticleRecord]) -> _Unit:
        path = self._relative(files.path)
        source = self._source_key(files)
        last = known.get(path)
        if last is not None and last.source == source:
            return _Unit(files, path, source, last, last.slug, last.slug_line, None, last.report)
        return self._read(files, path, source)

    def _read(self, files: ArticleFiles, path: str, source: str) -> _Unit:
        """Read an article whose files have changed."""
        report = Report()
        article = load_article(files, report, drafts=self._options.drafts)
        # A file that was changed since its digest was taken is read again by the next build.
        names = [self._relative(each) for each in _paths(files)]
        self._states.update(current_states(self._root, names, self._states))
        if self._source_key(files) != source:
            return self._read(files, path, self._source_key(files))
        told = encode_report(report, self._root)
        if article is None:
            return _Unit(files, path, source, None, "", 1, None, told)
        task = ArticleTask(files, article, told, source)
        return _Unit(files, path, source, None, article.meta.slug, article.slug_line, task, told)

    def _source_key(self, files: ArticleFiles) -> str:
        return digest(
            [
                (name, _content(self._states.get(name)))
                for name in map(self._relative, _paths(files))
            ]
        )

    def _relative(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()

    def _articles(self, units: list[_Unit], out: Output) -> tuple[list[ArticleFacts], set[str]]:
        """Bring the outputs of all articles up to date; return their facts and characters."""
        work = [self._to_do(unit, out) for unit in units]
        tasks = [task for task in work if task is not None]
        results = iter(self._results(tasks))
        facts: list[ArticleFacts] = []
        characters: set[str] = set()
        done = 0
        self._show_progress(done, len(tasks))
        for unit, task in zip(units, work, strict=True):
            if task is None:
                record = unit.last or ArticleRecord(unit.source, unit.report)
            else:
                record = self._write(unit, task, next(results), out)
                done += 1
                self._show_progress(done, len(tasks))
            self._record.articles[unit.path] = record
            self._report.merge(decode_report(record.report, self._root))
            if record.slug and record.collected:
                collected = msgspec.msgpack.decode(record.collected, type=Collected)
                facts.append(collected.facts)
                characters.update(collected.characters)
        return facts, characters

    def _show_progress(self, done: int, total: int) -> None:
        if self._options.progress is not None and total:
            self._options.progress("Building", done, total)

    def _results(self, tasks: list[ArticleTask]) -> Iterable[ArticleResult]:
        options = self._options
        if not tasks:
            return ()
        if options.executor == "none" or len(tasks) <= FEW:
            self._workshop.keys = self._keys
            return map(self._workshop.run, tasks)
        setup = WorkshopSetup(self._site, self._keys, options.cache)
        return get_executor(options.executor, options.jobs).results(setup, tasks)

    def _to_do(self, unit: _Unit, out: Output) -> ArticleTask | None:
        """Return what is to do for an article; None if its outputs are in place."""
        last = unit.last
        if last is None:
            return unit.task
        if not last.slug:
            return None  # a draft, or a fault
        keys = self._keys
        dependencies = Dependencies(
            "", last.named_terms, last.has_notes, last.links, last.shown_terms
        )
        entries = self._occurring(unit, dependencies)
        known: dict[str, str] = {}
        if entries is not None:
            annotation = keys.annotation_key(unit.source, entries)
            if annotation == last.annotation:
                known["annotation"] = annotation
            targets = link_targets(self._files, unit.files, dependencies)
            for kind in KINDS:
                key = keys.output_key(kind, annotation, targets, last.shown_terms)
                made = last.outputs.get(kind)
                if made is not None and made.key == key and _in_place(out, made):
                    known[kind] = key
        if len(known) == len(KINDS) + 1:
            for made in last.outputs.values():
                out.keep(made.files)
            return None
        task = self._read(unit.files, unit.path, unit.source).task
        return None if task is None else msgspec.structs.replace(task, known=known)

    def _occurring(self, unit: _Unit, dependencies: Dependencies) -> str | None:
        """Return the digest of the entries that occur in an article; None if it is not known."""
        last = unit.last
        assert last is not None
        assert self._last is not None
        if self._entries.digest == self._last.entries:
            return last.entries
        if self._cache is None:
            return None
        text_key = digest(self._record.program, self._config.html, unit.source)
        stored = self._cache.get("text", text_key)
        if stored is None:
            return None
        text = msgspec.msgpack.decode(stored, type=Dependencies).text
        return self._entries.occurring(replace(dependencies, text=text))

    def _write(
        self, unit: _Unit, task: ArticleTask, result: ArticleResult, out: Output
    ) -> ArticleRecord:
        """Write the outputs of a task, and return the record of the article."""
        outputs: dict[str, OutputRecord] = {}
        last = unit.last
        for kind, made in result.outputs.items():
            if made.files is None:
                assert last is not None
                outputs[kind] = last.outputs[kind]
                out.keep(outputs[kind].files)
            elif not self._report.failed:
                stamps = {path: out.write(PurePosixPath(path), data) for path, data in made.files}
                outputs[kind] = OutputRecord(made.key, stamps)
        collected = result.collected
        if collected is None:
            collected = last.collected if last is not None else b""
        found = result.dependencies
        return ArticleRecord(
            unit.source,
            result.report,
            result.slug,
            unit.slug_line,
            result.annotation,
            result.entries,
            found.named_terms,
            found.has_notes,
            found.links,
            result.targets,
            found.shown_terms,
            outputs,
            collected,
            dict(result.published),
            self._note_examples(result, last),
            self._linked(unit.files, found),
        )

    def _note_examples(self, result: ArticleResult, last: ArticleRecord | None) -> bytes:
        """Keep what an article adds to the index of examples, and return its digests."""
        if result.examples is None:
            return last.examples if last is not None else b""
        if self._cache is not None:
            self._cache.put("examples", result.annotation, result.examples)
        if self._index is not None:
            self._index.add(result.slug, decode_facts(result.examples))
        return slice_digests(result.examples)

    def _linked(self, files: ArticleFiles, found: Dependencies) -> tuple[str, ...]:
        """Return the paths in the site folder that the links of an article name."""
        paths = []
        for address, is_english in found.links:
            source = files.translation if is_english and files.translation else files.path
            path = os.path.normpath(source.parent / unquote(urlsplit(address).path))
            if path.startswith(f"{self._root}{os.sep}"):
                paths.append(self._relative(Path(path)))
        return tuple(paths)

    # The files of the site.

    def _site_files(self, facts: list[ArticleFacts], characters: set[str], out: Output) -> None:
        """Write everything that is not of one article; what is in place stays."""
        self._publish(out)
        self._write_examples(out)
        for name, key, make in self._site_pages(facts):
            self._make(name, key, make, out)
        explained = "".join(sorted(characters))
        style = self._config.pinyin.style
        own = [path for path in self._assets.files if path.is_relative_to(addresses.STATIC)]
        self._make(
            "characters",
            digest(self._record.program, explained, style, sorted(map(str, own))),
            lambda: self._without_own(self._pages.characters(explained)),
            out,
        )

    @property
    def _pages(self) -> SitePages:
        return self._workshop.pages

    def _own_panels(self) -> Iterator[File]:
        return self._without_own(self._pages.panels())

    def _without_own(self, files: Iterable[File]) -> Iterator[File]:
        """Leave out the data that the site's own static files replace."""
        return ((place, content) for place, content in files if place not in self._assets.files)

    def _write_assets(self, out: Output) -> None:
        stamps = {}
        for place, data in self._assets.files.items():
            if (stamp := self._write_file(place, self._root / place, data, out)) is not None:
                stamps[place.as_posix()] = stamp
        self._record.site["assets"] = OutputRecord("", stamps)

    def _publish(self, out: Output) -> None:
        """Copy the files that articles refer to."""
        published = {
            place: source
            for article in self._record.articles.values()
            for place, source in article.published.items()
        }
        self._ask(published.values())
        for place, source in published.items():
            name, path = f"file {place}", self._root / source
            if self._keep(name, key := digest(_content(self._states[source])), out):
                continue
            try:
                data = path.read_bytes()
            except OSError:
                continue  # removed a moment ago, which the next build reports
            if (stamp := self._write_file(PurePosixPath(place), path, data, out)) is not None:
                self._record.site[name] = OutputRecord(key, {place: stamp})

    def _write_file(
        self, place: PurePosixPath, source: Path, data: bytes, out: Output
    ) -> Stamp | None:
        """Write a file of the author; a name that is not portable is a fault (S014)."""
        try:
            return out.write(place, data)
        except ValueError:
            self._report.add(
                "S014",
                source,
                f"“{source.name}” is not a valid file name on every system",
                "Rename the file without backslashes, colons and control characters.",
            )
            return None

    def _site_pages(
        self, facts: list[ArticleFacts]
    ) -> Iterator[tuple[str, str, Callable[[], Iterable[File]]]]:
        """Yield the pages of the site: their name, their key, and what makes them."""
        keys, first = self._keys, self._config.editions[0]
        templates = self._templates[1]
        loaded = digest(
            [
                (place, self._assets.files[place])
                for place in (*self._assets.styles, *self._assets.scripts)
            ]
        )
        panels = templates["panels"]
        yield "panels", digest("panels", keys.frame, panels), self._own_panels
        about = self._about_key()
        for edition in self._config.editions:
            language = edition.value
            cards = digest(
                [
                    (
                        f.slug,
                        f.date,
                        f.title_en,
                        f.level,
                        f.characters,
                        f.tag_ids,
                        f.editions[language],
                    )
                    for f in facts
                ]
            )
            uses = digest(
                [(f.slug, f.date, f.editions[language].title, f.term_uses) for f in facts]
            )
            shown = {
                "home": (cards,),
                "glossary": (uses, self._entries.shown),
                "about": (cards, about),
            }
            if edition is first:
                shown |= {"root": (cards,), "404": (), "offline": (self._assets.worker, loaded)}
            for name, needs in shown.items():
                yield (
                    f"{name} {language}",
                    digest(name, language, keys.frame, keys.reader, templates[name], *needs),
                    partial(self._page, name, edition, facts),
                )

    def _page(self, name: str, edition: Edition, facts: list[ArticleFacts]) -> Iterator[File]:
        if name == "about":
            self._pages.about = self._about
        yield from self._pages.site_page(name, edition, facts, self._assets)

    # The index of examples.

    def _write_examples(self, out: Output) -> None:
        """Write the shards of the index that changes of articles touch."""
        index, last = self._index, self._last
        touched = set(ALL)
        if index is None and last is not None:
            touched = self._touched_shards(last)
            touched |= {
                name
                for name in ALL
                if name not in touched and not self._keep(f"examples {name}", "", out)
            }
            index = self._partial_index(touched) if touched else None
        if index is not None:
            for place, text in self._without_own(index.files(sorted(touched))):
                stamps = {place.as_posix(): out.write(place, text)}
                self._record.site[f"examples {place.stem}"] = OutputRecord("", stamps)

    def _touched_shards(self, last: BuildRecord) -> set[str]:
        touched: set[str] = set()
        for path in {**last.articles, **self._record.articles}:
            old, new = last.articles.get(path), self._record.articles.get(path)
            before = b"" if old is None else old.examples
            now = b"" if new is None else new.examples
            if old is not None and new is not None and old.slug == new.slug:
                if before != now:
                    touched |= changed_shards(before, now)
            else:
                touched |= changed_shards(before, b"") | changed_shards(b"", now)
        return touched

    def _partial_index(self, shards: set[str]) -> ExampleIndex:
        """Return the index with the words of some shards, of all articles."""
        index = ExampleIndex()
        for path, article in self._record.articles.items():
            if article.slug:
                facts = decode_facts(self._examples_of(path, article), shards)
                index.add(article.slug, facts)
        return index

    def _examples_of(self, path: str, article: ArticleRecord) -> bytes:
        assert self._cache is not None
        found = self._cache.get("examples", article.annotation)
        if found is None:  # it was removed from the cache
            unit = next(unit for unit in self._found if unit.path == path)
            task = self._read(unit.files, unit.path, unit.source).task
            assert task is not None
            self._workshop.keys = self._keys
            found = self._workshop.examples(task)
            self._cache.put("examples", article.annotation, found)
        return found

    # The about page.

    def _about_inputs(self) -> list[str]:
        path = self._config.about
        if path is None:
            return []
        return [self._relative(each) for each in (path, notes_file(path))]

    def _about_key(self) -> str:
        """Return the key of the text of the about page, and report its faults."""
        names = self._about_inputs()
        self._ask(names)
        contents = [_content(self._states[name]) for name in names]
        key = digest(self._keys.annotation, self._entries.digest, names, contents)
        last = self._last
        if last is not None and last.about[0] == key:
            self._record.about = last.about
        else:
            report = Report()
            self._pages.about = self._annotate_about(report)
            self._record.about = key, encode_report(report, self._root)
        self._report.merge(decode_report(self._record.about[1], self._root))
        return key

    def _annotate_about(self, report: Report) -> Article | None:
        path = self._config.about
        return None if path is None else self._workshop.annotate_about(path, report)

    @cached_property
    def _about(self) -> Article | None:
        return self._pages.about or self._annotate_about(Report())

    # What is in place.

    def _make(self, name: str, key: str, make: Callable[[], Iterable[File]], out: Output) -> None:
        """Write files, unless those in place have the same key."""
        if not self._keep(name, key, out):
            stamps = {place.as_posix(): out.write(place, data) for place, data in make()}
            self._record.site[name] = OutputRecord(key, stamps)

    def _keep(self, name: str, key: str, out: Output) -> bool:
        made = None if self._last is None else self._last.site.get(name)
        if made is None or made.key != key or not out.keep(made.files):
            return False
        self._record.site[name] = made
        return True


def _content(state: FileState | None) -> bytes:
    return b"" if state is None else state.digest


def _paths(files: ArticleFiles) -> Iterator[Path]:
    yield files.path
    if files.translation is not None:
        yield files.translation
    yield files.notes


def _in_place(out: Output, made: OutputRecord) -> bool:
    return all(has_stamp(f"{out.target}/{name}", stamp) for name, stamp in made.files.items())
