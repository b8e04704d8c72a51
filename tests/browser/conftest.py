"""The seed site, built once, and Chromium to read it with.

Without Chromium these tests are skipped, except where `CI` is set: there they must run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Request,
    expect,
    sync_playwright,
)

from generator.build import build
from generator.diagnostics import Report
from tests.browser.host import Host
from tests.browser.places import ARTICLE, DESKTOP, ROOT
from tests.conftest import SharedFolder

CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium-headless-shell")
    or shutil.which("chromium")
    or "/usr/bin/chromium"
)
BLOCKED = "Service Worker registration blocked by Playwright"
"""What a page of a context says that lets no service worker answer."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


PATIENCE = 30_000
"""How many milliseconds a page may take for anything: it may have to share a slow machine."""
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if os.environ.get("CI"):
                # A browser may crash or starve on a busy machine; the summary lists what ran twice.
                item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def site(shared_folder: SharedFolder) -> Path:
    """The seeds, as `jiazhu build` makes them."""

    def fill(folder: Path) -> None:
        build_site(ROOT / "seeds", folder)

    return shared_folder("seeds", fill)


def build_site(root: Path, output: Path) -> None:
    """Build a site that has no error."""
    report = Report()
    build(root, output, report)
    assert not report.failed, "\n".join(map(str, report.sorted()))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        except Error as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no Chromium: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address at which the site is served, below a path as on a project's pages."""

    with Host({"/base": site}) as host:
        yield f"{host.url}/base"


class Reader:
    """Opens pages of the site and remembers what went wrong on them."""

    def __init__(self, browser: Browser, base: str, **options: object) -> None:
        self._browser = browser
        self._options = options
        """Those of every context, unless it has others."""
        self._contexts: list[BrowserContext] = []
        self.base = base
        self.problems: list[str] = []
        self.requests: list[str] = []

    def context(self, **options: object) -> BrowserContext:
        context = self._browser.new_context(**{"viewport": DESKTOP, **self._options, **options})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("requestfailed", self._on_failed)
        context.on(
            "response",
            lambda response: (
                self.problems.append(f"{response.status}: {response.url}")
                if response.status >= 400
                else None
            ),
        )
        context.on("weberror", lambda error: self.problems.append(str(error.error)))
        context.on(
            "console",
            lambda message: (
                self.problems.append(message.text)
                if message.type in ("error", "warning") and message.text != BLOCKED
                else None
            ),
        )
        return context

    def open(
        self, path: str = ARTICLE, context: BrowserContext | None = None, **options: object
    ) -> Page:
        page = (context or self.context(**options)).new_page()
        page.goto(f"{self.base}/{path}")
        return page

    def _on_failed(self, request: Request) -> None:
        # A page that is left or loaded again gives up what it is fetching. What is missing or
        # cannot be reached has another error.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"failed: {request.url} ({request.failure})")

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def reader(browser: Browser, site: Path) -> Iterator[Reader]:
    """Reads the site from disk; fails the test where a page reports an error."""
    reader = Reader(browser, site.as_uri())
    yield reader
    reader.close()
    assert reader.problems == []


@pytest.fixture
def web_reader(browser: Browser, served: str) -> Iterator[Reader]:
    """Reads the site over HTTP; fails the test where a page reports an error.

    Without a service worker, which would fetch far more than the page: tests of it allow it.
    """
    reader = Reader(browser, served, service_workers="block")
    yield reader
    reader.close()
    assert reader.problems == []
