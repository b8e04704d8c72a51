from __future__ import annotations

from generator.language.names.japanese_names import japanese_names


def test_a_given_name_has_no_punctuation() -> None:
    assert not list(japanese_names("望着远山，衣袂翻飞"))


def test_a_surname_and_a_given_name() -> None:
    spans = [candidate.span.of("安藤利吉来了") for candidate in japanese_names("安藤利吉来了")]
    assert "安藤利吉" in spans
