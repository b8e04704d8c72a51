"""`jiazhu check`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.parameters import site_argument


@click.command()
@site_argument
@click.option("--strict", is_flag=True, help="Fail on warnings as well as on errors.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="Format of the report; all but text go to standard output.",
)
@click.option(
    "--select",
    metavar="CODES",
    help="Report only these codes, such as R003, or families of codes, such as R.",
)
@click.option("--ignore", metavar="CODES", help="Do not report these codes or families.")
@click.option("--links", is_flag=True, help="Request every external address, over the network.")
def check(
    site: Path, strict: bool, style: str, select: str | None, ignore: str | None, links: bool
) -> None:
    """Report the errors and doubts in SITE.

    Each comes with its place and a remedy. Nothing is written.

    \b
    Examples:
      jiazhu check
      jiazhu check my-site --strict
      jiazhu check my-site --format json
      jiazhu check --select R,T006 --ignore R002
      jiazhu check --links --select L
    """
    from generator.check import check as check_site
    from generator.check_formats import FORMATS
    from generator.diagnostics import Report, UnknownCodeError
    from generator.terminal import (
        GROUPED,
        count_by_severity,
        plural,
        progress_bar,
        sanitise,
        say,
        show_report,
    )

    report = Report()
    with progress_bar() as progress:
        unreachable = check_site(site, report, links=links, progress=progress)
    try:
        report.filter(_codes(select), _codes(ignore) or ())
    except UnknownCodeError as error:
        raise click.UsageError(str(error)) from None
    if style == "text":
        show_report(report, grouped=GROUPED if select is None else ())
        if not report.diagnostics:
            say(count_by_severity(report.diagnostics))
    elif formatted := FORMATS[style](report.sorted()):
        say(formatted, err=False)
    if unreachable:
        say(f"Could not check {plural(len(unreachable), 'external link')}:")
    for line in unreachable:
        say(f"    {sanitise(line)}")
    if report.failed or (strict and report.diagnostics):
        raise click.exceptions.Exit(1)


def _codes(given: str | None) -> list[str] | None:
    return None if given is None else [code.strip() for code in given.split(",") if code.strip()]
