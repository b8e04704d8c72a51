"""The translation provider in the settings of a site."""

from __future__ import annotations

import os
from pathlib import Path

from generator.content.config import TranslationSettings
from generator.plugins import NO_PLUGINS, Plugins
from generator.translating.command import CommandProvider
from generator.translating.openai import OpenAIProvider
from generator.translating.providers import Provider, ProviderError


def provider_of(
    settings: TranslationSettings, root: Path, plugins: Plugins = NO_PLUGINS
) -> Provider:
    """Build the provider of a site. Raises `ProviderError` if none is set."""
    make = plugins.registry.providers.get(settings.provider)
    if make is not None:
        provider: Provider = make(settings, root)
        return provider
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
    raise ProviderError("site.toml does not set a translation provider", _NO_PROVIDER)


def model_of(settings: TranslationSettings) -> str:
    """Return the name of the model of a site, for drafts and for the memory."""
    command = Path(settings.command[0]).name if settings.command else ""
    return settings.model or command or settings.provider


_NO_PROVIDER = (
    "Add a [translate] table to site.toml, with provider, endpoint and model, or with provider "
    "and command."
)


def _key(settings: TranslationSettings) -> str:
    if not settings.key_env:
        return ""
    key = os.environ.get(settings.key_env, "").strip()
    if not key:
        message = f"The environment variable {settings.key_env} is not set"
        hint = "Set it to the key of the endpoint, or remove key_env from site.toml."
        raise ProviderError(message, hint)
    if any(not "!" <= char <= "~" for char in key):
        message = f"The environment variable {settings.key_env} has characters that no key can have"
        raise ProviderError(message, "Set it to the key alone, without white space.")
    return key
