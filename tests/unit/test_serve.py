"""Watching, rebuilding and reloading, with real files, a real socket and a fake builder."""

from __future__ import annotations

import http.client
import queue
import signal
import socket
import subprocess
import textwrap
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import pytest

from generator.build import build
from generator.building.options import Options
from generator.building.site_outputs import SiteOutputs
from generator.diagnostics import Report
from generator.loopback import Hub
from generator.serve import _site_builder, is_source, preview_folder, serve
from generator.storage.output import Output
from tests.conftest import Start
from tests.files import write_files
from tests.properties.test_incremental_builds import snapshot

ARTICLE = "articles/a.md"


@dataclass
class FakeResult:
    pages: int = 1
    seconds: float = 0.0


def fake_build(root: Path, output: Path, report: Report) -> FakeResult:
    """Copy the article into a page; `bad` in it is an error, `crash` an exception."""
    text = (root / ARTICLE).read_text()
    if text == "bad":
        report.add("S003", root / ARTICLE, "this is <bad>", "make it good", line=1, column=2)
    elif text == "crash":
        raise RuntimeError("a template is <broken>")
    else:
        with Output(output, protect=[root]) as out:
            out.write(PurePosixPath("index.html"), f"<body>{text}</body>")
            out.commit()
    return FakeResult()


class Page:
    """A page in a browser, which reloads at each event."""

    def __init__(self, url: str, path: str = "/") -> None:
        self.netloc = urlsplit(url).netloc
        self.path = path
        self.text = ""
        self.reload()

    def reload(self) -> None:
        connection = http.client.HTTPConnection(self.netloc, timeout=60)
        connection.request("GET", self.path)
        self.text = connection.getresponse().read().decode()
        connection.close()

    def wait_for(self, text: str) -> None:
        """Reload at every build, as a browser does, until the page contains a text."""
        while text not in self.text:
            self._wait()
            self.reload()

    def _wait(self) -> None:
        """Wait for a newer build than that of the page."""
        token, file = (self._data(name) for name in ("token", "file"))
        connection = http.client.HTTPConnection(self.netloc, timeout=60)
        connection.request("GET", f"/_jiazhu/events?since={token}&of={file}")
        response = connection.getresponse()
        while response.readline() != b"event: built\n":
            pass
        connection.close()

    def _data(self, name: str) -> str:
        return self.text.split(f'data-{name}="')[1].split('"')[0]


def edit(root: Path, text: str) -> None:
    """Replace the article in one step, so that no build reads half of it."""
    aside = root / ".aside"
    aside.write_text(text)
    aside.replace(root / ARTICLE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "articles").mkdir(parents=True)
    (site / ARTICLE).write_text("一")
    return site


@pytest.fixture
def page(root: Path) -> Iterator[Page]:
    stop = threading.Event()
    urls: queue.Queue[str] = queue.Queue()
    thread = threading.Thread(
        target=serve,
        args=(root, root / "_site"),
        kwargs={
            "host": "127.0.0.1",
            "port": 0,
            "builder": fake_build,
            "on_start": urls.put,
            "stop": stop,
        },
    )
    thread.start()
    page = Page(urls.get(timeout=60))
    page.wait_for("一")
    yield page
    stop.set()
    thread.join(60)
    assert not thread.is_alive()


def test_a_change_reaches_the_page(root: Path, page: Page) -> None:
    edit(root, "二")
    page.wait_for("二")
    assert "一" not in page.text


def test_an_error_shows_over_the_last_good_page_until_it_is_fixed(root: Path, page: Page) -> None:
    edit(root, "bad")
    page.wait_for("a.md:1:2 S003")
    assert "一" in page.text
    assert "this is &lt;bad&gt;" in page.text
    assert "make it good" in page.text
    edit(root, "二")
    page.wait_for("二")
    assert "S003" not in page.text


def test_a_crash_does_not_stop_the_server(root: Path, page: Page) -> None:
    edit(root, "crash")
    page.wait_for("RuntimeError: a template is &lt;broken&gt;")
    edit(root, "二")
    page.wait_for("二")


def test_changes_during_a_build_are_merged_into_the_next(root: Path) -> None:
    stop, started, go_on = threading.Event(), threading.Event(), threading.Event()
    built: queue.Queue[str] = queue.Queue()

    def build(root: Path, output: Path, report: Report) -> FakeResult:
        text = (root / ARTICLE).read_text()
        started.set()
        assert go_on.wait(60)
        built.put(text)
        return FakeResult()

    options = {"host": "127.0.0.1", "port": 0, "builder": build, "stop": stop}
    thread = threading.Thread(target=serve, args=(root, root / "_site"), kwargs=options)
    thread.start()
    assert started.wait(60)
    for text in "二三四":
        edit(root, text)
    go_on.set()
    assert built.get(timeout=60) == "一"
    assert built.get(timeout=60) == "四"
    edit(root, "五")
    assert built.get(timeout=60) == "五"  # and no build in between
    stop.set()
    thread.join(60)
    assert not thread.is_alive()


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("articles/a.md", True),
        ("articles/a.notes.toml", True),
        ("site.toml", True),
        ("static/deep/a.css", True),
        ("_site/index.html", False),
        ("._site.jiazhu-aside/tree/index.html", False),
        (".git/index", False),
        ("articles/.a.md.swp", False),
        ("articles/a.md~", False),
        ("node_modules/x/y.js", False),
        ("../elsewhere", False),
    ],
)
def test_only_sources_are_watched(tmp_path: Path, path: str, wanted: bool) -> None:
    place = (tmp_path / path).resolve()
    assert is_source(place, [tmp_path], tmp_path / "_site") is wanted


def test_a_port_in_use_is_an_error(root: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=r"Cannot listen on 127\.0\.0\.1.*--port"):
            serve(root, root / "_site", host="127.0.0.1", port=port, builder=fake_build)


def test_ctrl_c_stops_cleanly(root: Path, start: Start) -> None:
    code = """
    import sys
    from pathlib import Path
    from types import SimpleNamespace
    from generator.serve import serve

    def build(root, output, report):
        return SimpleNamespace(pages=1, seconds=0.0)

    serve(Path(sys.argv[1]), Path(sys.argv[1], "_site"), host="127.0.0.1", port=0, builder=build)
    """
    process = start("-c", textwrap.dedent(code), str(root), stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert process.stderr.readline().startswith("Serving at http://127.0.0.1:")
    assert process.stderr.readline() == "Built 1 page in 0.00 s.\n"
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=60)
    assert rest == "\nStopped.\n"
    assert process.returncode == 0


def test_a_preview_has_a_folder_of_its_own(root: Path, tmp_path: Path) -> None:
    """Drafts are shown, and never stay in the folder that is published."""
    (root / "articles").mkdir(exist_ok=True)
    built: list[Path] = []

    def build(_: Path, output: Path, __: Report) -> Any:
        built.append(output)
        write_files(output, {"index.html": "draft"})
        stop.set()
        return FakeResult()

    stop = threading.Event()
    for cache in (tmp_path / "cache", None):
        stop.clear()
        options: Any = {"host": "127.0.0.1", "port": 0, "on_start": lambda _: None}
        serve(root, None, cache=cache, builder=build, stop=stop, **options)
    assert len(built) == 2
    assert built[0].is_relative_to(tmp_path / "cache")
    assert not any(output.is_relative_to(root) for output in built)
    assert built[0].exists()
    assert not built[1].parent.exists()  # a temporary one goes with the server


def test_an_edit_is_shown_before_the_rest_of_the_site_is_made(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And in the end the site is as a clean build makes it."""
    edit(root, "# 一\n\n今天很好。\n")
    may_be_made, stop = threading.Event(), threading.Event()
    urls: queue.Queue[str] = queue.Queue()
    said: queue.Queue[str] = queue.Queue()
    write = SiteOutputs.write

    def write_later(*given: Any) -> None:
        assert may_be_made.wait(60)
        write(*given)

    monkeypatch.setattr(SiteOutputs, "write", write_later)
    monkeypatch.setattr("generator.serve.say", said.put)
    may_be_made.set()
    options: Any = {"host": "127.0.0.1", "port": 0, "on_start": urls.put, "stop": stop}
    cache = tmp_path / "cache"
    thread = threading.Thread(target=serve, args=(root, None), kwargs=options | {"cache": cache})
    thread.start()
    page = Page(urls.get(timeout=60), "/zh-hans/a/")
    assert said.get(timeout=60).startswith("Built")
    page.reload()
    may_be_made.clear()
    edit(root, "# 一\n\n昨天也好。\n")
    page.wait_for("昨天")
    assert said.empty()
    may_be_made.set()
    assert said.get(timeout=60).startswith("Built")
    stop.set()
    thread.join(60)
    build(root, tmp_path / "clean", Report(), Options(drafts=True))
    assert snapshot(preview_folder(cache, root)) == snapshot(tmp_path / "clean")


def test_a_preview_shows_drafts_and_what_waits_for_its_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[tuple[bool, bool]] = []

    def build(_: Path, __: Path, ___: Report, options: Options) -> None:
        found.append((options.drafts, options.until is None))

    monkeypatch.setattr("generator.build.build", build)
    for drafts in (True, False):
        _site_builder(Hub(), drafts=drafts, cache=None)(tmp_path, tmp_path, Report())
    assert found == [(True, True), (False, False)]
