"""The service worker and the manifest, which let readers use a site offline and install it.

The service worker is `static/js/worker.js` after a line that describes this build. That line, and
so the worker, changes exactly when the files that it caches first change: browsers compare the
bytes of the worker, install a changed one and delete the cache of the old one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from generator.content.config import Config
from generator.model import Edition
from generator.site import addresses
from generator.site.assets import Assets

PAPER = "#fbf8f1"
"""The colour of the page in the light theme, as in `tokens.css`."""


def service_worker(assets: Assets, editions: Iterable[Edition], offline_page: str) -> str:
    """Return the script for `addresses.WORKER`; `offline_page` is the content of `OFFLINE`."""
    files = [*assets.styles, *assets.scripts, addresses.OFFLINE]
    content = hashlib.sha256("\n".join([*map(str, files), offline_page]).encode())
    own = [addresses.STATIC, addresses.FILES, addresses.ROOT, addresses.OFFLINE]
    build = {
        "version": content.hexdigest()[:8],
        "files": [str(place) for place in files],
        "pages": [str(addresses.ROOT)],
        "missing": str(addresses.OFFLINE),
        "own": ["", *map(str, own), *(edition.path for edition in editions)],
    }
    return f"self.BUILD = {json.dumps(build)};\n{assets.worker}\n"


def web_manifest(config: Config, title: str, description: str) -> str:
    """Return the web app manifest as JSON, with the texts of the first edition."""
    manifest = {
        "name": title,
        "short_name": title,
        "description": description,
        "lang": config.editions[0].value,
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {
                "src": str(addresses.ICON),
                "type": "image/svg+xml",
                "sizes": "any",
                "purpose": "any maskable",
            },
            {"src": str(addresses.TOUCH_ICON), "type": "image/png", "sizes": "180x180"},
        ],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
