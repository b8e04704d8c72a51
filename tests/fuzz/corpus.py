"""The inputs that are kept, and how many were tried.

`corpus/` has for each target the fewest inputs that reach what all reached that were tried, and
`found/` the inputs that once broke a promise. A line is an input as a text of JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
EXECUTIONS = HERE / "executions.tsv"
MOST = 50_000
"""The bytes that the inputs of a target may have in `corpus/`."""


def read_corpus(name: str) -> list[str]:
    """Return the inputs of a target that are kept."""
    texts: list[str] = []
    for folder in ("corpus", "found"):
        path = HERE / folder / f"{name}.jsonl"
        if path.exists():
            texts += map(json.loads, path.read_text("utf-8").splitlines())
    return texts


def write_corpus(name: str, texts: Iterable[str]) -> None:
    """Write the inputs of a target, the shortest first, as many as there may be."""
    lines, size = [], 0
    for text in sorted(set(texts), key=lambda text: (len(text), text)):
        line = json.dumps(text) + "\n"
        size += len(line)
        if size <= MOST:
            lines.append(line)
    (HERE / "corpus" / f"{name}.jsonl").write_text("".join(lines), "utf-8")


def read_executions() -> dict[str, int]:
    """Return how many inputs of each target were tried."""
    rows = EXECUTIONS.read_text("utf-8").splitlines() if EXECUTIONS.exists() else []
    return {name: int(count) for name, _, count in (row.partition("\t") for row in rows[1:])}


def add_executions(name: str, count: int) -> None:
    """Add to the inputs of a target that were tried."""
    counts = read_executions()
    counts[name] = counts.get(name, 0) + count
    rows = ["target\texecutions", *(f"{each}\t{counts[each]}" for each in sorted(counts))]
    EXECUTIONS.write_text("\n".join(rows) + "\n", "utf-8")
