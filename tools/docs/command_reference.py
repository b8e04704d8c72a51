"""The reference of commands: what `jiazhu COMMAND --help` says of each."""

from __future__ import annotations

from collections.abc import Iterator

import click
from click.testing import CliRunner

from generator.cli import main

HEAD = """\
# Commands

The exit code is 0 for success, 1 for failure and 2 for wrong usage.
"""


def command_reference() -> str:
    """Return the page."""
    parts = [HEAD]
    for name in ("", *_names(main)):
        title = f"jiazhu {name}".strip()
        parts.append(f"\n## {title}\n\n```text\n{help_of(name)}```\n")
    return "".join(parts)


def _names(group: click.Group) -> Iterator[str]:
    """Yield the names of commands that are not hidden, those of a group with its name before."""
    for name, command in group.commands.items():
        if command.hidden:
            continue
        yield name
        if isinstance(command, click.Group):
            yield from (f"{name} {each}" for each in _names(command))


def help_of(command: str) -> str:
    """Return the help text of a command, at most 100 columns wide."""
    result = CliRunner().invoke(
        main, [*command.split(), "--help"], prog_name="jiazhu", terminal_width=100, color=False
    )
    return result.output
