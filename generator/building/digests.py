"""Digests of values, which serve as the keys of what was made from them."""

from __future__ import annotations

import hashlib
from dataclasses import is_dataclass
from pathlib import PurePath
from typing import Any

import msgspec

SIZE = 16
"""The length of a digest in bytes; as text it has twice as many hexadecimal digits."""


def digest(*parts: object) -> str:
    """Return the digest of values: texts, bytes, numbers, containers, dataclasses and structs.

    Equal values have equal digests in every process: mappings and sets are put in order.
    """
    found = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        data = part if isinstance(part, bytes) else _encode(part)
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()


def _encode(value: object) -> bytes:
    return msgspec.msgpack.encode(value, enc_hook=_plain, order="deterministic")


def _plain(value: Any) -> Any:
    if isinstance(value, PurePath):
        data = value.as_posix().encode("utf-8", "surrogateescape")
        try:
            return data.decode()
        except UnicodeDecodeError:
            return data  # the name of a folder need not be UTF-8
    if isinstance(value, str):  # HTML
        return str(value)
    if isinstance(value, range):
        return [value.start, value.stop, value.step]
    if is_dataclass(value):  # one with a field that msgspec does not know
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    message = f"no digest for a {type(value).__name__}"
    raise TypeError(message)
