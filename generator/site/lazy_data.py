"""Data that a page loads when its reader needs it.

It is in classic scripts below `/static/`, since nothing else can be loaded from `file://`; each
passes one value by its name, `jiazhu.take("characters/0a", …)`. Data by character or by word is
spread over `SHARDS` scripts, so that each stays small.
"""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

from generator.site import addresses

SHARDS = 32
"""The same number as in `static/js/lazy_data.js`."""


def shard(text: str) -> str:
    """The name of the shard of a text: its first character decides."""
    return f"{ord(text[0]) % SHARDS:02x}"


def place(name: str) -> PurePosixPath:
    """Where the script is that passes the value `name`."""
    return addresses.STATIC / f"{name}.js"


def script(name: str, data: Any, notice: str = "") -> str:
    """The script that passes `data` as `name`, with `notice` as a comment at its head."""
    comment = f"/* {notice} */\n" if notice else ""
    return f"{comment}jiazhu.take({json.dumps(name)}, {as_json(data)});\n"


def as_json(data: Any) -> str:
    """JSON on one line, safe inside a `script` element too."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
