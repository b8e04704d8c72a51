"""A site under review in a window, for the tests of `jiazhu review`."""

from __future__ import annotations

import queue
import re
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from generator.review import review
from generator.reviewing.server import ReviewServer
from tests.browser.places import DESKTOP

FILES = {
    "site.toml": 'title = { zh = "银行", en = "Bank" }\n',
    "lexicon.toml": "# Our words.\n",
    "articles/bank.md": (
        "---\ntitle: 行长\nscript: zh-Hans\n---\n\n"
        "孩子长得快，长着一头长发。\n\n"
        "研究生命的起源很难。他看了**一本** `code` 书。\n\n"
        "昨天的曲。\n"
    ),
    "articles/bank.en.md": (
        "The child grows fast and has long hair.\n\n"
        "To study the origin of life is hard. He read a `code` book.\n"
    ),
    "articles/tale.md": "---\ntitle: 故事\n---\n\n他还没还钱。\n",
    "articles/tale.en.md": "He has not paid back yet.\n",
}


class Review:
    """A review that is open in a window."""

    def __init__(self, root: Path, server: ReviewServer, page: Page) -> None:
        self.root = root
        self.server = server
        self.page = page

    def open(self, place: str = "zh-hans/bank/index.html") -> None:
        self.page.goto(f"{self.server.url}{self.server.token}/{place}")
        self.ready()

    def ready(self) -> None:
        """Wait until the page is loaded with its doubts."""
        expect(self.page.locator("jiazhu-review .lists")).to_be_visible()

    def read(self, name: str) -> str:
        path = self.root / name
        return path.read_text("utf-8") if path.exists() else ""

    def notes(self, name: str = "bank") -> list[dict[str, object]]:
        found = tomllib.loads(self.read(f"articles/{name}.notes.toml")).get("note", [])
        assert isinstance(found, list)
        return found

    def reading(self, text: str) -> list[str | None]:
        """The readings of all occurrences of a text."""
        found = self.page.locator(f".prose ruby:text-is('{text}') rt").all()
        return [one.get_attribute("data-p") for one in found]

    def written(self) -> None:
        """Wait until a change is written and the page has been reloaded."""
        expect(self.page.locator("jiazhu-review .status")).to_contain_text("Written: ")
        self.ready()

    def look(self, text: str, number: int = 0) -> None:
        """Click a word."""
        self.page.locator(f".prose ruby:text-is('{text}')").nth(number).click()
        expect(self.page.locator("jiazhu-review .place")).to_have_text(text)

    def section(self, name: str) -> object:
        return self.page.get_by_role("region", name=name)


@contextmanager
def opened_review(browser: Browser, tmp_path: Path) -> Iterator[Review]:
    """A review of the site above in a folder; on exit, end it and check the page for errors."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    servers: queue.Queue[ReviewServer] = queue.Queue()
    stop = threading.Event()
    thread = threading.Thread(
        target=review,
        args=(tmp_path,),
        kwargs={"port": 0, "browser": False, "on_start": servers.put, "stop": stop},
    )
    thread.start()
    context = browser.new_context(viewport=DESKTOP)
    context.set_default_timeout(30_000)
    problems: list[str] = []
    context.on("weberror", lambda error: problems.append(str(error.error)))
    try:
        server = servers.get(timeout=30)
        yield Review(server.session.root, server, context.new_page())
    finally:
        context.close()
        stop.set()
        thread.join(timeout=30)
    assert problems == []
    assert not thread.is_alive()


def doubted(opened: Review, code: str) -> None:
    """Choose the first doubt with a code."""
    opened.open()
    code_of_row = opened.page.locator("b", has_text=re.compile(f"^{code}$"))
    row = opened.page.locator("jiazhu-review .doubts button", has=code_of_row).first
    row.click()
    expect(opened.page.locator("jiazhu-review .doubt .code")).to_contain_text(code)
