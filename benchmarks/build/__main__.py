"""`python -m benchmarks.build`: make the corpora, build them with every tool, print the tables."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.accuracy.report import MissingError, Section, Table, write
from benchmarks.build import corpus, scenarios, servers, sites, sources, tables, tools
from benchmarks.build.usage import CommandError

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
CACHE = Path.home() / ".cache/jiazhu-benchmarks"

LARGE = 1000
"""The number of articles above which everything is measured once only."""

DEFAULTS = [*scenarios.SCENARIOS, "serve", "daemon"]
ALL = [*DEFAULTS, "dask"]


def articles(kind: str, size: int, cache: Path) -> tuple[list[corpus.Article], list[str]]:
    """Return a corpus of a kind, `natural` or `seed`, and the sources that are missing."""
    if kind == "seed":
        return corpus.shuffled_seed(size), []
    found, missing = sources.load_all(cache)
    whole = corpus.natural(found)
    if not whole:
        raise SystemExit("\n".join(["There is no natural text:", *missing]))
    if size > len(whole):
        whole += corpus.recombined(whole, size - len(whole))
    return whole[:size], missing


def measure(options: argparse.Namespace) -> Section:
    """Build a corpus at each size with every tool."""
    sizes, names = sorted(map(int, options.sizes)), options.scenarios
    made, skipped = articles(options.corpus, sizes[-1], options.cache_dir)
    builds = [name for name in names if name in scenarios.SCENARIOS]
    ours, *peers = tools.TOOLS
    ours = replace(
        ours,
        write=partial(sites.write_jiazhu, glossary=options.glossary),
        command=partial(tools.jiazhu, jobs=options.jobs),
    )
    chosen = [tool for tool in (ours, *peers) if tool.name in options.only]
    series: list[scenarios.Series] = []
    others: list[Table] = []
    with tempfile.TemporaryDirectory(dir=options.work) as name:
        for size in sizes:
            folder, runs = Path(name) / str(size), 1 if size > LARGE else options.runs
            found, missing = scenarios.run(chosen, made[:size], builds, runs, folder)
            series += found
            skipped += missing
            further: dict[str, Callable[[], Table]] = {
                "serve": partial(servers.serve, ours, made[:size], runs, folder),
                "daemon": partial(servers.daemon, ours, made[:size], runs, folder),
                "dask": partial(servers.dask, ours, made[:size], os.cpu_count() or 1, folder),
            }
            for scenario, run in further.items():
                if scenario not in names or ours not in chosen:
                    continue
                try:
                    others.append(run())
                except (MissingError, CommandError) as error:
                    skipped.append(f"{scenario}: {error}")
            shutil.rmtree(folder, ignore_errors=True)
    glossary = sites.GLOSSARIES[options.glossary]
    return tables.section(
        options.corpus,
        series,
        others=others,
        skipped=skipped,
        runs=options.runs,
        cores=os.cpu_count() or 1,
        natural=sum(article.is_natural for article in made),
        terms=len(tomllib.loads(glossary.read_text("utf-8"))["term"]) if glossary else 0,
    )


def main() -> None:
    """Make a site, or measure."""
    # Tools in Python find their modules compiled, as they are where pip has installed them.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build", description=__doc__)
    every = [tool.name for tool in tools.TOOLS]
    parser.add_argument("--corpus", choices=["natural", "seed"], default="natural")
    parser.add_argument("--sizes", type=_names, default=["10", "100"], help="numbers of articles")
    parser.add_argument("--runs", type=int, default=3, help="how often each is measured")
    parser.add_argument("--only", type=_names, default=every, help="only these tools")
    parser.add_argument("--scenarios", type=_names, default=DEFAULTS, help=", ".join(ALL))
    parser.add_argument("--jobs", type=int, help="worker processes of Jiazhu")
    parser.add_argument("--glossary", choices=list(sites.GLOSSARIES))
    parser.add_argument(
        "--cache-dir",
        type=Path,
        default=Path(os.environ.get("JIAZHU_BENCHMARK_CACHE", CACHE)),
        help="where packages and their text are kept",
    )
    parser.add_argument("--work", type=Path, help="where sites are built and deleted")
    parser.add_argument("--write", action="store_true", help="write the tables to RESULTS.md")
    parser.add_argument(
        "--make",
        nargs=2,
        metavar=("ARTICLES", "FOLDER"),
        help="only write a site with so many articles",
    )
    options = parser.parse_args()
    for given, known in ((options.only, every), (options.scenarios, ALL)):
        if unknown := set(given) - set(known):
            parser.error(f"no such name: {', '.join(sorted(unknown))}; use {', '.join(known)}")
    if not all(size.isdigit() and int(size) > 0 for size in options.sizes):
        parser.error("--sizes needs numbers of articles, such as 10,100")
    options.glossary = options.glossary or ("seed" if options.corpus == "seed" else "small")
    if options.make:
        size, folder = int(options.make[0]), Path(options.make[1])
        made, missing = articles(options.corpus, size, options.cache_dir)
        sites.write_jiazhu(folder, made, options.glossary)
        print(*missing, f"{folder}: {len(made)} articles", sep="\n", file=sys.stderr)
        return
    section = measure(options)
    print(section)
    if options.write:
        write(RESULTS, [section])


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


if __name__ == "__main__":
    main()
