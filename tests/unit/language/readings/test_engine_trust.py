from __future__ import annotations

from generator.language.readings.engine_trust import prefers_network, weight_by_usage


def test_a_usual_reading_gains_probability() -> None:
    found = weight_by_usage("六", {"liu4": 0.3, "lu4": 0.7})
    assert found["liu4"] > found["lu4"]
    assert abs(sum(found.values()) - 1) < 1e-9
    assert weight_by_usage("六", {}) == {}


def test_the_network_is_preferred_where_it_was_better() -> None:
    assert prefers_network("俟", "qi2", "si4")
    assert not prefers_network("拉", "la2", "la1")
    assert prefers_network("拉", "la1", "la1")
