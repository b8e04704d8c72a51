"""The pages of one article: its text in an edition, and its vocabulary.

1. `article_content` computes, once per article, what does not depend on the edition.
2. `render` makes the pages of one edition from it. It is a pure function: everything else that the
   site needs from an article is returned with its pages, as `RenderedArticle`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from markdown_it.token import Token

from generator.language.levels import STANDARDS, word_level
from generator.model import ATOM, Article, Block, Edition, Sentence
from generator.site import addresses
from generator.site.english import render_english
from generator.site.facts import SiteFacts
from generator.site.files import FileLink, Links
from generator.site.inline import addresses_in
from generator.site.lookup import Lookup, LookupBlock, PageWord
from generator.site.statistics import Statistics, level_label, statistics
from generator.site.text import (
    BlockText,
    PageText,
    Resolve,
    TextWriter,
    relinked,
    weave_block,
    with_children,
)
from generator.site.views import ArticleView, ArticleVocabularyView, Link, VocabularyView
from generator.spelling.switches import BlockSwitches

TermUses = Mapping[str, Sequence[str]]
"""The ids of the sentences that use a term, by the id of the term."""


@dataclass(frozen=True, slots=True)
class BlockContent:
    """A block with its content that does not depend on the edition."""

    block: Block
    lookup: LookupBlock
    switches: BlockSwitches


@dataclass(frozen=True, slots=True)
class ArticleContent:
    """An article with its content that does not depend on the edition."""

    article: Article
    blocks: tuple[BlockContent, ...]
    """The first block is the title."""
    title: Sequence[Token]
    """Inline tokens, woven."""
    body: Sequence[Token]
    """Block tokens, woven."""
    linked: Sequence[int]
    """The indexes of the tokens of `body` that hold addresses to resolve."""
    links: Links
    english_links: Links
    statistics: Statistics
    term_uses: TermUses

    @property
    def published(self) -> Mapping[PurePosixPath, Path]:
        """The files that the pages refer to, by where they are published."""
        links = (*self.links.values(), *self.english_links.values())
        return {link.place: link.source for link in links if isinstance(link, FileLink)}


@dataclass(frozen=True, slots=True)
class RenderedArticle:
    """The pages of an article in an edition, and what the rest of the site needs from them."""

    pages: Mapping[PurePosixPath, str]
    characters: frozenset[str]
    """The Han characters that the pop-up explains."""
    published: Mapping[PurePosixPath, Path]
    """The files that the pages refer to, by where they are published."""
    term_uses: TermUses


def article_content(article: Article, facts: SiteFacts) -> ArticleContent:
    """Compute the content of an article that does not depend on the edition."""
    files, html = facts.files, facts.config.html
    blocks = tuple(_block_content(block, facts) for block in (article.title, *article.blocks))
    translation = article.translation
    english_path = article.path if translation is None else translation.path
    english = render_english(
        article, lambda address: files.resolve(address, english_path), html=html
    )
    woven, links, linked = {}, {}, []
    for block in article.blocks:
        children = article.skeleton[block.token].children or []
        woven[block.token] = weave_block(block, children, english=english.groups.get(block.id, ()))
        targets = [
            (address, files.resolve(address, article.path)) for address in addresses_in(children)
        ]
        found = {address: target for address, target in targets if target is not None}
        if found:
            links.update(found)
            linked.append(block.token)
    title_tokens = article.title_tokens[0].children or []
    return ArticleContent(
        article=article,
        blocks=blocks,
        title=weave_block(article.title, title_tokens, sentences=False),
        body=with_children(article.skeleton, woven),
        linked=linked,
        links=links,
        english_links=english.links,
        statistics=statistics(article),
        term_uses=term_uses(article),
    )


def _block_content(block: Block, facts: SiteFacts) -> BlockContent:
    lookup = LookupBlock.of(block, facts.engines)
    return BlockContent(block, lookup, BlockSwitches(block, facts.config.pinyin))


def term_uses(article: Article) -> TermUses:
    """Return the sentences of an article that use each term, without the title."""
    found: dict[str, dict[str, None]] = {}
    for block in article.blocks:
        for word in block.annotated_words if block.layers.terms else ():
            if word.term is not None:
                found.setdefault(word.term.term_id, {})[word.sentence_id] = None
    return {term_id: tuple(sentences) for term_id, sentences in found.items()}


def render(
    content: ArticleContent,
    edition: Edition,
    facts: SiteFacts,
    writers: Mapping[Edition, TextWriter],
) -> RenderedArticle:
    """Make the pages of an article in an edition."""
    writer = writers[edition]
    lookup = Lookup(edition, facts.engines, facts.config.pinyin.style, facts.examples[edition])
    article_view = _article_view(content, edition, facts, writer, lookup)
    vocabulary_view = _vocabulary_view(content, edition, facts, lookup)
    slug = content.article.meta.slug
    links = (*content.links.values(), *content.english_links.values())
    return RenderedArticle(
        pages={
            addresses.article(edition, slug): writer.renderer.render("article.html", article_view),
            addresses.vocabulary(edition, slug): writer.renderer.render(
                "vocabulary.html", vocabulary_view
            ),
        },
        characters=frozenset(lookup.characters()),
        published={link.place: link.source for link in links if isinstance(link, FileLink)},
        term_uses=content.term_uses,
    )


def _article_view(
    content: ArticleContent,
    edition: Edition,
    facts: SiteFacts,
    writer: TextWriter,
    lookup: Lookup,
) -> ArticleView:
    """Build the view of the article page; `lookup` collects its words."""
    article, convert = content.article, facts.phrases.converted
    meta = article.meta

    def page_address(other: Edition) -> PurePosixPath:
        return addresses.article(other, meta.slug)

    here = page_address(edition)
    text = _page_text(content, edition, here, lookup)
    used = {use.term_id for each in content.blocks for use in each.block.layers.terms}
    tags = tuple(
        Link(
            convert(tag, edition),
            addresses.relative(here, addresses.home(edition), facts.tag_id(tag)),
        )
        for tag in meta.tags
    )
    return ArticleView(
        page=facts.page(page_address, edition, convert(meta.title.zh, edition)),
        title=writer.write_inline(content.title, text),
        title_en=meta.title.en,
        author=convert(meta.author, edition),
        date=meta.date.isoformat() if meta.date else "",
        source=convert(meta.source, edition),
        source_url=meta.source_url,
        licence=convert(meta.licence, edition),
        level=meta.level,
        tags=tags,
        body=writer.write(relinked(content.body, content.linked, text.resolve), text),
        has_translation=article.translation is not None,
        machine_translation=article.translation is not None and article.translation.machine,
        terms=tuple(facts.term(term, edition, here) for term in facts.terms if term.id in used),
        dictionary=lookup.json(),
        vocabulary_href=addresses.relative(here, addresses.vocabulary(edition, meta.slug)),
        statistics=content.statistics,
    )


def _page_text(
    content: ArticleContent, edition: Edition, here: PurePosixPath, lookup: Lookup
) -> PageText:
    """Look up the words of an article, and resolve its links as seen from `here`."""

    def resolver(links: Links) -> Resolve:
        hrefs = {address: link.href(here, edition) for address, link in links.items()}
        return lambda address: hrefs.get(address, address)

    blocks = {
        each.block.id: BlockText(each.switches.in_edition(edition), lookup.add(each.lookup))
        for each in content.blocks
    }
    return PageText(blocks, resolver(content.links), resolver(content.english_links))


def _vocabulary_view(
    content: ArticleContent, edition: Edition, facts: SiteFacts, lookup: Lookup
) -> ArticleVocabularyView:
    """Build the view of the vocabulary page from the words that `lookup` has collected."""
    meta = content.article.meta

    def page_address(other: Edition) -> PurePosixPath:
        return addresses.vocabulary(other, meta.slug)

    here = page_address(edition)
    sentences = {s.id: (each.block, s) for each in content.blocks for s in each.block.sentences}
    used = {word.term_id for word in lookup.words}
    text = cache(lambda id_: _sentence_text(*sentences[id_], edition))
    article_href = addresses.relative(here, addresses.article(edition, meta.slug))
    title = facts.phrases.converted(meta.title.zh, edition)
    title_id = content.article.title.id
    return ArticleVocabularyView(
        page=facts.page(page_address, edition, title),
        title=title,
        title_en=meta.title.en,
        article_href=article_href,
        rows=tuple(
            _row(
                word,
                text(word.sentence_id),
                article_href
                if word.sentence_id.startswith(title_id)
                else f"{article_href}#{word.sentence_id}",
            )
            for word in lookup.words
            if word.entries or word.name or word.term_id
        ),
        terms=tuple(facts.term(term, edition, here) for term in facts.terms if term.id in used),
        statistics=content.statistics,
    )


def _row(word: PageWord, sentence: str, sentence_href: str) -> VocabularyView:
    return VocabularyView(
        text=word.text,
        pinyin=word.pinyin,
        entries=word.entries,
        levels=tuple((standard, _level(word.simplified, standard)) for standard in STANDARDS),
        count=word.count,
        sentence_href=sentence_href,
        sentence=sentence,
    )


def _level(simplified: str, standard: str) -> str:
    found = word_level(simplified, standard)
    return level_label(found) if found else ""


def _sentence_text(block: Block, sentence: Sentence, edition: Edition) -> str:
    return block.text_in(edition, sentence.span).strip().replace(ATOM, "")
