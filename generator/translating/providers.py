"""What a provider of translations is asked, what it answers, and how it fails."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from generator.content.config import Translating


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


def provider_of(settings: Translating, root: Path) -> Provider:
    """The provider that a site names. Raises `ProviderError` where it names none."""
    if settings.provider == "command":
        from generator.translating.command import CommandProvider

        return CommandProvider(settings.command, model_of(settings), folder=root)
    if settings.provider == "openai":
        from generator.translating.openai import OpenAIProvider

        return OpenAIProvider(
            settings.endpoint,
            settings.model,
            key=_key(settings),
            batch=settings.batch,
            timeout=settings.timeout,
        )
    raise ProviderError("site.toml names no provider of translations", _NO_PROVIDER)


def model_of(settings: Translating) -> str:
    """What drafts and the memory call the provider of a site."""
    return settings.model or (Path(settings.command[0]).name if settings.command else "")


_NO_PROVIDER = (
    "add a table [translate] to site.toml, with provider, endpoint and model, or with provider "
    "and command"
)


def _key(settings: Translating) -> str:
    if not settings.key_env:
        return ""
    key = os.environ.get(settings.key_env, "").strip()
    if not key:
        message = f"the environment variable {settings.key_env} is not set"
        raise ProviderError(message, "put the key of the endpoint into it, or leave key_env out")
    if any(not "!" <= char <= "~" for char in key):
        message = f"the environment variable {settings.key_env} holds no key: it has white space"
        raise ProviderError(message, "set it to the key alone")
    return key
