"""Arguments and options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])

EXISTING_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

EXISTING_PATH = click.Path(exists=True, path_type=Path)

site_argument = click.argument("site", type=EXISTING_FOLDER, default=".")

output_option = click.option(
    "--output", "-o", type=FOLDER, help="Folder to write to.  [default: SITE/_site]"
)


def folder_in(site: Path, name: str) -> Path:
    """Return the folder of a site that a command writes to unless it is given another.

    A site may come from a stranger, so a link out of it is not followed.
    """
    folder = site / name
    home = os.path.realpath(site)
    if os.path.commonpath([home, os.path.realpath(folder)]) != home:
        message = f"{folder} leads out of the site\n    Hint: Name its target with --output."
        raise click.ClickException(message)
    return folder


def port_option(default: int) -> Callable[[Command], Command]:
    """Return the decorator for `--port` with a default."""
    return click.option(
        "--port",
        "-p",
        default=default,
        show_default=True,
        type=click.IntRange(0, 65535),
        help="Port to listen on; 0 picks any free one.",
    )


def cache_options(command: Command) -> Command:
    """Add `--cache` and `--no-cache`, which give the command the parameter `cache`."""
    keep = click.option(
        "--cache",
        type=FOLDER,
        envvar="JIAZHU_CACHE",
        help="Folder of what builds remember and share.  [default: the user's cache folder]",
    )
    drop = click.option(
        "--no-cache", is_flag=True, help="Make everything anew, and remember nothing."
    )
    return keep(drop(command))


def cache_folder(cache: Path | None, *, no_cache: bool) -> Path | None:
    """Return the folder that the options of `cache_options` ask for; None for no cache.

    Nobody knows the cache of a user without a home folder, as in a container.
    """
    if no_cache or cache is not None:
        return None if no_cache else cache
    from platformdirs import user_cache_path

    try:
        found = user_cache_path("jiazhu")
    except RuntimeError:
        return None
    return found if found.is_absolute() else None  # older versions return `~/.cache`
