"""Characters that are reported as being of the wrong width, and those that are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.punctuation import check_widths, correct_widths
from generator.content.markdown.blocks import parse, parse_title
from generator.diagnostics import Report
from generator.language.sentences.split import with_sentences
from generator.model import Article, Bilingual, Edition, Metadata


def doubts(
    text: str, script: Edition = Edition.HANS, title: str = "题"
) -> list[tuple[int, int, str]]:
    skeleton, blocks = parse(text)
    blocks = tuple(with_sentences(block, lang="zh") for block in blocks)
    head = with_sentences(parse_title(title)[1], lang="zh")
    meta = Metadata("a", Bilingual("题"))
    report = Report()
    check_widths(Article(Path("a.md"), meta, script, skeleton, blocks, head), report)
    assert {d.code for d in report.diagnostics} <= {"S024"}
    return [(d.line, d.column, d.hint) for d in report.diagnostics]


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("他来了,走了.", "他来了，走了。"),
        ("真的吗?", "真的吗？"),
        ("他说:好!", "他说：好！"),
        ('他说"好"。', "他说“好”。"),
        ("研究(research)表明如此(见图1)。", "研究（research）表明如此（见图1）。"),
        ("我学了三年Python.", "我学了三年Python。"),
        ("等等...再说", "等等……再说"),
        ("Ａ股在２０世纪", "A股在20世纪"),
    ],
)
def test_characters_of_the_wrong_width_are_corrected(text: str, corrected: str) -> None:
    assert correct_widths(text) == corrected
    assert len(doubts(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "价格是10,000元，涨了3.5%，比分3:2，时间15:30，版本v1.5，日期2024.01.02。",
        "他说：“好！”（真的）",
        "函数f(x)不变，见RFC 9110。",
        "看 https://example.org/a,b?x=1 和 a.b@c.com，还有 weather.example.org。",
        '代码`a, b`和`print("好")`。',
        '[链接](a.md "题, 目")和![图](b.png)。',
        "去 qù (to go, to leave; 离开, 前往)",
        "He said 你好, then left.",
        "O'Brien说他来了",
        "等等……再说——好…",
        '他有一台27"的电视',
        "：)",
        "100％、A＋B",
        "a, b (c). d? e!",
    ],
)
def test_correct_widths_are_not_reported(text: str) -> None:
    assert doubts(text) == []


def test_a_sentence_is_reported_once_at_its_first_mark() -> None:
    found = doubts("他来了。\n她说:好,再见.\n\n对,对。我们去。", title="一,二")
    assert [(line, column) for line, column, _ in found] == [(1, 2), (2, 3), (4, 2)]
    assert found[1][2] == "Write “说：好”, “好，再”, “见。”."


def test_traditional_text_gets_corner_brackets() -> None:
    assert doubts('他說"好"。', Edition.TW)[0][2] == "Write “說「好”, “好」。”."
