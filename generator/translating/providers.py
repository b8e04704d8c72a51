"""What a translation provider is asked, what it answers, and how it fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


class ProviderError(Exception):
    """A provider cannot do what it was asked; `hint` says the remedy."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class TransientError(ProviderError):
    """A fault that may be gone when it is asked again.

    `wait` is how many seconds the provider wants to be left alone, if it says so.
    """

    def __init__(self, message: str, hint: str, *, wait: float | None = None) -> None:
        super().__init__(message, hint)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Request:
    """One Chinese sentence to translate, in what surrounds it."""

    id: str
    text: str
    """With numbered tags: `<1>…</1>` around text, `<2/>` for what is not text."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """What each tag stands for, by its number."""
    terms: Mapping[str, str] = field(default_factory=dict)
    """The terms and names in it, with their agreed English."""
    title: str = ""
    """The Chinese title of the article."""
    before: str = ""
    """The Chinese sentence before it; empty at the beginning."""
    after: str = ""


Answer = tuple[str, str]
"""The id of a request and its English, tags and all."""


class Provider(Protocol):
    """Translates sentences."""

    @property
    def model(self) -> str:
        """What drafts and the memory call it."""
        ...

    @property
    def batch(self) -> int:
        """How many sentences it may be asked for at a time; 0 for all."""
        ...

    def translate(self, requests: Sequence[Request]) -> Iterator[Answer]:
        """Answers in any order, each as soon as it is known; some may be missing.

        Raises `ProviderError`.
        """
        ...
