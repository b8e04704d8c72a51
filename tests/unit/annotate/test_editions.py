"""Conversion through all the stages: the cases of `tests/fixtures/editions`."""

from __future__ import annotations

import re
from functools import cache

import pytest

from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate
from generator.model import Block, Edition
from tests.fixture_file import FIXTURES

HANS, TW, HK = Edition.HANS, Edition.TW, Edition.HK


def lines(name: str) -> list[tuple[str, list[str]]]:
    """The last heading and the cells of every case."""
    heading, found = "", []
    for line in (FIXTURES / "editions" / name).read_text("utf-8").splitlines():
        if line.startswith("# "):
            heading = line.removeprefix("# ")
        elif heading and line:
            found.append((heading, line.split(" | ")))
    return found


def directions() -> list[tuple[Edition, Edition, str, str]]:
    found = []
    for _, (text, *forms) in lines("from-simplified.txt"):
        found += [(HANS, to, text, form) for to, form in zip((TW, HK), forms, strict=False)]
    for heading, (text, form) in lines("from-traditional.txt"):
        source, target = re.findall(r"zh-\S+", heading)
        found.append((Edition(source), Edition(target), text, form))
    return found


@cache
def engines() -> Engines:
    return load_engines()


@pytest.mark.parametrize(("source", "target", "text", "expected"), directions())
def test_fixture(source: Edition, target: Edition, text: str, expected: str) -> None:
    document = annotate(Document(source, (Block("b1", 0, 1, text),)), engines())
    assert document.blocks[0].text_in(target) == expected


def test_words_are_converted_by_what_the_text_is_about() -> None:
    manual = "下载软件后，用鼠标双击图标，服务器的硬盘、内存、键盘和网页都要检查。"
    story = "他们在山里住了三年，每天种菜、打柴、看书。" * 3

    def second(first: str) -> str:
        blocks = (Block("b1", 0, 1, first), Block("b2", 1, 2, "完成以后请保存。"))
        return annotate(Document(HANS, blocks), engines()).blocks[1].text_in(TW)

    assert second(manual) == "完成以後請儲存。"
    assert second(story) == "完成以後請保存。"


def test_a_block_far_from_words_of_the_subject_is_not_about_it() -> None:
    manual = "下载软件后，用鼠标双击图标，服务器的硬盘、内存、键盘和网页都要检查。"
    texts = [manual, "天气很好。", "请保存。"]
    blocks = tuple(Block(f"b{at}", at, at, text) for at, text in enumerate(texts))
    assert annotate(Document(HANS, blocks), engines()).blocks[2].text_in(TW) == "請保存。"


def test_a_text_about_little_else_is_about_the_subject_throughout() -> None:
    manual = ["下载软件。", "双击图标。", "服务器的硬盘和内存。", "键盘和鼠标。"]
    texts = [*manual, "天气很好。", "他们来了。", "请保存。"]
    blocks = tuple(Block(f"b{at}", at, at, text) for at, text in enumerate(texts))
    assert annotate(Document(HANS, blocks), engines()).blocks[-1].text_in(TW) == "請儲存。"
