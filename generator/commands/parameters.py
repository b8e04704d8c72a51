"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])

EXISTING_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

site_argument = click.argument("site", type=EXISTING_FOLDER, default=".")

output_option = click.option(
    "--output", "-o", type=FOLDER, help="Folder to write to.  [default: SITE/_site]"
)


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
