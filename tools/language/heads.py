"""Read the heads of tables, which are their first lines, and write derived tables.

    # The headwords of the dictionary with their costs.
    # Columns: simplified headword, cost
    # Unit: centibels, -100 log10 of the probability
    # Order: code point of the headword
    # Source: CC-CEDICT; the costs from wordfreq 3.1.1 (PyPI), `large_zh`
    # Licence: CC BY-SA 4.0
    # Change: do not edit; run `python -m tools.language words`
    # Inputs: compile_words=1 wordfreq-3.1.1=4b1c6ecffc6198be names/names.tsv=…
    # Rows: 121284, sha256 …

An indented line continues the line before it. `write_table` writes `Inputs` and `Rows` and keeps
the other lines. The head of a binary file is in a `.txt` file next to it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.language.tables import DATA, is_comment
from tools.language.inputs import digest

FIELDS = ("Columns", "Unit", "Order", "Source", "Licence", "Change")
"""The fields of every head, in order, after the line that describes the table."""

DERIVED_FIELDS = ("Inputs", "Context", "Rows")
"""The fields that only derived tables have, `Context` only trained ones."""

BINARY = ".npz"
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table."""

    title: str
    fields: Mapping[str, str]
    lines: tuple[str, ...]
    """All its lines unchanged, including the comments of the source."""


def head_file(path: Path) -> Path:
    """Return the file that contains the head of a table."""
    return path.with_name(f"{path.name}.txt") if path.suffix == BINARY else path


def read_head(name: str) -> Head:
    """Read the head of a table; empty if the file has none."""
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
            break  # the comments of the source follow
        else:
            entries.append([line[2:]])
    joined = [" ".join(entry) for entry in entries]
    known = FIELDS + DERIVED_FIELDS
    fields = dict(entry.split(": ", 1) for entry in joined[1:] if entry.split(": ")[0] in known)
    return Head(joined[0] if joined else "", fields, tuple(lines))


def digest_rows(name: str) -> tuple[int, str]:
    """Return the number of rows of a table and their digest, without comments."""
    path = DATA / name
    if path.suffix == BINARY:
        return 1, digest(path.read_bytes())
    lines = [x for x in path.read_text(encoding="utf-8").split("\n") if not is_comment(x)]
    return len(lines), digest("\n".join(lines).encode())


def write_table(
    name: str, content: str | bytes, inputs: Mapping[str, str], context: Mapping[str, str]
) -> None:
    """Write the rows of a derived table below its present head, and record their inputs in it.

    The comments of a source, such as those of the dictionary, are part of `content`.
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
    lines = [*_without_fields(head.lines, DERIVED_FIELDS)]
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


def _without_fields(lines: tuple[str, ...], fields: tuple[str, ...]) -> list[str]:
    """Return the lines of a head without some fields and without the comments of the source."""
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
