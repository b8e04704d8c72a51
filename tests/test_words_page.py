"""Every example of docs/words.md is segmented as shown by `jiazhu annotate`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate
from generator.model import Block, Edition

PAGE = Path(__file__).parents[1] / "docs" / "words.md"

_FENCE = re.compile(r"^```words( traditional)?\n(.*?)^```$", re.DOTALL | re.MULTILINE)

EXAMPLES = [
    (Edition.TW if block[1] else Edition.HANS, line)
    for block in _FENCE.finditer(PAGE.read_text(encoding="utf-8"))
    for line in block[2].splitlines()
]


@pytest.fixture(scope="module")
def engines() -> Engines:
    return load_engines()


@pytest.mark.parametrize(("script", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_example_is_segmented_as_shown(script: Edition, line: str, engines: Engines) -> None:
    text = line.replace(" | ", "")
    done = annotate(Document(script, (Block("b1", 0, 1, text),)), engines)
    assert " | ".join(word.span.of(text) for word in done.blocks[0].layers.words) == line


def test_examples_are_found() -> None:
    assert len(EXAMPLES) > 180
    assert sum(script is Edition.TW for script, _ in EXAMPLES) > 15
