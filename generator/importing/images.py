"""The images of a text: those that lie beside it are kept, others become links. No network."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, unquote_to_bytes, urljoin, urlsplit

PLACE = "jiazhu-image:"
"""Begins the address of a kept image until it is known what its folder is called."""

_HEADS = (
    (b"\x89PNG\r\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"BM", ".bmp"),
)
_DATA = re.compile(r"data:image/([\w.+-]+)[^,]*?(;base64)?,(.*)", re.DOTALL)
_SMALLEST = 200
"""Bytes; an image inside a page that is smaller draws a line or counts visitors."""

Reader = Callable[[str], bytes | None]
"""The bytes that an address, without fragment and query, names; None where there are none."""


@dataclass(slots=True)
class Images:
    """Collects the images that a text shows, by the address they shall have in its Markdown."""

    read: Reader
    whole: bool = False
    """Whether `read` is asked for absolute addresses too, as a web archive has them."""
    found: dict[str, bytes] = field(default_factory=dict)
    remote: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def local(self, address: str) -> str | None:
        """The address of an image that is kept, None for one that cannot be."""
        inside = _DATA.fullmatch(address)
        if inside:
            embedded = _decoded(inside)
            return None if len(embedded) < _SMALLEST else self._keep("image", embedded)
        parts = split_address(address)
        if not parts.path or ((parts.scheme or parts.netloc) and not self.whole):
            return None
        name = unquote(parts.path)
        data = self.read(address if self.whole else name)
        return self._keep(name.rsplit("/", 1)[-1], data) if data else None

    def far(self, address: str) -> str | None:
        """The address of an image elsewhere, to link to; one that is missing is noted."""
        if split_address(address).scheme in ("http", "https"):
            self.remote.append(address)
            return address
        if address and not address.startswith("data:"):
            self.missing.append(address)
        return None

    def as_link(self, markdown: str, address: str) -> str:
        """The Markdown of an image that is not kept, as a link or as its words."""
        if self.far(address):
            return markdown.removeprefix("!")
        return re.sub(r"!\[([^\]]*)\].*", r"\1", markdown)

    def notes(self) -> list[str]:
        """What became of the images, for the user."""
        notes = []
        if self.found:
            notes.append(f"Images kept: {len(self.found)}.")
        if self.remote:
            few = ", ".join(self.remote[:3]) + (", …" if len(self.remote) > 3 else "")
            notes.append(f"Images elsewhere, left as links and not fetched: {few}")
        if self.missing:
            few = ", ".join(self.missing[:3]) + (", …" if len(self.missing) > 3 else "")
            notes.append(f"Images that are not beside the file, left out: {few}")
        return notes

    def _keep(self, name: str, data: bytes) -> str | None:
        suffix = image_suffix(data)
        if not suffix:
            return None
        stem = re.sub(r"\.\w{1,5}$", "", name.lower())
        stem = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:60] or "image"
        number = 1
        address = f"{stem}{suffix}"
        while self.found.get(address, data) != data:
            number += 1
            address = f"{stem}-{number}{suffix}"
        self.found[address] = data
        return PLACE + address


def gather(folder: Path) -> Images:
    """A collector of the images in a folder and below it; nothing above is read."""
    home = folder.resolve()

    def read(name: str) -> bytes | None:
        try:
            path = (home / name).resolve()
            return path.read_bytes() if path.is_relative_to(home) and path.is_file() else None
        except (OSError, ValueError):  # a name that no file can have, or a file of others
            return None

    return Images(read)


def split_address(address: str) -> SplitResult:
    """The parts of an address, none where it is no address (`http://[`)."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def join_address(base: str, address: str) -> str:
    """An address as seen from a page, empty where it is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def image_suffix(data: bytes) -> str:
    """What the name of an image should end with, told from its bytes; empty for no image."""
    for head, suffix in _HEADS:
        if data.startswith(head):
            return suffix
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return ".avif"
    return (
        ".svg" if re.match(rb"\s*(?:<\?xml|<!|<svg)[^\0]{0,2000}", data) and b"<svg" in data else ""
    )


def _decoded(match: re.Match[str]) -> bytes:
    if not match[2]:
        return unquote_to_bytes(match[3])
    try:
        return base64.b64decode(unquote(match[3]))
    except binascii.Error:
        return b""
