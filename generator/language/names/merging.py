"""Which of the words of a sentence are one name: 李 | 杰 -> 李杰, 冯 | 彩霞 -> 冯彩霞.

1. A run of labelled words may go on in words that are not labelled: the given name of a lone
   surname, the last character of a name of two, the rest of a transcription.
2. Of a run, the words that do not stand for themselves are merged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.language.names.context import (
    SPEECH_WORDS,
    TITLES,
    ends_in_predicate,
    has_context_cue,
)
from generator.language.names.kinds import (
    ABBREVIATIONS,
    ORGANISATION_TYPES,
    PLACE_TYPES,
    is_transcribed,
)
from generator.language.names.tables import (
    FUNCTION_WORDS,
    character_roles,
    is_surname,
    known_names,
    listed_names,
    reviewed_names,
)
from generator.language.tables import read_groups
from generator.language.words.word_classes import word_classes
from generator.language.words.word_list import dictionary_words
from generator.model import NameKind, Span, Word, WordKind

RARE_COST = 560
"""The cost in centibels from which a character is hardly ever a word of its own."""

_MAX_LENGTH = 8
"""The maximum length of merged words, in characters."""

_WORDS = read_groups("names/name_words.tsv")
_HARDLY_SURNAMES = _WORDS["hardly-surname"]
_SITES = _WORDS["site"]
_BEFORE_TITLED = _WORDS["before-titled"]
"""Function words and verbs that are often directly before a person's name."""
_DIVISIONS = frozenset("省市县区镇乡村")
"""The last characters of the divisions of a country, which end a name."""
_NOT_IN_GIVEN_NAMES = (
    (FUNCTION_WORDS | TITLES | SPEECH_WORDS) | PLACE_TYPES | ORGANISATION_TYPES
) | _WORDS["before-person"]

_RARE_NAME_COST = 510
"""The cost from which a name of the dictionary may be a part of another by chance: 果洛 | 格."""
_MAX_FOREIGN_AFTER, _MAX_FOREIGN_BEFORE, _MIN_WORD_COST = 399, 300, 450
"""The highest costs of a character that goes on transcribing after and before a name, and its
lowest cost as a word."""


def label_transcriptions(words: Sequence[Word], forms: Sequence[str], labels: list[bool]) -> None:
    """Label, in place, the characters beside a transcribed name that belong to it: 阿道 | 金."""
    for at in [at for at, labelled in enumerate(labels) if labelled]:
        form = forms[at]
        if len(form) < 2 or form in dictionary_words() or form in listed_names():
            continue
        if not is_transcribed(form):
            continue
        for step, limit in ((1, _MAX_FOREIGN_AFTER), (-1, _MAX_FOREIGN_BEFORE)):
            beside = at + step
            if 0 <= beside < len(words) and not labels[beside] and len(forms[beside]) == 1:
                is_this = forms[beside] == "本" and forms[at + 2 : at + 3] in _THIS
                labels[beside] = not is_this and _goes_on(forms[beside], limit)


_THIS = (["赛季"], ["场"], ["轮"], ["届"], ["次"], ["人"], ["周"], ["月"])
"""What 本 points at after a name: 莱万 | 本 | 赛季."""


def _goes_on(char: str, limit: float) -> bool:
    """Whether a character transcribes rather than is a word of its own."""
    roles = character_roles().get(char)
    if roles is None or roles.foreign is None or roles.foreign > limit:
        return False
    return dictionary_words().cost(char, RARE_COST) >= _MIN_WORD_COST and char not in _KINDS


_KINDS = PLACE_TYPES | ORGANISATION_TYPES | FUNCTION_WORDS | ABBREVIATIONS


def includes_next(
    text: str, words: Sequence[Word], run: range, candidate_kinds: Mapping[Span, NameKind]
) -> bool:
    """Whether the character after a two-character name belongs to it: 周成 | 建 -> 周成建."""
    first, last = words[run.start].span, words[run.stop - 1].span
    if last.end - first.start != 2 or run.stop == len(words) or not is_surname(text[first.start]):
        return False
    word = words[run.stop].span
    char = word.of(text)
    if len(word) > 1 or char in _NOT_IN_GIVEN_NAMES or words[run.stop].kind is not WordKind.HAN:
        return False
    rare = dictionary_words().costs.get(char, RARE_COST) >= RARE_COST
    return rare or Span(first.start, word.end) in candidate_kinds


def words_of_given_name(
    text: str, words: Sequence[Word], at: int, candidate_kinds: Mapping[Span, NameKind]
) -> int:
    """Return how many words after a lone surname may be its given name: 冯 | 彩霞, 唐 | 胜利."""
    start, end = words[at].span.start, words[at].span.end
    if end - start > 1 or not is_surname(text[start]):
        return 0
    # 在 | 宁 | 产生, 卡 | 辛 | 一样: there it stands for a place, or belongs to another name.
    is_apart = at == 0 or len(words[at - 1].span) > 1 or words[at - 1].kind is not WordKind.HAN
    is_place = text[start] in ABBREVIATIONS
    is_apart = is_apart or (text[start - 1] in _BEFORE_TITLED and not is_place)  # 给 | 周 | 文静
    found = 0
    for count, word in enumerate(words[at + 1 : at + 3], 1):
        span = Span(start, word.span.end)
        given = text[end : span.end]
        if len(given) > 2 or word.kind is not WordKind.HAN or given[-1] in _NOT_IN_GIVEN_NAMES:
            break
        if candidate_kinds.get(span) is not NameKind.PERSON or given in _NOT_IN_GIVEN_NAMES:
            continue
        if is_place and len(given) == 1:
            continue  # 魏 | 师
        is_given = _is_usual_given(given) and (is_apart or has_context_cue(text, span))
        if is_given or (not found and has_context_cue(text, span)):
            found = count
    return found


_MAX_GIVEN_COST = 700
"""The highest cost in centibels of a usual given name of two characters."""


def _is_usual_given(name: str) -> bool:
    """Whether two characters are usual as a given name: 惠民, not 产生."""
    if len(name) != 2:
        return False
    roles = [character_roles().get(char) for char in name]
    first, last = roles[0], roles[-1]
    if first is None or last is None:
        return False
    return (
        first.first is not None
        and last.second is not None
        and first.first + last.second <= _MAX_GIVEN_COST
    )


def merge_ranges(
    text: str,
    forms: Sequence[str],
    words: Sequence[Word],
    run: range,
    fixed: Collection[Span],
    candidate_kinds: Mapping[Span, NameKind],
) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a run of labelled words that become one word each."""
    known = dictionary_words()

    def may_merge(at: int) -> bool:
        word = forms[at]
        is_whole = (len(word) > 1 and word in known) or word in known_names()
        is_whole = is_whole or word in reviewed_names()
        return not is_whole and words[at].kind is WordKind.HAN and words[at].span not in fixed

    def is_person(at: int) -> bool:
        return len(forms[at]) > 2 and candidate_kinds.get(words[at].span) is NameKind.PERSON

    def is_full(at: int, following: str) -> bool:
        is_chinese = is_person(at) and is_surname(forms[at][0])
        goes_on = len(following) == 1 and not is_surname(following) and is_transcribed(following)
        return (
            is_chinese and not goes_on and not is_transcribed(forms[at] + following)
        )  # 乌斯怀 | 亚

    at = run.start
    while at < run.stop:
        stop, size = at + 1, len(forms[at])
        if may_merge(at):
            while (
                stop < run.stop
                and may_merge(stop)
                and size + len(forms[stop]) <= _MAX_LENGTH
                and not (size > 2 and forms[stop - 1][-1] in _DIVISIONS)  # 白坭镇 | 岗头
                and not (size > 1 and is_person(stop))  # 谯王 | 宇文俭
                and not (stop == at + 1 and is_full(at, forms[stop]))  # 李大勇 | 潘健
            ):
                size += len(forms[stop])
                stop += 1
            if size == 3 and stop > at + 1 and len(forms[stop - 1]) == 1:
                first, last = words[at].span.start, words[stop - 1].span.end
                is_name = candidate_kinds.get(Span(first, last - 1)) is NameKind.PERSON
                stop -= is_name and ends_in_predicate(text, last)  # 肖强 | 冲上去
            given = stop < run.stop and stop == at + 1 == run.stop - 1 and len(forms[stop]) == 2
            if given and is_surname(forms[at]) and words[stop].span not in fixed:
                stop += _may_be_given(forms[at], forms[stop]) or _is_end(forms[at], forms[stop])
            elif stop == at + 1 < run.stop and words[stop].span not in fixed:
                stop += _is_end(forms[at], forms[stop])
        elif words[at].span not in fixed:
            while stop < run.stop and may_merge(stop) and _is_beginning(forms[at], forms[stop]):
                stop += 1
        if all(forms[one] in ABBREVIATIONS for one in range(at, stop)):
            yield from ((one, one + 1) for one in range(at, stop))
        else:
            yield at, stop
        at = stop


def _may_be_given(surname: str, name: str) -> bool:
    """Whether a name after a surname may be a given name: 钟 | 阿城, not 古 | 长城."""
    kind = known_names().get(name)
    if kind is None or kind is NameKind.ORGANISATION or surname in ABBREVIATIONS:
        return kind is None
    # 太尉 | 刘裕
    has_surname = is_surname(name) or (kind is NameKind.PERSON and is_surname(name[0]))
    is_rare = dictionary_words().cost(name, RARE_COST) >= _RARE_NAME_COST  # 万年, not 德国
    is_usual = is_rare and _is_usual_given(name) and surname not in _HARDLY_SURNAMES
    return (is_usual or word_classes().get(surname) == "nr") and not has_surname


def _is_beginning(name: str, char: str) -> bool:
    """Whether a rare name of the dictionary and a character transcribe a longer name: 果洛 | 格."""
    if len(char) > 1 or len(name) > 3 or name in reviewed_names() or name[-1] in _SITES:
        return False  # 太行山 | 南
    words = dictionary_words()
    is_rare = words.cost(name, RARE_COST) >= _RARE_NAME_COST and words.cost(char, RARE_COST) >= 400
    return is_rare and char not in _KINDS and is_transcribed(name + char)


def _is_end(char: str, name: str) -> bool:
    """Whether a character and a rare name of the dictionary transcribe a longer one: 茜 | 萨尔."""
    if len(char) > 1 or char in _KINDS or len(name) not in (2, 3) or name in reviewed_names():
        return False
    words = dictionary_words()
    is_rare = words.cost(name, RARE_COST) >= _RARE_NAME_COST and words.cost(char, RARE_COST) >= 400
    return is_rare and is_transcribed(char + name)
