"""Data that a page asks for when its reader does.

It stands in classic scripts below `/static/`, since nothing else can be loaded from `file://`,
each of which hands over one value by its name: `jiazhu.take("characters/0a", …)`. What is
kept by character or by word is spread over `SHARDS` of them, so that each stays small.
"""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

from generator.site import addresses

SHARDS = 32
"""As many as `static/js/lazy_data.js` knows."""


def shard(text: str) -> str:
    """The name of the shard that has what begins with the first character of `text`."""
    return f"{ord(text[0]) % SHARDS:02x}"


def place(name: str) -> PurePosixPath:
    """Where the script stands that hands over `name`."""
    return addresses.STATIC / f"{name}.js"


def script(name: str, data: Any, notice: str = "") -> str:
    """The script; `notice` is a comment at its head."""
    comment = f"/* {notice} */\n" if notice else ""
    return f"{comment}jiazhu.take({json.dumps(name)}, {as_json(data)});\n"


def as_json(data: Any) -> str:
    """JSON on one line, safe inside a `script` element too."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
