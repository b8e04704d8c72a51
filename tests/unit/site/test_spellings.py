from __future__ import annotations

from generator.language.pinyin.syllables import SYLLABLES
from generator.site.spellings import spellings_file


def test_each_syllable_has_its_spellings() -> None:
    place, script = spellings_file()
    assert str(place) == "static/spellings.js"
    lines = script.removeprefix('jiazhu.take("spellings", "').removesuffix('");\n').split("\\n")
    rows = {line.split(" ")[0]: line.split(" ")[1:] for line in lines}
    assert rows.keys() == SYLLABLES
    assert rows["zhuang"] == ["ㄓㄨㄤ", "chuang"]
    assert rows["lü"] == ["ㄌㄩ", "lü"]
    assert rows["r"] == ["ㄦ", "ʼrh"]
