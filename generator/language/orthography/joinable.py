"""A word as the orthography of a line sees it, and its class."""

from __future__ import annotations

from msgspec import Struct

from generator.language.numerals import NUMERALS
from generator.language.words.word_classes import word_classes

ASPECT = {"着": ("zhe5",), "了": ("le5",), "过": ("guo5",)}
"""The aspect particles, with their readings as such."""
NUMBER = frozenset(f"{NUMERALS}几半多")
"""The characters of numerals."""
DETERMINERS = NUMBER | frozenset("这那哪每某各")
"""Characters at the end of what may stand before a measure word."""


class JoinableWord(Struct, frozen=True):
    """A simplified word of a sentence, with its citation syllables."""

    text: str
    syllables: tuple[str, ...]
    is_name: bool = False
    before_pause: bool = False
    """Whether punctuation or the end of the sentence follows."""
    is_part_of_name: bool = False
    """Whether it is a word of a longer name."""


def word_class(text: str) -> str:
    """Return the class of a word, or nothing if it is not known."""
    return word_classes().get(text, "")
