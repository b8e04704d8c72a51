"""Annotations: spans of a text, and what the layers of a block say of them.

The types are msgspec `Struct`s: there are about three for each character, and creating one is ten
times as fast as creating a frozen dataclass. They cannot form cycles, so the small ones are not
tracked by the garbage collector (`gc=False`). They are encoded without the names of their fields
(`array_like=True`).
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


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


class Word(Struct, frozen=True, gc=False, array_like=True):
    """A token: the unit of lookup."""

    span: Span
    kind: WordKind


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
