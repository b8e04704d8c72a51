"""The text of a file in whatever encoding Chinese is kept in.

In this order: the encoding that the user states, a byte order mark, UTF-16 without one, UTF-8,
the encoding that the file itself claims, and what `content/sources.py` tells from the bytes.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from generator.content.sources import decode, looks_chinese
from generator.diagnostics import Report
from generator.importing.document import CannotImportError

_SUPERSETS = {
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "gb18030": ("gb18030",),
    "big5": ("big5hkscs", "cp950"),
    "big5hkscs": ("big5hkscs", "cp950"),
}
"""What is really meant by a name, as browsers have it."""

_CONTROL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|[\x00-\x08\x0b\x0e-\x1f\x7f]")
"""What a text for a terminal is coloured with, and other characters that say nothing."""

_SAY_WHICH = "say which encoding it has, such as --encoding gb18030, big5 or utf-16"


def text_of(data: bytes, path: Path, *, encoding: str = "", declared: str = "") -> str:
    """The text, its lines ended by `\\n`. Raises `CannotImportError`."""
    if encoding:
        text = _as_stated(data, path, encoding)
    else:
        text = _utf_16(data) or _as_declared(data, declared) or _told(data, path)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", text.replace("\f", "\n"))
    if not text.strip():
        raise CannotImportError(path, "the file is empty", "save it again from where it came")
    return text


def _as_stated(data: bytes, path: Path, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        message = f"there is no encoding “{encoding}”"
        raise CannotImportError(path, message, _SAY_WHICH) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start} is no {encoding}"
        raise CannotImportError(path, message, _SAY_WHICH, line=line) from None


def _utf_16(data: bytes) -> str:
    """A text in UTF-16 without a mark: its ASCII has zero bytes, which no other encoding has."""
    if b"\0" not in data or data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and looks_chinese(text):
            return text
    return ""


def _as_declared(data: bytes, declared: str) -> str:
    for encoding in ("utf-8", *_SUPERSETS.get(declared.casefold(), ())):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _told(data: bytes, path: Path) -> str:
    report = Report()
    text = decode(data, path, report)
    if text is None:
        fault = report.sorted()[0]
        raise CannotImportError(path, fault.message, _SAY_WHICH, line=fault.line)
    return text
