"""The pages that belong to the site and not to one article: home, glossary, about, 404."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from markdown_it.token import Token
from markupsafe import Markup
from msgspec.structs import replace

from generator.language.characters import has_han
from generator.model import Article, Block, Edition
from generator.site import addresses
from generator.site.article import term_uses
from generator.site.context import SiteContext
from generator.site.credits import CREDITS
from generator.site.text import TextWriter, weave_block, with_children
from generator.site.views import (
    AboutView,
    ArticleCard,
    GlossaryView,
    HomeView,
    NotFoundView,
    OfflineView,
    Shelf,
    TermView,
)


def newest_first(articles: Sequence[Article]) -> list[Article]:
    """Articles by date, undated ones last, then by slug."""
    return sorted(
        articles, key=lambda a: (-(a.meta.date.toordinal() if a.meta.date else 0), a.meta.slug)
    )


def home_view(
    context: SiteContext,
    articles: Sequence[Article],
    edition: Edition,
    *,
    at_root: bool = False,
) -> HomeView:
    """Every article, and the shelves by tag and by level; also for the root of the site.

    Tags that differ only in script (书, 書) share a shelf.
    """

    def target(other: Edition) -> PurePosixPath:
        return addresses.ROOT if at_root and other is edition else addresses.home(other)

    here = target(edition)
    cards = []
    by_tag: dict[str, list[ArticleCard]] = {}
    by_level: dict[str, list[ArticleCard]] = {}
    for article in newest_first(articles):
        card = context.card(article, edition, here)
        cards.append(card)
        for tag in card.tags:
            by_tag.setdefault(tag, []).append(card)
        if card.level:
            by_level.setdefault(card.level, []).append(card)
    title = context.phrases.say(context.config.title.zh, edition)
    return HomeView(
        page=context.page(target, edition, title),
        articles=tuple(cards),
        tags=tuple(Shelf(context.tag_id(tag), tag, tuple(found)) for tag, found in by_tag.items()),
        levels=tuple(
            Shelf(context.level_id(level), level, tuple(found))
            for level, found in sorted(by_level.items())
        ),
    )


def glossary_view(
    context: SiteContext, articles: Sequence[Article], edition: Edition
) -> GlossaryView:
    """Every term by pinyin and by English, with links back to each use."""
    here = addresses.glossary(edition)
    uses = term_uses(newest_first(articles), context, edition, here)
    views = [context.term(term, edition, here, uses) for term in context.terms]
    title = context.label("glossary", edition)
    return GlossaryView(
        page=context.page(addresses.glossary, edition, title),
        by_pinyin=tuple(sorted(views, key=_pinyin_order)),
        by_english=tuple(sorted(views, key=lambda view: _plain(view.english))),
    )


def _pinyin_order(view: TermView) -> tuple[str, str]:
    """Dictionary order: letters first, tones where letters agree; Latin terms by their form."""
    spelt = view.pinyin or view.form
    return _plain(spelt), unicodedata.normalize("NFD", spelt)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if char.isalnum())


def about_view(
    context: SiteContext,
    articles: Sequence[Article],
    edition: Edition,
    body: Markup,
) -> AboutView:
    """The site's own words, where its articles come from, and what it is made with."""
    here = addresses.about(edition)
    return AboutView(
        page=context.page(addresses.about, edition, context.label("about", edition)),
        body=body,
        articles=tuple(context.card(a, edition, here) for a in newest_first(articles)),
        credits=CREDITS,
    )


def about_body(article: Article | None, edition: Edition, writer: TextWriter) -> Markup:
    """The `about` file of the site in an edition, without readings."""
    if article is None:
        return Markup()
    woven = {
        block.token: weave_block(
            _bare(block),
            article.skeleton[block.token].children or [],
            edition,
            look_up=lambda block, word: None,
            sentences=False,
        )
        for block in article.blocks
    }
    tokens = with_children(article.skeleton, woven)
    for block in article.blocks:
        if not has_han(block.text):
            _mark_english(tokens, block.token)
    return writer.write(tokens)


def _mark_english(tokens: list[Token], index: int) -> None:
    """Give the element that holds an inline token `lang="en"`, so that it is set as English."""
    at = next(
        i for i in range(index - 1, -1, -1) if tokens[i].nesting == 1 and not tokens[i].hidden
    )
    tokens[at] = tokens[at].copy(attrs={**tokens[at].attrs, "lang": "en"})


def not_found_view(context: SiteContext, edition: Edition) -> NotFoundView:
    """The page for addresses that lead nowhere."""
    title = context.label("not-found", edition)
    base = None
    if context.config.base_url:
        base = urlsplit(context.config.base_url).path.rstrip("/") + "/"

    def target(other: Edition) -> PurePosixPath:
        return addresses.NOT_FOUND if other is edition else addresses.home(other)

    return NotFoundView(page=context.page(target, edition, title, base=base))


def offline_view(context: SiteContext, edition: Edition) -> OfflineView:
    """The page for what was not kept, without a network."""
    title = context.label("offline", edition)

    def target(other: Edition) -> PurePosixPath:
        return addresses.OFFLINE if other is edition else addresses.home(other)

    return OfflineView(page=context.page(target, edition, title))


def _bare(block: Block) -> Block:
    """The block with its words and variants only."""
    return replace(block, layers=replace(block.layers, readings=(), terms=(), senses=()))
