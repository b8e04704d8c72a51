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
from collections.abc import Sequence
from html import escape
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from generator.loopback import Hub, LocalHandler, LocalServer, State, inserted
from generator.terminal import shown_path

PREFIX = "/_jiazhu/"
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

_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_EMPTY_PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>{0}</title><h1>{0}</h1>'


def injected(page: bytes, state: State) -> bytes:
    """A page of HTML with the live-reload script, and the overlay if the build failed."""
    token = escape(state.token)
    addition = f'<script src="{PREFIX}live.js" data-token="{token}"></script>'
    return inserted(page, overlay(state) + addition if state.failed else addition)


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


class LiveServer(LocalServer):
    """Serves one folder."""

    def __init__(self, folder: Path, hub: Hub, *, host: str, port: int) -> None:
        self.folder = folder.resolve()
        super().__init__(_Handler, hub, host=host, port=port)


class _Handler(LocalHandler):
    server: LiveServer

    def answer(self) -> None:
        url = urlsplit(self.path)
        if url.path == f"{PREFIX}events":
            self.send_events(unquote(url.query.removeprefix("since=")))
            return
        if url.path.startswith(PREFIX):
            kind, content = ASSETS.get(url.path.removeprefix(PREFIX), ("", b""))
            self.send(HTTPStatus.OK if kind else HTTPStatus.NOT_FOUND, kind, content)
            return
        parts = [part for part in unquote(url.path).split("/") if part]
        file = self._find(parts)
        if file is not None and file.is_dir():
            if not url.path.endswith("/"):
                # Built from the parts: an address like //host/ must not lead elsewhere.
                self.redirect("/" + "".join(f"{quote(part)}/" for part in parts))
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
            self.send(status, kind, content)

    def _send_html(self, status: HTTPStatus, content: bytes) -> None:
        self.send(status, "text/html", injected(content, self.server.hub.state))
