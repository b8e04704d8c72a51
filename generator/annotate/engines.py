"""The engines that the stages use, each behind the little that a stage asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.annotate.vocabulary import SiteWords
from generator.language.dictionary import Dictionary, Entry
from generator.language.readings import Reader, Syllable
from generator.language.segmentation import Candidate, Segmenter
from generator.model import Edition, Lexeme, Span, Term, Word


class SegmenterLike(Protocol):
    """Cuts simplified text into words that tile it."""

    def segment(
        self, text: str, candidates: Sequence[Candidate] = (), forced: Sequence[Span] = ()
    ) -> tuple[Word, ...]:
        """See `Segmenter.segment`."""
        ...

    def knows(self, word: str) -> bool:
        """Whether the word list has this simplified word."""
        ...


class ReaderLike(Protocol):
    """Reads the words of a sentence."""

    def prime(self, sentences: Sequence[str]) -> None:
        """See `Reader.prime`."""
        ...

    def read(
        self, words: Sequence[str], written: Sequence[str], index: int, *, person: bool = False
    ) -> tuple[Syllable, ...]:
        """See `Reader.read`."""
        ...


class ConverterLike(Protocol):
    """Converts between scripts and their regions."""

    def simplify(self, text: str) -> str:
        """Simplified characters, as many as `text` has."""
        ...

    def convert_blocks(
        self,
        blocks: Sequence[Sequence[str]],
        source: Edition,
        target: Edition,
        names: Sequence[Sequence[bool]] | None = None,
    ) -> list[list[str]]:
        """One converted text for each word of each block."""
        ...


class DictionaryLike(Protocol):
    """Has the entries of a headword."""

    def entries(self, simplified: str) -> tuple[Entry, ...]:
        """See `Dictionary.entries`."""
        ...

    def select(self, simplified: str, written: str) -> tuple[Entry, ...]:
        """See `Dictionary.select`."""
        ...


@dataclass(frozen=True, slots=True)
class Engines:
    """Everything that a stage may use."""

    segmenter: SegmenterLike
    reader: ReaderLike
    converter: ConverterLike
    dictionary: DictionaryLike
    site: SiteWords
    editions: tuple[Edition, ...] = tuple(Edition)

    def simplified(self, text: str, script: Edition) -> str:
        """`text` in simplified characters, code point by code point."""
        return text if script is Edition.HANS else self.converter.simplify(text)


def load_engines(
    terms: Iterable[Term] = (),
    lexemes: Iterable[Lexeme] = (),
    editions: Sequence[Edition] = tuple(Edition),
) -> Engines:
    """The real engines for a site's glossary and lexicon; their data loads when first used."""
    from generator.language.scripts import ScriptConverter

    converter = ScriptConverter()
    dictionary = Dictionary()
    traditional = any(edition is not Edition.HANS for term in terms for edition in term.forms)
    simplify = converter.simplify if traditional or lexemes else str
    return Engines(
        segmenter=Segmenter(),
        reader=Reader(dictionary),
        converter=converter,
        dictionary=dictionary,
        site=SiteWords(terms, lexemes, simplify),
        editions=tuple(editions),
    )
