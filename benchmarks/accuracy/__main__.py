"""`python -m benchmarks.accuracy`: run benchmarks, print the tables, and write them on request."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.accuracy import (
    alignment,
    doubt,
    editions,
    names,
    readings,
    senses,
    speed,
    spelling,
    translation,
    words,
)
from benchmarks.accuracy.data import Sets
from benchmarks.accuracy.report import Section, write

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "RESULTS.md"


def main() -> None:
    """Run the selected benchmarks."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    bench = os.environ.get("JIAZHU_BENCH", str(ROOT.parent / "shared" / "bench"))
    parser.add_argument("--bench", type=Path, default=Path(bench), help="the public sets")
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus", help="our own sets")
    parser.add_argument("--only", default="", help="only these tables: readings,words …")
    parser.add_argument("--errors", type=int, default=0, help="show this many errors of each kind")
    parser.add_argument("--write", action="store_true", help="write the tables to RESULTS.md")
    options = parser.parse_args()
    sets, errors = Sets(options.bench, options.corpus), options.errors
    tasks: dict[str, Callable[[], Section]] = {
        "readings": lambda: readings.measure(sets, errors),
        "doubt": lambda: doubt.measure(sets),
        "words": lambda: words.measure(sets, errors),
        "names": lambda: names.measure(sets, errors),
        "senses": lambda: senses.measure(sets, errors),
        "editions": lambda: editions.measure(sets, errors),
        "spelling": lambda: spelling.measure(sets, errors),
        "alignment": lambda: alignment.measure(errors),
        "translation": lambda: translation.measure(errors),
        "speed": lambda: speed.measure(sets),
    }
    chosen = options.only.split(",") if options.only else list(tasks)
    if unknown := [name for name in chosen if name not in tasks]:
        parser.error(f"no such table: {', '.join(unknown)}; the tables are {', '.join(tasks)}")
    sections = []
    for name in chosen:
        section = tasks[name]()
        print(section, flush=True)
        for line in section.errors:
            print(line, file=sys.stderr)
        sections.append(section)
    if options.write:
        write(RESULTS, sections)


if __name__ == "__main__":
    main()
