from __future__ import annotations

import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.language.scripts.converter import ScriptConverter
from generator.language.scripts.phrases import regional_rows
from generator.language.scripts.plain_conversion import SEPARATOR
from generator.model import Edition

HANS, TW, HK = Edition.HANS, Edition.TW, Edition.HK
FIXTURE = Path(__file__).parents[3] / "fixtures" / "scripts.txt"


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
        (HANS, HK, "綫説羣麪", "线 说 人群 面条", "綫 説 人羣 麪條"),
        (TW, HK, "裡", "裡面 看著", "裡面 看着"),
    ],
)
def test_house_forms(
    source: Edition, target: Edition, choice: str, text: str, expected: str
) -> None:
    found = ScriptConverter(house={target: choice}).convert(cut(text), source, target)
    assert "|".join(found) == "|".join(cut(expected))


def test_a_space_between_words_that_become_latin_and_others() -> None:
    words = ["用", "谷歌", "Gemini", "和", "谷歌", " ", "Play", "谷歌", "模型"]
    found = ScriptConverter().convert(words, HANS, TW)
    assert "".join(found) == "用Google Gemini和Google Play Google模型"


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
def test_a_form_of_any_length_is_distributed_over_any_division_of_its_word(target: Edition) -> None:
    converter = ScriptConverter()
    forms = [row[0] for row in regional_rows() if not row[0].startswith("*")]
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
def test_parts_are_words_if_possible(words: str, expected: str) -> None:
    assert "|".join(ScriptConverter().convert(words.split("|"), HANS, TW)) == expected


def test_a_word_with_the_separator_is_not_converted() -> None:
    words = ["发展", f"发{SEPARATOR}展", "软件"]
    assert ScriptConverter().convert(words, HANS, TW) == ["發展", f"发{SEPARATOR}展", "軟體"]


def test_blocks_convert_as_they_do_alone() -> None:
    converter = ScriptConverter()
    blocks = [["“", "开始", "‘", "一"], ["二", "’", "后", "”"], ["一", "只", "鸡"]]
    alone = [converter.convert(words, HANS, TW) for words in blocks]
    assert converter.convert_blocks(blocks, HANS, TW) == alone


def test_editions_together_are_as_each_alone() -> None:
    converter = ScriptConverter()
    blocks = [["余", "先生", "的", "“", "软件包", "”"], ["屋", "里", "三", "只", "鸡"]]
    names = [[True, False, False, False, False, False], [False] * 5]
    targets = (HANS, TW, HK)
    alone = [converter.convert_blocks(blocks, HANS, target, names) for target in targets]
    assert converter.convert_to_editions(blocks, HANS, targets, names) == alone


def test_alternative_forms_come_from_runs_of_single_characters() -> None:
    converter = ScriptConverter()
    assert converter.alternative_forms(["街上", "的", "灯", "彩"], TW) == {3: "綵"}
    assert converter.alternative_forms(["灯", "彩", "里", "面"], HK, [True] * 4) == {}
    assert converter.alternative_forms(["街上", "彩", "街上"], TW) == {}
    # A context rule decides: 三 | 只 | 猫.
    assert converter.alternative_forms(["三", "只", "猫"], TW) == {}
    assert converter.alternative_forms([], TW) == {}


def test_quotation_marks_round_trip() -> None:
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


def test_simplifying_keeps_the_length() -> None:
    text = "".join(map(chr, range(0x3400, 0xA000))) + "".join(map(chr, range(0xF900, 0xFB00)))
    simplified = ScriptConverter().simplify(text)
    assert len(simplified) == len(text)
    assert simplified[ord("說") - 0x3400] == "说"


def test_opencc_is_loaded_only_when_needed() -> None:
    code = (
        "import sys, generator.language.scripts.converter as s; s.ScriptConverter(); "
        "assert 'opencc' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_converter_can_be_sent_to_another_process() -> None:
    converter = ScriptConverter()
    converter.convert(["发展"], HANS, TW)
    assert pickle.loads(pickle.dumps(converter)).convert(["发展"], HANS, TW) == ["發展"]
