"""Complete the folder that is to take the place of a site while the files of the new one are made.

Another process does so where it can, since comparing thousands of folders takes a while.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from generator.storage.beside import Fork, can_fork
from generator.storage.whole import Seen, complete


class Preparation:
    """Does `complete(new, old)`. Raises OSError."""

    def __init__(self, new: Path, old: Path) -> None:
        def run() -> bytes:
            return msgspec.msgpack.encode(complete(new, old))

        self._done = None if can_fork() else complete(new, old)
        self._fork = Fork(run) if self._done is None else None

    def seen(self) -> Seen | None:
        """Return the folders that were looked at, when all have been; None if that has failed."""
        if self._fork is not None:
            fork, self._fork = self._fork, None
            made = fork.result()
            with suppress(msgspec.DecodeError):
                self._done = msgspec.msgpack.decode(made or b"", type=Seen)
        return self._done

    def stop(self) -> None:
        """End it; the folder may be in any state then."""
        if self._fork is not None:
            self._fork.stop()
