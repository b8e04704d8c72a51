from __future__ import annotations

import pytest

from generator.language.dictionary.cedict import Dictionary
from generator.language.readings.word_readings import dictionary_readings


@pytest.mark.parametrize(
    ("word", "written", "readings"),
    [
        ("研究", "研究", {("yan2", "jiu1")}),
        ("干", "乾", {("gan1",)}),
        ("拚命", "拚命", {("pin1", "ming4")}),
        ("U盘", "U盘", {("pan2",)}),
        ("卩丩", "卩丩", set()),
        ("快快乐乐", "快快樂樂", {("kuai4", "kuai4", "le4", "le4")}),
        ("漂漂亮亮", "漂漂亮亮", {("piao4", "piao4", "liang4", "liang4")}),
        ("乐乐乐乐", "樂樂樂樂", set()),
    ],
)
def test_dictionary_readings(word: str, written: str, readings: set[tuple[str, ...]]) -> None:
    assert set(dictionary_readings(Dictionary(), word, written)) == readings
