"""A web host for tests that serves folders, and can delay responses or stop at any time."""

from __future__ import annotations

import gzip
import os
import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".webmanifest"}
"""The suffixes of files that static hosts compress."""


@lru_cache(500)
def compressed(content: bytes) -> bytes:
    """What static hosts send of a file: compressed once, although many tests read it."""
    return gzip.compress(content)


class Server(ThreadingHTTPServer):
    """Lets more than Python's five connections wait: on a busy machine others would be dropped."""

    request_queue_size = 128


class Host:
    """Serves folders, each at its path (`""` for addresses that match no other path)."""

    def __init__(self, folders: Mapping[str, Path]) -> None:
        paths = sorted(folders, key=len, reverse=True)
        self.answers = threading.Event()
        """Clear it to let every request wait."""
        self.answers.set()
        self.asset_caching = "no-store"
        """The `Cache-Control` of style sheets and scripts."""
        self.headers: dict[str, str] = {}
        """Headers of every response."""
        host, answers = self, self.answers

        class Handler(SimpleHTTPRequestHandler):
            def log_message(self, *args: object) -> None:
                pass

            def do_GET(self) -> None:
                answers.wait()
                file = Path(self.translate_path(self.path))
                if file.suffix in COMPRESSED and file.is_file():
                    self._send_compressed(file)
                else:
                    super().do_GET()

            def _send_compressed(self, file: Path) -> None:
                content = compressed(file.read_bytes())
                self.send_response(200)
                self.send_header("Content-Type", f"{self.guess_type(file)}; charset=utf-8")
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                with suppress(ConnectionError):  # a page that was closed meanwhile
                    self.wfile.write(content)

            def end_headers(self) -> None:
                is_asset = Path(urlsplit(self.path).path).suffix in (".css", ".js")
                caching = host.asset_caching if is_asset else "no-store"
                self.send_header("Cache-Control", caching)
                for name, value in host.headers.items():
                    self.send_header(name, value)
                super().end_headers()

            def translate_path(self, path: str) -> str:
                base = next((base for base in paths if path.startswith(f"{base}/")), None)
                if base is None:
                    return os.devnull + "/nowhere"
                self.directory = str(folders[base])
                return super().translate_path(path.removeprefix(base))

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop responding, as if the network were down."""
        if self._thread.is_alive():
            self.answers.set()
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
