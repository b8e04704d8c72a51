"""`jiazhu review`: its messages, the pages that it opens, and how it stops."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import threading
import urllib.request
from pathlib import Path

import pytest

from generator.review import review
from generator.reviewing.server import ReviewServer
from tests.conftest import Start

RUN = "from generator.cli import main; main()"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "site.toml").write_text('title = { zh = "小站", en = "Site" }\n', "utf-8")
    text = "---\ntitle: 题\n---\n\n孩子长得快，长着一头长发。昨天的曲。\n"
    (tmp_path / "articles/a.md").write_text(text, "utf-8")
    return tmp_path


def test_the_command_prints_the_address_of_the_review(root: Path, start: Start) -> None:
    process = start(
        *("-c", RUN, "review", str(root), "--no-browser", "--port", "0"),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    printed = re.fullmatch(
        r"\d+ doubts? to review at (http://127\.0\.0\.1:\S+) \(press Ctrl-C to stop\)\n",
        process.stderr.readline(),
    )
    assert printed is not None
    with urllib.request.urlopen(printed[1], timeout=60) as answer:
        page = answer.read().decode()
    assert "review.js" in page
    assert "长发" in page
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=60)
    assert rest == "\nStopped.\n"
    assert process.returncode == 0


def test_the_browser_opens_an_article_with_doubts(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    servers: list[ReviewServer] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    stop = threading.Event()
    stop.set()
    review(root, port=0, on_start=servers.append, stop=stop)
    (server,) = servers
    assert opened == [server.start_url]
    assert server.home_url.endswith("/zh-hans/a/index.html")
    review(root, port=0, browser=False, on_start=servers.append, stop=stop)
    assert len(opened) == 1


def test_the_browser_opens_a_page_with_progress_at_once(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the site is read, the page shows the progress and reloads."""
    pages: list[str] = []

    def opened(address: str) -> None:
        with urllib.request.urlopen(address, timeout=60) as answer:
            pages.append(answer.read().decode())

    monkeypatch.setattr("webbrowser.open", opened)
    stop = threading.Event()
    stop.set()
    review(root, port=0, on_start=lambda server: opened(server.start_url), stop=stop)
    early, ready = pages
    assert "getting ready" in early
    assert "review.js" in ready
    assert "长发" in ready


def test_a_port_in_use_is_an_error_with_a_remedy(root: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=rf"Cannot listen on port {port} .*--port"):
            review(root, port=port, browser=False)
