"""`jiazhu serve`: watch, rebuild, reload.

1. The server starts at once and shows what an earlier build left.
2. The watcher starts; only then the first build, so that no change falls between the two.
3. After each batch of changes the site is built again. A failed build leaves the last good site
   in place, and its faults show on every page.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from watchfiles import Change, watch

from generator.diagnostics import Report
from generator.live import LiveServer
from generator.loopback import Hub
from generator.model import Severity
from generator.resources import in_checkout, shared
from generator.storage.output import ASIDE_SUFFIX
from generator.terminal import plural, say, show_report

POLL_MS = 100
"""How long the watcher waits for a change before it looks whether it should stop."""

IGNORED = frozenset({"__pycache__", "node_modules"})


class Result(Protocol):
    """What serving needs to know of a build's result."""

    @property
    def pages(self) -> int:
        """How many pages the site has."""

    @property
    def seconds(self) -> float:
        """How long the build took."""


Builder = Callable[[Path, Path, Report], Result]
"""Builds a site root into an output folder and reports."""


def serve(
    root: Path,
    output: Path,
    *,
    host: str,
    port: int,
    drafts: bool = True,
    builder: Builder | None = None,
    started: Callable[[str], None] | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Serve a site until Ctrl-C, or until `stop` is set; `started` is told the address.

    Raises OSError where the address cannot be listened on.
    """
    root, output = root.resolve(), output.resolve()
    builder = builder or _builder(drafts=drafts)
    hub = Hub()
    try:
        server = LiveServer(output, hub, host=host, port=port)
    except OSError as error:
        message = f"cannot listen on {host}:{port} ({error.strerror}); try another --port"
        raise OSError(message) from error
    with server.answering():
        (started or _announce)(server.url)
        for _ in watched(root, output, stop):
            build_once(root, output, builder, hub)


def _announce(url: str) -> None:
    say(f"Serving at {url}, Ctrl-C ends it.")


def _builder(*, drafts: bool) -> Builder:
    from generator.build import build
    from generator.prepare import AnnotationCache

    kept = AnnotationCache()
    return lambda root, output, report: build(root, output, report, drafts=drafts, kept=kept)


def build_once(root: Path, output: Path, builder: Builder, hub: Hub) -> None:
    """Build once, and tell the terminal and the pages how it ended, whatever happens."""
    report = Report()
    try:
        result = builder(root, output, report)
    except Exception as error:
        traceback.print_exc()
        frame = traceback.extract_tb(error.__traceback__)[-1]
        hub.publish(crash=f"{frame.filename}:{frame.lineno}: {type(error).__name__}: {error}")
        return
    show_report(report)
    errors = [found for found in report.sorted() if found.severity is Severity.ERROR]
    if not errors:
        say(f"Built {plural(result.pages, 'page')} in {result.seconds:.2f} s.")
    hub.publish(errors)


def watched(
    root: Path, output: Path, stop: threading.Event | None
) -> Iterator[set[tuple[Change, str]]]:
    """The changes of a site's sources, batch by batch; first none, once the watcher has begun."""
    folders = [root]
    if in_checkout():
        folders += [shared("templates"), shared("static")]

    def wanted(_: Change, path: str) -> bool:
        return is_source(Path(path), folders, output)

    first = True
    for changes in watch(
        *folders,
        watch_filter=wanted,
        stop_event=stop,
        rust_timeout=POLL_MS,
        yield_on_timeout=True,
    ):
        if first or changes:
            first = False
            yield changes


def is_source(path: Path, folders: list[Path], output: Path) -> bool:
    """Whether a change of `path` may change the site: not of its output, nor of hidden files."""
    if path.is_relative_to(output):
        return False
    for folder in folders:
        if path.is_relative_to(folder):
            parts = path.relative_to(folder).parts
            return not any(
                part.startswith(".") or part.endswith(("~", ASIDE_SUFFIX)) or part in IGNORED
                for part in parts
            )
    return False
