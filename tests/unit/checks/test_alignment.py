"""Doubts about a translation; each article is a pair of Markdown texts."""

from pathlib import Path

from generator.check import check
from generator.diagnostics import Diagnostic, Report

SITE = 'title = { zh = "茶", en = "Tea" }\neditions = ["zh-Hans"]\n'


def doubts(folder: Path, zh: str, en: str) -> list[Diagnostic]:
    (folder / "articles").mkdir()
    (folder / "site.toml").write_text(SITE, "utf-8")
    (folder / "articles/a.md").write_text(f"---\ntitle: 茶\n---\n\n{zh}\n", "utf-8")
    (folder / "articles/a.en.md").write_text(f"---\ntitle: Tea\n---\n\n{en}\n", "utf-8")
    report = Report()
    check(folder, report)
    return [d for d in report.sorted() if d.code.startswith("T")]


GOOD = (
    "医院去年买了三台新机器。每台机器的价格是十八万元。医生们都很高兴。",
    "Last year the hospital bought three new machines. Each machine cost 180,000 yuan. "
    "The doctors were delighted.",
)


def test_a_good_translation_is_not_reported(tmp_path: Path) -> None:
    assert doubts(tmp_path, *GOOD) == []


def test_a_doubtful_pair_is_reported(tmp_path: Path) -> None:
    en = GOOD[1].replace("The doctors were delighted.", "Nobody asked the price of tea in Peru?")
    (doubt,) = doubts(tmp_path, GOOD[0], en)
    assert (doubt.code, doubt.path.name, doubt.line, doubt.column) == ("T013", "a.md", 5, 26)
    assert "医生们都很高兴。" in doubt.message
    assert "price of tea in Peru" in doubt.message
    assert "a.en.md:5" in doubt.message
    assert "{=a}" in doubt.hint


def test_an_anchor_resolves_the_doubt(tmp_path: Path) -> None:
    zh = GOOD[0].replace("医生们", "{=a}医生们")
    en = GOOD[1].replace(
        "The doctors were delighted.", "{=a}Nobody asked the price of tea in Peru?"
    )
    assert doubts(tmp_path, zh, en) == []


def test_a_sentence_without_a_translation_is_reported(tmp_path: Path) -> None:
    zh = GOOD[0].replace("医生们", "镇上的邮局星期天上午从来不开门，寄信要到县里去。医生们")
    (doubt,) = [d for d in doubts(tmp_path, zh, GOOD[1]) if d.code == "T014"]
    assert (doubt.path.name, doubt.line, doubt.column) == ("a.md", 5, 26)
    assert "镇上的邮局" in doubt.message
    assert "{=}" in doubt.hint


def test_a_sentence_with_an_empty_anchor_is_not_reported(tmp_path: Path) -> None:
    zh = GOOD[0].replace("每台", "{=}每台")
    assert doubts(tmp_path, zh, GOOD[1].replace("Each machine cost 180,000 yuan. ", "")) == []


def test_added_sentences_are_reported_together(tmp_path: Path) -> None:
    added = (
        "My uncle, who is a sailor, takes his parrots and a crate of tea to Zanzibar every winter. "
        "One of them, now 57, speaks fluent Portuguese and has never liked the other passengers. "
    )
    found = doubts(tmp_path, GOOD[0], GOOD[1].replace("The doctors", f"{added}The doctors"))
    (doubt,) = [d for d in found if d.code == "T014"]
    assert doubt.path.name == "a.en.md"
    assert "My uncle" in doubt.message
    assert "1 more" in doubt.message


def test_a_translation_out_of_proportion_is_reported(tmp_path: Path) -> None:
    zh = f"{GOOD[0]}\n\n2023年，GitHub、Docker、VSCode和Python共有1.5亿用户。"
    more = ", many of whom had never written a line of code before they came to it in that year"
    en = f"{GOOD[1]}\n\nIn 2023 GitHub, Docker, VSCode and Python had 150 million users{more}."
    (doubt,) = doubts(tmp_path, zh, en)
    assert (doubt.code, doubt.path.name, doubt.line) == ("T015", "a.en.md", 7)
    assert "2023年，GitHub、Docker、VSCode和Python共有1.5亿用户。" in doubt.message
    assert "times as long" in doubt.message
    assert "{=a}" in doubt.hint


def test_an_image_needs_no_translation(tmp_path: Path) -> None:
    zh = f"{GOOD[0]}\n\n![](https://example.org/a.png)"
    assert [d.code for d in doubts(tmp_path, zh, GOOD[1])] == ["T003"]
