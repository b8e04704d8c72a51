"""The author's own pages: their text in an edition, without readings, and where it links to."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from markdown_it.token import Token
from markupsafe import Markup
from msgspec.structs import replace

from generator.language.characters import has_han
from generator.model import Article, Edition, Layers
from generator.site import addresses
from generator.site.facts import SiteFacts
from generator.site.files import FileLink, Files, Links
from generator.site.inline import addresses_in
from generator.site.markup import escape
from generator.site.site_views import TextPageView
from generator.site.text import Gap, weave_block, write_frame


def text_page_view(facts: SiteFacts, article: Article, edition: Edition) -> TextPageView:
    """Return a page in `pages/`."""
    meta = article.meta
    title = facts.phrases.converted(meta.title.zh, edition)
    return TextPageView(
        page=facts.page(lambda other: addresses.article(other, meta.slug), edition, title),
        title=title,
        title_en=meta.title.en,
        body=text_body(article, edition, facts),
    )


def text_addresses(article: Article) -> tuple[str, ...]:
    """Return the addresses of the links and images of a page."""
    return tuple(
        address
        for block in article.blocks
        for address in addresses_in(article.skeleton[block.token].children or [])
    )


def text_links(article: Article, files: Files) -> Links:
    """Return the targets of the local addresses of a page."""
    found = {address: files.resolve(address, article.path) for address in text_addresses(article)}
    return {address: target for address, target in found.items() if target is not None}


def published_files(article: Article, files: Files) -> dict[PurePosixPath, Path]:
    """Return the files that a page refers to, by where they are published."""
    links = text_links(article, files).values()
    return {link.place: link.source for link in links if isinstance(link, FileLink)}


def text_body(article: Article, edition: Edition, facts: SiteFacts) -> Markup:
    """Return the text of a page in an edition, without readings."""
    links = text_links(article, facts.files)
    here = addresses.article(edition, article.meta.slug)
    woven = {}
    tokens = list(article.skeleton)
    for number, block in enumerate(article.blocks):
        plain = replace(block, layers=Layers(block.layers.words))
        children = article.skeleton[block.token].children or []
        woven[block.token] = weave_block(number, plain, children, sentences=False)
        if not has_han(block.text):
            _mark_english(tokens, block.token)
    hrefs = {address: link.href(here, edition) for address, link in links.items()}
    frame = write_frame(
        tokens,
        woven,
        html=facts.config.html,
        resolve=lambda address: hrefs.get(address, address),
    )
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
