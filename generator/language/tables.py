"""The folder of the language tables: `data/`, with a folder for each subject."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parent / "data"
