"""What Lighthouse says of the pages. It takes minutes and the whole machine.

`python3 dev.py lighthouse` runs it, and so does a job of every night; `dev.py test` does not.
"""

from __future__ import annotations

import json

import pytest

from tests.browser.conftest import CHROMIUM
from tests.browser.places import ARTICLE
from tests.browser.tools import node

WANTED = 98


@pytest.mark.lighthouse
@pytest.mark.timeout(600)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lighthouse_finds_nothing_wanting(served, theme):
    pages = [ARTICLE, "zh-hans/index.html", "zh-hans/glossary/index.html"]
    addresses = [f"{served}/{page}" for page in pages]
    found = json.loads(
        node("lighthouse.mjs", CHROMIUM, theme, str(WANTED), *addresses, seconds=580)
    )
    assert set(found) == set(addresses)
    for address, result in found.items():
        assert len(result["scores"]) == 4
        assert min(result["scores"].values()) >= WANTED, (address, result)
