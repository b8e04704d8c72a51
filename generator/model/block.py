"""Blocks: texts with their sentences, their annotations and the marks of the author."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Literal

from msgspec import Struct

from generator.model.annotations import (
    Edition,
    Layers,
    Name,
    NameKind,
    Reading,
    Sense,
    SenseChoice,
    Span,
    TermUse,
    Variant,
    WordKind,
)

_WORD_START = attrgetter("span.start")


class Sentence(Struct, frozen=True, gc=False, array_like=True):
    """A sentence of a block; `id` is `b3.s1`, the same in every edition."""

    span: Span
    id: str


class AnnotatedWord(Struct, frozen=True, gc=False):
    """A word of a block with its annotations in all layers.

    `Block.annotated_words` builds them, so that no other code need index the layers by span.
    """

    index: int
    """The position in `Layers.words`."""
    span: Span
    kind: WordKind
    text: str
    """As the author wrote it."""
    simplified: str
    sentence_id: str
    readings: tuple[Reading, ...] = ()
    variants: tuple[Variant, ...] = ()
    name: Name | None = None
    term: TermUse | None = None
    sense: Sense | None = None
    grammar: str = ""
    """The id of the grammar note that is shown at it; empty if there is none."""

    def variant(self, edition: Edition) -> Variant | None:
        """Return the variant in an edition; None if the word is the same there."""
        for variant in self.variants:
            if variant.edition is edition:
                return variant
        return None

    def text_in(self, edition: Edition) -> str:
        """Return the text in an edition."""
        variant = self.variant(edition)
        return self.text if variant is None else variant.text


class AuthorMark(Struct, frozen=True, gc=False):
    """What the author states about a span, in the Markdown (`{行长|háng zhǎng}`) or in a note.

    Fields that are None or empty are left to the stages.
    """

    span: Span
    pinyin: str = ""
    """The reading as the author spelt it, one syllable for each Han character."""
    is_word: bool = True
    """Whether the span is one word; if not, the mark only denies names or terms in it."""
    name: NameKind | Literal[False] | None = None
    """The kind of name; False if nothing in the span is a name."""
    term: str | Literal[False] | None = None
    """The id of the term that is used; False if nothing in the span is a term."""
    forms: tuple[tuple[Edition, str], ...] = ()
    """The forms in editions."""
    sense: SenseChoice | None = None


class Anchor(Struct, frozen=True, gc=False):
    """An alignment anchor of the sentence at an offset: `{=a}`, or `{=}` for no counterpart.

    Sentences with the same label in the article and in its translation correspond.
    """

    offset: int
    label: str


class Block(Struct, frozen=True, dict=True):
    """One inline token of the Markdown, flattened to text.

    `token` is its index in the skeleton; `line` and `column` are one-based, in the source file.
    """

    id: str
    token: int
    line: int
    text: str
    tag: str = "p"
    """The HTML element that holds the block: `p`, `h2`, `li`, `td` …"""
    column: int = 1
    marks: tuple[AuthorMark, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    layers: Layers = Layers()
    simplified: str = ""
    """The text in simplified characters, with the same offsets, for lookup."""
    anchors: tuple[Anchor, ...] = ()
    anchor_places: tuple[tuple[int, int], ...] = ()
    """The line and column of each anchor."""
    trailing_atoms: tuple[int, ...] = ()
    """The offsets of atoms that belong to the text before them: footnote references, breaks."""
    source_map: tuple[tuple[int, int, int], ...] = ()
    """Offset, line and column of positions where the text is not contiguous with the text before
    it in the source file."""

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, in the source file."""
        at = bisect_right(self.source_map, offset, key=itemgetter(0))
        start, line, column = self.source_map[at - 1] if at else (0, self.line, self.column)
        return line, column + offset - start

    @cached_property
    def places_of_anchors(self) -> Mapping[Anchor, tuple[int, int]]:
        """The line and column of each anchor; of equal ones, those of the first."""
        places = zip(self.anchors, self.anchor_places, strict=True)
        return dict(reversed(list(places)))

    @cached_property
    def word_names(self) -> Mapping[Span, Name]:
        """The names by the spans of their words; a name may have several."""
        words = self.layers.words
        found: dict[Span, Name] = {}
        for name in self.layers.names:
            at = bisect_left(words, name.span.start, key=_WORD_START)
            while at < len(words) and words[at].span.end <= name.span.end:
                found[words[at].span] = name
                at += 1
        return found

    @cached_property
    def annotated_words(self) -> tuple[AnnotatedWord, ...]:
        """The words, each with its annotations."""
        layers, text, simplified = self.layers, self.text, self.simplified
        names = self.word_names
        terms = {use.span: use for use in layers.terms}
        senses = {sense.span: sense for sense in layers.senses}
        notes = {use.span: use.note_id for use in layers.grammar}
        variants: dict[Span, list[Variant]] = {}
        for variant in layers.variants:
            variants.setdefault(variant.span, []).append(variant)
        sentences, readings = iter(self.sentences), layers.readings
        sentence = next(sentences, None)
        found, first = [], 0
        for index, word in enumerate(layers.words):
            span = word.span
            start, end = span.start, span.end
            last = first
            while last < len(readings) and readings[last].span.start < end:
                last += 1
            while sentence is not None and sentence.span.end <= start:
                sentence = next(sentences, None)
            found.append(
                AnnotatedWord(
                    index,
                    span,
                    word.kind,
                    text[start:end],
                    simplified[start:end],
                    "" if sentence is None else sentence.id,
                    readings[first:last],
                    tuple(variants.get(span, ())) if variants else (),
                    names.get(span) if names else None,
                    terms.get(span) if terms else None,
                    senses.get(span),
                    notes.get(span, "") if notes else "",
                )
            )
            first = last
        return tuple(found)

    def annotated_word(self, span: Span) -> AnnotatedWord | None:
        """Return the word with exactly this span."""
        words = self.words_in(span)
        return words[0] if len(words) == 1 and words[0].span == span else None

    def text_in(self, edition: Edition, span: Span | None = None) -> str:
        """Return the text in an edition: all of it, or the words in a span."""
        words = self.annotated_words if span is None else self.words_in(span)
        return "".join([word.text_in(edition) for word in words])

    def words_in(self, span: Span) -> Sequence[AnnotatedWord]:
        """Return the words in a span."""
        words = self.annotated_words
        first = bisect_left(words, span.start, key=lambda word: word.span.start)
        return words[first : bisect_left(words, span.end, first, key=lambda word: word.span.start)]
