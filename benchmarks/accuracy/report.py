"""Tables in Markdown, and the file that keeps them.

A section of `RESULTS.md` begins with its heading; writing replaces the sections that were
measured and leaves the others, so that a part can be measured again by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


class MissingError(Exception):
    """A tool or a set is not there; the message says which, and what to do about it."""


@dataclass
class Table:
    """Rows of cells under column heads; the first column names, the others hold numbers."""

    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)

    def __str__(self) -> str:
        rule = ["---", *["---:"] * (len(self.columns) - 1)]
        return "\n".join(f"| {' | '.join(row)} |" for row in (self.columns, rule, *self.rows))


@dataclass
class Section:
    """A heading, what was measured and how, and the tables."""

    title: str
    text: str
    tables: list[Table] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    """Shown on the terminal, not kept."""

    def __str__(self) -> str:
        parts = [f"## {self.title}", self.text, *map(str, self.tables)]
        if self.skipped:
            parts.append("\n".join(f"- Skipped: {line}" for line in dict.fromkeys(self.skipped)))
        return "\n\n".join(parts) + "\n"


HEAD = """# Results

Written by `python -m benchmarks.accuracy --write`; see [README.md](README.md) for the sets and
how to measure again. All are development sets: what is tuned on them is a little better here
than elsewhere.
"""


def merge(kept: str, sections: Iterable[Section]) -> str:
    """The text of the results with each of `sections` in the place of its old self."""
    old = {
        part.split("\n", 1)[0]: part.rstrip("\n") + "\n"
        for part in re.split(r"^## ", kept, flags=re.MULTILINE)[1:]
    }
    for section in sections:
        old[section.title] = str(section).removeprefix("## ")
    return "\n".join([HEAD, *(f"## {part}" for part in old.values())])


def write(path: Path, sections: Iterable[Section]) -> None:
    """Bring the file of results up to date."""
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(merge(kept, sections), encoding="utf-8")


def percent(part: float, whole: float, digits: int = 2) -> str:
    """A share in per cent, a dash where there is nothing to share."""
    return f"{100 * part / whole:.{digits}f}" if whole else "–"


def f1(right: int, found: int, wanted: int) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean."""
    precision = right / found if found else 0.0
    recall = right / wanted if wanted else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0
