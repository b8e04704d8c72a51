from __future__ import annotations

import pytest

from generator.annotate.engines import load_engines
from generator.content.entries import Term
from generator.language.dictionary.cedict import Dictionary
from generator.language.scripts.taiwan import taiwan_reading
from generator.model import Bilingual, Edition
from tests.fixture_file import FIXTURES
from tests.shown import annotated, shown_words


def cases() -> list[tuple[str, str, str]]:
    lines = (FIXTURES / "language" / "taiwan.txt").read_text("utf-8").splitlines()
    rows = [tuple(line.split(" | ")) for line in lines if not line.startswith("#")]
    return [(row[0], row[1], row[2]) for row in rows if len(row) == 3]


@pytest.mark.parametrize(("word", "mainland", "taiwan"), cases())
def test_taiwan_readings(word: str, mainland: str, taiwan: str) -> None:
    found = taiwan_reading(word, mainland.split(), Dictionary())
    assert (" ".join(found) if found else "-") == taiwan


def test_a_form_with_another_number_of_characters_has_no_reading() -> None:
    assert taiwan_reading("", ["yi1"], Dictionary()) is None


def test_only_the_taiwan_edition_has_taiwan_readings() -> None:
    block, _ = annotated("研究法国企业")
    assert shown_words(block, Edition.HANS) == "研究[yánjiū] 法国[Fǎguó]@place 企业[qǐyè]"
    assert shown_words(block, Edition.TW) == "研究[yánjiù] 法國[Fàguó]@place 企業[qìyè]"
    assert shown_words(block, Edition.HK) == "研究[yánjiū] 法國[Fǎguó]@place 企業[qǐyè]"


def test_a_reading_that_the_glossary_has_for_taiwan_is_kept() -> None:
    term = Term(
        "r", {Edition.HANS: "研究"}, "yánjiū", "research", Bilingual(), "", taiwan_pinyin="yánjiū"
    )
    block, _ = annotated("研究", load_engines([term]))
    assert shown_words(block, Edition.TW) == "研究[yánjiū]*"
