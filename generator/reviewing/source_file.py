"""Changing one source file so that nothing in it is lost.

1. A lock in the folder of the file keeps other processes of ours out (`storage/lock.py`).
2. The file is read anew and edited as text with `\\n` line ends. Only the stretch that the edit
   changed is put into the file's own text, with the file's own line ends, encoding and mark.
3. The bytes are written aside, on disk, with the mode of the file.
4. If an editor has saved the file meanwhile, all begins again with its text; else the new file
   takes the place of the old in one step.

What a change did can be taken back later, also where other parts have changed since.
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
from generator.storage.atomic import replace, staged
from generator.storage.lock import BusyError, ProcessLock
from generator.storage.output import ASIDE_SUFFIX

_PATIENCE = 5.0
"""Seconds to wait for another process of ours."""
_ATTEMPTS = 8
"""How often to begin again where the file changes under our hands."""
_TELLING = 24
"""How many code points of a text, at the least, are looked for to find it again."""
_AS_UTF8 = "Save the file as UTF-8, or write the correction to the notes file beside the article."


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the text of a file, with `\\n` line ends; None where there is no file."""

    path: Path
    before: str | None
    after: str | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return self.before == self.after


def change(path: Path, edit: Callable[[str], str]) -> Change:
    """Replace the text of a file by what `edit` makes of it; a missing file is made.

    `edit` may be called more than once. Where it returns its text, nothing is written. Raises
    `EditError`, those of `edit` with the file's path.
    """

    def edited(text: str | None) -> str | None:
        new = edit(text or "")
        return None if text is None and not new else new

    return _replace(path, edited)


def undo(done: Change) -> Change:
    """Take back just this change, in the file as it is now; to undo that is to redo.

    Raises `EditError` where what the change wrote has itself been changed.
    """
    if done.is_empty:
        return done
    return _replace(done.path, lambda text: _without(done, text))


def _replace(path: Path, edit: Callable[[str | None], str | None]) -> Change:
    real = Path(os.path.realpath(path))
    try:
        with _locked(real) as aside:
            for _ in range(_ATTEMPTS):
                old = _Content.read(real)
                text = edit(old.text)
                if text == old.text:
                    return Change(path, old.text, old.text)
                if text is None:
                    if _bytes(real) == old.data:
                        real.unlink()
                        return Change(path, old.text, None)
                elif old.give_way(real, old.encoded(text, real), aside):
                    return Change(path, old.text, text)
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        hint = "Check that you may write the file and its folder, and that the disk is not full."
        raise EditError(f"Cannot write the file: {cause}", hint, path=path) from error
    except EditError as error:
        error.path = error.path if error.path not in (None, real) else path
        raise
    hint = "Wait until the other program is done with it, then try again."
    raise EditError("Another program keeps changing the file", hint, path=path)


@contextmanager
def _locked(real: Path) -> Iterator[Path]:
    """Hold the lock on the folder of a file; gives a path to write to before the file's own."""
    try:
        lock = ProcessLock(real.parent / f".edit.lock{ASIDE_SUFFIX}", timeout=_PATIENCE)
    except BusyError:
        hint = "Try again, or stop the other `jiazhu` that works on this site."
        message = "Another process is writing in this folder"
        raise EditError(message, hint, path=real) from None
    try:
        yield real.parent / f".edit{ASIDE_SUFFIX}"
    finally:
        lock.release()


@dataclass(frozen=True, slots=True)
class _Content:
    """A file as it was read: its bytes, its text with its own line ends, and with `\\n`."""

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

    def encoded(self, text: str, real: Path) -> bytes:
        """The bytes of the file with `text` in it, equal to the old ones where the texts are."""
        old = self.text or ""
        start, end = _changed(old, text)
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

    def give_way(self, real: Path, data: bytes, aside: Path) -> bool:
        """Put `data` in the place of the file; False where it is no longer what was read."""
        if self.data is not None:
            mode = stat.S_IMODE(real.stat().st_mode)
            if not mode & 0o222 or not os.access(real, os.W_OK):
                hint = "Give yourself the right to write it."
                raise EditError("The file is read-only", hint, path=real)
        with staged(real, data, temporary=aside) as new:
            if _bytes(real) != self.data:
                return False
            replace(new, real)
        return True


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _changed(one: str, other: str) -> tuple[int, int]:
    """How many code points two texts share at their beginnings, and then at their ends."""
    start = _shared(one, other)
    rest = min(len(one), len(other)) - start
    return start, _shared(one[len(one) - rest :][::-1], other[len(other) - rest :][::-1])


def _shared(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _raw_offset(raw: str, offset: int) -> int:
    """Where an offset into the text with `\\n` line ends is in the text as it stands."""
    pairs = 0
    for match in re.finditer("\r\n", raw):
        if match.start() - pairs >= offset:
            break
        pairs += 1
    return offset + pairs


def _without(done: Change, now: str | None) -> str | None:
    """The text of a file without what a change did to it; None where no file is to be left."""
    if now == done.after:
        return done.before
    if now is None:
        raise EditError("The file is gone, and with it the change", "There is nothing to undo.")
    if done.after is None:
        hint = "Look at the file, and remove it if the old text is to come back."
        raise EditError("The file that was removed stands there again", hint)
    before, after = done.before or "", done.after
    start, end = _changed(before, after)
    old, stop = before[start : len(before) - end], len(after) - end
    at = _found(after, start, stop, now)
    if at is None:
        line = min(after.count("\n", 0, start), now.count("\n")) + 1
        message = "What the change wrote has been changed since"
        hint = "Take back what was written to it later, or mend it by hand: it was about here."
        raise EditError(message, hint, line=line)
    left = now[:at] + old + now[at + stop - start :]
    return None if done.before is None and not left.strip() else left


def _found(text: str, start: int, stop: int, now: str) -> int | None:
    """Where a stretch of `text` stands in `now`: known by as little context as tells it."""
    size = max(0, (_TELLING - (stop - start) + 1) // 2)
    while True:
        left, right = max(0, start - size), min(len(text), stop + size)
        piece = text[left:right]
        if _is_once(piece, text):
            if _is_once(piece, now):
                return now.index(piece) + start - left
            if piece not in now:
                return None
        if left == 0 and right == len(text):
            return None
        size += max(1, size // 4)


def _is_once(piece: str, text: str) -> bool:
    at = text.find(piece)
    return at >= 0 and text.find(piece, at + 1) < 0
