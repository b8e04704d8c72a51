"""`python -m tools.docs`: write the parts of the documentation that follow from the program.

python -m tools.docs           write them
python -m tools.docs --check   exit with 1 if any is out of date
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from generator.exporting.json_document import SCHEMA, json_schema
from tools.docs.command_reference import command_reference
from tools.docs.label_reference import label_reference
from tools.docs.template_reference import template_reference

ROOT = Path(__file__).resolve().parents[2]
PAGES: dict[str, Callable[[], str]] = {
    "docs/reference/templates.md": template_reference,
    "docs/reference/commands.md": command_reference,
    "docs/reference/labels.md": label_reference,
    f"docs/reference/{SCHEMA}": lambda: json_schema().decode(),
}


def main() -> int:
    """Run the command and return its exit code."""
    stale = 0
    for name, make in PAGES.items():
        path, text = ROOT / name, make()
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        stale += 1
        print(name)
        if "--check" not in sys.argv:
            path.write_text(text, "utf-8")
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
