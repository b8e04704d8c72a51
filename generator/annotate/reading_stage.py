"""The stage that reads every Han character of the text as the author wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from generator.annotate.document import Document, with_layer, words_in
from generator.annotate.engines import Engines
from generator.annotate.joined_syllables import (
    JoinedSyllable,
    capitalise,
    join_syllables,
    parse_joined,
    read_phrase,
    separators_of,
    to_readings,
)
from generator.annotate.marks import mark_on, site_lexeme, site_term
from generator.content.values import han_pinyin, pinyin_fault
from generator.language.characters import count_han, has_han
from generator.language.orthography.hyphenation import find_familiar_names, is_place_type
from generator.language.readings.reduplication import repeats_verb
from generator.language.readings.sentence_context import SentenceContext
from generator.language.readings.surname_readings import is_surname_in_context
from generator.model import Block, NameKind, Origin, Reading, Separator, Span, Word


def readings(document: Document, engines: Engines) -> Document:
    """Read every Han character, by precedence: author, term, lexicon, and last the reader."""
    sentences = [
        [_sentence_context(block, words_in(block, sentence.span)) for sentence in block.sentences]
        for block in document.blocks
    ]
    engines.reader.run_network(context for _, context in chain.from_iterable(sentences))
    found = (
        _block_readings(block, inside, engines)
        for block, inside in zip(document.blocks, sentences, strict=True)
    )
    return with_layer(document, "readings", found)


def _block_readings(
    block: Block,
    sentences: Sequence[tuple[Sequence[Word], SentenceContext]],
    engines: Engines,
) -> list[Reading]:
    """Read the words of a block, sentence by sentence."""
    text = block.simplified
    fixed_readings, is_site_word = engines.cached(_fixed_readings), engines.site.has
    marked_or_named = {mark.span for mark in block.marks if mark.is_word} | {
        name.span for name in block.layers.names
    }
    places = {name.span.end for name in block.layers.names if name.kind is NameKind.PLACE}
    found: list[Reading] = []
    for words, context in sentences:
        in_longer_names = {words[index].span for index in find_familiar_names(context.words)} | {
            word.span
            for word in words
            if word.span.start in places and is_place_type(word.span.of(text))
        }
        for index, (word, simplified, written) in enumerate(
            zip(words, context.words, context.written, strict=True)
        ):
            fixed = fixed_readings(simplified, written)
            if word.span in in_longer_names and word.span not in marked_or_named:
                joined = join_syllables(simplified, engines.reader.read(context, index), {})
                found += to_readings(capitalise(joined), word.span, text)
                continue
            depends_on_place = repeats_verb(context.words, index) or is_surname_in_context(
                context.words, index
            )
            if (
                fixed is None
                or depends_on_place
                or word.span in marked_or_named
                or is_site_word(simplified)
            ):
                if has_han(simplified):
                    found += _read_word(block, word, context, index, engines)
                continue
            start = word.span.start
            for at, pinyin, origin, confidence, separator in fixed:
                place = Span(start + at, start + at + 1)
                found.append(Reading(place, pinyin, origin, confidence, separator))
    return found


def _sentence_context(
    block: Block, words: Sequence[Word]
) -> tuple[Sequence[Word], SentenceContext]:
    """Return the words of a sentence, and its context for the reader."""
    written, text = block.text, block.simplified
    own = [text[word.span.start : word.span.end] for word in words]
    if written == text:
        return words, SentenceContext(own)
    return words, SentenceContext(own, [written[w.span.start : w.span.end] for w in words])


_FixedReading = tuple[int, str, Origin, float, Separator]
"""A reading by its offset inside the word: pinyin, origin, confidence, separator."""


def _fixed_readings(
    engines: Engines, simplified: str, written: str
) -> Sequence[_FixedReading] | None:
    """Return the readings of a word that is always read the same; None if context decides."""
    if not has_han(simplified):
        return ()
    syllables = engines.reader.fixed_reading(simplified, written)
    if syllables is None:
        return None
    joined = join_syllables(simplified, syllables, engines.cached(separators_of)(simplified))
    found = to_readings(joined, Span(0, len(simplified)), simplified)
    return [(r.span.start, r.pinyin, r.origin, r.confidence, r.separator) for r in found]


def _read_word(
    block: Block, word: Word, context: SentenceContext, index: int, engines: Engines
) -> list[Reading]:
    """Read a word whose reading depends on its sentence, on a name or on a stated reading."""
    simplified = context.words[index]
    names = [name for name in block.layers.names if name.span == word.span]
    is_site_word = engines.site.has(simplified)
    joined = _stated_reading(block, word, engines) if is_site_word or block.marks else None
    if joined is None:
        if is_site_word and _is_known_to_site_alone(block, word, engines):
            joined = read_phrase(simplified, context.written[index], engines)
        else:
            # A name in the dictionary is read as it has it, capitals included.
            person = any(name.kind is NameKind.PERSON for name in names) and (
                len(simplified) == 1 or not engines.segmenter.knows(simplified)
            )
            syllables = engines.reader.read(context, index, person=person)
            rules = {} if person else engines.cached(separators_of)(simplified)
            joined = join_syllables(simplified, syllables, rules)
        if names:
            joined = capitalise(joined)
    return to_readings(joined, word.span, block.simplified)


def _is_known_to_site_alone(block: Block, word: Word, engines: Engines) -> bool:
    """Whether only the glossary or the lexicon has a word, and neither states its reading."""
    simplified = word.span.of(block.simplified)
    if engines.segmenter.knows(simplified):
        return False
    lexeme = site_lexeme(block, word.span, engines)
    term = site_term(block, word.span, engines)
    return term is not None or (lexeme is not None and lexeme.name is None)


def _stated_reading(
    block: Block, word: Word, engines: Engines
) -> tuple[JoinedSyllable, ...] | None:
    """Return the reading that the author, the glossary or the lexicon states, if any."""
    simplified = word.span.of(block.simplified)
    mark = mark_on(block, word.span)
    term = site_term(block, word.span, engines)
    lexeme = site_lexeme(block, word.span, engines)
    sources = [
        (mark.pinyin if mark is not None else None, Origin.AUTHOR),
        (term.term.pinyin if term is not None and term.has_pinyin else None, Origin.TERM),
        (lexeme.pinyin if lexeme is not None else None, Origin.LEXICON),
    ]
    for pinyin, origin in sources:
        if pinyin and pinyin_fault(simplified, pinyin) is None:  # else it is reported (R001)
            found = parse_joined(han_pinyin(simplified, pinyin), origin)
            if len(found) == count_han(simplified):
                return found
    return None
