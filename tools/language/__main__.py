"""`python -m tools.language`: make the tables of `generator/language/data` again.

    python -m tools.language                   every derived table, in order
    python -m tools.language words unlisted    these alone
    python -m tools.language --stale           those that are stale, and what is made from them
    python -m tools.language --check           name what is stale; exit with 1 where something is
    python -m tools.language --list            the tables and what they are made from

Archives are fetched into the cache once (npm and pip must be able to reach their registries). A
table whose inputs are not all there is left as it is.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.language.inputs import ROOT, Inputs, MissingInputError
from tools.language.recipes import RECIPES, Recipe, find_stale


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.language",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    bench = os.environ.get("JIAZHU_BENCH", str(ROOT.parent / "shared" / "bench"))
    store = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "jiazhu-tables"
    parser.add_argument("tables", nargs="*", metavar="TABLE", help="the tables to make")
    parser.add_argument("--list", action="store_true", help="list the tables and their inputs")
    parser.add_argument("--check", action="store_true", help="name the stale tables")
    parser.add_argument("--stale", action="store_true", help="make the stale tables")
    parser.add_argument("--bench", type=Path, default=Path(bench), help="the development sets")
    parser.add_argument("--cache", type=Path, default=store, help="where archives are kept")
    options = parser.parse_args(arguments)
    known = {recipe.name: recipe for recipe in RECIPES}
    if unknown := [name for name in options.tables if name not in known]:
        parser.error(f"no such table: {', '.join(unknown)}; there are {', '.join(known)}")
    if options.list:
        _list()
        return 0
    if options.check:
        return _check()
    inputs = Inputs(options.cache, options.bench)
    if options.stale:
        return _make_stale(inputs)
    chosen = [known[name] for name in known if not options.tables or name in options.tables]
    missing = sum(not _make(recipe, inputs, alone=len(chosen) == 1) for recipe in chosen)
    return 1 if missing else 0


def _list() -> None:
    for recipe in RECIPES:
        print(f"{recipe.name}: {recipe.path}")
        print(f"  from {' '.join(recipe.inputs())}")
        if recipe.context:
            print(f"  over {' '.join(recipe.contexts())}")


def _check() -> int:
    findings = list(find_stale())
    for finding in findings:
        print(finding)
    stale = sum(finding.stale for finding in findings)
    print(f"{stale} of {len(RECIPES)} derived tables are stale")
    return 1 if stale else 0


def _make_stale(inputs: Inputs) -> int:
    """Make the stale tables, and those that these make stale."""
    done: set[str] = set()
    missing = 0
    while left := [f.recipe for f in find_stale() if f.stale and f.recipe.name not in done]:
        done.add(left[0].name)
        missing += not _make(left[0], inputs)
    return 1 if missing else 0


def _make(recipe: Recipe, inputs: Inputs, *, alone: bool = False) -> bool:
    """Make a table; whether all its inputs were there.

    What is trained reads the other tables, which a process reads but once: it has one of its own.
    """
    if recipe.context and not alone:
        command = [sys.executable, "-m", "tools.language", recipe.name]
        command += ["--bench", str(inputs.bench), "--cache", str(inputs.cache)]
        return subprocess.run(command, check=False, cwd=ROOT).returncode == 0
    print(f"{recipe.path}", flush=True)
    try:
        changed = recipe.write(inputs)
    except MissingInputError as error:
        print(f"  left as it is: {error}")
        return False
    print("  new rows" if changed else "  the same rows")
    return True


if __name__ == "__main__":
    sys.exit(main())
