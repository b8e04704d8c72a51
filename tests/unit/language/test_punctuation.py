"""Repairs of punctuation, and their counts."""

from __future__ import annotations

import pytest

from generator.language.punctuation import repair
from tests.fixture_file import Case, read_cases


@pytest.mark.parametrize("case", read_cases("language/punctuation.txt"), ids=str)
def test_punctuation(case: Case) -> None:
    assert repair(case.input)[0] == case.expected


def test_each_kind_of_repair_is_counted() -> None:
    _, counts = repair('他说:"中 国(China)很大...",对--好')
    assert dict(counts) == {
        "spaces inside Chinese": 1,
        "half-width brackets": 1,
        "ellipses": 1,
        "half-width marks": 2,
        "dashes": 1,
        "straight quotation marks": 1,
    }


def test_headings_keep_their_spaces() -> None:
    assert repair("第一章 春天,来了", heading=True)[0] == "第一章 春天，来了"


def test_traditional_text_gets_corner_brackets() -> None:
    assert repair('他說"你好"', corners=True)[0] == "他說「你好」"
