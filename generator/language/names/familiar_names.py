"""Familiar names: what people call each other, without a surname or with nothing but it.

小翠  阿明  芳儿     a sign before or after a character that is hardly a word
强强  豪仔  芳姐     what children, neighbours and friends are called
李老三              a son by his place among his brothers
阿Q                 a letter
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.language.names.chinese_names import (
    ADDRESSED,
    EVERYDAY_COST,
    RANKED,
    RARE_WORD_COST,
)
from generator.language.names.context import (
    NEVER_GIVEN,
    NameCandidate,
    discount_after,
    discount_before,
)
from generator.language.names.tables import FUNCTION_WORDS, character_roles, is_surname
from generator.language.tables import read_groups
from generator.language.words.word_list import dictionary_words
from generator.lazy_patterns import lazy_pattern
from generator.model import NameKind, Span

_WORDS = read_groups("names/name_words.tsv")

FAMILIAR_COST = 450
"""The cost of the class of familiar names."""


STAGED_COST = 300
"""The cost of a pet name after what its bearer does: 女星 | 小优."""

LETTER_COST = 300
"""The cost of a familiar name with a letter: 阿Q."""

_FAMILIAR = re.compile("[阿小老儿]")
_CALLED = re.compile("(?P<pet>[^\\W\\d一])(?:(?P=pet)|[仔哥姐叔婶嫂婆伯爷妹])")
"""What children, neighbours and friends are called: 强强, 豪仔, 芳姐."""
_REDUPLICATED = read_groups("words/doubled.tsv")["verb"]
"""Verbs that are reduplicated, and then are nobody's name."""
_STAGE = lazy_pattern(f"(?:{'|'.join(sorted(_WORDS['stage'], key=len, reverse=True))})$")
_AFTER_STAGED = lazy_pattern(f"[0-9０-９，。、；：（(）)」”]|{'|'.join(_WORDS['after-stage'])}")
"""What follows a pet name after what its bearer does."""
_LETTER = re.compile("[A-ZＡ-Ｚ](?![A-Za-zＡ-Ｚａ-ｚ0-9])")


def familiar_names(text: str) -> Iterator[NameCandidate]:
    """Yield the spans that may be a familiar name."""
    roles, words = character_roles(), dictionary_words()
    for match in _FAMILIAR.finditer(text):
        at, sign = match.start(), match.group()
        start = at - (sign == "儿")
        char = text[start : start + 1] if sign == "儿" else text[at + 1 : at + 2]
        if sign in "阿小" and _LETTER.match(text, at + 1):
            yield NameCandidate(Span(at, at + 2), LETTER_COST, kind=NameKind.PERSON)
        if sign in "小阿" and is_staged(text, at):
            yield NameCandidate(Span(at, at + 2), STAGED_COST, kind=NameKind.PERSON)
            continue
        role = roles.get(char)
        if role is None or role.only is None or char in NEVER_GIVEN:
            continue
        if sign in "老小" and char in ADDRESSED:
            continue  # 老 | 程: a surname alone
        if sign != "阿" and words.character_cost(char) < RARE_WORD_COST:
            continue
        yield _called(text, start, role.only)
    for match in RANKED.finditer(text):
        start = match.start() - 1
        if text[max(start, 0) : match.start()] in ADDRESSED:
            yield NameCandidate(Span(start, match.end()), STAGED_COST, kind=NameKind.PERSON)
    for match in _CALLED.finditer(text):
        char = match.group("pet")
        role = roles.get(char)
        if role is None or role.only is None or char in NEVER_GIVEN or char in FUNCTION_WORDS:
            continue
        is_doubled = char == match.group()[1]
        is_told = (
            is_surname(char)
            and text[match.end() : match.end() + 1] not in "的地"
            and discount_before(text, match.start()) > 0
        )
        if is_doubled and (
            char in _REDUPLICATED or (words.character_cost(char) < EVERYDAY_COST and not is_told)
        ):
            continue  # 尝尝 | 这个, 田田的叶子, but 闺蜜 | 周周
        if match.group() not in words.costs and _FAMILIAR.match(char) is None:
            yield _called(text, match.start(), role.only)


def is_staged(text: str, at: int) -> bool:
    """Whether a report of the stage has a pet name at an offset: 女星 | 小优 | 表示."""
    if not _STAGE.search(text, max(0, at - 4), at) or text[at : at + 2] in dictionary_words():
        return False
    return bool(_AFTER_STAGED.match(text, at + 2))


def _called(text: str, start: int, cost: float) -> NameCandidate:
    """Return the familiar name of two characters at an offset, one of which has a cost."""
    cost += FAMILIAR_COST - discount_before(text, start) - discount_after(text, start + 2)
    return NameCandidate(Span(start, start + 2), cost, kind=NameKind.PERSON)
