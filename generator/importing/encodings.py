"""Decodes a text file in any of the usual encodings of Chinese.

It tries, in this order: the encoding that the user gives, a byte order mark, UTF-16 without one,
UTF-8, the encoding that the file declares, and the one that `content/sources.py` detects.
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
"""The encodings that browsers use for a declared name."""

_CONTROL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|[\x00-\x08\x0b\x0e-\x1f\x7f]")
"""Colour codes of terminals and other control characters."""

_ENCODING_HINT = "Give its encoding, such as --encoding gb18030, big5 or utf-16."


def decode_text(data: bytes, path: Path, *, encoding: str = "", declared: str = "") -> str:
    """Return the text with `\\n` line endings. Raises `CannotImportError`."""
    if encoding:
        text = _decode_stated(data, path, encoding)
    else:
        text = _decode_utf_16(data) or _decode_declared(data, declared) or _detect(data, path)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", text.replace("\f", "\n"))
    if not text.strip():
        raise CannotImportError(path, "The file is empty", "Save it again from its source.")
    return text


def _decode_stated(data: bytes, path: Path, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        message = f"There is no encoding “{encoding}”"
        raise CannotImportError(path, message, _ENCODING_HINT) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"Byte {error.start} is not valid {encoding}"
        raise CannotImportError(path, message, _ENCODING_HINT, line=line) from None
    except UnicodeError:  # `undefined` and `idna` are codecs too
        message = f"“{encoding}” is not the encoding of a text"
        raise CannotImportError(path, message, _ENCODING_HINT) from None


def _decode_utf_16(data: bytes) -> str:
    """Decode UTF-16 without a byte order mark, the only encoding whose ASCII has zero bytes."""
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


def _decode_declared(data: bytes, declared: str) -> str:
    for encoding in ("utf-8", *_SUPERSETS.get(declared.casefold(), ())):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _detect(data: bytes, path: Path) -> str:
    report = Report()
    text = decode(data, path, report)
    if text is None:
        fault = report.sorted()[0]
        raise CannotImportError(path, fault.message, _ENCODING_HINT, line=fault.line)
    return text
