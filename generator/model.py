"""The document model: plain text, and the layers that annotate it.

All types are frozen: a stage takes a document and returns a new one. Spans are half-open ranges of
code points of `Block.text`, which is in the author's script and is never changed by a layer. This
module imports no other module of the project.

Blocks and their annotations are msgspec `Struct`s: there are about three for each character, and
creating one is ten times as fast as creating a frozen dataclass. They cannot form cycles, so the
small ones are not tracked by the garbage collector (`gc=False`). Those of the layers are encoded
without the names of their fields (`array_like=True`).
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from operator import attrgetter, itemgetter
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
        """The folder of the edition's pages: `zh-hant-tw`."""
        return self.value.lower()


class WordKind(StrEnum):
    """The kind of characters that make up a word."""

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
    """The kind of thing that a proper name refers to."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    OTHER = "other"


class Origin(StrEnum):
    """The source of an annotation; an earlier member takes precedence over a later one."""

    AUTHOR = "author"
    TERM = "term"
    LEXICON = "lexicon"
    DICTIONARY = "dictionary"
    RULE = "rule"
    MODEL = "model"


class Separator(StrEnum):
    """The separator before a syllable in the spelling of its word."""

    NONE = ""
    SPACE = " "
    """The syllable starts a new orthographic word: `dà yǔyán móxíng`."""
    HYPHEN = "-"
    """The syllable starts the second part of a hyphenated compound: `yǐnrén-zhùmù`."""


ATOM = "\ufffc"
"""Represents an inline element that is not text in `Block.text`."""


class Span(Struct, frozen=True, order=True, gc=False, array_like=True):
    """A half-open range of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the slice of `text` that the span covers."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether `other` is entirely within the span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same text in Chinese and in English; either may be empty."""

    zh: str = ""
    en: str = ""


class Word(Struct, frozen=True, gc=False, array_like=True):
    """A token: the unit of lookup."""

    span: Span
    kind: WordKind


_WORD_START = attrgetter("span.start")


class Reading(Struct, frozen=True, gc=False, array_like=True):
    """The reading of one Han character.

    `pinyin` is a syllable with a tone digit, `yan2`, `lü4`, `de5`; its first letter is a capital
    if the character starts a part of a name (`Zhe4 jiang1 Da4 xue2`). `separator` precedes it in
    the spelling of its `Word`.
    """

    span: Span
    pinyin: str
    origin: Origin
    confidence: float
    separator: Separator = Separator.NONE


class Variant(Struct, frozen=True, gc=False, array_like=True):
    """The form of a word in an edition, if it differs from the source.

    `readings` are the readings of `text`, with offsets into it, if it is another word (芯片
    xīnpiàn, 晶片 jīngpiàn) or is read differently there (期 qī, in Taiwan qí); empty if the
    readings of the source apply.
    """

    span: Span
    edition: Edition
    text: str
    readings: tuple[Reading, ...] = ()


class TermUse(Struct, frozen=True, gc=False, array_like=True):
    """A use of a glossary term; `first` is true for the first one in the article."""

    span: Span
    term_id: str
    first: bool = False


class SenseChoice(Struct, frozen=True, gc=False, array_like=True):
    """The index of an entry of a headword, and of a sense of the entry (None: any).

    Both are in the order of the dictionary.
    """

    entry: int
    sense: int | None = None


class Sense(Struct, frozen=True, gc=False, array_like=True):
    """The dictionary headword of a word, the key for looking up its entries.

    `choice` is the sense that the author chose. `use` is the number of the use that its context
    chose, in the order of `uses_of`; 0 is the default.
    """

    span: Span
    headword: str
    choice: SenseChoice | None = None
    use: int = 0


class Name(Struct, frozen=True, gc=False, array_like=True):
    """A proper name; it may cover several words."""

    span: Span
    kind: NameKind
    origin: Origin


class GrammarUse(Struct, frozen=True, gc=False, array_like=True):
    """A word at which a grammar note is shown."""

    span: Span
    note_id: str


class Layers(Struct, frozen=True, array_like=True):
    """The annotations of a block by the stages, each layer sorted by `span`."""

    words: tuple[Word, ...] = ()
    readings: tuple[Reading, ...] = ()
    variants: tuple[Variant, ...] = ()
    terms: tuple[TermUse, ...] = ()
    senses: tuple[Sense, ...] = ()
    names: tuple[Name, ...] = ()
    grammar: tuple[GrammarUse, ...] = ()
    proposed: tuple[Name, ...] = ()
    """The names that each sentence suggests by itself. They are sought in the other blocks."""


class Sentence(Struct, frozen=True, gc=False, array_like=True):
    """A sentence of a block; `id` is `b3.s1`, the same in every edition."""

    span: Span
    id: str


class AnnotatedWord(Struct, frozen=True, gc=False):
    """A word of a block with its annotations in all layers.

    `Block.annotated_words` builds them, so that no other code need index the layers by span.
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
    grammar: str = ""
    """The id of the grammar note that is shown at it; empty if there is none."""

    def variant(self, edition: Edition) -> Variant | None:
        """Return the variant in an edition; None if the word is the same there."""
        for variant in self.variants:
            if variant.edition is edition:
                return variant
        return None

    def text_in(self, edition: Edition) -> str:
        """Return the text in an edition."""
        variant = self.variant(edition)
        return self.text if variant is None else variant.text


class AuthorMark(Struct, frozen=True, gc=False):
    """What the author states about a span, in the Markdown (`{行长|háng zhǎng}`) or in a note.

    Fields that are None or empty are left to the stages.
    """

    span: Span
    pinyin: str = ""
    """The reading as the author spelt it, one syllable for each Han character."""
    is_word: bool = True
    """Whether the span is one word; if not, the mark only denies names or terms in it."""
    name: NameKind | Literal[False] | None = None
    """The kind of name; False if nothing in the span is a name."""
    term: str | Literal[False] | None = None
    """The id of the term that is used; False if nothing in the span is a term."""
    forms: tuple[tuple[Edition, str], ...] = ()
    """The forms in editions."""
    sense: SenseChoice | None = None


class Anchor(Struct, frozen=True, gc=False):
    """An alignment anchor of the sentence at an offset: `{=a}`, or `{=}` for no counterpart.

    Sentences with the same label in the article and in its translation correspond.
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
    """The text in simplified characters, with the same offsets, for lookup."""
    anchors: tuple[Anchor, ...] = ()
    anchor_places: tuple[tuple[int, int], ...] = ()
    """The line and column of each anchor."""
    trailing_atoms: tuple[int, ...] = ()
    """The offsets of atoms that belong to the text before them: footnote references, breaks."""
    source_map: tuple[tuple[int, int, int], ...] = ()
    """Offset, line and column of positions where the text is not contiguous with the text before
    it in the source file."""

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, in the source file."""
        at = bisect_right(self.source_map, offset, key=itemgetter(0))
        start, line, column = self.source_map[at - 1] if at else (0, self.line, self.column)
        return line, column + offset - start

    @cached_property
    def places_of_anchors(self) -> Mapping[Anchor, tuple[int, int]]:
        """The line and column of each anchor; of equal ones, those of the first."""
        places = zip(self.anchors, self.anchor_places, strict=True)
        return dict(reversed(list(places)))

    @cached_property
    def word_names(self) -> Mapping[Span, Name]:
        """The names by the spans of their words; a name may have several."""
        words = self.layers.words
        found: dict[Span, Name] = {}
        for name in self.layers.names:
            at = bisect_left(words, name.span.start, key=_WORD_START)
            while at < len(words) and words[at].span.end <= name.span.end:
                found[words[at].span] = name
                at += 1
        return found

    @cached_property
    def annotated_words(self) -> tuple[AnnotatedWord, ...]:
        """The words, each with its annotations."""
        layers, text, simplified = self.layers, self.text, self.simplified
        names = self.word_names
        terms = {use.span: use for use in layers.terms}
        senses = {sense.span: sense for sense in layers.senses}
        notes = {use.span: use.note_id for use in layers.grammar}
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
                    notes.get(span, ""),
                )
            )
            first = last
        return tuple(found)

    def annotated_word(self, span: Span) -> AnnotatedWord | None:
        """Return the word with exactly this span."""
        words = self.words_in(span)
        return words[0] if len(words) == 1 and words[0].span == span else None

    def text_in(self, edition: Edition, span: Span | None = None) -> str:
        """Return the text in an edition: all of it, or the words in a span."""
        words = self.annotated_words if span is None else self.words_in(span)
        return "".join([word.text_in(edition) for word in words])

    def words_in(self, span: Span) -> Sequence[AnnotatedWord]:
        """Return the words in a span."""
        words = self.annotated_words
        first = bisect_left(words, span.start, key=lambda word: word.span.start)
        return words[first : bisect_left(words, span.end, first, key=lambda word: word.span.start)]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Sentences that correspond, n to m; one side may be empty, but not both."""

    zh_ids: tuple[str, ...]
    en_ids: tuple[str, ...]
    origin: Origin
    score: float


@dataclass(frozen=True, slots=True)
class Translation:
    """The English text of an article, with its own skeleton and blocks (ids `e3`, `e3.s1`)."""

    path: Path
    title: str
    skeleton: Sequence[Token]
    blocks: tuple[Block, ...]
    machine: bool = False
    """Whether it is a machine draft that nobody has signed off."""
    machine_line: int = 1
    """The line of `machine` in its front matter."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The front matter of an article."""

    slug: str
    title: Bilingual
    description: str = ""
    author: str = ""
    """Several are joined by “、”."""
    date: datetime.date | None = None
    updated: datetime.date | None = None
    source: str = ""
    source_url: str = ""
    licence: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    level: str = ""
    draft: bool = False
    script: Edition | None = None
    """The edition that the author writes in; None if it is to be detected."""
    aliases: tuple[str, ...] = ()
    """The addresses that the article had before, or has elsewhere."""
    cover: str = ""
    """The address of an image, as the author wrote it."""
    audio: str = ""
    """The address of a recording of the article."""
    weight: int | None = None
    """The place of the article among others."""
    toc: bool = False
    """Whether the author asks for a table of contents."""
    math: bool = False
    """Whether the author says that the text has formulas; they are found without it."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """Everything else that the front matter says."""

    @property
    def topics(self) -> tuple[str, ...]:
        """The categories and the tags, each once."""
        return tuple(dict.fromkeys((*self.categories, *self.tags)))


class SentenceTime(Struct, frozen=True, gc=False, array_like=True):
    """When a sentence is read in the recording of an article, in seconds."""

    id: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Recording:
    """What is known of the recording of an article; `Metadata.audio` is its address."""

    times: tuple[SentenceTime, ...] = ()
    """Those of the sentences that are read, in order."""
    voice: str = ""
    """The synthetic voice that reads it; empty if a person does."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its annotations and its translation."""

    path: Path
    meta: Metadata
    script: Edition
    skeleton: Sequence[Token]
    """The markdown-it tokens of the whole article; never mutated."""
    blocks: tuple[Block, ...]
    title: Block
    """The Chinese title as a block (id `t`), annotated like the others."""
    title_tokens: Sequence[Token] = ()
    """The single inline token of the title, for weaving."""
    translation: Translation | None = None
    alignments: tuple[Alignment, ...] = ()
    recording: Recording = field(default_factory=Recording)
