"""Annotated articles on disk: pickles that may name only the classes of the document model.

A cache that others can write to can thus not run code. Paths are relative to the site, so that a
site may be moved.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from markdown_it.token import Token

from generator import model
from generator.model import Article

_CLASSES: dict[tuple[str, str], type] = {
    ("datetime", "date"): date,
    ("pathlib", "PurePosixPath"): PurePosixPath,
    ("pathlib._local", "PurePosixPath"): PurePosixPath,  # Python 3.13
    ("markdown_it.token", "Token"): Token,
    **{
        (model.__name__, name): value
        for name, value in vars(model).items()
        if isinstance(value, type) and value.__module__ == model.__name__
    },
}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type:
        try:
            return _CLASSES[module, name]
        except KeyError:
            message = f"{module}.{name} is not part of a stored article"
            raise pickle.UnpicklingError(message) from None


def encode_article(article: Article, root: Path) -> bytes:
    """Encode an annotated article."""
    return pickle.dumps(_moved(article, lambda path: PurePosixPath(path.relative_to(root))), 5)


def decode_article(data: bytes, root: Path) -> Article:
    """Decode an article; raises `pickle.UnpicklingError` for anything else."""
    try:
        article = _Unpickler(io.BytesIO(data)).load()
    except (AttributeError, EOFError, IndexError, KeyError, TypeError, ValueError) as error:
        message = f"not a stored article: {error}"
        raise pickle.UnpicklingError(message) from error
    if not isinstance(article, Article):
        raise pickle.UnpicklingError("not an article")
    return _moved(article, lambda path: root / path)


def _moved(article: Article, move: Callable[[Any], Any]) -> Article:
    translation = article.translation
    if translation is not None:
        translation = replace(translation, path=move(translation.path))
    return replace(article, path=move(article.path), translation=translation)
