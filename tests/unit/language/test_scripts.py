from __future__ import annotations

import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.language import compile_scripts
from generator.language.scripts import CUT, DATA, SEPARATOR, ScriptConverter, detect_script
from generator.model import Edition

HANS, TW, HK = Edition.HANS, Edition.TW, Edition.HK
FIXTURE = Path(__file__).parents[2] / "fixtures" / "scripts.txt"


def cases() -> list[tuple[Edition, Edition, str, str]]:
    found: list[tuple[Edition, Edition, str, str]] = []
    direction: tuple[Edition, Edition] | None = None
    pending = ""
    for raw in FIXTURE.read_text("utf-8").splitlines():
        line = raw.strip()
        if match := re.fullmatch(r"(zh-\S+) > (zh-\S+)", line):
            direction = Edition(match[1]), Edition(match[2])
        elif direction and line and not line.startswith("#"):
            if pending:
                found.append((*direction, pending, line))
            pending = "" if pending else line
    assert not pending, "the last case has no expected line"
    return found


def cut(line: str) -> list[str]:
    return re.split(r"(?<=\s)|(?=\s)|\|", line)


@pytest.mark.parametrize(("source", "target", "text", "expected"), cases())
def test_fixture(source: Edition, target: Edition, text: str, expected: str) -> None:
    words = cut(text)
    names = [word.endswith("*") for word in words]
    words = [word.rstrip("*") for word in words]
    assert "|".join(ScriptConverter().convert(words, source, target, names)) == "|".join(
        cut(expected)
    )


@pytest.mark.parametrize(
    ("source", "target", "choice", "text", "expected"),
    [
        (HANS, TW, "臺", "台湾 台风 柜台 台州 平台", "臺灣 颱風 櫃檯 台州 平臺"),
        (HANS, TW, "裏", "里面 公里 这里", "裏面 公里 這裏"),
        (HANS, TW, "着", "看着 著名 原|著 显著 著|书 着重", "看着 著名 原|著 顯著 著|書 着重"),
        (HANS, TW, "周", "周末 周到", "周末 周到"),
        (HK, TW, "着", "看着 著名", "看着 著名"),
        (HANS, HK, "臺", "台湾 台风", "臺灣 颱風"),
        (HANS, HK, "裡著", "里面 看着 著名", "裡面 看著 著名"),
        (TW, HK, "裡", "裡面 看著", "裡面 看着"),
    ],
)
def test_house_forms(
    source: Edition, target: Edition, choice: str, text: str, expected: str
) -> None:
    found = ScriptConverter(house={target: choice}).convert(cut(text), source, target)
    assert "|".join(found) == "|".join(cut(expected))


def test_one_string_for_each_word() -> None:
    words = ["互联网", " ", "", "\ufffc", "\n", "GPT-4o", "，", "😀", "𠮷", "出租", "车", "\x00"]
    for source in Edition:
        for target in Edition:
            assert len(ScriptConverter().convert(words, source, target)) == len(words)
    assert ScriptConverter().convert([], HANS, TW) == []


def test_the_same_edition_changes_nothing() -> None:
    words = ["臺灣", "裏面", "“", "软件"]
    for edition in Edition:
        assert ScriptConverter().convert(words, edition, edition) == words


@pytest.mark.parametrize("target", [TW, HK])
def test_a_form_of_any_length_is_shared_out_however_its_word_is_cut(target: Edition) -> None:
    converter = ScriptConverter()
    forms = [row[0] for row in rows("regional.tsv") if not row[0].startswith("*")]
    whole = converter.convert_blocks([[form] for form in forms], HANS, target)
    for form, (want,) in zip(forms, whole, strict=True):
        if len(form) < 3:
            continue
        cuts = [[form[:at], form[at:]] for at in range(1, len(form))] + [list(form)]
        for words, parts in zip(cuts, converter.convert_blocks(cuts, HANS, target), strict=True):
            assert len(parts) == len(words)
            assert "".join(parts) == want
            assert all(parts) or len(want) < len(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("大|语言|模型", "大型|語言|模型"),
        ("互联|网", "網際|網路"),
        ("编程|接口", "程式設計|介面"),
        ("碳|纳米|管", "奈米|碳|管"),
        ("移动|互联网", "行動|網路"),
        ("冯|·|诺|依|曼", "馮|||紐|曼"),
    ],
)
def test_parts_are_words_where_they_can_be(words: str, expected: str) -> None:
    assert "|".join(ScriptConverter().convert(words.split("|"), HANS, TW)) == expected


def test_a_word_with_the_separator_stays_as_it_is() -> None:
    words = ["发展", f"发{SEPARATOR}展", "软件"]
    assert ScriptConverter().convert(words, HANS, TW) == ["發展", f"发{SEPARATOR}展", "軟體"]


def test_blocks_convert_as_they_do_alone() -> None:
    converter = ScriptConverter()
    blocks = [["“", "开始", "‘", "一"], ["二", "’", "后", "”"], ["一", "只", "鸡"]]
    alone = [converter.convert(words, HANS, TW) for words in blocks]
    assert converter.convert_blocks(blocks, HANS, TW) == alone


def test_second_opinions_are_of_runs_of_lone_characters() -> None:
    converter = ScriptConverter()
    assert converter.second_opinions(["街上", "的", "灯", "彩"], TW) == {3: "綵"}
    assert converter.second_opinions(["灯", "彩", "里", "面"], HK, [True] * 4) == {}
    assert converter.second_opinions(["街上", "彩", "街上"], TW) == {}
    # A table has decided: 三 | 只 | 猫.
    assert converter.second_opinions(["三", "只", "猫"], TW) == {}
    assert converter.second_opinions([], TW) == {}


def test_quotation_marks_come_back() -> None:
    words = ["“", "甲", "‘", "乙", "’", "丙", "”", "，", "“", "丁", "”"]
    there = ScriptConverter().convert(words, HANS, TW)
    assert "".join(there) == "「甲『乙』丙」，「丁」"
    assert ScriptConverter().convert(there, TW, HANS) == words


def test_a_quotation_over_several_paragraphs() -> None:
    assert ScriptConverter().convert(["“", "第一段"], HANS, HK) == ["「", "第一段"]
    assert ScriptConverter().convert(["末段", "”"], HANS, HK) == ["末段", "」"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("很大程度上複製", "很大程度上复制"),
        ("看著軟體，裡面是著名的乾隆", "看着软体，里面是著名的乾隆"),
        ("衞生署說這裏是「線」", "卫生署说这里是「线」"),
        ("已经是简体 GPT-4o 😀", "已经是简体 GPT-4o 😀"),
        ("", ""),
    ],
)
def test_simplify(text: str, expected: str) -> None:
    assert ScriptConverter().simplify(text) == expected


def test_simplify_keeps_every_length() -> None:
    text = "".join(map(chr, range(0x3400, 0xA000))) + "".join(map(chr, range(0xF900, 0xFB00)))
    simplified = ScriptConverter().simplify(text)
    assert len(simplified) == len(text)
    assert simplified[ord("說") - 0x3400] == "说"


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("这里的软件只有一个", HANS),
        ("後台的軟體裡面看著", TW),
        ("裏面的軟件看着，著名的網絡", HK),
        ("臺灣的經濟發展", TW),
        ("皇后", HANS),
        ("我哋喺香港，唔係臺灣", HK),
        ("GPT-4o", HANS),
        ("", HANS),
        ("他是著名作者，名著與著作都在這裡", TW),
    ],
)
def test_detect_script(text: str, edition: Edition) -> None:
    assert detect_script(text) is edition


def test_opencc_is_loaded_only_when_needed() -> None:
    code = (
        "import sys, generator.language.scripts as s; s.ScriptConverter(); "
        "assert 'opencc' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_converter_can_be_sent_to_another_process() -> None:
    converter = ScriptConverter()
    converter.convert(["发展"], HANS, TW)
    assert pickle.loads(pickle.dumps(converter)).convert(["发展"], HANS, TW) == ["發展"]


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_regional_rows_are_whole_and_unambiguous() -> None:
    table = rows("regional.tsv")
    assert len(table) >= 150
    assert {len(row) for row in table} == {3}
    for column in range(3):
        forms = [row[column] for row in table if not row[column].startswith("*")]
        repeated = {form for form in forms if forms.count(form) > 1}
        assert not repeated, f"column {column}: mark the later rows of {repeated} with *"


def test_regional_rows_are_in_the_scripts_of_their_columns() -> None:
    converter = ScriptConverter(joining=False)
    for hans, tw, hk in rows("regional.tsv"):
        assert converter.simplify(hans) == hans
        for cell, other, edition in ((tw, HK, TW), (hk, TW, HK)):
            form = cell.removeprefix("*")
            assert converter.convert([form], other, edition) == [form]


def test_spellings_are_needed() -> None:
    """Each row of spellings.tsv changes what OpenCC and the house forms give, cut or not."""
    converter = ScriptConverter(joining=False)
    table = [(row[0].replace(CUT, ""), row[1]) for row in rows("spellings.tsv")]
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
    """Deriving is idempotent: every phrase of the table still needs to be in it."""
    phrases = [row[0] for row in rows("conversion_phrases.tsv")]
    assert compile_scripts.derive(phrases) == phrases
    assert compile_scripts.derive(["三天", "这只是", "个中"]) == []


def test_compiling_reads_the_npm_package(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for name in compile_scripts.SOURCES:
        (folder / name).write_text("# title\n\n头发\t頭髮\n发展\t發展\n", "utf-8")
    assert list(compile_scripts.phrases(tmp_path)) == ["头发", "发展"]


def test_phrases_are_sorted_and_short() -> None:
    phrases = [row[0] for row in rows("conversion_phrases.tsv")]
    assert phrases == sorted(set(phrases))
    assert all(2 <= len(phrase) <= 6 for phrase in phrases)
