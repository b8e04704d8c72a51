"""The stage that reads every Han character of the text as the author wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from generator.annotate.document import Document, with_layer, words_in
from generator.annotate.engines import Engines
from generator.annotate.marks import mark_on, site_lexeme, site_term
from generator.annotate.spelt import (
    Spelt,
    capital,
    from_pinyin,
    join,
    placed,
    read_phrase,
    separators_of,
)
from generator.content.values import han_pinyin, pinyin_fault
from generator.language.characters import count_han, has_han
from generator.language.orthography.hyphenation import find_familiar_names, is_place_type
from generator.language.readings.reduplication import repeats_verb
from generator.language.readings.sentence_context import SentenceContext
from generator.language.readings.surname_readings import is_surname_in_context
from generator.model import Block, NameKind, Origin, Reading, Separator, Span, Word


def readings(document: Document, engines: Engines) -> Document:
    """Read every Han character: author, term, lexicon, then the reader's own order."""
    sentences = [
        [_in_context(block, words_in(block, sentence.span)) for sentence in block.sentences]
        for block in document.blocks
    ]
    engines.reader.run_network(context for _, context in chain.from_iterable(sentences))
    found = (
        _of_block(block, inside, engines)
        for block, inside in zip(document.blocks, sentences, strict=True)
    )
    return with_layer(document, "readings", found)


def _of_block(
    block: Block,
    sentences: Sequence[tuple[Sequence[Word], SentenceContext]],
    engines: Engines,
) -> list[Reading]:
    """The readings of a block, from the words of each of its sentences."""
    text = block.simplified
    usual, has = engines.remembering(_usual), engines.site.has
    special = {mark.span for mark in block.marks if mark.is_word} | {
        name.span for name in block.layers.names
    }
    places = {name.span.end for name in block.layers.names if name.kind is NameKind.PLACE}
    found: list[Reading] = []
    for words, context in sentences:
        proper = {words[index].span for index in find_familiar_names(context.words)} | {
            word.span
            for word in words
            if word.span.start in places and is_place_type(word.span.of(text))
        }
        for index, (word, simplified, written) in enumerate(
            zip(words, context.words, context.written, strict=True)
        ):
            known = usual(simplified, written)
            if word.span in proper and word.span not in special:
                spelt = join(simplified, engines.reader.read(context, index), {})
                found += placed(capital(spelt), word.span, text)
                continue
            by_place = repeats_verb(context.words, index) or is_surname_in_context(
                context.words, index
            )
            if known is None or by_place or word.span in special or has(simplified):
                if has_han(simplified):
                    found += _read(block, word, context, index, engines)
                continue
            start = word.span.start
            for at, pinyin, origin, confidence, separator in known:
                place = Span(start + at, start + at + 1)
                found.append(Reading(place, pinyin, origin, confidence, separator))
    return found


def _in_context(block: Block, words: Sequence[Word]) -> tuple[Sequence[Word], SentenceContext]:
    """The words of a sentence, and the sentence as the reader sees it."""
    written, text = block.text, block.simplified
    own = [text[word.span.start : word.span.end] for word in words]
    if written == text:
        return words, SentenceContext(own)
    return words, SentenceContext(own, [written[w.span.start : w.span.end] for w in words])


_Usual = tuple[int, str, Origin, float, Separator]
"""A reading by its offset inside the word: pinyin, origin, confidence, separator."""


def _usual(engines: Engines, simplified: str, written: str) -> Sequence[_Usual] | None:
    """The readings of a word that is read alike everywhere, None where it is not."""
    if not has_han(simplified):
        return ()
    said = engines.reader.fixed_reading(simplified, written)
    if said is None:
        return None
    spelt = join(simplified, said, engines.remembering(separators_of)(simplified))
    found = placed(spelt, Span(0, len(simplified)), simplified)
    return [(r.span.start, r.pinyin, r.origin, r.confidence, r.separator) for r in found]


def _read(
    block: Block, word: Word, context: SentenceContext, index: int, engines: Engines
) -> list[Reading]:
    """The readings of a word on which its sentence, a name or a person has a say."""
    simplified = context.words[index]
    names = [name for name in block.layers.names if name.span == word.span]
    sites = engines.site.has(simplified)
    spelt = _stated(block, word, engines) if sites or block.marks else None
    if spelt is None:
        if sites and _is_sites_own(block, word, engines):
            spelt = read_phrase(simplified, context.written[index], engines)
        else:
            # A name the dictionary has is read as the dictionary says, capitals too.
            person = any(name.kind is NameKind.PERSON for name in names) and (
                len(simplified) == 1 or not engines.segmenter.knows(simplified)
            )
            said = engines.reader.read(context, index, person=person)
            rules = {} if person else engines.remembering(separators_of)(simplified)
            spelt = join(simplified, said, rules)
        if names:
            spelt = capital(spelt)
    return placed(spelt, word.span, block.simplified)


def _is_sites_own(block: Block, word: Word, engines: Engines) -> bool:
    """Whether only the glossary or the lexicon knows a word, and says nothing of its reading."""
    simplified = word.span.of(block.simplified)
    if engines.segmenter.knows(simplified):
        return False
    lexeme = site_lexeme(block, word.span, engines)
    term = site_term(block, word.span, engines)
    return term is not None or (lexeme is not None and lexeme.name is None)


def _stated(block: Block, word: Word, engines: Engines) -> tuple[Spelt, ...] | None:
    """The reading that a person wrote down: author, glossary, lexicon; None where none did."""
    simplified = word.span.of(block.simplified)
    mark = mark_on(block, word.span)
    term = site_term(block, word.span, engines)
    lexeme = site_lexeme(block, word.span, engines)
    sources = [
        (mark.pinyin if mark is not None else None, Origin.AUTHOR),
        (term.term.pinyin if term is not None and term.spelt else None, Origin.TERM),
        (lexeme.pinyin if lexeme is not None else None, Origin.LEXICON),
    ]
    for pinyin, origin in sources:
        if pinyin and pinyin_fault(simplified, pinyin) is None:  # else it is reported (R001)
            found = from_pinyin(han_pinyin(simplified, pinyin), origin)
            if len(found) == count_han(simplified):
                return found
    return None
