"""The pages of a prepared site, made when they are asked for: a build wants all, a review one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path, PurePosixPath

from generator.model import Article, Edition
from generator.prepared import PreparedSite
from generator.resources import shared
from generator.site import addresses, site_pages
from generator.site.article import ArticlePages
from generator.site.assets import Assets
from generator.site.characters import character_files
from generator.site.context import SiteContext
from generator.site.examples import Examples
from generator.site.offline import service_worker, web_manifest
from generator.site.render import Renderer
from generator.site.text import TextWriter

Content = str | bytes
Page = tuple[PurePosixPath, str]
"""Where a page stands, and its HTML."""


class SitePages:
    """All that a site publishes and that is not copied from a file.

    `renderers` keeps the templates for the next pages, as long as no template changes.
    """

    def __init__(
        self,
        site: PreparedSite,
        root: Path,
        assets: Assets,
        renderers: dict[Edition, Renderer] | None = None,
    ) -> None:
        self.site = site
        self.assets = assets
        config = site.source.config
        self.context = SiteContext(
            config=config, engines=site.engines, terms=site.source.terms, assets=assets
        )
        kept = {} if renderers is None else renderers
        for edition in config.editions:
            if edition not in kept:
                kept[edition] = Renderer(edition, [root / "templates", shared("templates")])
        self.editions = tuple(EditionPages(self, kept[edition]) for edition in config.editions)

    def characters(self) -> Iterator[tuple[PurePosixPath, Content]]:
        """What pages ask for of single characters: those of the pages made so far."""
        style = self.site.source.config.pinyin.style
        return character_files(self.context.characters, self.site.engines, style)


class EditionPages:
    """The pages of one edition; the first edition has those at the root of the site too."""

    def __init__(self, pages: SitePages, renderer: Renderer) -> None:
        self.edition = renderer.edition
        self._pages = pages
        self._site = pages.site
        self._context = pages.context
        self._renderer = renderer
        self._writer = TextWriter(renderer, self.edition, html=pages.site.source.config.html)

    @cached_property
    def _examples(self) -> Examples:
        return Examples(self._site.articles, self.edition, self._context.phrases.say)

    def article(self, article: Article) -> Iterator[Page]:
        """The page of an article, and that of its vocabulary."""
        pages = ArticlePages(article, self._context, self._site.files, self._examples)
        text, vocabulary = pages.views(self.edition, self._writer)
        slug, render = article.meta.slug, self._renderer.render
        yield addresses.article(self.edition, slug), render("article.html", text)
        yield addresses.vocabulary(self.edition, slug), render("vocabulary.html", vocabulary)

    def examples(self) -> Iterator[tuple[PurePosixPath, Content]]:
        """What pages ask for of sentences."""
        yield from self._examples.files()

    def others(self) -> Iterator[tuple[PurePosixPath, Callable[[], str]]]:
        """The pages of the site, each with what makes it; those at its root come last."""
        articles, context, edition = self._site.articles, self._context, self.edition

        def page(template: str, view: Callable[[], object]) -> Callable[[], str]:
            return lambda: self._renderer.render(template, view())

        home = partial(site_pages.home_view, context, articles, edition)
        glossary = partial(site_pages.glossary_view, context, articles, edition)
        yield addresses.home(edition), page("home.html", home)
        yield addresses.glossary(edition), page("glossary.html", glossary)
        yield addresses.about(edition), page("about.html", self._about)
        if edition is context.config.editions[0]:
            missing = partial(site_pages.not_found_view, context, edition)
            offline = partial(site_pages.offline_view, context, edition)
            yield addresses.ROOT, page("home.html", partial(home, at_root=True))
            yield addresses.NOT_FOUND, page("404.html", missing)
            yield addresses.OFFLINE, page("offline.html", offline)

    def _about(self) -> object:
        body = site_pages.about_body(self._site.about, self.edition, self._writer)
        return site_pages.about_view(self._context, self._site.articles, self.edition, body)

    def offline_files(self, offline_page: str) -> Iterator[tuple[PurePosixPath, str]]:
        """What makes the site readable without a network."""
        config, assets = self._context.config, self._pages.assets
        yield addresses.WORKER, service_worker(assets, config.editions, offline_page)
        say = self._context.phrases.say
        texts = (say(text.zh, self.edition) for text in (config.title, config.description))
        yield addresses.MANIFEST, web_manifest(config, *texts)
