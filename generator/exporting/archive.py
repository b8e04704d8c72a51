"""ZIP archives whose bytes depend on their files alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping

_TIME = (1980, 1, 1, 0, 0, 0)
"""The first that the format has."""


def archive(files: Mapping[str, bytes], stored: Collection[str] = ()) -> bytes:
    """Return an archive with files, by name, in their order; those of `stored` as they are."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _TIME)
            is_stored = name in stored
            entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # Unix on every system
            written.writestr(entry, content, compresslevel=9)
    return data.getvalue()
