"""Compile the tables of names: headwords that are names, other names, and their characters.

- `names/names.tsv`: headwords that are proper names, with their kind, from jieba's tag or else
  from the gloss. Months and weekdays are not names (GB/T 16159). Neither are events and writings
  that begin with a common word (文化大革命), although the dictionary capitalises them.
- `names/name_characters.tsv`: the cost of a character as a surname, as the first, second or only
  character of a given name, and in foreign names, counted over the names in jieba's word list
  (tags nr and nrt) and in CC-CEDICT.
- `names/name_list.tsv`: names in jieba's word list that are not in the dictionary, with kind and
  cost: places (ns) and foreign names (nrt, and nr if the characters are used in foreign names).
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

RAREST_COST = 860
"""Cost of a character in a role in which no name has it."""

_WORDS = read_groups("names/list_words.tsv")

_COMPOUND_SURNAMES = _WORDS["compound-surname"]

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
_ALSO_PLACE = re.compile(r"(?i)\bstate\b|\bcapital\b")
_LOCATED_IN = (
    r"\b(?:capital of|city in|town in|river in|province of|in) ([A-Z][a-z]+(?: [A-Z][a-z]+)?)"
)
"""The place in which something is: `capital of Argentina` implies that Argentina is a place."""

_TAGS = {
    "ns": NameKind.PLACE,
    "nt": NameKind.ORGANISATION,
    "nr": NameKind.PERSON,
    "nrt": NameKind.PERSON,
}
"""jieba's tags for names, which have priority over the gloss."""


def names(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Yield the headwords of at least two characters that are names, with their kinds."""
    known = entries()
    tags = {word: _TAGS[tag] for word, _, tag in read_tagged_words(inputs) if tag in _TAGS}
    senses = [sense for found in known.values() for entry in found for sense in entry.senses]
    places = frozenset(x for sense in senses for x in re.findall(_LOCATED_IN, sense))
    for headword in sorted(known):
        if len(headword) < 2:
            continue
        named = [e for e in known[headword] if e.is_name]
        # Whether a headword that is also a common word (和平, 大同) is a name depends on context.
        dynasty = any("Dynasty (" in sense for entry in named for sense in entry.senses)
        start_entries = known.get(headword[:2], ())
        if _EVENT.fullmatch(headword) and (
            len(headword) == 2
            or (start_entries and not any(entry.is_name for entry in start_entries))
        ):
            continue
        if named and (len(named) == len(known[headword]) or dynasty):
            gloss = " / ".join(s for e in named for s in e.senses)
            kind = _classify(headword, gloss, tags, places)
            if kind is not None and any(map(_is_person, named)):
                kind = NameKind.PERSON
            if any(f"{headword}{ending}" in known for ending in "省市县") and len(headword) < 5:
                kind = NameKind.PLACE
            if kind is not None:
                yield headword, kind.value


_PERIOD = re.compile(
    r"(?i)(?![^(]*\b(emperor|of|poet|scholar|writer|official|by|saint)\b)"
    r"[^(/,]*\b(dynast(y|ies)|periods?|wars?|empires?|era|khanate)\b[^(/,]*\("
)
"""A period, although years follow it as they do a person: the Northern Song Dynasty (960-1127)."""
_WAR_OR_WORK = re.compile(r".*(战争|战役|时代|王朝|历险记|大典|字典)")
_LANDSCAPE = re.compile(
    r"(?i)[^(/;]*\b(mt\.?|mount|mountains?|rivers?|count(y|ies)|prefecture|city|district|islands?|lake"
    r"|province|banner)\b"
)

_SEE_PLACE = re.compile(r"see [^\[/]*[区县州市旗]\[")
"""A short form of the name of a place: 吴江, `see 吳江區|吴江区`."""
_OTHER_PATTERNS = (
    (r".+[星座]", r"(?i).*\b(planet|constellation|asteroid|comet|star)\b"),
    (r".+[传记亭经]", r"(?i)[^/]*\b(play|novel|opera|story|commentary|annals|book|text|essay)\b"),
    (r".+(条约|运动|起义|之[乱变战役]|十国|六国)", r""),
    (r".+派", r"(?i).*\b(sect|school|cubism)"),
)
"""Patterns of a headword and its gloss for names of neither persons nor places: stars, works."""
_PLACE_PATTERNS = (
    (r".+[楼寺塔亭阁宫庙城]", r"[^/(]*\b(Temple|Monastery|Pagoda|Tower|Palace|Pavilion|City)\b"),
    (r".+国", r"(?i)[^/(]*\b(states?|kingdom|republic|empire|reich|germany)\b"),
    (r"..+[县州市]", r"(?!to |lit\.|fig\.|.*\(\d{4}-)"),
)
"""Patterns of a headword and its gloss for places: 黄鹤楼, 齐国, 化隆县."""

_EVENT = re.compile(
    r".+(革命|运动|战争|战役|大战|[一二]战|之乱|事变|事件|时代|宣言|公约|条约|宪章|法案|变法|维新|政变"
    r"|主义|法庭|方案|起义|之路)|[一二]战|民国"
)
"""Events and writings, which are not names if they begin with a common word."""


_EVENT_OR_BELIEVER = re.compile(
    r".*([奥亚城全农]运会|.运动会|[冬夏残特]奥会|亚冬会|.博览会|[超锦]赛|..[奖杯]|教徒)"
)
"""Headwords for games, prizes and believers, which gloss or jieba takes for bodies or places."""

_ENDINGS = (
    (r"..+([奖犬酒猪]|法案|字母|法郎|木马|综合征|病毒|透镜|电码)", NameKind.OTHER),
    (r"..+(时报|日报|早报|晚报|邮报|周刊|汇报|新闻网|中心|出版|航空)|.航", NameKind.ORGANISATION),
    (r".+[宗剧经节月教街]|.+攻略", NameKind.OTHER),
    (
        r"..+(?<!天)[宫殿桥峡墙湾]|..+(半岛|高地|盆地|草原|海沟|水库|公园|广场|机场|铁塔)"
        r"|..+(山脉|高原|群岛)",
        NameKind.PLACE,
    ),
)
"""The ends of headwords that are not the names of persons, with what they are."""

_GLOSSES = (
    (
        r"(?i)[^/]*\b(ethnic group|indigenous|nomadic|asterism|constellation|star sign|species"
        r"|grape type|currency|rupiah|baht|dialect|cuisine|opera|festival|awards?|dog breed"
        r"|cigarette|civilization|epoch|geology|religion\)|video game|computer game)\b"
        r"|[^/]*\(language",
        NameKind.OTHER,
    ),
    (
        r"(?i)[^/]*\b(carmaker|hotel chain|restaurant\)|supermarket|airlines?|franchise"
        r"|secret police|animation studios|news agency|(car|plane) maker?)\b",
        NameKind.ORGANISATION,
    ),
    (
        r"(?i)[^/]*\b(capital of|area in|neighbou?rhood of|region (in|of)|port in|settlement in"
        r"|province of|desert|palace|museum in|temple in|launch site|building in|park (in|on)"
        r"|cave complex|former name of U)\b",
        NameKind.PLACE,
    ),
    (
        r"(?i)[^/]*\b(biblical name|goddess|god of|deity|protagonist|Japanese surname)\b",
        NameKind.PERSON,
    ),
)
"""The glosses of names of one kind."""

_PLACE_WITHIN = (
    r"(?:\(Tw\) )?[A-ZÀ-Þ][^/(,]*, (?:the )?(\w+(?: [A-Z][a-z]+)?)(?: /.*)?"
    r"|[A-ZÀ-Þ][^/,(]* \((?:the )?([A-Z][a-z]+)\)(?: /.*)?"
)
"""The gloss of a place that says where it is: `Houston, Texas`, `Dijon (France)`."""


def _kind_told(headword: str, gloss: str, places: frozenset[str]) -> NameKind | None:
    """Return the kind that the end of a headword tells, or else its gloss."""
    if "，" in headword or gloss.startswith("lit. "):
        return None
    for pattern, kind in _ENDINGS:
        if re.fullmatch(pattern, headword):
            return kind
    within = re.fullmatch(_PLACE_WITHIN, gloss)
    if within and {within[1], within[2]} & ((places | _STATES) - _FAITHS):
        return NameKind.PLACE
    return next((kind for pattern, kind in _GLOSSES if re.match(pattern, gloss)), None)


def _is_person(entry: Entry) -> bool:
    """Whether an entry is of a Chinese person with a surname: `Zhao Gao (?-207 BC), one of …`."""
    gloss = entry.senses[0]
    name = re.match(r"([A-ZÜ][a-zü'-]+) ([A-ZÜ][a-zü'-]+)(?=,| \()", gloss)
    if name is None or not 2 <= len(entry.simplified) <= 3:
        return False
    if not _OF_PERSONS.search(gloss) or _OF_BOOKS.search(gloss):
        return False
    spelt = "".join(re.sub(r"\W|\d", "", s).lower().replace("u:", "ü") for s in entry.syllables)
    return re.sub(r"\W", "", name[0]).lower() == spelt.replace("v", "ü")


_OF_PERSONS = re.compile(
    r"(?i)\d|\b(general|official|historian|poet|leader|scholar|author|ministers?|chancellor|warlord"
    r"|writer|president|character|hero|politician|actor|actress|singer|painter|philosopher)\b"
)

_OF_BOOKS = re.compile(
    r"(?i)\b(dictionary|history of|commentary|classic|annals|school|spiritual)\b"
)

_STATES = frozenset(
    "Texas Nevada Oregon Florida Virginia Pennsylvania Italy Syria Colorado".split()
)
_FAITHS = frozenset("Islam Christianity Hinduism Buddhism Catholicism Protestantism".split())


def _classify(
    headword: str, gloss: str, tags: dict[str, NameKind], places: frozenset[str]
) -> NameKind | None:
    """Return the kind of a headword, None if it is no name.

    jieba tags many places, peoples and companies with foreign names as persons; where neither tag
    nor gloss says more, the end of the headword and words of the gloss do.
    """
    kind = _tagged_kind(headword, gloss, tags, places)
    if kind is not None and _EVENT_OR_BELIEVER.fullmatch(headword):
        return NameKind.OTHER
    is_guess = kind is NameKind.OTHER or (
        kind is NameKind.PERSON and not (_PERSON.search(gloss) or _BORN.match(gloss))
    )
    return (_kind_told(headword, gloss, places) if is_guess else None) or kind


def _tagged_kind(
    headword: str, gloss: str, tags: dict[str, NameKind], places: frozenset[str]
) -> NameKind | None:
    if re.match(r"周.|星期|礼拜", headword) and re.search(r"\w*day\b", gloss):
        return None  # weekdays are in lower case (GB/T 16159)
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
    if _matches_any(headword, gloss, _OTHER_PATTERNS):
        return NameKind.OTHER
    if _SEE_PLACE.match(gloss) or _matches_any(headword, gloss, _PLACE_PATTERNS):
        return NameKind.PLACE
    if _BORN.match(gloss) or (_NAME_AND_BEARER.match(gloss) and not _ALSO_PLACE.search(gloss)):
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


def _matches_any(headword: str, gloss: str, kinds: Sequence[tuple[str, str]]) -> bool:
    return any(
        re.fullmatch(end, headword) and re.match(gloss_pattern, gloss)
        for end, gloss_pattern in kinds
    )


def name_characters(inputs: Inputs) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Yield each character with its costs in the five roles that it may have in a name."""
    surnames = {
        e.simplified
        for found in entries().values()
        for e in found
        if len(e.simplified) == 1 and any(s.startswith("surname ") for s in e.senses)
    }
    surnames.update(_COMPOUND_SURNAMES)
    counts = {role: Counter[str]() for role in ("surname", "first", "second", "only", "foreign")}
    for word, weight, tag in read_tagged_words(inputs):
        if tag == "nrt" or (tag == "ns" and len(word) >= 4):
            counts["foreign"].update(dict.fromkeys(_transcription(word), 1))
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
                counts["foreign"].update(dict.fromkeys(_transcription(entry.simplified), 2))
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


def _transcription(name: str) -> str:
    """Return the transcribed part of a foreign name: 法利赛 of 法利赛人."""
    bare = re.sub("(?<=..)(?:[州省市县区国岛河山湖港海洋角湾城镇王人族语文教派学史队])+$", "", name)
    return bare.replace("·", "")


_KIND_CHARACTERS = _WORDS["kind"]
"""Single characters for the kind of thing that has a name."""

_SIDES = _WORDS["side"]
_MODIFIERS = _WORDS["which"]
"""Modifiers of places and times: 南 | 云台山, 古 | 埃及."""
_NOT_PLACE_INITIALS = _WORDS["not-first-of-place"]
_PLACE_FINALS = _WORDS["ends-place"]

_NUMERAL_PHRASE = re.compile(
    f"[一几].+|第[一二三四五六七八九].*"
    f"|[二两三四五六七八九十百千万半]+(?:{'|'.join(sorted(_WORDS['counted']))})"
)
"""Numerals with what they count, and words that begin with 一 or 几: 一加仑, 七楼, 几国."""

_BALANCED_IDIOM = re.compile(r"(.)\1(.)\2|[二三四五六七八九].[二三四五六七八九].")
"""Idioms, recognised by their form: 平平安安, 三街六市."""

_MAX_FOREIGN_COST, _MAX_AVERAGE_FOREIGN_COST, _JIEBA_TOTAL = 330, 270, 6e7
"""Maximum cost of a character in foreign names, maximum average cost in a name of four characters,
and the sum of jieba's counts."""


def name_list(inputs: Inputs) -> Iterator[tuple[str, str, int]]:
    """Yield listed names of two to seven characters that are not combinations of headwords."""
    known, named = entries(), frozenset(read_columns("names/names.tsv", 2)[0])
    foreign = {
        char: int(foreign_cost or RAREST_COST)
        for char, *_, foreign_cost in read_rows("names/name_characters.tsv", 6)
    }
    found = {}
    for word, weight, tag in read_tagged_words(inputs):
        transcribes = all(foreign.get(char, RAREST_COST) <= _MAX_FOREIGN_COST for char in word)
        place, person = tag == "ns", tag == "nrt" or (tag == "nr" and len(word) > 2 and transcribes)
        person = person and word[1:] not in known and "帝" not in word[:-1]  # 高水平, 武帝天
        place = place and _may_be_place(word, [foreign.get(char, RAREST_COST) for char in word])
        if (place or person) and 2 <= len(word) <= 7 and word not in known:
            kind = NameKind.PLACE if place else NameKind.OTHER
            found[word] = (kind, round(-100 * math.log10(weight / _JIEBA_TOTAL)))
    all_names = named | found.keys()
    for word, (kind, cost) in found.items():
        if _NUMERAL_PHRASE.fullmatch(word) or _is_set_phrase(word, known, named):
            continue
        cuts = ((word[:at], word[at:]) for at in range(1, len(word)))
        if not any(_is_two_words(head, rest, known, all_names) for head, rest in cuts):
            yield word, kind.value, cost


def _may_be_place(word: str, sounds: Sequence[int]) -> bool:
    """Whether a word that jieba tags as a place looks like one: not 河里, 以利, 河同水密, 高山流水.

    `sounds` has the cost of each character in foreign names.
    """
    if len(word) == 2 and word[-1] in "上下里内外中前后":
        return False
    if word[0] in _NOT_PLACE_INITIALS:
        return False
    if len(word) < 3 or word[-1] in _KIND_CHARACTERS or word[-1] in _PLACE_FINALS:
        return True
    if len(word) == 4 and sum(sounds) > 4 * _MAX_AVERAGE_FOREIGN_COST:
        return False
    return max(sounds) <= _MAX_FOREIGN_COST + 70 * (len(word) == 3)


def _is_set_phrase(word: str, known: Container[str], named: Container[str]) -> bool:
    """Whether a listed name is an idiom or two common words: 桑田 | 沧海, 下场 | 比赛."""
    if len(word) < 4:
        return False
    cuts = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
    return _BALANCED_IDIOM.fullmatch(word) is not None or any(
        all(part in known and part not in named for part in cut) for cut in cuts
    )


def _is_two_words(head: str, rest: str, entries: Container[str], known: Container[str]) -> bool:
    """Whether a listed name is two words: 首都 | 北京, 昆明 | 城, 北朝 | 南."""
    if len(head) > 1 and head in known:
        return rest in _KIND_CHARACTERS or rest in _SIDES or (len(rest) > 1 and rest in entries)
    if rest in "上下里内外中前后" and head in entries:
        return True
    return (
        len(rest) > 1
        and rest in known
        and (head in _MODIFIERS or (len(head) > 1 and head in entries))
    )


def _looks_foreign(entry: Entry) -> bool:
    """Whether the gloss has a foreign name that the headword transcribes."""
    gloss = re.match(r"\(?([A-Z][a-zé'’-]+)", entry.senses[0])
    if gloss is None or not entry.syllables:
        return False
    first = entry.syllables[0][:1].lower()
    native = "".join(s[:-1] for s in entry.syllables).lower()
    name = gloss[1].lower()
    return native != name and not native.startswith(name) and name[0] in {first, "v", "c", "r"}


def read_tagged_words(inputs: Inputs) -> Iterator[tuple[str, int, str]]:
    """Yield the words of jieba with their counts and tags."""
    path = inputs.package("jieba") / "jieba/dict.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        word, weight, tag = line.split(" ")
        yield word, int(weight), tag
