"""Names of files that every system and every host can have."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

MAX_BYTES = 255
"""The longest name of a file in the file systems in use, in bytes of UTF-8."""

# Also what a name is not seen to have: line ends, marks of order (`a\u202egnp.exe`), the BOM.
_CHARACTERS = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069\ufeff]')
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\..*)?", re.IGNORECASE
)


def name_fault(path: str) -> str | None:
    """Return why the path of a file is not valid on every system, as a sentence; None if it is."""
    return next(filter(None, map(_part_fault, path.split("/"))), None)


@cache
def _part_fault(name: str) -> str | None:
    if not name.isprintable() and any("\ud800" <= char <= "\udfff" for char in name):
        return f"The name {name!a} is not valid UTF-8"
    if found := _CHARACTERS.search(name):
        if found[0].isprintable():
            return f"The name “{name}” contains {found[0]}, which not every system allows"
        return f"The name {name!a} contains U+{ord(found[0]):04X}"
    if name.endswith((".", " ")):
        return f"The name “{name}” ends with a full stop or a space"
    if _DEVICES.fullmatch(name):
        return f"The name “{name}” is that of a device on Windows"
    if len(name.encode()) > MAX_BYTES:
        return f"The name “{name[:20]}…” is longer than {MAX_BYTES} bytes"
    return None


def folded(path: str) -> str:
    """Return what two paths have in common that some file systems take for the same.

    Those of Windows and macOS ignore case, and that of macOS how accents are composed.
    """
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
