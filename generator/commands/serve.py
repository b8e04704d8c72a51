"""`jiazhu serve`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.parameters import output_option, port_option, site_argument


@click.command()
@site_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@port_option(8000)
@output_option
@click.option(
    "--drafts/--no-drafts",
    default=True,
    help="Include articles marked as drafts.  [default: drafts]",
)
def serve(site: Path, host: str, port: int, output: Path | None, drafts: bool) -> None:
    """Preview SITE with live reload.

    Whenever a file changes, the site is built again and the open pages reload. Press Ctrl-C to
    stop.

    \b
    Examples:
      jiazhu serve
      jiazhu serve my-site --port 9000
    """
    from generator.serve import serve as serve_site

    serve_site(site, output or site / "_site", host=host, port=port, drafts=drafts)
