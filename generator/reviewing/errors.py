"""The error of a correction that cannot be written."""

from __future__ import annotations

from pathlib import Path


class EditError(Exception):
    """Raised when a correction cannot be written; no file has changed.

    `line` is one-based, 0 if the fault has none; `path` is None until the file is known.
    """

    def __init__(self, message: str, hint: str, *, path: Path | None = None, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line) if part)
        return f"{place}: {self.message}" if place else self.message
