"""The service worker and the manifest, which let readers use a site offline and install it.

The service worker is `static/js/worker.js` after a line that describes this build. That line, and
so the worker, changes exactly when the content of the files that it caches first changes: browsers
compare the bytes of the worker, install a changed one and delete the cache of the old one.

The files that it caches first (style sheets, scripts, panels, the offline page) have the same
addresses in every build. The worker asks the network for them first and uses its copies without a
network, or where the page itself is a copy. Answering with a copy and fetching the file for the
next time would save a round trip a page, but show a new page with an old style sheet or old panels
after each change, which may not fit together. The request is conditional, so that a file which has
not changed is not sent again, whatever the host lets browsers keep.

The line has a digest of each of these files. While a site is being uploaded, or behind the portal
of a network, an address may answer with another content: then the worker is not installed, and the
browser tries again at the next page.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from generator.content.config import Config
from generator.model import Edition
from generator.site import addresses
from generator.site.assets import Assets

PAPER = "#fbf8f1"
"""The colour of the page in the light theme, as in `tokens.css`."""


def service_worker(
    assets: Assets, editions: Sequence[Edition], made: Mapping[PurePosixPath, str]
) -> str:
    """Return the script for `addresses.WORKER`; it caches the assets that pages load and `made`."""
    files = {place: assets.files[place] for place in assets.cached}
    files.update((place, text.encode()) for place, text in made.items() if place not in files)
    digests = {str(place): _integrity(data) for place, data in files.items()}
    content = hashlib.sha256(json.dumps(digests).encode())
    own = [addresses.STATIC, addresses.FILES, addresses.ROOT, addresses.OFFLINE]
    build = {
        "version": content.hexdigest()[:8],
        "files": digests,
        "pages": [str(addresses.ROOT), *(str(addresses.my_words(each)) for each in editions)],
        "missing": str(addresses.OFFLINE),
        "own": ["", *map(str, own), *(edition.path for edition in editions)],
    }
    return f"self.BUILD = {json.dumps(build)};\n{assets.worker}\n"


def _integrity(data: bytes) -> str:
    """Return the digest of a file as browsers compare it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}"


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
