from __future__ import annotations

import pytest

from generator.annotate.engines import load_engines
from generator.language.dictionary import Dictionary
from generator.language.taiwan import taiwan_reading
from generator.model import Bilingual, Edition, Term
from tests.shown import annotated, shown_words


@pytest.mark.parametrize(
    ("word", "mainland", "taiwan"),
    [
        ("研究", "yan2 jiu1", "yan2 jiu4"),
        ("星期", "xing1 qi1", "xing1 qi2"),
        ("质量", "zhi4 liang4", "zhi2 liang4"),
        ("企业", "qi3 ye4", "qi4 ye4"),
        ("危险", "wei1 xian3", "wei2 xian3"),
        ("法国", "Fa3 guo2", "Fa4 guo2"),
        ("方法", "fang1 fa3", None),
        ("垃圾", "la1 ji1", "le4 se4"),
        ("认识", "ren4 shi5", "ren4 shi4"),
        ("突然", "tu1 ran2", "tu2 ran2"),
        ("和", "he2", None),
        ("从", "cong2", None),
        ("语言", "yu3 yan2", None),
    ],
)
def test_readings(word: str, mainland: str, taiwan: str | None) -> None:
    found = taiwan_reading(word, mainland.split(), Dictionary())
    assert (" ".join(found) if found else None) == taiwan


def test_only_the_taiwan_edition_is_read_so() -> None:
    block, _ = annotated("研究法国企业")
    assert shown_words(block, Edition.HANS) == "研究[yánjiū] 法国[Fǎguó]@place 企业[qǐyè]"
    assert shown_words(block, Edition.TW) == "研究[yánjiù] 法國[Fàguó]@place 企業[qìyè]"
    assert shown_words(block, Edition.HK) == "研究[yánjiū] 法國[Fǎguó]@place 企業[qǐyè]"


def test_what_a_person_stated_stays() -> None:
    term = Term("r", {Edition.HANS: "研究"}, "yánjiū", "research", Bilingual(), "")
    block, _ = annotated("研究", load_engines([term]))
    assert shown_words(block, Edition.TW) == "研究[yánjiū]*"
