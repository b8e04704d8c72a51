from __future__ import annotations

import json

from generator.annotate.engines import load_engines
from generator.language.styles import Style
from generator.model import Bilingual, Edition, Lexeme, Term
from generator.site.lookup import Lookup
from tests.shown import annotated


def looked_up(text: str, edition: Edition = Edition.HANS, *terms: Term) -> list[dict[str, object]]:
    engines = load_engines(terms)
    block, script = annotated(text, engines)
    lookup = Lookup(script, edition, engines)
    for word in block.layers.words:
        lookup.look_up(block, word)
    found: list[dict[str, object]] = json.loads(lookup.json())
    return found


def test_words_share_a_key_in_the_order_of_the_text() -> None:
    found = looked_up("研究人员研究")
    assert [word["s"] for word in found] == ["研究", "人员"]


def test_the_reading_that_stands_here_comes_first() -> None:
    for text, reading in (("跑得快", "de"), ("他得了奖", "dé")):
        word = looked_up(text)[1]
        assert word["p"] == reading
        first, *others = word["e"]  # type: ignore[misc]
        assert "p" not in first  # it is the word's own
        assert {"de", "dé", "děi"} - {reading} <= {entry.get("p") for entry in others}


def test_measure_words_and_taiwan_readings() -> None:
    (word,) = looked_up("研究")
    assert word["e"][0]["cl"] == ["項|项 xiàng"]  # type: ignore[index]
    (word,) = looked_up("期")
    assert any(entry.get("tw") == "qí" for entry in word["e"])  # type: ignore[attr-defined]


def test_a_word_without_an_entry_has_those_of_its_parts() -> None:
    term = Term("c", {Edition.HANS: "计算能力"}, "", "", Bilingual(), "")
    (word,) = looked_up("计算能力", Edition.HANS, term)
    assert word["term"] == "c"
    assert word["t"] == "計算能力"
    assert [entry["t"] for entry in word["e"]] == ["計算", "能力"]  # type: ignore[attr-defined]


def test_an_editions_own_word_comes_first() -> None:
    term = Term("c", {Edition.HANS: "芯片", Edition.TW: "晶片"}, "xīnpiàn", "", Bilingual(), "")
    (word,) = looked_up("芯片", Edition.TW, term)
    assert (word["s"], word["t"], word["p"]) == ("晶片", "晶片", "jīngpiàn")
    assert [entry.get("s") for entry in word["e"]] == [None, "芯片"]  # type: ignore[attr-defined]


def test_readings_in_another_style() -> None:
    engines = load_engines()
    block, script = annotated("不是研究", engines)
    lookup = Lookup(script, Edition.HANS, engines, Style.ZHUYIN)
    for word in block.layers.words:
        lookup.look_up(block, word)
    *_, word = json.loads(lookup.json())
    assert word["p"] == "ㄧㄢˊ ㄐㄧㄡ"
    assert word["e"][0]["cl"] == ["項|项 ㄒㄧㄤˋ"]
    assert "p" not in word["e"][0]


def test_the_lexicons_gloss_comes_first() -> None:
    engines = load_engines((), [Lexeme("西北大学", english="Northwestern University")])
    block, script = annotated("西北大学", engines)
    lookup = Lookup(script, Edition.HANS, engines)
    lookup.look_up(block, block.layers.words[0])
    assert lookup.words[0].entries[0].senses == ("Northwestern University",)


def test_latin_words_without_an_entry_have_none() -> None:
    assert looked_up("Zihan，36%") == []


def test_the_data_cannot_end_its_script() -> None:
    engines = load_engines()
    block, script = annotated("你好", engines)
    lookup = Lookup(script, Edition.HANS, engines)
    lookup.look_up(block, block.layers.words[0])
    lookup.words[0].text = "</script><!--&"
    assert not set("<>&") & set(lookup.json())


def test_words_have_their_levels() -> None:
    engines = load_engines()
    block, script = annotated("认真研究不是研究。", engines)
    lookup = Lookup(script, Edition.HANS, engines)
    found = [lookup.look_up(block, word) for word in block.layers.words]
    assert [word and (word.text, word.levels) for word in found] == [
        ("认真", "3ar"),
        ("研究", "ds"),
        ("不是", "HAP"),
        ("研究", "ds"),
        None,
    ]
