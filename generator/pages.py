"""The pages of a prepared site, rendered on demand: all for a build, one for a review."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath

from generator.model import Article, Edition
from generator.prepared import PreparedSite
from generator.resources import shared
from generator.site import addresses, site_pages
from generator.site.article import (
    ArticleContent,
    TermUses,
    article_content,
    render_article,
    render_sentences,
    render_vocabulary,
    render_words,
)
from generator.site.assets import Assets
from generator.site.characters import character_files
from generator.site.facts import SiteFacts
from generator.site.offline import service_worker, web_manifest
from generator.site.phrases import Phrases
from generator.site.render import Renderer
from generator.site.word_table import WordTable

Content = str | bytes
File = tuple[PurePosixPath, Content]
"""The path of a file, and its content."""
LazyPage = tuple[PurePosixPath, Callable[[], str]]
"""The path of a page, and a function that renders its HTML."""


class SitePages:
    """Everything that a site publishes and that is not copied from a file.

    `renderers` is a cache of the compiled templates, valid as long as no template changes.
    """

    def __init__(
        self,
        site: PreparedSite,
        root: Path,
        assets: Assets,
        renderers: dict[Edition, Renderer] | None = None,
    ) -> None:
        config = site.source.config
        phrases = Phrases(site.engines, config.pinyin.style)
        self.editions = config.editions
        self.facts = SiteFacts(
            config=config,
            engines=site.engines,
            terms=site.source.terms,
            assets=assets,
            files=site.files,
            phrases=phrases,
            words=WordTable(site.engines, config.pinyin.style),
        )
        self.articles = site.articles
        self._site = site
        renderers = {} if renderers is None else renderers
        for edition in config.editions:
            if edition not in renderers:
                renderers[edition] = Renderer(edition, [root / "templates", shared("templates")])
        self._renderers = renderers

    def content(self, article: Article) -> ArticleContent:
        """Return the content that all files of an article share."""
        return article_content(article, self.facts)

    def article_pages(self, content: ArticleContent, edition: Edition) -> Iterator[LazyPage]:
        """Yield the pages of an article in an edition."""
        slug, facts, renderer = content.article.meta.slug, self.facts, self._renderers[edition]
        yield (
            addresses.article(edition, slug),
            partial(render_article, content, edition, facts, renderer),
        )
        yield (
            addresses.vocabulary(edition, slug),
            partial(render_vocabulary, content, edition, facts, renderer),
        )

    def article_data(self, content: ArticleContent) -> Iterator[LazyPage]:
        """Yield the scripts that pages load for an article."""
        slug = content.article.meta.slug
        yield addresses.words(slug), partial(render_words, content)
        for edition in self.editions:
            yield (
                addresses.sentences(edition, slug),
                partial(render_sentences, content, edition, self.facts),
            )

    def site_pages(self, edition: Edition, term_uses: Mapping[str, TermUses]) -> Iterator[LazyPage]:
        """Yield the pages of the site in an edition; the first edition has those at the root too.

        `term_uses` maps the slug of an article to its uses of terms.
        """
        articles, facts = self.articles, self.facts
        renderer = self._renderers[edition]

        def page(template: str, view: Callable[[], object]) -> Callable[[], str]:
            return lambda: renderer.render(template, view())

        home = partial(site_pages.home_view, facts, articles, edition)
        glossary = partial(site_pages.glossary_view, facts, articles, term_uses, edition)
        about = partial(self._about_view, edition)
        yield addresses.home(edition), page("home.html", home)
        yield addresses.glossary(edition), page("glossary.html", glossary)
        yield addresses.about(edition), page("about.html", about)
        if edition is self.editions[0]:
            missing = partial(site_pages.not_found_view, facts, edition)
            offline = partial(site_pages.offline_view, facts, edition)
            yield addresses.ROOT, page("home.html", partial(home, at_root=True))
            yield addresses.NOT_FOUND, page("404.html", missing)
            yield addresses.OFFLINE, page("offline.html", offline)

    def _about_view(self, edition: Edition) -> object:
        html = self._site.source.config.html
        body = site_pages.about_body(self._site.about, edition, html=html)
        return site_pages.about_view(self.facts, self.articles, edition, body)

    def offline_files(self, offline_page: str) -> Iterator[tuple[PurePosixPath, str]]:
        """Yield the files that make the site readable offline."""
        config, first = self.facts.config, self.editions[0]
        yield addresses.WORKER, service_worker(self.facts.assets, config.editions, offline_page)
        convert = self.facts.phrases.converted
        texts = (convert(text.zh, first) for text in (config.title, config.description))
        yield addresses.MANIFEST, web_manifest(config, *texts)

    def characters(self, chars: Iterable[str]) -> Iterator[File]:
        """Yield the files that pages request for the characters that pop-ups may show."""
        return character_files(chars, self._site.engines, self.facts.config.pinyin.style)
