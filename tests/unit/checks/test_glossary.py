"""Entries of the glossary and the lexicon that are not used."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check import check
from generator.diagnostics import Report

TERM = """
[[term]]
id = "llm"
zh-Hans = "大语言模型"
pinyin = "dà yǔyán móxíng"
en = "large language model"
aliases = ["LLM"]
match_case = false
definition = {{ zh = "能写{word}的模型", en = "Meaning" }}
source = "https://example.org"
"""
WORD = '[[word]]\ntext = "发布"\n{context}\nzh-Hant-TW = "發布"\n'


def codes(
    root: Path,
    text: str,
    *,
    title: str = "题",
    context: str = "",
    word: str = "文章",
    head: str = "",
) -> list[str]:
    (root / "articles").mkdir()
    (root / "site.toml").write_text('title = { zh = "小站", en = "Site" }\n', "utf-8")
    (root / "glossary.toml").write_text(TERM.format(word=word), "utf-8")
    (root / "lexicon.toml").write_text(WORD.format(context=context), "utf-8")
    front = f"---\ntitle: {title}\ntitle_en: T\nslug: a\n{head}---\n"
    (root / "articles/a.md").write_text(f"{front}{text}\n", "utf-8")
    report = Report()
    check(root, report)
    report.filter(["G", "W"])
    assert all(d.path.name in {"glossary.toml", "lexicon.toml"} for d in report.diagnostics)
    return [d.code for d in report.sorted()]


def test_entries_that_no_article_uses(tmp_path: Path) -> None:
    assert codes(tmp_path, "天气很好。") == ["G008", "W009"]


@pytest.mark.parametrize(
    "text", ["发布了大语言模型。", "發布了大語言模型。", "发布了llm。", "{发布}了超大语言模型组。"]
)
def test_entries_that_are_used(tmp_path: Path, text: str) -> None:
    assert codes(tmp_path, text) == []


def test_a_title_and_a_draft_use_entries(tmp_path: Path) -> None:
    assert codes(tmp_path, "天气很好。", title="发布大语言模型", head="draft: true\n") == []


def test_a_definition_uses_the_lexicon_but_not_the_glossary(tmp_path: Path) -> None:
    assert codes(tmp_path, "天气很好。", word="发布") == ["G008"]


@pytest.mark.parametrize(("text", "expected"), [("他发布LLM。", []), ("我发布LLM。", ["W009"])])
def test_an_entry_is_used_only_in_its_context(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    assert codes(tmp_path, text, context="before = '他'") == expected


def test_nothing_is_reported_after_an_error(tmp_path: Path) -> None:
    assert codes(tmp_path, "天气很好。", head="level: HSK 12\n") == []
