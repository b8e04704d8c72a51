"""What to make of the context network's odds: usage weighs in, and on some characters pypinyin
is better."""

from __future__ import annotations

from collections.abc import Mapping

from generator.language.readings.tables import shares, trust

RARER = 16
"""How many times rarer than pypinyin's the network's reading may be for a character of which
nothing was counted."""

PRIOR, RAREST = 0.3, 0.003
"""Exponent on the shares of a character's readings, and what a share is at least."""


def weighed(char: str, odds: Mapping[str, float]) -> dict[str, float]:
    """The context model's odds with the shares of the readings taken into account.

    The model was trained on rare readings as much as on common ones.
    """
    usage = shares().get(char, {})
    weighed = {s: p * max(usage.get(s, 0.0), RAREST) ** PRIOR for s, p in odds.items()}
    total = sum(weighed.values())
    return {s: p / total for s, p in weighed.items()} if total else {}


def trusts(char: str, ours: str, theirs: str) -> bool:
    """Whether the network's reading of a lone character is better than pypinyin's."""
    if ours == theirs:
        return True
    counted = trust().get(char)
    if counted is not None:
        return counted
    usage = shares().get(char, {})
    return usage.get(ours, 0.0) * RARER >= usage.get(theirs, 0.0)
