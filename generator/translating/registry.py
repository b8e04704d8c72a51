"""The translation provider that the settings of a site name."""

from __future__ import annotations

import os
from pathlib import Path

from generator.content.config import Translating
from generator.translating.command import CommandProvider
from generator.translating.openai import OpenAIProvider
from generator.translating.providers import Provider, ProviderError


def provider_of(settings: Translating, root: Path) -> Provider:
    """Build the provider that a site names. Raises ProviderError if it names none."""
    if settings.provider == "command":
        return CommandProvider(settings.command, model_of(settings), folder=root)
    if settings.provider == "openai":
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
