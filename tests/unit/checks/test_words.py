"""Checks of words that no dictionary has, and of names."""

from pathlib import Path

import pytest

from generator.check import check
from generator.diagnostics import Diagnostic, Report
from generator.language.words import contests


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
    return [d for d in report.sorted() if d.code in ("W008", "W010", "N001")]


def test_a_word_that_no_dictionary_has(tmp_path: Path) -> None:
    (doubt,) = doubts(tmp_path, "老人每天在山塘上钓鱼。")
    assert (doubt.code, doubt.path.name, doubt.line, doubt.column) == ("W008", "a.md", 5, 6)
    assert doubt.message == "“山塘” is in no dictionary"
    assert "{山塘}" in doubt.hint
    assert "{山/塘}" in doubt.hint


def test_a_word_is_reported_once(tmp_path: Path) -> None:
    text = "老人每天在山塘上钓鱼。\n\n孩子们在山塘上看。\n\n猫在山塘上睡觉。"
    (doubt,) = doubts(tmp_path, text)
    assert (doubt.line, doubt.message) == (
        5,
        "“山塘” is in no dictionary, here and in 2 more places (lines 7, 9)",
    )


@pytest.mark.parametrize("text", ["老人每天在{山塘}上钓鱼。", "老人每天在{山/塘}上钓鱼。"])
def test_a_mark_resolves_the_doubt(tmp_path: Path, text: str) -> None:
    assert doubts(tmp_path, text) == []


def test_the_lexicon_resolves_the_doubt(tmp_path: Path) -> None:
    lexicon = '[[word]]\ntext = "山塘"\npinyin = "shāntáng"\n'
    assert doubts(tmp_path, "老人每天在山塘上钓鱼。", lexicon=lexicon) == []


@pytest.mark.parametrize(
    "text",
    [
        "他把柜台收拾得干干净净，高高兴兴地走了走。",
        "你来看看，想一想，尝了尝，好不好？她冷冰冰地说。",
        "三百六十五里路，1.5亿人，第二十七章，三十多年，GPT-4o 和 U盘。",
        "副部长和孩子们用牠们的性价比来衡量可读性。",
        "张晓东在北京见到了李明。",
    ],
)
def test_words_formed_by_a_rule_are_not_reported(tmp_path: Path, text: str) -> None:
    assert [d for d in doubts(tmp_path, text) if d.code == "W008"] == []


def test_a_name_by_a_small_margin(tmp_path: Path) -> None:
    (doubt,) = doubts(tmp_path, "他住在青塘。\n\n他住在青塘。")
    assert (doubt.code, doubt.path.name, doubt.line, doubt.column) == ("N001", "a.md", 5, 4)
    assert doubt.message == "“青塘” is taken for the name of a place, but this is uncertain"
    assert "name = false" in doubt.hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("反蒋失败后，蒋介石通缉丁肇青。", []),
        ("八月二十夜里，段玑、秦舆的儿子秦兴潜进宫中。", []),
        ("他住在青岭。", ["青岭"]),
        ("“娜塔莎”说，印地语是在印度说的。", []),
    ],
)
def test_the_margin_depends_on_the_form_of_a_name(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    found = [d.message.split("”")[0][1:] for d in doubts(tmp_path, text) if d.code == "N001"]
    assert found == expected


@pytest.mark.parametrize("name", ['"person"', "false"])
def test_a_note_about_a_name_resolves_the_doubt(tmp_path: Path, name: str) -> None:
    note = f'text = "青塘"\nname = {name}\nreason = "Asked."'
    assert doubts(tmp_path, "他住在青塘。", note=note) == []


def test_a_name_of_the_lexicon_is_not_reported(tmp_path: Path) -> None:
    lexicon = '[[word]]\ntext = "青塘"\npinyin = "Běitáng"\nname = "place"\n'
    assert doubts(tmp_path, "青塘里有鱼。", lexicon=lexicon) == []


def test_a_name_has_one_treatment_in_an_article(tmp_path: Path) -> None:
    assert doubts(tmp_path, "李想教授说，他来了。\n\n我的想法和李想不同。") == []


def test_a_name_that_is_an_ordinary_word_elsewhere(tmp_path: Path) -> None:
    text = "作家白桦建议我去看海。\n\n白桦说：“好。”\n\n我们走过一片白桦。"
    (doubt,) = doubts(tmp_path, text)
    assert (doubt.code, doubt.line, doubt.column) == ("N001", 9, 7)
    assert doubt.message == "“白桦” is not a name here, but the name of a person on line 5"


def test_a_person_with_a_character_too_many(tmp_path: Path) -> None:
    text = "刘曜率军攻打长安。\n\n大将刘曜同石勒交战。"  # not often enough to recur
    (doubt,) = doubts(tmp_path, text)
    assert (doubt.code, doubt.line, doubt.column) == ("N001", 7, 3)
    assert doubt.message == "“刘曜同” is one character longer than the name of a person on line 5"


def test_a_name_of_two_kinds(tmp_path: Path) -> None:
    text = "姑娘们都喜欢林晓梅教授。\n\n林晓梅教授在山里。"
    note = 'text = "林晓梅"\nbefore = "喜欢"\nname = "organisation"\nreason = "A firm."'
    (doubt,) = doubts(tmp_path, text, note=note)
    assert doubt.message == (
        "“林晓梅” is the name of a person here, but of an organisation on line 5"
    )


@pytest.mark.parametrize(
    "text",
    ["王部长和李先生来了。", "马特·希恩认为中国的模型进步很快。", "浙江大学在杭州。"],
)
def test_names_with_other_support_are_not_reported(tmp_path: Path, text: str) -> None:
    assert doubts(tmp_path, text) == []


def test_a_word_that_a_gloss_explains_is_none(tmp_path: Path) -> None:
    assert doubts(tmp_path, "这种鸟在北方并不多见，对学生来说很难认。") == []


@pytest.fixture
def doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doubt every contest, whatever the weights are."""
    monkeypatch.setattr(contests, "doubt", lambda rivalry: 1.0)


@pytest.mark.usefixtures("doubtful")
def test_a_doubtful_segmentation_is_reported_once(tmp_path: Path) -> None:
    text = "我们研究生命的起源。\n\n他们研究生命的意义。"
    (doubt,) = [d for d in doubts(tmp_path, text) if "“研究生命”" in d.message]
    assert (doubt.code, doubt.line, doubt.column) == ("W010", 5, 3)
    assert "研究 | 生命" in doubt.message
    assert "研究生 | 命" in doubt.message
    assert doubt.message.endswith("here and in 1 more place (line 7)")
    assert "{研究/生命}" in doubt.hint
    assert "{研究生/命}" in doubt.hint


@pytest.mark.usefixtures("doubtful")
@pytest.mark.parametrize("mark", ["{研究/生命}", "{研究生/命}"])
def test_a_mark_resolves_a_doubtful_segmentation(tmp_path: Path, mark: str) -> None:
    found = doubts(tmp_path, f"我们{mark}的起源。")
    assert [d for d in found if "研究" in d.message] == []
