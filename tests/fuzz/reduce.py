"""Choose the fewest inputs of a target that reach what all of them reach."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import generator
from tests.fuzz.targets import Check

Step = tuple[CodeType, int, int]
"""A line after another, in a function."""
OURS = str(Path(generator.__file__).parent)


def reduced(check: Check, texts: Iterable[str]) -> list[str]:
    """Return the inputs, the shortest first, of which each reaches a step that none before does."""
    reached: set[Step] = set()
    kept = []
    for text in sorted(set(texts), key=lambda text: (len(text), text)):
        found = steps(check, text)
        if not found <= reached:
            reached |= found
            kept.append(text)
    return kept


def steps(check: Check, text: str) -> set[Step]:
    """Return the steps in our code that an input reaches."""
    found: set[Step] = set()

    def enter(frame: FrameType, event: str, argument: object) -> Any:
        del event, argument
        code = frame.f_code
        if not code.co_filename.startswith(OURS):
            return None
        last = 0

        def step(frame: FrameType, event: str, argument: object) -> Any:
            nonlocal last
            del argument
            if event == "line":
                found.add((code, last, frame.f_lineno))
                last = frame.f_lineno
            return step

        return step

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        check(text)
    finally:
        sys.settrace(before)
    return found
