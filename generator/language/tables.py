"""Where the tables of what is known of Chinese are: `data/`, a folder for each subject."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parent / "data"
