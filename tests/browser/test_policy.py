"""The whole site under the strictest policy, by nginx as `docs/how-to/publish.md` has it.

Where nginx is not installed, and `CI` is not set, another server sends the documented headers.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.load.nginx import documented_server, find_nginx, nginx
from tests.browser.conftest import Reader
from tests.browser.host import Host
from tests.browser.places import ARTICLE, ROOT

DOCUMENTED = (ROOT / "docs/how-to/publish.md").read_text("utf-8")
POLICY = re.findall(r"^(Content-Security-Policy): (.+)$", DOCUMENTED, re.MULTILINE)
RECORD = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => {
  violations.push(`${event.violatedDirective} ${event.sample} ${event.sourceFile}`);
});
"""
PAGES = [
    "index.html",
    "404.html",
    "offline.html",
    "zh-hans/index.html",
    "zh-hans/archive/index.html",
    "zh-hans/about/index.html",
    "zh-hans/glossary/index.html",
    "zh-hans/grammar/index.html",
    "zh-hans/my-words/index.html",
    "zh-hans/search/index.html",
    "zh-hant-tw/deepseek-r1/vocabulary/index.html",
    ARTICLE,
]


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve the site with the documented policy."""
    if find_nginx() or os.environ.get("CI"):
        with nginx(site) as address:
            yield address
    else:
        with Host({"": site}) as host:
            host.headers = dict(POLICY)
            yield host.url


@pytest.fixture
def strict(browser: Browser, site: Path) -> Iterator[Reader]:
    """A reader of the site on a host with the documented policy."""
    assert POLICY, "the documentation has a policy"
    with served(site) as address:
        reader = Reader(browser, address)
        yield reader
        assert not [url for url in reader.requests if not url.startswith(f"{address}/")]
        reader.close()


def test_the_documented_server_has_the_documented_headers(site: Path) -> None:
    headers = dict(re.findall(r"^([A-Z][\w-]+): (.+)$", DOCUMENTED, re.MULTILINE))
    assert len(headers) == 3
    server = documented_server(site, 1)
    for name, value in headers.items():
        assert f'add_header {name} "{value}" always;' in server
    with served(site) as address, urlopen(f"{address}/zh-hans/") as response:
        assert response.headers[POLICY[0][0]] == POLICY[0][1]


def violations(page: Page) -> list[str]:
    found = page.evaluate("window.violations")
    assert isinstance(found, list)
    return found


def test_no_page_breaks_the_policy(strict: Reader) -> None:
    context = strict.context()
    context.add_init_script(RECORD)
    found = {}
    for path in PAGES:
        page = strict.open(path, context)
        page.wait_for_load_state("load")
        found[path] = violations(page)
        page.close()
    assert not any(found.values()), found
    assert strict.problems == []


def test_nothing_that_a_reader_does_breaks_the_policy(strict: Reader) -> None:
    context = strict.context()
    context.add_init_script(RECORD)
    page = strict.open(ARTICLE, context)
    page.locator(".prose [data-k]", has_text="突破").first.click()
    popup = page.locator("#popup")
    expect(popup).to_contain_text("break through")
    popup.locator("[data-panel=characters]").click()
    popup.get_by_role("button", name="Strokes").first.click()
    expect(popup.locator("[data-slot=panel] svg").first).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".tool[popovertarget=settings]").click()
    expect(page.locator("#settings")).to_be_visible()
    assert violations(page) == []
    for setting, made in (("tap", ".reveal"), ("side", ".placed")):
        page = strict.open(f"{ARTICLE}#translation={setting}", context)
        expect(page.locator(made).first).to_be_attached()
    assert violations(page) == []
    page.goto(f"{strict.base}/zh-hans/deepseek-r1/vocabulary/index.html")
    page.wait_for_load_state("load")
    assert violations(page) == []
    assert strict.problems == []


def test_text_cannot_become_html_by_script(strict: Reader) -> None:
    """Only the panels, which the build made, may: whatever else reaches a sink is refused."""
    page = strict.open()
    page.wait_for_load_state("load")
    refused = page.evaluate(
        """() => ["<img src=x onerror=alert(1)>", jiazhu.panels.help + "<b>"].map((html) => {
          try {
            document.createElement("div").innerHTML = html;
            return "set";
          } catch (error) {
            return error.name;
          }
        })"""
    )
    assert refused == ["TypeError", "TypeError"]
    foreign = """() => {
      try { document.createElement("script").src = "https://evil.example/x.js"; return "set"; }
      catch (error) { return error.name; }
    }"""
    assert page.evaluate(foreign) == "TypeError"
