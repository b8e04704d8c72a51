"""Pagefind, which makes the index of the search: a program that comes as a Python package.

Its Python interface waits a tenth of a second for each answer, which is minutes for a large site.
So the program is asked directly: a request is JSON in Base64 and a comma, and so is the answer.
"""

from __future__ import annotations

import base64
import gzip
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any, Self

import msgspec

LANGUAGE = "en"
"""Of the records, whose Chinese is divided already; English words are reduced to their stems."""

PROGRAM = ("pagefind.js", "pagefind-worker.js", f"wasm.{LANGUAGE}.pagefind")
"""What a browser searches with; the same for every index."""
_MARK = b"pagefind_dcd"
_CHUNK = 1 << 16
_ENDED = "Pagefind has ended"


Index = tuple[dict[str, bytes], dict[str, str]]
"""The files of an index by path, and the name of each record by its id there."""


def get_executable() -> Path | None:
    """Return the program, as `pagefind.service` finds it, which takes 40 ms to be imported."""
    if stated := os.environ.get("PAGEFIND_BINARY_PATH"):
        return Path(stated)
    with suppress(ImportError, FileNotFoundError):
        return Path(import_module("pagefind_bin").get_executable())
    found = shutil.which("pagefind")
    return None if found is None else Path(found)


class SearchEngineError(Exception):
    """Raised if an index cannot be made, with the cause."""


class SearchEngine:
    """A running Pagefind."""

    def __init__(self) -> None:
        program = get_executable()
        if program is None:
            message = "there is no Pagefind for this system"
            raise SearchEngineError(message)
        try:
            self._process = subprocess.Popen(
                [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        except OSError as error:
            raise SearchEngineError(str(error)) from error

    def stop(self) -> None:
        """End it; whoever waits for an answer gets a `SearchEngineError`."""
        self._process.kill()

    def close(self) -> None:
        """End it, and close the pipes."""
        self._process.kill()
        self._process.communicate()

    def index(self, records: Iterable[tuple[str, str]]) -> Index:
        """Make an index.

        `records` are names, each with the words of its text. The files with the texts, one for each
        record, are left out: what a page shows of an article is in files of its own.
        """
        index = self._ask({"type": "NewIndex", "config": None})["index_id"]
        for name, words in records:
            record = {"url": name, "content": words, "language": LANGUAGE, "meta": {}}
            self._ask({"type": "AddRecord", "index_id": index, **record})
        # Asked to write the files, it answers before they are complete.
        made = self._ask({"type": "GetFiles", "index_id": index})["files"]
        found = {each["path"]: base64.b64decode(each["content"]) for each in made}
        self._ask({"type": "DeleteIndex", "index_id": index})
        files = {
            path: found[path]
            for path in sorted(found)
            if path.endswith((".pf_meta", ".pf_index")) or path in (*PROGRAM, "pagefind-entry.json")
        }
        names = {
            PurePosixPath(path).stem: msgspec.json.decode(_plain(found[path]))["url"]
            for path in sorted(found)
            if path.endswith(".pf_fragment")
        }
        return files, names

    def _ask(self, payload: Mapping[str, object]) -> dict[str, Any]:
        given, received = self._process.stdin, self._process.stdout
        assert given is not None
        assert received is not None
        message = msgspec.json.encode({"message_id": 1, "payload": payload})
        answer = bytearray()
        try:
            given.write(base64.b64encode(message) + b",")
            given.flush()
            while not answer.endswith(b","):
                data = os.read(received.fileno(), _CHUNK)
                if not data:
                    raise SearchEngineError(_ENDED)
                answer += data
        except OSError as error:
            raise SearchEngineError(str(error)) from error
        decoded = msgspec.json.decode(base64.b64decode(answer[:-1]))
        found: dict[str, Any] = decoded["payload"]
        if found["type"] == "Error":
            raise SearchEngineError(found["message"])
        return found


class BackgroundEngine:
    """A Pagefind that works beside this process; a context manager that ends it."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._engine: SearchEngine | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._engine is not None:
            self._engine.stop()  # so that no answer is waited for
        self._pool.shutdown(cancel_futures=True)
        if self._engine is not None:
            self._engine.close()

    def index(self, records: Iterable[tuple[str, str]]) -> Future[Index]:
        """Begin an index as `SearchEngine.index` makes it, after those that were begun before.

        The records may come as they are made; another thread asks for them.
        """
        return self._pool.submit(self._index, records)

    def _index(self, records: Iterable[tuple[str, str]]) -> Index:
        if self._engine is None:
            self._engine = SearchEngine()
        return self._engine.index(records)


def _plain(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(_MARK)
