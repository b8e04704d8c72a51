"""A provider that runs a command, which reads and writes JSON lines.

    in   {"id": "b1.s2", "text": "…", "tags": {…}, "terms": {…}, "title": "…", "before": "…", …}
    out  {"id": "b1.s2", "text": "…"}

The command is started once for all sentences of an article, in the site folder and without a
shell. It may answer in any order, and before it has read everything.
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
    """Translates with the command of a site."""

    batch = 0

    def __init__(self, command: Sequence[str], model: str, *, folder: Path) -> None:
        self.model = model
        self._command = list(command)
        self._folder = folder

    def translate(self, requests: Sequence[Request]) -> Iterator[Answer]:
        """See `Provider.translate`."""
        with tempfile.TemporaryFile() as stderr:
            try:
                process = subprocess.Popen(
                    self._command,
                    cwd=self._folder,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=stderr,
                )
            except OSError as error:
                cause = error.strerror or str(error)
                message = f"Cannot run {self._command[0]}: {cause}"
                hint = "Check `command` under [translate] in site.toml."
                raise ProviderError(message, hint) from None
            assert process.stdin is not None
            assert process.stdout is not None
            lines = [json.dumps(asdict(r), ensure_ascii=False) + "\n" for r in requests]
            writer = threading.Thread(target=_write, args=(process, lines), daemon=True)
            writer.start()
            try:
                requested = {request.id for request in requests}
                for number, line in enumerate(process.stdout, start=1):
                    if line.strip():
                        id_, english = self._parse_answer(line, number)
                        if id_ in requested and english:
                            yield id_, english
                code = process.wait()
            finally:
                process.kill()
                process.wait()
                writer.join()
                process.stdout.close()
            if code:
                stderr.seek(0)
                errors = stderr.read().decode("utf-8", errors="replace").strip()
                last = errors.rpartition("\n")[2]
                message = f"{self._command[0]} failed with exit code {code}"
                hint = "Run it yourself with one JSON line as its input to see the whole error."
                raise ProviderError(f"{message}{f': {last}' if last else ''}", hint)

    def _parse_answer(self, line: bytes, number: int) -> Answer:
        try:
            entry = json.loads(line)
            id_, english = entry["id"], entry["text"]
        except (ValueError, KeyError, TypeError):
            id_ = english = None
        if not isinstance(id_, str) or not isinstance(english, str):
            message = f"Line {number} of the output of {self._command[0]} is not a valid answer"
            hint = 'It must write JSON lines such as {"id": "b1.s1", "text": "…"}.'
            raise ProviderError(message, hint)
        return id_, english.strip()


def _write(process: subprocess.Popen[bytes], lines: Sequence[str]) -> None:
    """Write the requests; a command may stop reading early."""
    assert process.stdin is not None
    with contextlib.suppress(OSError), process.stdin as stream:
        for line in lines:
            stream.write(line.encode())
            stream.flush()
