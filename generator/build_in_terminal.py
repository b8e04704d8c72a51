"""Build a site for somebody at a terminal: show the progress, then what was found and made.

The command does it itself, or its daemon, which has the same terminal meanwhile.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.build import BuildResult, build
from generator.building.options import Kept, Options
from generator.building.request import BuildRequest
from generator.diagnostics import Report
from generator.terminal import (
    display_path,
    plural,
    progress_bar,
    sanitise,
    say,
    show_report,
)


def build_in_terminal(request: BuildRequest, kept: Kept | None = None, wait: float = 0) -> int:
    """Build the site, and return the exit code.

    `wait` is how many seconds another build into the same folder is waited for. Raises
    ManyArticlesError for a process that stays (`kept`), which would gain nothing.
    """
    target, report = Path(request.output), Report()
    with progress_bar() as progress:
        options = Options(
            request.drafts,
            None if request.cache is None else Path(request.cache),
            request.executor,
            request.jobs,
            progress,
            kept,
            until=None if request.future else date.today(),
            force=request.force,
            wait=wait,
            # They would keep the terminal open after the build.
            may_start_workers=kept is None,
        )
        result = build(Path(request.site), target, report, options)
    show_report(report, everything=False)
    if report.failed:
        say("Nothing was written. The last successful build, if any, is unchanged.")
        return 1
    _say_result(result, target)
    return 0


def _say_result(result: BuildResult, target: Path) -> None:
    say(
        f"Built {plural(result.pages, 'page')} from {plural(result.articles, 'article')}"
        f" in {result.seconds:.2f} s: {plural(result.written, 'file')} written,"
        f" {result.removed:,} removed, in {display_path(target)}",
        err=False,
    )
    if result.drafts_left_out:
        say(f"Left out: {plural(result.drafts_left_out, 'draft')} (--drafts includes them).")
    for moved in result.moved:
        say(
            f"{sanitise(moved.path)} had the address “{moved.old}” and now has “{moved.new}”."
            f" To lead old links there, add to its front matter: aliases: [{moved.old}]"
        )
    if result.has_no_address:
        say(
            "Left out: feeds, sitemap, cards and structured data, which need the address of the"
            " site: set `base_url` in site.toml when you know it."
        )
    for day, path in result.waiting:
        say(f"Waits for {day}: {sanitise(path)} (--future includes it).")
