"""Collects the images and other media of a text: local ones are kept, remote ones stay remote.

The network is never used.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, unquote_to_bytes

from generator.content.tree import real_file
from generator.content.urls import split_url
from generator.importing.svg import clean_svg

IMAGE_PREFIX = "jiazhu-image:"
"""Prefix of the address of a kept image until the name of its folder is known."""

_SIGNATURES = (
    (b"\x89PNG\r\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"BM", ".bmp"),
)
MEDIA_SUFFIXES = frozenset(
    ".mp4 .m4v .webm .ogv .mov .mp3 .m4a .aac .ogg .oga .opus .wav .flac .vtt".split()
)
"""The suffixes of video and audio files, and of their captions."""
_DATA_URL = re.compile(r"data:image/([\w.+-]++)(?:(?!;base64,)[^,])*+(;base64)?,(.*)", re.DOTALL)
_MIN_BYTES = 200
"""Minimum size of an image in a data URL; smaller ones are spacers or tracking pixels."""

Reader = Callable[[str], bytes | None]
"""Returns the bytes at an address without fragment and query, or None if there are none."""


@dataclass(slots=True)
class Images:
    """Collects the images of a text by their file names in its folder."""

    read: Reader
    absolute: bool = False
    """Whether `read` takes absolute addresses too, as for a web archive."""
    found: dict[str, bytes] = field(default_factory=dict)
    remote: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    cleaned: list[str] = field(default_factory=list)
    """The names of images from which scripts were taken out."""

    def keep(self, address: str, suffix: str = "") -> str | None:
        """Keep an image if it can be read, and return its address in the Markdown, or None.

        With a `suffix`, the content is not looked at.
        """
        data_url = _DATA_URL.fullmatch(address)
        if data_url:
            embedded = _decode_data_url(data_url)
            return None if len(embedded) < _MIN_BYTES else self._store("image", embedded)
        parts = split_url(address)
        if not parts.path or ((parts.scheme or parts.netloc) and not self.absolute):
            return None
        name = unquote(parts.path)
        data = self.read(address if self.absolute else name)
        return self._store(name.rsplit("/", 1)[-1], data, suffix) if data else None

    def keep_media(self, address: str) -> str | None:
        """Keep a video, an audio or an image file, as `keep` does; others go by their suffix."""
        suffix = PurePosixPath(split_url(address).path).suffix.lower()
        return self.keep(address, suffix if suffix in MEDIA_SUFFIXES else "")

    def add_remote(self, address: str) -> str | None:
        """Return the address of a remote image to link to, or record that the image is missing."""
        if split_url(address).scheme in ("http", "https"):
            self.remote.append(address)
            return address
        if address and not address.startswith("data:"):
            self.missing.append(address)
        return None

    def remote_media(self, address: str) -> str | None:
        """Return the address of remote media, or record that the file is missing."""
        if split_url(address).scheme in ("http", "https"):
            self.media.append(address)
            return address
        self.missing.append(address)
        return None

    def unkept(self, address: str) -> str:
        """Return the address of a file that is not kept as the author wrote it, and note it."""
        self.add_remote(address)
        return address

    def notes(self) -> list[str]:
        """Return sentences that tell the user what was done with the images."""
        notes = []
        if self.found:
            notes.append(f"Images kept: {len(self.found)}.")
        if self.cleaned:
            notes.append(f"Scripts and remote parts taken out of: {', '.join(self.cleaned[:3])}.")
        if self.remote:
            few = ", ".join(self.remote[:3]) + (", …" if len(self.remote) > 3 else "")
            notes.append(f"Remote images not fetched, their addresses kept: {few}")
        if self.media:
            notes.append(f"Videos, audio and frames kept by their addresses: {len(self.media)}.")
        if self.missing:
            few = ", ".join(self.missing[:3]) + (", …" if len(self.missing) > 3 else "")
            notes.append(f"Not found beside the file: {few}")
        return notes

    def _store(self, name: str, data: bytes, suffix: str = "") -> str | None:
        suffix = suffix or image_suffix(data)
        if suffix == ".svg":
            cleaned = clean_svg(data)
            if cleaned is None:
                return None
            if cleaned != data:
                self.cleaned.append(name)
            data = cleaned
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
        return IMAGE_PREFIX + address


def images_in_folder(folder: Path) -> Images:
    """Return a collector that reads images from a folder and its subfolders only."""
    home = folder.resolve()

    def read(name: str) -> bytes | None:
        path = real_file(home / name)
        try:
            return path.read_bytes() if path and path.is_relative_to(home) else None
        except OSError:  # no permission
            return None

    return Images(read)


def image_suffix(data: bytes) -> str:
    """Return the file name suffix of an image, detected from its bytes; empty if unknown."""
    for head, suffix in _SIGNATURES:
        if data.startswith(head):
            return suffix
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return ".avif"
    return (
        ".svg" if re.match(rb"\s*(?:<\?xml|<!|<svg)[^\0]{0,2000}", data) and b"<svg" in data else ""
    )


def _decode_data_url(match: re.Match[str]) -> bytes:
    if not match[2]:
        return unquote_to_bytes(match[3])
    try:
        return base64.b64decode(unquote(match[3]))
    except ValueError:  # not base64, or not ASCII
        return b""
