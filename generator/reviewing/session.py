"""A site under review: the articles, doubts and pages of its current files.

`refresh` reads the files; only changed articles are annotated again. Pages are rendered on demand.
Refresh before and after a change of a file, so that changes by other programs are seen first.
"""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Mapping
from itertools import chain
from pathlib import Path, PurePosixPath

from generator.check import CheckCache, check_site
from generator.diagnostics import Diagnostic, Report, Severity
from generator.model import Article, Block, Edition
from generator.pages import KINDS, SEARCH, SITE_PAGES, Content, SitePages
from generator.prepare import AnnotationCache, prepare
from generator.prepared import PreparedSite, Progress
from generator.resources import shared
from generator.reviewing.doubts import Doubt, list_doubts
from generator.site import addresses
from generator.site.article_content import article_examples, term_uses
from generator.site.article_facts import ArticleFacts, article_facts
from generator.site.assets import collect
from generator.site.examples import example_files
from generator.site.grammar import shown_notes
from generator.site.listings import page_shelves
from generator.site.render import Renderer
from generator.site.statistics import statistics
from generator.site.template_faults import TemplateFaultError
from generator.site.text_pages import published_files
from generator.site.ways_on import find_ways_on, listed


class ReviewSession:
    """A site, drafts included; methods may be called from any thread."""

    def __init__(self, root: Path, progress: Progress | None = None) -> None:
        self.root = root.resolve()
        self.lock = threading.RLock()
        """Held while files are changed, so that corrections do not interfere."""
        self._annotations, self._checks = AnnotationCache(), CheckCache()
        self._renderers: dict[Edition, Renderer] = {}
        self._state: object = None
        self.refresh(progress=progress)

    def refresh(self, *, pages: bool = False, progress: Progress | None = None) -> bool:
        """Read the files again and return whether anything has changed.

        With `pages`, all pages are rendered again, because templates have changed.
        """
        with self.lock:
            report = Report()
            site = prepare(
                self.root, report, drafts=True, cache=self._annotations, progress=progress
            )
            check_site(site, report, cache=self._checks, progress=progress)
            assets = collect(shared("static"), self.root / "static", report)
            state = (site.source, site.articles, report.sorted(), assets.files)
            if not pages and state == self._state:
                return False
            self._state = state
            self.site: PreparedSite = site
            self.diagnostics: list[Diagnostic] = report.sorted()
            if pages:
                self._renderers.clear()
            self._assets = assets
            self._pages: SitePages | None = None
            self._rendered: dict[PurePosixPath, Content] = {}
            self._characters: set[str] = set()
            self._published: dict[PurePosixPath, Path] = {}
            self._doubts: list[Doubt] | None = None
            return True

    @property
    def articles(self) -> Mapping[str, Article]:
        """The articles by slug."""
        return {article.meta.slug: article for article in self.site.articles}

    @property
    def doubts(self) -> list[Doubt]:
        """The doubts of the site, as `check` reports them."""
        with self.lock:
            if self._doubts is None:
                self._doubts = list_doubts(self.root, self.site.articles, self.diagnostics)
            return self._doubts

    @property
    def errors(self) -> dict[tuple[str, Path, str], str]:
        """The hint of each error, by code, path and message; errors are the same on any line."""
        return {
            (d.code, d.path, d.message): d.hint
            for d in self.diagnostics
            if d.severity is Severity.ERROR
        }

    def content(self, place: PurePosixPath) -> tuple[str, bytes] | None:
        """Return the media type and the content of a file of the site; None if there is none.

        If a template cannot be rendered, the content is its error.
        """
        with self.lock:
            try:
                content = self._content(place)
            except TemplateFaultError as error:
                return "text/plain", str(error).encode()
        if content is None:
            return None
        kind = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
        return kind, content.encode() if isinstance(content, str) else content

    def article_at(self, place: PurePosixPath) -> tuple[Article, Edition] | None:
        """Return the article and the edition whose page is at a path."""
        for article in self.site.articles:
            for edition in self.site.source.config.editions:
                if place == addresses.article(edition, article.meta.slug):
                    return article, edition
        return None

    def _content(self, place: PurePosixPath) -> Content | None:
        if place in self._assets.files:
            return self._assets.files[place]
        if place in self._published:
            try:
                return self._published[place].read_bytes()
            except OSError:
                return None  # removed, but not yet seen by the watcher
        if self._pages is None:  # raises if a template is broken
            self._pages = SitePages(self.site, self.root, self._assets, self._renderers)
        pages = self._pages
        if place.is_relative_to(addresses.STATIC):
            return self._lazy_data(pages, place)
        if place not in self._rendered:
            self._render_page(pages, place)
        return self._rendered.get(place)

    def _lazy_data(self, pages: SitePages, place: PurePosixPath) -> str | bytes | None:
        """Return a file that pages load on demand."""
        for article in self.site.articles:
            if place.parent == addresses.words(article.meta.slug).parent:
                made = pages.content(article)
                data = chain(pages.output("data", made), pages.output(SEARCH, made))
                return next((content for path, content in data if path == place), None)
        if place.parent.name == "examples":
            facts = (
                (article.meta.slug, article_examples(pages.content(article)))
                for article in self.site.articles
            )
            return dict(example_files(facts)).get(place)
        if place.parent.name == "grammar":
            return dict(pages.grammar(shown_notes(self._facts(pages)))).get(place)
        # The characters grow with the rendered pages, so they are not cached.
        found = chain(
            pages.panels(), pages.characters(self._characters), pages.words_with(self._characters)
        )
        return next((content for path, content in found if path == place), None)

    def _facts(self, pages: SitePages) -> list[ArticleFacts]:
        """Return what the pages of the site show of each article."""
        return [
            article_facts(a, pages.facts, term_uses(a), statistics(a)) for a in self.site.articles
        ]

    def _render_page(self, pages: SitePages, place: PurePosixPath) -> None:
        articles = self.site.articles
        simplify = self.site.engines.converter.simplify
        ways_on = find_ways_on(
            (listed(article.meta, simplify) for article in articles),
            self.site.source.config.site.order,
        )
        for edition in pages.editions:
            for article in articles:
                slug = article.meta.slug
                vocabulary = addresses.vocabulary(edition, slug)
                if place in (addresses.article(edition, slug), vocabulary):
                    content = pages.content(article)
                    for kind in KINDS:
                        self._rendered.update(pages.output(kind, content, ways_on[slug]))
                    self._characters |= pages.characters_of(content)
                    self._published.update(content.published)
                    return
        for text in self.site.pages:
            if any(
                place == addresses.article(edition, text.meta.slug) for edition in pages.editions
            ):
                self._rendered.update(pages.text_page(text))
                self._published.update(published_files(text, self.site.files))
                return
        facts = self._facts(pages)
        for edition in pages.editions:
            made = (pages.site_page(name, edition, facts, self._assets) for name in SITE_PAGES)
            shelves = (pages.shelf(shelf, edition) for shelf in page_shelves(facts, edition))
            for path, html in chain.from_iterable(chain(made, shelves)):
                if path == place:
                    self._rendered[place] = html
                    return


def find_block(article: Article, id_: str) -> tuple[int, Block] | None:
    """Find a block by its id, and its number; the title is block 0."""
    blocks = (article.title, *article.blocks)
    return next(((number, b) for number, b in enumerate(blocks) if b.id == id_), None)
