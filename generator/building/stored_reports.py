"""Reports on disk and between processes: MessagePack with paths relative to the site."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any

import msgspec

from generator.diagnostics import Diagnostic, Report, Suppression


class _StoredReport(msgspec.Struct, array_like=True):
    diagnostics: list[Diagnostic]
    suppressions: list[Suppression]


_EMPTY = msgspec.msgpack.encode(_StoredReport([], []))


def encode_report(report: Report, root: Path) -> bytes:
    """Encode the diagnostics that no suppression covers, and the suppressions, of a report."""
    above = f"{root.as_posix().rstrip('/')}/"

    def plain(value: Any) -> Any:
        if isinstance(value, PurePath):
            return value.as_posix().removeprefix(above)
        if isinstance(value, range):
            return [value.start, value.stop]
        raise TypeError(type(value))

    stored = _StoredReport(list(report.diagnostics), list(report.suppressions))
    return msgspec.msgpack.encode(stored, enc_hook=plain)


def decode_report(data: bytes, root: Path) -> Report:
    """Decode a report; raises `msgspec.DecodeError`."""

    def value(kind: type, stored: Any) -> Any:
        return root / stored if issubclass(kind, PurePath) else range(*stored)

    if data == _EMPTY:  # as most are
        return Report()
    found = msgspec.msgpack.decode(data, type=_StoredReport, dec_hook=value)
    return Report(found.diagnostics, found.suppressions)
