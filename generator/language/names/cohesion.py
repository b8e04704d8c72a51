"""Whole names of which only a part is found: what always stands beside a part belongs to it.

A name that is found many times in a text, each time after or before the same character, which
transcribes foreign names or is hardly a word of its own, is a part of a longer one: 卡 | 破尔. And
one that is found with a common word at its side, but far more often without, is found too long:
韦诺 | 见.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from generator.language.characters import IS_HAN
from generator.language.names.kinds import is_transcribed
from generator.language.names.tables import FUNCTION_WORDS, is_surname
from generator.language.words.word_list import dictionary_words
from generator.model import Span

_MIN_WORD_COST = 400
"""The lowest cost as a word of a character that goes on transcribing."""
_MIN_UNUSUAL_COST = 500
"""The same of a character that does not transcribe, and the cost of one that is no word."""
_MAX_WORD_COST = 450
"""The cost below which a character beside a name may be a word."""
_MAX_LENGTH = 6
"""The maximum length of a name with what belongs to it."""
_MIN_CERTAIN = 3
"""How often a name must be found to be certain, or more often than a longer one."""


def whole_name(places: Sequence[tuple[str, Span]]) -> str:
    """Return the whole of a name, given the texts and spans in which it is found."""
    text, span = places[0]
    name = span.of(text)
    if len(name) > 3 or name in dictionary_words() or (is_surname(name[0]) and len(name) == 3):
        return name
    while len(name) < _MAX_LENGTH:
        before = {text[span.start - 1 : span.start] for text, span in places}
        after = {text[span.end : span.end + 1] for text, span in places}
        if _belongs(before) and not any(
            text[span.start - 2 : span.start] in dictionary_words() for text, span in places
        ):
            places = [(text, Span(span.start - 1, span.end)) for text, span in places]
        elif _belongs(after) and not any(
            text[span.end : span.end + 2] in dictionary_words() for text, span in places
        ):
            places = [(text, Span(span.start, span.end + 1)) for text, span in places]
        else:
            break
        text, span = places[0]
        name = span.of(text)
    return name


def _belongs(beside: set[str]) -> bool:
    """Whether it is always the same character that is found beside a name, and a part of it."""
    char = next(iter(beside))
    if len(beside) > 1 or not IS_HAN.match(char) or char in FUNCTION_WORDS:
        return False
    cost = dictionary_words().cost(char, _MIN_UNUSUAL_COST)
    return cost >= (_MIN_WORD_COST if is_transcribed(char) else _MIN_UNUSUAL_COST)


def is_too_long(name: str, counts: Mapping[str, int], sure: Container[str] = ()) -> bool:
    """Whether a name has a common word too many at one end, given how often each is found.

    The whole text shows where a `sure` name ends: then any word may follow it.
    """
    if len(name) < 3:
        return False
    costs = dictionary_words()
    return any(
        counts.get(part, 0) >= max(_MIN_CERTAIN, _MIN_CERTAIN * counts[name])
        and (part in sure or costs.cost(char, _MIN_UNUSUAL_COST) < _MAX_WORD_COST)
        for part, char in ((name[:-1], name[-1]), (name[1:], name[0]))
    )
