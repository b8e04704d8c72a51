"""`jiazhu review`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.parameters import port_option, site_argument


@click.command()
@site_argument
@port_option(8008)
@click.option(
    "--browser/--no-browser", default=True, help="Open the review in a browser.  [default: browser]"
)
def review(site: Path, port: int, browser: bool) -> None:
    """Settle the doubts in SITE in the browser.

    Each doubt is shown with the evidence for each choice, and your decision is written into the
    files of the site. Only this machine can open the page. Press Ctrl-C to stop.

    \b
    Examples:
      jiazhu review
      jiazhu review my-site --no-browser
    """
    from generator.review import review as review_site

    review_site(site, port=port, browser=browser)
