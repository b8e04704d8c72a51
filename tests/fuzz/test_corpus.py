"""What the fuzzer kept still holds: the inputs that reach most, and those that broke a promise."""

from __future__ import annotations

import pytest

from tests.fuzz.corpus import HERE, MOST, read_corpus
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_every_kept_input_holds(name: str) -> None:
    texts = read_corpus(name)
    assert texts
    check = TARGETS[name].load()
    for text in texts:
        check(text)


def test_the_corpus_is_small() -> None:
    sizes = [path.stat().st_size for path in HERE.glob("corpus/*.jsonl")]
    assert len(sizes) == len(TARGETS)
    assert max(sizes) <= MOST
    assert sum(sizes) < 1_000_000
