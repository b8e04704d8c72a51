"""The engines that the stages use, each behind the little that a stage asks of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from generator.annotate.vocabulary import SiteWords
from generator.language.dictionary.cedict import Dictionary, Entry
from generator.language.readings.reader import Reader
from generator.language.readings.sentence_context import SentenceContext
from generator.language.readings.syllable_reading import SyllableReading
from generator.language.words.segmentation import Candidate, Segmenter
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

    def run_network(self, sentences: Iterable[SentenceContext]) -> None:
        """See `Reader.run_network`."""
        ...

    def fixed_reading(self, word: str, written: str) -> tuple[SyllableReading, ...] | None:
        """See `Reader.fixed_reading`."""
        ...

    def read(
        self, sentence: SentenceContext, index: int, *, person: bool = False
    ) -> tuple[SyllableReading, ...]:
        """See `Reader.read`."""
        ...

    def engine_readings(
        self, sentence: SentenceContext, index: int
    ) -> tuple[Mapping[int, Mapping[str, float]], tuple[str | None, ...]]:
        """See `Reader.engine_readings`."""
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

    def alternative_forms(
        self, words: Sequence[str], target: Edition, names: Sequence[bool] | None = None
    ) -> dict[int, str]:
        """See `ScriptConverter.alternative_forms`."""
        ...


class DictionaryLike(Protocol):
    """Has the entries of a headword."""

    def entries(self, simplified: str) -> tuple[Entry, ...]:
        """See `Dictionary.entries`."""
        ...

    def select(self, simplified: str, written: str) -> tuple[Entry, ...]:
        """See `Dictionary.select`."""
        ...


REMEMBERED = 65536
"""How many answers of one question are remembered."""

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, eq=False)
class Engines:
    """Everything that a stage may use."""

    segmenter: SegmenterLike
    reader: ReaderLike
    converter: ConverterLike
    dictionary: DictionaryLike
    site: SiteWords
    editions: tuple[Edition, ...] = tuple(Edition)
    _remembering: dict[Any, Any] = field(default_factory=dict, init=False)

    def remembering(self, answer: Callable[Concatenate[Engines, P], R]) -> Callable[P, R]:
        """`answer` of these engines, as a function that remembers what it has answered.

        Its arguments must be all that the answer depends on: a word, never its sentence.
        """
        known: Callable[P, R]
        if answer not in self._remembering:
            self._remembering[answer] = lru_cache(maxsize=REMEMBERED)(partial(answer, self))
        known = self._remembering[answer]
        return known

    def simplified(self, text: str, script: Edition) -> str:
        """`text` in simplified characters, code point by code point."""
        return text if script is Edition.HANS else self.converter.simplify(text)


def load_engines(
    terms: Iterable[Term] = (),
    lexemes: Iterable[Lexeme] = (),
    editions: Sequence[Edition] = tuple(Edition),
    house: Mapping[Edition, Collection[str]] | None = None,
) -> Engines:
    """The real engines for a site's glossary, lexicon and house style.

    Their data loads when first used.
    """
    from generator.language.scripts.converter import ScriptConverter

    converter = ScriptConverter(house=house)
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
