"""Reads a web page saved as one file (MHTML)."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from generator.content.urls import join_url
from generator.importing.document import CannotImportError
from generator.importing.encodings import decode_text
from generator.importing.images import Images
from generator.importing.web_page import declared_encoding


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The HTML of a page and a collector of the images saved with it."""

    html: str
    images: Images


def read_web_archive(data: bytes, path: Path) -> SavedPage:
    """Return the page in an MHTML file. Raises `CannotImportError`."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = [part for part in message.walk() if isinstance(part, EmailMessage)]
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None:
        reason = "The file contains no page"
        raise CannotImportError(path, reason, "Save the page again, as MHTML or as HTML.")
    content = _bytes(page)
    base = str(page.get("Content-Location", ""))
    found = {_key(str(part.get("Content-Location", "")), base): _bytes(part) for part in parts}
    found |= {f"cid:{str(part.get('Content-ID', '')).strip('<>')}": _bytes(part) for part in parts}
    html = decode_text(content, path, declared=declared_encoding(content))
    return SavedPage(html, Images(lambda name: found.get(_key(name, base)), absolute=True))


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _key(address: str, base: str) -> str:
    return join_url(base, address).partition("#")[0]
