from pathlib import Path

import pytest

from generator.content.entries import Term
from generator.content.glossary import load_glossary
from generator.diagnostics import Report
from generator.model import Bilingual, Edition
from tests.fixture_file import FIXTURES, Case, read_cases
from tests.shown_faults import shown_faults

CASES = read_cases("content/glossary.toml.txt")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_faults(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text(case.input, "utf-8")
    report = Report()
    load_glossary(path, report)
    assert shown_faults(report) == case.expected


def test_every_value_is_read(tmp_path: Path) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text(CASES[0].input, "utf-8")
    first, second = load_glossary(path, Report())
    assert first == Term(
        id="large-language-model",
        forms={
            Edition.HANS: "大语言模型",
            Edition.TW: "大型語言模型",
            Edition.HK: "大型語言模型",
        },
        pinyin="dà yǔyán móxíng",
        english="large language model",
        definition=Bilingual("……", "…"),
        source_url="https://en.wikipedia.org/wiki/Large_language_model",
        aliases=("大型语言模型", "LLM"),
        match_case=False,
        line=1,
        source_place=(10, 10),
    )
    assert (second.id, second.forms, second.pinyin, second.line) == (
        "gpu",
        {Edition.HANS: "GPU"},
        "",
        15,
    )


def test_entries_without_faults_are_loaded(tmp_path: Path) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text(f"{CASES[0].input}\n[[term]]\nid = 5\n", "utf-8")
    assert [term.id for term in load_glossary(path, Report())] == ["large-language-model", "gpu"]


def test_no_file(tmp_path: Path) -> None:
    report = Report()
    assert load_glossary(tmp_path / "glossary.toml", report) == ()
    assert not report.diagnostics


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "glossary.toml").touch()
    report = Report()
    assert load_glossary(tmp_path / "glossary.toml", report) == ()
    assert not report.diagnostics


def test_broken_link_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "glossary.toml").symlink_to(tmp_path / "gone.toml")
    report = Report()
    assert load_glossary(tmp_path / "glossary.toml", report) == ()
    assert [d.code for d in report.diagnostics] == ["S001"]


def test_the_starter_glossary_has_no_fault() -> None:
    report = Report()
    assert load_glossary(FIXTURES.parents[1] / "seeds" / "glossary.toml", report)
    assert shown_faults(report) == "fine"
