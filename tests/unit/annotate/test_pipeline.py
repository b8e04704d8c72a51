from __future__ import annotations

import pytest

from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import STAGES, convert
from generator.model import Block, Edition, Layers
from tests.fixture_file import Case, read_cases
from tests.shown import annotated, shown_words


@pytest.fixture(scope="module")
def engines() -> Engines:
    return load_engines()


@pytest.mark.parametrize("case", read_cases("annotation.txt"), ids=str)
def test_annotation(case: Case, engines: Engines) -> None:
    block, script = annotated(case.input, engines)
    words, *editions = case.expected.split("\n")
    assert shown_words(block, script) == words
    for line in editions:
        edition, text = line.split(" ", 1)
        assert block.text_in(Edition(edition)) == text


@pytest.mark.parametrize("case", read_cases("annotation.txt"), ids=str)
def test_a_text_is_converted_as_it_is_when_it_is_read(case: Case, engines: Engines) -> None:
    block, script = annotated(case.input, engines)
    written = convert(Document(script, (Block("b1", 0, 1, case.input),)), engines).blocks[0]
    for edition in Edition:
        assert written.text_in(edition) == block.text_in(edition)
    assert not written.layers.readings


def test_every_stage_has_what_it_requires() -> None:
    provided: set[str] = set()
    for stage in STAGES:
        assert set(stage.requires) <= provided, stage.name
        provided.add(stage.provides)
    beside_words = {"proposed"}
    assert provided | beside_words == {"simplified", "sentences", *Layers.__struct_fields__}


def test_stages_have_names_of_their_own() -> None:
    assert len({stage.name for stage in STAGES}) == len(STAGES)
