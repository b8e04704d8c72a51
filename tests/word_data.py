"""Reading the data of the pop-up as `known.js` and `dictionary.js` do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from generator.language.words.common import common_words
from generator.site.word_columns import Name

MEMBERS = {"s": "s", "t": "t", "p": "p", "w": "tw"}
VOWELS = "aeiouüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
SYLLABLE = re.compile(f"\x80|[^{VOWELS}\x80 '-]*[{VOWELS}]+(?:(?:ng?|r)(?![{VOWELS}]))?", re.I)


def records_in(script: str, common: dict[str, list[Any]]) -> list[list[Any]]:
    """Return the records of the script of an article, given those of the common words: all items,
    with an object if it has one."""
    data = _passed(script)
    named = [common[name] for name in _names(data["names"])]
    guess = Guess()
    for record in named:
        guess.learn(*record[:3])
    records = named + [
        record_of(guess.whole(cells), named)
        for cells in zip(*map(_values, data["columns"]), strict=True)
    ]
    found: list[list[Any]] = []
    for at, record in enumerate(records):
        rest: dict[str, Any] = {
            key: [int(key) for key in value.split()] if key in ("in", "of") else value
            for key, column in data["rest"].items()
            if (value := _values(column)[at])
        }
        if "g" in rest:
            rest["g"] = _gloss(rest["g"], record[4])
        found.append([*record, rest] if rest else record)
    return found


def common_names(script: str) -> list[str]:
    """Return the names of the common words in the script of an article."""
    return list(_names(_passed(script)["names"]))


def common_records(script: str) -> dict[str, list[Any]]:
    """Return the records of common words by their names, given their script: `得`, `得2`."""
    data = _passed(script)
    guess = Guess()
    rows = [
        record_of(guess.whole(cells), ())
        for cells in zip(*map(_values, data["columns"]), strict=True)
    ]
    names = [name.partition(".") for name in _values(data["names"])]
    return {
        _name(int(number), int(at or 0)): row
        for (number, _, at), row in zip(names, rows, strict=True)
    }


def named_records(records: Mapping[Name, Sequence[str]]) -> dict[str, list[Any]]:
    """Return records of common words by their names, given their cells."""
    return {_name(*name): record_of(cells, ()) for name, cells in records.items()}


def record_of(cells: Sequence[str], named: Sequence[Sequence[Any]]) -> list[Any]:
    """Return the first items of a record, given those of its columns and the records of common
    words of its article."""
    *first, texts, gloss = cells
    entries = [_entry(entry, named) for entry in texts.split("\x81") if entry]
    return [*first, entries, _gloss(gloss, entries)]


class Guess:
    """What characters tell of a word."""

    def __init__(self) -> None:
        self.forms: dict[str, str] = {}
        self.syllables: dict[str, str] = {}

    def learn(self, simplified: str, traditional: str, pinyin: str) -> None:
        syllables = SYLLABLE.findall(pinyin.lower())
        if len(traditional or simplified) == len(simplified):
            self.forms.update(zip(simplified, traditional or simplified, strict=True))
        if len(syllables) == len(simplified):
            self.syllables.update(zip(simplified, syllables, strict=True))

    def whole(self, cells: Sequence[str]) -> list[str]:
        """Return cells with what they leave out; a traditional form is empty if it is the same."""
        simplified, form, pinyin, *others = cells
        form = form or "\x80" * len(simplified)
        traditional = "".join(
            self.forms.get(simplified[at], simplified[at]) if char == "\x80" else char
            for at, char in enumerate(form)
        )
        read = [self.syllables.get(char, "") for char in simplified]
        if pinyin:
            places = count()

            def syllable(found: re.Match[str]) -> str:
                at = next(places)
                return read[at] if found[0] == "\x80" else found[0]

            pinyin = SYLLABLE.sub(syllable, pinyin.strip())
        else:
            first, *rest = read
            pinyin = first + "".join(re.sub("^(?=[aeoāáǎàēéěèōóǒò])", "'", s) for s in rest)
        self.learn(simplified, traditional, pinyin)
        return [simplified, "" if traditional == simplified else traditional, pinyin, *others]


def _names(text: str) -> Iterator[str]:
    number = 0
    for gap, at in re.findall(r"(\D)(\d*)", text):
        number += ord(gap) - 0x60
        yield _name(number, int(at or 0))


def _name(number: int, at: int) -> str:
    return f"{list(common_words())[number]}{at + 1 if at else ''}"


def _passed(script: str) -> Any:
    return json.loads(script[script.index(", ") + 2 : script.rindex(")")])


def _values(column: str) -> list[str]:
    return column.split("\x7f")[1:]


def _entry(text: str, named: Sequence[Sequence[Any]]) -> list[Any]:
    if text[0] == "\x83":
        simplified, traditional, pinyin, _, ((*senses, last), *_), _ = named[int(text[1:])]
        members = {"s": simplified, "t": traditional or simplified, "p": pinyin}
        if isinstance(last, dict):
            return [*senses, members | last]
        return [*senses, last, members]
    senses: list[Any] = []
    members: dict[str, Any] = {}
    for item in text.split("\x80"):
        if not item.startswith("\x82"):
            senses.append(item)
        elif item[1] == "c":
            members.setdefault("cl", []).append(item[2:])
        else:
            members[MEMBERS[item[1]]] = item[2:]
    return [*senses, members] if members else senses


def _gloss(text: str, entries: Sequence[Sequence[Any]]) -> str:
    senses = [sense for entry in entries for sense in entry if isinstance(sense, str)]
    return re.sub("\x84(\\d*)", lambda found: senses[int(found[1] or 0)], text)
