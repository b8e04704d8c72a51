from __future__ import annotations

import json

from generator.annotate.engines import load_engines
from generator.content.entries import Lexeme, Term
from generator.language.pinyin.styles import Style
from generator.model import Bilingual, Edition
from generator.site.lookup import Lookup, LookupBlock
from tests.shown import annotated


def looked_up(text: str, edition: Edition = Edition.HANS, *terms: Term) -> list[dict[str, object]]:
    engines = load_engines(terms)
    block, _ = annotated(text, engines)
    lookup = Lookup(edition, engines)
    lookup.add(LookupBlock.of(block, engines))
    found: list[dict[str, object]] = json.loads(lookup.json())
    return found


def test_words_share_a_key_in_the_order_of_the_text() -> None:
    found = looked_up("研究人员研究")  # the last key is a word around the first two
    assert [word["s"] for word in found] == ["研究", "人员", "研究人员"]


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
    assert [entry.get("tw") for entry in word["e"]] == [None, "qí"]  # type: ignore[attr-defined]


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
    block, _ = annotated("不是研究", engines)
    lookup = Lookup(Edition.HANS, engines, Style.ZHUYIN)
    lookup.add(LookupBlock.of(block, engines))
    *_, word = json.loads(lookup.json())
    assert word["p"] == "ㄧㄢˊ ㄐㄧㄡ"
    assert word["e"][0]["cl"] == ["項|项 ㄒㄧㄤˋ"]
    assert "p" not in word["e"][0]


def test_the_lexicons_gloss_comes_first() -> None:
    engines = load_engines((), [Lexeme("西北大学", english="Northwestern University")])
    block, _ = annotated("西北大学", engines)
    lookup = Lookup(Edition.HANS, engines)
    lookup.add(LookupBlock.of(block, engines))
    assert lookup.words[0].entries[0].senses == ("Northwestern University",)


def test_the_words_inside_and_around_a_word() -> None:
    term = Term("c", {Edition.HANS: "人工智能"}, "", "", Bilingual(), "")
    found = looked_up("人工智能的研究人员", Edition.TW, term)
    by_text = {word["t"]: word for word in found}

    def named(word: str, name: str) -> list[object]:
        return [found[key]["t"] for key in by_text[word].get(name, ())]  # type: ignore[attr-defined]

    assert named("人工智慧", "in") == ["人工", "智慧"]
    assert named("研究", "of") == named("人員", "of") == ["研究人員"]
    assert named("的", "of") == []
    assert by_text["人工"]["p"] == "réngōng"
    assert by_text["人工"]["l"]
    assert "l" not in by_text["研究"]
    assert by_text["研究人員"]["e"]


def test_a_word_of_the_page_is_not_said_twice() -> None:
    found = looked_up("研究人员做研究")
    assert [word["s"] for word in found].count("研究") == 1


def test_the_sentences_of_a_word_are_announced() -> None:
    engines = load_engines()
    block, _ = annotated("研究人员", engines)
    lookup = Lookup(Edition.HANS, engines, examples={"人员"})
    lookup.add(LookupBlock.of(block, engines))
    first, second, *_ = json.loads(lookup.json())
    assert "x" not in first
    assert second["x"] == 1


def test_characters_of_the_page() -> None:
    engines = load_engines()
    block, _ = annotated("AI研究人员。", engines)
    lookup = Lookup(Edition.TW, engines)
    lookup.add(LookupBlock.of(block, engines))
    assert lookup.characters() == set("研究人員")


def test_the_entry_of_a_name_follows_where_the_word_is_none() -> None:
    (word,) = looked_up("资源")
    assert word["e"][0]["d"][0].startswith("natural resource")  # type: ignore[index]


def test_latin_words_without_an_entry_have_none() -> None:
    assert looked_up("Zihan，36%") == []


def test_the_data_cannot_end_its_script() -> None:
    engines = load_engines()
    block, _ = annotated("你好", engines)
    lookup = Lookup(Edition.HANS, engines)
    lookup.add(LookupBlock.of(block, engines))
    lookup.words[0].text = "</script><!--&"
    assert not set("<>&") & set(lookup.json())


def test_words_have_their_levels() -> None:
    engines = load_engines()
    block, _ = annotated("认真研究不是研究。", engines)
    lookup = Lookup(Edition.HANS, engines)
    found = lookup.add(LookupBlock.of(block, engines))
    assert [(lookup.words[view.key].text, view.levels, view.first) for view in found.values()] == [
        ("认真", "3ar", True),
        ("研究", "ds", True),
        ("不是", "HAP", True),
        ("研究", "ds", False),
    ]
    assert 4 not in found
