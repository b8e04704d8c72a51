"""An article is read where there is no network at all: no page asks for anything elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.alone import ALONE, can_be_alone

READ = """
import socket, sys
from playwright.sync_api import expect, sync_playwright
from tests.browser.conftest import CHROMIUM, FLAGS, Reader

assert socket.socket().connect_ex(("192.0.2.1", 80)) == 101  # unreachable
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    reader = Reader(browser, sys.argv[1])
    page = reader.open()
    page.locator(".prose [data-k]", has_text="突破").first.click()
    expect(page.locator("#popup")).to_contain_text("break through")
    reader.open("zh-hans/index.html")
    assert reader.requests
    assert not [url for url in reader.requests if not url.startswith("file:")]
    assert reader.problems == []
    browser.close()
"""


@pytest.mark.skipif(not can_be_alone(), reason="this machine forbids user namespaces")
def test_reading_needs_no_network(browser: Browser, site: Path) -> None:
    del browser  # which skips this test where there is none
    top = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": str(top)}
    command = [*ALONE, sys.executable, "-c", READ, site.as_uri()]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=top, env=environment
    )
    assert done.returncode == 0, done.stderr
