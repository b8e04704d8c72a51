"""`python -m benchmarks.exports`: what exports cost, and how long they are, a format a line.

The articles are those of the demo site, a few times over, in one process and without a cache. The
figures are processor time, so that other work on the machine matters little. “Article” is what an
edit of one article costs; “site” is what making the file of the site from the parts costs.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from time import process_time

from benchmarks.accuracy.report import Section, Table, write
from generator.diagnostics import Report
from generator.exporting.exporter import Exporter, site_name
from generator.exporting.target import Part
from generator.pages import SitePages
from generator.prepare import prepare
from generator.resources import shared
from generator.site.article import article_content
from generator.site.article_facts import article_facts
from generator.site.assets import collect

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
SITE = ROOT / "seeds"
NO_TIME = 0
"""The time of the last change, which formats write as it is."""


def measure(runs: int) -> Section:
    """Export the demo site in every format that builds write."""
    site = prepare(SITE, Report())
    assets = collect(shared("static"), SITE / "static", Report())
    pages = SitePages(site, SITE, assets)
    facts = pages.facts
    contents = [article_content(article, facts) for article in site.articles]
    shown = [article_facts(c.article, facts, c.term_uses, c.statistics) for c in contents]
    site_name(facts)  # which loads the readings of names
    exporter = Exporter(facts, site.source.lexemes, {}, pages.renderers)
    rows: list[list[str]] = []
    columns = ["format", "ms an article", "KB an article", "ms the site", "KB the site"]
    for format_ in facts.config.formats.values():
        if not format_.in_builds:
            continue
        list(exporter.article(format_, contents[0], NO_TIME))  # loads what the format needs
        list(exporter.parts(format_, contents[0], NO_TIME))
        start, size = process_time(), 0
        parts: dict[str, list[Part]] = {}
        for _ in range(runs):
            parts = {}
            for content, each in zip(contents, shown, strict=True):
                size += total(data for _, data in exporter.article(format_, content, NO_TIME))
                for edition, data in exporter.parts(format_, content, NO_TIME):
                    parts.setdefault(edition, []).append(Part(each, data))
        per_article = (process_time() - start) / runs / len(contents)
        start = process_time()
        of_site = total(data for _, data in exporter.site(format_, parts, NO_TIME))
        per_site = process_time() - start
        rows.append(
            [
                format_.name,
                f"{1000 * per_article:.1f}",
                f"{size / runs / len(contents) / 1000:.0f}",
                f"{1000 * per_site:.0f}" if of_site else "–",
                f"{of_site / 1000:.0f}" if of_site else "–",
            ]
        )
    return Section("Exports", NOTE.format(len(contents)), [Table(columns, [*rows])])


NOTE = (
    "Processor time and size of each format that builds write, over the {} articles of the demo"
    " site with all editions (`python -m benchmarks.exports`). A thousand articles cost the second"
    " column in seconds, divided among the workers; an edit costs it once, in milliseconds, and the"
    " fourth for the site."
)


def total(files: Iterable[bytes]) -> int:
    """Return the length of files together."""
    return sum(map(len, files))


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3, help="how often each format is made")
    parser.add_argument("--write", action="store_true", help=f"write to {RESULTS.name}")
    options = parser.parse_args()
    section = measure(options.runs)
    print(section)
    if options.write:
        write(RESULTS, [section])


if __name__ == "__main__":
    main()
