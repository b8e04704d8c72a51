"""A site under review: its articles, doubts and pages, as its files are now.

`refresh` reads the files; only what changed is annotated anew. Pages are made when they are asked
for. Whoever changes a file refreshes before and after, so that what others wrote is seen first.
"""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Mapping
from itertools import chain
from pathlib import Path, PurePosixPath

from jinja2 import TemplateError

from generator.check import CheckCache, check_site
from generator.diagnostics import Report
from generator.model import Article, Block, Diagnostic, Edition, Severity
from generator.pages import Content, SitePages
from generator.prepare import AnnotationCache, prepare
from generator.prepared import PreparedSite, Progress
from generator.resources import shared
from generator.reviewing.doubts import Doubt, doubts
from generator.site import addresses
from generator.site.article import term_uses
from generator.site.assets import collect
from generator.site.render import Renderer


class ReviewSession:
    """One site, drafts included; every method may be called from any thread."""

    def __init__(self, root: Path, progress: Progress | None = None) -> None:
        self.root = root.resolve()
        self.lock = threading.RLock()
        """Held while files are changed, so that no two corrections mix."""
        self._kept, self._checked = AnnotationCache(), CheckCache()
        self._renderers: dict[Edition, Renderer] = {}
        self._shows: object = None
        self.refresh(progress=progress)

    def refresh(self, *, pages: bool = False, progress: Progress | None = None) -> bool:
        """Take the files as they are now; whether anything is new, `pages` or what they show."""
        with self.lock:
            report = Report()
            site = prepare(self.root, report, drafts=True, cache=self._kept, progress=progress)
            check_site(site, report, cache=self._checked, progress=progress)
            assets = collect(shared("static"), self.root / "static", report)
            shows = (site.source, site.articles, report.sorted(), assets.files)
            if not pages and shows == self._shows:
                return False
            self._shows = shows
            self.site: PreparedSite = site
            self.diagnostics: list[Diagnostic] = report.sorted()
            if pages:
                self._renderers.clear()
            self._assets = assets
            self._pages: SitePages | None = None
            self._made: dict[PurePosixPath, str] = {}
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
        """All that `check` says of the site."""
        with self.lock:
            if self._doubts is None:
                self._doubts = doubts(self.root, self.site.articles, self.diagnostics)
            return self._doubts

    @property
    def errors(self) -> dict[tuple[str, Path, str], str]:
        """The remedy of each error; they are told apart by all but their line."""
        return {
            (d.code, d.path, d.message): d.hint
            for d in self.diagnostics
            if d.severity is Severity.ERROR
        }

    def content(self, place: PurePosixPath) -> tuple[str, bytes] | None:
        """Media type and content of what the built site has at a place, None if it has nothing.

        A template that cannot be rendered is a page that says so.
        """
        with self.lock:
            try:
                content = self._content(place)
            except TemplateError as error:
                message = f"{getattr(error, 'filename', '')}: {error.message or error}"
                return "text/plain", message.encode()
        if content is None:
            return None
        kind = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
        return kind, content.encode() if isinstance(content, str) else content

    def article_at(self, place: PurePosixPath) -> tuple[Article, Edition] | None:
        """The article whose page stands at a place, and the edition."""
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
                return None  # it was removed, and the watcher has not said so yet
        if self._pages is None:  # which raises where a template is broken
            self._pages = SitePages(self.site, self.root, self._assets, self._renderers)
        pages = self._pages
        if place.is_relative_to(addresses.STATIC):
            # What pages load on demand grows with the pages that were made: it is not kept.
            examples = (pages.examples[edition].files() for edition in pages.editions)
            data = chain(pages.characters(self._characters), *examples)
            return next((content for path, content in data if path == place), None)
        if place not in self._made:
            self._make_page(pages, place)
        return self._made.get(place)

    def _make_page(self, pages: SitePages, place: PurePosixPath) -> None:
        articles = self.site.articles
        for edition in pages.editions:
            for article in articles:
                slug = article.meta.slug
                vocabulary = addresses.vocabulary(edition, slug)
                if place in (addresses.article(edition, slug), vocabulary):
                    rendered = pages.render(pages.content(article), edition)
                    self._made.update(rendered.pages)
                    self._characters |= rendered.characters
                    self._published.update(rendered.published)
                    return
        uses = {article.meta.slug: term_uses(article) for article in articles}
        for edition in pages.editions:
            for path, make in pages.site_pages(edition, uses):
                if path == place:
                    self._made[place] = make()
                    return


def block_of(article: Article, id_: str) -> tuple[int, Block] | None:
    """A block by its id, the title's included, with its number, by which notes are quoted."""
    blocks = (article.title, *article.blocks)
    return next(((number, b) for number, b in enumerate(blocks) if b.id == id_), None)
