"""The engines that the stages use, with a cache of results that depend only on a word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from inspect import signature
from typing import Any, Concatenate, ParamSpec, TypeVar

from generator.annotate.vocabulary import SiteWords
from generator.content.entries import Lexeme, Term
from generator.language.dictionary.cedict import Dictionary
from generator.language.memo import Memo, memoise
from generator.language.names.tables import known_names
from generator.language.readings.reader import Reader
from generator.language.scripts.converter import ScriptConverter
from generator.language.words.segmentation import Segmenter
from generator.model import Edition

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
    stages: tuple[Callable[..., Any], ...] = ()
    """The stages of plugins, which run after ours."""
    _caches: dict[Any, Any] = field(default_factory=dict, init=False)

    def cached(self, function: Callable[Concatenate[Engines, P], R]) -> Callable[P, R]:
        """Bind a function to these engines, with a cache of its results.

        The result must depend only on the arguments: on a word, never on its sentence.
        """
        cached: Callable[P, R]
        if function not in self._caches:
            self._caches[function] = _memoise(partial(function, self), _count_arguments(function))
        cached = self._caches[function]
        return cached

    def simplified(self, text: str, script: Edition) -> str:
        """Convert a text to simplified characters, code point by code point."""
        return text if script is Edition.HANS else self.converter.simplify(text)


def _count_arguments(function: Callable[..., object]) -> int:
    """Return the number of arguments of a function after the engines."""
    return len(signature(function).parameters) - 1


def _memoise(function: Callable[..., R], arguments: int) -> Callable[..., R]:
    """Return a function that remembers its results; one with a single argument is faster."""
    if arguments == 1:
        return memoise(function)
    memo: Memo[tuple[Any, ...], R] = Memo(lambda key: function(*key))
    return lambda *key: memo[key]


def load_engines(
    terms: Iterable[Term] = (),
    lexemes: Iterable[Lexeme] = (),
    editions: Sequence[Edition] = tuple(Edition),
    house: Mapping[Edition, Collection[str]] | None = None,
    stages: Iterable[Callable[..., Any]] = (),
) -> Engines:
    """Create the engines for the glossary, the lexicon and the house style of a site.

    Their data loads when first used.
    """
    converter = ScriptConverter(house=house)
    dictionary = Dictionary()
    traditional = any(edition is not Edition.HANS for term in terms for edition in term.forms)
    simplify = converter.simplify if traditional or lexemes else str
    return Engines(
        segmenter=Segmenter(names=known_names()),
        reader=Reader(dictionary),
        converter=converter,
        dictionary=dictionary,
        site=SiteWords(terms, lexemes, simplify),
        editions=tuple(editions),
        stages=tuple(stages),
    )
