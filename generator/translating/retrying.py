"""Rate limiting and retries around a provider.

1. Space requests out by `requests_per_minute`.
2. After a transient error, wait as long as the provider asks, else 1, 2, 4 … seconds, and retry.
   Request sentences that the provider left out in the same way.
3. Raise the error after `MAX_ATTEMPTS` in a row without an answer.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Protocol

from generator.translating.providers import Answer, Provider, ProviderError, Request, TransientError

MAX_ATTEMPTS = 5
"""The number of attempts in a row without any answer before giving up."""

MAX_WAIT_SECONDS = 300.0
"""If a provider asks for a longer wait, the run ends."""


class Clock(Protocol):
    """The interface of a clock, which tests replace."""

    def monotonic(self) -> float:
        """Seconds since some moment."""
        ...

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
        ...


class SystemClock:
    """The clock of the system."""

    def monotonic(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
        time.sleep(seconds)


def _clean(english: str) -> str:
    """Remove control characters and surrogates, which do not belong in a text file."""
    kept = (c for c in english if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


class RetryingProvider:
    """Wraps a provider to limit its rate and to retry after transient errors."""

    def __init__(
        self, provider: Provider, clock: Clock | None = None, *, requests_per_minute: int = 0
    ) -> None:
        self._provider = provider
        self._clock = clock or SystemClock()
        self._interval = 60 / requests_per_minute if requests_per_minute else 0.0
        self._next_time = self._clock.monotonic()

    def translate(self, requests: Sequence[Request]) -> Iterator[Answer]:
        """Yield an answer to every request, as they arrive. Raises `ProviderError`."""
        size = self._provider.batch or len(requests) or 1
        for start in range(0, len(requests), size):
            yield from self._translate_batch(requests[start : start + size])

    def _translate_batch(self, requests: Sequence[Request]) -> Iterator[Answer]:
        pending = {request.id: request for request in requests}
        attempt = 0
        while pending:
            before = len(pending)
            try:
                self._pace()
                for id_, english in self._provider.translate(list(pending.values())):
                    text = _clean(english)
                    if text and pending.pop(id_, None) is not None:
                        yield id_, text
            except TransientError as error:
                failure = error
            else:
                if not pending:
                    return
                message = f"{self._provider.model} left out {len(pending)} of {before} sentences"
                hint = "Set a lower batch in site.toml, or try another model."
                failure = TransientError(message, hint)
            attempt = 1 if len(pending) < before else attempt + 1
            if attempt >= MAX_ATTEMPTS:
                raise failure
            self._wait(failure, attempt)

    def _pace(self) -> None:
        now = self._clock.monotonic()
        if now < self._next_time:
            self._clock.sleep(self._next_time - now)
        self._next_time = max(now, self._next_time) + self._interval

    def _wait(self, failure: TransientError, attempt: int) -> None:
        wait = 2.0 ** (attempt - 1) if failure.wait is None else failure.wait
        if wait > MAX_WAIT_SECONDS:
            message = f"{failure}; the provider asks to wait {wait:,.0f} seconds"
            raise ProviderError(message, "Run the command again after that time.")
        self._clock.sleep(wait)
