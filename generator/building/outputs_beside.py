"""The outputs of an article, made in a fork of this process while it goes on with the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property

import msgspec
from msgspec import Struct

from generator.storage.beside import Fork


class Made(Struct, frozen=True):
    """One kind of output of an article."""

    key: str
    files: tuple[tuple[str, bytes], ...] | None
    """Each with its path, or with its edition if it is a part of an export of the site; None if
    those in place are current."""


class OutputsBeside(Mapping[str, Made]):
    """The outputs by kind; whoever asks for one waits until all are made.

    What a fork does not make, because it was stopped or has failed, is made in this process.
    """

    def __init__(self, make: Callable[[], Mapping[str, Made]]) -> None:
        self._make = make
        self._fork = Fork(lambda: [msgspec.msgpack.encode(make())])

    @cached_property
    def _made(self) -> Mapping[str, Made]:
        answer = self._fork.next()
        self.close()
        with suppress(msgspec.DecodeError):
            return msgspec.msgpack.decode(answer or b"", type=dict[str, Made])
        return self._make()

    def close(self) -> None:
        """End the fork."""
        self._fork.stop()

    def __getitem__(self, kind: str) -> Made:
        return self._made[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)
