from pathlib import Path

import pytest

from generator.content.entries import Lexeme
from generator.content.lexicon import load_lexicon
from generator.diagnostics import Report
from generator.model import Edition, NameKind
from tests.fixture_file import FIXTURES, Case, read_cases
from tests.shown_faults import shown_faults

CASES = read_cases("content/lexicon.toml.txt")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_faults(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text(case.input, "utf-8")
    report = Report()
    load_lexicon(path, report)
    assert shown_faults(report) == case.expected


def test_every_value_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text(CASES[0].input, "utf-8")
    assert load_lexicon(path, Report()) == (
        Lexeme(
            text="显着",
            pinyin="xiǎnzhù",
            forms={Edition.HANS: "显著", Edition.TW: "顯著", Edition.HK: "顯著"},
            english="notable",
            line=1,
        ),
        Lexeme(text="支持", forms={Edition.TW: "支援"}, after=r"\d+种语言", line=8),
        Lexeme(text="王子涵", name=NameKind.PERSON, line=13),
        Lexeme(text="大语言模型", line=16),
    )


def test_patterns_keep_their_spaces(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text('[[word]]\ntext = " 支持 "\nbefore = " "\nafter = " x"', "utf-8")
    (lexeme,) = load_lexicon(path, Report())
    assert (lexeme.text, lexeme.after) == ("支持", " x")


def test_no_file(tmp_path: Path) -> None:
    report = Report()
    assert load_lexicon(tmp_path / "lexicon.toml", report) == ()
    assert not report.diagnostics


def test_deeply_nested_lists_are_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text(f"x = {'[' * 5000}", "utf-8")
    report = Report()
    assert load_lexicon(path, report) == ()
    assert [d.code for d in report.diagnostics] == ["W001"]


def test_the_starter_lexicon_has_no_fault() -> None:
    report = Report()
    assert load_lexicon(FIXTURES.parents[1] / "seeds" / "lexicon.toml", report)
    assert shown_faults(report) == "fine"
