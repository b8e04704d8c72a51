"""The style sheets and scripts of a site in the cache: to shorten them takes a while."""

from __future__ import annotations

from pathlib import PurePosixPath

import msgspec
from msgspec import Struct

from generator.site.assets import Assets


class _StoredAssets(Struct, frozen=True, array_like=True):
    files: dict[str, bytes]
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    on_demand: tuple[str, ...]
    worker: str
    icon: str


def encode_assets(assets: Assets) -> bytes:
    """Encode assets without files of the author's at the top of the site."""
    return msgspec.msgpack.encode(
        _StoredAssets(
            {str(place): data for place, data in assets.files.items()},
            tuple(map(str, assets.styles)),
            tuple(map(str, assets.scripts)),
            tuple(map(str, assets.on_demand)),
            assets.worker,
            str(assets.icon),
        )
    )


def decode_assets(data: bytes) -> Assets:
    """Decode assets; raises `msgspec.DecodeError`."""
    found = msgspec.msgpack.decode(data, type=_StoredAssets)
    return Assets(
        {PurePosixPath(place): content for place, content in found.files.items()},
        tuple(map(PurePosixPath, found.styles)),
        tuple(map(PurePosixPath, found.scripts)),
        {},
        tuple(map(PurePosixPath, found.on_demand)),
        found.worker,
        PurePosixPath(found.icon),
    )
