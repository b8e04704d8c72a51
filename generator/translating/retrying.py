"""Asking a provider no faster than it likes, and again where a fault may pass.

1. Requests are so far apart as `requests_per_minute` has it.
2. After a fault that may pass, the next attempt waits as long as the provider asks, else 1, 2, 4 …
   seconds. What a provider left out is asked again in the same way.
3. After `ATTEMPTS` in a row without an answer the fault is passed on.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Protocol

from generator.translating.providers import Answer, Provider, ProviderError, Request, TransientError

ATTEMPTS = 5
"""How often the same sentences are asked for, as long as none is answered."""

LONGEST = 300.0
"""Seconds that a provider is waited for; one that asks for more is given up for now."""


class Clock(Protocol):
    """Time that passes; a test brings its own."""

    def monotonic(self) -> float:
        """Seconds since some moment."""
        ...

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
        ...


class SystemClock:
    """The time of this machine."""

    def monotonic(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
        time.sleep(seconds)


def _clean(english: str) -> str:
    """An answer without what no text file may hold: control characters, halves of characters."""
    kept = (c for c in english if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


class RetryingProvider:
    """Asks one provider."""

    def __init__(
        self, provider: Provider, clock: Clock | None = None, *, requests_per_minute: int = 0
    ) -> None:
        self._provider = provider
        self._clock = clock or SystemClock()
        self._apart = 60 / requests_per_minute if requests_per_minute else 0.0
        self._next = self._clock.monotonic()

    def translate(self, requests: Sequence[Request]) -> Iterator[Answer]:
        """Every answer, each as soon as it is known. Raises `ProviderError`."""
        size = self._provider.batch or len(requests) or 1
        for start in range(0, len(requests), size):
            yield from self._batch(requests[start : start + size])

    def _batch(self, requests: Sequence[Request]) -> Iterator[Answer]:
        open_ = {request.id: request for request in requests}
        attempt = 0
        while open_:
            before = len(open_)
            try:
                self._pace()
                for id_, english in self._provider.translate(list(open_.values())):
                    text = _clean(english)
                    if text and open_.pop(id_, None) is not None:
                        yield id_, text
            except TransientError as error:
                fault = error
            else:
                if not open_:
                    return
                message = f"{self._provider.model} left out {len(open_)} of {before} sentences"
                fault = TransientError(message, "try a lower batch or another model")
            attempt = 1 if len(open_) < before else attempt + 1
            if attempt >= ATTEMPTS:
                raise fault
            self._wait(fault, attempt)

    def _pace(self) -> None:
        now = self._clock.monotonic()
        if now < self._next:
            self._clock.sleep(self._next - now)
        self._next = max(now, self._next) + self._apart

    def _wait(self, fault: TransientError, attempt: int) -> None:
        wait = 2.0 ** (attempt - 1) if fault.wait is None else fault.wait
        if wait > LONGEST:
            message = f"{fault}; it asks to wait {wait:,.0f} seconds"
            raise ProviderError(message, "run the command again then; nothing that came is lost")
        self._clock.sleep(wait)
