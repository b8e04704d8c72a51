"""Compile the tables when a wheel is built, so that no installation has to.

An editable installation compiles them at first use (`generator/language/mapped.py`).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTables(BuildHookInterface[Any]):
    """Adds the compiled tables to a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the tables into a temporary folder, from which they go into the wheel."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from generator.language.compiled_tables import COMPILED_TABLES
        finally:
            sys.path.remove(self.root)
        self._folder = tempfile.TemporaryDirectory()
        for table in COMPILED_TABLES:
            path = Path(self._folder.name, table.path.name)
            path.write_bytes(table.compile())
            build_data["force_include"][str(path)] = f"generator/language/compiled/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder."""
        del build_data, artifact_path
        if version != "editable":
            self._folder.cleanup()
