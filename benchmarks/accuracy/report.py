"""Formats tables in Markdown, and writes them to `RESULTS.md`.

Writing replaces the sections that were measured and keeps the others, so that a part can be
measured again on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


class MissingError(Exception):
    """Raised when a tool or a data set is missing; the message says how to get it."""


@dataclass
class Table:
    """Rows of cells; the first column has names, the others have numbers."""

    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)

    def __str__(self) -> str:
        rule = ["---", *["---:"] * (len(self.columns) - 1)]
        return "\n".join(f"| {' | '.join(row)} |" for row in (self.columns, rule, *self.rows))


@dataclass
class Section:
    """A heading, an explanation of what was measured, and the tables."""

    title: str
    text: str
    tables: list[Table] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    """Printed, but not written to the file."""

    def __str__(self) -> str:
        parts = [f"## {self.title}", self.text, *map(str, self.tables)]
        if self.skipped:
            parts.append("\n".join(f"- Skipped: {line}" for line in dict.fromkeys(self.skipped)))
        return "\n\n".join(parts) + "\n"


HEAD = """# Results

Written by `python -m benchmarks.accuracy --write`, and *Builds* by `python -m benchmarks.build
--write`; see [README.md](README.md) for the sets and how to measure again. The sets for accuracy
are development sets, so tools that are tuned on them are a little better here than elsewhere.
"""


def merge(kept: str, sections: Iterable[Section]) -> str:
    """Return the text of the results with `sections` replaced or added."""
    old = {
        part.split("\n", 1)[0]: part.rstrip("\n") + "\n"
        for part in re.split(r"^## ", kept, flags=re.MULTILINE)[1:]
    }
    for section in sections:
        old[section.title] = str(section).removeprefix("## ")
    return "\n".join([HEAD, *(f"## {part}" for part in old.values())])


def write(path: Path, sections: Iterable[Section]) -> None:
    """Update the sections of a file of results."""
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(merge(kept, sections), encoding="utf-8")


def percent(part: float, whole: float, digits: int = 2) -> str:
    """Return a share in per cent, or a dash if the whole is zero."""
    return f"{100 * part / whole:.{digits}f}" if whole else "–"


def f1(right: int, found: int, wanted: int) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    precision = right / found if found else 0.0
    recall = right / wanted if wanted else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0
