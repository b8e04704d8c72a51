from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from generator.annotate_text import SiteFaultsError, annotate_stream


def annotate(text: str, *, lines: bool = True, site: Path | None = None) -> list[dict[str, Any]]:
    sink = io.StringIO()
    annotate_stream(io.StringIO(text), sink, lines=lines, site=site)
    return [json.loads(line) for line in sink.getvalue().splitlines()]


def test_one_object_a_line_in_order() -> None:
    found = annotate("你好\n\n再见\n")
    assert [record["text"] for record in found] == ["你好", "", "再见"]


def test_without_lines_the_input_is_one_document() -> None:
    found = annotate("你好\n再见\n", lines=False)
    assert [record["text"] for record in found] == ["你好\n再见"]


def test_the_form_of_a_record() -> None:
    (record,) = annotate("梁文峰买了36个𠮷𠮷，GPU。")
    assert list(record) == ["text", "words", "editions"]
    assert list(record["editions"]) == ["zh-Hans", "zh-Hant-TW", "zh-Hant-HK"]
    for word in record["words"]:
        assert list(word) == ["start", "end", "text", "kind", "pinyin", "syllables", "name"]
        assert record["text"][word["start"] : word["end"]] == word["text"]
    first = record["words"][0]
    assert first["name"] == "person"
    assert first["pinyin"] == "Liáng Wénfēng"
    assert first["syllables"] == ["liang2", "wen2", "feng1"]


def test_words_are_read_without_the_light_tones_of_their_phrase() -> None:
    (record,) = annotate("河里")
    assert [(w["pinyin"], w["syllables"]) for w in record["words"]][-1] == ("lǐ", ["li3"])


def test_citation_tones_and_spelling_of_syllables() -> None:
    (record,) = annotate("一个绿色的，不要")
    syllables = [s for word in record["words"] for s in word["syllables"]]
    assert syllables[0] == "yi1"
    assert "lü4" in syllables
    assert "de5" in syllables
    assert syllables[-2:] == ["bu4", "yao4"]


def test_an_unreadable_character_is_null() -> None:
    (record,) = annotate("\U0002f9f4\U00030000")
    syllables = [s for word in record["words"] for s in word["syllables"]]
    assert len(syllables) == 2
    assert syllables[1] is None


def test_a_sites_house_style_is_used(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(
        'title = { zh = "站", en = "Site" }\n[house]\nzh-Hant-TW = ["臺"]\n', encoding="utf-8"
    )
    assert annotate("台湾")[0]["editions"]["zh-Hant-TW"] == "台灣"
    assert annotate("台湾", site=tmp_path)[0]["editions"]["zh-Hant-TW"] == "臺灣"


def test_a_sites_glossary_is_used(tmp_path: Path) -> None:
    (tmp_path / "lexicon.toml").write_text(
        '[[word]]\ntext = "思想链"\npinyin = "sīxiǎngliàn"\n', encoding="utf-8"
    )
    assert len(annotate("思想链", site=tmp_path)[0]["words"]) == 1
    assert len(annotate("思想链")[0]["words"]) == 2


def test_a_broken_glossary_is_refused(tmp_path: Path) -> None:
    (tmp_path / "glossary.toml").write_text("[[term]\n", encoding="utf-8")
    with pytest.raises(SiteFaultsError) as caught:
        annotate("你好", site=tmp_path)
    assert [d.code for d in caught.value.report.diagnostics] == ["G001"]
