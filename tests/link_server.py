"""A server on this machine whose pages answer, move, refuse or stay silent, by their address."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class LinkServer:
    """What was asked of it: method, path and user agent of each request."""

    root: str = ""
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    at_once: int = 0
    """The most requests that it was answering at a time."""


@contextmanager
def link_server() -> Iterator[LinkServer]:
    """Serve at a free port of this machine.

    `/404` answers 404 and so on; `/get-only` refuses HEAD; `/moved` leads to `/there` and `/loop`
    to itself; `/silent` says nothing until the server ends, `/cut` closes the line; all else is
    there.
    """
    server = LinkServer()
    ending, lock, busy = threading.Event(), threading.Lock(), [0]

    class Handler(BaseHTTPRequestHandler):
        def handle_one(self) -> None:
            with lock:
                agent = self.headers.get("User-Agent", "")
                server.asked.append((self.command, self.path, agent))
                busy[0] += 1
                server.at_once = max(server.at_once, busy[0])
            self.answer()

        do_HEAD = do_GET = handle_one  # noqa: N815  (the names of http.server)

        def end_headers(self) -> None:
            with lock:  # before the client knows that it may go on
                busy[0] -= 1
            super().end_headers()

        def answer(self) -> None:
            name = self.path.strip("/")
            if name == "silent":
                ending.wait()
            elif name == "cut":
                self.close_connection = True
            elif name in ("moved", "loop"):
                self.send_response(302)
                self.send_header("Location", "/there" if name == "moved" else "/loop")
                self.end_headers()
            else:
                refused = 405 if name == "get-only" and self.command == "HEAD" else 200
                self.send_response(int(name) if name.isdecimal() else refused)
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        server.root = f"http://127.0.0.1:{http.server_port}"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            ending.set()
            http.shutdown()
            thread.join()
