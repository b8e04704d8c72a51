"""`jiazhu review`: the site with its doubts, in the browser of this machine.

1. The site is read and the server starts; its address, with the key, is told and opened.
2. The watcher starts. What others change is read, and the pages that are open learn of it.
"""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

from generator.loopback import Hub
from generator.reviewing.room import Room
from generator.reviewing.server import ReviewServer
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
    with progress_bar() as progress:
        room, hub = Room(root, progress), Hub()
    try:
        server = ReviewServer(room, hub, port=port)
    except OSError as error:
        message = f"cannot listen on port {port} ({error.strerror}); try another --port"
        raise OSError(message) from error
    with server.answering():
        if started is not None:
            started(server)
        else:
            say(f"{plural(len(room.doubts), 'doubt')}. Review at {server.home}, Ctrl-C ends it.")
        if browser:
            webbrowser.open(server.home)
        for changes in watched(room.root, room.root / "_site", stop):
            if room.refresh(pages=any("templates" in path for _, path in changes)):
                hub.publish()
