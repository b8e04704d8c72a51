"""The views of the site's own pages: lists of articles, the glossary, grammar, what it is about.

They are made as those of articles are (`views.py`).
"""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from generator.site.views import Credit, Link, PageView, TermView


class ArticleCard(Struct, frozen=True):
    """An article as lists show it."""

    href: str
    title: str
    title_en: str
    author: str
    date: str
    """ISO 8601; empty if unknown."""
    source: str
    level: str
    tags: tuple[str, ...]
    excerpt: str
    characters: int
    """Rounded to two digits."""
    coverage: str
    """The share of the words that each level covers, in per cent: `31 45 …` for each of
    `levels.STANDARDS`, separated by commas; empty if the text has no words."""


class Shelf(Struct, frozen=True):
    """The articles that share a year, a series or an author."""

    id: str
    label: str
    """Empty for articles without a date."""
    articles: tuple[ArticleCard, ...]


class ShelfLink(Struct, frozen=True):
    """A link to the articles on a shelf."""

    href: str
    label: str
    count: int


class HomeView(Struct, frozen=True):
    """`home.html`: the newest articles, and links to the shelves of all."""

    page: PageView
    articles: tuple[ArticleCard, ...]
    total: int
    """The number of all articles."""
    archive: str
    """The address of the archive."""
    grammar: str
    """The address of the grammar notes."""
    series: tuple[ShelfLink, ...]
    tags: tuple[ShelfLink, ...]
    """Those with the most articles."""
    all_tags: str
    """The address of the list of all tags; empty if `tags` has them."""
    levels: tuple[ShelfLink, ...]
    structured: Markup
    """As `ArticleView` has it."""


class ArchiveView(Struct, frozen=True):
    """`archive.html`: every article by year, series and author, and links to tags and levels."""

    page: PageView
    years: tuple[Shelf, ...]
    series: tuple[Shelf, ...]
    """Each in the order of reading."""
    tags: tuple[ShelfLink, ...]
    levels: tuple[ShelfLink, ...]
    authors: tuple[Shelf, ...]
    """None if all articles are by one."""


class ShelfView(Struct, frozen=True):
    """`shelf.html`: the articles with a tag or of a level."""

    page: PageView
    kind: str
    """`tag` or `level`."""
    label: str
    archive: str
    """The address of all articles."""
    total: int
    """The number of articles."""
    years: tuple[Shelf, ...]
    tags: tuple[str, ...]
    """The tags of the articles, and their levels, for the choice among them."""
    levels: tuple[str, ...]


class GlossaryView(Struct, frozen=True):
    """`glossary.html`: every term, in two orders."""

    page: PageView
    by_pinyin: tuple[TermView, ...]
    by_english: tuple[TermView, ...]
    structured: Markup
    """As `ArticleView` has it."""


class GrammarNoteView(Struct, frozen=True):
    """A grammar note in the edition of the page."""

    id: str
    pattern: str
    level: int
    """1 to 6; 7 for 7 to 9."""
    title: str
    """In English."""
    zh: str
    en: str
    examples: tuple[tuple[str, str], ...]
    """In Chinese and in English."""
    uses: tuple[Link, ...]


class GrammarLevel(Struct, frozen=True):
    """The notes of a level."""

    level: int
    notes: tuple[GrammarNoteView, ...]


class GrammarView(Struct, frozen=True):
    """`grammar.html`: the notes that articles show, by level."""

    page: PageView
    levels: tuple[GrammarLevel, ...]


class AboutView(Struct, frozen=True):
    """`about.html`: the site's own text, its sources and the licences of its data."""

    page: PageView
    body: Markup
    articles: tuple[ArticleCard, ...]
    credits: tuple[Credit, ...]


class TextPageView(Struct, frozen=True):
    """`page.html`: a page in `pages/`."""

    page: PageView
    title: str
    title_en: str
    body: Markup


class NotFoundView(Struct, frozen=True):
    """`404.html`: served at any depth, so it uses the site's base path if one is known."""

    page: PageView


class MyWordsView(Struct, frozen=True):
    """`my_words.html`: the frame of the reader's own words, which a script fills in."""

    page: PageView


class SearchView(Struct, frozen=True):
    """`search.html`: the frame of the search, which a script fills in."""

    page: PageView


class OfflineView(Struct, frozen=True):
    """`offline.html`: shown without a network at the address of a page that is not cached."""

    page: PageView
