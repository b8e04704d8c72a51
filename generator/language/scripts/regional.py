"""How the words of Taiwan and Hong Kong are spelt that no dictionary has."""

from __future__ import annotations

from functools import cache

from generator.language.tables import read_rows


@cache
def _spellings() -> dict[str, str]:
    return {row[0]: row[1] for row in read_rows("scripts/regional_pinyin.tsv", 2)}


def regional_spelling(form: str) -> str | None:
    """The pinyin of a form in traditional script, None where the reader may say."""
    return _spellings().get(form)
