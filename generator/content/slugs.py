"""Slugs: the part of an address that identifies an article."""

from __future__ import annotations

import re
import unicodedata

RESERVED = frozenset(
    {"about", "archive", "glossary", "grammar", "levels", "my-words", "search", "static", "tags"}
)
"""The names of the site's own pages."""

_SAFE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_MAX_LENGTH = 100
_MAX_PINYIN = 60


def slugify(text: str) -> str:
    """Return a slug of ASCII letters and digits, `Déjà vu 2` -> `deja-vu-2`.

    It is empty if letters of `text` would be lost, as in a Chinese name.
    """
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)
    )
    if any(char.isalnum() and not char.isascii() for char in plain):
        return ""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", plain.lower()))
    return "-".join(words)


def pinyin_slug(text: str) -> str:
    """Return a slug with Chinese in toneless pinyin, `2024年总结` -> `2024-nian-zong-jie`.

    It is empty if letters of another script would be lost.
    """
    from pypinyin import lazy_pinyin  # slow to import, and only Chinese names need it

    slug = slugify(" ".join(lazy_pinyin(re.sub(r"[^\w ]", " ", text))))
    if len(slug) > _MAX_PINYIN:
        slug = slug[: _MAX_PINYIN + 1].rpartition("-")[0] or slug[:_MAX_PINYIN]
    return slug


def slug_fault(slug: str) -> str | None:
    """Return why `slug` cannot be the name of a page, or None if it can."""
    if not _SAFE.fullmatch(slug):
        return "may contain only a–z, 0–9 and single hyphens between them"
    if len(slug) > _MAX_LENGTH:
        return f"is longer than {_MAX_LENGTH} characters"
    if slug in RESERVED:
        return "is the name of one of the site's own pages"
    if _DEVICES.fullmatch(slug):
        return "is not a valid file name on Windows"
    return None
