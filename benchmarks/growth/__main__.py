"""`python -m benchmarks.growth`: print how time grows with each kind of input.

Exits with 1 if it grows faster than the input.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence

from benchmarks.accuracy.report import Section, Table, write
from benchmarks.growth.inputs import ROOT, Kind
from benchmarks.growth.kinds import KINDS
from benchmarks.growth.measure import SIZES, STEEPEST, Spent, exponent, growth, warm_up

RESULTS = ROOT / "benchmarks" / "RESULTS.md"
COLUMNS = ("input", "exponent", "characters", "seconds", "MB")
NOTE = (
    "Processor time of a build, a check and an import of one article by its size"
    " (`python -m benchmarks.growth`): the exponent of the power of the size that fits four sizes"
    " best, the last of which is shown with its seconds and the memory that it adds, less what a"
    " hundred characters take. “–” is too fast to tell. Above {} the command fails."
    " What has no row yet is measured by `--write --missing`."
)


def main() -> int:
    """Measure the kinds and print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--only", default="", help="a part of the names of what is measured")
    parser.add_argument("--budget", type=float, default=8, help="seconds that end a kind")
    parser.add_argument("--limit", type=int, default=120, help="seconds that a run may take")
    parser.add_argument("--write", action="store_true", help=f"write the rows to {RESULTS.name}")
    parser.add_argument("--missing", action="store_true", help="only what has no row there")
    options = parser.parse_args()
    rows = _written_rows()
    warm_up()
    steep = 0
    for kind in KINDS:
        name = _name(kind)
        if options.only not in name or (options.missing and name in rows):
            continue
        found = growth(kind, budget=options.budget, limit=options.limit)
        power = exponent(found)
        is_steep = len(found) < SIZES or (power is not None and power > STEEPEST)
        steep += is_steep
        rows[name] = _row(name, power, found)
        seconds = " ".join(f"{each.seconds:6.2f}" for each in found)
        _, shown, size, _, memory = rows[name]
        mark = "!" if is_steep else " "
        print(f"{mark} {shown:>4}  {name:58} {size:>9}  {seconds}  {memory} MB", flush=True)
        if options.write:
            ordered = [rows[_name(each)] for each in KINDS if _name(each) in rows]
            write(RESULTS, [Section("Growth", NOTE.format(STEEPEST), [Table(COLUMNS, ordered)])])
    if steep:
        print(f"{steep} grow faster than the input: an exponent above {STEEPEST}, or too long")
    return 1 if steep else 0


def _name(kind: Kind) -> str:
    return f"{kind.operation}: {kind.name}"


def _written_rows() -> dict[str, Sequence[str]]:
    """Return the rows of the table in the file of results, by their names."""
    section = RESULTS.read_text("utf-8").partition("\n## Growth\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\w+: .*) \|$", section, re.MULTILINE)
    return {cells[0]: cells for cells in (row.split(" | ") for row in rows)}


def _row(name: str, power: float | None, found: Sequence[Spent]) -> Sequence[str]:
    shown = "–" if power is None else f"{power:.2f}"
    if not found:
        return name, shown, "–", "–", "–"
    last = found[-1]
    size, seconds, megabytes = last.size, max(last.seconds, 0), max(last.megabytes, 0)
    return name, shown, f"{size:,}", f"{seconds:.2f}", f"{megabytes:.0f}"


if __name__ == "__main__":
    sys.exit(main())
