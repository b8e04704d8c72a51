"""Standard input and output as UTF-8, a line at a time, whatever the locale says."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO, cast


class NotUtf8Error(ValueError):
    """Input that is not UTF-8; the message names the line and the byte."""


class Utf8Source:
    """Reads text from bytes as it arrives, and knows where a bad byte stands.

    The standard decoder works on large chunks: it would hold a line back until more has come,
    and could not say which line is broken. A mark at the very start (U+FEFF) is dropped, and
    every end of line becomes `\\n`.
    """

    def __init__(self, raw: BinaryIO, name: str) -> None:
        self._raw = raw
        self._name = name
        self._line = 0

    def readline(self) -> str:
        """The next line with its `\\n`, or nothing at the end; raises `NotUtf8Error`."""
        raw = self._raw.readline()
        self._line += 1
        try:
            text = raw.decode("utf-8-sig" if self._line == 1 else "utf-8")
        except UnicodeDecodeError as error:
            message = (
                f"{self._name}:{self._line}: the input is not UTF-8:"
                f" byte 0x{raw[error.start]:02x} at byte {error.start + 1} of the line"
            )
            raise NotUtf8Error(message) from None
        return f"{text[:-2]}\n" if text.endswith("\r\n") else text

    def __iter__(self) -> Iterator[str]:
        return iter(self.readline, "")

    def read(self) -> str:
        """All that is left; raises `NotUtf8Error`."""
        return "".join(self)


@contextmanager
def open_source(path: str) -> Iterator[TextIO]:
    """A text file, or standard input for `-`. Raises OSError."""
    if path == "-":
        yield cast("TextIO", Utf8Source(sys.stdin.buffer, "standard input"))
        return
    with open(path, "rb") as raw:
        yield cast("TextIO", Utf8Source(raw, path))


def standard_output() -> TextIO:
    """Standard output, set to write UTF-8 and bare line feeds."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    return sys.stdout
