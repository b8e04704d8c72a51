"""Names that are introduced by what they are: 名 | 丘, 字 | 仲尼, 号 | 青莲居士.

After 字 stands a courtesy name of two characters, after 号 an art name, after 名 a given name if
字 follows. They stand at the start of a clause or after a person's name, and are all of the clause.
What is an ordinary word there is a name only beside another of them: 字很大 and 字清楚 are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.language.characters import HAN
from generator.language.names.context import STATED_COST, NameCandidate
from generator.language.names.tables import FUNCTION_WORDS, is_surname, known_names
from generator.language.words.word_list import dictionary_words
from generator.lazy_patterns import lazy_pattern
from generator.model import NameKind, Span

_STYLED = lazy_pattern(
    f"(?:(?<=[，；。、（(])|(?<=[{HAN}]))"
    f"(?:(?P<name>名)[{HAN}]{{1,2}}(?=，字[{HAN}]{{2}}[，。；、）)])"
    f"|字[{HAN}]{{2}}(?=[，。；、）)])|号[{HAN}]{{2,5}}(?=[，。；、）)]))"
)
_ART_NAME = re.compile("居士|山人|道人|散人|老人|先生|野老|主人|[翁叟]")
"""The ends of art names."""
_SUBJECT = lazy_pattern(f"(?:^|[，。；：\n])([{HAN}]{{2,3}})$")
"""What stands at the start of a clause before 字 or 号."""
_PAUSES = "，；。、（("
_LONGEST_PERSON = 4


def styled_names(text: str) -> Iterator[NameCandidate]:
    """Yield the names that stand after 名, 字 and 号 in a simplified text."""
    if "字" not in text and "号" not in text:
        return
    words, names = dictionary_words(), known_names()
    last_end = -1
    for match in _STYLED.finditer(text):
        start, end = match.start(), match.end()
        name = text[start + 1 : end]
        is_beside = last_end in (start, start - 1) or match["name"] is not None
        if not (is_beside or _follows_pause_or_person(text, start)):
            continue
        is_name = name in names or _ART_NAME.search(name, 1) is not None
        if text[start : start + 2] in words:
            continue  # 号码, 字典
        if not is_name and not FUNCTION_WORDS.isdisjoint(name[:1] + name[-1:].strip("之")):
            continue  # 字很大
        if not (is_beside or is_name or name not in words):
            continue  # 字 | 清楚
        last_end = end
        yield NameCandidate(Span(start + 1, end), STATED_COST, kind=NameKind.PERSON)


_QUOTED = lazy_pattern(
    f'(?:台风|飓风|气旋|风暴)[“‘「『"](?P<storm>[{HAN}]{{2,5}})(?=[”’」』"])'
    f'|[“‘「『"](?P<ship>[{HAN}]{{2,6}})(?=[”’」』"](?:[轮舰]|号(?![召称码角令外])))'
)


def quoted_names(text: str) -> Iterator[NameCandidate]:
    """Yield the names of storms and ships in quotation marks: 台风“卡努”, “雪龙”号."""
    if "“" not in text and "「" not in text and '"' not in text:
        return
    for match in _QUOTED.finditer(text):
        span = Span(*match.span(match.lastgroup or 0))
        if span.of(text) not in dictionary_words() or match["ship"] is not None:
            yield NameCandidate(span, STATED_COST, kind=NameKind.OTHER)


def _follows_pause_or_person(text: str, start: int) -> bool:
    """Whether a clause begins at an offset, or a person's name ends there."""
    if text[start - 1] in _PAUSES:
        return True
    is_subject = _SUBJECT.search(text, 0, start)
    if is_subject and is_surname(is_subject.group(1)[0]):
        return True  # 赵理泰 | 字 | 康侯
    return any(
        known_names().get(text[start - size : start]) is NameKind.PERSON
        for size in range(2, min(_LONGEST_PERSON, start) + 1)
    )
