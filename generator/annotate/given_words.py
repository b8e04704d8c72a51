"""Given names that are words elsewhere: 建国 in a text that names 王建国.

Such a word is the person where it begins a clause and does what persons do (建国 | 看了看表). What
is a place elsewhere is the person in the whole text if it does so once (靖远 of 林靖远).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from generator.annotate.document import Document, whole_text, with_layer
from generator.annotate.marks import is_no_name
from generator.language.names.context import PERSON_ACTS, SPEECH_WORDS, TITLES
from generator.language.names.tables import known_names, surname_of
from generator.language.tables import read_groups
from generator.language.words.word_list import dictionary_words
from generator.model import Block, Name, NameKind, Origin, Span
from generator.spans import Spans

_LENGTH = 2
"""The length of the given names."""
_FOUND = frozenset((Origin.MODEL, Origin.DICTIONARY))
_BEGINS_CLAUSE = frozenset("，。；：！？“”‘（—…")
_TOWARDS = frozenset("对向跟朝")
"""What stands before somebody who is spoken to or looked at: 对 | 文静 | 说."""
_WORDS = read_groups("names/name_words.tsv")
_ACTS = PERSON_ACTS | _WORDS["act-of-person"]
_DONE = tuple((_ACTS | SPEECH_WORDS) - _WORDS["after-words-too"])
"""What persons do, without what may follow a word, too: 胜利道, 国庆今年."""
_DONE_IN_STORIES = tuple(
    act for act in _ACTS - _WORDS["after-words-too"] - _WORDS["after-places-too"] if len(act) > 1
)
"""What only persons do: places speak, too, and 北京 | 站 is one."""
_WORDS_TOO = _WORDS["surname-or-everyday-word"] | _WORDS["surname-or-thing"]
_PEOPLE = TITLES | _WORDS["before-person"]
"""Words for persons, which do what persons do, whatever stands before them: 时代 | 代表."""
_DIVISIONS = tuple("省州市县区镇乡村路街山河湖")
"""What shows that a place is meant: 靖远 | 县."""


def with_given_words(document: Document) -> Document:
    """Return a document in which words are names where they are somebody's given name."""
    blocks = whole_text(document)
    given = _given_words(blocks)
    if not given:
        return document
    listed = {word for word in given if known_names().get(word) is NameKind.PLACE}
    persons = {word for word in listed if any(_acts_in(block.simplified, word) for block in blocks)}

    def is_person(form: str, text: str, span: Span) -> bool:
        if form in listed:
            return form in persons and not text.startswith(_DIVISIONS, span.end)
        return form in given and _acts(text, span)

    def names_of(block: Block, texts: Sequence[str]) -> Sequence[Name]:
        names, text = block.layers.names, block.simplified
        if given.isdisjoint(texts):
            return names
        found = {
            word.span: Name(word.span, NameKind.PERSON, Origin.MODEL)
            for word, form in zip(block.layers.words, texts, strict=True)
            if is_person(form, text, word.span) and not is_no_name(block, word.span)
        }
        same = {name.span for name in names if name.span in found and name.origin in _FOUND}
        others = [name for name in names if name.span not in same]
        taken = Spans([name.span for name in others])  # 国庆 of 国庆节
        new = [name for span, name in found.items() if not taken.overlap(span)]
        return sorted([*others, *new], key=lambda name: name.span)

    return with_layer(document, "names", map(names_of, document.blocks, document.texts))


def _given_words(blocks: Iterable[Block]) -> Set[str]:
    """Return the words that are given names of the persons whom a text names in full."""
    words, places = dictionary_words(), known_names()
    full = {
        name.span.of(block.simplified)
        for block in blocks
        for name in block.layers.names
        if name.kind is NameKind.PERSON and _LENGTH < len(name.span) <= _LENGTH + 2
    }
    given = {
        name[-_LENGTH:]
        for name in full
        if len(surname_of(name)) == len(name) - _LENGTH and surname_of(name) not in _WORDS_TOO
    }
    return {word for word in given - _PEOPLE if word in words or word in places}


def _acts_in(text: str, word: str) -> bool:
    """Whether a word does what only persons do anywhere in a text."""
    at = text.find(word)
    while at >= 0:
        if _acts(text, Span(at, at + len(word)), _DONE_IN_STORIES):
            return True
        at = text.find(word, at + 1)
    return False


def _acts(text: str, span: Span, acts: tuple[str, ...] = _DONE) -> bool:
    """Whether a word begins a clause, or is spoken to, and what persons do follows."""
    before = text[span.start - 1] if span.start else ""
    begins = not before or before in _BEGINS_CLAUSE or before in _TOWARDS
    return begins and text.startswith(acts, span.end)
