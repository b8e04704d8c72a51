import json
from typing import Any

from generator.annotate.engines import load_engines
from generator.language.glyphs.strokes import load_strokes
from generator.language.pinyin.styles import Style
from generator.site.characters import MEDIAN_UNIT, character_files, licence_files


def files(chars: str, style: Style = Style.MARKS) -> dict[str, Any]:
    found = {}
    for place, content in character_files(chars, load_engines(), style):
        if place.suffix == ".js":
            content = json.loads(content[content.index(", {") + 2 : content.rindex(")")])  # noqa: PLW2901
        found[place.as_posix()] = content
    return found


def test_only_the_characters_asked_for() -> None:
    assert sorted(files("人書")) == [
        "static/characters/18.js",
        "static/characters/1a.js",
        "static/strokes/4eba.js",
        "static/strokes/66f8.js",
    ]
    assert files("") == {}


def test_the_licence_comes_with_the_strokes() -> None:
    ((place, text),) = licence_files("a人")
    assert place.as_posix() == "static/strokes/ARPHICPL.TXT"
    assert b"Arphic" in text
    assert not list(licence_files("a"))


def test_meanings_components_and_strokes() -> None:
    char = files("语")["static/characters/0d.js"]["语"]
    assert char["m"][0][0] == "yǔ"
    assert char["c"][0][:3] == ["讠", "言", "yán"]
    assert char["n"] == 9
    assert len(files("语")["static/strokes/8bed.js"]["strokes"]) == 9


def test_the_points_of_a_median_are_steps() -> None:
    (line,) = files("一")["static/strokes/4e00.js"]["medians"]
    (points,) = load_strokes().drawing("一").medians
    first, last = ([round(at / MEDIAN_UNIT) for at in points[place]] for place in (0, -1))
    assert [sum(line[0::2]), sum(line[1::2])] == last
    assert line[:2] == first


def test_the_usual_reading_comes_first_and_surnames_are_left_out() -> None:
    char = files("上")["static/characters/0a.js"]["上"]
    assert char["m"][0][0] == "shàng"
    assert not any(
        "surname" in meaning for _, meaning in files("王")["static/characters/0b.js"]["王"]["m"]
    )


def test_traditional_characters_have_their_own_entries() -> None:
    [(pinyin, meaning), *_] = files("乾")["static/characters/1e.js"]["乾"]["m"]
    assert pinyin in ("gān", "qián")
    assert "to do" not in meaning


def test_how_taiwan_reads_a_character() -> None:
    assert files("究")["static/characters/16.js"]["究"]["m"][0][0] == "jiū (Taiwan jiù)"


def test_readings_in_the_style_of_the_site() -> None:
    assert files("人", Style.ZHUYIN)["static/characters/1a.js"]["人"]["m"][0][0] == "ㄖㄣˊ"
