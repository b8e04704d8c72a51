"""Measure how work grows with a text, by what does not depend on the speed of the machine.

- `calls` counts the calls of functions, which is the same every time.
- `characters` counts those of the strings whose methods in C are called, such as `replace`.
- `ratio` compares the processor time of a text and of one eight times as long: 8 if it is
  proportionate, 64 if it grows with the square. The limit is between the two.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from time import process_time

LONGER = 8
TOO_MUCH = 26
"""The ratio of times that is far from both 8 and 64."""


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    _work_noted(work, note)
    return count


def characters(work: Callable[[], object]) -> int:
    """Return how many characters the strings have whose methods are called."""
    count = 0

    def note(_frame: object, event: str, method: object) -> None:
        nonlocal count
        if event == "c_call" and isinstance(text := getattr(method, "__self__", None), str):
            count += len(text)

    _work_noted(work, note)
    return count


def _work_noted(work: Callable[[], object], note: Callable[[object, str, object], None]) -> None:
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)


def ratio(work: Callable[[str], object], text: Callable[[int], str], size: int) -> float:
    """Return how much more time a text takes than one of `size` characters; see `LONGER`."""
    work(text(100))  # so that everything is loaded

    def time(content: str) -> float:
        gc.collect()
        started = process_time()
        work(content)
        return process_time() - started

    short, long = text(size), text(size * LONGER)
    gc.freeze()  # what other tests have left takes longer to collect than the work does
    try:
        return time(long) / max(min(time(short) for _ in range(3)), 1e-4)
    finally:
        gc.unfreeze()
