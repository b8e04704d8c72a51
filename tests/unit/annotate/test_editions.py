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
