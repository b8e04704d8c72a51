"""Lone surnames that are persons: before a title (李先生), and of who is named elsewhere.

梁 is a person where the article has named 梁文峰, and so is who speaks in classical texts (恢曰).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from generator.annotate.document import Document, whole_text, with_layer
from generator.annotate.marks import is_no_name
from generator.language.characters import HAN
from generator.language.names.context import (
    PERSON_ACTS,
    PERSONAL_TITLES,
    SPEECH_WORDS,
    TITLES,
    is_wish,
)
from generator.language.names.kinds import ABBREVIATIONS, OFFICES, is_section
from generator.language.names.tables import surname_of, surnames
from generator.language.orthography.name_spelling import find_familiar_names
from generator.language.tables import read_groups
from generator.lazy_patterns import lazy_pattern
from generator.model import Block, Name, NameKind, Origin, Span

_WORDS = read_groups("names/name_words.tsv")
_COMMON, _THINGS = _WORDS["surname-or-everyday-word"], _WORDS["surname-or-thing"]
_ADVERBS = frozenset("曾")
"""Of these, the ones that are adverbs before all verbs: 曾 | 任, 曾 | 说."""
_NEVER_FUNCTION_WORDS = _WORDS["everyday-surname-before-title"]
_HARDLY_WORDS = _WORDS["surname-hardly-word"]
_AFTER_PERSONS = _WORDS["after-lone-surname"]
_CALLED = {"老": _WORDS["called-old"], "小": _WORDS["called-young"]}
"""Surnames that are words, by the word before them."""
_CALLS = ("叫他", "叫她", "叫我", "叫你", "喊他", "喊她", "喊我", "称他", "称他为", "称呼他")
"""What stands before what somebody is called."""
_DONE_BY_PERSONS = PERSON_ACTS | SPEECH_WORDS
_LONGEST_TITLE = 3
"""The most words that a title is: 副 | 局长, but 大校 is none in 三 | 大 | 校长."""
_CLAUSE_ENDS = frozenset("，。；：！？“‘（—")


def surnames_of_persons(blocks: Iterable[Block]) -> Set[str]:
    """Return the surnames of the persons that a text names with more than that."""
    return {
        surname_of(name.span.of(block.simplified))
        for block in blocks
        for name in block.layers.names
        if name.kind is NameKind.PERSON and len(name.span) <= 3
    } - {""}


def _surnames_of_women(blocks: Iterable[Block]) -> Set[str]:
    """Return the surnames that a text calls persons by more than once: 沈 of 沈氏."""
    texts = [block.simplified for block in blocks if "氏" in block.simplified]
    counts = Counter(match for text in texts for match in _WOMAN.findall(text))
    return {surname for surname, count in counts.items() if count > 1 and surname in surnames()}


_WOMAN = lazy_pattern(f"([{HAN}])氏(?![{HAN}]?[族家])")


def with_lone_surnames(document: Document) -> Document:
    """Return a document in which surnames that stand for a person are names."""
    blocks, known_surnames = whole_text(document), surnames()
    named = surnames_of_persons(blocks) | _surnames_of_women(blocks)
    queens, called = _surnames_of_queens(blocks), _called_anywhere(document)

    def lone_names_of(block: Block, texts: Sequence[str]) -> Iterator[Name]:
        text = block.simplified
        places = [at for at, word in enumerate(texts) if word in known_surnames]
        if not places and "曰" not in text:
            return
        has = {
            span
            for span, name in block.word_names.items()
            if name.kind is NameKind.PERSON or name.span != span
        }
        if "曰" in text:
            starts = {match.start(1) for match in _SPEAKER.finditer(text)}
            for word in block.layers.words:
                span = word.span
                is_speaker = span.start in starts and len(span) == 1
                if is_speaker and span not in has and not is_no_name(block, span):
                    has.add(span)
                    yield Name(span, NameKind.PERSON, Origin.MODEL)
        familiar = set(find_familiar_names(texts))
        for index in places:
            surname, span = texts[index], block.layers.words[index].span
            if span in has or is_no_name(block, span):
                continue
            if is_section(text, span.start) or text.startswith(surname, span.end):
                continue  # 教育 | 司 | 司长
            is_named_person = surname in named and _may_stand_alone(text, span, surname)
            is_familiar = index in familiar and index - 1 in familiar
            is_told = index > 0 and texts[index - 1] == "姓"
            is_called = index > 0 and (texts[index - 1], surname) in called
            is_queen = surname in queens and _QUEEN.match(text, span.end) is not None
            is_shown = is_named_person or is_familiar or is_called or is_told or is_queen
            if is_shown or _has_title(text, span, texts, index):
                yield Name(span, NameKind.PERSON, Origin.MODEL)

    def names_of(block: Block, texts: Sequence[str]) -> Sequence[Name]:
        lone, names = list(lone_names_of(block, texts)), block.layers.names
        if not lone:
            return names
        others = {name.span: name for name in [*names, *lone]}  # a person, not a place: 老赵
        return sorted(others.values(), key=lambda name: name.span)

    return with_layer(document, "names", map(names_of, document.blocks, document.texts))


_QUEEN = lazy_pattern("后(?![来面边方代续果悔勤背人世天])")
"""A title after the surname of a queen: 何 | 后."""
_OF_QUEEN = lazy_pattern("([^\\W一二两三太皇])(?:皇后|太后)")


def _surnames_of_queens(blocks: Iterable[Block]) -> Set[str]:
    """Return the surnames that stand before 皇后 or 太后 in a text."""
    return {
        char for block in blocks for char in _OF_QUEEN.findall(block.simplified)
    } & surnames().keys()


_SPEAKER = lazy_pattern(
    "(?:^|[，。；：！？”“’‘])([^\\W对问答书诗或又乃因人众皆王帝公后其此吾余子名谓故注序传铭赞歌辞语谚史经"
    "题叹笑骂喝叱]) ?曰"
)
"""A character that speaks in classical texts: ”恢曰."""


def _may_stand_alone(text: str, span: Span, surname: str) -> bool:
    """Whether a surname is the person that a text has named with it, and not a word.

    梁 hardly is a word. 张 is one in 一 | 张 | 纸, but not in “，张则去了”; 马 is one even there.
    """
    if surname in _HARDLY_WORDS or text.startswith("姓", span.end):
        return True
    if _is_followed_by(text, span.end, SPEECH_WORDS):
        return surname not in _ADVERBS
    begins_clause = span.start == 0 or text[span.start - 1] in _CLAUSE_ENDS
    is_common = surname in _COMMON or surname in _THINGS
    return begins_clause and not is_common and _is_followed_by(text, span.end, _AFTER_PERSONS)


_ANIMALS = frozenset("马牛龙熊羊")
_FABLE = lazy_pattern("小[马牛羊猪兔熊猴狗猫鸡鸭]|松鼠|狐狸|兔子|山羊|刺猬|乌龟|大象|小动物")


def _called_anywhere(document: Document) -> Set[tuple[str, str]]:
    """Return 老 or 小 with the surnames that are words, of who is called so somewhere in a text.

    In a fable, 老 | 牛 is an ox, whatever he says.
    """
    is_fable = any(map(_FABLE.search, (block.simplified for block in document.blocks)))
    return {
        (texts[index - 1], texts[index])
        for block, texts in zip(document.blocks, document.texts, strict=True)
        if "老" in texts or "小" in texts
        for index in range(1, len(texts))
        if texts[index - 1] in _CALLED
        and not (is_fable and texts[index] in _ANIMALS)
        and _is_called(block.simplified, block.layers.words[index].span, texts, index)
    }


def _is_called(text: str, span: Span, texts: Sequence[str], index: int) -> bool:
    """Whether a surname that is a word is somebody's, by what the person does: 老马 | 微微一愣."""
    before = texts[index - 1] if index else ""
    if texts[index] not in _CALLED.get(before, ()):
        return False
    at = span.start - len(before)
    if text.endswith(_CALLS, 0, at):
        return True  # 大家 | 叫 | 他 | 老 | 马
    begins_clause = at == 0 or text[at - 1] in _CLAUSE_ENDS
    return begins_clause and _is_followed_by(text, span.end, _DONE_BY_PERSONS)


def _has_title(text: str, span: Span, texts: Sequence[str], index: int) -> bool:
    """Whether a title follows a surname: 李主任, but not 和主任, 祝 | 老师 | 快乐."""
    surname = texts[index]
    if is_wish(text, span):
        return False
    if surname in ABBREVIATIONS and _is_followed_by(text, span.end, OFFICES):
        return False  # 墨 | 总统
    if surname not in _COMMON:
        return _is_before(texts, index, TITLES)
    is_sure = surname in _NEVER_FUNCTION_WORDS
    return is_sure and _is_before(texts, index, PERSONAL_TITLES)


def _is_before(texts: Sequence[str], index: int, words: frozenset[str]) -> bool:
    """Whether one of `words` follows a word: in 钱 | 会计, but not in 钱 | 会 | 计算."""
    after = texts[index + 1 : index + 1 + _LONGEST_TITLE]
    return any("".join(after[:count]) in words for count in range(1, len(after) + 1))


def _is_followed_by(text: str, at: int, by: frozenset[str]) -> bool:
    return any(text[at:end] in by for end in range(at + 1, at + 4))
