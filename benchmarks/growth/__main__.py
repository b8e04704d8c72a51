"""`python -m benchmarks.growth`: print how time grows with each kind of input.

Exits with 1 if it grows faster than the input.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.growth.kinds import KINDS, WARM_UP
from benchmarks.growth.measure import SIZES, STEEPEST, exponent, times, warm_up


def main() -> int:
    """Measure the kinds and print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--only", default="", help="a part of the names of what is measured")
    parser.add_argument("--scale", type=float, default=1, help="multiplies all sizes")
    parser.add_argument("--limit", type=int, default=120, help="seconds that a run may take")
    options = parser.parse_args()
    warm_up(WARM_UP)
    steep = 0
    for kind in KINDS:
        if options.only not in f"{kind.operation} {kind.name}":
            continue
        sizes, spent = times(kind, scale=options.scale, limit=options.limit)
        found = exponent(sizes, spent)
        is_steep = len(spent) < SIZES or (found is not None and found > STEEPEST)
        steep += is_steep
        shown = "   –" if found is None else f"{found:4.2f}"
        seconds = " ".join(f"{each:6.2f}" for each in spent)
        mark = "!" if is_steep else " "
        line = f"{mark} {shown}  {kind.operation:6} {kind.name:52} {sizes[-1]:9,}  {seconds}"
        print(line, flush=True)
    if steep:
        print(f"{steep} grow faster than the input: an exponent above {STEEPEST}, or too long")
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
