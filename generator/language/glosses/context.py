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

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import attrgetter

from generator.language.memo import memoise
from generator.language.numerals import NUMERALS
from generator.language.words.word_classes import word_classes
from generator.lazy_patterns import lazy_pattern

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
_STEPS = {"before": -1, "after": 1}
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
_NUMERAL = lazy_pattern(f"第?[{NUMERALS}几数半]+[多余来几]?")
_FIGURES = lazy_pattern(r"[\d.,%]+")


@dataclass(frozen=True, slots=True, eq=False)
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


def context_word(text: str, *, is_punctuation: bool = False, is_name: bool = False) -> ContextWord:
    """Return a simplified word with its classes."""
    if is_punctuation:
        return ContextWord(text, frozenset((PUNCT,)))
    if is_name:
        return ContextWord(text, _NAMES)
    if text in _OWN:
        return ContextWord(text, frozenset(_OWN[text]))
    if _NUMERAL.fullmatch(text) or _FIGURES.fullmatch(text):
        return ContextWord(text, frozenset(("NUM",)))
    return ContextWord(text, _BY_TAG.get(word_classes().get(text, ""), _UNKNOWN))


plain_word = memoise(context_word)
"""The function for words that are neither punctuation nor names, which most are."""
name_word = memoise(partial(context_word, is_name=True))
punctuation = memoise(partial(context_word, is_punctuation=True))

_MARGIN = (_END, _END)
"""What stands before the first word and after the last, as far as conditions look beside a word."""

_TEXT, _CLASSES = attrgetter("text"), attrgetter("classes")

_NO_WORDS: tuple[set[str], set[str]] = (set(), set())


class Context:
    """The words of a sentence or of a block, in which conditions are tested."""

    def __init__(self, words: Iterable[ContextWord | None]) -> None:
        """`words` has None for what counts as nothing, such as spaces."""
        self.words: list[ContextWord] = [*_MARGIN]
        """The words that count, with a margin."""
        self.places: list[int] = []
        """The index in `words` of each word that was given, or of the next one that counts."""
        for word in words:
            self.places.append(len(self.words))
            if word is not None and not word.is_quote:
                self.words.append(word)
        self.words += (*_MARGIN, _END)  # a quotation mark may be the last

    def holds(
        self, conditions: Sequence[Condition], place: int, *, across_clauses: bool = False
    ) -> bool:
        """Whether conditions hold for the word at a place in the words that were given.

        With `across_clauses`, `before` and `after` reach to the ends of the sentence.
        """
        at, words = self.places[place], self.words
        for condition in conditions:
            if condition.offset:  # most of them
                word = words[at + condition.offset]
                is_met = word.text in condition.words or not condition.classes.isdisjoint(
                    word.classes
                )
            elif condition.step:
                is_met = self._has(condition, at, across_clauses)
            else:
                is_met = condition.holds(words, at)
            if is_met is condition.is_negated:
                return False
        return True

    def sentence_words(self, place: int) -> Set[str]:
        """Return the texts of all words of the sentence of the word at a place."""
        return self._sentences[self.places[place]][0]

    def _has(self, condition: Condition, at: int, across: bool) -> bool:
        """Whether a word that `before` or `after` asks for is where it is looked for.

        Hardly any is anywhere in the sentence, which one look into all its words shows.
        """
        texts, classes = self._sentences[at]
        if condition.words.isdisjoint(texts) and condition.classes.isdisjoint(classes):
            return False
        words, step = self.words, condition.step
        for place in range(at + step, at + step * (_REACH + 1), step):
            word = words[place]
            if word.ends_sentence or (word.ends_clause and not across):
                return False
            if word.text in condition.words or not condition.classes.isdisjoint(word.classes):
                return True
        return False

    @cached_property
    def _sentences(self) -> Sequence[tuple[set[str], set[str]]]:
        """The texts and the classes of all words of the sentence of each word.

        The punctuation at its end is a sentence of its own.
        """
        found: list[tuple[set[str], set[str]]] = []
        start = 0
        for end, word in enumerate(self.words):
            if word.ends_sentence:
                inside = self.words[start:end]
                texts = set(map(_TEXT, inside))
                classes = set().union(*set(map(_CLASSES, inside)))
                found += [(texts, classes)] * (end - start)
                found.append(_NO_WORDS)
                start = end + 1
        return found


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
    step: int = field(init=False)
    """The direction in which it looks for a word, 1 or -1; 0 if it looks for none."""

    def __post_init__(self) -> None:
        """Find out where it looks."""
        object.__setattr__(self, "offset", OFFSETS.get(self.kind, 0))
        object.__setattr__(self, "step", _STEPS.get(self.kind, 0))

    def holds(self, words: Sequence[ContextWord], at: int) -> bool:
        """Whether `start`, `end` or `same` would hold, were it not negated, at an index."""
        if self.kind == "start":
            return words[at - 1].ends_clause
        if self.kind == "end":
            return words[at + 1].ends_clause
        text = words[at - 1].text
        return bool(text) and words[at + 1].text.startswith(text)


def parse_conditions(text: str) -> tuple[Condition, ...]:
    """Parse conditions separated by spaces. Raises ValueError for one that is none."""
    return tuple(map(_parse_condition, text.split()))


@memoise
def _parse_condition(text: str) -> Condition:
    name, has_value, value = text.partition("=")
    kind = name.removeprefix("not-")
    is_negated = kind != name
    if kind in ("start", "end", "same") and not has_value:
        return Condition(kind, is_negated=is_negated)
    items = value.split("|")
    if kind not in (*OFFSETS, *_STEPS) or not all(items):
        message = f"not a condition: {text}"
        raise ValueError(message)
    classes = frozenset([item for item in items if item.isascii() and item.isupper()])
    unknown = classes - CLASSES.keys() - {PUNCT}
    if unknown:
        message = f"no such class: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    return Condition(kind, frozenset(items) - classes, classes, is_negated)
