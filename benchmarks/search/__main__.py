"""`python -m benchmarks.search`: build the sites, ask their searches, and print the tables."""

from __future__ import annotations

import argparse
import gzip
import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time

from playwright.sync_api import Browser, sync_playwright

from benchmarks.accuracy.report import Section, Table, write
from benchmarks.build.__main__ import CACHE, articles
from benchmarks.build.tools import Workplace, jiazhu
from benchmarks.build.usage import measure as run
from benchmarks.search import queries, site
from benchmarks.search.asking import FLAGS, Cost, Searcher, serving
from benchmarks.search.queries import Query
from generator.diagnostics import Report
from generator.exporting.chromium import find_chromium
from generator.pages import SitePages
from generator.prepare import prepare
from generator.resources import shared
from generator.site.article_content import article_content
from generator.site.assets import collect
from generator.site.search import render_search, search_terms
from generator.site.search_index import Terms, encode_terms, shard_count, sign

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
FRESH = 2
"""How many queries of each kind a reader asks who has just opened the page."""
SAMPLE = 100
"""The number of articles of which an index is made to measure the time."""

TEXT = """\
Sites of natural text with {translated} short articles that have a translation among it, searched in
Chromium (`python -m benchmarks.search`). A query is drawn from an article, and has an answer that
no other article has: its title, a heading, a word that it alone has, two words that many articles
have but only this one beside each other or in one sentence. *What it is about* is a word of many
articles that it has half as often again as any other. Pinyin also finds what sounds the same, which
may rightly come first. The figures are the queries whose article came first, and those whose
article was among the ten that are shown."""
NOTE = """\
A build takes {:.0f} ms of processor time for the search words and readings of an article, and
{:.1f} ms for its part of the index. The first question is asked with nothing in the browser's
cache; its figures are medians, with the page."""


@dataclass
class Answers:
    """What was asked of one site."""

    size: int
    index: int
    """Bytes of the index, compressed."""
    files: int
    scripts: float
    """Bytes of the readings of an article, compressed."""
    ranks: dict[str, list[int]]
    """The rank of the article for each query, by kind; zero if it was not shown."""
    costs: list[Cost]


def ask(size: int, options: argparse.Namespace, browser: Browser, work: Path) -> Answers:
    """Build a site and ask its search."""
    place = Workplace(work / f"{size}/site", work / f"{size}/output", work / f"{size}/cache")
    if not place.root.exists():
        place.root.mkdir(parents=True)
        site.write(place.root, articles("natural", size, options.cache_dir)[0])
    if not (options.built and place.output.exists()):
        run(jiazhu(place, jobs=options.jobs), cwd=ROOT)
    asked = queries.draw(queries.read_texts(place.root, place.output), options.queries)
    static = place.output / "static"
    index = list(static.glob("search/index/*.js"))
    scripts = list(static.glob("articles/*/search.js"))
    with serving(place.output) as address:
        ranks, costs = _ranks(browser, address, asked), _costs(browser, address, asked)
    return Answers(
        size,
        sum(len(gzip.compress(path.read_bytes())) for path in index),
        len(index),
        sum(len(gzip.compress(path.read_bytes())) for path in scripts) / len(scripts),
        ranks,
        costs,
    )


def _ranks(browser: Browser, address: str, asked: Sequence[Query]) -> dict[str, list[int]]:
    ranks: dict[str, list[int]] = defaultdict(list)
    reader = Searcher(browser, address)
    for query in asked:
        found = reader.ask(query.text)
        rank = found.index(query.slug) + 1 if query.slug in found else 0
        ranks[query.kind].append(rank)
        if rank != 1:
            print(f"{query.kind}: “{query.text}” has {query.slug} at {rank or '–'} of {found}")
    reader.leave()
    return ranks


def _costs(browser: Browser, address: str, asked: Sequence[Query]) -> list[Cost]:
    left: Counter[str] = Counter()
    found = []
    for query in asked:
        left[query.kind] += 1
        if left[query.kind] <= FRESH:
            reader = Searcher(browser, address)
            reader.ask(query.text)
            found.append(reader.cost)
            reader.leave()
    return found


def work_of_a_build(options: argparse.Namespace, work: Path) -> tuple[float, float]:
    """Return the processor time of an article and of the index of one, in milliseconds."""
    root = work / "shard"
    if not root.exists():
        root.mkdir()
        site.write(root, articles("natural", SAMPLE, options.cache_dir)[0])
    prepared = prepare(root, Report())
    facts = SitePages(prepared, root, collect(shared("static"), root / "static", Report())).facts
    contents = [article_content(article, facts) for article in prepared.articles]
    search_terms(contents[0], facts)  # loads the foldings
    start = process_time()
    for content in contents:
        render_search(content, facts)
    slices = [encode_terms(search_terms(each, facts)) for each in contents]
    of_article = process_time() - start
    start = process_time()
    terms, count = Terms(), shard_count(len(slices))
    for content, texts in zip(contents, slices, strict=True):
        for text in texts:
            terms.add(sign(content.article.meta.slug), text)
    list(terms.shards(range(count), count))
    of_index = process_time() - start
    return 1000 * of_article / len(contents), 1000 * of_index / len(contents)


def section(found: Sequence[Answers], build: tuple[float, float]) -> Section:
    """Return the tables."""
    sizes = [f"{each.size:,} articles" for each in found]
    ranks = Table(["asked for by", *(f"{s}: {t}" for s in sizes for t in ("first", "shown"))])
    for kind in queries.KINDS:
        row = [kind]
        for each in found:
            given = each.ranks.get(kind, [])
            row += [f"{given.count(1)} of {len(given)}", str(sum(map(bool, given)))]
        ranks.rows.append(row)
    cost = Table(["", *sizes])

    def line(name: str, figures: Sequence[float], digits: int = 0) -> None:
        cost.rows.append([name, *(f"{figure:,.{digits}f}" for figure in figures)])

    line("index, MB, compressed", [each.index / 1e6 for each in found], 2)
    line("index, KB an article, compressed", [each.index / each.size / 1000 for each in found], 1)
    line("files of the index", [each.files for each in found])
    line("readings, KB an article, compressed", [each.scripts / 1000 for each in found], 1)
    line("the first question: KB", [median(c.size for c in a.costs) / 1000 for a in found])
    line("the first question: files", [median(c.requests for c in a.costs) for a in found])
    line("the first question: ms", [median(c.milliseconds for c in a.costs) for a in found])
    text = TEXT.format(translated=len(list(site.FIXTURES.glob("*-*.txt"))))
    return Section("Search", f"{text}\n\n{NOTE.format(*build)}", [ranks, cost])


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--sizes", default="100,1000", help="numbers of articles")
    parser.add_argument("--queries", type=int, default=20, help="how many of each kind")
    parser.add_argument("--jobs", type=int, help="worker processes of a build")
    parser.add_argument("--work", type=Path, help="where the sites are built, and kept")
    parser.add_argument("--built", action="store_true", help="ask what is there, unless nothing is")
    parser.add_argument("--write", action="store_true", help=f"write to {RESULTS.name}")
    cache = Path(os.environ.get("JIAZHU_BENCHMARK_CACHE", CACHE))
    parser.add_argument("--cache-dir", type=Path, default=cache, help="where texts are kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        work = options.work or Path(folder)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        sizes = sorted(int(size) for size in options.sizes.split(","))
        found = [ask(size, options, browser, work) for size in sizes]
        browser.close()
        made = section(found, work_of_a_build(options, work))
    print(made)
    if options.write:
        write(RESULTS, [made])


if __name__ == "__main__":
    main()
