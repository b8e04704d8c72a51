"""`jiazhu review`: review the doubts in a site in the browser.

1. The server starts, and the browser opens a page that shows the progress.
2. The site is annotated and checked. The page shows the doubts, the terminal the address.
3. The watcher starts. When source files change, they are read again and open pages are notified.
"""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

from generator.loopback import Hub
from generator.reviewing.server import ReviewServer
from generator.reviewing.session import ReviewSession
from generator.serve import watch_sources
from generator.terminal import plural, progress_bar, say


def review(
    root: Path,
    *,
    port: int,
    browser: bool = True,
    on_start: Callable[[ReviewServer], None] | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Serve the review of a site until Ctrl-C, or until `stop` is set; `on_start` gets the server.

    Raises OSError if the server cannot listen on the port.
    """
    hub = Hub()
    try:
        server = ReviewServer(hub, port=port)
    except OSError as error:
        message = f"Cannot listen on port {port} ({error.strerror}): try another --port"
        raise OSError(message) from error
    with server.running():
        with progress_bar() as progress:

            def advance(stage: str, done: int, total: int) -> None:
                is_first = not server.progress
                server.progress = f"{stage}: {done} of {total}"
                if browser and is_first:
                    webbrowser.open(server.start_url)
                if progress is not None:
                    progress(stage, done, total)

            session = ReviewSession(root, advance)
        server.open(session)
        if on_start is not None:
            on_start(server)
        else:
            doubts = plural(len(session.doubts), "doubt")
            say(f"{doubts} to review at {server.home_url} (press Ctrl-C to stop)")
        for changes in watch_sources(session.root, session.root / "_site", stop):
            if session.refresh(pages=any("templates" in path for _, path in changes)):
                hub.publish()
