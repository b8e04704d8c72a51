from __future__ import annotations

from pathlib import Path

import pytest

from generator.model import NameKind, Separator, Span
from tools.language.corpus import (
    CutExample,
    Example,
    RunningText,
    is_test,
    read_articles,
    read_cuts,
    read_names,
    read_polyphones,
    read_quoted,
    read_running,
    read_spelling,
)
from tools.language.inputs import CORPUS


def test_polyphones_are_read(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("zhang3\t银行行[长]\n", "utf-8")
    (tmp_path / "a.txt").write_text("# 了\n\nliao3\t没完没[了]。\nle5\t他来[了]\n", "utf-8")
    found = read_polyphones(tmp_path)
    assert found == [
        Example("没完没了。", 3, "liao3"),
        Example("他来了", 2, "le5"),
        Example("银行行长", 3, "zhang3"),
    ]
    assert [example.character for example in found] == ["了", "了", "长"]


def test_quoted_sentences_have_a_source(tmp_path: Path) -> None:
    (tmp_path / "长.txt").write_text("zhang3\t银行行[长]\tTatoeba 1 Martha\n", "utf-8")
    assert read_quoted(tmp_path) == [Example("银行行长", 3, "zhang3", "Tatoeba 1 Martha")]
    (tmp_path / "长.txt").write_text("zhang3\t银行行[长]\nzhang3\t行[长]\t\n", "utf-8")
    faults: list[str] = []
    assert read_quoted(tmp_path, faults) == []
    assert [fault.rpartition(" the ")[2] for fault in faults] == ["third column"] * 2


def test_half_of_the_quoted_sentences_are_held_out() -> None:
    held = [example.is_test for example in read_quoted(CORPUS / "quoted")]
    assert not held or 0.4 < sum(held) / len(held) < 0.6
    assert not Example("他来了。", 2, "le5").is_test
    assert Example("他来了。", 2, "le5", "Tatoeba 1 Martha").is_test == is_test(
        "他来了。", quoted=True
    )


def test_running_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("GPT-4o很好。\then3 hao3\n", "utf-8")
    assert read_running(tmp_path) == [RunningText("GPT-4o很好。", ("hen3", "hao3"), "news")]


def test_running_text_may_name_its_source(tmp_path: Path) -> None:
    (tmp_path / "hk.txt").write_text("很好。\then3 hao3\t茶館 (老舍)\t很好。\n", "utf-8")
    assert read_running(tmp_path) == [RunningText("很好。", ("hen3", "hao3"), "hk")]


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("zhang3\t银行行长", "brackets"),
        ("zhang3\t银行[行长]", "brackets"),
        ("zhang3\t银[行]行[长]", "brackets"),
        ("zhang\t银行行[长]", "“zhang” is no numbered syllable"),
    ],
)
def test_an_invalid_example_is_an_error(tmp_path: Path, line: str, cause: str) -> None:
    (tmp_path / "a.txt").write_text(f"# 长\n{line}\nzhang3\t校[长]\n", "utf-8")
    with pytest.raises(ValueError, match=cause):
        read_polyphones(tmp_path)
    faults: list[str] = []
    assert [example.sentence for example in read_polyphones(tmp_path, faults)] == ["校长"]
    assert [fault.split(" ")[0] for fault in faults] == ["a.txt:2:"]


@pytest.mark.parametrize("line", ["很好\then3", "很好\then3 hao", "很好"])
def test_invalid_running_text_is_an_error(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.txt").write_text(line, "utf-8")
    faults: list[str] = []
    assert read_running(tmp_path, faults) == []
    assert len(faults) == 1


def test_the_split_never_changes() -> None:
    sentences = ["他来了。", "没完没了。", "银行行长", "一"]
    assert [is_test(sentence) for sentence in sentences] == [False, True, False, True]
    assert 150 < sum(is_test(f"第{n}句") for n in range(1000)) < 250


def test_a_missing_folder_is_empty(tmp_path: Path) -> None:
    assert read_polyphones(tmp_path / "none") == read_running(tmp_path / "none") == []


def test_cuts_are_read(tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text("# 改过\n他[改过]名字。\t改|过\t改过\town\n", "utf-8")
    (found,) = read_cuts(tmp_path)
    assert found == CutExample("他改过名字。", 1, ("改", "过"), ("改过",))
    assert found.end == 3


@pytest.mark.parametrize(
    "line",
    ["他[改过。\t改|过\t改过", "他[改过]。\t改|过\t改|过", "他[改过]。\t改|国\t改过", "他[改过]。"],
)
def test_invalid_cuts_are_an_error(tmp_path: Path, line: str) -> None:
    (tmp_path / "own.tsv").write_text(line, "utf-8")
    faults: list[str] = []
    assert read_cuts(tmp_path, faults) == []
    assert [fault.split(" ")[0] for fault in faults] == ["own.tsv:1:"]


def test_named_sentences(tmp_path: Path) -> None:
    path = tmp_path / "press.txt"
    path.write_text("# A remark.\n{李明|person}在{北京|place}。\tSomebody\n", "utf-8")
    (found,) = read_names(tmp_path)
    assert (found.sentence, found.genre) == ("李明在北京。", "press")
    assert found.names == {Span(0, 2): NameKind.PERSON, Span(3, 5): NameKind.PLACE}


@pytest.mark.parametrize("line", ["{李明|person}来了。", "{李明|man}来了。\tX", "{李明来了。\tX"])
def test_faulty_named_sentences(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.txt").write_text(line, "utf-8")
    faults: list[str] = []
    assert read_names(tmp_path, faults) == []
    assert len(faults) == 1


def test_many_named_sentences_are_held_out() -> None:
    sentences = read_names(CORPUS / "names")
    assert 0.35 < sum(each.is_test for each in sentences) / len(sentences) < 0.6


def test_articles_are_read(tmp_path: Path) -> None:
    path = tmp_path / "prose-walk.txt"
    path.write_text("# 散步\n# Somebody, CC BY 4.0\n{李明|person}走了。\n他累了。\n", "utf-8")
    (article,) = read_articles(tmp_path)
    assert (article.title, article.source) == ("散步", "Somebody, CC BY 4.0")
    assert [p.sentence for p in article.paragraphs] == ["李明走了。", "他累了。"]
    assert article.paragraphs[0].names == {Span(0, 2): NameKind.PERSON}
    assert {p.genre for p in article.paragraphs} == {"prose-walk"}


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("# 散步\n李明走了。\n", "the first two lines"),
        ("# 散步\n# X\n{李明走了。\n", "names must be marked"),
    ],
)
def test_faulty_articles(tmp_path: Path, text: str, cause: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=cause):
        read_articles(tmp_path)
    faults: list[str] = []
    read_articles(tmp_path, faults)
    assert len(faults) == 1


def test_spelling_is_read(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("他在山上看《家》。\t他 在 山~上 看 《^家》。\tA book\n")
    [text] = read_spelling(tmp_path)
    space = Separator.SPACE
    assert text.separators == {1: space, 2: space, 3: None, 4: space}
    assert text.capitals == {6}


@pytest.mark.parametrize("part", ["read", "unread"])
def test_all_spelling_is_valid(part: str) -> None:
    assert len(read_spelling(CORPUS / "spelling" / part)) >= 400


def test_no_sentence_with_spelling_is_both_read_and_unread() -> None:
    read, unread = (
        {text.sentence for text in read_spelling(CORPUS / "spelling" / part)}
        for part in ("read", "unread")
    )
    assert read.isdisjoint(unread)
