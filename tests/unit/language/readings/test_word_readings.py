from __future__ import annotations

import pytest

from generator.language.dictionary.cedict import Dictionary
from generator.language.readings.word_readings import readings_of


@pytest.mark.parametrize(
    ("word", "written", "readings"),
    [
        ("研究", "研究", {("yan2", "jiu1")}),
        ("干", "乾", {("gan1",)}),
        ("拚命", "拚命", {("pin1", "ming4")}),
        ("U盘", "U盘", {("pan2",)}),
        ("卩丩", "卩丩", set()),
    ],
)
def test_readings_of(word: str, written: str, readings: set[tuple[str, ...]]) -> None:
    assert set(readings_of(Dictionary(), word, written)) == readings
