"""The counts in docs/glosses.md are those of the table, and its examples are rows of it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from generator.language.glosses.uses import CLASSES, TABLE
from generator.language.tables import read_rows

PAGE = (Path(__file__).parents[1] / "docs/glosses.md").read_text("utf-8")
ROWS = list(read_rows(TABLE, 6, optional=1))


def test_the_counts_are_those_of_the_table() -> None:
    uses, chosen = Counter(row[3] for row in ROWS), Counter(row[3] for row in ROWS if row[5])
    found = re.findall(r"^\| `(\w+)` \| [a-z ]+ \| ([\d,]+) \| ([\d,]+) \|$", PAGE, re.M)
    assert {name for name, _, _ in found} == CLASSES
    assert found == [(name, f"{uses[name]:,}", f"{chosen[name]:,}") for name, _, _ in found]
    words = len({row[0] for row in ROWS})
    total = f"{words:,} words in {len(ROWS):,} uses, of which {chosen.total():,} have conditions"
    assert total in " ".join(PAGE.split())
