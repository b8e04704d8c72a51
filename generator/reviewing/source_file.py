"""Edits one source file without losing anything in it.

1. A lock in the folder of the file excludes other Jiazhu processes (`storage/lock.py`).
2. The file is read and edited as text with `\\n` line ends. Only the part that the edit changed is
   replaced in the file, which keeps its own line ends, encoding and byte order mark.
3. The new content is written to a temporary file with the mode of the old one.
4. If an editor has saved the file in the meantime, the edit starts again with the new text;
   otherwise the temporary file replaces the old one atomically.

A change can be undone later, even if other parts of the file have changed since.
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.content.sources import Encoding, decode, decode_exactly
from generator.diagnostics import Report
from generator.reviewing.errors import EditError
from generator.storage.atomic import ASIDE_SUFFIX, replace, staged
from generator.storage.folder_lock import BusyError
from generator.storage.lock import ProcessLock

_LOCK_TIMEOUT = 5.0
"""Seconds to wait for another Jiazhu process."""
_MAX_ATTEMPTS = 8
"""How often to try again when another program changes the file."""
_MIN_CONTEXT = 24
"""The least code points, context included, by which a text is searched for."""
_AS_UTF8 = "Save the file as UTF-8, or write the correction to the notes file beside the article."


@dataclass(frozen=True, slots=True)
class Change:
    """The text of a file before and after a change, with `\\n` line ends; None without a file."""

    path: Path
    before: str | None
    after: str | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed."""
        return self.before == self.after


def change(path: Path, edit: Callable[[str], str]) -> Change:
    """Replace the text of a file with the result of `edit`; a missing file is created.

    `edit` may be called more than once. If it returns the same text, nothing is written. Raises
    EditError; one that `edit` raises gets the path of the file.
    """

    def edited(text: str | None) -> str | None:
        new = edit(text or "")
        return None if text is None and not new else new

    return _replace(path, edited)


def undo(done: Change) -> Change:
    """Undo only this change in the current file; undoing the result is a redo.

    Raises EditError if the text that the change wrote has changed since.
    """
    if done.is_empty:
        return done
    return _replace(done.path, lambda text: _revert(done, text))


def _replace(path: Path, edit: Callable[[str | None], str | None]) -> Change:
    real = Path(os.path.realpath(path))
    try:
        with _locked(real) as temporary:
            for _ in range(_MAX_ATTEMPTS):
                old = _Content.read(real)
                text = edit(old.text)
                if text == old.text:
                    return Change(path, old.text, old.text)
                if text is None:
                    if _bytes(real) == old.data:
                        real.unlink()
                        return Change(path, old.text, None)
                elif old.replace_with(old.encode(text, real), real, temporary):
                    return Change(path, old.text, text)
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        hint = "Check that you may write the file and its folder, and that the disk is not full."
        raise EditError(f"Cannot write the file: {cause}", hint, path=path) from error
    except EditError as error:
        error.path = error.path if error.path not in (None, real) else path
        raise
    hint = "Wait until the other program has finished, then try again."
    raise EditError("Another program keeps changing the file", hint, path=path)


@contextmanager
def _locked(real: Path) -> Iterator[Path]:
    """Hold the lock on the folder of a file, and yield the path of a temporary file in it."""
    try:
        lock = ProcessLock(real.parent / f".edit.lock{ASIDE_SUFFIX}", timeout=_LOCK_TIMEOUT)
    except BusyError:
        hint = "Try again, or stop the other `jiazhu` that is working on this site."
        message = "Another process is writing in this folder"
        raise EditError(message, hint, path=real) from None
    try:
        yield real.parent / f".edit{ASIDE_SUFFIX}"
    finally:
        lock.release()


@dataclass(frozen=True, slots=True)
class _Content:
    """A file as read: its bytes, its text with the original line ends, and its text with `\\n`."""

    data: bytes | None
    raw: str
    text: str | None
    encoding: Encoding

    @classmethod
    def read(cls, real: Path) -> _Content:
        data = _bytes(real)
        if data is None:
            return cls(None, "", None, Encoding())
        report = Report()
        found = decode_exactly(data, real, report)
        if found is None:
            fault = report.diagnostics[0]
            raise EditError(fault.message, fault.hint, path=real, line=fault.line)
        raw, encoding = found
        if encoding.mark + raw.encode(encoding.name, "replace") != data:
            message = f"The file cannot be written back as {encoding.name.upper()} without loss"
            raise EditError(message, _AS_UTF8, path=real)
        text = raw.replace("\r\n", "\n").replace("\r", "\n")
        return cls(data, raw, text, encoding)

    def encode(self, text: str, real: Path) -> bytes:
        """Return the bytes of the file with a new text, unchanged where the text is unchanged."""
        old = self.text or ""
        start, end = _common_ends(old, text)
        before = self.raw[: _raw_offset(self.raw, start)]
        after = self.raw[_raw_offset(self.raw, len(old) - end) :]
        ends = Counter(re.findall(r"\r\n|\r|\n", self.raw)).most_common(1)
        middle = text[start : len(text) - end].replace("\n", ends[0][0] if ends else "\n")
        name = self.encoding.name
        try:
            data = self.encoding.mark + (before + middle + after).encode(name)
        except UnicodeEncodeError as error:
            char = error.object[error.start]
            message = f"{name.upper()}, in which the file is written, has no “{char}”"
            line = error.object.count("\n", 0, error.start) + 1
            raise EditError(message, _AS_UTF8, path=real, line=line) from None
        if decode(data, real, Report()) != text:
            message = f"The file would no longer be read as {name.upper()}"
            raise EditError(message, _AS_UTF8, path=real)
        return data

    def replace_with(self, data: bytes, real: Path, temporary: Path) -> bool:
        """Replace the file with `data`; return False if it has changed since it was read."""
        if self.data is not None:
            mode = stat.S_IMODE(real.stat().st_mode)
            if not mode & 0o222 or not os.access(real, os.W_OK):
                hint = "Give yourself permission to write it."
                raise EditError("The file is read-only", hint, path=real)
        with staged(real, data, temporary=temporary) as new:
            if _bytes(real) != self.data:
                return False
            replace(new, real)
        return True


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _common_ends(one: str, other: str) -> tuple[int, int]:
    """The lengths of the common prefix and, in the rest, of the common suffix of two texts."""
    start = _common_prefix(one, other)
    rest = min(len(one), len(other)) - start
    return start, _common_prefix(one[len(one) - rest :][::-1], other[len(other) - rest :][::-1])


def _common_prefix(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _raw_offset(raw: str, offset: int) -> int:
    """Convert an offset into the text with `\\n` line ends to one into the original text."""
    pairs = 0
    for match in re.finditer("\r\n", raw):
        if match.start() - pairs >= offset:
            break
        pairs += 1
    return offset + pairs


def _revert(done: Change, now: str | None) -> str | None:
    """The current text with a change undone; None if the file is to be removed."""
    if now == done.after:
        return done.before
    if now is None:
        raise EditError("The file, and with it the change, is gone", "There is nothing to undo.")
    if done.after is None:
        hint = "Look at the file, and remove it to restore the old text."
        raise EditError("The file that was removed exists again", hint)
    before, after = done.before or "", done.after
    start, end = _common_ends(before, after)
    old, stop = before[start : len(before) - end], len(after) - end
    at = _find_unique(after, start, stop, now)
    if at is None:
        line = min(after.count("\n", 0, start), now.count("\n")) + 1
        message = "The text that the change wrote has changed since"
        hint = "Undo the later changes first, or edit the text by hand; it was near this line."
        raise EditError(message, hint, line=line)
    left = now[:at] + old + now[at + stop - start :]
    return None if done.before is None and not left.strip() else left


def _find_unique(text: str, start: int, stop: int, now: str) -> int | None:
    """Find part of `text` in `now`, by the least context that makes it unique, if it is there."""
    size = max(0, (_MIN_CONTEXT - (stop - start) + 1) // 2)
    while True:
        left, right = max(0, start - size), min(len(text), stop + size)
        piece = text[left:right]
        if _occurs_once(piece, text):
            if _occurs_once(piece, now):
                return now.index(piece) + start - left
            if piece not in now:
                return None
        if left == 0 and right == len(text):
            return None
        size += max(1, size // 4)


def _occurs_once(piece: str, text: str) -> bool:
    at = text.find(piece)
    return at >= 0 and text.find(piece, at + 1) < 0
