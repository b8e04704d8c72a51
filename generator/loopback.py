"""What the local servers have in common: quiet HTTP, nothing cached, news of each build.

`serve` and `review` answer from this machine to its own browser.
"""

from __future__ import annotations

import re
import secrets
import socket
import socketserver
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from generator.model import Diagnostic
from generator.terminal import say

HEARTBEAT_SECONDS = 15.0
"""How often a quiet event stream is written to, so that a closed page is noticed."""

_MANIFEST = re.compile(rb'<link rel="manifest"[^>]*>')


@dataclass(frozen=True, slots=True)
class State:
    """How the latest build ended; `token` differs from build to build and run to run."""

    token: str
    errors: tuple[Diagnostic, ...] = ()
    crash: str = ""
    """What went wrong in Jiazhu itself or in a template, empty if nothing did."""

    @property
    def failed(self) -> bool:
        """Whether the build wrote nothing."""
        return bool(self.errors or self.crash)


class Hub:
    """Holds the state of the latest build and wakes those who wait for another."""

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._builds = 0
        self._changed = threading.Condition()
        self._closed = False
        self.state = State(f"{self._run}.0")

    def publish(self, errors: Sequence[Diagnostic] = (), crash: str = "") -> None:
        """A build has ended."""
        with self._changed:
            self._builds += 1
            self.state = State(f"{self._run}.{self._builds}", tuple(errors), crash)
            self._changed.notify_all()

    def wait(self, since: str, seconds: float) -> State | None:
        """The state once it is another than `since`, or after a time; None once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.state.token != since, seconds)
            return None if self._closed else self.state

    def close(self) -> None:
        """Wake everybody for the last time."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


def inserted(page: bytes, addition: str) -> bytes:
    """A page of HTML with something of the server's own at its end.

    It loses its manifest, so that no service worker is left behind for the next site that is
    served at this address.
    """
    page = _MANIFEST.sub(b"", page)
    at = page.lower().rfind(b"</body>")
    at = len(page) if at < 0 else at
    return page[:at] + addition.encode() + page[at:]


class LocalServer(ThreadingHTTPServer):
    """Listens on one address. `port` 0 takes a free one; `url` says which. Raises OSError."""

    daemon_threads = True
    allow_reuse_port = False
    """Newer Pythons would let two servers share a port, and each get half of the requests."""
    block_on_close = False

    def __init__(self, handler: type[LocalHandler], hub: Hub, *, host: str, port: int) -> None:
        if ":" in host:
            self.address_family = socket.AF_INET6
        self.hub = hub
        super().__init__((host, port), handler)

    @property
    def url(self) -> str:
        """The address of the home page."""
        host, port = self.server_address[:2]
        name = host if isinstance(host, str) else host.decode()
        return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"

    def server_bind(self) -> None:
        """Bind without looking the host's name up, which may take seconds off line."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent about a browser that hung up."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Answer in the background until the block ends, or Ctrl-C ends it."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}).start()
        try:
            yield
        except KeyboardInterrupt:
            say("\nStopped.")
        finally:
            self.hub.close()
            self.shutdown()
            self.server_close()


class LocalHandler(BaseHTTPRequestHandler):
    """Answers a request; what it says is for `answer` to know."""

    server: LocalServer

    def answer(self) -> None:
        """Answer a GET or a HEAD."""
        raise NotImplementedError

    def do_GET(self) -> None:
        """See `answer`."""
        self.answer()

    def do_HEAD(self) -> None:
        """See `answer`."""
        self.answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited
        """Keep the terminal for what the build has to say."""

    def send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        """Answer with a content of a media type; text is in UTF-8."""
        if kind.startswith("text/") or kind.endswith(("json", "xml")):
            kind = f"{kind}; charset=utf-8"
        self.send_response(status)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def redirect(self, location: str) -> None:
        """Send the browser to another address of this server."""
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def send_events(self, since: str) -> None:
        """Tell the browser of each build whose token is another than `since`, until it leaves."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command == "HEAD":
            return
        while (state := self.server.hub.wait(since, HEARTBEAT_SECONDS)) is not None:
            if state.token == since:
                self.wfile.write(b": still here\n\n")
            else:
                self.wfile.write(f"event: built\ndata: {state.token}\n\n".encode())
                since = state.token
            self.wfile.flush()
