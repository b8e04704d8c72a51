"""`jiazhu new`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.parameters import FOLDER


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
def new(folder: Path) -> None:
    """Create a small working site in DIR, which must be new or empty.

    \b
    Example:
      jiazhu new my-site
    """
    from generator.new import FolderNotEmptyError, new_site
    from generator.terminal import display_path, say

    try:
        written = new_site(folder)
    except FolderNotEmptyError as error:
        raise click.ClickException(str(error)) from None
    for path in written:
        say(display_path(path), err=False)
    say(f"\nNext: jiazhu serve {display_path(folder)}")
