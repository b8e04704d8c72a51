"""Pinyin of Taiwan and Hong Kong words that are not in the dictionary."""

from __future__ import annotations

from functools import cache

from generator.language.tables import DATA


@cache
def _spellings() -> dict[str, str]:
    lines = DATA.joinpath("scripts/regional_pinyin.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if not line.startswith("#"))
    return {form: pinyin for form, _, pinyin in rows}


def regional_spelling(form: str) -> str | None:
    """Return the pinyin of a form in traditional script; None if the table lacks it."""
    return _spellings().get(form)
