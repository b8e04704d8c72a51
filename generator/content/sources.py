"""Decode text files, and find the texts of a site.

1. A byte order mark determines the encoding: UTF-8, UTF-16 or UTF-32.
2. Text that is valid UTF-8 is UTF-8.
3. Text that is mostly valid UTF-8 is broken UTF-8. It is rejected, and each bad line reported:
   a guess would produce mojibake.
4. Anything else is GB18030 or Big5 if the decoded text looks like Chinese.
"""

from __future__ import annotations

import codecs
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from generator.content.tree import find_files
from generator.content.values import place_of
from generator.diagnostics import Report

_MARKS = (
    # UTF-32 LE comes first: its mark starts with that of UTF-16 LE.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ("gb18030", "big5", "big5hkscs", "cp950")
_SAVE_AS_UTF8 = "Save the file as UTF-8; every text editor offers it under “Save with encoding”."

SUFFIXES = (".md", ".txt")
"""The suffixes of articles."""


class Encoding(Struct, frozen=True):
    """The encoding of a file: the codec and the byte order mark."""

    name: str = "utf-8"
    mark: bytes = b""


MAX_BYTES = 100_000_000
"""What a text may have: a build needs some 500 times as much memory."""


def read_text(path: Path, report: Report) -> str | None:
    """Return the text of a file, with `\\n` line ends and without a byte order mark.

    If the file cannot be read (S001) or decoded (S002), this is reported, and the result is None.
    """
    with suppress(OSError):  # which is said below
        if path.stat().st_size > MAX_BYTES:
            message = f"The file is larger than {MAX_BYTES // 10**6} MB, which no text may be"
            report.add("S001", path, message, "Check that it is a text; divide it if it is one.")
            return None
    data = read_bytes(path, report)
    return None if data is None else decode(data, path, report)


def read_bytes(path: Path, report: Report) -> bytes | None:
    """Return the content of a file; None if it cannot be read, which is reported (S001)."""
    try:
        if path.exists() and not path.is_file():  # reading a pipe would wait for ever
            raise OSError("it is not a regular file")
        return path.read_bytes()
    except OSError as error:
        report_unreadable(path, error, report)
        return None


def report_unreadable(path: Path, error: OSError, report: Report) -> None:
    """Report that a file cannot be read (S001)."""
    cause = error.strerror or str(error)
    hint = (
        "Check the name of the file."
        if isinstance(error, FileNotFoundError)
        else "Check that it is a file, and its permissions."
    )
    report.add("S001", path, f"Cannot read the file: {cause.lower()}", hint)


def decode(data: bytes, path: Path, report: Report) -> str | None:
    """Decode the bytes of a file as `read_text` does; None if they are not text (S002)."""
    found = decode_exactly(data, path, report)
    return None if found is None else _with_line_feeds(found[0])


def decode_exactly(data: bytes, path: Path, report: Report) -> tuple[str, Encoding] | None:
    """Decode the bytes of a file, with their own line ends, and return the encoding too.

    If they are not text, this is reported (S002), and the result is None.
    """
    found = _decode(data, path, report)
    if found is not None and "\0" in found[0]:
        text = _with_line_feeds(found[0])
        line, column = place_of(text, text.index("\0"))
        message = "NUL character: the file is not text, or is UTF-16 without a byte order mark"
        report.add("S002", path, message, _SAVE_AS_UTF8, line=line, column=column)
        return None
    return found


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, path: Path, report: Report) -> tuple[str, Encoding] | None:
    mark, encoding = next((m for m in _MARKS if data.startswith(m[0])), (b"", "utf-8"))
    body = data.removeprefix(mark)
    try:
        return body.decode(encoding), Encoding(encoding, mark)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            before = body[: error.start].decode(encoding, errors="replace")
            line, column = place_of(before, len(before))
            message = f"Invalid {encoding.upper()} at byte {error.start + len(data) - len(body)}"
            report.add("S002", path, message, _SAVE_AS_UTF8, line=line, column=column)
            return None
    if not mark and not _is_mostly_utf8(data):
        found = _decode_legacy(data)
        if found is not None:
            return found
    _report_broken_utf8(body, path, report)
    return None


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether more of the text is UTF-8 than not.

    Only characters of three or more bytes are counted: two bytes of GB18030 often look like a
    Greek or Arabic letter in UTF-8.
    """
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    return sum(char > "\u07ff" for char in text) - bad > bad


def _decode_legacy(data: bytes) -> tuple[str, Encoding] | None:
    # Imported here because it is slow to import and most sites never need it.
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(_LEGACY)).best()
    if best is None:
        return None
    text = str(best)
    return (text, Encoding(best.encoding)) if looks_chinese(text) else None


def looks_chinese(text: str) -> bool:
    """Whether nearly all non-ASCII characters of a text are in common use.

    Western text decoded as GB18030 also gives Han characters, but rare ones (`It抯`).
    """
    foreign = [char for char in text if char > "\x7f"]
    common = sum(_is_common(char) for char in foreign)
    return common * 10 >= len(foreign) * 9


def _is_common(char: str) -> bool:
    """Whether a character is in GB 2312 or in level 1 of Big5."""
    if char.encode("gb2312", errors="ignore"):
        return True
    big5 = char.encode("big5", errors="ignore")
    return b"\xa1\x40" <= big5 < b"\xc9\x40"


def _report_broken_utf8(data: bytes, path: Path, report: Report) -> None:
    """Report the first invalid byte of each line that has one."""
    normal = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for number, line in enumerate(normal.split(b"\n"), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            column = len(line[: error.start].decode("utf-8")) + 1
            message = f"Byte 0x{line[error.start]:02X} is not valid UTF-8 here"
            hint = f"Retype the character. {_SAVE_AS_UTF8}"
            report.add("S002", path, message, hint, line=number, column=column)


LABELS = ".labels.txt"
"""The end of the name of a file with the cues of a recording, which is no text."""


def is_translation(path: Path) -> bool:
    """Whether a file is an English translation: `name.en.md`, `name.en.txt`."""
    return path.stem.lower().endswith(".en")


def find_texts(
    root: Path, report: Report | None = None, *, suffixes: tuple[str, ...] = SUFFIXES
) -> list[Path]:
    """Return the texts of a site, sorted by path: the `.md` and `.txt` files below `articles/`.

    They include translations, but not cues of recordings. See `find_files`.
    """
    found = find_files(root / "articles", root, report, suffixes=suffixes)
    return [path for path in found if not path.name.lower().endswith(LABELS)]
