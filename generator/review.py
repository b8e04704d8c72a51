"""`jiazhu review`: the site with its doubts, in the browser of this machine.

1. The server starts, and the settings are read; a page that says how far the site is opens.
2. The site is annotated and checked. Its doubts are shown, and the address is told.
3. The watcher starts. What others change is read, and the pages that are open learn of it.
"""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

from generator.loopback import Hub
from generator.reviewing.server import ReviewServer
from generator.reviewing.session import ReviewSession
from generator.serve import watched
from generator.terminal import plural, progress_bar, say


def review(
    root: Path,
    *,
    port: int,
    browser: bool = True,
    started: Callable[[ReviewServer], None] | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Serve the review of a site until Ctrl-C, or until `stop` is set; `started` gets the server.

    Raises OSError where the port cannot be listened on.
    """
    hub = Hub()
    try:
        server = ReviewServer(hub, port=port)
    except OSError as error:
        message = f"cannot listen on port {port} ({error.strerror}); try another --port"
        raise OSError(message) from error
    with server.answering():
        with progress_bar() as progress:

            def advance(stage: str, done: int, total: int) -> None:
                is_first = not server.said
                server.said = f"{stage}: {done} of {total}"
                if browser and is_first:
                    webbrowser.open(server.start)
                if progress is not None:
                    progress(stage, done, total)

            room = ReviewSession(root, advance)
        server.open(room)
        if started is not None:
            started(server)
        else:
            say(f"{plural(len(room.doubts), 'doubt')}. Review at {server.home}, Ctrl-C ends it.")
        for changes in watched(room.root, room.root / "_site", stop):
            if room.refresh(pages=any("templates" in path for _, path in changes)):
                hub.publish()
