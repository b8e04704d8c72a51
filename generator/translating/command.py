"""A command that reads a JSON line for each sentence and writes one for each translation.

    in   {"id": "b1.s2", "text": "…", "tags": {…}, "terms": {…}, "title": "…", "before": "…", …}
    out  {"id": "b1.s2", "text": "…"}

The command is started once for all sentences of an article, in the folder of the site and
without a shell. It may answer in any order and as soon as it likes.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from generator.translating.providers import Answer, ProviderError, Request


class CommandProvider:
    """Runs the command of a site."""

    batch = 0

    def __init__(self, command: Sequence[str], model: str, *, folder: Path) -> None:
        self.model = model
        self._command = list(command)
        self._folder = folder

    def translate(self, requests: Sequence[Request]) -> Iterator[Answer]:
        """See `Provider.translate`."""
        with tempfile.TemporaryFile() as complaints:
            try:
                process = subprocess.Popen(
                    self._command,
                    cwd=self._folder,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=complaints,
                )
            except OSError as error:
                message = f"cannot run {self._command[0]}: {(error.strerror or str(error)).lower()}"
                raise ProviderError(message, "check `command` under [translate]") from None
            assert process.stdin is not None
            assert process.stdout is not None
            lines = [json.dumps(asdict(r), ensure_ascii=False) + "\n" for r in requests]
            writer = threading.Thread(target=_write, args=(process, lines), daemon=True)
            writer.start()
            try:
                wanted = {request.id for request in requests}
                for number, line in enumerate(process.stdout, start=1):
                    if line.strip():
                        id_, english = self._answer(line, number)
                        if id_ in wanted and english:
                            yield id_, english
                code = process.wait()
            finally:
                process.kill()
                process.wait()
                writer.join()
                process.stdout.close()
            if code:
                complaints.seek(0)
                said = complaints.read().decode("utf-8", errors="replace").strip()
                last = said.rpartition("\n")[2]
                message = f"{self._command[0]} ended with exit code {code}"
                hint = "run it by itself with one JSON line; what it wrote is in its last line"
                raise ProviderError(f"{message}{f': {last}' if last else ''}", hint)

    def _answer(self, line: bytes, number: int) -> Answer:
        try:
            entry = json.loads(line)
            id_, english = entry["id"], entry["text"]
        except (ValueError, KeyError, TypeError):
            id_ = english = None
        if not isinstance(id_, str) or not isinstance(english, str):
            message = f"line {number} of what {self._command[0]} wrote is no answer"
            raise ProviderError(message, 'write JSON lines such as {"id": "b1.s1", "text": "…"}')
        return id_, english.strip()


def _write(process: subprocess.Popen[bytes], lines: Sequence[str]) -> None:
    """Write the requests; a command that reads no more has its reasons."""
    assert process.stdin is not None
    with contextlib.suppress(OSError), process.stdin as stream:
        for line in lines:
            stream.write(line.encode())
            stream.flush()
