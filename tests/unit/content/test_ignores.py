"""Ignore comments: the lines they apply to, and that they leave no trace."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from generator.content.comments import Comment
from generator.content.front_matter_comments import front_matter_comments
from generator.content.ignores import (
    apply_ignores,
)
from generator.content.markdown.blocks import parse, parse_markdown
from generator.content.markdown.parser import parser
from generator.content.toml.decode import decode_toml
from generator.content.write_ignores import without_ignores
from generator.diagnostics import Report

C = "<!-- jiazhu: ignore T006: the reason -->"
H = "# jiazhu: ignore G008: the reason"


def covered_lines(comments: Iterable[Comment]) -> list[list[int]]:
    return [list(comment.lines) for comment in comments]


@pytest.mark.parametrize("html", [False, True])
@pytest.mark.parametrize(
    ("text", "without"),
    [
        (f"他来了。{C}", "他来了。"),
        (f"他来了。 {C}\n她走了。", "他来了。\n她走了。"),
        (f"a  {C}  \nb", "a\nb"),
        (f"a {C} b", "a b"),
        (f"a{C}b", "ab"),
        (f"{C} a\n\nb", "a\n\nb"),
        (f"{C}\n\nb", "b"),
        (f"a\n{C}\nb", "a\n\nb"),
        (f"{C} {C}\nb", "b"),
        (f"# a {C}\n\n{C}\n## b", "# a\n\n## b"),
        (f"- a {C}\n- b\n  {C}\n- c", "- a\n- b\n- c"),
        (f"> {C}\n> a {C}", "> a"),
        (f"| a |\n| - |\n| b {C} |", "| a |\n| - |\n| b |"),
        (f"**a** {C}\n[b {C}](c.md)", "**a**\n[b](c.md)"),
        (f"a[^1]\n\n[^1]: b {C}", "a[^1]\n\n[^1]: b"),
    ],
)
def test_a_comment_leaves_no_trace(text: str, without: str, html: bool) -> None:
    md = parser(html=html)
    assert md.render(text) == md.render(without)
    assert not parse_markdown(text).raw_html
    blocks = [[b.text for b in parse(each, html=html)[1]] for each in (text, without)]
    assert blocks[0] == blocks[1]


@pytest.mark.parametrize("text", [f"`{C}`", f"    {C}", f"```\n{C}\n```", f"\\{C}"])
def test_code_has_no_comments(text: str) -> None:
    assert "jiazhu" in parser(html=False).render(text)
    assert not parse_markdown(text).comments


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"a\nb {C}\nc", [[2]]),
        (f"{C}\na\nb\n\nc", [[1, 2, 3]]),
        (f"{C}\n\na\nb\n\nc", [[1, 2, 3, 4]]),
        (f"{C}\n- a\n- b\n\nc", [[1, 2, 3, 4]]),
        (f"- a\n  {C}\n- b\n- c", [[2, 3]]),
        (f"{C}\n{C}\na", [[1, 2, 3], [2, 3]]),
        (f"{C}\n```\na\n```\n", [[1, 2, 3, 4]]),
        (f"{C}\n[a]: b.md\n\nc", [[1, 2]]),
        (f"a[^1]\n\n{C}\n[^1]: b\n\nc", [[3, 4]]),
        (f"| a | b |\n|---|---|\n| c | d {C} |\n| e | f |", [[3]]),
        (f"a\n\n{C}", [[3]]),
    ],
)
def test_lines_that_a_comment_in_markdown_covers(text: str, lines: list[list[int]]) -> None:
    assert covered_lines(parse_markdown(text).comments) == lines


def test_the_position_of_a_comment_is_in_its_file() -> None:
    found = parse_markdown(f"a\n\nb {C}", line=4).comments
    assert [(c.line, c.column, list(c.lines)) for c in found] == [(6, 3, [6])]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f'a = "b" {H}', [[1]]),
        (f'a = "b"\n{H}\nc = "d"\ne = "f"', [[2, 3]]),
        (f'{H}\n\n# another\na = "b"\nc = 1', [[1, 2, 3, 4]]),
        (f"[[term]]\na = 1\n{H}\n[[term]]\nb = 1\nc = 2\n\n[[term]]\nd = 1", [[3, 4, 5, 6, 7]]),
        (f"[[term]] {H}\na = 1", [[1]]),
        (f"a = [\n  1, {H}\n  {H}\n  2,\n  3\n]", [[2], [3, 4]]),
        (f'a = """\n{H}\n"""\n', []),
        (f"a = '{H}'", []),
    ],
)
def test_lines_that_a_comment_in_toml_covers(text: str, lines: list[list[int]]) -> None:
    assert covered_lines(decode_toml(text).comments) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"---\ntitle: a {H}\n---\n", [[2]]),
        (f"---\n{H}\ntitle: a\nslug: b\n---\n", [[1, 2, 3]]),
        (f"---\nslug: b\n{H}\ntitle:\n  zh: a\n  en: b\n---\n", [[3, 4, 5, 6]]),
        (f"---\ntitle:\n  {H}\n  zh: a\n  en: b\n---\n", [[3, 4]]),
        (f'---\ntitle: "a {H}"\n---\n', []),
        (f"---\ntitle: a{H}\n---\n", []),
        (f"---\ntitle: |\n  a\n  {H}\n---\n", []),
    ],
)
def test_lines_that_a_comment_in_front_matter_covers(text: str, lines: list[list[int]]) -> None:
    assert covered_lines(front_matter_comments(text)) == lines


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (" ignore T006: why", []),
        ("ignore T006, T013：why", []),
        (" ignore T006", ["no reason for ignoring T006"]),
        (" ignore T006: ", ["no reason for ignoring T006"]),
        (" ignore: why", ["has no code"]),
        (" ingore T006: why", ["instruction “ingore”"]),
        (" ignore T666: why", ["no code “T666”"]),
        (" ignore S001: why", ["S001 is an error"]),
        (" ignore R003 T006: why", ["R003 is about a reading"]),
    ],
)
def test_an_invalid_comment_is_a_fault(text: str, faults: list[str]) -> None:
    report = Report()
    apply_ignores([Comment(3, 5, text, range(3, 4))], Path("a.md"), report)
    assert {(d.code, d.line, d.column) for d in report.diagnostics} <= {("S025", 3, 5)}
    for found, words in zip(report.diagnostics, faults, strict=True):
        assert words in found.message
    report.add("T006", Path("a.md"), "m", "h", line=3, column=9)
    accepted = any(d.code == "T006" for d in report.diagnostics)
    assert accepted is (bool(faults) and "R003" not in text)


def test_an_ignore_that_covers_nothing_is_reported() -> None:
    report = Report()
    apply_ignores([Comment(3, 5, "ignore T006: why", range(3, 4))], Path("a.md"), report)
    report.add("T006", Path("a.md"), "m", "h", line=4)
    report.add("T006", Path("b.md"), "m", "h", line=3)
    report.add_stale()
    assert [d.code for d in report.diagnostics] == ["T006", "T006", "S023"]


@pytest.mark.parametrize(
    ("text", "without"),
    [
        (f"a\n\n{C}\nb", "a\n\nb"),
        (f"a\n{C}\nb", "a\n\nb"),
        (f"- a\n  {C}\n- b", "- a\n- b"),
        (f"> {C}\n> a {C}\n\n```\n{C}\n```", f"> a {C}\n\n```\n{C}\n```"),
    ],
)
def test_comments_about_the_chinese_are_removed_from_drafts(text: str, without: str) -> None:
    assert without_ignores(text) == without
