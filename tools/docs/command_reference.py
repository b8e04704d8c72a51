"""The reference of commands: what `jiazhu COMMAND --help` says of each."""

from __future__ import annotations

from click.testing import CliRunner

from generator.cli import main

HEAD = """\
# Commands

The exit code is 0 for success, 1 for failure and 2 for wrong usage.
"""


def command_reference() -> str:
    """Return the page."""
    parts = [HEAD]
    for name in ("", *main.commands):
        title = f"jiazhu {name}".strip()
        parts.append(f"\n## {title}\n\n```text\n{help_of(name)}```\n")
    return "".join(parts)


def help_of(command: str) -> str:
    """Return the help text of a command, at most 100 columns wide."""
    words = [command] if command else []
    result = CliRunner().invoke(
        main, [*words, "--help"], prog_name="jiazhu", terminal_width=100, color=False
    )
    return result.output
