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


class NotUtf8Error(ValueError):
    """The input is not UTF-8; the message gives the line and the byte."""


class Utf8Source:
    """Decodes lines as they arrive, and reports the position of an invalid byte.

    The standard decoder works on large chunks: it would hold back a line until more input
    arrives, and could not tell which line is invalid. A byte order mark is dropped, and every
    line ends with `\\n`.
    """

    def __init__(self, raw: BinaryIO, name: str) -> None:
        self._raw = raw
        self._name = name
        self._line = 0

    def readline(self) -> str:
        """Return the next line with its `\\n`, or "" at the end. Raises `NotUtf8Error`."""
        raw = self._raw.readline()
        self._line += 1
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
        """Return the rest of the input. Raises `NotUtf8Error`."""
        return "".join(self)


@contextmanager
def open_source(path: str) -> Iterator[TextIO]:
    """Open a text file, or standard input for `-`. Raises OSError."""
    if path == "-":
        yield cast("TextIO", Utf8Source(sys.stdin.buffer, "standard input"))
        return
    with open(path, "rb") as raw:
        yield cast("TextIO", Utf8Source(raw, path))


def standard_output() -> TextIO:
    """Return standard output, set to write UTF-8 with `\\n` line ends."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    return sys.stdout
