"""What takes long before a site can take its place, done while the files of the new one are made.

Another process does so where it can: it looks whether the files that are to stay are in place, and
completes the folder that is to take the place of the site. That is thousands of files and folders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from generator.storage.beside import Fork, can_fork
from generator.storage.stamps import Stamp, has_stamp
from generator.storage.standby import take_seen
from generator.storage.whole import Seen, complete


class Preparation:
    """Does `complete(new, old)`, and looks for `files` in the old folder. Raises OSError."""

    def __init__(
        self, new: Path, old: Path, files: Iterable[tuple[str, Stamp]] | None = None
    ) -> None:
        def run() -> Iterator[bytes]:
            above = f"{old}/"
            if files is not None:
                lost = [name for name, stamp in files if not has_stamp(above + name, stamp)]
                yield msgspec.msgpack.encode(lost)
            yield msgspec.msgpack.encode(complete(new, old, known=take_seen(new)))

        self._seen = None if can_fork() else complete(new, old, known=take_seen(new))
        self._fork = Fork(run) if self._seen is None else None
        self._is_awaited = self._fork is not None and files is not None
        self._lost: frozenset[str] | None = None

    def lost(self) -> frozenset[str] | None:
        """Return the files that are not there with their stamps; None if that is not known."""
        if self._is_awaited:
            self._is_awaited = False
            with suppress(msgspec.DecodeError):
                self._lost = msgspec.msgpack.decode(self._answer(), type=frozenset[str])
        return self._lost

    def seen(self) -> Seen | None:
        """Return the folders that `complete` has looked at; None if it has failed."""
        self.lost()  # which comes first
        if self._seen is None and self._fork is not None:
            with suppress(msgspec.DecodeError):
                self._seen = msgspec.msgpack.decode(self._answer(), type=Seen)
        return self._seen

    def stop(self) -> None:
        """End it; the folder may be in any state then."""
        if self._fork is not None:
            self._fork.stop()

    def _answer(self) -> bytes:
        answer = None if self._fork is None else self._fork.next()
        return b"" if answer is None else answer
