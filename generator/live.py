"""The server behind `jiazhu serve`: static files, plus live reload.

Every HTML page gets a small script and, if the last build failed, an overlay that lists the
errors; neither is written to disk. The script listens to server-sent events and reloads its page
when a build ends. Under `/_jiazhu/`:

    live.js, overlay.css    the script, and the style of the overlay
    events?since=TOKEN&of=FILE      an event as soon as the file is of a newer build than TOKEN
    progress                how far the first build has come, as JSON
    progress.js             the script of the page that shows it

Until the first build is complete, articles that are ready are served from its temporary folder, and
the addresses of all other pages show its progress.
"""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Sequence
from html import escape
from http import HTTPStatus
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote

from generator.loopback import BuildState, Hub, LocalHandler, LocalServer, append_to_body
from generator.storage.placement import unfinished_files
from generator.terminal import display_path

PREFIX = "/_jiazhu/"
LIVE_JS = b"""\
"use strict";
(() => {
  const { token, file } = document.currentScript.dataset;
  let source = null;
  const asked = new URLSearchParams({ since: token, of: file });
  const connect = () => {
    source ??= new EventSource(`/_jiazhu/events?${asked}`);
    source.addEventListener("built", () => location.reload());
  };
  const disconnect = () => {
    source?.close();
    source = null;
  };
  // Hidden pages disconnect, because a browser opens only six connections to one server.
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  connect();
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

PROGRESS_PAGE = """\
<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>正在生成 Building …</title><link rel="stylesheet" href="/_jiazhu/progress.css"></head>
<body><h1>正在生成 <span lang="en">Building the site</span></h1>
<p><progress></progress> <span id="count"></span></p><ul></ul>
<script src="/_jiazhu/progress.js"></script></body></html>
"""
PROGRESS_JS = b"""\
"use strict";
(() => {
  const shown = new Set();
  const update = async () => {
    const { done, total, pages } = await (await fetch("/_jiazhu/progress")).json();
    const bar = document.querySelector("progress");
    if (total) {
      bar.max = total;
      bar.value = done;
      document.getElementById("count").textContent = `${done} / ${total}`;
    }
    for (const page of pages.filter((each) => !shown.has(each))) {
      shown.add(page);
      const link = document.createElement("a");
      link.href = `/${page}`;
      link.textContent = page.split("/").at(-2);
      const item = document.createElement("li");
      item.append(link);
      document.querySelector("ul").append(item);
    }
  };
  setInterval(() => update().catch(() => {}), 500);
  update().catch(() => {});
})();
"""
PROGRESS_CSS = b"""\
:root { color-scheme: light dark; }
body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; font: 17px/1.6 system-ui, sans-serif; }
progress { width: 60%; }
"""

ASSETS = {
    "progress.js": ("text/javascript", PROGRESS_JS),
    "progress.css": ("text/css", PROGRESS_CSS),
    "live.js": ("text/javascript", LIVE_JS),
    "overlay.css": ("text/css", OVERLAY_CSS),
}

_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_EMPTY_PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>{0}</title><h1>{0}</h1>'


def with_live_reload(page: bytes, state: BuildState, file: str = "", token: str = "") -> bytes:
    """Add the live-reload script to an HTML page, and the overlay if the build failed.

    `token` is that of the build that the page is of, if it is not that of `state`.
    """
    of = f'data-token="{escape(token or state.token)}" data-file="{escape(file)}"'
    addition = f'<script src="{PREFIX}live.js" {of}></script>'
    return append_to_body(page, error_overlay(state) + addition if state.failed else addition)


def error_overlay(state: BuildState) -> str:
    """The errors of a failed build as HTML, in a shadow tree so that page styles do not apply."""
    items = [
        f"<li><code>{escape(display_path(error.path))}:{error.line}:{error.column}"
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
        '<section role="alert" lang="en"><h2>The build failed. This is the last good version.</h2>'
        f"<ol>{''.join(items)}</ol></section></template></jiazhu-errors>"
    )


class LiveServer(LocalServer):
    """Serves a folder with live reload."""

    def __init__(self, folder: Path, hub: Hub, *, host: str, port: int) -> None:
        self.folder = folder.resolve()
        self.unfinished = unfinished_files(self.folder)
        super().__init__(_Handler, hub, host=host, port=port)


class _Handler(LocalHandler):
    server: LiveServer

    def answer(self, url: SplitResult) -> None:
        if url.path == f"{PREFIX}events":
            asked = dict(parse_qsl(url.query))
            self.send_events(asked.get("since", ""), asked.get("of", ""))
            return
        if url.path == f"{PREFIX}progress":
            self.send(HTTPStatus.OK, "application/json", json.dumps(self._progress()).encode())
            return
        if url.path.startswith(PREFIX):
            kind, content = ASSETS.get(url.path.removeprefix(PREFIX), ("", b""))
            self.send(HTTPStatus.OK if kind else HTTPStatus.NOT_FOUND, kind, content)
            return
        parts = [part for part in unquote(url.path).split("/") if part]
        file = self._find(parts)
        if file is not None and file.is_dir():
            if not url.path.endswith("/"):
                # Built from the parts, so that an address like //host/ does not lead elsewhere.
                self.redirect("/" + "".join(f"{quote(part)}/" for part in parts))
                return
            file = self._find([*parts, "index.html"])
        if file is None or not file.is_file():
            self._send_not_found()
            return
        self._send_file(HTTPStatus.OK, file)

    def _find(self, parts: Sequence[str]) -> Path | None:
        """Return the file or folder at an address, None if missing, hidden or outside the root."""
        if any(part.startswith(".") or "\0" in part or "\\" in part for part in parts):
            return None
        for folder in self._folders():
            try:
                file = folder.joinpath(*parts).resolve(strict=True)
            except OSError:
                continue
            return file if file.is_relative_to(folder) else None
        return None

    def _folders(self) -> list[Path]:
        """Return the folders with the site: during the first build, what of it is ready."""
        return [self.server.folder, *([self.server.unfinished] if self._is_first_build() else [])]

    def _is_first_build(self) -> bool:
        return self.server.hub.progress is not None and not self.server.folder.is_dir()

    def _progress(self) -> dict[str, object]:
        """Return the counts of the first build, and the articles that are ready."""
        done, total = self.server.hub.progress or (0, 0)
        top = self.server.unfinished
        pages = [path.relative_to(top).as_posix() for path in top.glob("*/*/index.html")]
        first = min((page.partition("/")[0] for page in pages), default="")
        ready = sorted(page for page in pages if page.startswith(f"{first}/"))
        return {"done": done, "total": total, "pages": ready}

    def _send_not_found(self) -> None:
        page = self._find(["404.html"])
        if page is not None:
            # The page may be served at any depth, so its relative addresses need a base.
            content = _HEAD.sub(rb'\g<0><base href="/">', page.read_bytes(), count=1)
            self._send_html(HTTPStatus.NOT_FOUND, content)
            return
        if self._is_first_build():
            self._send_html(HTTPStatus.OK, PROGRESS_PAGE.encode())
            return
        built = self.server.folder.is_dir()
        text = _EMPTY_PAGE.format("Not found" if built else "Nothing is built yet")
        self._send_html(HTTPStatus.NOT_FOUND, text.encode())

    def _send_file(self, status: HTTPStatus, file: Path) -> None:
        folder = self.server.folder
        name = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else ""
        token = self.server.hub.token(name)  # first, so that what is read is not older
        try:
            content = file.read_bytes()
        except OSError:  # a build has just removed the file
            self._send_html(HTTPStatus.NOT_FOUND, _EMPTY_PAGE.format("Not found").encode())
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if kind == "text/html":
            self._send_html(status, content, name, token)
        else:
            self.send(status, kind, content)

    def _send_html(
        self, status: HTTPStatus, content: bytes, file: str = "", token: str = ""
    ) -> None:
        page = with_live_reload(content, self.server.hub.state, file, token)
        self.send(status, "text/html", page)
