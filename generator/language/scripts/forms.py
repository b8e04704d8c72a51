"""Character forms that depend on the edition, or on being part of a name.

They complement the word tables: the house forms of each edition, and the forms of characters in
personal names and in foreign names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from generator.language.tables import read_groups, read_rows
from generator.model import Edition

_WORDS = read_groups("scripts/form_words.tsv")
_NAME_FORMS = list(read_rows("scripts/name_forms.tsv", 3))


def _house_forms() -> Mapping[Edition, Mapping[int, str]]:
    rows = list(read_rows("scripts/house_forms.tsv", 4))
    return {
        edition: {ord(row[0]): row[column] for row in rows if row[column]}
        for column, edition in enumerate((Edition.HANS, Edition.TW, Edition.HK), 1)
    }


HOUSE_FORMS: Mapping[Edition, Mapping[int, str]] = _house_forms()
"""The forms of each edition that differ from OpenCC's, by code point."""


@cache
def _house_characters(edition: Edition) -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, HOUSE_FORMS[edition]))}]")


def with_house_forms(text: str, edition: Edition) -> str:
    """Return a text with the house forms; several times as fast as `str.translate`."""
    forms = HOUSE_FORMS[edition]
    return _house_characters(edition).sub(lambda char: forms[ord(char.group())], text)


_SCHOOL_FORMS = "線綫 群羣 峰峯 說説 鉤鈎 麵麪 床牀 戶户 稅税 脫脱 溫温 閱閲 銳鋭 悅悦".split()
"""The usual forms of Hong Kong that differ from those of its list of characters for schools."""

FORM_CHOICES: Mapping[Edition, tuple[str, ...]] = {
    Edition.TW: ("台臺", "裡裏", "著着", "週周"),
    Edition.HK: ("台臺", "裏裡", "着著", "週周", *_SCHOOL_FORMS),
}
"""The pairs of forms that a site may choose between, the usual one first."""

TAI_EXCEPTIONS = _WORDS["keeps-tai"]
"""Words whose 台 is never written 臺."""


def chosen_replacements(edition: Edition, choice: Iterable[str]) -> Mapping[int, int]:
    """Return the replacements that a site's choice makes in an edition.

    着 is left out, since it only replaces some uses of 著.
    """
    chosen = set(choice)
    pairs = [pair for pair in FORM_CHOICES.get(edition, ()) if pair[1] in chosen]
    return {ord(pair[0]): ord(pair[1]) for pair in pairs if pair[1] != "着"}


SURNAME_FORMS: Mapping[str, str] = {char: form for char, form, _ in _NAME_FORMS if form}
"""The traditional forms of surnames that differ from the usual form of the character."""

GIVEN_NAME_FORMS: Mapping[str, str] = {char: form for char, _, form in _NAME_FORMS if form}
"""The same for the other characters of a name, including transcribed foreign names."""

_ADDRESSED = _WORDS["addressed"]
"""Surnames that a title after them is enough to identify: 后 | 总统 is not a name."""

_FAMILIAR = "老小阿"
"""Prefixes of a surname: 老余, 小于."""

TITLES = _WORDS["title"]
"""Words before which a single character is a surname."""

TRANSCRIBING = _WORDS["transcribing"]
"""Characters that transcribe foreign names; a 里 next to them does so too."""
_NOT_FOREIGN = _WORDS["not-foreign"]


def keep_transcribed_li(words: Sequence[str], index: int, converted: str) -> str:
    """Return `converted` with 里, not 裡, where it transcribes a name: 埃默 | 里, 塔里克."""
    word = words[index]
    if "里" not in word or len(word) != len(converted):
        return converted
    forms = list(converted)
    before = "".join(words[max(0, index - 2) : index])[-2:]
    text = before + word
    for position, char in enumerate(word, len(before)):
        if char == "里":
            beside = text[position - 1 : position] + text[position + 1 : position + 2]
            beside = beside if position > len(before) else ""
            if _is_transcription(text[max(0, position - 2) : position]) or _is_transcription(
                beside
            ):
                forms[position - len(before)] = "里"
    return "".join(forms)


def _is_transcription(text: str) -> bool:
    return len(text) == 2 and set(text) <= TRANSCRIBING and text not in _NOT_FOREIGN


_AUTHOR = re.compile(r"(?<=[原專土巨鉅名遺所卓昭顯拙論譯新編撰彰])著|著(?=[名作者述稱書錄])")


def keep_author_zhu(text: str, converted: str, before: str = "", after: str = "") -> str:
    """Return `converted` with 著, not 着, where it is read zhù: 原著, 專著, 土著.

    `before` and `after` are the characters next to `text`.
    """
    if "着" not in converted or len(text) != len(converted):
        return converted
    forms = list(converted)
    for match in _AUTHOR.finditer(before + text + after):
        at = match.start() - len(before)
        if 0 <= at < len(forms) and forms[at] == "着":
            forms[at] = "著"
    return "".join(forms)


def begins_with_addressed(word: str) -> bool:
    """Whether a word begins with a surname that `is_addressed_surname` may find."""
    return word[:1] in _ADDRESSED


def is_addressed_surname(words: Sequence[str], index: int) -> bool:
    """Whether the context of a word shows that it is a surname: 余 | 先生, 余先生, 姓 | 余."""
    word = words[index]
    if not word or word[0] not in _ADDRESSED:
        return False
    if len(word) == 1 and index and words[index - 1].endswith("姓"):
        return True
    after = words[index + 1] if index + 1 < len(words) else ""
    return (word[1:] or after) in TITLES


def convert_name(word: str, converted: str, *, first: bool) -> str:
    """Return `converted` with the forms of names; `first` if it begins with the surname."""
    if len(word) != len(converted):
        return converted
    forms = [GIVEN_NAME_FORMS.get(c, t) for c, t in zip(word, converted, strict=True)]
    surname = 1 if len(word) == 2 and word[0] in _FAMILIAR else 0
    if first and word:
        forms[surname] = SURNAME_FORMS.get(word[surname], converted[surname])
    return "".join(forms)
