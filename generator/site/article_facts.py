"""What the rest of a site shows of an article: small facts, handed over with its pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from msgspec import Struct, structs

from generator.content.site_settings import ArticleOrder
from generator.model import Article, Edition
from generator.site.facts import SiteFacts
from generator.site.statistics import Statistics

EXCERPT = 72
"""Maximum number of characters of an excerpt."""


class EditionFacts(Struct, frozen=True):
    """The texts of an article in one edition, as lists show them."""

    title: str
    author: str
    source: str
    tags: tuple[str, ...]
    excerpt: str
    series: tuple[str, ...] = ()

    @property
    def authors(self) -> tuple[str, ...]:
        """Each author."""
        return tuple(filter(None, self.author.split("、")))


class ArticleFacts(Struct, frozen=True):
    """The facts of one article; `editions` is by the language tag of the edition."""

    slug: str
    date: str
    """ISO 8601; empty if unknown."""
    title_en: str
    level: str
    characters: int
    """The number of Han characters in the text, without the title, rounded to two digits: most
    edits leave lists as they are."""
    tag_ids: tuple[str, ...]
    editions: dict[str, EditionFacts]
    term_uses: dict[str, tuple[str, ...]]
    """The ids of the sentences that use a term, by the id of the term."""
    grammar: dict[str, str] = {}
    """The id of the first sentence with a grammar note, by the id of the note."""
    series_ids: tuple[str, ...] = ()
    author_ids: tuple[str, ...] = ()
    weight: int | None = None
    """Its place in its series."""
    aliases: tuple[str, ...] = ()
    """The addresses that the article had before."""
    level_id: str = ""
    updated: str = ""
    """The day of its last change, ISO 8601; empty if unknown."""
    coverage: tuple[tuple[int, ...], ...] = ()
    """The share of the words that each level of each of `levels.STANDARDS` covers, in per cent;
    empty if the text has no words."""


def article_facts(
    article: Article,
    site: SiteFacts,
    term_uses: Mapping[str, Sequence[str]],
    figures: Statistics,
) -> ArticleFacts:
    """Collect the facts of an article."""
    meta, convert = article.meta, site.phrases.converted
    changed = meta.updated or meta.date
    return ArticleFacts(
        slug=meta.slug,
        date=meta.date.isoformat() if meta.date else "",
        title_en=meta.title.en,
        level=meta.level,
        characters=rounded(figures.characters),
        tag_ids=tuple(map(site.tag_id, meta.topics)),
        editions={
            edition.value: EditionFacts(
                title=convert(meta.title.zh, edition),
                author=convert(meta.author, edition),
                source=convert(meta.source, edition),
                tags=tuple(convert(tag, edition) for tag in meta.topics),
                excerpt=convert(meta.description, edition) or excerpt(article, edition),
                series=tuple(convert(series, edition) for series in meta.series),
            )
            for edition in site.config.editions
        },
        term_uses={id_: tuple(sentences) for id_, sentences in term_uses.items()},
        grammar=grammar_uses(article),
        series_ids=tuple(site.shelf_id("series", series) for series in meta.series),
        author_ids=tuple(site.shelf_id("author", each) for each in meta.author.split("、") if each),
        weight=meta.weight,
        aliases=meta.aliases,
        level_id=site.level_id(meta.level) if meta.level else "",
        updated=changed.isoformat() if changed else "",
        coverage=tuple(each.reached for each in figures.coverage) if figures.words else (),
    )


def with_shared_strings(facts: ArticleFacts, strings: dict[str, str]) -> ArticleFacts:
    """Return facts whose equal strings are the same objects: of many articles, half the memory.

    `strings` has those of the articles before, and takes those of this one.
    """

    def share(string: str) -> str:
        return strings.setdefault(string, string)

    def share_all(of: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(share, of))

    return structs.replace(
        facts,
        editions={
            share(edition): EditionFacts(
                title=share(texts.title),
                author=share(texts.author),
                source=share(texts.source),
                tags=share_all(texts.tags),
                excerpt=share(texts.excerpt),
                series=share_all(texts.series),
            )
            for edition, texts in facts.editions.items()
        },
        term_uses={share(id_): share_all(uses) for id_, uses in facts.term_uses.items()},
        grammar={share(note): share(use) for note, use in facts.grammar.items()},
    )


def grammar_uses(article: Article) -> dict[str, str]:
    """Return the first sentence with each grammar note that an article shows."""
    found: dict[str, str] = {}
    for block in article.blocks:
        for word in block.annotated_words if block.layers.grammar else ():
            if word.grammar:
                found.setdefault(word.grammar, word.sentence_id)
    return found


def rounded(number: int) -> int:
    """Round a count to its first two digits, 2345 -> 2300."""
    return round(number, 2 - len(str(number)))


def newest_first(articles: Sequence[ArticleFacts]) -> list[ArticleFacts]:
    """Sort articles by date, newest first and undated ones last, then by slug."""
    by_slug = sorted(articles, key=_SLUG)
    return sorted(by_slug, key=_DATE, reverse=True)


_SLUG, _DATE = attrgetter("slug"), attrgetter("date")


def in_order(articles: Sequence[ArticleFacts], order: ArticleOrder) -> list[ArticleFacts]:
    """Sort articles as the site lists them."""
    if order is ArticleOrder.ADDRESS:
        return sorted(articles, key=_SLUG)
    found = newest_first(articles)
    if order is ArticleOrder.OLDEST:
        found.reverse()
    return found


def excerpt(article: Article, edition: Edition) -> str:
    """Return the beginning of the first paragraph in an edition."""
    for block in article.blocks:
        if block.tag == "p":
            text = block.text_in(edition).replace("\ufffc", "").replace("\n", " ")
            return text if len(text) <= EXCERPT else text[:EXCERPT].rstrip("，、；：") + "……"
    return ""
