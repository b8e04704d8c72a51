"""The heads of tables: what stands in their first lines, and how a derived table is written.

    # The headwords of the dictionary and what they cost.
    # Columns: simplified headword, cost
    # Unit: centibels, -100 log10 of the probability
    # Order: code point of the headword
    # Source: CC-CEDICT; the costs from wordfreq 3.1.1 (PyPI), `large_zh`
    # Licence: CC BY-SA 4.0
    # Change: do not edit; run `python -m tools.language words`
    # Inputs: compile_words=1 wordfreq-3.1.1=4b1c6ecffc6198be names/names.tsv=…
    # Rows: 121284, sha256 …

A line that is indented goes on with the one before it. The last two lines are written by
`write_table`, which keeps the others; the head of a binary file is a `.txt` file beside it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.language.tables import DATA, is_comment
from tools.language.inputs import digest

FIELDS = ("Columns", "Unit", "Order", "Source", "Licence", "Change")
"""The fields of every head, in order, after the line that says what the table is."""

DERIVED_FIELDS = ("Inputs", "Context", "Rows")
"""The fields that only derived tables have; `Context` only those that are trained."""

BINARY = ".npz"
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table."""

    title: str
    fields: Mapping[str, str]
    lines: tuple[str, ...]
    """All its lines as they are, comments of the source included."""


def head_file(path: Path) -> Path:
    """The file that has the head of a table."""
    return path.with_name(f"{path.name}.txt") if path.suffix == BINARY else path


def read_head(name: str) -> Head:
    """Read the head of a table, which is empty where the file has none."""
    lines: list[str] = []
    with head_file(DATA / name).open(encoding="utf-8") as file:
        for line in file:
            text = line.rstrip("\n")
            if not text or not is_comment(text):
                break
            lines.append(text)
    entries: list[list[str]] = []
    for line in lines:
        if line.startswith("#   ") and entries:
            entries[-1].append(line[4:])
        elif line == "#":
            break  # what follows are comments of the source
        else:
            entries.append([line[2:]])
    joined = [" ".join(entry) for entry in entries]
    known = FIELDS + DERIVED_FIELDS
    fields = dict(entry.split(": ", 1) for entry in joined[1:] if entry.split(": ")[0] in known)
    return Head(joined[0] if joined else "", fields, tuple(lines))


def rows_of(name: str) -> tuple[int, str]:
    """Count the rows of a table and return their digest; comments do not count."""
    path = DATA / name
    if path.suffix == BINARY:
        return 1, digest(path.read_bytes())
    lines = [x for x in path.read_text(encoding="utf-8").split("\n") if not is_comment(x)]
    return len(lines), digest("\n".join(lines).encode())


def write_table(
    name: str, content: str | bytes, inputs: Mapping[str, str], context: Mapping[str, str]
) -> None:
    """Write the rows of a derived table under its present head, with what they were made from.

    A head of the source, as the dictionary has one, is kept in `content`.
    """
    head = read_head(name)
    path = DATA / name
    if isinstance(content, bytes):
        path.write_bytes(content)
        body = ""
    else:
        body = content
    rows = [line for line in body.split("\n") if not is_comment(line)]
    count, hashed = (
        (1, digest(content))
        if isinstance(content, bytes)
        else (len(rows), digest("\n".join(rows).encode()))
    )
    recorded = {
        "Inputs": " ".join(f"{key}={value}" for key, value in inputs.items()),
        "Context": " ".join(f"{key}={value}" for key, value in context.items()),
        "Rows": f"{count}, sha256 {hashed}",
    }
    lines = [*_without(head.lines, DERIVED_FIELDS)]
    for field, value in recorded.items():
        if value:
            lines += textwrap.wrap(
                f"# {field}: {value}",
                _WIDTH,
                subsequent_indent="#   ",
                break_long_words=False,
                break_on_hyphens=False,
            )
    head_file(path).write_text("\n".join(lines) + "\n" + body, encoding="utf-8")


def _without(lines: tuple[str, ...], fields: tuple[str, ...]) -> list[str]:
    """The lines of a head up to the comments of the source, without some of its fields."""
    kept = []
    left_out = False
    for line in lines:
        if line == "#":
            break
        if not line.startswith("#   "):
            left_out = line.startswith(tuple(f"# {field}: " for field in fields))
        if not left_out:
            kept.append(line)
    return kept
