"""The tables of the measured builds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from benchmarks.accuracy.report import Section, Table
from benchmarks.build.scenarios import SCENARIOS, Series
from benchmarks.build.usage import MEGABYTE

TITLES = {"natural": "Builds", "seed": "Builds of shuffled sentences"}
TEXTS = {
    "natural": """\
Sites of {sizes} articles of about 2,300 characters, {natural} of them natural text in which no
sentence occurs twice{rest}. Jiazhu builds three annotated editions with a glossary of {terms}
terms; *naive* is `benchmarks/build/naive.py`: jieba, pypinyin, OpenCC and Jinja2 for two bare
editions; the node script on pinyin-pro makes one. The others annotate nothing. All were measured in
one run on {cores} cores, in turn; each figure is the median of {runs}. Seconds are wall time of
the whole command, *processor* is that of all its processes.
Memory is the peak of all processes together. Compare the ratios, because seconds depend on the
machine.""",
    "seed": """\
The same with {sizes} articles of shuffled sentences of the demo site and its glossary ({cores}
cores, median of {runs}). Sentences repeat all the time, which flatters every cache.""",
}


def seconds(value: float | None) -> str:
    """Return seconds with three digits at most, or a dash."""
    if value is None:
        return "–"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def ratio(value: float | None, other: float | None, digits: int = 2) -> str:
    """Return a ratio, or a dash if one of both is missing."""
    return f"{value / other:.{digits}f}" if value is not None and other else "–"


def find(series: Iterable[Series], tool: str, size: int) -> Series | None:
    """Return the builds of a tool at a size."""
    return next((one for one in series if one.tool.name == tool and one.size == size), None)


def figure(one: Series | None, scenario: str, name: str = "seconds") -> float | None:
    """Return a median, or none if it was not measured."""
    return one.median(scenario, name) if one else None


def ratios(series: Sequence[Series]) -> Table:
    """Return what must be shown: Jiazhu beside its peers at the largest size, and its growth."""
    table = Table(["what", "jiazhu", "compared with", "that", "ratio"])
    sizes = sorted({one.size for one in series if one.tool.name == "jiazhu"})
    if not sizes:
        return table
    largest, ours = sizes[-1], find(series, "jiazhu", sizes[-1])
    for scenario, peer in (
        ("clean", "naive"),
        ("clean", "pinyin-pro"),
        ("none", "naive"),
        ("none", "hugo"),
        ("edit", "hugo"),
        ("edit", "naive"),
    ):
        theirs = find(series, peer, largest)
        what = f"{SCENARIOS[scenario][0]}, {largest:,} articles"
        for name, label in (("seconds", "s"), ("processor", "s of processor")):
            value, other = figure(ours, scenario, name), figure(theirs, scenario, name)
            if value is not None and other is not None:
                cells = [f"{what}, {label}", seconds(value), peer, seconds(other)]
                table.rows.append([*cells, ratio(value, other)])
    for smaller in sizes[:-1]:
        before = find(series, "jiazhu", smaller)
        where = f"at {smaller:,} articles"
        each, each_before = per_article(ours), per_article(before)
        if each is not None and each_before is not None:
            cells = [f"processor ms an article at {largest:,}", f"{each:.1f}", where]
            table.rows.append([*cells, f"{each_before:.1f}", ratio(each, each_before)])
        peak, peak_before = figure(ours, "clean", "memory"), figure(before, "clean", "memory")
        if peak is not None and peak_before is not None:
            cells = [f"peak memory at {largest:,}, MB", f"{peak:,.0f}", where]
            table.rows.append([*cells, f"{peak_before:,.0f}", ratio(peak, peak_before)])
    return table


def per_article(one: Series | None) -> float | None:
    """Return the milliseconds of processor time an article of a clean build."""
    spent = figure(one, "clean", "processor")
    return 1000 * spent / one.size if one and spent is not None else None


def times(series: Sequence[Series], size: int) -> Table:
    """Return the seconds of each tool in each scenario at a size."""
    shown = [name for name in SCENARIOS if any(one.usages.get(name) for one in series)]
    table = Table([f"{size:,} articles: seconds", "adds", *(SCENARIOS[name][0] for name in shown)])
    for one in series:
        if one.size == size:
            cells = [seconds(one.median(name)) for name in shown]
            table.rows.append([f"{one.tool.name} {one.version}", one.tool.does, *cells])
    return table


def sizes_of(series: Sequence[Series], size: int) -> Table:
    """Return the memory and the bytes of each tool at a size."""
    table = Table(
        [
            f"{size:,} articles: memory and output",
            "peak of a clean build, MB",
            "peak with nothing changed, MB",
            "files",
            "pages",
            "KB a page",
            "MB an article",
            "gzipped, MB an article",
        ]
    )
    for one in series:
        if one.size != size:
            continue
        out = one.output
        peaks = [one.median(name, "memory") for name in ("clean", "none")]
        table.rows.append(
            [
                one.tool.name,
                *(f"{peak:,.0f}" if peak is not None else "–" for peak in peaks),
                f"{out.files:,}",
                f"{out.pages:,}",
                f"{out.page_size / out.pages / 1000:.1f}" if out.pages else "–",
                f"{out.size / one.size / MEGABYTE:.3f}",
                f"{out.compressed / one.size / MEGABYTE:.3f}",
            ]
        )
    return table


def curve(series: Sequence[Series]) -> Table:
    """Return the cost of an article of a clean build against the size of the site."""
    sizes = sorted({one.size for one in series})
    heads = [f"{size:,}" for size in sizes]
    table = Table(
        [
            "clean build: articles",
            *(f"{head}: processor ms an article" for head in heads),
            *(f"{head}: peak MB" for head in heads),
        ]
    )
    for tool in dict.fromkeys(one.tool.name for one in series):
        found = [find(series, tool, size) for size in sizes]
        costs = [per_article(one) for one in found]
        peaks = [figure(one, "clean", "memory") for one in found]
        table.rows.append(
            [
                tool,
                *(f"{cost:.1f}" if cost is not None else "–" for cost in costs),
                *(f"{peak:,.0f}" if peak is not None else "–" for peak in peaks),
            ]
        )
    return table


def section(
    kind: str,
    series: Sequence[Series],
    *,
    others: Sequence[Table],
    skipped: Sequence[str],
    runs: int,
    cores: int,
    natural: int,
    terms: int,
) -> Section:
    """Return the section of the results of a corpus; `others` has tables of further scenarios."""
    sizes = sorted({one.size for one in series})
    largest = max(sizes, default=0)
    text = TEXTS[kind].format(
        sizes=" and ".join(", ".join(f"{size:,}" for size in sizes).rsplit(", ", 1)),
        natural="all" if natural >= largest else f"the first {natural:,}",
        rest="" if natural >= largest else "; the others recombine sentences, no paragraph twice",
        terms=terms,
        cores=cores,
        runs=runs,
    )
    tables = [ratios(series), *others]
    text = textwrap.fill(text, 100, break_long_words=False, break_on_hyphens=False)
    for size in sizes:
        tables += [times(series, size), sizes_of(series, size)]
    tables.append(curve(series))
    return Section(TITLES[kind], text, [table for table in tables if table.rows], list(skipped))
