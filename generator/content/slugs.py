"""Slugs: the part of an address that names an article."""

from __future__ import annotations

import re
import unicodedata

RESERVED = frozenset({"about", "glossary", "static"})
"""Names that pages of the site itself have."""

_SAFE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_LONGEST = 100


def slugify(text: str) -> str:
    """A slug made of ASCII letters and digits, `Déjà vu 2` -> `deja-vu-2`.

    Empty where letters of `text` would be lost, as those of a Chinese name are.
    """
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)
    )
    if any(char.isalnum() and not char.isascii() for char in plain):
        return ""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", plain.lower()))
    return "-".join(words)


def slug_fault(slug: str) -> str | None:
    """Why `slug` may not name a page, or None."""
    if not _SAFE.fullmatch(slug):
        return "may hold only a–z, 0–9 and single hyphens between them"
    if len(slug) > _LONGEST:
        return f"is longer than {_LONGEST} characters"
    if slug in RESERVED:
        return "is the name of a page of the site itself"
    if _DEVICES.fullmatch(slug):
        return "is no file name on Windows"
    return None
