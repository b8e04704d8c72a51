"""The tables of names: which headwords are names, what others there are, what they are made of.

- `names/names.tsv`: headwords that are proper names, with their kind, told from jieba's tag or
  else from their gloss. Months and weekdays are none (GB/T 16159), nor are events and writings
  that are told in common words (文化大革命): the dictionary writes those with capitals.
- `names/name_characters.tsv`: how often a character is a surname, stands first, second or alone
  in a given name, or spells a foreign name, counted over the names of jieba's word list (tags nr
  and nrt) and CC-CEDICT's own.
- `names/name_list.tsv`: names that the dictionary lacks, of jieba's word list: places (ns), foreign
  names (nrt, and nr where the characters spell foreign names), with kind and cost.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence

from generator.language.dictionary.cedict import Entry
from generator.language.tables import read_columns, read_groups, read_rows
from generator.model import NameKind
from tools.language.compile_dictionary import entries
from tools.language.inputs import Inputs

VERSION = 1
"""Raised whenever the same inputs give other tables."""

RAREST = 860
"""Counts as the cost of a character that no name has in a role."""

_WORDS = read_groups("names/list_words.tsv")

_SURNAMES_COMPOUND = _WORDS["compound-surname"]

_ORGANISATION = re.compile(
    r"\b(compan(y|ies)|corporation|universit(y|ies)|college|institute of|association|agency|bank"
    r"|party|organi[sz]ation|ministry|committee|commission|academy|bureau|newspaper|magazine"
    r"|brand|conglomerate|manufacturer|airline|broadcast|news agency|Inc\.|Ltd|publisher|league"
    r"|union|council|department|press|Foundation|firm|retailer|carmaker|team|club)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\(\s*(c\.|born|b\.|-?\d{2,4}\s*(BC)?\s*[-–]|[^)]*\d{3,4}[-–])"
    r"|given name|\(name\)|unspecified person"
    r"|\b(politician|actor|actress|writer|poet|emperor|king of|philosopher|singer|mathematician"
    r"|physicist|president|footballer|tennis|character (in|from|of))\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(city|county|district|province|country|town|township|capital of|island|river|lake"
    r"|mountain|mountains|sea|state|prefecture|region|republic|autonomous|village|continent"
    r"|ocean|peninsula|strait|municipality|place|located|area|suburb|desert|valley|bay|port"
    r"|kingdom|archipelago|Prefecture|USA?|territory|capital|location|square)\b"
)


_PLACE_FIRST = re.compile(
    r"[^/]*\b(city|county|district|province|town|township|islands?|river|lake|prefecture|village"
    r"|archipelago|mountains?|peninsula|state|country)\b"
)
_BORN = re.compile(r"[^/,]*\(\s*(c\. |born |b\. |-)?(-?\d{2,4}( BC)?\s*[-–]|\d{4}\))")
_NAME_AND_BEARER = re.compile(r"[^/]*\(name\).*\(\d{4}-\d{4}\)")
_PLACE_TOO = re.compile(r"(?i)\bstate\b|\bcapital\b")
_STANDS_IN = (
    r"\b(?:capital of|city in|town in|river in|province of|in) ([A-Z][a-z]+(?: [A-Z][a-z]+)?)"
)
"""What something stands in: `capital of Argentina` tells that Argentina is a place."""


_TAGS = {
    "ns": NameKind.PLACE,
    "nt": NameKind.ORGANISATION,
    "nr": NameKind.PERSON,
    "nrt": NameKind.PERSON,
}
"""jieba's tags for names, which beat what the gloss suggests."""


def names(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Yield headwords of two characters or more that name something, and its kind."""
    known = entries()
    tags = {word: _TAGS[tag] for word, _, tag in tagged(inputs) if tag in _TAGS}
    senses = [sense for found in known.values() for entry in found for sense in entry.senses]
    places = frozenset(x for sense in senses for x in re.findall(_STANDS_IN, sense))
    for headword in sorted(known):
        if len(headword) < 2:
            continue
        named = [e for e in known[headword] if e.is_name]
        # A headword that is also a common word (和平, 大同) needs its context to be a name.
        dynasty = any("Dynasty (" in sense for entry in named for sense in entry.senses)
        begins = known.get(headword[:2], ())
        if _EVENT.fullmatch(headword) and (
            len(headword) == 2 or (begins and not any(entry.is_name for entry in begins))
        ):
            continue
        if named and (len(named) == len(known[headword]) or dynasty):
            gloss = " / ".join(s for e in named for s in e.senses)
            kind = _kind(headword, gloss, tags, places)
            if any(f"{headword}{ending}" in known for ending in "省市县") and len(headword) < 5:
                kind = NameKind.PLACE
            if kind is not None:
                yield headword, kind.value


_PERIOD = re.compile(
    r"(?i)(?![^(]*\b(emperor|of|poet|scholar|writer|official|by|saint)\b)"
    r"[^(/,]*\b(dynast(y|ies)|periods?|wars?|empires?|era|khanate)\b[^(/,]*\("
)
"""A time, though years stand behind it as behind a person: the Northern Song Dynasty (960-1127)."""
_WAR_OR_WORK = re.compile(r".*(战争|战役|时代|王朝|历险记|大典|字典)")
_LANDSCAPE = re.compile(
    r"(?i)[^(/;]*\b(mt\.?|mount|mountains?|rivers?|count(y|ies)|prefecture|city|district|islands?|lake"
    r"|province|banner)\b"
)

_SEE_PLACE = re.compile(r"see [^\[/]*[区县州市旗]\[")
"""A short form of a place: 吴江, `see 吳江區|吴江区`."""
_OTHER = (
    (r".+[星座]", r"(?i).*\b(planet|constellation|asteroid|comet|star)\b"),
    (r".+[传记亭经]", r"(?i)[^/]*\b(play|novel|opera|story|commentary|annals|book|text|essay)\b"),
    (r".+(条约|运动|起义|之[乱变战役]|十国|六国)", r""),
    (r".+派", r"(?i).*\b(sect|school|cubism)"),
)
"""Names that no person has, by how they end and what their gloss says: stars, works, events."""
_PLACES = (
    (r".+[楼寺塔亭阁宫庙城]", r"[^/(]*\b(Temple|Monastery|Pagoda|Tower|Palace|Pavilion|City)\b"),
    (r".+国", r"(?i)[^/(]*\b(states?|kingdom|republic|empire|reich|germany)\b"),
    (r"..+[县州市]", r"(?!to |lit\.|fig\.|.*\(\d{4}-)"),
)
"""The same for places: 黄鹤楼, 齐国, 化隆县."""

_EVENT = re.compile(
    r".+(革命|运动|战争|战役|大战|[一二]战|之乱|事变|事件|时代|宣言|公约|条约|宪章|法案|变法|维新|政变"
    r"|主义|法庭|方案|起义|之路)|[一二]战|民国"
)
"""Events and writings: no names where they begin with a common word."""


def _kind(
    headword: str, gloss: str, tags: dict[str, NameKind], places: frozenset[str]
) -> NameKind | None:
    if re.match(r"周.|星期|礼拜", headword) and re.search(r"\w*day\b", gloss):
        return None  # weekdays are written small (GB/T 16159)
    if re.fullmatch(r"[一二三四五六七八九十]{1,2}月|[正腊冬元]月", headword):
        return None
    if re.search(r"(?i)\bdynasty\b|\bera\b", gloss) and headword[-1] in "朝代":
        return NameKind.OTHER
    if _PERIOD.match(gloss) or _WAR_OR_WORK.fullmatch(headword):
        return NameKind.OTHER
    if re.fullmatch(r"..+[经记]|.+书", headword) and not _BORN.match(gloss):  # not 钱钟书
        return NameKind.OTHER
    if headword[-1] in "山河江湖海岛县州市省旗" and _LANDSCAPE.match(gloss):
        return NameKind.PLACE
    if _ends_like(headword, gloss, _OTHER):
        return NameKind.OTHER
    if _SEE_PLACE.match(gloss) or _ends_like(headword, gloss, _PLACES):
        return NameKind.PLACE
    if _BORN.match(gloss) or (_NAME_AND_BEARER.match(gloss) and not _PLACE_TOO.search(gloss)):
        return NameKind.PERSON
    if re.fullmatch(r".+[语族教]|..+[人话文菜史节]", headword):
        return NameKind.OTHER
    place = bool(_PLACE_FIRST.match(gloss)) or re.split(r",| / | \(", gloss)[0] in places
    body = r".*(大学|学院|公司|银行|集团|党|协会|委员会|研究院|研究所)|.+[会局部军]"
    if re.fullmatch(body, headword) and not place:
        return NameKind.ORGANISATION
    tag = tags.get(headword)
    if tag is not NameKind.PERSON and _ORGANISATION.search(gloss) and not place:
        return NameKind.ORGANISATION
    if tag is not NameKind.PLACE and place:
        return NameKind.PLACE  # jieba tags some places, peoples and companies as persons
    if tag is NameKind.PERSON and not _PERSON.search(gloss) and _ORGANISATION.search(gloss):
        return NameKind.ORGANISATION
    if tag is not None:
        person = "surname" in gloss or (not place and _PERSON.search(gloss))
        return NameKind.PERSON if person else tag
    if _PERSON.search(gloss) or "·" in headword:
        return NameKind.PERSON
    if _ORGANISATION.search(gloss) and not re.fullmatch(r".*[市县区省州国岛]", headword):
        return NameKind.ORGANISATION
    if _PLACE.search(gloss):
        return NameKind.PLACE
    return NameKind.OTHER


def _ends_like(headword: str, gloss: str, kinds: Sequence[tuple[str, str]]) -> bool:
    return any(re.fullmatch(end, headword) and re.match(said, gloss) for end, said in kinds)


def name_characters(inputs: Inputs) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Yield what a character costs as surname, first, second and only given one, and foreign."""
    surnames = {
        e.simplified
        for found in entries().values()
        for e in found
        if len(e.simplified) == 1 and any(s.startswith("surname ") for s in e.senses)
    }
    surnames.update(_SURNAMES_COMPOUND)
    counts = {role: Counter[str]() for role in ("surname", "first", "second", "only", "foreign")}
    for word, weight, tag in tagged(inputs):
        if tag == "nrt" or (tag == "ns" and len(word) >= 4):
            counts["foreign"].update(dict.fromkeys(_sounds(word), 1))
        if tag not in {"nr", "nrfg"} or not 2 <= len(word) <= 4:
            continue
        surname = word[:2] if word[:2] in surnames and len(word) > 2 else word[:1]
        given = word[len(surname) :]
        if surname not in surnames or len(given) not in {1, 2}:
            continue
        counts["surname"][surname] += weight
        if len(given) == 1:
            counts["only"][given] += weight
        else:
            counts["first"][given[0]] += weight
            counts["second"][given[1]] += weight
    for found in entries().values():
        for entry in found:
            if (
                entry.is_name
                and re.search(r"[a-z]", " ".join(entry.senses))
                and len(entry.simplified) >= 3
                and _looks_foreign(entry)
            ):
                counts["foreign"].update(dict.fromkeys(_sounds(entry.simplified), 2))
    totals = {role: sum(counter.values()) for role, counter in counts.items()}

    def cost(role: str, char: str) -> str:
        count = counts[role][char]
        return str(round(-100 * math.log10(count / totals[role]))) if count else ""

    for char in sorted(set().union(*counts.values())):
        yield (
            char,
            cost("surname", char),
            cost("first", char),
            cost("second", char),
            cost("only", char),
            cost("foreign", char),
        )


def _sounds(name: str) -> str:
    """What of a foreign name spells its sound: 法利赛, of 法利赛人."""
    bare = re.sub("(?<=..)(?:[州省市县区国岛河山湖港海洋角湾城镇王人族语文教派学史队])+$", "", name)
    return bare.replace("·", "")


_WHAT_IT_IS = _WORDS["kind"]
"""Single characters that say what kind of thing a name names."""

_SIDES = _WORDS["side"]
_WHICH = _WORDS["which"]
"""What tells one of several places or times: 南 | 云台山, 古 | 埃及."""
_NO_PLACE_BEGINS = _WORDS["not-first-of-place"]
_ENDS_PLACES = _WORDS["ends-place"]

_SPELLS, _ALL_WORDS = 330, 6e7
"""Up to what cost a character spells foreign names; the sum of jieba's counts."""


def name_list(inputs: Inputs) -> Iterator[tuple[str, str, int]]:
    """Yield listed names of two to seven characters that are no dictionary words put together."""
    known, named = entries(), frozenset(read_columns("names/names.tsv", 2)[0])
    foreign = {
        char: int(usual or RAREST) for char, *_, usual in read_rows("names/name_characters.tsv", 6)
    }
    found = {}
    for word, weight, tag in tagged(inputs):
        spells = all(foreign.get(char, RAREST) <= _SPELLS for char in word)
        place, person = tag == "ns", tag == "nrt" or (tag == "nr" and len(word) > 2 and spells)
        person = person and word[1:] not in known and "帝" not in word[:-1]  # 高水平, 武帝天
        place = place and _may_be_place(word, dear=max(foreign.get(char, RAREST) for char in word))
        if (place or person) and 2 <= len(word) <= 7 and word not in known:
            kind = NameKind.PLACE if place else NameKind.OTHER
            found[word] = (kind, round(-100 * math.log10(weight / _ALL_WORDS)))
    all_names = named | found.keys()
    for word, (kind, cost) in found.items():
        cuts = ((word[:at], word[at:]) for at in range(1, len(word)))
        if not any(_are_words(head, rest, known, all_names) for head, rest in cuts):
            yield word, kind.value, cost


def _may_be_place(word: str, dear: int) -> bool:
    """Whether what jieba tags as a place looks like one: not 河里, 以利, 河同水密.

    `dear` is the most that a character of it costs in foreign names.
    """
    if len(word) == 2 and word[-1] in "上下里内外中前后":
        return False
    if word[0] in _NO_PLACE_BEGINS:
        return False
    if len(word) < 3 or word[-1] in _WHAT_IT_IS or word[-1] in _ENDS_PLACES:
        return True
    return dear <= _SPELLS + 70 * (len(word) == 3)


def _are_words(head: str, rest: str, entries: Container[str], known: Container[str]) -> bool:
    """Whether a listed name is two words: 首都 | 北京, 昆明 | 城, 北朝 | 南."""
    if len(head) > 1 and head in known:
        return rest in _WHAT_IT_IS or rest in _SIDES or (len(rest) > 1 and rest in entries)
    if rest in "上下里内外中前后" and head in entries:
        return True
    return (
        len(rest) > 1 and rest in known and (head in _WHICH or (len(head) > 1 and head in entries))
    )


def _looks_foreign(entry: Entry) -> bool:
    """Whether the gloss spells a foreign name whose sound the pinyin follows."""
    gloss = re.match(r"\(?([A-Z][a-zé'’-]+)", entry.senses[0])
    if gloss is None or not entry.syllables:
        return False
    first = entry.syllables[0][:1].lower()
    native = "".join(s[:-1] for s in entry.syllables).lower()
    name = gloss[1].lower()
    return native != name and not native.startswith(name) and name[0] in {first, "v", "c", "r"}


def tagged(inputs: Inputs) -> Iterator[tuple[str, int, str]]:
    """Yield jieba's words with their counts and tags."""
    path = inputs.package("jieba") / "jieba/dict.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        word, weight, tag = line.split(" ")
        yield word, int(weight), tag
