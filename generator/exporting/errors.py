"""What an export can fail with that is no fault of the site."""

from __future__ import annotations


class CannotExportError(Exception):
    """Raised with the cause and the remedy when something outside the site is missing."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint
