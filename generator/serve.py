"""`jiazhu serve`: watch, rebuild, reload.

1. The server starts at once and serves the output of an earlier build.
2. The watcher starts before the first build, so that no change in between is missed.
3. After each batch of changes the site is built again. The pages of the articles that have changed
   are shown first, then the rest. A failed build leaves the last good site in place, and its errors
   show on every page.
"""

from __future__ import annotations

import hashlib
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from watchfiles import Change, watch

from generator.diagnostics import Report, Severity
from generator.live import LiveServer
from generator.loopback import Hub
from generator.resources import in_checkout, shared
from generator.storage.atomic import ASIDE_SUFFIX
from generator.terminal import plural, say, show_report

POLL_MS = 100
"""How many milliseconds the watcher waits for a change before it checks whether to stop."""
STEP_MS = 20
"""How many milliseconds the watcher waits for more changes after the last one."""
SWITCH_SECONDS = 0.001
"""How long a build may keep those waiting who ask for a page."""

WAIT_SECONDS = 600
"""How long the build of a preview waits for that of another preview of the same site."""

IGNORED = frozenset({"__pycache__", "node_modules", "_exports"})


class Result(Protocol):
    """What `serve` needs of the result of a build."""

    @property
    def pages(self) -> int:
        """The number of pages of the site."""

    @property
    def seconds(self) -> float:
        """The duration of the build."""


Builder = Callable[[Path, Path, Report], Result]
"""A function that builds a site folder into an output folder, and reports."""


def serve(
    root: Path,
    output: Path | None,
    *,
    host: str,
    port: int,
    drafts: bool = True,
    cache: Path | None = None,
    builder: Builder | None = None,
    on_start: Callable[[str], None] | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Serve a site until Ctrl-C, or until `stop` is set; call `on_start` with the address.

    Without `output`, the site is built into a folder of its own, so that drafts cannot be published
    by accident: in the cache, else a temporary one. Raises OSError if the server cannot listen on
    the address.
    """
    root = root.resolve()
    is_preview = output is None
    with ExitStack() as stack:
        if output is None:
            output = _temporary(stack) if cache is None else preview_folder(cache, root)
        output = output.resolve()
        hub = Hub()
        watcher = Watcher(root, output, stop)
        builder = builder or _site_builder(hub, drafts=drafts, cache=cache, is_preview=is_preview)
        try:
            server = LiveServer(output, hub, host=host, port=port)
        except OSError as error:
            message = f"Cannot listen on {host}:{port} ({error.strerror}): try another --port"
            raise OSError(message) from error
        sys.setswitchinterval(SWITCH_SECONDS)
        stack.enter_context(server.running())
        (on_start or _announce)(server.url)
        if not server.is_private:
            shown = "the preview, also its drafts" if drafts else "the preview"
            say(f"Everyone in the network of this machine can read {shown}.")
        while watcher.wait():
            build_once(root, output, builder, hub)


def _temporary(stack: ExitStack) -> Path:
    made = TemporaryDirectory(prefix="jiazhu-", ignore_cleanup_errors=True)
    return Path(stack.enter_context(made), "site")


def preview_folder(cache: Path, root: Path) -> Path:
    """Return the folder that a preview is built into."""
    name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
    return cache / "serve" / name


def _announce(url: str) -> None:
    say(f"Serving at {url} (press Ctrl-C to stop)")


def _site_builder(
    hub: Hub,
    *,
    drafts: bool,
    cache: Path | None,
    is_preview: bool = False,
) -> Builder:
    """Return the builder of real sites, which keeps what it has loaded.

    A preview is in a folder of its own, where a page may be new before the next one is.
    """
    from generator.build import build
    from generator.building.executors import default_jobs
    from generator.building.options import Kept, Options

    kept, jobs = Kept(), default_jobs()

    def build_site(root: Path, output: Path, report: Report) -> Result:
        until = None if drafts else date.today()  # which is another day after midnight
        options = Options(
            drafts,
            cache,
            "processes",
            jobs,
            hub.show_progress,
            kept,
            until,
            force=is_preview,
            wait=WAIT_SECONDS if is_preview else 0,
            whole=not is_preview,
            shown=hub.show,
        )
        return build(root, output, report, options)

    return build_site


def build_once(root: Path, output: Path, builder: Builder, hub: Hub) -> None:
    """Build once, and report the result to the terminal and the pages, even if it crashes."""
    report = Report()
    try:
        result = builder(root, output, report)
    except Exception as error:
        traceback.print_exc()
        frame = traceback.extract_tb(error.__traceback__)[-1]
        hub.publish(crash=f"{frame.filename}:{frame.lineno}: {type(error).__name__}: {error}")
        return
    show_report(report, everything=False)
    errors = [each for each in report.sorted() if each.severity is Severity.ERROR]
    if not errors:
        say(f"Built {plural(result.pages, 'page')} in {result.seconds:.2f} s.")
    hub.publish(errors)


class Watcher:
    """Tells when a site is to be built: at the start, and when its sources have changed."""

    def __init__(self, root: Path, output: Path, stop: threading.Event | None) -> None:
        self._changes = watch_sources(root, output, stop)
        self._is_first, self._is_wanted, self._has_ended = True, False, False

    def wait(self) -> bool:
        """Wait until the site is to be built; False if the watcher was told to stop."""
        while not self.has_more():
            pass
        self._is_first = self._is_wanted = False
        return not self._has_ended

    def has_more(self) -> bool:
        """Look for a moment whether there are changes since the last `wait`, or it has ended."""
        if not (self._is_wanted or self._has_ended):
            changes = next(self._changes, None)
            self._has_ended = changes is None
            self._is_wanted = self._is_first or bool(changes)
        return self._is_wanted or self._has_ended


def watch_sources(
    root: Path, output: Path, stop: threading.Event | None
) -> Iterator[set[tuple[Change, str]]]:
    """Return the changes of a site's sources in batches, and an empty one every few moments."""
    folders = [root]
    if in_checkout():
        folders += [shared("templates"), shared("static")]

    def is_wanted(_: Change, path: str) -> bool:
        return is_source(Path(path), folders, output)

    return watch(
        *folders,
        watch_filter=is_wanted,
        stop_event=stop,
        step=STEP_MS,
        rust_timeout=POLL_MS,
        yield_on_timeout=True,
    )


def is_source(path: Path, folders: list[Path], output: Path) -> bool:
    """Whether a change of `path` may change the site; the output and hidden files cannot."""
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
