"""`python -m tools.language`: regenerate the tables of `generator/language/data`.

    python -m tools.language                   all derived tables, in order
    python -m tools.language words unlisted    only these tables
    python -m tools.language --stale           the stale tables, and those made from them
    python -m tools.language --check           list the stale tables; exit with 1 if there are any
    python -m tools.language --list            list the tables and their inputs

Archives are fetched into the cache once (npm and pip must be able to reach their registries). A
table is left unchanged if one of its inputs is missing.
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
    parser.add_argument("tables", nargs="*", metavar="TABLE", help="the tables to regenerate")
    parser.add_argument("--list", action="store_true", help="list the tables and their inputs")
    parser.add_argument("--check", action="store_true", help="list the stale tables")
    parser.add_argument("--stale", action="store_true", help="regenerate the stale tables")
    parser.add_argument("--bench", type=Path, default=Path(bench), help="the development sets")
    parser.add_argument("--cache", type=Path, default=store, help="the cache of archives")
    options = parser.parse_args(arguments)
    known = {recipe.name: recipe for recipe in RECIPES}
    if unknown := [name for name in options.tables if name not in known]:
        parser.error(f"no such table: {', '.join(unknown)}; the tables are {', '.join(known)}")
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
        print(f"  from {' '.join(recipe.input_digests())}")
        if recipe.context:
            print(f"  context {' '.join(recipe.context_digests())}")


def _check() -> int:
    findings = list(find_stale())
    for finding in findings:
        print(finding)
    stale = sum(finding.stale for finding in findings)
    print(f"{stale} of {len(RECIPES)} derived tables are stale")
    return 1 if stale else 0


def _make_stale(inputs: Inputs) -> int:
    """Regenerate the stale tables, and those that become stale by that."""
    done: set[str] = set()
    missing = 0
    while left := [f.recipe for f in find_stale() if f.stale and f.recipe.name not in done]:
        done.add(left[0].name)
        missing += not _make(left[0], inputs)
    return 1 if missing else 0


def _make(recipe: Recipe, inputs: Inputs, *, alone: bool = False) -> bool:
    """Regenerate a table, and return whether all its inputs were available.

    A process reads each table only once. Training reads other tables, which may just have been
    regenerated, so it runs in a process of its own.
    """
    if recipe.context and not alone:
        command = [sys.executable, "-m", "tools.language", recipe.name]
        command += ["--bench", str(inputs.bench), "--cache", str(inputs.cache)]
        return subprocess.run(command, check=False, cwd=ROOT).returncode == 0
    print(f"{recipe.path}", flush=True)
    try:
        changed = recipe.write(inputs)
    except MissingInputError as error:
        print(f"  unchanged, an input is missing: {error}")
        return False
    print("  rows changed" if changed else "  rows unchanged")
    return True


if __name__ == "__main__":
    sys.exit(main())
