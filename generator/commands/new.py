"""`jiazhu new`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.parameters import FOLDER

TEMPLATES = ("basic", "newsletter", "class", "book", "chinese-only")


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--template",
    type=click.Choice(TEMPLATES),
    default="basic",
    show_default=True,
    help="The kind of site to start with.",
)
@click.option("--github", "hosts", flag_value="github", multiple=True, help="Publish it on GitHub.")
@click.option("--gitlab", "hosts", flag_value="gitlab", multiple=True, help="Publish it on GitLab.")
@click.option(
    "--netlify", "hosts", flag_value="netlify", multiple=True, help="Publish it on Netlify."
)
@click.option(
    "--cloudflare",
    "hosts",
    flag_value="cloudflare",
    multiple=True,
    help="Publish it on Cloudflare.",
)
def new(folder: Path, template: str, hosts: tuple[str, ...]) -> None:
    """Create a small working site in DIR, which must be new or empty.

    With the name of a host, also write the file with which that host builds and publishes the site
    after each push. In a site that exists, only this file is written.

    \b
    Examples:
      jiazhu new my-site
      jiazhu new my-letter --template newsletter --github
    """
    from generator.new import (
        UNKNOWN_SOURCE,
        FileExistsAlreadyError,
        FolderNotEmptyError,
        add_workflows,
        installed_from,
        new_site,
    )
    from generator.terminal import display_path, say

    is_site = bool(hosts) and (folder / "site.toml").is_file()
    try:
        written = add_workflows(folder, hosts) if is_site else new_site(folder, template, hosts)
    except (FolderNotEmptyError, FileExistsAlreadyError) as error:
        raise click.ClickException(str(error)) from None
    for path in written:
        say(display_path(path), err=False)
    if hosts and installed_from() == UNKNOWN_SOURCE:
        say("\nFirst: put the address of Jiazhu's repository into requirements.txt", err=True)
    if not is_site:
        say(f"\nNext: jiazhu serve {display_path(folder)}")
