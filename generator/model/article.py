"""Articles: what the front matter says, the blocks, the translation and how it corresponds."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.model.annotations import Edition, Origin
from generator.model.block import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same text in Chinese and in English; either may be empty."""

    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Sentences that correspond, n to m; one side may be empty, but not both."""

    zh_ids: tuple[str, ...]
    en_ids: tuple[str, ...]
    origin: Origin
    score: float


@dataclass(frozen=True, slots=True)
class Translation:
    """The English text of an article, with its own skeleton and blocks (ids `e3`, `e3.s1`)."""

    path: Path
    title: str
    skeleton: Sequence[Token]
    blocks: tuple[Block, ...]
    machine: bool = False
    """Whether it is a machine draft that nobody has signed off."""
    machine_line: int = 1
    """The line of `machine` in its front matter."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The front matter of an article."""

    slug: str
    title: Bilingual
    description: str = ""
    author: str = ""
    """Several are joined by “、”."""
    date: datetime.date | None = None
    updated: datetime.date | None = None
    source: str = ""
    source_url: str = ""
    licence: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    level: str = ""
    draft: bool = False
    script: Edition | None = None
    """The edition that the author writes in; None if it is to be detected."""
    aliases: tuple[str, ...] = ()
    """The addresses that the article had before, or has elsewhere."""
    cover: str = ""
    """The address of an image, as the author wrote it."""
    audio: str = ""
    """The address of a recording of the article."""
    weight: int | None = None
    """The place of the article among others."""
    toc: bool = False
    """Whether the author asks for a table of contents."""
    math: bool = False
    """Whether the author says that the text has formulas; they are found without it."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """Everything else that the front matter says."""

    @property
    def topics(self) -> tuple[str, ...]:
        """The categories and the tags, each once."""
        return tuple(dict.fromkeys((*self.categories, *self.tags)))


class SentenceTime(Struct, frozen=True, gc=False, array_like=True):
    """When a sentence is read in the recording of an article, in seconds."""

    id: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Recording:
    """What is known of the recording of an article; `Metadata.audio` is its address."""

    times: tuple[SentenceTime, ...] = ()
    """Those of the sentences that are read, in order."""
    voice: str = ""
    """The synthetic voice that reads it; empty if a person does."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its annotations and its translation."""

    path: Path
    meta: Metadata
    script: Edition
    skeleton: Sequence[Token]
    """The markdown-it tokens of the whole article; never mutated."""
    blocks: tuple[Block, ...]
    title: Block
    """The Chinese title as a block (id `t`), annotated like the others."""
    title_tokens: Sequence[Token] = ()
    """The single inline token of the title, for weaving."""
    translation: Translation | None = None
    alignments: tuple[Alignment, ...] = ()
    recording: Recording = field(default_factory=Recording)
