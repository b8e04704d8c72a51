"""How the words of Taiwan and Hong Kong are spelt that no dictionary has."""

from __future__ import annotations

from functools import cache

from generator.language.tables import DATA


@cache
def _spellings() -> dict[str, str]:
    lines = DATA.joinpath("scripts/regional_pinyin.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if not line.startswith("#"))
    return {form: pinyin for form, _, pinyin in rows}


def regional_spelling(form: str) -> str | None:
    """The pinyin of a form in traditional script, None where the reader may say."""
    return _spellings().get(form)
