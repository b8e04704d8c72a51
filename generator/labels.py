"""The labels of the user interface, in every edition and in English.

They are in `labels.toml`, one id per line. `[labels]` in `site.toml` may change them, and
`site/labels.py` has those of a site.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from generator.model import Bilingual, Edition


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    text = files("generator").joinpath("labels.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


def label_ids() -> tuple[str, ...]:
    """Return the ids of all labels."""
    return tuple(_table())


@cache
def labels(edition: Edition) -> Mapping[str, Bilingual]:
    """Return the labels by id: `zh` in the script of `edition`, `en` in English.

    Raises `KeyError` if an entry of `labels.toml` lacks a language.
    """
    return MappingProxyType(
        {id_: Bilingual(zh=texts[edition.value], en=texts["en"]) for id_, texts in _table().items()}
    )
