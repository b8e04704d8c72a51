"""`python -m benchmarks.pages`: build the pages, measure them in Chromium, and print ratios."""

from __future__ import annotations

import argparse
import html
import os
import shutil
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.accuracy.report import Table
from benchmarks.pages import long_article
from generator.build import build
from generator.diagnostics import Report

ROOT = Path(__file__).parents[2]
ARTICLE = "zh-hans/deepseek-r1/index.html"
LONG = "zh-hans/long/index.html"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

SLOWER = 4
"""A phone is taken to be so many times slower than this machine."""

OBSERVE = """
window.tasks = [];
new PerformanceObserver((list) => list.getEntries().forEach((entry) => tasks.push(entry.duration)))
  .observe({ type: "longtask", buffered: true });
"""
PAINTED = """new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""

# Milliseconds for each of some places of the text: a click, and the layout of what it opened.
CLICKS = """([places, opened]) =>
  [...document.querySelectorAll(places)].filter((_, i) => i % 31 === 0).map((place) => {
    place.scrollIntoView({ block: "center" });
    const start = performance.now();
    place.click();
    document.getElementById(opened).getBoundingClientRect();
    return performance.now() - start;
  })"""

WHOLE = ":root[data-whole]"

# Milliseconds from a change of a setting until it is painted.
TOGGLE = f"""async () => {{
  const start = performance.now();
  document.querySelector("[data-toggle=pinyin]").click();
  await {PAINTED};
  return performance.now() - start;
}}"""

BARE = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Bare</title>
<body>{text}<div id="empty" popover="manual">…</div>
<script>addEventListener("click", () => document.getElementById("empty").showPopover());</script>
"""


class Reader:
    """Opens pages as a phone does, so many times slower than this machine."""

    def __init__(self, browser: Browser, slower: int = SLOWER) -> None:
        self.browser = browser
        self.slower = slower

    def open(self, address: str) -> tuple[Page, CDPSession]:
        """A page that has been loaded and drawn, and the tools of its developers."""
        context = self.browser.new_context(viewport={"width": 390, "height": 844})
        context.set_default_timeout(300_000)  # a book is long on a phone
        context.add_init_script(OBSERVE)
        page = context.new_page()
        tools = context.new_cdp_session(page)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": self.slower})
        tools.send("Performance.enable")
        page.goto(address, wait_until="networkidle")
        page.evaluate(PAINTED)
        return page, tools


def metric(tools: CDPSession, *names: str) -> float:
    """The sum of some of Chromium's figures of a page, in milliseconds."""
    found = {one["name"]: one["value"] for one in tools.send("Performance.getMetrics")["metrics"]}
    return sum(1000 * float(found[name]) for name in names)


def load(reader: Reader, address: str) -> tuple[float, float]:
    """The milliseconds of all tasks while a page loads, and of the longest above 50 ms."""
    page, tools = reader.open(address)
    figures = metric(tools, "TaskDuration"), float(max(page.evaluate("tasks"), default=0))
    page.context.close()
    return figures


def click(reader: Reader, address: str, places: str, opened: str) -> float:
    """The median milliseconds of a click on the text and the layout of what it opens."""
    page, _ = reader.open(address)
    times = page.evaluate(CLICKS, [places, opened])
    page.context.close()
    return float(median(times))


def switch(reader: Reader, address: str) -> float:
    """The milliseconds of style and layout when pinyin is shown again."""
    page, tools = reader.open(address)
    page.wait_for_selector(WHOLE, state="attached")
    page.evaluate("jiazhu.set('pinyin', 'none')")
    page.wait_for_selector(WHOLE, state="attached")
    # What follows in idle time is not counted.
    page.evaluate("requestIdleCallback = () => 0")
    before = metric(tools, "LayoutDuration", "RecalcStyleDuration")
    page.evaluate("jiazhu.set('pinyin', 'all')")
    page.evaluate(PAINTED)
    spent = metric(tools, "LayoutDuration", "RecalcStyleDuration") - before
    page.context.close()
    return spent


def book(reader: Reader, address: str) -> tuple[float, float, float]:
    """The milliseconds until a book can be read, until all of it is laid out, and of a toggle."""
    page, _ = reader.open("about:blank")
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
          if (document.documentElement.dataset.whole === "") window.whole ??= performance.now();
        }).observe(document.documentElement, { attributes: true }))"""
    )
    page.goto(address, wait_until="load")
    page.evaluate(PAINTED)
    ready = page.evaluate("performance.now()")
    page.wait_for_selector(WHOLE, state="attached")
    figures = ready, float(page.evaluate("whole")), float(page.evaluate(TOGGLE))
    page.context.close()
    return figures


def measure_book(browser: Browser, address: str, runs: int) -> Table:
    """The table of a book, on this machine and on a phone; each the median of some runs."""
    table = Table(["a book of 50,000 characters, ms", "1×", f"{SLOWER}×"])
    found = [[book(Reader(browser, rate), address) for _ in range(runs)] for rate in (1, SLOWER)]
    for at, what in enumerate(("ready to read", "all text laid out", "pinyin toggled")):
        table.rows.append([what, *(f"{median(run[at] for run in rate):.0f}" for rate in found)])
    return table


def measure(reader: Reader, pages: tuple[Path, Path, Path], runs: int) -> Table:
    """The table of all figures: each the median of some runs, beside what it is compared with."""
    article, long, bare = (page.as_uri() for page in pages)
    loads = [(load(reader, article), load(reader, bare)) for _ in range(runs)]
    work = median(ours[0] for ours, _ in loads)
    bare_work = median(theirs[0] for _, theirs in loads)
    longest = median(ours[1] for ours, _ in loads)
    clicks = [
        (click(reader, article, ".prose [data-k]", "popup"), click(reader, bare, "span", "empty"))
        for _ in range(runs)
    ]
    switches = [(switch(reader, long), switch(reader, article)) for _ in range(runs)]
    table = Table(["what", "compared with", "ms", "ms of that", "ratio"])
    for what, beside, ours, theirs in (
        ("load an article", "a bare page with its text", work, bare_work),
        ("longest task of that, 0 below 50 ms", "loading the bare page", longest, bare_work),
        ("open a word", "an empty pop-up on the bare page", *medians(clicks)),
        ("show pinyin in a book", "in an article", *medians(switches)),
    ):
        table.rows.append([what, beside, f"{ours:.1f}", f"{theirs:.1f}", f"{ours / theirs:.2f}"])
    return table


def medians(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    """The median of the first of each pair, and of the second."""
    return median(first for first, _ in pairs), median(second for _, second in pairs)


def write_pages(folder: Path) -> tuple[Path, Path, Path]:
    """An article, one as long as a book, and a bare page with the text of the first."""
    long_article.write(folder / "book", paragraphs=2000)
    for root, output in ((ROOT / "seeds", "seeds"), (folder / "book", "long")):
        report = Report()
        build(root, folder / output, report)
        if report.failed:
            raise SystemExit("\n".join(map(str, report.sorted())))
    text = (ROOT / "seeds/articles/deepseek.md").read_text("utf-8").split("---\n", 2)[2]
    blocks = [
        "".join(f"<span>{html.escape(part)}</span>" for part in block.split("，"))
        for block in text.split("\n\n")
    ]
    bare = folder / "bare.html"
    bare.write_text(BARE.format(text="".join(f"<p>{block}</p>" for block in blocks)), "utf-8")
    return folder / "seeds" / ARTICLE, folder / "long" / LONG, bare


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="how often each is measured")
    options = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        pages = write_pages(Path(folder))
        print(measure(Reader(browser), pages, options.runs))
        print(measure_book(browser, pages[1].as_uri(), options.runs))
        browser.close()


if __name__ == "__main__":
    main()
