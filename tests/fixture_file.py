"""Read the cases of a text fixture: a title, `.`, the input, `.`, the expected output, `.`.

Lines before a title are comments.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"


@dataclass(frozen=True, slots=True)
class Case:
    """A test case; `line` is the line of its title."""

    title: str
    line: int
    input: str
    expected: str

    def __str__(self) -> str:
        return f"{self.line}: {self.title}"


def read_cases(name: str) -> list[Case]:
    """Return the cases of `tests/fixtures/<name>`; raise ValueError if one is incomplete."""
    cases: list[Case] = []
    parts: list[list[str]] = [[]]
    line = 0
    for number, text in enumerate((FIXTURES / name).read_text("utf-8").split("\n"), start=1):
        if text != ".":
            if len(parts) > 1:
                parts[-1].append(text)
            elif text.strip():
                parts, line = [[text]], number
        elif len(parts) == 3:
            content, expected = ("\n".join(part) for part in parts[1:])
            cases.append(Case(parts[0][0], line, content, expected))
            parts = [[]]
        else:
            parts.append([])
    if len(parts) > 1 or not cases:
        raise ValueError(f"{name}:{line}: a case needs three lines that hold only a full stop")
    return cases
