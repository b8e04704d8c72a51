"""The document: plain text, and the layers that say what is known of it.

Everything here is frozen: a stage takes a document and returns a new one. Offsets are
half-open code points into `Block.text`, which is in the script the author wrote and is
never altered by a layer. This module imports nothing of ours.

Blocks and what their layers are made of are msgspec `Struct`s: there are some three to a
character, and one is made ten times as quickly as a frozen dataclass. None can be part of a
cycle, so the garbage collector need not look at the small ones (`gc=False`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token


class Edition(StrEnum):
    """A script edition, named by its BCP 47 tag."""

    HANS = "zh-Hans"
    TW = "zh-Hant-TW"
    HK = "zh-Hant-HK"

    @property
    def path(self) -> str:
        """The folder of this edition's pages: `zh-hant-tw`."""
        return self.value.lower()


class WordKind(StrEnum):
    """What a word is made of."""

    HAN = "han"
    LATIN = "latin"
    NUMBER = "number"
    MIXED = "mixed"
    """Han and other characters in one word: `36氪`, `U盘`."""
    PUNCT = "punct"
    SPACE = "space"
    ATOM = "atom"
    """A code span, an image or a break: one U+FFFC in the text."""


class NameKind(StrEnum):
    """What a proper name names."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    OTHER = "other"


class Origin(StrEnum):
    """Who says so; an earlier member beats a later one."""

    AUTHOR = "author"
    TERM = "term"
    LEXICON = "lexicon"
    DICTIONARY = "dictionary"
    RULE = "rule"
    MODEL = "model"


class Separator(StrEnum):
    """What stands before a syllable in the spelling of its word."""

    NONE = ""
    SPACE = " "
    """It begins a new orthographic word: `dà yǔyán móxíng`."""
    HYPHEN = "-"
    """It begins the second part of a compound that is written as one: `yǐnrén-zhùmù`."""


class Severity(StrEnum):
    """How bad a diagnostic is: an error fails the build, a warning only `check --strict`."""

    ERROR = "error"
    WARNING = "warning"


ATOM = "\ufffc"
"""Stands in `Block.text` for an inline that is not text."""


class Span(Struct, frozen=True, order=True, gc=False):
    """A half-open range of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The slice of `text` that this span covers."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same thing said in Chinese and in English; either may be empty."""

    zh: str = ""
    en: str = ""


class Word(Struct, frozen=True, gc=False):
    """A unit of look-up."""

    span: Span
    kind: WordKind


class Reading(Struct, frozen=True, gc=False):
    """How one Han character is read.

    `pinyin` is a syllable with a tone digit, `yan2`, `lü4`, `de5`; its first letter is a
    capital where the character begins a part of a name (`Zhe4 jiang1 Da4 xue2`). `separator`
    is what stands before it inside its `Word`.
    """

    span: Span
    pinyin: str
    origin: Origin
    confidence: float
    separator: Separator = Separator.NONE


class Variant(Struct, frozen=True, gc=False):
    """What one word becomes in an edition, given only where it differs from the source.

    `readings` are those of `text`, offsets into it, where it is another word with a reading
    of its own (芯片 xīnpiàn, 晶片 jīngpiàn) or is read otherwise there (期 qī, in Taiwan qí);
    empty where the source's readings hold.
    """

    span: Span
    edition: Edition
    text: str
    readings: tuple[Reading, ...] = ()


class TermUse(Struct, frozen=True, gc=False):
    """A use of a glossary term; `first` marks the first one in the article."""

    span: Span
    term_id: str
    first: bool


class SenseChoice(Struct, frozen=True, gc=False):
    """Which of a headword's entries is meant, and which of the entry's senses (None: any).

    Both are indexes, in the order of the dictionary.
    """

    entry: int
    sense: int | None = None


class Sense(Struct, frozen=True, gc=False):
    """The dictionary headword of a word, where it has one: the key to look up its entries.

    `choice` is what the author chose among them.
    """

    span: Span
    headword: str
    choice: SenseChoice | None = None


class Name(Struct, frozen=True, gc=False):
    """A proper name; it may cover several words."""

    span: Span
    kind: NameKind
    origin: Origin


class Layers(Struct, frozen=True):
    """All that the stages found out about one block, each sorted by `span`."""

    words: tuple[Word, ...] = ()
    readings: tuple[Reading, ...] = ()
    variants: tuple[Variant, ...] = ()
    terms: tuple[TermUse, ...] = ()
    senses: tuple[Sense, ...] = ()
    names: tuple[Name, ...] = ()


class Sentence(Struct, frozen=True, gc=False):
    """A sentence of a block; `id` is `b3.s1`, the same in every edition."""

    span: Span
    id: str


class AnnotatedWord(Struct, frozen=True, gc=False):
    """A word of a block with everything that the layers hold about it.

    `Block.annotated_words` builds these, so that nobody indexes the layers by span again.
    """

    index: int
    """The position in `Layers.words`."""
    span: Span
    kind: WordKind
    text: str
    """As the author wrote it."""
    simplified: str
    sentence_id: str
    readings: tuple[Reading, ...] = ()
    variants: tuple[Variant, ...] = ()
    name: Name | None = None
    term: TermUse | None = None
    sense: Sense | None = None

    def variant(self, edition: Edition) -> Variant | None:
        """The variant in an edition; None where the word is the same there."""
        for variant in self.variants:
            if variant.edition is edition:
                return variant
        return None

    def text_in(self, edition: Edition) -> str:
        """The text in an edition."""
        variant = self.variant(edition)
        return self.text if variant is None else variant.text


class AuthorMark(Struct, frozen=True, gc=False):
    """What the author says of a span, in the Markdown (`{行长|háng zhǎng}`) or in a note.

    Whatever is None or empty is left to the stages.
    """

    span: Span
    pinyin: str = ""
    """As the author spelt it, one syllable for each Han character."""
    is_word: bool = True
    """Whether the span is one word; if not, it only denies what stands in it."""
    name: NameKind | Literal[False] | None = None
    """What it names; False where nothing in the span is a name."""
    term: str | Literal[False] | None = None
    """The id of the term that it is a use of; False where nothing in the span is a term."""
    forms: tuple[tuple[Edition, str], ...] = ()
    """What it becomes in an edition."""
    sense: SenseChoice | None = None


class Anchor(Struct, frozen=True, gc=False):
    """The author's word on what translates the sentence at an offset: `{=a}`, `{=}` for nothing.

    Sentences with the same label in the article and in its translation say the same.
    """

    offset: int
    label: str


class Block(Struct, frozen=True, dict=True):
    """One inline token of the Markdown, flattened to text.

    `token` is its index in the skeleton; `line` and `column` are one-based, in the source file.
    """

    id: str
    token: int
    line: int
    text: str
    tag: str = "p"
    """The HTML element that holds the block: `p`, `h2`, `li`, `td` …"""
    column: int = 1
    marks: tuple[AuthorMark, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    layers: Layers = Layers()
    simplified: str = ""
    """The text in simplified characters, code point by code point: what look-up works on."""
    anchors: tuple[Anchor, ...] = ()
    anchor_places: tuple[tuple[int, int], ...] = ()
    """Line and column of each anchor."""
    trailing_atoms: tuple[int, ...] = ()
    """Offsets of atoms that belong to what stands before them: footnote references, breaks."""
    source_map: tuple[tuple[int, int, int], ...] = ()
    """Offset, line and column where the text does not stand right behind what is before it."""

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, in the source file."""
        at = bisect_right(self.source_map, offset, key=itemgetter(0))
        start, line, column = self.source_map[at - 1] if at else (0, self.line, self.column)
        return line, column + offset - start

    @cached_property
    def annotated_words(self) -> tuple[AnnotatedWord, ...]:
        """The words, each with what the layers hold about it."""
        layers, text, simplified = self.layers, self.text, self.simplified
        names = {name.span: name for name in layers.names}
        terms = {use.span: use for use in layers.terms}
        senses = {sense.span: sense for sense in layers.senses}
        variants: dict[Span, list[Variant]] = {}
        for variant in layers.variants:
            variants.setdefault(variant.span, []).append(variant)
        sentences, readings = iter(self.sentences), layers.readings
        sentence = next(sentences, None)
        found, first = [], 0
        for index, word in enumerate(layers.words):
            span = word.span
            start, end = span.start, span.end
            last = first
            while last < len(readings) and readings[last].span.start < end:
                last += 1
            while sentence is not None and sentence.span.end <= start:
                sentence = next(sentences, None)
            found.append(
                AnnotatedWord(
                    index,
                    span,
                    word.kind,
                    text[start:end],
                    simplified[start:end],
                    "" if sentence is None else sentence.id,
                    readings[first:last],
                    tuple(variants.get(span, ())),
                    names.get(span),
                    terms.get(span),
                    senses.get(span),
                )
            )
            first = last
        return tuple(found)

    def annotated_word(self, span: Span) -> AnnotatedWord | None:
        """The word at exactly this span."""
        words = self.words_in(span)
        return words[0] if len(words) == 1 and words[0].span == span else None

    def text_in(self, edition: Edition, span: Span | None = None) -> str:
        """The text in an edition: all of it, or the words inside a span."""
        words = self.annotated_words if span is None else self.words_in(span)
        return "".join([word.text_in(edition) for word in words])

    def words_in(self, span: Span) -> Sequence[AnnotatedWord]:
        """The words inside a span."""
        words = self.annotated_words
        first = bisect_left(words, span.start, key=lambda word: word.span.start)
        return words[first : bisect_left(words, span.end, first, key=lambda word: word.span.start)]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Sentences that say the same, n to m; either side may be empty, not both."""

    zh_ids: tuple[str, ...]
    en_ids: tuple[str, ...]
    origin: Origin
    score: float


@dataclass(frozen=True, slots=True)
class Translation:
    """The English text of an article: its own skeleton and blocks (ids `e3`, `e3.s1`)."""

    path: Path
    title: str
    skeleton: Sequence[Token]
    blocks: tuple[Block, ...]
    machine: bool = False
    """Whether a machine made it and nobody has signed it off."""
    machine_line: int = 1
    """The line of its file that says so."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The front matter of an article."""

    slug: str
    title: Bilingual
    author: str = ""
    date: date | None = None
    source: str = ""
    source_url: str = ""
    licence: str = ""
    tags: tuple[str, ...] = ()
    level: str = ""
    draft: bool = False
    script: Edition | None = None
    """The edition that the author writes in; None lets the text decide."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article and all that is known of it."""

    path: Path
    meta: Metadata
    script: Edition
    skeleton: Sequence[Token]
    """The markdown-it tokens of the whole article; never mutated."""
    blocks: tuple[Block, ...]
    title: Block
    """The Chinese title as a block of its own (id `t`), annotated like the rest."""
    title_tokens: Sequence[Token] = ()
    """The title's one inline token, to weave it from."""
    translation: Translation | None = None
    alignments: tuple[Alignment, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry.

    `forms` has at least one edition; `Glossary` fills the others in by conversion where an
    entry leaves them out. `pinyin` is spelt as displayed, spaces between orthographic
    words: `dà yǔyán móxíng`.
    """

    id: str
    forms: Mapping[Edition, str]
    pinyin: str
    english: str
    definition: Bilingual
    source_url: str
    aliases: tuple[str, ...] = ()
    """Other Chinese or Latin forms that mean the same."""
    match_case: bool = True
    """Whether Latin forms match only in the case given."""
    name: NameKind | None = None
    """What the term names, where it is a proper name."""
    line: int = 0
    source_place: tuple[int, int] = (1, 1)
    """Line and column of its `source`."""


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A lexicon entry: a word of the site that the dictionary lacks or gets wrong.

    `text` is as the articles write it. `before` and `after` are regular expressions that
    the text around a use must match (searched at the end of what precedes, matched at the
    start of what follows); empty means anywhere.
    """

    text: str
    pinyin: str = ""
    name: NameKind | None = None
    forms: Mapping[Edition, str] = field(default_factory=dict)
    english: str = ""
    before: str = ""
    after: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A fault or a doubt: the place (one-based), the cause and the remedy."""

    code: str
    severity: Severity
    path: Path
    line: int
    column: int
    message: str
    hint: str
    block: str = ""
    """The id of the block of `path` that it is about; empty where it is about none."""
    span: Span | None = None
    """The part of the text of that block."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}"
        return f"{place}: {self.severity} {self.code}: {self.message}\n    Hint: {self.hint}"
