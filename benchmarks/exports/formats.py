"""What each format costs, and how long its files are.

The articles are those of the demo site, a few times over, in one process and without a cache. The
figures are processor time, so that other work on the machine matters little. “Article” is what an
edit of one article costs; “site” is what making the file of the site from the parts costs.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from time import process_time

from benchmarks.accuracy.report import Table
from generator.diagnostics import Report
from generator.exporting.exporter import Exporter, site_name
from generator.exporting.target import Part
from generator.pages import SitePages
from generator.prepare import prepare
from generator.resources import shared
from generator.site.article_content import article_content
from generator.site.article_facts import article_facts
from generator.site.assets import collect

SITE = Path(__file__).parents[2] / "seeds"
NO_TIME = 0
"""The time of the last change, which formats write as it is."""


def measure(runs: int) -> Table:
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
    columns = [
        f"format, {len(contents)} articles",
        "ms an article",
        "KB an article",
        "ms the site",
        "KB the site",
    ]
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
    return Table(columns, [*rows])


def total(files: Iterable[bytes]) -> int:
    """Return the length of files together."""
    return sum(map(len, files))
