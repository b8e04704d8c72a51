"""The HTTP server that `serve` and `review` share: no log, no caching, an event for each build.

Any page that a browser shows may ask this machine for something. So a request is answered only if
it names this machine, not a name that a stranger has led here (DNS rebinding), and only if it comes
from no other page; and no other site may show or load what is answered.
"""

from __future__ import annotations

import re
import secrets
import socket
import socketserver
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from generator.diagnostics import Diagnostic
from generator.terminal import say

HEARTBEAT_SECONDS = 15.0
"""The interval of heartbeats on an idle event stream, which detect that a page was closed."""

TIMEOUT_SECONDS = 30.0
"""How long a client may neither send nor take anything."""
MAX_CONNECTIONS = 200
"""How many clients are answered at a time; a browser has six connections to a server."""

_MANIFEST = re.compile(rb'<link rel="?manifest\b[^>]*>')


@dataclass(frozen=True, slots=True)
class BuildState:
    """The result of the latest build; `token` is unique to the build and the run."""

    token: str
    errors: tuple[Diagnostic, ...] = ()
    crash: str = ""
    """An exception in Jiazhu itself or in a template; empty if there was none."""

    @property
    def failed(self) -> bool:
        """Whether the build wrote nothing."""
        return bool(self.errors or self.crash)


class Hub:
    """Holds the state of the latest build, and wakes the threads that wait for the next."""

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._builds = 0
        self._changed = threading.Condition()
        self._closed = False
        self.state = BuildState(f"{self._run}.0")
        self._shown: set[str] = set()
        """The files that the current build has put in their place already."""
        self.progress: tuple[int, int] | None = None
        """How many articles the current build has made, of how many; None if none is running."""

    def show_progress(self, stage: str, done: int, total: int) -> None:
        """Note how far the current build has come."""
        del stage
        self.progress = done, total

    def show(self, files: Iterable[str]) -> None:
        """Note files that are new before the current build has ended: their pages may reload."""
        with self._changed:
            self._shown.update(files)
            self._changed.notify_all()

    def publish(self, errors: Sequence[Diagnostic] = (), crash: str = "") -> None:
        """Set the state after a build has ended."""
        with self._changed:
            self.progress = None
            has_failed = bool(errors or crash)
            # A page that has been shown must reload once more if it is to say what has failed.
            self._builds += 2 if has_failed else 1
            self._shown.clear()
            self.state = BuildState(f"{self._run}.{self._builds}", tuple(errors), crash)
            self._changed.notify_all()

    def token(self, file: str) -> str:
        """Return the token of the build that a file is of, also if it is not complete yet."""
        with self._changed:
            return f"{self._run}.{self._builds + 1}" if file in self._shown else self.state.token

    def wait(self, since: str, seconds: float, file: str = "") -> str | None:
        """Wait until a file is of another build than `since`, or for some seconds.

        Returns the token of its build; None if the hub is closed.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.token(file) != since, seconds)
            return None if self._closed else self.token(file)

    def close(self) -> None:
        """Wake all waiting threads for the last time."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


def append_to_body(page: bytes, addition: str) -> bytes:
    """Add HTML at the end of the body of a page.

    The link to the manifest is removed, so that no service worker stays behind for the next site
    served at this address.
    """
    page = _MANIFEST.sub(b"", page)
    at = page.lower().rfind(b"</body>")
    at = len(page) if at < 0 else at
    return page[:at] + addition.encode() + page[at:]


class LocalServer(ThreadingHTTPServer):
    """A threading server on one address; with `port` 0, on a free port. Raises OSError."""

    daemon_threads = True
    allow_reuse_port = False
    """Otherwise newer versions of Python let two servers share a port."""
    block_on_close = False
    request_queue_size = 128

    def __init__(self, handler: type[LocalHandler], hub: Hub, *, host: str, port: int) -> None:
        if ":" in host:
            self.address_family = socket.AF_INET6
        self.hub = hub
        own = socket.gethostname().lower()
        self._names = {"localhost", host.lower(), own, f"{own}.local"}
        self._free = threading.BoundedSemaphore(MAX_CONNECTIONS)
        super().__init__((host, port), handler)

    @property
    def is_private(self) -> bool:
        """Whether only this machine can reach the server."""
        return ip_address(str(self.server_address[0])).is_loopback

    @property
    def url(self) -> str:
        """The address of the home page."""
        host, port = self.server_address[:2]
        name = host if isinstance(host, str) else host.decode()
        return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"

    def answers_to(self, host: str) -> bool:
        """Whether the host of a request is this machine, by its address or a name of its own."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
            return name in self._names or bool(ip_address(name))
        except ValueError:
            return False

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread of its own, unless there are too many."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, and make room for the next client."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def server_bind(self) -> None:
        """Bind without a lookup of the host name, which may take seconds without a network."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore browsers that close the connection, or stop reading."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @contextmanager
    def running(self) -> Iterator[None]:
        """Serve in the background until the block ends; Ctrl-C ends it quietly."""
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
    """Handles requests; subclasses implement `answer`."""

    server: LocalServer
    timeout = TIMEOUT_SECONDS
    framed_by = "SAMEORIGIN"
    """Which pages may show what is sent in a frame."""

    def answer(self, url: SplitResult) -> None:
        """Answer a GET or a HEAD of an address."""
        raise NotImplementedError

    def do_GET(self) -> None:
        """Answer a request that is for this server and not from another page."""
        url = self.checked_address()
        if url is not None:
            self.answer(url)

    def do_HEAD(self) -> None:
        """See `do_GET`."""
        self.do_GET()

    def checked_address(self) -> SplitResult | None:
        """Return the address that is asked for; None if the request has been refused."""
        origin = self.headers.get("Origin")
        if not self.server.answers_to(self.headers.get("Host", "")):
            self.refuse(HTTPStatus.MISDIRECTED_REQUEST, f"This server is at {self.server.url}")
        elif origin is not None and origin != f"http://{self.headers['Host']}":
            self.refuse(HTTPStatus.FORBIDDEN)
        else:
            try:
                return urlsplit(self.path)
            except ValueError:
                self.refuse(HTTPStatus.BAD_REQUEST)
        return None

    def refuse(self, status: HTTPStatus, message: str = "") -> None:
        """Send a text instead of what was asked for, and close the connection."""
        self.close_connection = True  # the body of the request is not read
        self.send(status, "text/plain", (message or status.phrase).encode())

    def end_headers(self) -> None:
        """Let no page of another site load or show what is sent."""
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Frame-Options", self.framed_by)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited
        """Keep the terminal free for the messages of the build."""

    def send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        """Send a response with content of a media type; text is UTF-8."""
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
        """Redirect to another address of this server."""
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def send_events(self, since: str, file: str = "") -> None:
        """Send an event for each build of a file other than `since`, until it disconnects."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command == "HEAD":
            return
        while (token := self.server.hub.wait(since, HEARTBEAT_SECONDS, file)) is not None:
            if token == since:
                self.wfile.write(b": still here\n\n")
            else:
                self.wfile.write(f"event: built\ndata: {token}\n\n".encode())
                since = token
            self.wfile.flush()
