"""Standard input and output as UTF-8, line by line, in any locale."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO, cast


def open_closed_streams() -> None:
    """Lead standard input, output and error nowhere if the caller has closed them.

    Otherwise the next file that is opened gets the number of one, and what is printed goes there.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdin = sys.stdin or os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8", closefd=False)


MEGABYTE = 1_000_000


class SourceError(ValueError):
    """The input cannot be annotated; the message gives the line and the cause."""


class NotUtf8Error(SourceError):
    """The input is not UTF-8; the message gives the line and the byte."""


class TooLongError(SourceError):
    """The input, or a line of it, may have no end."""


class Utf8Source:
    """Decodes lines as they arrive, and reports the position of an invalid byte.

    The standard decoder works on large chunks: it would hold back a line until more input
    arrives, and could not tell which line is invalid. A byte order mark is dropped, and every
    line ends with `\\n`. No more than `limit` megabytes are read at once, whether that is a line
    or all, since a pipe may have no end.
    """

    def __init__(self, raw: BinaryIO, name: str, limit: float = 4) -> None:
        self._raw = raw
        self._name = name
        self._limit = limit
        self._line = 0
        self._size = 0
        """The bytes of all lines."""

    def readline(self) -> str:
        """Return the next line with its `\\n`, or "" at the end. Raises `SourceError`."""
        raw = self._raw.readline(int(self._limit * MEGABYTE) + 1)
        self._line += 1
        self._size += len(raw)
        self._check(len(raw), "line")
        try:
            text = raw.decode("utf-8-sig" if self._line == 1 else "utf-8")
        except UnicodeDecodeError as error:
            message = (
                f"{self._name}:{self._line}: The input is not UTF-8:"
                f" byte 0x{raw[error.start]:02x} at byte {error.start + 1} of the line"
            )
            raise NotUtf8Error(message) from None
        return f"{text[:-2]}\n" if text.endswith("\r\n") else text

    def __iter__(self) -> Iterator[str]:
        return iter(self.readline, "")

    def read(self) -> str:
        """Return the rest of the input. Raises `SourceError`."""
        lines = []
        for line in self:
            self._check(self._size, "text")
            lines.append(line)
        return "".join(lines)

    def _check(self, size: int, what: str) -> None:
        if size > self._limit * MEGABYTE:
            message = f"{self._name}:{self._line}: The {what} is longer than {self._limit:g} MB"
            raise TooLongError(message)


@contextmanager
def open_source(path: str, limit: float) -> Iterator[TextIO]:
    """Open a text file, or standard input for `-`; see `Utf8Source`. Raises OSError."""
    if path == "-":
        yield cast("TextIO", Utf8Source(sys.stdin.buffer, "standard input", limit))
        return
    with open(path, "rb") as raw:
        yield cast("TextIO", Utf8Source(raw, path, limit))


def standard_output() -> TextIO:
    """Return standard output, set to write UTF-8 with `\\n` line ends."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    return sys.stdout
