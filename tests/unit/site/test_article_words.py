from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import msgspec

from generator.annotate.engines import Engines, load_engines
from generator.content.entries import Lexeme, Term
from generator.language.pinyin.styles import Style
from generator.model import Bilingual, Edition
from generator.site.article_words import (
    DistinctWords,
    EditionWords,
    edition_words,
    share_records,
)
from generator.site.common_words import common_words_file
from generator.site.word_columns import words_script
from generator.site.word_records import CommonNames
from generator.site.word_table import WordTable
from tests.shown import annotated
from tests.word_data import common_names, common_records, named_records, records_in


def words_of(
    text: str,
    *editions: Edition,
    engines: Engines | None = None,
    style: Style = Style.MARKS,
) -> list[EditionWords]:
    engines = engines or load_engines()
    block, _ = annotated(text, engines)
    table = WordTable(engines, style)
    words = DistinctWords([block], table)
    return [edition_words(words, edition, table) for edition in editions or (Edition.HANS,)]


def script_of(editions: Sequence[EditionWords], style: Style = Style.MARKS) -> str:
    return words_script("words", share_records(editions, WordTable(load_engines(), style)))


def share(editions: Sequence[EditionWords], style: Style = Style.MARKS) -> list[list[Any]]:
    script = script_of(editions, style)
    characters = set("".join(common_names(script)))
    common = WordTable(load_engines(), style).records.common_records(characters)
    return records_in(script, named_records(common))


def read(records: Sequence[list[Any]]) -> list[dict[str, Any]]:
    """Read the records as `dictionary.js` does."""
    found = []
    for record in records:
        s, t, p, levels, entries, uses, *rest = record
        item: dict[str, Any] = {"s": s, "t": t or s, "p": p, "l": levels, "e": [], "g": uses}
        for entry in entries:
            others = entry.pop() if entry and isinstance(entry[-1], dict) else {}
            item["e"].append({"d": entry, **others})
        found.append(item | (rest[0] if rest else {}))
    return found


def looked_up(
    text: str, edition: Edition = Edition.HANS, *terms: Term, style: Style = Style.MARKS
) -> list[dict[str, Any]]:
    """Return the words of a text, then those inside and around them."""
    found = words_of(text, edition, engines=load_engines(terms), style=style)
    records = read(share(found, style))
    keys = [word.key for word in found[0].page_words]
    others = (record for key, record in enumerate(records) if key not in keys)
    return [*(records[key] for key in keys), *others]


def test_words_share_a_record() -> None:
    found = looked_up("公司人员、公司")
    assert [word["s"] for word in found] == ["公司", "人员"]
    *_, last = looked_up("研究人员研究")
    assert last["s"] == "研究人员"  # a word around the first two


def test_a_common_word_is_named() -> None:
    script = script_of(words_of("我是大夫"))
    assert common_names(script) == ["我", "是"]
    records = WordTable(load_engines()).records.common_records("我是")
    common = named_records(records)
    assert list(common) == ["我", "是"]
    assert common["我"][:4] == ["我", "", "wǒ", "1ap"]
    _, file = common_words_file(records)
    assert common_records(file) == common


def test_a_word_with_latin_letters_is_not_common() -> None:
    assert common_names(script_of(words_of("A，卡拉OK"))) == []


def test_the_use_in_its_context_is_numbered() -> None:
    uses = {}
    for text in ("他在学校", "他在看书"):
        word = looked_up(text)[1]
        assert word["s"] == "在"
        uses[text] = word["g"]
    assert uses == {"他在学校": "v to be at; to be in", "他在看书": "adv in the middle of (doing)"}


def test_the_traditional_form_in_its_context_chooses_the_entry() -> None:
    for text, at, form, gloss in (
        ("我家很大", 1, "家", "n home; family"),
        ("三周以后", 1, "週", "n week"),
        ("数学系", 2, "系", "n department; faculty"),
        ("一只猫", 1, "隻", "mw measure word for animals; single items"),
        ("他在屋里", 3, "裡", "loc in; inside"),
        ("走了三里路", 3, "里", "mw half a kilometre (Chinese mile)"),
    ):
        word = next(w for w in looked_up(text) if w["s"] == text[at])
        assert word["t"] == form
        assert word["g"] == gloss


def test_the_readings_of_a_common_word_have_names_of_their_own() -> None:
    names = [common_names(script_of(words_of(text))) for text in ("跑得快", "他得了奖")]
    assert [[name for name in each if name[0] == "得"] for each in names] == [["得2"], ["得"]]


def test_the_reading_that_stands_here_comes_first() -> None:
    for text, reading in (("跑得快", "de"), ("他得了奖", "dé")):
        word = looked_up(text)[1]
        assert word["p"] == reading
        first, *others = word["e"]
        assert "p" not in first  # it is the word's own
        assert {"de", "dé", "děi"} - {reading} <= {entry.get("p") for entry in others}


def test_measure_words_and_taiwan_readings() -> None:
    (word,) = looked_up("研究")
    assert word["e"][0]["cl"] == ["項|项 xiàng"]
    (word,) = looked_up("期")
    assert {entry.get("tw") for entry in word["e"]} == {None, "qí"}


def test_a_word_without_an_entry_has_those_of_its_parts() -> None:
    term = Term("c", {Edition.HANS: "计算能力"}, "", "", Bilingual(), "")
    (word,) = looked_up("计算能力", Edition.HANS, term)
    assert word["term"] == "c"
    assert word["t"] == "計算能力"
    assert [entry["t"] for entry in word["e"]] == ["計算", "能力"]


def test_an_editions_own_word_comes_first() -> None:
    term = Term("c", {Edition.HANS: "芯片", Edition.TW: "晶片"}, "xīnpiàn", "", Bilingual(), "")
    (word,) = looked_up("芯片", Edition.TW, term)
    assert (word["s"], word["t"], word["p"]) == ("晶片", "晶片", "jīngpiàn")
    assert [entry.get("s") for entry in word["e"]] == [None, "芯片"]


def test_readings_in_another_style() -> None:
    *_, word = looked_up("不是研究", style=Style.ZHUYIN)
    assert word["p"] == "ㄧㄢˊ ㄐㄧㄡ"
    assert word["e"][0]["cl"] == ["項|项 ㄒㄧㄤˋ"]
    assert "p" not in word["e"][0]


def test_the_lexicons_gloss_comes_first() -> None:
    engines = load_engines((), [Lexeme("西北大学", english="Northwestern University")])
    [found] = words_of("西北大学", engines=engines)
    assert found.page_words[0].record.entries[0].senses == ("Northwestern University",)


def test_the_words_inside_and_around_a_word() -> None:
    term = Term("c", {Edition.HANS: "人工智能"}, "", "", Bilingual(), "")
    words = words_of("人工智能的研究人员", Edition.TW, engines=load_engines([term]))
    found = read(share(words))
    by_text = {word["t"]: word for word in found}

    def named(word: str, name: str) -> list[object]:
        return [found[key]["t"] for key in by_text[word].get(name, ())]

    assert named("人工智慧", "in") == ["人工", "智慧"]
    assert named("研究", "of") == named("人員", "of") == ["研究人員"]
    assert named("的", "of") == []
    assert by_text["人工"]["p"] == "réngōng"
    assert by_text["人工"]["l"]
    assert by_text["研究人員"]["e"]


def test_a_word_of_the_page_is_not_said_twice() -> None:
    found = looked_up("研究人员做研究")
    uses = [(word["s"], word["g"]) for word in found]
    assert sum(text == "研究" for text, _ in uses) == 2
    assert len(uses) == len(set(uses))


def test_characters_of_the_page() -> None:
    [found] = words_of("AI研究人员。", Edition.TW)
    assert set(found.characters()) == set("研究人員")


def test_the_entry_of_a_name_follows_where_the_word_is_none() -> None:
    (word,) = looked_up("资源")
    assert word["e"][0]["d"][0].startswith("natural resource")


def test_latin_words_without_an_entry_have_none() -> None:
    assert looked_up("Zihan，36%") == []


def test_the_data_cannot_end_its_script() -> None:
    engines = load_engines((), [Lexeme("你好", english="</script><!--&")])
    table = WordTable(engines)
    script = words_script("words", share_records(words_of("你好", engines=engines), table))
    assert not set("<>&") & set(script)
    assert json.loads(script.removeprefix('jiazhu.take("words", ').removesuffix(");\n"))


def test_words_have_their_levels() -> None:
    [found] = words_of("认真研究不是研究。")
    assert [(w.record.text, w.record.levels, w.first, w.count) for w in found.page_words] == [
        ("认真", "3ar", 0, 1),
        ("研究", "ds", 1, 2),
        ("不是", "HAP", 2, 1),
    ]
    assert found.by_number[3] is None


def test_editions_share_equal_records() -> None:
    editions = words_of("这里的电脑。", Edition.HANS, Edition.TW, Edition.HK)
    found = read(share(editions))
    hans, taiwan, hong_kong = ([word.key for word in each.page_words] for each in editions)
    assert hans[1] == taiwan[1] == hong_kong[1]  # 的
    assert taiwan[2] == hong_kong[2]  # 電腦
    assert sorted({*hans, *taiwan, *hong_kong}) == list(range(len(found)))
    for each, keys in zip(editions, (hans, taiwan, hong_kong), strict=True):
        for word, key in zip(each.page_words, keys, strict=True):
            assert (found[key]["s"], found[key]["t"]) == (
                word.record.simplified,
                word.record.traditional,
            )


def test_records_are_sorted_by_likeness() -> None:
    words = words_of("经济学家在蛋糕店里高兴地吃蛋糕，邻居羡慕得流口水。")
    named = common_names(script_of(words))
    assert named == sorted(named)
    own = [record[:6] for record in share(words)[len(named) :]]
    others = [(gloss.split(" ")[0], levels, p) for _, _, p, levels, _, gloss in own]
    assert len(others) > 2
    assert others == sorted(others)


def test_the_parts_of_a_word_are_those_of_its_edition() -> None:
    editions = words_of("人工智能", Edition.HANS, Edition.TW)
    found = read(share(editions))
    for each in editions:
        (word,) = each.page_words
        forms = [found[key]["t" if each is editions[1] else "s"] for key in found[word.key]["in"]]
        assert forms == [part.text for part in word.record.inner_words]


def test_a_part_of_a_word_has_the_reading_and_the_sense_that_it_has_there() -> None:
    for edition in (Edition.HANS, Edition.TW):
        [found] = words_of("副教授", edition)
        records = read(share([found]))
        word = records[found.page_words[0].key]
        [part] = [read(share([found]))[key] for key in word["in"]]
        assert (part["s"], part["p"], part["g"]) == ("教授", "jiàoshòu", "n professor")
        assert part["e"][0]["d"][0] == "professor"


def test_a_word_shows_which_of_the_records_with_its_text_it_has() -> None:
    editions = words_of("为了帮他，他为人人写，也为人写。", Edition.HANS, Edition.TW)
    found = read(share(editions))
    for each, form in zip(editions, "st", strict=True):
        assert {word.shown_key for word in each.page_words} != {""}
        for word in each.page_words:
            same = [key for key, item in enumerate(found) if item[form] == word.record.text]
            assert word.shown_key == str(same.index(word.key) or "")


def test_names_of_common_words_can_be_stored() -> None:
    table = WordTable(load_engines()).records
    found = {word: table.common[word] for word in ("得", "我", "行")}
    stored = msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=dict[str, CommonNames])
    assert stored == found
    other = WordTable(load_engines(), common=stored).records
    assert other.common["得"] == found["得"]
    assert WordTable(load_engines(), common={"得": {}}).records.common["得"] == {}
    assert other.common["是"] == table.common["是"]
