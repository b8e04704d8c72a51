from __future__ import annotations

from pathlib import Path

import pytest

from generator.language.dictionary.cedict import Dictionary, expand_references, parse_entry
from generator.language.tables import read_columns, read_text


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary()


def test_an_entry_is_parsed() -> None:
    entry = parse_entry(
        "期 期 [qi1] /a period of time/phase/classifier for issues"
        "/Taiwan pr. [qi2]/CL:個|个[ge4],次[ci4]/"
    )
    assert entry.senses == ("a period of time", "phase", "classifier for issues")
    assert entry.measure_words == ("個|个[ge4]", "次[ci4]")
    assert entry.taiwan == ("qi2",)
    assert entry.syllables == ("qi1",)


def test_a_taiwan_reading_is_removed_from_its_sense() -> None:
    entry = parse_entry("和 和 [he2] /and; together with; with (Taiwan pr. [han4])/sum/")
    assert entry.senses == ("and; together with; with", "sum")
    assert entry.taiwan == ("han4",)


def test_a_taiwan_reading_without_spaces_has_its_syllables() -> None:
    entry = parse_entry(
        "著著失敗 着着失败 [zhao1 zhao1 shi1 bai4] /to fail/Taiwan pr. [zhuo2zhuo2-shi1bai4]/"
    )
    assert entry.taiwan == ("zhuo2", "zhuo2", "shi1", "bai4")


def test_every_taiwan_reading_has_the_syllables_of_its_entry(dictionary: Dictionary) -> None:
    for word in ("部分", "成熟", "强制", "高丽菜", "薄荷", "几内亚"):
        assert [len(e.taiwan) for e in dictionary.entries(word) if e.taiwan] == [len(word)]


def test_a_line_in_another_format_is_an_error() -> None:
    with pytest.raises(ValueError, match="not a CC-CEDICT line"):
        parse_entry("# CC-CEDICT")


def test_lookup(dictionary: Dictionary) -> None:
    assert [e.syllables for e in dictionary.entries("研究")] == [("yan2", "jiu1")]
    assert {e.syllables for e in dictionary.entries("得")} >= {("de2",), ("de5",), ("dei3",)}
    assert dictionary.entries("没有这个词") == ()
    assert dictionary.entries("") == ()


def test_the_first_and_the_last_line_are_found(dictionary: Dictionary) -> None:
    lines = read_text("dictionary/cedict.u8").splitlines()
    for line in (lines[0], lines[-1]):
        entry = parse_entry(line)
        assert entry in dictionary.entries(entry.simplified)


def test_a_traditional_spelling_selects_entries(dictionary: Dictionary) -> None:
    assert {e.syllables[0].lower() for e in dictionary.select("干", "乾")} == {"gan1"}
    assert {e.syllables for e in dictionary.select("发", "髮")} == {("fa4",)}
    assert dictionary.select("研究", "研究") == dictionary.entries("研究")


def test_names_surnames_and_variants(dictionary: Dictionary) -> None:
    assert all(e.is_name for e in dictionary.entries("北京"))
    surnames = [e.syllables for e in dictionary.entries("王") if e.is_surname]
    assert surnames == [("Wang2",)]
    variants = [e.traditional for e in dictionary.entries("和") if e.is_variant]
    assert variants == ["咊"]


def test_references_are_spelt_for_display() -> None:
    assert expand_references("variant of 里[li3]") == "variant of 里 lǐ"
    assert expand_references("個|个[ge4]") == "個|个 gè"
    assert expand_references("also pr. [bu4 hao3]") == "also pr. bùhǎo"
    assert expand_references("see 西湖区[Xi1 hu2 Qu1]") == "see 西湖区 Xīhú Qū"
    assert expand_references("[see note]") == "[see note]"


def test_the_tables_fit_each_other() -> None:
    lines = read_text("dictionary/cedict.u8").splitlines()
    headwords = [line.split(" ", 2)[1] for line in lines]
    assert headwords == sorted(headwords)
    words, _ = read_columns("words/words.tsv", 2)
    assert words == sorted(set(headwords))
    names, _ = read_columns("names/names.tsv", 2)
    assert set(names) <= set(headwords)


def test_a_file_must_be_sorted_by_headword(tmp_path: Path) -> None:
    path = tmp_path / "small.u8"
    path.write_text("甲 甲 [jia3] /first/\n乙 乙 [yi3] /second/\n", "utf-8")
    small = Dictionary(path)
    assert small.entries("乙") == ()  # the file must be sorted: 乙 U+4E59 precedes 甲 U+7532
    path.write_text("乙 乙 [yi3] /second/\n甲 甲 [jia3] /first/\n", "utf-8")
    assert [e.senses for e in Dictionary(path).entries("乙")] == [("second",)]
    path.write_text("# head\n#\n乙 乙 [yi3] /second/\n甲 甲 [jia3] /first/\n", "utf-8")
    assert [e.senses for e in Dictionary(path).entries("乙")] == [("second",)]
    assert Dictionary(path).entries("head") == Dictionary(path).entries("") == ()
