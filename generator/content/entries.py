"""The entries of a site's glossary and lexicon."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from generator.model import Bilingual, Edition, NameKind


class Term(Struct, frozen=True):
    """A glossary entry.

    `forms` has at least one edition; forms for the others are converted. `pinyin` is spelt as
    displayed, with spaces between orthographic words: `dà yǔyán móxíng`.
    """

    id: str
    forms: Mapping[Edition, str]
    pinyin: str
    english: str
    definition: Bilingual
    source_url: str
    aliases: tuple[str, ...] = ()
    """Other Chinese or Latin forms with the same meaning."""
    match_case: bool = True
    """Whether Latin forms match only in the given case."""
    name: NameKind | None = None
    """The kind of name, if the term is a proper name."""
    taiwan_pinyin: str = ""
    """The reading in the Taiwan edition, if it is not the one that follows from `pinyin`."""
    line: int = 0
    source_place: tuple[int, int] = (1, 1)
    """The line and column of its `source`."""


class Lexeme(Struct, frozen=True):
    """A lexicon entry: a word of the site that the dictionary lacks or has wrong.

    `text` is the form in the articles. `before` and `after` are regular expressions that the
    context of a use must match (at the end of the preceding text, and at the start of the
    following); if empty, any context matches.
    """

    text: str
    pinyin: str = ""
    name: NameKind | None = None
    forms: Mapping[Edition, str] = field(default_factory=dict)
    english: str = ""
    before: str = ""
    after: str = ""
    line: int = 0
