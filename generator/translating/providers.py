"""The interface of translation providers: requests, answers and errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


class ProviderError(Exception):
    """Raised when a provider fails; `hint` is the remedy."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class TransientError(ProviderError):
    """Raised for a failure that a retry may resolve.

    `wait` is the number of seconds after which the provider asks for a retry, None if unknown.
    """

    def __init__(self, message: str, hint: str, *, wait: float | None = None) -> None:
        super().__init__(message, hint)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Request:
    """A Chinese sentence to translate, with its context."""

    id: str
    text: str
    """The sentence with numbered tags: `<1>…</1>` around text, `<2/>` for other content."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """The meaning of each tag by its number, such as `emphasis`."""
    terms: Mapping[str, str] = field(default_factory=dict)
    """The agreed English of the terms and names in the sentence."""
    title: str = ""
    """The Chinese title of the article."""
    before: str = ""
    """The previous Chinese sentence; empty at the beginning."""
    after: str = ""
    """The next Chinese sentence; empty at the end."""


Answer = tuple[str, str]
"""The id of a request and its English, with tags."""


class Provider(Protocol):
    """Translates sentences."""

    @property
    def model(self) -> str:
        """The name of the model in drafts and in the memory."""
        ...

    @property
    def batch(self) -> int:
        """The maximum number of sentences in a call of `translate`; 0 for no limit."""
        ...

    def translate(self, requests: Sequence[Request]) -> Iterator[Answer]:
        """Yield the answers as they arrive, in any order; some may be missing.

        Raises `ProviderError`.
        """
        ...
