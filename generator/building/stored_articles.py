"""Annotated articles on disk: the layers of the blocks in MessagePack, the rest as a pickle.

Layers have about three objects for each character, which MessagePack encodes and decodes several
times as fast. The pickle may name only the classes of the document model, so a cache that others
can write to cannot run code. Paths are relative to the site, so that a site may be moved.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from markdown_it.token import Token

from generator import model
from generator.model import Article, Block, Layers

_CLASSES: dict[tuple[str, str], type] = {
    ("datetime", "date"): date,
    ("pathlib", "PurePosixPath"): PurePosixPath,
    ("pathlib._local", "PurePosixPath"): PurePosixPath,  # Python 3.13
    ("markdown_it.token", "Token"): Token,
    **{
        (value.__module__, name): value
        for name, value in vars(model).items()
        if isinstance(value, type) and value.__module__.startswith(model.__name__)
    },
}

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(tuple[bytes, tuple[Layers, ...]])
"""Decodes an article without layers, and the layers of its title and its blocks."""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type:
        try:
            return _CLASSES[module, name]
        except KeyError:
            message = f"{module}.{name} is not part of a stored article"
            raise pickle.UnpicklingError(message) from None


def encode_article(article: Article, root: Path) -> bytes:
    """Encode an annotated article."""
    layers = [block.layers for block in (article.title, *article.blocks)]
    bare = _with_layers(article, iter([Layers()] * len(layers)))
    moved = _moved(bare, lambda path: PurePosixPath(path.relative_to(root)))
    return _ENCODER.encode((pickle.dumps(moved, 5), layers))


def decode_article(data: bytes, root: Path) -> Article:
    """Decode an article; raises `pickle.UnpicklingError` for anything else."""
    try:
        pickled, layers = _DECODER.decode(data)
        article = _Unpickler(io.BytesIO(pickled)).load()
    except (AttributeError, EOFError, IndexError, KeyError, TypeError, ValueError) as error:
        message = f"not a stored article: {error}"
        raise pickle.UnpicklingError(message) from error
    if not isinstance(article, Article) or len(layers) != len(article.blocks) + 1:
        raise pickle.UnpicklingError("not an article")
    return _moved(_with_layers(article, iter(layers)), lambda path: root / path)


def _with_layers(article: Article, layers: Iterator[Layers]) -> Article:
    """Return an article with other layers: those of its title, then those of each block."""

    def with_next(block: Block) -> Block:
        return msgspec.structs.replace(block, layers=next(layers))

    return replace(
        article, title=with_next(article.title), blocks=tuple(map(with_next, article.blocks))
    )


def _moved(article: Article, move: Callable[[Any], Any]) -> Article:
    translation = article.translation
    if translation is not None:
        translation = replace(translation, path=move(translation.path))
    return replace(article, path=move(article.path), translation=translation)
