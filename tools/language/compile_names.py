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
from tools.language.name_kinds import EVENT, LOCATED_IN, TAGS, classify, is_person

VERSION = 2
"""Raised whenever the same inputs give other tables."""

RAREST_COST = 860
"""Cost of a character in a role in which no name has it."""

_WORDS = read_groups("names/list_words.tsv")

_COMPOUND_SURNAMES = _WORDS["compound-surname"]


def names(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Yield the headwords of at least two characters that are names, with their kinds."""
    known = entries()
    tags = {word: TAGS[tag] for word, _, tag in read_tagged_words(inputs) if tag in TAGS}
    senses = [sense for found in known.values() for entry in found for sense in entry.senses]
    places = frozenset(x for sense in senses for x in re.findall(LOCATED_IN, sense))
    for headword in sorted(known):
        if len(headword) < 2:
            continue
        named = [e for e in known[headword] if e.is_name]
        # Whether a headword that is also a common word (和平, 大同) is a name depends on context.
        dynasty = any("Dynasty (" in sense for entry in named for sense in entry.senses)
        start_entries = known.get(headword[:2], ())
        if EVENT.fullmatch(headword) and (
            len(headword) == 2
            or (start_entries and not any(entry.is_name for entry in start_entries))
        ):
            continue
        if named and (len(named) == len(known[headword]) or dynasty):
            gloss = " / ".join(s for e in named for s in e.senses)
            kind = classify(headword, gloss, tags, places)
            if kind is not None and any(map(is_person, named)):
                kind = NameKind.PERSON
            if any(f"{headword}{ending}" in known for ending in "省市县") and len(headword) < 5:
                kind = NameKind.PLACE
            if kind is not None:
                yield headword, kind.value


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
