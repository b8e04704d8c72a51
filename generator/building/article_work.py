"""Everything that a build does for one article, in any process: annotate, render, collect facts.

A `Workshop` holds the engines and the templates of one site in one process. `Workshop.run` takes a
task and returns its result, which depends on nothing but the task and the site: the order of the
tasks and the number of workers make no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct, structs

from generator.building.annotated import AnnotatedArticles
from generator.building.article_dependencies import link_targets, linked_content, text_key
from generator.building.article_tasks import ArticleResult, ArticleTask, BuildSite, Collected
from generator.building.changing_articles import read_with_key
from generator.building.digests import digest
from generator.building.example_slices import encode_slices, slice_digests
from generator.building.keys import FILE, Dependencies, SiteKeys, export_kind
from generator.building.outputs_beside import Made, OutputsBeside
from generator.building.site_tasks import SiteFiles, SiteTask
from generator.building.source_keys import current_source_key
from generator.building.stored_reports import encode_report
from generator.checks.article import check_article
from generator.content.config import report_plugin
from generator.content.pages import TextPage
from generator.content.site import SiteSource
from generator.diagnostics import Report
from generator.exporting.exporter import Exporter
from generator.language.memo import forget_all
from generator.model import Article
from generator.pages import CARD, FEED, KINDS, SEARCH, SEARCH_PART, File, SitePages
from generator.plugins import PluginError
from generator.prepare import ArticleAnnotator
from generator.prepared import PreparedSite
from generator.site.article_content import ArticleContent, article_examples
from generator.site.article_facts import article_facts
from generator.site.files import Files
from generator.site.template_faults import TemplateFaultError
from generator.site.word_records import CommonNames
from generator.storage.cache import Cache


class WorkshopSetup(Struct, frozen=True):
    """How a worker gets ready for a site."""

    site: BuildSite
    keys: SiteKeys
    cache: Path | None
    """The folder of the cache."""

    def open(self) -> Callable[[ArticleTask | SiteTask], ArticleResult | SiteFiles]:
        """Return the function that runs a task."""
        cache = None if self.cache is None else Cache(self.cache)
        workshop = Workshop(self.site, self.keys.program, cache)
        workshop.keys = self.keys
        return workshop.do


class Workshop:
    """The engines and templates of a site in one process; not safe for use by several threads."""

    keys: SiteKeys
    """Must be set before `run`."""
    site_key: object = None
    """What the workshop was made for, to tell whether another build can use it."""
    _has_forgotten = False
    """Whether the words of articles are forgotten."""

    def __init__(self, site: BuildSite, program: str, cache: Cache | None) -> None:
        source = SiteSource(site.config, site.terms, site.lexemes, (), site.pages)
        annotator = ArticleAnnotator.from_source(source)
        self.cache = cache
        self._root = site.config.root
        self._files_root = site.config.root.resolve()
        self.files = Files(self._root, site.slugs)
        self.annotator = replace(annotator, files=self.files)
        self._articles = AnnotatedArticles(self.annotator, cache, self._root)
        prepared = PreparedSite(source, annotator.engines, (), None, self.files)
        compiled = None if cache is None else cache.folder / "templates" / program[:16]
        self._common_key = digest(program, site.config.pinyin.style)
        common = self._stored_common_names()
        self.pages = SitePages(prepared, self._root, site.assets, compiled=compiled, common=common)
        self.exporter = Exporter(
            self.pages.facts, site.lexemes, site.config.exports.options, self.pages.renderers
        )

    def do(self, task: ArticleTask | SiteTask) -> ArticleResult | SiteFiles:
        """Bring an article up to date, or make files of the site, which come after all articles."""
        if isinstance(task, ArticleTask):
            return self.run(task)
        if not self._has_forgotten:
            self._has_forgotten = True
            self._forget_words()
        return task.run_in(self)

    def _forget_words(self) -> None:
        """Forget what is remembered of the words of articles: the search needs the memory."""
        words = self.pages.facts.words
        common = dict(words.records.common)
        words.known.cache_clear()
        forget_all()
        words.records.common.update(common)

    def run(self, task: ArticleTask, *, beside: bool = False) -> ArticleResult:
        """Bring one article up to date; faults are in the report of the result.

        Its outputs may be made `beside` this process, if it has a single thread.
        """
        report = Report()
        try:
            return self._bring_up_to_date(task, report, beside=beside)
        except TemplateFaultError as error:
            report_template(error, report)
        except PluginError as error:
            report_plugin(error, report)
        return ArticleResult(encode_report(report, self._root), is_broken=True)

    def rehearse(self, task: ArticleTask) -> None:
        """Make an article for nothing, so that whatever needs loading is loaded."""
        with suppress(PluginError, TemplateFaultError):  # which the build has reported
            _, read = read_with_key(task, self._root, Report())
            if read is not None:
                content = self.pages.content(self.annotator.annotate(read, Report()))
                for kind in (*KINDS, SEARCH, SEARCH_PART):
                    for _ in self.pages.output(kind, content, task.ways_on):
                        pass

    def examples(self, task: ArticleTask) -> bytes:
        """Return what an article adds to the index of examples."""
        source, read = read_with_key(task, self._root, Report())
        if read is None:
            return encode_slices({})
        content = self.pages.content(self._articles.get(read, source, self.keys).article)
        return encode_slices(article_examples(content))

    def feed_texts(self, task: ArticleTask) -> Iterator[File]:
        """Yield what feeds have of an article."""
        source, read = read_with_key(task, self._root, Report())
        if read is not None:
            content = self.pages.content(self._articles.get(read, source, self.keys).article)
            yield from self.pages.output(FEED, content)

    def _stored_common_names(self) -> dict[str, CommonNames]:
        stored = None if self.cache is None else self.cache.get("common", self._common_key)
        if stored is not None:
            with suppress(msgspec.DecodeError):
                return msgspec.msgpack.decode(stored, type=dict[str, CommonNames])
        return {}

    def store_common_names(self) -> None:
        """Store the names of the common words that the site has: an article has hundreds."""
        if self.cache is not None:
            names = dict(self.pages.facts.words.records.common)
            self.cache.put("common", self._common_key, msgspec.msgpack.encode(names))

    def annotate_page(self, page: TextPage, report: Report) -> Article:
        """Annotate a page of the author."""
        return self.annotator.annotate_page(page, report)

    def _stored_result(self, task: ArticleTask) -> ArticleResult | None:
        """Return the result for an article of which the cache has everything; else None.

        The article is neither parsed nor rendered.
        """
        keys, cache = self.keys, self.cache
        if cache is None:
            return None
        source = current_source_key(task.files, self._root)
        stored = cache.get("text", text_key(keys.program, keys.config, source))
        if stored is None:
            return None
        with suppress(msgspec.DecodeError):
            found = msgspec.msgpack.decode(stored, type=Dependencies)
            annotation = keys.annotation_key(source, keys.entries.occurring(found))
            targets = link_targets(self.files, task.files, found)
            stored = cache.get("result", digest(annotation, targets))
            if stored is None:
                return None
            result = msgspec.msgpack.decode(stored, type=ArticleResult)
            outputs = {}
            keys_now = self._output_keys(task, annotation, targets, result.dependencies)
            for kind, key in keys_now.items():
                is_known = task.known.get(kind) == key
                files = None if is_known else self._stored_output(key)
                if files is None and not is_known:
                    return None
                outputs[kind] = self._output_made(kind, key, files)
            slices = cache.get("examples", annotation)
            if slices is not None:
                return _answer(task, result, outputs, slices)
        return None

    def _bring_up_to_date(
        self, task: ArticleTask, report: Report, *, beside: bool
    ) -> ArticleResult:
        stored = self._stored_result(task)
        if stored is not None:
            return stored
        source, read = read_with_key(task, self._root, report)
        if read is None:
            return ArticleResult(encode_report(report, self._root), source=source)
        keys = self.keys
        self.files.asked.clear()
        annotated = self._articles.get(read, source, keys, task.before)
        article, entries, key = annotated.article, annotated.entries, annotated.key
        report.merge(annotated.report)
        check_article(article, self.files, report)
        content = self.pages.content(article)
        links = sorted((address, path != article.path) for address, path in self.files.asked)
        dependencies = structs.replace(annotated.dependencies, links=tuple(links))
        targets = link_targets(self.files, task.files, dependencies)
        output_keys = self._output_keys(task, key, targets, dependencies)
        make = partial(self._outputs, output_keys, content, task)
        outputs = OutputsBeside(make) if beside else make()
        found = Collected(
            article_facts(article, self.pages.facts, content.term_uses, content.statistics),
            "".join(sorted(self.pages.characters_of(content))),
        )
        slices = encode_slices(article_examples(content))
        result = ArticleResult(
            encode_report(report, self._root),
            source=source,
            slug=article.meta.slug,
            annotation=key,
            entries=entries,
            dependencies=dependencies,
            collected=msgspec.msgpack.encode(found),
            example_digests=slice_digests(slices),
            published={
                place.as_posix(): source.relative_to(self._files_root).as_posix()
                for place, source in content.published.items()
            },
        )
        if self.cache is not None:
            text = text_key(keys.program, keys.config, source)
            own = structs.replace(dependencies, shown_terms=())  # which depend on the glossary
            self.cache.put("text", text, msgspec.msgpack.encode(own))
            self.cache.put("result", digest(key, targets), msgspec.msgpack.encode(result))
            self.cache.put("examples", key, slices)
        return _answer(task, result, outputs, slices)

    def _outputs(
        self, keys: Mapping[str, str], content: ArticleContent, task: ArticleTask
    ) -> dict[str, Made]:
        """Return the outputs of an article by kind, given their keys."""
        outputs = {}
        for kind, key in keys.items():
            is_known = task.known.get(kind) == key
            files = None if is_known else self._output(kind, key, content, task)
            outputs[kind] = self._output_made(kind, key, files)
        return outputs

    def _output_keys(
        self,
        task: ArticleTask,
        annotation: str,
        targets: tuple[str, ...],
        dependencies: Dependencies,
    ) -> dict[str, str]:
        shown, keys = dependencies.shown_terms, self.keys
        embedded = linked_content(self.files, task.files, dependencies) if keys.embeds_files else ()
        return {
            kind: keys.output_key(kind, annotation, targets, shown, task.ways_on_key, embedded)
            for kind in (*keys.kinds, *task.further_kinds)
        }

    def _output(
        self, kind: str, key: str, content: ArticleContent, task: ArticleTask
    ) -> tuple[tuple[str, bytes], ...]:
        """Return the files of one kind, from the cache if they are there."""
        stored = self._stored_output(key)
        if stored is not None:
            return stored
        files = tuple((str(place), _bytes(text)) for place, text in self._made(kind, content, task))
        if self.cache is not None:
            self.cache.put("output", key, msgspec.msgpack.encode(files))
        return files

    def _made(
        self, kind: str, content: ArticleContent, task: ArticleTask
    ) -> Iterable[tuple[PurePosixPath | str, str | bytes]]:
        """Make the files of one kind, or what the article adds to an export of the site."""
        if kind in (*KINDS, CARD, FEED, SEARCH, SEARCH_PART):
            return self.pages.output(kind, content, task.ways_on)
        format_ = self.keys.exports[kind]
        if kind == export_kind(FILE, format_):
            return self.exporter.article(format_, content, task.changed)
        return self.exporter.parts(format_, content, task.changed)

    def _output_made(
        self, kind: str, key: str, files: tuple[tuple[str, bytes], ...] | None
    ) -> Made:
        """Return an output; texts for feeds are taken from the cache when a feed is made."""
        return Made(key, () if kind == FEED and self.cache is not None else files)

    def _stored_output(self, key: str) -> tuple[tuple[str, bytes], ...] | None:
        stored = None if self.cache is None else self.cache.get("output", key)
        if stored is not None:
            with suppress(msgspec.DecodeError):
                return msgspec.msgpack.decode(stored, type=tuple[tuple[str, bytes], ...])
        return None


def _answer(
    task: ArticleTask, result: ArticleResult, outputs: Mapping[str, Made], slices: bytes
) -> ArticleResult:
    """Return a result with its outputs, and without the facts that the task knows."""
    if task.known.get("annotation") == result.annotation:
        return structs.replace(result, outputs=outputs, collected=None, example_digests=None)
    return structs.replace(result, outputs=outputs, examples=slices)


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def report_template(error: TemplateFaultError, report: Report) -> None:
    """Report a template that cannot be rendered (S013)."""
    report.add(
        "S013",
        error.path,
        f"The template cannot be rendered: {error.message}",
        error.hint or "Correct this line; the reference of templates says what they may use.",
        line=error.line,
    )
