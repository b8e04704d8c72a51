"""Print diagnostics, counts and progress in a terminal.

    articles/hello.md:3:5: error R001: “háng zhǎng” has 2 syllables, but “行” has 1 character
        他是{行|háng zhǎng}。
            ^
        Hint: Write one syllable for each character.

Text from files is printed without control characters. Click drops colours if standard error is
not a terminal.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import click

from generator.content.sources import decode
from generator.diagnostics import CODES, Diagnostic, Report, Severity

Progress = Callable[[str, int, int], None]
"""Called with the current stage, how many items are done, and how many there are."""

GROUPED = frozenset({"S004", "L004"})
"""The codes of which an author wants to hear once a site, not once a place."""
FIRST = 3
"""How many places of a code a summary has."""

EXCERPT_CELLS = 76
"""The width of a source line; a paragraph of Chinese is often one line of hundreds of cells."""

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
_INDENT = "    "


def say(text: str = "", *, err: bool = True) -> None:
    """Print a line, in colour only on a terminal that supports it."""
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    click.echo(text, err=err, color=False if plain else None)


def show_report(
    report: Report, *, everything: bool = True, grouped: Collection[str] = GROUPED
) -> None:
    """Print the diagnostics by position, each with its source line, and then their number.

    Warnings of the `grouped` codes, and without `everything` all warnings, are summed up: each
    code with its first places.
    """
    lines, found = _SourceLines(), report.sorted()
    counts = Counter(diagnostic.code for diagnostic in found)
    summed_up = {
        code
        for code, count in counts.items()
        if count > (1 if code in grouped else FIRST)
        and CODES[code][0] is Severity.WARNING
        and (code in grouped or not everything)
    }
    for diagnostic in found:
        if diagnostic.code not in summed_up:
            say(format_diagnostic(diagnostic, lines.get(diagnostic)))
    for code in sorted(summed_up):
        say(format_summary([diagnostic for diagnostic in found if diagnostic.code == code]))
    if report.diagnostics:
        say(count_by_severity(report.diagnostics))
    if summed_up:
        say("All of a code: jiazhu check --select CODE. To ignore it: [check] in site.toml.")


def format_summary(found: Sequence[Diagnostic]) -> str:
    """Format the warnings of one code: what it means, their number, and the first places."""
    code = found[0].code
    label = click.style(f"warning {code}", fg=_COLOURS[Severity.WARNING], bold=True)
    lines = [f"{label}: {CODES[code][1]} ({len(found):,} times)"]
    for diagnostic in found[:FIRST]:
        place = f"{display_path(diagnostic.path)}:{diagnostic.line}:{diagnostic.column}"
        lines.append(f"{_INDENT}{place}: {sanitise(diagnostic.message)}")
    if len(found) > FIRST:
        lines.append(f"{_INDENT}… and {len(found) - FIRST:,} more")
    if found[0].hint:
        lines.append(f"{_INDENT}Hint: {sanitise(found[0].hint)}")
    return "\n".join(lines)


def count_by_severity(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the number of diagnostics of each severity: `2 errors, 1 warning`."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    parts = [
        click.style(plural(counts[severity], severity), fg=_COLOURS[severity], bold=True)
        for severity in Severity
        if counts[severity]
    ]
    return ", ".join(parts) or "no errors, no warnings"


def plural(number: int, noun: str) -> str:
    """Return a number with its noun: `1 page`, `2 pages`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def format_diagnostic(diagnostic: Diagnostic, source: str | None) -> str:
    """Format the position, message, source line with a caret, and hint of a diagnostic.

    `source` is the source line, or None if it is unknown.
    """
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
    """Print an error without a code; `line` is 0 if there is none."""
    place = display_path(path) + (f":{line}" if line else "")
    label = click.style("error", fg=_COLOURS[Severity.ERROR], bold=True)
    say(f"{click.style(place, bold=True)}: {label}: {sanitise(message)}")
    say(f"{_INDENT}Hint: {sanitise(hint)}")


def display_path(path: Path) -> str:
    """Return a path relative to the working folder if it is inside it, safe to print."""
    with suppress(ValueError):
        # A link has its own name here; one that leads to itself has no other.
        path = Path(os.path.realpath(path.parent), path.name).relative_to(Path.cwd())
    return sanitise(str(path))


def sanitise(text: str) -> str:
    """Return the text with every control or format character replaced by U+FFFD."""
    return "".join(
        character
        if character == "\n" or unicodedata.category(character)[0] != "C"
        else " "
        if character == "\t"
        else "\ufffd"
        for character in text
    )


def excerpt(line: str, column: int) -> tuple[str, int]:
    """Return the part of a source line around a column, and how many cells precede the column.

    `column` is one-based, in code points, and may be one past the end.
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
    """Return the width of a character in terminal cells."""
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class _SourceLines:
    """Reads the source lines of diagnostics; each file is read once."""

    def __init__(self) -> None:
        self._files: dict[Path, list[str]] = {}

    def get(self, diagnostic: Diagnostic) -> str | None:
        path = diagnostic.path
        if path not in self._files:
            try:
                # To read a pipe would wait for ever, and a link may lead to a secret.
                data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
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
    """Yield a callback that draws a bar on standard error, or None if that is not a terminal.

    The bar is made when there is something to draw, since few commands need what it is made of.
    """
    if not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:
        update: Progress | None = None

        def advance(stage: str, done: int, total: int) -> None:
            nonlocal update
            if update is None:
                update = stack.enter_context(_bar())
            update(stage, done, total)

        yield advance


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Rate(ProgressColumn):
        """The number of items a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total)

        yield advance
