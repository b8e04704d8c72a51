"""Words that convert as one, and the tables that list them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.language.scripts.converter import ScriptConverter
from generator.language.scripts.phrases import CUT_MARK, conversion_units
from generator.language.tables import read_lines
from generator.model import Edition
from tools.language import compile_scripts

HANS, TW, HK = Edition.HANS, Edition.TW, Edition.HK


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("三 只 猫", ["只"]),
        ("十 里 路", ["里"]),
        ("软件 工程", ["软件"]),
        ("软 件", []),  # two single characters, next to each other by chance
        ("他 来", []),
    ],
)
def test_units_come_from_tables_and_context_rules(words: str, expected: list[str]) -> None:
    cut = words.split()
    found = list(conversion_units(cut, [False] * len(cut), HANS))
    assert ["".join(cut[unit.start : unit.end]) for unit in found] == expected


def test_a_unit_does_not_include_a_name() -> None:
    words = ["热", "干面"]
    assert [len(unit.text) for unit in conversion_units(words, [False, False], HANS)] == [3]
    assert list(conversion_units(words, [True, False], HANS)) == []


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for _, line in read_lines(name)]


def test_regional_rows_are_complete_and_unambiguous() -> None:
    table = rows("scripts/regional.tsv")
    assert len(table) >= 150
    assert {len(row) for row in table} == {3}
    for column in range(3):
        forms = [row[column] for row in table if not row[column].startswith("*")]
        repeated = {form for form in forms if forms.count(form) > 1}
        assert not repeated, f"column {column}: mark the later rows of {repeated} with *"


def test_regional_rows_are_in_the_scripts_of_their_columns() -> None:
    converter = ScriptConverter(use_tables=False)
    for hans, tw, hk in rows("scripts/regional.tsv"):
        assert converter.simplify(hans) == hans
        for cell, other, edition in ((tw, HK, TW), (hk, TW, HK)):
            form = cell.removeprefix("*")
            assert converter.convert([form], other, edition) == [form]


def test_spellings_are_needed() -> None:
    """Each row of spellings.tsv changes the result of OpenCC and the house forms, split or not."""
    converter = ScriptConverter(use_tables=False)
    table = [(row[0].replace(CUT_MARK, ""), row[1]) for row in rows("scripts/spellings.tsv")]
    forms = dict(table)
    assert len(forms) == len(table)
    lone = {word: form for word, form in table if len(word) == 1}
    whole = converter.convert(list(forms), HANS, TW)
    cut = converter.convert_blocks([list(word) for word in forms], HANS, TW)
    for (word, form), one, many in zip(table, whole, cut, strict=True):
        parts = "".join(lone.get(c, plain) for c, plain in zip(word, many, strict=True))
        name = converter.convert([word], HANS, TW, [True])[0]
        assert one != form or name != form or (word not in lone and parts != form), word


def test_phrases_compile_again_to_the_same_table() -> None:
    """Deriving is idempotent: every phrase of the table is still needed."""
    phrases = [row[0] for row in rows("scripts/conversion_phrases.tsv")]
    assert compile_scripts.find_split_phrases(phrases) == phrases
    assert compile_scripts.find_split_phrases(["三天", "这只是", "个中"]) == []


def test_compiling_reads_the_npm_package(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for name in compile_scripts.SOURCES:
        (folder / name).write_text("# title\n\n头发\t頭髮\n发展\t發展\n", "utf-8")
    assert list(compile_scripts.read_phrases(tmp_path)) == ["头发", "发展"]


def test_phrases_are_sorted_and_short() -> None:
    phrases = [row[0] for row in rows("scripts/conversion_phrases.tsv")]
    assert phrases == sorted(set(phrases))
    assert all(2 <= len(phrase) <= 6 for phrase in phrases)
