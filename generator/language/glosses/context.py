"""The context of a word, and conditions on it that a table can state.

    prev=… next=…      the word before, the word after
    prev2=… next2=…    the word two before, two after
    before=… after=…   any word earlier, any word later in the clause
    start end          the word is the first, the last of the clause
    same               the word after begins with the word before: 想一想, 喜不喜欢
    not-prev=… …       the opposite of any of these

The value is words and classes, of which one must be there: `next=V|NUM|吗`. Quotation marks
count as nothing; beyond the ends of a sentence is PUNCT.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

from generator.language.memo import memoise
from generator.language.numerals import NUMERALS
from generator.language.words.word_classes import word_classes

CLASSES = {
    "N": "n nr ns nt nz vn an s",
    "V": "v vn",
    "A": "a ad an z b",
    "NUM": "m",
    "M": "q",
    "R": "r",
    "D": "d ad",
    "T": "t",
    "P": "p",
    "L": "f s",
    "C": "c",
    "U": "u ud ug uj ul uv uz y",
    "NAME": "",
}
"""The classes that conditions name, each with its tags in `words/word_classes.tsv`. Names are those
that the annotation has found: many words that the table calls names are none."""

PUNCT = "PUNCT"
NAME = "NAME"
_NAMES = frozenset(("N", NAME))
_QUOTES = frozenset("“”‘’「」『』《》〈〉")
_STOPS = frozenset("。！？!?…")
_PAUSES = frozenset("、")
"""Punctuation that does not end a clause."""
_REACH = 200
"""How many words `before` and `after` look at: more than a clause or a sentence has."""
OFFSETS = {"prev": -1, "next": 1, "prev2": -2, "next2": 2}
_OWN = {
    "的": {"U"},
    "了": {"U"},
    "着": {"U"},
    "过": {"U", "V"},
    "得": {"U"},
    "地": {"U", "N"},
    "吗": {"U"},
    "呢": {"U"},
    "吧": {"U"},
    "啊": {"U"},
    "嘛": {"U"},
    "在": {"P", "V"},
    "有": {"V"},
    "是": {"V"},
    "个": {"M"},
    "一": {"NUM"},
    "两": {"NUM"},
    "几": {"NUM", "R"},
}
"""The classes of words that the table of classes has under another one."""
_BY_TAG: dict[str, frozenset[str]] = {}
for _name, _tags in CLASSES.items():
    for _tag in _tags.split():
        _BY_TAG[_tag] = _BY_TAG.get(_tag, frozenset()) | {_name}
_UNKNOWN = frozenset("N")
_NUMERAL = re.compile(f"第?[{NUMERALS}几数半]+[多余来几]?")


@dataclass(frozen=True, slots=True)
class ContextWord:
    """A word as conditions see it."""

    text: str
    classes: frozenset[str]
    ends_clause: bool = field(init=False)
    """Whether it is punctuation at the end of a clause."""
    ends_sentence: bool = field(init=False)
    """Whether it is punctuation at the end of a sentence."""
    is_quote: bool = field(init=False)
    """Whether it is a quotation mark, which counts as nothing."""

    def __post_init__(self) -> None:
        """Find out what is asked again and again."""
        is_punctuation, text = PUNCT in self.classes, self.text
        object.__setattr__(self, "ends_clause", is_punctuation and text not in _PAUSES)
        object.__setattr__(self, "ends_sentence", is_punctuation and (not text or text in _STOPS))
        object.__setattr__(self, "is_quote", text in _QUOTES)


_END = ContextWord("", frozenset((PUNCT,)))


@lru_cache(maxsize=8192)
def context_word(text: str, *, is_punctuation: bool = False, is_name: bool = False) -> ContextWord:
    """Return a simplified word with its classes."""
    if is_punctuation:
        return ContextWord(text, frozenset((PUNCT,)))
    if is_name:
        return ContextWord(text, _NAMES)
    if text in _OWN:
        return ContextWord(text, frozenset(_OWN[text]))
    if _NUMERAL.fullmatch(text) or re.fullmatch(r"[\d.,%]+", text):
        return ContextWord(text, frozenset(("NUM",)))
    return ContextWord(text, _BY_TAG.get(word_classes().get(text, ""), _UNKNOWN))


plain_word = memoise(context_word)
"""The function for words that are neither punctuation nor names, which most are."""
name_word = memoise(partial(context_word, is_name=True))
punctuation = memoise(partial(context_word, is_punctuation=True))

_MARGIN = (_END, _END)
"""What stands before the first word and after the last, as far as conditions look beside a word."""


class Context:
    """The words of a sentence or of a block, in which conditions are tested."""

    def __init__(self, words: Iterable[ContextWord | None]) -> None:
        """`words` has None for what counts as nothing, such as spaces."""
        self._words: list[ContextWord] = [*_MARGIN]
        self._places: list[int] = []
        for word in words:
            self._places.append(len(self._words))
            if word is not None and not word.is_quote:
                self._words.append(word)
        self._words += (*_MARGIN, _END)  # a quotation mark may be the last

    def beside(self, place: int, offset: int) -> ContextWord:
        """Return a word near the one at a place in the words that were given."""
        return self._words[self._places[place] + offset]

    def holds(
        self, conditions: Sequence[Condition], place: int, *, across_clauses: bool = False
    ) -> bool:
        """Whether conditions hold for the word at a place in the words that were given.

        With `across_clauses`, `before` and `after` reach to the ends of the sentence.
        """
        at, words = self._places[place], self._words
        for condition in conditions:
            if condition.offset:  # most of them
                word = words[at + condition.offset]
                is_met = word.text in condition.words or not condition.classes.isdisjoint(
                    word.classes
                )
            else:
                is_met = condition.holds(words, at, across_clauses)
            if is_met is condition.is_negated:
                return False
        return True


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a table."""

    kind: str
    """`prev`, `next`, `prev2`, `next2`, `before`, `after`, `start`, `end` or `same`."""
    words: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    is_negated: bool = False
    offset: int = field(init=False)
    """That of the word that it is about; 0 if it is not about one at a fixed offset."""

    def __post_init__(self) -> None:
        """Find the offset."""
        object.__setattr__(self, "offset", OFFSETS.get(self.kind, 0))

    def holds(self, words: Sequence[ContextWord], at: int, across: bool) -> bool:
        """Whether it would hold, were it not negated, for the word at an index.

        It looks `across` clauses, or only within its own. It must be without an offset.
        """
        if self.kind == "start":
            return words[at - 1].ends_clause
        if self.kind == "end":
            return words[at + 1].ends_clause
        if self.kind == "same":
            text = words[at - 1].text
            return bool(text) and words[at + 1].text.startswith(text)
        step = -1 if self.kind == "before" else 1
        for place in range(at + step, at + step * (_REACH + 1), step):
            word = words[place]
            if word.ends_sentence or (word.ends_clause and not across):
                return False
            if word.text in self.words or not self.classes.isdisjoint(word.classes):
                return True
        return False


def parse_conditions(text: str) -> tuple[Condition, ...]:
    """Parse conditions separated by spaces. Raises ValueError for one that is none."""
    return tuple(map(_parse_condition, text.split()))


def _parse_condition(text: str) -> Condition:
    name, has_value, value = text.partition("=")
    kind = name.removeprefix("not-")
    is_negated = kind != name
    if kind in ("start", "end", "same") and not has_value:
        return Condition(kind, is_negated=is_negated)
    items = value.split("|")
    if kind not in (*OFFSETS, "before", "after") or not all(items):
        message = f"not a condition: {text}"
        raise ValueError(message)
    classes = frozenset(item for item in items if item.isascii() and item.isupper())
    unknown = classes - CLASSES.keys() - {PUNCT}
    if unknown:
        message = f"no such class: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    return Condition(kind, frozenset(items) - classes, classes, is_negated)
