"""`jiazhu build`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.parameters import (
    cache_folder,
    cache_options,
    folder_in,
    output_option,
    site_argument,
)


@click.command()
@site_argument
@output_option
@click.option("--drafts", is_flag=True, help="Include articles marked as drafts.")
@click.option("--future", is_flag=True, help="Include articles with a date after today.")
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1),
    help="How many articles to work on at once.  [default: one a processor]",
)
@click.option(
    "--executor",
    default="processes",
    show_default=True,
    metavar="NAME",
    help="What works on them: processes, threads, none, or a Dask cluster, dask://HOST:PORT.",
)
@click.option(
    "--force", is_flag=True, help="Overwrite files in the output folder that Jiazhu did not write."
)
@cache_options
def build(
    site: Path,
    output: Path | None,
    drafts: bool,
    future: bool,
    jobs: int | None,
    executor: str,
    force: bool,
    cache: Path | None,
    no_cache: bool,
) -> None:
    """Build SITE into static HTML.

    SITE defaults to the current folder. Only what has changed since the last build is made anew.

    \b
    Examples:
      jiazhu build
      jiazhu build my-site --output public
      jiazhu build --cache .jiazhu-cache      a folder to keep between runs on a build server
    """
    from datetime import date

    from generator.build import build as build_site
    from generator.building.executors import check_name, default_jobs
    from generator.building.options import Options
    from generator.diagnostics import Report
    from generator.terminal import (
        display_path,
        plural,
        progress_bar,
        sanitise,
        say,
        show_report,
    )

    target = output or folder_in(site, "_site")
    report = Report()
    try:
        check_name(executor)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--executor") from None
    with progress_bar() as progress:
        options = Options(
            drafts,
            cache_folder(cache, no_cache=no_cache),
            executor,
            jobs or default_jobs(),
            progress,
            until=None if future else date.today(),
            force=force,
        )
        result = build_site(site, target, report, options)
    show_report(report, everything=False)
    if report.failed:
        say("Nothing was written. The last successful build, if any, is unchanged.")
        raise click.exceptions.Exit(1)
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
