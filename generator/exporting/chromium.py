"""Chromium as a printer: an HTML document becomes a PDF with bookmarks, tags and embedded fonts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from generator.exporting.errors import CannotExportError

PROGRAMS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("chromium-headless-shell", "msedge", "microsoft-edge"),
)
"""The names under which it is looked for on the path."""
_HINT = "Install Chromium or Chrome, or set CHROMIUM to the path of its program."
_OPTIONS = (
    *("--headless", "--disable-gpu", "--no-pdf-header-footer", "--generate-pdf-document-outline"),
    *("--export-tagged-pdf", "--no-first-run", "--disable-extensions", "--disable-sync"),
    "--disable-background-networking",
)
_DATE = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}")
_SECONDS = 300
"""How long a document may take."""


def print_pdf(html: bytes) -> bytes:
    """Return a document as a PDF; raises `CannotExportError`.

    The document must be complete in itself. The time of the day is taken out of the PDF.
    """
    program = find_chromium()
    with tempfile.TemporaryDirectory(prefix="jiazhu-") as name:
        folder = Path(name)
        source, output = folder / "document.html", folder / "document.pdf"
        source.write_bytes(html)
        arguments = [*_OPTIONS, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={output}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            arguments.append("--no-sandbox")  # which root cannot have
        try:
            done = subprocess.run(
                [program, *arguments, source.as_uri()],
                check=False,
                capture_output=True,
                timeout=_SECONDS,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise CannotExportError(f"{program} could not be run: {error}", _HINT) from None
        if done.returncode or not output.is_file():
            lines = done.stderr.decode(errors="replace").strip().splitlines()
            said = lines[-1] if lines else f"exit code {done.returncode}"
            raise CannotExportError(f"{program} wrote no PDF: {said}", _HINT)
        return _DATE.sub(rb"\g<1>19800101000000", output.read_bytes())


def find_chromium() -> str:
    """Return the program: what CHROMIUM names, else the first on the path."""
    named = os.environ.get("CHROMIUM", "")
    if named and shutil.which(named) is None:
        raise CannotExportError(f"CHROMIUM names a program that does not exist: {named}", _HINT)
    for name in (named, *PROGRAMS):
        found = shutil.which(name) if name else None
        if found is not None:
            return found
    raise CannotExportError("A PDF is printed by Chromium, which was not found", _HINT)
