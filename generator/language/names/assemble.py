"""Name words: what the lattice cut, with the names in it found, made whole and told by kind.

1. The tagger labels the words.
2. Labelled words that nothing holds together but the name become one word: 碑 | 记 -> 碑记,
   李 | 杰 -> 李杰, 周 | 化人 -> 周化人. Abbreviations stay apart: 沪 | 汉 | 蓉.
3. What stands around a name, and what it sounds like, tells its kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.language.names.candidates import DOTS, EVERYDAY, SPEAKS, TITLES, is_cued
from generator.language.names.tables import (
    FUNCTION,
    is_surname,
    known_names,
    listed_names,
    reviewed_names,
)
from generator.language.names.tagger import NameTagger, Token, load_name_tagger
from generator.language.tables import read_groups
from generator.language.words.segmentation import dictionary_words
from generator.language.words.word_classes import word_classes
from generator.model import NameKind, Span, Word, WordKind

_DOT = re.compile(f"[{DOTS}]")

_LONGEST = 8
"""No more characters become one word."""

_WORDS = read_groups("names/name_words.tsv")

_ABBREVIATIONS = _WORDS["abbreviation"]
"""Countries, provinces, cities and dynasties told by one character each."""

_PLACES = _WORDS["place"]
_SITES = _WORDS["site"]
"""Those of them that are hardly words after a person's name."""
_AFTER_STANDING = _WORDS["after-standing"]
"""What follows 站 where someone stands: 李明 | 站 | 起来."""
_BUILT = _WORDS["built-site"]
"""Those that hardly end a person's name."""
_PLACE_WORDS = _WORDS["place-word"]
_BODIES = _WORDS["body"]
_VERBS_TOO = frozenset("会教派帮")
"""Those of them that are verbs after a person: 张伟 | 会 | 来."""
_BODY_WORDS = _WORDS["body-word"]
_WHAT_IT_IS = _PLACES | _PLACE_WORDS | _BODIES | _BODY_WORDS
_STAYS = _WORDS["before-place"]
"""What stands before a place: 在, 位于, 抵达."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A word that is a name, and of what kind."""

    span: Span
    kind: NameKind


def find_names(
    text: str,
    words: Sequence[Word],
    sounding: Mapping[Span, NameKind],
    kept: Collection[Span] = (),
    tagger: NameTagger | None = None,
) -> tuple[list[Word], list[FoundName]]:
    """The words of simplified `text`, names made whole, and those names.

    `sounding` are the lattice's candidates with their kinds; `kept` words stay as they are.
    """
    tokens = tokens_of(text, words, sounding)
    labels = (tagger or load_name_tagger()).tag(tokens)
    for at, (word, sounds) in enumerate(tokens):
        if sounds and (_DOT.search(word) or (len(word) == 3 and is_cued(text, words[at].span))):
            labels[at] = True  # a dot proves a name, and so does 教授 before 曹汉成
        elif labels[at] and not _supported(text, words, at, labels):
            labels[at] = False  # 阿公 | 说
        elif labels[at] and at and word in _PLACES and len(tokens[at - 1][0]) > 1:
            labels[at] = False  # 河北 | 省: what it is, not what it is called
    _take_back(text, words, labels)
    out: list[Word] = []
    found: list[FoundName] = []
    at = 0
    while at < len(words):
        if not labels[at]:
            out.append(words[at])
            at += 1
            continue
        end = at + 1
        while end < len(words) and labels[end]:
            end += 1
        if _goes_on(text, words, range(at, end), sounding):
            end += 1
        for start, stop in _parts(tokens, words, range(at, end), kept):
            span = Span(words[start].span.start, words[stop - 1].span.end)
            out.append(words[start] if stop - start == 1 else Word(span, WordKind.HAN))
            if span.of(text) not in known_names() and (stop < end or _stands(text, span)):
                found.append(FoundName(span, _kind(text, span, sounding.get(span))))
        at = end
    return out, found


def _take_back(text: str, words: Sequence[Word], labels: list[bool]) -> None:
    """Take the labels from what is no name, whole or cut: 麦 | 田, 田 | 田."""
    for word, kind in reviewed_names().items():
        start = text.find(word) if kind is None else -1
        while start >= 0:
            span = Span(start, start + len(word))
            for at, one in enumerate(words):
                labels[at] = labels[at] and not one.span.overlaps(span)
            start = text.find(word, span.end)
    for at, named in enumerate(labels):
        if not named or at == 0 or not labels[at - 1]:
            continue
        first, second = words[at - 1].span.of(text), words[at].span.of(text)
        everyday = dictionary_words().cost(first, EVERYDAY) < EVERYDAY
        beside = [*labels[max(0, at - 2) : at - 1], *labels[at + 1 : at + 2]]
        if first == second and everyday and not any(beside):  # not 陈圆圆
            labels[at - 1] = labels[at] = False
        elif second in _VERBS_TOO and is_surname(first[0]):
            labels[at] = len(first) == 1  # 张伟 | 会


def _supported(text: str, words: Sequence[Word], at: int, labels: list[bool]) -> bool:
    """Whether a word of the dictionary that is no name there may be one here: 国安 | 队."""
    span = words[at].span
    word = span.of(text)
    if len(word) == 1 or word not in dictionary_words() or word in known_names():
        return True
    if len(word) > 3:
        return False  # 一望无际
    beside = labels[max(0, at - 1) : at] + labels[at + 1 : at + 2]
    after = {text[span.end : span.end + size] for size in (1, 2, 3)}
    return any(beside) or bool(after & _WHAT_IT_IS)


_RARE = 560
"""Characters that cost more are hardly words of their own."""
_COMMON = 400
"""Characters that cost less are words before anything else: 老 in 老街."""


def _goes_on(
    text: str, words: Sequence[Word], run: range, sounding: Mapping[Span, NameKind]
) -> bool:
    """Whether the character after a surname and one more belongs to them: 周成 | 建 -> 周成建."""
    first, last = words[run.start].span, words[run.stop - 1].span
    if last.end - first.start != 2 or run.stop == len(words) or not is_surname(text[first.start]):
        return False
    word = words[run.stop].span
    char = word.of(text)
    if len(word) > 1 or char in _NOT_GIVEN or words[run.stop].kind is not WordKind.HAN:
        return False
    rare = dictionary_words().costs.get(char, _RARE) >= _RARE
    return rare or Span(first.start, word.end) in sounding


_NOT_GIVEN = FUNCTION | TITLES | SPEAKS | _PLACES | _BODIES


def _stands(text: str, span: Span) -> bool:
    """Whether a name may stand so: one character alone needs something to stand by."""
    if len(span) > 1 or text[span.start] in _ABBREVIATIONS:
        return True
    if is_surname(text[span.start]):
        return any(text[span.end : span.end + size] in TITLES | SPEAKS for size in (1, 2, 3))
    common = dictionary_words().costs.get(text[span.start], _RARE) < _COMMON
    return text[span.end : span.end + 1] in _PLACES and not common


def tokens_of(text: str, words: Sequence[Word], sounding: Mapping[Span, NameKind]) -> list[Token]:
    """What the tagger is told of each word."""
    known = dictionary_words()
    return [
        (told := word.span.of(text), word.span in sounding and told not in known) for word in words
    ]


def _parts(
    tokens: Sequence[Token], words: Sequence[Word], run: range, kept: Collection[Span]
) -> Iterator[tuple[int, int]]:
    """A run of labelled words, cut into those that become one word."""
    known = dictionary_words()

    def loose(at: int) -> bool:
        word = tokens[at][0]
        whole = (len(word) > 1 and word in known) or word in known_names()
        whole = whole or word in reviewed_names()
        return not whole and words[at].kind is WordKind.HAN and words[at].span not in kept

    at = run.start
    while at < run.stop:
        stop, size = at + 1, len(tokens[at][0])
        if loose(at):
            while stop < run.stop and loose(stop) and size + len(tokens[stop][0]) <= _LONGEST:
                size += len(tokens[stop][0])
                stop += 1
            given = stop < run.stop and stop == at + 1 == run.stop - 1 and len(tokens[stop][0]) == 2
            if given and is_surname(tokens[at][0]) and words[stop].span not in kept:
                stop += _may_be_given(tokens[at][0], tokens[stop][0])
        if all(tokens[one][0] in _ABBREVIATIONS for one in range(at, stop)):
            yield from ((one, one + 1) for one in range(at, stop))
        else:
            yield at, stop
        at = stop


def _may_be_given(surname: str, name: str) -> bool:
    """Whether a name that stands after a surname may be a given name: 钟 | 阿城, not 古 | 长城."""
    kind = known_names().get(name)
    if kind is None or kind is NameKind.ORGANISATION or surname in _ABBREVIATIONS:
        return kind is None
    whole = is_surname(name) or (kind is NameKind.PERSON and is_surname(name[0]))  # 太尉 | 刘裕
    return word_classes().get(surname) == "nr" and not whole


def _kind(text: str, span: Span, sounds: NameKind | None) -> NameKind:
    word = span.of(text)
    next_one, next_two = text[span.end : span.end + 1], text[span.end : span.end + 2]
    next_three = text[span.end : span.end + 3]
    last_one = text[max(0, span.start - 1) : span.start]
    last_two = text[max(0, span.start - 2) : span.start]
    chinese = len(word) in (2, 3) and (is_surname(word[0]) or is_surname(word[:2]))
    titled = next_two in TITLES or next_one in TITLES or next_three in TITLES
    if _DOT.search(word) or titled:
        return NameKind.PERSON
    listed = listed_names().get(word)
    if listed is not None and (listed is NameKind.PLACE or word in reviewed_names()):
        return listed
    if next_two in _PLACE_WORDS or next_three in _PLACE_WORDS:
        return NameKind.PLACE
    if next_two in _BODY_WORDS or next_three in _BODY_WORDS:
        return NameKind.ORGANISATION
    site = next_one in _SITES or (next_one == "站" and next_two[1:] not in _AFTER_STANDING)
    if (len(word) == 2 and site) or (len(word) == 3 and word[-1] in _BUILT):
        return NameKind.PLACE
    verb = sounds is NameKind.PERSON and next_one in _VERBS_TOO
    if next_one in _BODIES and next_two not in SPEAKS and not verb:
        return NameKind.ORGANISATION
    if sounds is NameKind.PERSON or next_two in SPEAKS or next_one in SPEAKS or last_two in TITLES:
        return NameKind.PERSON
    if next_one in _PLACES or word[-1] in _PLACES or (len(word) == 1 and word in _ABBREVIATIONS):
        return NameKind.PLACE
    if chinese:
        return NameKind.PERSON
    return NameKind.PLACE if last_one in _STAYS else NameKind.OTHER
