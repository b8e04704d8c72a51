"""`python -m benchmarks.exports`: measure the formats, builds with them, and the demo site."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from benchmarks.accuracy.report import Section, Table, write
from benchmarks.build.__main__ import CACHE, articles
from benchmarks.exports import artefacts, builds, formats

RESULTS = Path(__file__).parents[2] / "benchmarks" / "RESULTS.md"

FORMATS = """\
Processor time and size of each format that builds write, over the articles of the demo site with
all editions (`python -m benchmarks.exports`). An edit costs the second column once, in
milliseconds, and the fourth for the site."""
BUILDS = """\
Sites of natural text in three editions, built by {jobs} with all formats that builds write: from
nothing, with nothing changed, and after an edit of one article, whose files and those of the site
are made anew. No article has a translation, so TMX is empty."""
ARTEFACTS = """\
Everything that a build of the demo site writes, three articles in three editions, if it has an
address (`base_url`). Compressed is what a host sends. Most readers load a few of these files."""


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exports", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how often each format is made")
    parser.add_argument(
        "--sizes", default="", help="numbers of articles of the builds, such as 100"
    )
    parser.add_argument(
        "--alone", action="store_true", help="build only with exports, as without is in Builds"
    )
    parser.add_argument("--jobs", type=int, help="worker processes of the builds")
    cache = Path(os.environ.get("JIAZHU_BENCHMARK_CACHE", CACHE))
    parser.add_argument("--cache-dir", type=Path, default=cache, help="where texts are kept")
    parser.add_argument("--write", action="store_true", help=f"write to {RESULTS.name}")
    options = parser.parse_args()
    sections = [Section("Exports", FORMATS, [formats.measure(options.runs)])]
    sizes = sorted(int(size) for size in options.sizes.split(",") if size)
    compared: list[Table] = []
    with tempfile.TemporaryDirectory() as name:
        sections.append(
            Section(
                "Artefacts", ARTEFACTS, [artefacts.table(artefacts.build_with_address(Path(name)))]
            )
        )
        chosen = builds.SITES[options.alone :]
        for size in sizes:
            made, _ = articles("natural", size, options.cache_dir)
            compared.append(builds.compare(made, Path(name) / str(size), options.jobs, chosen))
    if compared:
        count = options.jobs or os.cpu_count()
        jobs = "one worker process" if count == 1 else f"{count} worker processes"
        sections.append(Section("Builds with exports", BUILDS.format(jobs=jobs), compared))
    print(*sections, sep="\n")
    if options.write:
        write(RESULTS, sections)


if __name__ == "__main__":
    main()
