from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmarks.accuracy import speed


def test_the_warm_up_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []

    def engine() -> object:
        def run(paragraphs: Sequence[str]) -> object:
            seen.append(list(paragraphs))
            sum(range(50_000))  # takes a measurable time
            return None

        return run

    monkeypatch.setitem(speed.ENGINES, "fake", engine)
    monkeypatch.setattr(speed, "WARM_UP", 2)
    monkeypatch.setattr(speed, "DOCUMENT", 2)
    found = speed.throughput("fake", ["甲", "乙", "丙丁", "GPT", "戊"])
    assert seen == [["甲", "乙"], ["丙丁", "GPT"], ["戊"]]
    assert found["speed"] > 0


def test_jiazhu_says_where_its_time_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "WARM_UP", 1)
    found = speed.throughput("jiazhu", ["他来了。", "银行行长说话了。"])
    shares = {name: share for name, share in found.items() if name.startswith("stage ")}
    assert "stage words" in shares
    assert 0 < sum(shares.values()) <= 1.01


def test_memory_is_measured() -> None:
    assert 5 < speed.peak_memory() < 10_000
