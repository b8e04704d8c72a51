"""The readings of single terms and words in the spelling of the site."""

from __future__ import annotations

from generator.model import Edition
from generator.site.facts import SiteFacts
from generator.spelling.ruby import inline_pinyin


def term_reading(form: str, edition: Edition, facts: SiteFacts) -> str:
    """Return the reading of a term or word as an edition writes it; empty if it has none."""
    groups = facts.phrases.groups(form, edition)
    return inline_pinyin(groups) if any(group.pinyin for group in groups) else ""
