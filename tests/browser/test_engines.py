"""Reading in Firefox and in WebKit, which Safari and every browser of an iPhone are made of.

What must look the same everywhere is in `engine_checks.js` for articles, and in `page_checks.js`
for the bar, the sheets and the lists of all pages. A browser that is missing is skipped, except in
CI. Playwright drives only browsers of its own, so Firefox is driven by puppeteer and WebKitGTK by
its own driver, in a window of a virtual screen.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser.places import ARTICLE
from tests.browser.test_ways import make_site
from tests.browser.tools import need, node

# What selenium says of itself when it starts a driver.
pytestmark = pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")

CHECKS = Path(__file__).with_name("engine_checks.js")
PAGE_CHECKS = Path(__file__).with_name("page_checks.js")
PAGES = [ARTICLE, "zh-hant-tw/deepseek-r1/index.html", "zh-hans/bookshop-cat/index.html"]


@pytest.fixture
def kinds(site, shared_folder) -> list[str]:
    """The addresses of a page of each kind: the home page, my words, an article with contents."""
    ways = shared_folder("ways", make_site) / "_site"
    pages = [site / "zh-hans/index.html", site / "zh-hans/my-words/index.html"]
    return [page.as_uri() for page in [*pages, ways / "zh-hans/b/index.html"]]


def faults_in_firefox(checks: Path, addresses: list[str]) -> dict[str, list[str]]:
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    need(firefox is not None, "Firefox")
    found = json.loads(node("firefox.mjs", str(firefox), str(checks), *addresses))
    assert len(found) == 2 * len(addresses)
    return {page: faults for page, faults in found.items() if faults}


def test_firefox_renders_the_page_correctly(site):
    assert faults_in_firefox(CHECKS, [(site / page).as_uri() for page in PAGES]) == {}


def test_pages_of_all_kinds_work_in_firefox(kinds):
    assert faults_in_firefox(PAGE_CHECKS, kinds) == {}


# --- WebKit ---


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """The name of a display that nobody sees."""
    need(shutil.which("Xvfb") is not None, "Xvfb")
    name, end = os.pipe()
    command = ["Xvfb", "-displayfd", str(end), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[end], stderr=subprocess.DEVNULL)
    os.close(end)
    with os.fdopen(name) as lines:
        display = lines.readline().strip()
    assert display, "Xvfb did not start"
    yield f":{display}"
    server.terminate()
    server.wait()


@pytest.fixture(scope="module")
def webkit(screen) -> Iterator[webdriver.WebKitGTK]:
    driver = shutil.which("WebKitWebDriver")
    browsers = sorted(Path("/usr/lib").glob("*/webkit*gtk-*/MiniBrowser"))
    need(driver is not None and bool(browsers), "WebKitGTK and its driver")
    options = Options()
    options.binary_location = str(browsers[-1])
    options.add_argument("--automation")
    # Containers allow neither its sandbox nor a GPU.
    shown = {
        "DISPLAY": screen,
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    }
    browser = webdriver.WebKitGTK(
        options=options, service=Service(driver, env={**os.environ, **shown})
    )
    browser.set_script_timeout(240)  # it may have to share a slow machine
    yield browser
    browser.quit()


def faults_in_webkit(webkit, checks: Path, address: str) -> list[str]:
    webkit.get(address)
    source = checks.read_text("utf-8")
    script = f"const [done] = arguments; ({source})().then(done, (error) => done([`${{error}}`]));"
    found = webkit.execute_async_script(script)
    return [str(fault) for fault in found]


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("page", PAGES)
def test_webkit_renders_the_page_correctly(webkit, site, page, width):
    webkit.set_window_size(width, 844)  # its tool bar makes a narrow window a little wider
    assert faults_in_webkit(webkit, CHECKS, (site / page).as_uri()) == []


@pytest.mark.parametrize("width", [400, 1280])
def test_pages_of_all_kinds_work_in_webkit(webkit, kinds, width):
    webkit.set_window_size(width, 844)
    found = {page: faults_in_webkit(webkit, PAGE_CHECKS, page) for page in kinds}
    assert not any(found.values()), found


def test_webkit_handles_clicks_and_keys(webkit, site):
    webkit.set_window_size(1280, 844)
    webkit.get((site / ARTICLE).as_uri())

    def wait_for_word(text: str) -> None:
        """A word opens when its entry is loaded, which takes longer beside other work."""
        script = "return jiazhu.openWord()?.textContent ?? ''"
        WebDriverWait(webkit, 30).until(lambda _: webkit.execute_script(script) == text)

    def press(key: str) -> None:
        webdriver.ActionChains(webkit).send_keys(key).perform()

    webkit.find_element("css selector", "[id='b1.s1'] [data-k]").click()
    wait_for_word("这")
    press(Keys.ARROW_RIGHT)
    wait_for_word("可能")
    press(Keys.ESCAPE)
    wait_for_word("")
    press("?")
    help_sheet = webkit.find_element("id", "help")
    WebDriverWait(webkit, 30).until(lambda _: help_sheet.is_displayed())
