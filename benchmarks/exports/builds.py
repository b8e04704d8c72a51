"""What exports cost in a build: the same site without and with every format that builds write."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.accuracy.report import Table
from benchmarks.build import scenarios, sites, tools
from benchmarks.build.corpus import Article
from benchmarks.build.tools import Workplace
from benchmarks.build.usage import Usage, measure
from generator.export_formats import FORMATS

ROOT = Path(__file__).parents[2]
SCENARIOS = ("clean", "none", "edit")
WITHOUT, WITH = SITES = ("without exports", "with exports")


def compare(
    articles: Sequence[Article], folder: Path, jobs: int | None, names: Sequence[str]
) -> Table:
    """Build a site from nothing, with nothing changed and after an edit; `names` are of `SITES`."""
    titles = [scenarios.SCENARIOS[name][0] for name in SCENARIOS]
    table = Table(
        [
            f"{len(articles):,} articles",
            *(f"{title}, s{of}" for title in titles for of in ("", " of processor")),
            "files",
            "MB",
        ]
    )
    for name in names:
        formats = in_builds() if name == WITH else ()
        place = Workplace(folder / name / "site", folder / name / "output", folder / name / "cache")
        place.root.mkdir(parents=True)
        sites.write_jiazhu(place.root, articles)
        with (place.root / "site.toml").open("a", encoding="utf-8") as settings:
            settings.write(f"[exports]\nformats = {list(formats)}\n")
        row = [name]
        for usage in _builds(place, jobs):
            row += [f"{usage.seconds:.1f}", f"{usage.processor:.1f}"]
        files = [path for path in place.output.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        table.rows.append([*row, f"{len(files):,}", f"{size / 1e6:,.0f}"])
    return table


def in_builds() -> tuple[str, ...]:
    """Return the names of the formats that builds write."""
    return tuple(name for name, each in FORMATS.items() if each.in_builds)


def _builds(place: Workplace, jobs: int | None) -> list[Usage]:
    tool = tools.TOOLS[0]
    usages = []
    for number, name in enumerate(SCENARIOS, 1):
        scenarios.SCENARIOS[name][1](tool, place, number)
        usage = measure(tools.jiazhu(place, jobs=jobs), cwd=ROOT, environment=tool.environment)
        print(f"{place.root}, {name}: {usage}", file=sys.stderr, flush=True)
        usages.append(usage)
    return usages
