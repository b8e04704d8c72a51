"""The choice between the context network and pypinyin, weighed by how usual a reading is."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from generator.language.readings.tables import network_is_better, reading_shares

MAX_RARITY_RATIO = 16
"""How many times rarer than pypinyin's reading the network's may be, for a character on which the
two were not compared."""

USAGE_EXPONENT, MIN_SHARE = 0.3, 0.003
"""The exponent of the shares of a character's readings, and the lower bound of a share."""


def weight_by_usage(char: str, probabilities: Mapping[str, float]) -> dict[str, float]:
    """Return the network's probabilities, adjusted for the shares of the readings.

    The network was trained on rare readings as often as on common ones.
    """
    usage = reading_shares().get(char, {})
    weights = {
        s: p * max(usage.get(s, 0.0), MIN_SHARE) ** USAGE_EXPONENT for s, p in probabilities.items()
    }
    total = fsum(weights.values())
    return {s: weight / total for s, weight in weights.items()} if total else {}


def prefers_network(char: str, by_network: str, by_pypinyin: str) -> bool:
    """Whether the network's reading of a single character is preferred to pypinyin's."""
    if by_network == by_pypinyin:
        return True
    is_better = network_is_better().get(char)
    if is_better is not None:
        return is_better
    usage = reading_shares().get(char, {})
    return usage.get(by_network, 0.0) * MAX_RARITY_RATIO >= usage.get(by_pypinyin, 0.0)
