from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.dictionary.cedict import Dictionary
from generator.language.pinyin.syllables import (
    SYLLABLES,
    is_syllable,
    join_syllables,
    mark_tone,
    number_tone,
    parse_cedict_pinyin,
    split_syllables,
    split_with_separators,
    split_words,
    tone_of,
)

SPELLINGS = [
    ("dà yǔyán móxíng", [["da4"], ["yu3", "yan2"], ["mo2", "xing2"]]),
    ("Xī'ān", [["Xi1", "an1"]]),
    ("Xī’ān", [["Xi1", "an1"]]),
    ("xiān", [["xian1"]]),
    ("fāngàn", [["fan1", "gan4"]]),
    ("fāng'àn", [["fang1", "an4"]]),
    ("shí'èr", [["shi2", "er4"]]),
    ("lǜsè", [["lü4", "se4"]]),
    ("nǚ'ér", [["nü3", "er2"]]),
    ("nǎr", [["na3", "r5"]]),
    ("wánr", [["wan2", "r5"]]),
    ("jīnrge", [["jin1", "r5", "ge5"]]),
    ("xièxie", [["xie4", "xie5"]]),
    ("Zhèjiāng Dàxué", [["Zhe4", "jiang1"], ["Da4", "xue2"]]),
    ("36 kè", [["36"], ["ke4"]]),
    ("m\u0300 ê\u0304", [["m4"], ["ê1"]]),
    ("gē'ńg", [["ge1", "ng2"]]),
    ("da4 yu3yan2", [["da4"], ["yu3", "yan2"]]),
    ("nü3er2", [["nü3", "er2"]]),
]


@pytest.mark.parametrize(("spelling", "words"), SPELLINGS)
def test_split_words(spelling: str, words: list[list[str]]) -> None:
    assert split_words(spelling) == words


@pytest.mark.parametrize(
    ("spelling", "joined"),
    [
        ("dì-yī fūrén", [("", ["di4"]), ("-", ["yi1"]), (" ", ["fu1", "ren2"])]),
        ("Mǎtè·Xī'ēn", [("", ["Ma3", "te4"]), (" ", ["Xi1", "en1"])]),
        (" kè - ", [("", ["ke4"])]),
        ("", []),
    ],
)
def test_split_with_separators(spelling: str, joined: list[tuple[str, list[str]]]) -> None:
    assert split_with_separators(spelling) == joined


def test_split_syllables_leaves_out_numbers() -> None:
    assert split_syllables("36 kè") == ["ke4"]
    assert split_syllables("10,002 míng") == ["ming2"]


@pytest.mark.parametrize("text", ["hello", "xyz", "dàx", "汉字"])
def test_other_text_is_not_pinyin(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        split_words(text)


@pytest.mark.parametrize(
    ("syllable", "marked"),
    [
        ("yan2", "yán"), ("lü4", "lǜ"), ("de5", "de"), ("gui4", "guì"), ("liu2", "liú"),
        ("xiong2", "xióng"), ("zhuang4", "zhuàng"), ("Er4", "Èr"), ("r5", "r"), ("m2", "ḿ"),
        ("yue4", "yuè"), ("hao3", "hǎo"), ("dou1", "dōu"), ("lüe4", "lüè"),
    ],
)  # fmt: skip
def test_tone_marks_and_tone_digits(syllable: str, marked: str) -> None:
    assert mark_tone(syllable) == marked
    assert number_tone(marked) == syllable


def test_joining_inserts_apostrophes() -> None:
    assert join_syllables(["xi1", "an1"]) == "xī'ān"
    assert join_syllables(["pei4", "ou3"]) == "pèi'ǒu"
    assert join_syllables(["yin2", "hang2"]) == "yínháng"
    assert join_syllables(["ge1", "ng2"]) == "gē'ńg"


def test_parse_cedict_pinyin() -> None:
    assert parse_cedict_pinyin("lu:4 se4") == ("lü4", "se4")


def test_tone_of() -> None:
    assert [tone_of(s) for s in ("ma1", "ma5", "", "A")] == ["1", "5", "0", "0"]


def test_the_dictionary_uses_known_syllables() -> None:
    for word in ("银行", "旅游", "略", "儿子", "那儿"):
        for entry in Dictionary().entries(word):
            assert all(map(is_syllable, entry.syllables))


@given(st.lists(st.tuples(st.sampled_from(sorted(SYLLABLES - {"r"})), st.sampled_from("12345")),
                min_size=1, max_size=4))  # fmt: skip
def test_joining_and_splitting_round_trip(parts: list[tuple[str, str]]) -> None:
    syllables = [letters + digit for letters, digit in parts]
    if all(map(is_syllable, syllables)) and not any(s[0] in "êmnh" for s in syllables):
        assert split_syllables(join_syllables(syllables)) == syllables
