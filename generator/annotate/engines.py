"""The engines that the stages use, and what they remember of single words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from generator.annotate.vocabulary import SiteWords
from generator.language.dictionary.cedict import Dictionary
from generator.language.readings.reader import Reader
from generator.language.scripts.converter import ScriptConverter
from generator.language.words.segmentation import Segmenter
from generator.model import Edition, Lexeme, Term

REMEMBERED = 65536
"""How many answers of one question are remembered."""

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, eq=False)
class Engines:
    """Everything that a stage may use."""

    segmenter: Segmenter
    reader: Reader
    converter: ScriptConverter
    dictionary: Dictionary
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
