"""The server behind `jiazhu serve`: files as they are on disk, plus live reload.

Every HTML page is served with a small script, and while the last build failed with an overlay
that names the faults; neither is ever written to disk. The script listens to server-sent events
and reloads its page when a build has ended. Under `/_jiazhu/`:

    live.js, overlay.css    what the pages ask for
    events?since=TOKEN      one event as soon as the latest build is another than TOKEN
"""

from __future__ import annotations

import mimetypes
import re
import secrets
import socket
import socketserver
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from generator.model import Diagnostic
from generator.terminal import shown_path

PREFIX = "/_jiazhu/"
HEARTBEAT_SECONDS = 15.0
"""How often a quiet event stream is written to, so that a closed page is noticed."""

LIVE_JS = b"""\
"use strict";
(() => {
  const token = document.currentScript.dataset.token;
  let source = null;
  const listen = () => {
    source ??= new EventSource("/_jiazhu/events?since=" + encodeURIComponent(token));
    source.addEventListener("built", () => location.reload());
  };
  const rest = () => {
    source?.close();
    source = null;
  };
  // A hidden page rests: a browser opens only six connections to one server.
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();
})();
"""

OVERLAY_CSS = b"""\
section {
  position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
  padding: 1rem 1.5rem; background: #2b1115; color: #fff; border-top: 4px solid #ff6b6b;
  font: 15px/1.6 system-ui, sans-serif;
}
h2 { margin: 0 0 .5rem; font-size: 1.1rem; }
ol { margin: 0; padding: 0; list-style: none; }
li { padding: .5rem 0; border-top: 1px solid #6d3a40; overflow-wrap: anywhere; }
code { color: #ffd0d0; font: 13px/1.6 ui-monospace, monospace; }
p { margin: 0; }
.hint { color: #d9e8c5; }
"""

ASSETS = {"live.js": ("text/javascript", LIVE_JS), "overlay.css": ("text/css", OVERLAY_CSS)}

_MANIFEST = re.compile(rb'<link rel="manifest"[^>]*>')
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_EMPTY_PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>{0}</title><h1>{0}</h1>'


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


def injected(page: bytes, state: State) -> bytes:
    """A page of HTML with the live-reload script, and the overlay if the build failed.

    It loses its manifest, so that no service worker is left behind for the next site that is
    served at this address.
    """
    page = _MANIFEST.sub(b"", page)
    token = escape(state.token)
    addition = f'<script src="{PREFIX}live.js" data-token="{token}"></script>'
    if state.failed:
        addition = overlay(state) + addition
    at = page.lower().rfind(b"</body>")
    at = len(page) if at < 0 else at
    return page[:at] + addition.encode() + page[at:]


def overlay(state: State) -> str:
    """The faults of a failed build as HTML in a shadow tree, apart from the page's own style."""
    items = [
        f"<li><code>{escape(shown_path(error.path))}:{error.line}:{error.column}"
        f" {escape(error.code)}</code>"
        f"<p>{escape(error.message)}</p>"
        f'<p class="hint">{escape(error.hint)}</p></li>'
        for error in state.errors
    ]
    if state.crash:
        items.append(f"<li><code>{escape(state.crash)}</code></li>")
    return (
        '<jiazhu-errors><template shadowrootmode="open">'
        f'<link rel="stylesheet" href="{PREFIX}overlay.css">'
        '<section role="alert" lang="en"><h2>The build failed; this is the last good site</h2>'
        f"<ol>{''.join(items)}</ol></section></template></jiazhu-errors>"
    )


class LiveServer(ThreadingHTTPServer):
    """Serves one folder. `port` 0 takes a free one; `url` says which. Raises OSError."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, folder: Path, hub: Hub, *, host: str, port: int) -> None:
        if ":" in host:
            self.address_family = socket.AF_INET6
        self.folder = folder.resolve()
        self.hub = hub
        super().__init__((host, port), _Handler)

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


class _Handler(BaseHTTPRequestHandler):
    server: LiveServer

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited
        """Keep the terminal for what the build has to say."""

    def _answer(self) -> None:
        url = urlsplit(self.path)
        if url.path == f"{PREFIX}events":
            self._events(unquote(url.query.removeprefix("since=")))
            return
        if url.path.startswith(PREFIX):
            kind, content = ASSETS.get(url.path.removeprefix(PREFIX), ("", b""))
            self._send(HTTPStatus.OK if kind else HTTPStatus.NOT_FOUND, kind, content)
            return
        parts = [part for part in unquote(url.path).split("/") if part]
        file = self._find(parts)
        if file is not None and file.is_dir():
            if not url.path.endswith("/"):
                # Built from the parts: an address like //host/ must not lead elsewhere.
                self._redirect("/" + "".join(f"{quote(part)}/" for part in parts))
                return
            file = self._find([*parts, "index.html"])
        if file is None or not file.is_file():
            self._missing()
            return
        self._send_file(HTTPStatus.OK, file)

    def _find(self, parts: Sequence[str]) -> Path | None:
        """What an address names, if it exists and is inside the folder; hidden files are not."""
        if any(part.startswith(".") or "\0" in part or "\\" in part for part in parts):
            return None
        try:
            file = self.server.folder.joinpath(*parts).resolve(strict=True)
        except OSError:
            return None
        return file if file.is_relative_to(self.server.folder) else None

    def _missing(self) -> None:
        page = self._find(["404.html"])
        if page is not None:
            # It may stand at any depth, so its relative addresses are told where they begin.
            content = _HEAD.sub(rb'\g<0><base href="/">', page.read_bytes(), count=1)
            self._send_html(HTTPStatus.NOT_FOUND, content)
            return
        built = self.server.folder.is_dir()
        text = _EMPTY_PAGE.format("Not found" if built else "Nothing is built yet")
        self._send_html(HTTPStatus.NOT_FOUND, text.encode())

    def _send_file(self, status: HTTPStatus, file: Path) -> None:
        try:
            content = file.read_bytes()
        except OSError:  # a build has just removed it
            self._send_html(HTTPStatus.NOT_FOUND, _EMPTY_PAGE.format("Not found").encode())
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if kind == "text/html":
            self._send_html(status, content)
        else:
            self._send(status, kind, content)

    def _send_html(self, status: HTTPStatus, content: bytes) -> None:
        self._send(status, "text/html", injected(content, self.server.hub.state))

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
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

    def _redirect(self, location: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def _events(self, since: str) -> None:
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
