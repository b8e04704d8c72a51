"""Pinyin of Taiwan and Hong Kong words that are not in the dictionary."""

from __future__ import annotations

from functools import cache

from generator.language.tables import read_rows


@cache
def _spellings() -> dict[str, str]:
    return {row[0]: row[1] for row in read_rows("scripts/regional_pinyin.tsv", 2)}


def regional_spelling(form: str) -> str | None:
    """Return the pinyin of a form in traditional script; None if the table lacks it."""
    return _spellings().get(form)
