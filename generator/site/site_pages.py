"""The pages of the site itself: home, glossary, about, 404, offline."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from markdown_it.token import Token
from markupsafe import Markup
from msgspec.structs import replace

from generator.language.characters import has_han
from generator.model import Article, Edition, Layers
from generator.site import addresses
from generator.site.article_facts import ArticleFacts, newest_first
from generator.site.credits import CREDITS
from generator.site.facts import SiteFacts
from generator.site.markup import escape
from generator.site.text import Gap, weave_block, write_frame
from generator.site.views import (
    AboutView,
    ArticleCard,
    GlossaryView,
    HomeView,
    Link,
    NotFoundView,
    OfflineView,
    Shelf,
    TermView,
)


def card(article: ArticleFacts, edition: Edition, here: PurePosixPath) -> ArticleCard:
    """Return an article as lists on the page at `here` show it."""
    shown = article.editions[edition.value]
    return ArticleCard(
        addresses.relative(here, addresses.article(edition, article.slug)),
        shown.title,
        article.title_en,
        shown.author,
        article.date,
        shown.source,
        article.level,
        shown.tags,
        shown.excerpt,
        article.characters,
    )


def home_view(
    facts: SiteFacts,
    articles: Sequence[ArticleFacts],
    edition: Edition,
    *,
    at_root: bool = False,
) -> HomeView:
    """Return the list of articles, with shelves by tag and by level; also for the site root.

    Tags that differ only in script (书, 書) share a shelf.
    """

    def page_address(other: Edition) -> PurePosixPath:
        return addresses.ROOT if at_root and other is edition else addresses.home(other)

    here = page_address(edition)
    cards = []
    by_tag: dict[str, list[ArticleCard]] = {}
    tag_ids: dict[str, str] = {}
    by_level: dict[str, list[ArticleCard]] = {}
    for article in newest_first(articles):
        found = card(article, edition, here)
        cards.append(found)
        for tag, tag_id in zip(found.tags, article.tag_ids, strict=True):
            by_tag.setdefault(tag, []).append(found)
            tag_ids.setdefault(tag, tag_id)
        if found.level:
            by_level.setdefault(found.level, []).append(found)
    title = facts.phrases.converted(facts.config.title.zh, edition)
    return HomeView(
        page=facts.page(page_address, edition, title),
        articles=tuple(cards),
        tags=tuple(Shelf(tag_ids[tag], tag, tuple(found)) for tag, found in by_tag.items()),
        levels=tuple(
            Shelf(facts.level_id(level), level, tuple(found))
            for level, found in sorted(by_level.items())
        ),
    )


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
    title = facts.label("glossary", edition)
    return GlossaryView(
        page=facts.page(addresses.glossary, edition, title),
        by_pinyin=tuple(sorted(views, key=_pinyin_order)),
        by_english=tuple(sorted(views, key=lambda view: _plain(view.english))),
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
    body: Markup,
) -> AboutView:
    """Return the text about the site, the sources of its articles and the credits."""
    here = addresses.about(edition)
    return AboutView(
        page=facts.page(addresses.about, edition, facts.label("about", edition)),
        body=body,
        articles=tuple(card(a, edition, here) for a in newest_first(articles)),
        credits=CREDITS,
    )


def about_body(article: Article | None, edition: Edition, *, html: bool) -> Markup:
    """Return the `about` file of the site in an edition, without readings.

    `html` allows raw HTML.
    """
    if article is None:
        return Markup()
    woven = {}
    tokens = list(article.skeleton)
    for number, block in enumerate(article.blocks):
        plain = replace(block, layers=Layers(block.layers.words))
        children = article.skeleton[block.token].children or []
        woven[block.token] = weave_block(number, plain, children, sentences=False)
        if not has_han(block.text):
            _mark_english(tokens, block.token)
    frame = write_frame(tokens, woven, html=html)
    return Markup(frame.fill(_gap_text(article, gap, edition) for gap in frame.gaps))


def _gap_text(article: Article, gap: Gap, edition: Edition) -> str:
    """Return the HTML of a word; a part of one whose length differs is all of it or empty."""
    word = article.blocks[gap.block].annotated_words[gap.word]
    text = word.text_in(edition)
    if gap.part is not None:
        start = gap.part.start - word.span.start
        if len(text) == len(word.span):
            text = text[start : gap.part.end - word.span.start]
        elif start:
            text = ""
    return escape(text)


def _mark_english(tokens: list[Token], index: int) -> None:
    """Set `lang="en"` on the element around an inline token."""
    at = next(
        i for i in range(index - 1, -1, -1) if tokens[i].nesting == 1 and not tokens[i].hidden
    )
    tokens[at] = tokens[at].copy(attrs={**tokens[at].attrs, "lang": "en"})


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
