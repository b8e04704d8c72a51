"""`python -m benchmarks.build`: make the corpora, build them with every tool, print the tables."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from benchmarks.build import corpus, sites, sources

CACHE = Path.home() / ".cache/jiazhu-benchmarks"


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


def main() -> None:
    """Make what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build", description=__doc__)
    parser.add_argument("--corpus", choices=["natural", "seed"], default="natural")
    parser.add_argument("--glossary", choices=list(sites.GLOSSARIES), default="small")
    parser.add_argument(
        "--cache-dir",
        type=Path,
        default=Path(os.environ.get("JIAZHU_BENCHMARK_CACHE", CACHE)),
        help="where packages and their text are kept",
    )
    parser.add_argument(
        "--make",
        nargs=2,
        metavar=("ARTICLES", "FOLDER"),
        help="only write a site with so many articles",
    )
    options = parser.parse_args()
    if options.make:
        size, folder = int(options.make[0]), Path(options.make[1])
        made, missing = articles(options.corpus, size, options.cache_dir)
        sites.write_jiazhu(folder, made, options.glossary)
        print(*missing, f"{folder}: {len(made)} articles", sep="\n")


if __name__ == "__main__":
    main()
