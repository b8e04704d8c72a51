"""JSON: the annotated document, whole, by a published schema; it can be read back.

The structs of this module are the format. They have the names of `model/` and more of JSON's own
shape, so that the model may change without changing what others read. What is at its default is
left out. `VERSION` grows when a key is removed or means something else; keys may be added.

Offsets count code points of the text of a block, half-open, as everywhere in the model.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from markdown_it.token import Token
from msgspec import Meta, Struct

from generator import model
from generator.exporting.target import Target
from generator.model import Article, Edition, NameKind, Origin, Separator, WordKind
from generator.site.article_content import ArticleContent

FORMAT: Literal["jiazhu-article"] = "jiazhu-article"
VERSION: Literal[1] = 1
SCHEMA = f"article-{VERSION}.schema.json"
"""The file of the schema, which is beside the folder of the articles."""


class Span(Struct, frozen=True, omit_defaults=True):
    """A half-open range of code points of the text of a block."""

    start: Annotated[int, Meta(ge=0)]
    end: Annotated[int, Meta(ge=0)]


class Word(Struct, frozen=True, omit_defaults=True):
    """A word, number, punctuation mark or space; they tile the text of the block."""

    span: Span
    kind: WordKind


class Reading(Struct, frozen=True, omit_defaults=True):
    """The reading of one Han character."""

    span: Span
    pinyin: Annotated[str, Meta(description="A syllable with its tone as a digit, 5 for neutral.")]
    origin: Annotated[Origin, Meta(description="What decided it.")]
    confidence: Annotated[float, Meta(ge=0, le=1)]
    separator: Annotated[
        Separator, Meta(description="What precedes the syllable in the spelling of its word.")
    ] = Separator.NONE


class Variant(Struct, frozen=True, omit_defaults=True):
    """A word in an edition where it is not as in the source."""

    span: Span
    edition: Edition
    text: str
    readings: Annotated[
        tuple[Reading, ...],
        Meta(description="Of `text`, with offsets into it; none if those of the source apply."),
    ] = ()


class TermUse(Struct, frozen=True, omit_defaults=True):
    """A use of a term of the glossary."""

    span: Span
    term_id: str
    first: Annotated[bool, Meta(description="Whether it is the first in the article.")]


class SenseChoice(Struct, frozen=True, omit_defaults=True):
    """An entry of a headword and a sense of it, both counted from 0 as the dictionary has them."""

    entry: int
    sense: int | None = None


class Sense(Struct, frozen=True, omit_defaults=True):
    """The headword under which a word is looked up."""

    span: Span
    headword: str
    choice: SenseChoice | None = None
    use: int = 0


class Name(Struct, frozen=True, omit_defaults=True):
    """A proper name."""

    span: Span
    kind: NameKind
    origin: Origin


class GrammarUse(Struct, frozen=True, omit_defaults=True):
    """A word at which a grammar note is shown."""

    span: Span
    note_id: str


class Layers(Struct, frozen=True, omit_defaults=True):
    """The annotations of a block, each layer sorted by span."""

    words: tuple[Word, ...] = ()
    readings: tuple[Reading, ...] = ()
    variants: tuple[Variant, ...] = ()
    terms: tuple[TermUse, ...] = ()
    senses: tuple[Sense, ...] = ()
    names: tuple[Name, ...] = ()
    grammar: tuple[GrammarUse, ...] = ()


class Sentence(Struct, frozen=True, omit_defaults=True):
    """A sentence of a block."""

    span: Span
    id: str


class AuthorMark(Struct, frozen=True, omit_defaults=True):
    """What the author states about a span."""

    span: Span
    pinyin: str = ""
    is_word: bool = True
    name: Annotated[
        NameKind | bool | None, Meta(description="A kind of name; false if it is none.")
    ] = None
    term: Annotated[str | bool | None, Meta(description="The id of a term; false if none.")] = None
    forms: tuple[tuple[Edition, str], ...] = ()
    sense: SenseChoice | None = None


class Anchor(Struct, frozen=True, omit_defaults=True):
    """An alignment anchor of the sentence at an offset."""

    offset: int
    label: str


class Block(Struct, frozen=True, omit_defaults=True):
    """A paragraph, heading, list item, cell or title."""

    id: str
    token: Annotated[int, Meta(description="The index of its inline token in `tokens`.")]
    line: int
    text: Annotated[
        str, Meta(description="As the author wrote it; U+FFFC stands for what is not text.")
    ]
    tag: Annotated[str, Meta(description="The HTML element that holds it.")]
    # Not left out where it is “p”: msgspec compares texts with their defaults by identity.
    column: int = 1
    marks: tuple[AuthorMark, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    layers: Layers = Layers()
    simplified: Annotated[
        str, Meta(description="The text in simplified characters, with the same offsets.")
    ] = ""
    anchors: tuple[Anchor, ...] = ()
    anchor_places: tuple[tuple[int, int], ...] = ()
    trailing_atoms: tuple[int, ...] = ()
    source_map: tuple[tuple[int, int, int], ...] = ()


class MarkdownToken(Struct, frozen=True, omit_defaults=True):
    """A token of markdown-it: the structure of the text."""

    type: str
    tag: str = ""
    nesting: Literal[-1, 0, 1] = 0
    attrs: dict[str, str | int | float] = {}
    map: list[int] | None = None
    level: int = 0
    children: list[MarkdownToken] | None = None
    content: str = ""
    markup: str = ""
    info: str = ""
    meta: dict[Any, Any] = {}
    block: bool = False
    hidden: bool = False


class Bilingual(Struct, frozen=True, omit_defaults=True):
    """A text in Chinese and in English."""

    zh: str = ""
    en: str = ""


class Metadata(Struct, frozen=True, omit_defaults=True):
    """The front matter."""

    slug: str
    title: Bilingual
    description: str = ""
    author: str = ""
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
    aliases: tuple[str, ...] = ()
    cover: str = ""
    audio: str = ""
    weight: int | None = None
    toc: bool = False
    math: bool = False
    extra: dict[str, Any] = {}


class Alignment(Struct, frozen=True, omit_defaults=True):
    """Sentences that translate each other."""

    zh_ids: tuple[str, ...]
    en_ids: tuple[str, ...]
    origin: Origin
    score: float


class Translation(Struct, frozen=True, omit_defaults=True):
    """The English text."""

    path: str
    title: str
    blocks: tuple[Block, ...]
    tokens: list[MarkdownToken]
    machine: Annotated[bool, Meta(description="Whether nobody has signed off the draft.")] = False
    machine_line: int = 1


class SentenceTime(Struct, frozen=True, omit_defaults=True):
    """When a sentence is read in the recording, in seconds."""

    id: str
    start: float
    end: float


class Recording(Struct, frozen=True, omit_defaults=True):
    """The recording of the article, whose address is `audio` in `meta`."""

    times: tuple[SentenceTime, ...] = ()
    voice: Annotated[str, Meta(description="The synthetic voice; empty for a person.")] = ""


class ArticleDocument(Struct, frozen=True, omit_defaults=True):
    """An article with its annotations and its translation."""

    schema: str = msgspec.field(name="$schema")
    format: Literal["jiazhu-article"]
    version: Literal[1]
    path: Annotated[str, Meta(description="The source file, relative to the site.")]
    script: Annotated[Edition, Meta(description="The script of the author.")]
    meta: Metadata
    title: Block
    blocks: tuple[Block, ...]
    tokens: list[MarkdownToken]
    title_tokens: list[MarkdownToken] = []
    translation: Translation | None = None
    alignments: tuple[Alignment, ...] = ()
    recording: Recording = Recording()


def article_json(content: ArticleContent, target: Target) -> bytes:
    """Return an article as JSON."""
    return encode(content.article, target.config.root)


def encode(article: Article, root: Path) -> bytes:
    """Return an article of the site in `root` as JSON, with a line at its end."""
    translation = article.translation
    document = ArticleDocument(
        f"../{SCHEMA}",
        FORMAT,
        VERSION,
        article.path.relative_to(root).as_posix(),
        article.script,
        _converted(article.meta, Metadata),
        _converted(article.title, Block),
        _converted(article.blocks, tuple[Block, ...]),
        _converted(article.skeleton, list[MarkdownToken]),
        _converted(article.title_tokens, list[MarkdownToken]),
        None
        if translation is None
        else Translation(
            translation.path.relative_to(root).as_posix(),
            translation.title,
            _converted(translation.blocks, tuple[Block, ...]),
            _converted(translation.skeleton, list[MarkdownToken]),
            translation.machine,
            translation.machine_line,
        ),
        _converted(article.alignments, tuple[Alignment, ...]),
        _converted(article.recording, Recording),
    )
    return msgspec.json.encode(document) + b"\n"


def decode(data: bytes, root: Path) -> Article:
    """Return the article that `encode` was given, without `proposed` names.

    Raises `msgspec.ValidationError`.
    """
    document = msgspec.json.decode(data, type=ArticleDocument)
    translation = document.translation
    return Article(
        root / document.path,
        _converted(document.meta, model.Metadata),
        document.script,
        _tokens(document.tokens),
        _blocks(document.blocks),
        _block(document.title),
        _tokens(document.title_tokens),
        None
        if translation is None
        else model.Translation(
            root / translation.path,
            translation.title,
            _tokens(translation.tokens),
            _blocks(translation.blocks),
            translation.machine,
            translation.machine_line,
        ),
        _converted(document.alignments, tuple[model.Alignment, ...]),
        _converted(document.recording, model.Recording),
    )


def json_schema() -> bytes:
    """Return the JSON Schema of the documents (draft 2020-12)."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Article of Jiazhu, version {VERSION}",
        **_null_last(msgspec.json.schema(ArticleDocument)),
    }
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"


def _null_last(schema: Any) -> Any:
    """Return a schema with its alternatives in the same order whatever the version of msgspec."""
    if isinstance(schema, list):
        return sorted(map(_null_last, schema), key=lambda each: each == {"type": "null"})
    if isinstance(schema, dict):
        return {key: _null_last(value) for key, value in schema.items()}
    return schema


def _converted(value: object, kind: Any) -> Any:
    return msgspec.convert(value, kind, from_attributes=True)


def _blocks(blocks: Iterable[Block]) -> tuple[model.Block, ...]:
    return tuple(map(_block, blocks))


def _block(block: Block) -> model.Block:
    fields: Mapping[str, Any] = msgspec.structs.asdict(block)
    return model.Block(
        **{
            **fields,
            "marks": tuple(map(_mark, block.marks)),
            "sentences": _converted(block.sentences, tuple[model.Sentence, ...]),
            "layers": _converted(block.layers, model.Layers),
            "anchors": _converted(block.anchors, tuple[model.Anchor, ...]),
        }
    )


def _mark(mark: AuthorMark) -> model.AuthorMark:
    """Return a mark; its type is not one that msgspec converts to, because of `False`."""
    fields = msgspec.structs.asdict(mark)
    span = _converted(mark.span, model.Span)
    sense = None if mark.sense is None else _converted(mark.sense, model.SenseChoice)
    return model.AuthorMark(**{**fields, "span": span, "sense": sense})


def _tokens(tokens: Sequence[MarkdownToken]) -> list[Token]:
    return [_token(token) for token in tokens]


def _token(token: MarkdownToken) -> Token:
    children = None if token.children is None else _tokens(token.children)
    meta = dict(token.meta)
    if "source_map" in meta:  # of tuples, which JSON does not have
        meta["source_map"] = list(map(tuple, meta["source_map"]))
    return Token(**{**msgspec.structs.asdict(token), "children": children, "meta": meta})
