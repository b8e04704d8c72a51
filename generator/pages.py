"""The pages of a prepared site, rendered on demand: all for a build, one for a review."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from generator.content.site_settings import SiteSettings
from generator.export_formats import Format
from generator.model import Article, Bilingual, Edition
from generator.prepared import PreparedSite
from generator.resources import shared
from generator.site import addresses, grammar, listings, site_pages
from generator.site.article import (
    render_article,
    render_sentences,
    render_vocabulary,
    render_words,
)
from generator.site.article_content import ArticleContent, article_content
from generator.site.article_facts import ArticleFacts
from generator.site.assets import Assets
from generator.site.beginner_sentences import sentence_files
from generator.site.characters import character_files, licence_files
from generator.site.common_words import common_words_file
from generator.site.facts import SiteFacts
from generator.site.labels import Labels
from generator.site.offline import service_worker, web_manifest
from generator.site.panels import EARLY, PANELS, early_files, panels_file
from generator.site.phrases import Phrases
from generator.site.render import Renderer
from generator.site.search import render_search, search_terms
from generator.site.search_index import encode_terms
from generator.site.spellings import spellings_file
from generator.site.standalone import standalone_texts
from generator.site.text_pages import text_page_view
from generator.site.ways_on import WaysOn
from generator.site.word_records import CommonNames
from generator.site.word_table import WordTable

Content = str | bytes
File = tuple[PurePosixPath, Content]
"""The path of a file, and its content."""

KINDS: dict[str, tuple[str, ...]] = {
    "article": ("article.html",),
    "vocabulary": ("vocabulary.html",),
    "data": (),
}
"""The kinds of output of every article, each made by itself, with the templates of each."""
CARD, FEED = "card", "feed"
"""Further kinds, of a site with a base URL: the picture of an article for other sites, and its text
in each edition, which is no file but part of feeds. Only articles that a feed may have need it."""
SEARCH, SEARCH_PART = "search", "part search"
"""The kinds of a site with a search: what the search shows of an article, and what the article adds
to the index, which is no file."""
WITH_LINKS = frozenset({"article", FEED})
"""The kinds that show the links of an article."""
WITH_WAYS_ON = frozenset({"article"})
"""The kinds that show the ways on from an article."""
WITH_SITE = frozenset({"article", "vocabulary", CARD, FEED})
"""The kinds that show settings of the site."""
WITH_FRAME = frozenset({"article", "vocabulary"})
"""The kinds that are pages, with the frame of the site and notes on terms."""

NO_WAYS_ON = WaysOn()

SITE_PAGES = {
    "home": "home.html",
    "root": "home.html",
    "archive": "archive.html",
    "glossary": "glossary.html",
    "grammar": "grammar.html",
    "about": "about.html",
    "my-words": "my_words.html",
    "search": "search.html",
    "404": "404.html",
    "offline": "offline.html",
}
"""The pages of the site, with the template of each."""
SHELF = "shelf.html"
"""The template of the pages of tags and levels."""
TEXT_PAGE = "page.html"
"""The template of the author's own pages in `pages/`."""


def template_folders(root: Path) -> list[Path]:
    """Return the folders with the templates of a site, its own first."""
    return [root / "templates", shared("templates")]


def fingerprints(root: Path, formats: Iterable[Format] = ()) -> dict[str, str]:
    """Return a hash of the templates of each kind, of each page of the site and of the panels.

    Raises `TemplateFaultError`.
    """
    renderer = Renderer(Edition.HANS, template_folders(root))
    panels = (
        *(f"macros/{name}.html" for name in PANELS),
        *(f"macros/{name}.js" for name in EARLY),
    )
    needs = {**KINDS, CARD: (), FEED: (), "panels": panels}
    needs |= {name: (page,) for name, page in SITE_PAGES.items()}
    needs["offline"] = (*needs["offline"], *panels)
    needs |= {"shelf": (SHELF,), "page": (TEXT_PAGE,)}
    needs |= {f"format {each.name}": each.templates for each in formats}
    return {name: renderer.fingerprint(*templates) for name, templates in needs.items()}


class SitePages:
    """Everything that a site publishes and that is not copied from a file.

    `renderers` is a cache of the templates, valid as long as none changes; `compiled` is a folder
    for compiled templates, and `common` has the names of the records of common words; both must
    belong to this version of the program.
    """

    def __init__(
        self,
        site: PreparedSite,
        root: Path,
        assets: Assets,
        renderers: dict[Edition, Renderer] | None = None,
        *,
        compiled: Path | None = None,
        common: Mapping[str, CommonNames] | None = None,
    ) -> None:
        config = site.source.config
        phrases = Phrases(site.engines, config.pinyin.style)
        self.editions = config.editions
        labels = {edition: _labels(config.site, edition, phrases) for edition in config.editions}
        self.facts = SiteFacts(
            config=config,
            engines=site.engines,
            terms=site.source.terms,
            assets=assets,
            files=site.files,
            phrases=phrases,
            words=WordTable(site.engines, config.pinyin.style, common),
            labels=labels,
            pages=site.source.pages,
        )
        self._site = site
        self.about = site.about
        """The text of the about page."""
        renderers = {} if renderers is None else renderers
        for edition in config.editions:
            if edition not in renderers or renderers[edition].labels != labels[edition]:
                folders = template_folders(root)
                renderers[edition] = Renderer(edition, folders, compiled, labels[edition])
        self.renderers = renderers
        """The templates of each edition."""

    def content(self, article: Article) -> ArticleContent:
        """Return the content that all files of an article share."""
        return article_content(article, self.facts)

    def output(
        self, kind: str, content: ArticleContent, ways_on: WaysOn = NO_WAYS_ON
    ) -> Iterator[File]:
        """Yield the files of one kind of output of an article, any that has a name here.

        The texts for feeds have the name of the folder of their edition.
        """
        slug, facts = content.article.meta.slug, self.facts
        if kind == FEED:
            for edition, text in standalone_texts(content, facts):
                yield PurePosixPath(edition.path), text
            return
        if kind == "data":
            yield addresses.words(slug), render_words(content)
            yield addresses.sentences(slug), render_sentences(content, facts)
            return
        if kind == SEARCH:
            yield addresses.article_search(slug), render_search(content, facts)
            return
        if kind == SEARCH_PART:
            for number, terms in enumerate(encode_terms(search_terms(content, facts))):
                yield PurePosixPath(str(number)), terms
            return
        for edition in self.editions:
            renderer = self.renderers[edition]
            if kind == CARD:
                from generator.site.cards import article_card  # late, since it loads Pillow

                if not content.article.meta.cover:
                    place = addresses.card(addresses.article(edition, slug))
                    yield place, article_card(content.article, facts.site(edition).title, edition)
            elif kind == "article":
                place = addresses.article(edition, slug)
                yield place, render_article(content, ways_on, edition, facts, renderer)
            else:
                place = addresses.vocabulary(edition, slug)
                yield place, render_vocabulary(content, edition, facts, renderer)

    def characters_of(self, content: ArticleContent) -> set[str]:
        """Return the Han characters that the pop-ups of an article explain."""
        found: set[str] = set()
        for edition in self.editions:
            found |= content.characters(edition)
        return found

    def site_page(
        self, name: str, edition: Edition, articles: Sequence[ArticleFacts], assets: Assets
    ) -> Iterator[File]:
        """Yield the page of the site with a name of `SITE_PAGES`, and what belongs to it.

        The pages `root`, `404` and `offline` are only in the first edition.
        """
        facts = self.facts
        views: dict[str, tuple[PurePosixPath, str, Callable[[], object]]] = {
            "home": (
                addresses.home(edition),
                "home.html",
                lambda: listings.home_view(facts, articles, edition),
            ),
            "archive": (
                addresses.archive(edition),
                "archive.html",
                lambda: listings.archive_view(facts, articles, edition),
            ),
            "root": (
                addresses.ROOT,
                "home.html",
                lambda: listings.home_view(facts, articles, edition, at_root=True),
            ),
            "glossary": (
                addresses.glossary(edition),
                "glossary.html",
                lambda: site_pages.glossary_view(facts, articles, edition),
            ),
            "grammar": (
                addresses.grammar(edition),
                "grammar.html",
                lambda: grammar.grammar_view(facts, articles, edition),
            ),
            "about": (
                addresses.about(edition),
                "about.html",
                lambda: site_pages.about_view(facts, articles, edition, self.about),
            ),
            "my-words": (
                addresses.my_words(edition),
                "my_words.html",
                lambda: site_pages.my_words_view(facts, edition),
            ),
            "search": (
                addresses.search(edition),
                "search.html",
                lambda: site_pages.search_view(facts, edition),
            ),
            "404": (
                addresses.NOT_FOUND,
                "404.html",
                lambda: site_pages.not_found_view(facts, edition),
            ),
            "offline": (
                addresses.OFFLINE,
                "offline.html",
                lambda: site_pages.offline_view(facts, edition),
            ),
        }
        place, template, view = views[name]
        html = self.renderers[edition].render(template, view())
        yield place, html
        if name == "offline":
            yield from self._offline_files(html, assets)

    def shelf(self, shelf: listings.Group, edition: Edition) -> Iterator[File]:
        """Yield the page of a tag or a level in an edition."""
        view = listings.shelf_view(self.facts, shelf, edition)
        place = addresses.shelf(edition, shelf.id)
        yield place, self.renderers[edition].render(SHELF, view)

    def text_page(self, page: Article) -> Iterator[File]:
        """Yield a page in `pages/` in each edition."""
        for edition in self.editions:
            view = text_page_view(self.facts, page, edition)
            html = self.renderers[edition].render(TEXT_PAGE, view)
            yield addresses.article(edition, page.meta.slug), html

    def card(self, edition: Edition) -> Iterator[File]:
        """Yield the picture that other sites show with a link to a page that is no article."""
        from generator.site.cards import site_card  # late, since it loads Pillow

        site = self.facts.site(edition)
        place = addresses.card(addresses.home(edition))
        yield place, site_card(site.title, site.description, edition)

    def panels(self) -> Iterator[tuple[PurePosixPath, str]]:
        """Yield the script with the panels of each edition, and those that belong to settings."""
        for edition in self.editions:
            yield panels_file(self.renderers[edition], self.facts.site(edition))
        first = self.editions[0]
        yield from early_files(self.renderers[first], self.facts.site(first))
        yield spellings_file()

    def _offline_files(self, offline_page: str, assets: Assets) -> Iterator[File]:
        """Yield the files that make the site readable offline."""
        config, first = self.facts.config, self.editions[0]
        made = {**dict(self.panels()), addresses.OFFLINE: offline_page}
        yield addresses.WORKER, service_worker(assets, config.editions, made)
        convert = self.facts.phrases.converted
        texts = (convert(text.zh, first) for text in (config.title, config.description))
        yield addresses.MANIFEST, web_manifest(config, *texts)

    def grammar(self, notes: Sequence[str]) -> Iterator[File]:
        """Yield the scripts with the grammar notes that pages may show, given their ids."""
        return grammar.grammar_files(notes, self.facts.phrases, self.editions)

    def characters(self, chars: Iterable[str]) -> Iterator[File]:
        """Yield the scripts with the meanings and the strokes of characters.

        Characters of the same shard (`lazy_data.shard`) must come together.
        """
        yield from character_files(chars, self._site.engines, self.facts.config.pinyin.style)

    def words_with(self, chars: Iterable[str]) -> Iterator[File]:
        """Yield what there is once for all characters that pop-ups may show: the licence of their
        strokes, the common words with these characters, and sentences for beginners."""
        known = frozenset(chars)
        yield from licence_files(known)
        yield common_words_file(self.facts.words.records.common_records(known))
        yield from sentence_files(known, self.editions)


def _labels(settings: SiteSettings, edition: Edition, phrases: Phrases) -> Labels:
    """Return the labels of a site in an edition, its own converted to the script of it."""
    own = {
        id_: Bilingual(phrases.converted(label.zh, edition), label.en)
        for id_, label in settings.labels.items()
    }
    return Labels(edition, settings.interface, own)
