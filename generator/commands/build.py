"""`jiazhu build`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.parameters import (
    cache_folder,
    cache_options,
    folder_in,
    output_option,
    site_argument,
)

if TYPE_CHECKING:
    from generator.building.request import BuildRequest

_WAIT_SECONDS = 60
"""How long to wait for a daemon that is at work in the output folder."""


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
@click.option(
    "--daemon/--no-daemon",
    default=None,
    envvar="JIAZHU_DAEMON",
    help="Keep a process with all that is loaded for ten minutes: the next builds of the site take"
    " half the time or less. It is used by each build while it is there.  [default: start none]",
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
    daemon: bool | None,
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
      jiazhu build --daemon                   when you build again and again
    """
    from generator.building.executors import check_name, default_jobs
    from generator.building.request import BuildRequest

    try:
        check_name(executor)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--executor") from None
    found = cache_folder(cache, no_cache=no_cache)
    request = BuildRequest(
        str(site),
        str(output or folder_in(site, "_site")),
        None if found is None else str(found),
        drafts,
        future,
        executor,
        jobs or default_jobs(),
        force,
    )
    if code := _build(request, daemon=daemon):
        raise click.exceptions.Exit(code)


def _build(request: BuildRequest, *, daemon: bool | None) -> int:
    """Build in the daemon of the site, if there is one, or here; return the exit code."""
    from generator.daemon.place import daemon_place

    place = None if request.cache is None else daemon_place(Path(request.site))
    is_there = place is not None and place.exists()
    if place is not None and is_there:
        from generator.daemon.client import ask_daemon, stop_daemon

        if daemon is False:
            stop_daemon(place)
        else:
            code = ask_daemon(place, request)
            if code is not None:
                return code
    from generator.build_in_terminal import build_in_terminal

    code = build_in_terminal(request, wait=_WAIT_SECONDS if is_there else 0)
    if daemon:
        _start_daemon(place, request)
    return code


def _start_daemon(place: Path | None, request: BuildRequest) -> None:
    from generator.daemon.client import start_daemon
    from generator.terminal import say

    if place is None:
        say("No daemon is kept: it needs a cache, and a system with sockets that are files.")
    else:
        start_daemon(place, request)
