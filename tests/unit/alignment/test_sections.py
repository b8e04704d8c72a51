"""Pairing of blocks; each text is given as lines of `tag text`."""

from pathlib import Path

import pytest

from generator.alignment.section_report import report_pairs
from generator.alignment.sections import pair_sections
from generator.diagnostics import Report
from generator.model import Block

ZH, EN = Path("tea.md"), Path("tea.en.md")


def blocks(prefix: str, source: str) -> list[Block]:
    found = []
    for line, text in enumerate(source.strip().splitlines(), 1):
        tag, _, content = text.strip().partition(" ")
        found.append(Block(f"{prefix}{line}", line, line * 2, content, tag=tag, column=3))
    return found


def pair(zh: str, en: str) -> tuple[list[tuple[str, str]], Report]:
    """The pairs by id, `-` for None."""
    report = Report()
    sections = pair_sections(blocks("b", zh), blocks("e", en))
    report_pairs(sections, zh_path=ZH, en_path=EN, report=report)
    pairs = [pair for section in sections for pair in section.pairs]
    return [(a.id if a else "-", b.id if b else "-") for a, b in pairs], report


def test_equal_counts_pair_in_order() -> None:
    pairs, report = pair("h1 茶\np 甲\np 乙", "h1 Tea\np A\np B")
    assert pairs == [("b1", "e1"), ("b2", "e2"), ("b3", "e3")]
    assert report.diagnostics == []


def test_mismatch_stays_within_its_section() -> None:
    pairs, report = pair(
        "h2 一\np 他有12本书。\np 她有345只猫，都很胖。\nh2 二\np 完。",
        "h2 One\np She has 345 cats, all of them fat.\nh2 Two\np The end.",
    )
    assert pairs == [("b1", "e1"), ("b2", "-"), ("b3", "e2"), ("b4", "e3"), ("b5", "e4")]
    (fault,) = report.diagnostics
    assert (fault.code, fault.path, fault.line, fault.column) == ("T003", ZH, 4, 3)
    assert "他有12本书。" in fault.message
    assert "after tea.en.md:2" in fault.message
    assert "2 blocks" in fault.message
    assert "1 block" in fault.message
    assert fault.hint


def test_an_extra_english_block_is_reported_in_its_own_file() -> None:
    pairs, report = pair("p 他有12本书。", "p He has 12 books.\np Note by the translator, 2024.")
    assert pairs == [("b1", "e1"), ("-", "e2")]
    (fault,) = report.diagnostics
    assert (fault.path, fault.line) == (EN, 4)
    assert "after tea.md:2" in fault.message


def test_every_section_out_of_step_is_reported() -> None:
    _, report = pair("p 甲\nh2 一\np 乙\np 丙\nh2 二\np 丁", "h2 One\np B\nh2 Two\np D\np E")
    assert [d.path for d in report.diagnostics] == [ZH, ZH, EN]


def test_a_missing_heading_does_not_break_the_others() -> None:
    pairs, report = pair(
        "h2 2019年\np 甲。\nh2 2020年\np 乙。\nh2 2021年\np 丙。",
        "h2 In 2019\np A.\np B.\nh2 In 2021\np C.",
    )
    assert ("b1", "e1") in pairs
    assert ("b3", "-") in pairs
    assert ("b5", "e4") in pairs
    assert ("b6", "e5") in pairs
    assert len(report.diagnostics) == 1
    assert "heading" in report.diagnostics[0].message


def test_a_heading_does_not_pair_with_text_though_counts_agree() -> None:
    pairs, report = pair("h2 茶\np 他喝茶。", "p He drinks tea.\np Every day.")
    assert ("b1", "e1") not in pairs
    assert len(report.diagnostics) == 1


@pytest.mark.parametrize(("zh", "en"), [("", ""), ("p 甲\nh2 乙", ""), ("", "h1 A\np B")])
def test_empty_sides(zh: str, en: str) -> None:
    pairs, report = pair(zh, en)
    assert len(pairs) == len(zh.splitlines()) + len(en.splitlines())
    assert len(report.diagnostics) == bool(pairs)


def test_missing_row_in_a_long_table_is_found() -> None:
    zh = "\n".join(f"td 第{n}行" for n in range(100, 400))
    en = "\n".join(f"td row {n}" for n in range(100, 400) if n != 250)
    pairs, report = pair(zh, en)
    assert ("b151", "-") in pairs
    assert sum("-" in p for p in pairs) == 1
    assert len(report.diagnostics) == 1


def test_headings_are_paired_by_the_text_below_them() -> None:
    pairs, _ = pair(
        "h2 概述\np 甲。\nh2 尺寸\np 长12厘米，重345克。\nh2 用法\np 每天6次。",
        "h2 Overview\np A.\nh2 News\np Soon.\nh2 Use\np Six times a day, 6 each.\n"
        "h3 Size\np 12 cm long, 345 g.\nh3 How often\np 6 a day.",
    )
    assert ("b3", "e7") in pairs
    assert ("b4", "e8") in pairs


def test_long_section_pairs_with_the_first_of_the_sections_it_became() -> None:
    figures = "\n".join(f"p {n}11和{n}22和{n}33。" for n in range(1, 7))
    found = [f"p {n}11 and {n}22 and {n}33." for n in range(1, 7)]
    found.insert(2, "h3 More")
    pairs, _ = pair(
        f"h2 数字\n{figures}\nh2 完\np 完了。",
        "\n".join(["h2 Figures", *found, "h2 End", "p The end."]),
    )
    assert pairs[0] == ("b1", "e1")


def test_short_line_may_become_a_heading_in_the_translation() -> None:
    pairs, _ = pair("p 序。\nli 稳定\np 甲。\np 乙。", "p Preface.\nh3 Stable\np A.")
    assert ("b2", "e2") in pairs


def test_short_items_that_changed_places_are_paired() -> None:
    pairs, report = pair(
        "p 有：\nli 中文3页，5册\nli 英文的在Google、Dropbox和iCloud\nli 玩：3和5和GitHub",
        "p There are:\nli The English is on Google, Dropbox, iCloud\nli Chinese, 3 pages, 5 books\n"
        "li Play: 3 and 5 and GitHub",
    )
    assert pairs == [("b1", "e1"), ("b2", "e3"), ("b3", "e2"), ("b4", "e4")]
    (fault,) = report.diagnostics
    assert "not in the article's order" in fault.message
