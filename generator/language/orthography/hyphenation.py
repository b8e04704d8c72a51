"""Spaces and hyphens inside words, by GB/T 16159-2012.

1. Words of `data/orthography/compounds.txt` are written as listed: 中小学 zhōng-xiǎoxué.
2. Numerals: 十一 to 九十九 are one word; 百 千 万 亿 end a word (一百 yībǎi 二十三 èrshísān)
   and are separate after more than one digit (三百 sānbǎi 万 wàn); years are read digit by digit;
   a measure word is separate (一个 yī gè), and so are 多 and 来. A hyphen follows 第 (dì-èr) and
   separates the two digits of an approximate number (sān-sì, shíqī-bā).
3. Idioms of four characters that consist of two halves have a hyphen (引人注目 yǐnrén-zhùmù), and
   so has 一心一意. If grammar connects the halves, they are one word: 不亦乐乎 bùyìlèhū, 总而言之
   zǒng'éryánzhī, 打退堂鼓 dǎtuìtánggǔ. So are AABB forms: gāngānjìngjìng.
4. A verb of one character is separate from an object or a complement of two: 开玩笑 kāi wánxiào,
   听起来 tīng qǐlái, 拿不出来 ná bù chūlái; and a verb from itself: 看一看 kàn yī kàn.
5. Other compounds are divided into their words (开发人员 kāifā rényuán, 笔记本电脑 bǐjìběn
   diànnǎo), unless one of the parts is not a word. A usual noun at the end is one even so: 啮齿动物
   nièchǐ dòngwù, 近地轨道 jìndì guǐdào.
6. A saying of five or more syllables is written word by word: 一问三不知 yī wèn sān bù zhī.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import inf

from generator.language.dictionary.cedict import Entry
from generator.language.names.kinds import is_transcribed, is_usual_in_foreign
from generator.language.names.tables import known_names, listed_names, reviewed_names
from generator.language.numerals import APPROXIMATE, DIGITS, HIGH_UNITS, NUMERALS, TENS, UNITS
from generator.language.orthography.listed_words import compounds, unlisted_nouns
from generator.language.tables import read_groups
from generator.language.words.bridge_words import cheapest_parts
from generator.language.words.word_classes import word_classes
from generator.language.words.word_list import WordList, dictionary_words
from generator.lazy_patterns import lazy_pattern
from generator.model import NameKind, Separator

_WORDS = read_groups("orthography/joined_words.tsv")

MIN_COMPOUND_LENGTH = 4
"""The length in characters from which compounds are divided into words."""

_RARE_COST = 800
"""The cost in centibels from which a part has no frequency of its own, and does not count as a
word."""

_KNOWN_COST = 650
"""The cost in centibels below which a noun at the end of a compound is known as a word."""

_USUAL_COST = 600
"""The cost in centibels below which the parts of a set phrase are written as words: 宣布破产."""


def find_separators(word: str, entries: Sequence[Entry]) -> Mapping[int, Separator]:
    """Return the separators inside a simplified word, by the offset of the part after each."""
    if word in compounds():
        return {**dict.fromkeys(range(1, len(word)), Separator.NONE), **compounds()[word]}
    if _COMMA in word:
        return dict(_clause_separators(word))
    if (rest := word.lstrip("0123456789.,")) != word:  # 4万 | 多
        figures = len(word) - len(rest)
        return {figures + at: found for at, found in find_separators(rest, ()).items()}
    if _DATE.fullmatch(word):
        return dict(_date_separators(word))
    if (decimal := _DECIMAL.fullmatch(word)) is not None:
        return dict(_decimal_separators(decimal))
    numeral = _NUMERAL.fullmatch(word)
    if numeral is not None and (numeral["order"] or not entries or _is_counted(numeral)):
        return dict(_numeral_separators(numeral))
    found = dict.fromkeys(find_breaks(word, entries), Separator.SPACE)
    if re.match(f"第[{NUMERALS}几]", word):
        found[1] = Separator.HYPHEN
    elif _has_two_halves(word, entries):
        return {**found, 2: Separator.HYPHEN}
    for start, end in pairwise([0, *sorted(found), len(word)]):
        part = word[start:end]
        is_long = MIN_COMPOUND_LENGTH <= len(part) < len(word) and not is_transcribed(part)
        inside = find_separators(part, ()) if is_long else compounds().get(part, {})
        for at, separator in inside.items():
            found[start + at] = separator
    return found


def find_breaks(word: str, entries: Sequence[Entry]) -> frozenset[int]:
    """Return the offsets inside a dictionary word at which a new orthographic word begins."""
    if word in compounds():
        return frozenset(
            at for at, separator in compounds()[word].items() if separator is Separator.SPACE
        )
    if (affair := _AFFAIR.fullmatch(word)) and _listed_kind(word) is NameKind.OTHER:
        return frozenset((affair.end(1), affair.end(1) + 1))
    if len(word) < MIN_COMPOUND_LENGTH:
        if _REPEATED_VERB.fullmatch(word):
            return frozenset({1, 2})
        return frozenset({1}) if _has_object(word, entries) else frozenset()
    if _POTENTIAL_DIRECTION.fullmatch(word):
        return frozenset({1, 2})
    kind = word[-2:]
    has_kind = kind in _WORDS["place"] or word_classes().get(kind) == "n"  # 宁夏大学
    is_listed = not entries and not has_kind and word in listed_names()
    if (is_listed or any(map(_has_one_capital, entries))) and is_transcribed(word):
        return frozenset()  # 白俄罗斯, 纳米比亚, 伊莎贝拉
    saying = _saying_breaks(word, entries)
    if saying or _is_aabb(word) or _is_idiom(word, entries):
        return saying
    if not entries and _is_foreign_place(word):
        return frozenset()
    found = _cheapest_breaks(word)
    if _is_verb(entries) and not _are_usual_words(word, found):
        return frozenset()
    return found or _break_before_head(word, entries)


def _listed_kind(word: str) -> NameKind | None:
    """Return the kind of a name that a table has."""
    return known_names().get(word) or reviewed_names().get(word) or listed_names().get(word)


def _is_foreign_place(word: str) -> bool:
    """Whether a listed place is one transcribed name by its end or its characters.

    瓦伦西亚, not 瓦伦 | 西亚; but 苏格兰 | 高地.
    """
    if _listed_kind(word) is not NameKind.PLACE or not is_transcribed(word):
        return False
    return word.endswith(_FOREIGN_ENDS) or is_usual_in_foreign(word)


_AFFAIR = re.compile("(.{2,4})之(?:战|变|乱|治|围|役|难)")
"""An affair that a place or an era has in its name: 淝水 | 之 | 战."""
_FOREIGN_ENDS = tuple(read_groups("names/name_words.tsv")["ends-foreign-place"])


def _has_one_capital(entry: Entry) -> bool:
    """Whether an entry is a name of one word, not 京广铁路 Jīng-Guǎng Tiělù."""
    first, *others = entry.syllables
    return first[:1].isupper() and not any(s[:1].isupper() for s in others)


_HEADS = _WORDS["head"]


def _break_before_head(word: str, entries: Sequence[Entry]) -> frozenset[int]:
    """Return the break before the last part of a compound if it is a usual head: 啮齿 动物.

    In a noun, it is one if it is a usual noun: 近地 轨道.
    """
    for length in (3, 2):
        if len(word) >= length + 2 and word[-length:] in _HEADS:
            return frozenset({len(word) - length})
    is_noun = word_classes().get(word, "n")[0] == "n" and not any(x.is_name for x in entries)
    if not is_noun or word[0] in _NO_NOUN_BEGINS or "的" in word or _CONNECTED.fullmatch(word):
        return frozenset()
    words = dictionary_words()
    head = word[-2:]
    is_head = words.cost(head, inf) < _KNOWN_COST and word_classes().get(head, "")[:1] == "n"
    return frozenset({len(word) - 2}) if is_head and word[-3:] not in words else frozenset()


_NO_NOUN_BEGINS = frozenset("不以使别")
"""Characters that begin phrases rather than nouns."""


def _clause_separators(saying: str) -> Iterator[tuple[int, Separator]]:
    """Yield the separators of a headword of several clauses: 只要 功夫 深，铁杵 磨成 针."""
    start = 0
    for clause in saying.split(_COMMA):
        if start:
            yield start, Separator.SPACE
        if clause in compounds() or word_classes().get(clause) == "i":
            found = find_separators(clause, ())
        else:
            found = dict.fromkeys(_word_breaks(clause), Separator.SPACE)
        yield from ((start + at, separator) for at, separator in found.items())
        start += len(clause) + len(_COMMA)


def _saying_breaks(word: str, entries: Sequence[Entry]) -> frozenset[int]:
    """Return the breaks between the words of a saying: 一 问 三 不 知."""
    senses = " ".join(sense for entry in entries for sense in entry.senses)
    if len(word) < 5:
        return frozenset()
    is_term = _FUNCTIONAL.isdisjoint(word) or word[-1] in _ENDS_OF_TERMS
    is_phrase = not is_term and not _cheapest_breaks(word)
    return _word_breaks(word) if is_phrase or _SAYING.search(senses) else frozenset()


def _word_breaks(word: str) -> frozenset[int]:
    """Return the breaks between all words of a saying; none if a part of it is unknown."""
    found: set[int] = set()
    at = 0
    words = dictionary_words()
    parts = cheapest_parts(word, words.costs, inf)
    for part in [x for whole in parts for x in _words_of_part(words, whole)]:
        is_particle = part in _PARTICLES and at + 1 < len(word)
        if not is_particle:
            found.add(at)
        at += len(part)
    return frozenset(found - {0}) if at == len(word) else frozenset()


def _words_of_part(words: WordList, part: str) -> Sequence[str]:
    """Return the words of a part of a saying; a potential form is one: 跑不了."""
    return (part,) if part[1:2] in ("不", "得") else words.parts_of(part) or (part,)


_COMMA = "，"
_FUNCTIONAL = frozenset("不了的是就要也都把给没")
"""Characters that show a long headword to be a phrase: 人不知鬼不觉."""
_ENDS_OF_TERMS = frozenset("症病性式者线率器物")
"""Characters at the end of long headwords that are terms in spite of those: 不饱和性."""
_SAYING = re.compile(r"idiom|proverb|saying|lit\.|fig\.")
_PARTICLES = frozenset("了着过")
"""Particles that are joined to the verb before them, except at the end."""


def _has_two_halves(word: str, entries: Sequence[Entry]) -> bool:
    """Whether a word of four characters is an idiom, or similar, that consists of two halves."""
    if len(word) != 4 or _is_aabb(word) or find_breaks(word, entries):
        return False
    if any(entry.is_name for entry in entries) and not _is_idiom(word, entries):
        return False  # but 东施-效颦
    is_parallel = word[0] == word[2] or (entries and word[1] == word[3])
    is_parallel = is_parallel or _PARALLEL.fullmatch(word) is not None
    if not (is_parallel or _is_idiom(word, entries) or _is_verb(entries)):
        return False
    words = dictionary_words()
    return not (_CONNECTED.fullmatch(word) or word[1:] in words or word[:3] in words)


_PARALLEL = re.compile(".[三七].[四八]|千.万.|百.千.|东.西.|南.北.|左.右.|前.后.")
"""Patterns of parallel halves: 颠三倒四, 千变万化."""

_CONNECTED = lazy_pattern(
    r"一衣带水|打退堂鼓|打落水狗|(.)里\1.|稀里..|.[不而莫无亦其以所].*|..[而之其以于所此亦].|...[儿乎]"
)
"""Patterns of words whose halves are connected, mostly by function words: 轻而易举, 名副其实."""


def has_connected_halves(word: str) -> bool:
    """Whether a word of four characters is one without a hyphen: 嫣然而笑, 干干净净."""
    return _CONNECTED.fullmatch(word) is not None or _is_aabb(word)


def _is_aabb(word: str) -> bool:
    """Whether a word is AABB: 干干净净."""
    return len(word) == 4 and word[0] == word[1] != word[2] == word[3]


def _is_idiom(word: str, entries: Sequence[Entry]) -> bool:
    if word_classes().get(word) == "i" and not _cheapest_breaks(word):
        return True
    return any("idiom" in sense for entry in entries for sense in entry.senses)


def _is_verb(entries: Sequence[Entry]) -> bool:
    """Whether the gloss is that of a verb: a set phrase, or a verb with an object or adverb."""
    return any(sense.startswith("to ") for entry in entries for sense in entry.senses)


_DIRECTION = re.compile("[上下进出回过]来|[上下进出回过]去|起来|开来")
_REPEATED_VERB = re.compile(r"(.)一\1")
_POTENTIAL_DIRECTION = lazy_pattern(f".[得不](?:{_DIRECTION.pattern})")
_TO = re.compile(r"(?:lit\. |fig\. |\([^)]*\) )*to ")


_MODIFIERS = _WORDS["modifier"]


def _has_object(word: str, entries: Sequence[Entry]) -> bool:
    """Whether a word is a verb with a two-character object or complement: 开玩笑, not 看得见."""
    if len(word) != 3 or word[1] in "得不" or word[1] in (word[0], word[2]):  # 帮帮忙
        return False
    is_verb = word_classes().get(word[0]) == "v"
    if is_verb and _DIRECTION.fullmatch(word[1:]):
        return True
    if not is_verb and word[0] in _MODIFIERS:
        return False
    words = dictionary_words()
    is_divisible = word[1:] in words and word[:2] not in words
    return is_divisible and any(_TO.match(sense) for entry in entries for sense in entry.senses)


def _are_usual_words(word: str, cuts: frozenset[int]) -> bool:
    """Whether all parts of a divided word are usual words."""
    cost = dictionary_words().cost
    return all(cost(word[a:b], 0) < _USUAL_COST for a, b in pairwise([0, *sorted(cuts), len(word)]))


_SUFFIXES_OF_TERMS = frozenset("性症病罪码权法学师员者器机剂术量度式型派制物语会")
"""Characters after a word of two that are one with it in a longer term."""


@lru_cache(maxsize=16384)
def _cheapest_breaks(word: str) -> frozenset[int]:
    """Return the breaks of the cheapest division into words of two or more characters, if any."""
    words: WordList = dictionary_words()
    best = [0.0] + [inf] * len(word)
    back = [0] * (len(word) + 1)
    for start in range(len(word) - 1):
        for end in range(start + 2, len(word) + 1):
            part = word[start:end]
            cost = words.cost(part, inf) if end - start < len(word) else inf
            is_known = part in compounds() or f"{part[:2]}|{part[2:]}" in unlisted_nouns()
            is_derived = part[2:] in _SUFFIXES_OF_TERMS and words.cost(part[:2], inf) < _KNOWN_COST
            if (is_known or is_derived) and part != word:  # 交通 | 管理局, 职业 | 倦怠症
                cost = min(cost, _USUAL_COST)
            if cost < _RARE_COST and best[start] + cost < best[end]:
                best[end], back[end] = best[start] + cost, start
    found = set()
    at = len(word)
    while best[-1] < inf and at > 0:
        at = back[at]
        found.add(at)
    return frozenset(found - {0})


_COUNTERS = "".join(sorted(_WORDS["counter"]))
"""Measure words that form dictionary words with numerals: 一个, 每天."""

_NUMERAL = lazy_pattern(
    rf"(?P<order>第)?(?P<figures>(?:[{NUMERALS}几]|数(?=[十百千万亿]))+|[每各某这那哪])"
    rf"(?P<rest>(?:(?(order)[次个届名章回天年步位种节集页]|(?:[日多余来]|[多余来]?[{_COUNTERS}])))?)"
)
_DECIMAL = lazy_pattern(rf"(?P<whole>[{NUMERALS}]+)点(?P<fraction>[{DIGITS}]+)(?:[{HIGH_UNITS}]+)?")
_APPROXIMATE = re.compile("|".join(APPROXIMATE))
_JOINED = frozenset({"这个", "那个", "哪个", "一度", "百度"})
_DATE = lazy_pattern(
    rf"(?:(?!(?:{_APPROXIMATE.pattern})年)[{DIGITS}]{{2,4}}年)?"
    rf"(?:[{TENS}]+月)?(?:[{TENS}]+[日号])?"
)


def _is_counted(numeral: re.Match[str]) -> bool:
    """Whether a dictionary word is an approximate number, or a numeral and a measure word."""
    digits, rest = numeral["figures"], numeral["rest"]
    is_pair = _APPROXIMATE.fullmatch(digits[-2:]) and (len(digits) == 2 or digits[:-2] == "十")
    is_about = rest in ("多", "余", "来") and digits[-1] in UNITS
    is_counted = is_about or (rest[-1:] in _COUNTERS and rest != "" and numeral[0] not in _JOINED)
    return is_counted or (bool(is_pair) and not rest)


def _date_separators(date: str) -> Iterator[tuple[int, Separator]]:
    """Yield the separators of a date: the month is one word, the digits of the year are not."""
    year = date.find("年")
    yield from ((at, Separator.SPACE) for at in range(1, year + 1))
    for match in re.finditer(f"[{TENS}]+(?P<unit>[月日号])", date[year + 1 :]):
        start, end = (year + 1 + at for at in match.span())
        if start:
            yield start, Separator.SPACE
        if match["unit"] != "月":
            yield end - 1, Separator.SPACE


def _decimal_separators(decimal: re.Match[str]) -> Iterator[tuple[int, Separator]]:
    """Yield the separators of a decimal number: 十二点五万亿 shí'èr diǎn wǔwànyì."""
    whole = _NUMERAL.fullmatch(decimal["whole"])
    yield from _numeral_separators(whole) if whole is not None else ()
    point = decimal.end("whole")
    yield from ((at, Separator.SPACE) for at in range(point, decimal.end("fraction")))


def _numeral_separators(numeral: re.Match[str]) -> Iterator[tuple[int, Separator]]:
    """Yield the separators of a numeral, including those after 第 and before a measure word."""
    start, end = numeral.span("figures")
    figures = numeral["figures"]
    if start:
        yield start, Separator.HYPHEN
    positional = re.search(f"[{UNITS}]", figures)
    is_pair = _APPROXIMATE.fullmatch(figures) is not None
    if positional is None and not is_pair:  # a year, or a number read digit by digit
        yield from ((at, Separator.SPACE) for at in range(start + 1, end))
    elif _APPROXIMATE.search(figures[-2:]) and (len(figures) == 2 or figures[-3] in "十百千万"):
        yield end - 1, Separator.HYPHEN
    if positional is not None:
        if _APPROXIMATE.match(figures) and len(figures) > 2:
            yield start + 1, Separator.HYPHEN
        for match in re.finditer("(?:(?<=[百千万])|(?<=十.)|(?<=.十))[万亿]", figures):
            yield start + match.start(), Separator.SPACE
        for match in re.finditer(f"[{HIGH_UNITS}](?=[^{HIGH_UNITS}])|[零〇]", figures):
            if start + match.end() < end:
                yield start + match.end(), Separator.SPACE
    yield from ((at, Separator.SPACE) for at in range(end, numeral.end()))
