"""`jiazhu build`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.parameters import output_option, site_argument


@click.command()
@site_argument
@output_option
@click.option("--drafts", is_flag=True, help="Include articles marked as drafts.")
def build(site: Path, output: Path | None, drafts: bool) -> None:
    """Build SITE into static HTML.

    SITE defaults to the current folder.

    \b
    Examples:
      jiazhu build
      jiazhu build my-site --output public
    """
    from generator.build import build as build_site
    from generator.diagnostics import Report
    from generator.terminal import display_path, plural, progress_bar, say, show_report

    target = output or site / "_site"
    report = Report()
    with progress_bar() as progress:
        result = build_site(site, target, report, drafts=drafts, progress=progress)
    show_report(report)
    if report.failed:
        say("Nothing was written. The last successful build, if any, is unchanged.")
        raise click.exceptions.Exit(1)
    say(
        f"Built {plural(result.pages, 'page')} from {plural(result.articles, 'article')}"
        f" in {result.seconds:.2f} s: {plural(result.written, 'file')} written,"
        f" {result.removed:,} removed, in {display_path(target)}",
        err=False,
    )
