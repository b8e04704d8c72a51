from __future__ import annotations

from pathlib import Path

import pytest

from generator.check import check
from generator.diagnostics import Report
from tests.fixture_file import Case, read_cases
from tests.shown_faults import shown_faults

TERM = """
[[term]]
id = "{id}"
zh-Hans = "{zh}"
pinyin = "{pinyin}"
en = "{en}"
definition = {{ zh = "释", en = "Meaning" }}
source = "https://example.org"
aliases = [{aliases}]
"""
GLOSSARY = (
    TERM.format(id="lm", zh="大模型", pinyin="dà móxíng", en="large model", aliases='"LLM"')
    + TERM.format(id="company", zh="公司", pinyin="gōngsī", en="company", aliases="")
    + TERM.format(id="ai", zh="人工智能", pinyin="réngōng zhìnéng", en="AI", aliases="")
)
LEXICON = """
[[word]]
text = "梁文锋"
pinyin = "Liáng Wénfēng"
name = "person"
en = "Liang Wenfeng, who founded DeepSeek"
"""


def _site(root: Path, chinese: str, english: str, head: str = "machine: true\n") -> Report:
    (root / "articles").mkdir()
    (root / "site.toml").write_text('title = { zh = "小站", en = "Site" }\n', "utf-8")
    (root / "glossary.toml").write_text(GLOSSARY, "utf-8")
    (root / "lexicon.toml").write_text(LEXICON, "utf-8")
    (root / "articles/a.md").write_text(f"---\ntitle: 题\n---\n{chinese}\n", "utf-8")
    (root / "articles/a.en.md").write_text(f"---\n{head}---\n{english}\n", "utf-8")
    report = Report()
    check(root, report)
    report.filter(["T", "S"])
    return report


OWN = {"T005", "T006", "T007", "T016"}


def _own(report: Report) -> str:
    found = [d for d in report.diagnostics if d.code in OWN]
    assert {d.path.name for d in found} <= {"a.en.md"}
    return shown_faults(Report(found))


@pytest.mark.parametrize("case", read_cases("checks/translation.txt"), ids=str)
def test_doubts_about_a_draft(case: Case, tmp_path: Path) -> None:
    assert _own(_site(tmp_path, *case.input.split("\n"))) == case.expected


@pytest.mark.parametrize("case", read_cases("checks/translation-by-hand.txt"), ids=str)
def test_doubts_about_a_translation_by_hand(case: Case, tmp_path: Path) -> None:
    assert _own(_site(tmp_path, *case.input.split("\n"), head="translator: Li\n")) == case.expected


def test_a_draft_that_nobody_has_signed_off(tmp_path: Path) -> None:
    report = _site(tmp_path, "他走了。", "He left.", "translator: m-1\nmachine: true\n")
    assert shown_faults(report) == (
        "3:1 T004 This translation is a machine draft that nobody has signed off\n"
        "  Compare it with the Chinese, correct it, then remove the line `machine: true`."
    )
    assert not report.failed


@pytest.mark.parametrize("head", ["translator: Li\n", "machine: false\n"])
def test_a_translation_by_hand_needs_no_signing_off(tmp_path: Path, head: str) -> None:
    report = _site(tmp_path, "他走了。", "He left.", head)
    assert "T004" not in {d.code for d in report.diagnostics}


def test_a_comment_accepts_a_doubt(tmp_path: Path) -> None:
    english = "This firm is big. <!-- jiazhu: ignore T005: A firm here. -->"
    assert _site(tmp_path, "这家公司很大。", english, "").diagnostics == []
