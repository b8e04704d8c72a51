"""Data that a page loads on demand.

It is in classic scripts below `/static/`, since nothing else can be loaded from `file://`. Each
passes one value with its name: `jiazhu.take("characters/0a", …)`. Data by character or by word is
distributed over `SHARDS` scripts to keep each of them small.
"""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

import msgspec

from generator.site import addresses

SHARDS = 32
"""The same number as in `static/js/lazy_data.js`."""


def shard(text: str) -> str:
    """Return the name of the shard of a text, by its first character."""
    return f"{ord(text[0]) % SHARDS:02x}"


def place(name: str) -> PurePosixPath:
    """Return the path of the script that passes the value `name`."""
    return addresses.STATIC / f"{name}.js"


def script(name: str, data: Any, notice: str = "") -> str:
    """Return the script that passes `data` as `name`, with `notice` as a comment at its start."""
    comment = f"/* {notice} */\n" if notice else ""
    return comment + script_of_json(name, as_json(data))


def script_of_json(name: str, data: str) -> str:
    """Return the script that passes data, which is JSON already, as `name`."""
    return f"jiazhu.take({json.dumps(name)}, {data});\n"


def as_json(data: Any) -> str:
    """Return JSON on one line that is also safe inside a `script` element."""
    text = msgspec.json.encode(data).decode()  # eight times as fast as `json`
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
