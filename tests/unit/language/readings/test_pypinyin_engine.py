from __future__ import annotations

from generator.language.readings.pypinyin_engine import sentence_syllables


def test_sentence_syllables_has_one_for_each_code_point() -> None:
    text = "中a国 \U00030000。\n1"
    found = list(sentence_syllables(text))
    assert len(found) == len(text)
    assert found[0] == "zhong1"
    assert [at for at, s in enumerate(found) if s] == [0, 2]
