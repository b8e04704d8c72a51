"""The other pages of the site: glossary, about, the reader's words, 404, offline."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.model import Article, Edition
from generator.site import addresses
from generator.site.article_facts import ArticleFacts, newest_first
from generator.site.credits import CREDITS
from generator.site.facts import SiteFacts
from generator.site.listings import card
from generator.site.site_views import (
    AboutView,
    GlossaryView,
    MyWordsView,
    NotFoundView,
    OfflineView,
    SearchView,
)
from generator.site.structured_data import glossary_data
from generator.site.text_pages import text_body
from generator.site.views import Link, TermView


def glossary_view(
    facts: SiteFacts,
    articles: Sequence[ArticleFacts],
    edition: Edition,
) -> GlossaryView:
    """Return the terms by pinyin and by English, with links back to each use."""
    here = addresses.glossary(edition)
    uses: dict[str, list[Link]] = {}
    for article in newest_first(articles):
        for term_id, sentence_ids in article.term_uses.items():
            uses.setdefault(term_id, []).extend(
                _links_to_uses(article, sentence_ids, edition, here)
            )
    views = [facts.term(term, edition, here, uses) for term in facts.terms]
    page = facts.page(addresses.glossary, edition, facts.label("glossary", edition))
    return GlossaryView(
        page=page,
        by_pinyin=tuple(sorted(views, key=_pinyin_order)),
        by_english=tuple(sorted(views, key=lambda view: _plain(view.english))),
        structured=glossary_data(page, views),
    )


def _links_to_uses(
    article: ArticleFacts,
    sentence_ids: Sequence[str],
    edition: Edition,
    here: PurePosixPath,
) -> Iterator[Link]:
    """Return links to sentences; the first has the title of the article, the others a number."""
    page = addresses.article(edition, article.slug)
    for number, sentence_id in enumerate(sentence_ids, 1):
        title = article.editions[edition.value].title
        label = title if number == 1 else str(number)
        yield Link(label, addresses.relative(here, page, sentence_id))


def _pinyin_order(view: TermView) -> tuple[str, str]:
    """Return the sort key of a term: letters, then tones; the form if it is in Latin letters."""
    spelt = view.pinyin or view.form
    return _plain(spelt), unicodedata.normalize("NFD", spelt)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if char.isalnum())


def about_view(
    facts: SiteFacts,
    articles: Sequence[ArticleFacts],
    edition: Edition,
    text: Article | None,
) -> AboutView:
    """Return the text about the site, the sources of its articles and the credits."""
    here = addresses.about(edition)
    return AboutView(
        page=facts.page(addresses.about, edition, facts.label("about", edition)),
        body=Markup() if text is None else text_body(text, edition, facts),
        articles=tuple(card(a, edition, here) for a in newest_first(articles)),
        credits=CREDITS,
    )


def my_words_view(facts: SiteFacts, edition: Edition) -> MyWordsView:
    """Return the page of the words that the reader wants to learn."""
    title = facts.label("my-words", edition)
    return MyWordsView(page=facts.page(addresses.my_words, edition, title))


def search_view(facts: SiteFacts, edition: Edition) -> SearchView:
    """Return the page of the search in all articles."""
    return SearchView(facts.page(addresses.search, edition, facts.label("search", edition)))


def not_found_view(facts: SiteFacts, edition: Edition) -> NotFoundView:
    """Return the page for addresses that do not exist."""
    title = facts.label("not-found", edition)
    base = None
    if facts.config.base_url:
        base = urlsplit(facts.config.base_url).path.rstrip("/") + "/"

    def page_address(other: Edition) -> PurePosixPath:
        return addresses.NOT_FOUND if other is edition else addresses.home(other)

    return NotFoundView(page=facts.page(page_address, edition, title, base=base))


def offline_view(facts: SiteFacts, edition: Edition) -> OfflineView:
    """Return the page that is shown offline for addresses that are not cached."""
    title = facts.label("offline", edition)

    def page_address(other: Edition) -> PurePosixPath:
        return addresses.OFFLINE if other is edition else addresses.home(other)

    return OfflineView(page=facts.page(page_address, edition, title))
