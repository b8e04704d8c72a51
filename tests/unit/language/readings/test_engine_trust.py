from __future__ import annotations

from generator.language.readings.engine_trust import trusts, weighed


def test_usage_weighs_in() -> None:
    found = weighed("六", {"liu4": 0.3, "lu4": 0.7})
    assert found["liu4"] > found["lu4"]
    assert abs(sum(found.values()) - 1) < 1e-9
    assert weighed("六", {}) == {}


def test_trust_is_what_was_counted() -> None:
    assert trusts("俟", "qi2", "si4")
    assert not trusts("拉", "la2", "la1")
    assert trusts("拉", "la1", "la1")
