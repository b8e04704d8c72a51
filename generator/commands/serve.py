"""`jiazhu serve`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.parameters import (
    FOLDER,
    cache_folder,
    cache_options,
    port_option,
    site_argument,
)


@click.command()
@site_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@port_option(8000)
@click.option(
    "--output",
    "-o",
    type=FOLDER,
    help="Folder to build into.  [default: a folder in the user's cache]",
)
@click.option(
    "--drafts/--no-drafts",
    default=True,
    help="Include drafts and articles with a date after today.  [default: drafts]",
)
@cache_options
def serve(
    site: Path,
    host: str,
    port: int,
    output: Path | None,
    drafts: bool,
    cache: Path | None,
    no_cache: bool,
) -> None:
    """Preview SITE with live reload.

    Whenever a file changes, the site is built again and the open pages reload. Press Ctrl-C to
    stop. The site in SITE/_site is not touched, so drafts cannot be published by accident.

    \b
    Examples:
      jiazhu serve
      jiazhu serve my-site --port 9000
    """
    from generator.serve import serve as serve_site

    folder = cache_folder(cache, no_cache=no_cache)
    serve_site(site, output, host=host, port=port, drafts=drafts, cache=folder)
