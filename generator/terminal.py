"""How faults, sums and progress look in a terminal.

    articles/hello.md:3:5: error R001: 2 syllables stand over 1 character
        他是{行|háng zhǎng}。
            ^
        Hint: write one syllable per Han character

What comes from a file may hold anything, so nothing of it reaches the terminal as a control
character. Colours are left to click, which drops them where standard error is no terminal.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from generator.content.sources import decode
from generator.diagnostics import Report
from generator.model import Diagnostic, Severity

Progress = Callable[[str, int, int], None]
"""Told of long work as it goes on: the stage, how many are done, how many there are."""

EXCERPT_CELLS = 76
"""How wide a source line is shown; a paragraph of Chinese is often one line of hundreds."""

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
_INDENT = "    "


def say(text: str = "", *, err: bool = True) -> None:
    """Print a line, in colour only on a terminal that wants it."""
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    click.echo(text, err=err, color=False if plain else None)


def show_report(report: Report) -> None:
    """Print every diagnostic by place, each with its source line, and then the sum."""
    lines = _SourceLines()
    for diagnostic in report.sorted():
        say(format_diagnostic(diagnostic, lines.get(diagnostic)))
    if report.diagnostics:
        say(count_by_severity(report.diagnostics))


def count_by_severity(diagnostics: Iterable[Diagnostic]) -> str:
    """How many of each severity: `2 errors, 1 warning`."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    parts = [
        click.style(plural(counts[severity], severity), fg=_COLOURS[severity], bold=True)
        for severity in Severity
        if counts[severity]
    ]
    return ", ".join(parts) or "no errors, no warnings"


def plural(number: int, noun: str) -> str:
    """A number and its noun: `1 page`, `2 pages`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def format_diagnostic(diagnostic: Diagnostic, source: str | None) -> str:
    """Place, cause, source line with a caret, and remedy; `source` is the line, if known."""
    place = f"{display_path(diagnostic.path)}:{diagnostic.line}:{diagnostic.column}"
    label = click.style(
        f"{diagnostic.severity} {diagnostic.code}", fg=_COLOURS[diagnostic.severity], bold=True
    )
    lines = [f"{click.style(place, bold=True)}: {label}: {sanitise(diagnostic.message)}"]
    if source is not None and source.strip():
        text, before = excerpt(source, diagnostic.column)
        lines += [f"{_INDENT}{text}", f"{_INDENT}{' ' * before}{click.style('^', fg='green')}"]
    if diagnostic.hint:
        lines.append(f"{_INDENT}Hint: {sanitise(diagnostic.hint)}")
    return "\n".join(lines)


def show_error(path: Path, line: int, message: str, hint: str) -> None:
    """Print an error that has no code; `line` is 0 where it has none."""
    place = display_path(path) + (f":{line}" if line else "")
    label = click.style("error", fg=_COLOURS[Severity.ERROR], bold=True)
    say(
        f"{click.style(place, bold=True)}: {label}: {sanitise(message)}\n{_INDENT}Hint: {sanitise(hint)}"
    )


def display_path(path: Path) -> str:
    """The path from the working folder where that is shorter, safe to print."""
    with suppress(ValueError):
        path = path.resolve().relative_to(Path.cwd())
    return sanitise(str(path))


def sanitise(text: str) -> str:
    """The text with every control and format character made visible as U+FFFD."""
    return "".join(
        character
        if character == "\n" or unicodedata.category(character)[0] != "C"
        else " "
        if character == "\t"
        else "\ufffd"
        for character in text
    )


def excerpt(line: str, column: int) -> tuple[str, int]:
    """The part of a source line around a column, and how many cells precede the column.

    `column` is one-based, in code points; it may be one past the end.
    """
    text = sanitise(line.rstrip("\r\n"))
    at = min(max(column - 1, 0), len(text))
    start, left = at, EXCERPT_CELLS // 2
    while start > 0 and (left := left - _cells(text[start - 1])) >= 0:
        start -= 1
    end, right = at, EXCERPT_CELLS - sum(map(_cells, text[start:at]))
    while end < len(text) and (right := right - _cells(text[end])) >= 0:
        end += 1
    head = "…" if start else ""
    tail = "…" if end < len(text) else ""
    return f"{head}{text[start:end]}{tail}", len(head) + sum(map(_cells, text[start:at]))


def _cells(character: str) -> int:
    """How many columns of a terminal a character takes."""
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class _SourceLines:
    """Reads the line that a diagnostic points at; files are read once."""

    def __init__(self) -> None:
        self._files: dict[Path, list[str]] = {}

    def get(self, diagnostic: Diagnostic) -> str | None:
        path = diagnostic.path
        if path not in self._files:
            try:
                data = path.read_bytes()
            except OSError:
                data = b""
            text = decode(data, path, Report())
            if text is None:
                text = data.decode("utf-8-sig", "replace")
            self._files[path] = text.split("\n")
        lines = self._files[path]
        return lines[diagnostic.line - 1] if 0 < diagnostic.line <= len(lines) else None


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A callback that draws a bar on standard error, or None where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total)

        yield advance
