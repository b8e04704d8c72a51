"""Asks the search of a built site in Chromium, as a reader would."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PAGE = "zh-hans/search/index.html"
PATIENCE = 120_000
"""How many milliseconds an answer may take."""

ANSWERED = """(text) => new URLSearchParams(location.search).get("q") === text
  && !document.querySelector("#search").ariaBusy
  && document.querySelector("#search-status").textContent"""


@dataclass
class Cost:
    """What a query costs a reader who asks for the first time."""

    requests: int = 0
    size: int = 0
    """Bytes of the answers, compressed as hosts do."""
    milliseconds: float = 0


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder, and compresses scripts and pages."""

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if file.suffix not in (".html", ".js", ".css") or not file.is_file():
            super().do_GET()
            return
        content = gzip.compress(file.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(file)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Searcher:
    """A reader who has the page of the search open."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._context = browser.new_context(service_workers="block")
        self._page = self._context.new_page()
        self._page.set_default_timeout(PATIENCE)
        self.cost = Cost()
        tools = self._context.new_cdp_session(self._page)
        tools.send("Network.enable")
        tools.on("Network.loadingFinished", self._count)
        self._page.goto(f"{address}/{PAGE}", wait_until="networkidle")

    def _count(self, event: dict[str, float]) -> None:
        self.cost.requests += 1
        self.cost.size += int(event["encodedDataLength"])

    def ask(self, text: str) -> list[str]:
        """Return the slugs of the articles that are found for a query, the first first."""
        box = self._page.locator("#query")
        started = self._now()
        box.fill(text)
        box.press("Enter")
        self._page.wait_for_function(ANSWERED, arg=text.strip())
        self.cost.milliseconds += self._now() - started
        links = "links => links.map((link) => link.getAttribute('href').split('/').at(-2))"
        found: list[str] = self._page.locator("#search-results h2 a").evaluate_all(links)
        return found

    def _now(self) -> float:
        return float(self._page.evaluate("performance.now()"))

    def leave(self) -> None:
        """Close the page."""
        self._context.close()
