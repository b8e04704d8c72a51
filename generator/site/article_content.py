"""What the files of an article show, worked out once for all of them.

Whatever depends on an edition is here for each, and whatever depends on none, once: the words and
the data of the pop-up, the text with gaps for its words, the links, the translation. `article.py`
makes the files of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator.model import Article, Block, Edition
from generator.site import addresses
from generator.site.article_words import (
    DistinctWords,
    EditionWords,
    edition_words,
    share_records,
)
from generator.site.contents import Heading, contents
from generator.site.english import English, render_english
from generator.site.examples import ExampleFacts, example_facts
from generator.site.facts import SiteFacts
from generator.site.files import FileLink, Links
from generator.site.inline import addresses_in
from generator.site.lengths import is_long, measured
from generator.site.statistics import Statistics, statistics
from generator.site.text import (
    Frame,
    Piece,
    Resolve,
    plain_block,
    weave_block,
    write_frame,
    write_inline_frame,
)
from generator.site.word_columns import SharedRecord
from generator.site.word_record import WordRecord
from generator.spelling.switches import BlockSwitches

TermUses = Mapping[str, Sequence[str]]
"""The ids of the sentences that use a term, by the id of the term."""


class ArticleContent(Struct, frozen=True):
    """An article with all that its files show."""

    article: Article
    blocks: tuple[Block, ...]
    """The first is the title."""
    switches: Sequence[BlockSwitches]
    """The readings of each block under the switches of the reader."""
    has_levels: bool
    """Whether pages have the levels of words: only if they hide pinyin by level without scripts."""
    has_first_uses: bool
    """Whether pages mark the first use of words, for the same reason."""
    words: DistinctWords
    editions: Mapping[Edition, EditionWords]
    records: Sequence[SharedRecord]
    """The data of the pop-up."""
    title: Frame
    body: Frame
    headings: Sequence[Heading]
    links: Links
    english: English
    statistics: Statistics
    term_uses: TermUses

    @property
    def published(self) -> Mapping[PurePosixPath, Path]:
        """The files that the pages refer to, by where they are published."""
        links = (*self.links.values(), *self.english.links.values())
        return {link.place: link.source for link in links if isinstance(link, FileLink)}

    def characters(self, edition: Edition) -> frozenset[str]:
        """The Han characters that the pop-up explains in an edition."""
        return frozenset(self.editions[edition].characters())


def article_content(article: Article, facts: SiteFacts) -> ArticleContent:
    """Compute the content of an article."""
    files, html = facts.files, facts.config.html
    blocks = (article.title, *article.blocks)
    words = DistinctWords(blocks, facts.words)
    editions = {
        edition: edition_words(words, edition, facts.words) for edition in facts.config.editions
    }
    # The page of every edition is as deep in the site, so relative addresses are the same.
    some_edition = facts.config.editions[0]
    here = addresses.article(some_edition, article.meta.slug)

    translation = article.translation
    english_path = article.path if translation is None else translation.path
    english = render_english(
        article, lambda address: files.resolve(address, english_path), html=html
    )
    woven: dict[int, Sequence[Piece]] = {}
    links = {}
    for number, block in enumerate(article.blocks, 1):
        children = article.skeleton[block.token].children or []
        groups = english.groups.get(block.id, ())
        is_plain = [child.type for child in children] == ["text"] and not groups
        woven[block.token] = (plain_block(number, block) if is_plain else None) or weave_block(
            number, block, children, english=groups
        )
        for address in addresses_in(children):
            target = files.resolve(address, article.path)
            if target is not None:
                links[address] = target
    for address in filter(None, (article.meta.cover, article.meta.audio)):
        if (target := files.resolve(address, article.path)) is not None:
            links[address] = target
    title_tokens = article.title_tokens[0].children or []
    return ArticleContent(
        article=article,
        blocks=blocks,
        switches=[BlockSwitches(block, facts.config.pinyin) for block in blocks],
        has_levels=facts.config.reader["pinyin"] == "level",
        has_first_uses=facts.config.reader["pinyin"] == "first",
        words=words,
        editions=editions,
        records=share_records(list(editions.values()), facts.words),
        title=write_inline_frame(
            weave_block(0, article.title, title_tokens, sentences=False), html=html
        ),
        body=write_frame(
            measured(article) if is_long(article) else article.skeleton,
            woven,
            html=html,
            resolve=resolver(links, here, some_edition),
            resolve_english=resolver(english.links, here, some_edition),
        ),
        headings=contents(article, english),
        links=links,
        english=english,
        statistics=statistics(article),
        term_uses=term_uses(article),
    )


def resolver(links: Links, here: PurePosixPath, edition: Edition) -> Resolve:
    """Return the function from an address in a text to that on the page at `here`."""
    hrefs = {address: link.href(here, edition) for address, link in links.items()}
    return lambda address: hrefs.get(address, address)


def term_uses(article: Article) -> TermUses:
    """Return the sentences of an article that use each term, without the title."""
    found: dict[str, dict[str, None]] = {}
    for block in article.blocks:
        for word in block.annotated_words if block.layers.terms else ():
            if word.term is not None:
                found.setdefault(word.term.term_id, {})[word.sentence_id] = None
    return {term_id: tuple(sentences) for term_id, sentences in found.items()}


def article_examples(content: ArticleContent) -> ExampleFacts:
    """Return what an article adds to the index of example sentences."""
    words, title_end = content.words, content.words.starts[1:2]
    records = [[form.record for form in each.forms] for each in content.editions.values()]
    forms = list(map(_simplified_forms, zip(*records, strict=True)))
    first = title_end[0] if title_end else len(words.numbers)
    return example_facts(
        (word.sentence_id, forms[number])
        for word, number in zip(words.words[first:], words.numbers[first:], strict=True)
    )


def _simplified_forms(records: Sequence[WordRecord | None]) -> tuple[str, ...]:
    """Return the simplified forms of a word, given its records in the editions."""
    first = records[0]
    if first is not None and records.count(first) == len(records):
        return (first.simplified,)
    return tuple(dict.fromkeys([record.simplified for record in records if record is not None]))


def words_by_block(content: ArticleContent) -> list[Sequence[int]]:
    """Return the numbers of the words of each block, title included."""
    words = content.words
    ends = [*words.starts[1:], len(words.numbers)]
    return [words.numbers[start:end] for start, end in zip(words.starts, ends, strict=True)]
