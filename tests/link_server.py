"""A local server whose responses depend on the address: status, redirect or silence."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class LinkServer:
    """A running server, with the method, path and user agent of each request."""

    root: str = ""
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    at_once: int = 0
    """The largest number of simultaneous asked."""


@contextmanager
def link_server() -> Iterator[LinkServer]:
    """Run the server on a free port.

    `/404` and the like have that status; `/get-only` refuses HEAD; `/moved` redirects to `/there`
    and `/loop` to itself; `/silent` does not answer until the server stops; `/cut` closes the
    connection; all other addresses exist.
    """
    server = LinkServer()
    stopping, lock, busy = threading.Event(), threading.Lock(), [0]

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
                stopping.wait()
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
            """Do not log."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        server.root = f"http://127.0.0.1:{http.server_port}"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            stopping.set()
            http.shutdown()
            thread.join()
