"""Checks of the conversion to other editions."""

from pathlib import Path

import pytest

from generator.check import check
from generator.diagnostics import Diagnostic, Report


def doubts(folder: Path, text: str, *, note: str = "", lexicon: str = "") -> list[Diagnostic]:
    (folder / "articles").mkdir()
    (folder / "site.toml").write_text('title = { zh = "茶", en = "Tea" }\n', "utf-8")
    (folder / "lexicon.toml").write_text(lexicon, "utf-8")
    (folder / "articles/a.md").write_text(f"---\ntitle: 茶\n---\n\n{text}\n", "utf-8")
    if note:
        (folder / "articles/a.notes.toml").write_text(f"[[note]]\n{note}\n", "utf-8")
    report = Report()
    check(folder, report)
    assert not report.failed
    return [d for d in report.sorted() if d.code.startswith("E")]


def messages(found: list[Diagnostic]) -> list[tuple[str, int, str]]:
    return [(d.code, d.column, d.message) for d in found]


def test_single_character_words_that_opencc_takes_for_one_word(tmp_path: Path) -> None:
    (doubt,) = doubts(tmp_path, "街上的灯彩真好看。")
    assert (doubt.code, doubt.path.name, doubt.line, doubt.column) == ("E002", "a.md", 5, 5)
    assert doubt.message == (
        "“彩” becomes 彩 in zh-Hant-TW and zh-Hant-HK, where OpenCC would write 綵"
    )
    assert 'zh-Hant-TW = "彩" or "綵"' in doubt.hint


def test_forms_of_taiwan_and_hong_kong_are_reported_together(tmp_path: Path) -> None:
    (doubt,) = doubts(tmp_path, "他的公寓在道里公园旁边。")
    assert "裡 in zh-Hant-TW" in doubt.message
    assert "裏 in zh-Hant-HK" in doubt.message


@pytest.mark.parametrize("form", ["彩", "綵"])
def test_a_stated_form_is_not_reported(tmp_path: Path, form: str) -> None:
    note = f'text = "彩"\nzh-Hant-TW = "{form}"\nzh-Hant-HK = "{form}"\nreason = "Asked."'
    assert doubts(tmp_path, "街上的灯彩真好看。", note=note) == []


def test_a_form_stated_for_one_edition_leaves_the_other_in_doubt(tmp_path: Path) -> None:
    note = 'text = "彩"\nzh-Hant-TW = "綵"\nreason = "Silk."'
    (doubt,) = doubts(tmp_path, "街上的灯彩真好看。", note=note)
    assert doubt.message == "“彩” becomes 彩 in zh-Hant-HK, where OpenCC would write 綵"


def test_a_word_of_the_lexicon_is_not_reported(tmp_path: Path) -> None:
    lexicon = (
        '[[word]]\ntext = "灯彩"\npinyin = "dēngcǎi"\nzh-Hant-TW = "燈綵"\nzh-Hant-HK = "燈綵"\n'
    )
    assert doubts(tmp_path, "街上的灯彩真好看。", lexicon=lexicon) == []


@pytest.mark.parametrize(
    "text",
    [
        "三只猫跑了十里路。",  # rules for neighbours
        "研究这个模型，并为大家说明。",  # 并为 is not a word
        "有机体内存在很多细菌，勇敢的士兵很大程度上复制了它。",  # phrases across words
        "这个软件的信息存储在内存里，激光打印机也坏了。",  # other words in Taiwan
        "乾隆皇帝、慰藉、著名的作家、著书立说。",  # spelt the same in simplified characters
        "他已经后悔了，头发也白了。",
        "消息一出，护士扎了一针，他背回一袋米，挨过了冬天。",  # 揹 and 捱 are as good
    ],
)
def test_certain_conversions_are_not_reported(tmp_path: Path, text: str) -> None:
    assert doubts(tmp_path, text) == []


def test_a_form_is_reported_once_with_its_other_lines(tmp_path: Path) -> None:
    (doubt,) = doubts(tmp_path, "街上的灯彩真好看。\n\n街上的灯彩真好看。")
    assert doubt.line == 5
    assert doubt.message.endswith("here and in 1 more place (line 7)")


def test_traditional_spellings_in_simplified_text(tmp_path: Path) -> None:
    found = doubts(tmp_path, "屋里气候乾燥。他用自己的帐号登录。")
    assert messages(found) == [
        ("E003", 5, "“乾燥” becomes 乾燥 in zh-Hant-TW, which is 干燥 in zh-Hans"),
        ("E003", 13, "“帐号” becomes 帳號 in zh-Hant-TW, which is 账号 in zh-Hans"),
    ]
    assert found[0].hint.startswith("Write 干燥 if that is meant")


def test_characters_of_another_word_in_traditional_text(tmp_path: Path) -> None:
    found = doubts(tmp_path, "這座橋去年恢複通車，以后兩岸的人常常聯系。")
    assert messages(found) == [
        ("E003", 6, "“恢複” becomes 恢复 in zh-Hans, which is 恢復 in zh-Hant-TW"),
        ("E003", 11, "“以后” becomes 以后 in zh-Hans, which is 以後 in zh-Hant-TW"),
        ("E003", 19, "“聯系” becomes 联系 in zh-Hans, which is 聯繫 in zh-Hant-TW"),
    ]


def test_a_single_character_in_place_of_another_in_traditional_text(tmp_path: Path) -> None:
    (doubt,) = doubts(tmp_path, "我們吃了飯后去散步，皇后也在後面。")
    assert doubt.message == "“后” becomes 后 in zh-Hans, which is 後 in zh-Hant-TW"


def test_forms_that_are_both_standard_are_not_reported(tmp_path: Path) -> None:
    text = "臺灣的週日和周日，這裏與那裡的鑑定和鑒定，爲了羣衆，綫上遊戲，瓮城、計程車。"
    assert doubts(tmp_path, text) == []


def test_a_stated_spelling_is_not_reported(tmp_path: Path) -> None:
    note = 'text = "恢複"\nzh-Hans = "恢复"\nreason = "As the sign has it."'
    assert doubts(tmp_path, "這座橋去年恢複通車。", note=note) == []


def test_a_doubt_about_a_spelling_may_be_accepted(tmp_path: Path) -> None:
    note = 'text = "恢複"\naccept = ["E003"]\nreason = "As the sign has it."'
    assert doubts(tmp_path, "這座橋去年恢複通車。", note=note) == []
