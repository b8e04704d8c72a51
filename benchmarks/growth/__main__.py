"""`python -m benchmarks.growth`: print how time grows with each kind of input.

Exits with 1 if it grows faster than the input.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from benchmarks.accuracy.report import Section, Table, write
from benchmarks.growth.kinds import KINDS, ROOT, WARM_UP
from benchmarks.growth.measure import SIZES, STEEPEST, Spent, exponent, growth, warm_up

RESULTS = ROOT / "benchmarks" / "RESULTS.md"
COLUMNS = ("input", "exponent", "characters", "seconds", "MB")
NOTE = (
    "Processor time of a build, a check and an import of one article by its size"
    " (`python -m benchmarks.growth`): the exponent of the power of the size that fits four sizes"
    " best, the last of which is shown with its seconds and the memory that it adds, less those of"
    " an article of one character. “–” is too fast to tell. Above {} the command fails."
)


def main() -> int:
    """Measure the kinds and print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--only", default="", help="a part of the names of what is measured")
    parser.add_argument("--budget", type=float, default=0.6, help="seconds that end a kind")
    parser.add_argument("--limit", type=int, default=120, help="seconds that a run may take")
    parser.add_argument("--write", action="store_true", help=f"write to {RESULTS.name}")
    options = parser.parse_args()
    warm_up(WARM_UP)
    tables: dict[str, Table] = {}
    steep = 0
    for kind in KINDS:
        if options.only not in f"{kind.operation} {kind.name}":
            continue
        found = growth(kind, budget=options.budget, limit=options.limit)
        power = exponent(found)
        is_steep = len(found) < SIZES or (power is not None and power > STEEPEST)
        steep += is_steep
        row = _row(kind.name, power, found)
        first = f"{kind.operation}: input"
        tables.setdefault(kind.operation, Table((first, *COLUMNS[1:]))).rows.append(row)
        seconds = " ".join(f"{each.seconds:6.2f}" for each in found)
        mark = "!" if is_steep else " "
        _, shown, size, _, memory = row
        line = f"{mark} {shown:>4}  {kind.operation:6} {kind.name:52} {size:>9}  {seconds}"
        print(f"{line}  {memory} MB", flush=True)
    if steep:
        print(f"{steep} grow faster than the input: an exponent above {STEEPEST}, or too long")
    if options.write:
        write(RESULTS, [Section("Growth", NOTE.format(STEEPEST), [*tables.values()])])
    return 1 if steep else 0


def _row(name: str, power: float | None, found: Sequence[Spent]) -> Sequence[str]:
    shown = "–" if power is None else f"{power:.2f}"
    if not found:
        return name, shown, "–", "–", "–"
    last = found[-1]
    return (
        name,
        shown,
        f"{last.size:,}",
        f"{max(last.seconds, 0):.2f}",
        f"{max(last.megabytes, 0):.0f}",
    )


if __name__ == "__main__":
    sys.exit(main())
