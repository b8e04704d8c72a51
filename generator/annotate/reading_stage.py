"""The stage that reads every Han character of the text as the author wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from msgspec import Struct

from generator.annotate.document import (
    Document,
    character_spans,
    sentence_ranges,
    with_layer,
    word_texts,
)
from generator.annotate.engines import Engines
from generator.annotate.joined_syllables import (
    JoinedSyllable,
    capitalise,
    has_capital,
    join_syllables,
    parse_joined,
    read_phrase,
    separators_of,
    to_reading,
    to_readings,
)
from generator.annotate.marks import mark_on, site_lexeme, site_term
from generator.annotate.name_capitals import (
    SMALL_WORDS,
    with_big_words,
    with_capitals,
    with_parts_of_name,
)
from generator.content.values import han_pinyin, pinyin_fault
from generator.language.characters import count_han, has_han
from generator.language.orthography.name_spelling import (
    find_bodies,
    find_called,
    find_country_pairs,
    find_dynasties,
    find_familiar_names,
    find_founders,
    find_ranks,
    find_regions,
    find_surname_lists,
    is_familiar,
    is_place_type,
    pen_name_break,
)
from generator.language.readings.reduplication import repeats_verb
from generator.language.readings.sentence_context import SentenceContext
from generator.language.readings.split_words import read_split_words
from generator.language.readings.surname_readings import may_be_surname
from generator.language.readings.syllable_reading import (
    DICTIONARY_CONFIDENCE,
    SyllableReading,
    syllable_readings,
)
from generator.language.readings.word_facts import UsualReading, WordKey
from generator.model import Block, Name, NameKind, Origin, Reading, Separator, Span, Word


def readings(document: Document, engines: Engines) -> Document:
    """Read every Han character, by precedence: author, term, lexicon, and last the reader.

    Most words have one reading, or one unless the network doubts it. Their readings are found once
    (`_plan`) and only moved to their places; the others are read in their sentence (`_read_word`).
    """
    sentences = list(map(_sentence_contexts, document.blocks, document.texts))
    engines.reader.run_network(context for _, context in chain.from_iterable(sentences))
    found = (
        _block_readings(block, inside, engines)
        for block, inside in zip(document.blocks, sentences, strict=True)
    )
    return with_layer(document, "readings", found)


def _sentence_contexts(
    block: Block, texts: Sequence[str]
) -> Sequence[tuple[Sequence[Word], SentenceContext]]:
    """Return the words of each sentence of a block, with their context for the reader."""
    words, written = block.layers.words, texts
    if block.text is not block.simplified and block.text != block.simplified:
        written = word_texts(block, block.text)
    found = []
    for first, last in sentence_ranges(block):
        own = texts[first:last]
        as_written = own if written is texts else written[first:last]
        found.append((words[first:last], SentenceContext(own, as_written)))
    return found


def _block_readings(
    block: Block,
    sentences: Sequence[tuple[Sequence[Word], SentenceContext]],
    engines: Engines,
) -> list[Reading]:
    """Read the words of a block, sentence by sentence."""
    plan_of = engines.cached(_plan)
    names = block.word_names
    kind_of = {span.start: name.kind for span, name in names.items()}
    marked_or_named = {mark.span for mark in block.marks if mark.is_word} | names.keys()
    own_starts = {span.start for span in marked_or_named}
    places = {name.span.end for name in block.layers.names if name.kind is NameKind.PLACE}
    at_places = character_spans(len(block.text))
    found: list[Reading] = []
    for words, context in sentences:
        texts, offsets, probabilities = context.words, context.starts, context.probabilities or {}
        starts = [word.span.start for word in words]
        kinds = list(map(kind_of.get, starts))
        in_longer_names = {
            *find_familiar_names(texts),
            *find_called(texts, kinds),
            *find_founders(texts, kinds),
            *find_country_pairs(texts),
            *find_dynasties(texts),
            *find_regions(texts),
            *find_bodies(texts, kinds),
            *find_ranks(texts, kinds),
            *find_surname_lists(texts),
            *[
                at
                for at, start in enumerate(starts)
                if start in places and is_place_type(texts[at])
            ],
        }
        of_split_words = read_split_words(texts)
        before = ""
        for index, (word, start, text, plan) in enumerate(
            zip(words, starts, texts, map(plan_of, context.keys), strict=True)
        ):
            if index in in_longer_names and word.span not in marked_or_named:
                rules = engines.cached(separators_of)(text)
                joined = join_syllables(text, engines.reader.read(context, index), rules)
                big = with_big_words(capitalise(joined))
                found += to_readings(big, word.span, block.simplified)
            elif index in of_split_words and start not in own_starts:
                syllables = syllable_readings(
                    of_split_words[index], Origin.DICTIONARY, DICTIONARY_CONFIDENCE
                )
                joined = join_syllables(text, syllables, engines.cached(separators_of)(text))
                found += to_readings(joined, word.span, block.simplified)
            elif (
                plan is None
                or start in own_starts
                or (before == text[0] and repeats_verb(texts, index))
                or (plan.is_doubtable and plan.usual.is_doubted(probabilities, offsets[index]))
            ):
                if has_han(text):
                    name = names.get(word.span)
                    found += _read_word(block, word, context, index, name, engines)
            elif plan.is_polyphone:
                syllable = engines.reader.read_polyphone(context, index)
                found.append(to_reading(syllable, at_places[start]))
            else:
                for at, pinyin, origin, confidence, separator in plan.readings:
                    place = at_places[start + at]
                    found.append(Reading(place, pinyin, origin, confidence, separator))
            before = text
    return found


_ReadingInWord = tuple[int, str, Origin, float, Separator]
"""A reading by its offset inside the word: pinyin, origin, confidence, separator."""


class _Plan(Struct, frozen=True, gc=False):
    """How to read a word: as `readings`, unless they are doubted, or as a polyphone."""

    usual: UsualReading = UsualReading(())
    readings: Sequence[_ReadingInWord] = ()
    is_polyphone: bool = False
    """Whether the word is one character that its sentence decides."""
    is_doubtable: bool = False
    """Whether the network may doubt the usual reading."""


def _plan(engines: Engines, key: WordKey) -> _Plan | None:
    """Return how to read a word; None if the site or its place in a name may decide."""
    simplified = key if isinstance(key, str) else key[0]
    if not has_han(simplified):
        return _Plan()
    if engines.site.has(simplified) or may_be_surname(simplified):
        return None
    facts = engines.reader.facts(key)
    usual = facts.usual
    if usual is None:
        is_polyphone = len(simplified) == 1 and facts.is_polyphone
        return _Plan(is_polyphone=True) if is_polyphone else None
    joined = join_syllables(simplified, usual.syllables, separators_of(engines, simplified))
    found = to_readings(joined, Span(0, len(simplified)), simplified)
    readings = [(r.span.start, r.pinyin, r.origin, r.confidence, r.separator) for r in found]
    return _Plan(usual, readings, is_doubtable=bool(usual.doubtable))


def _read_word(
    block: Block,
    word: Word,
    context: SentenceContext,
    index: int,
    name: Name | None,
    engines: Engines,
) -> list[Reading]:
    """Read a word whose reading depends on its sentence, on a name or on a stated reading."""
    simplified = context.words[index]
    is_site_word = engines.site.has(simplified)
    stated = _stated_reading(block, word, engines) if is_site_word or block.marks else None
    if stated is not None:
        return to_readings(stated, word.span, block.simplified)
    is_phrase = False
    if is_site_word and _is_known_to_site_alone(block, word, engines):
        joined = read_phrase(simplified, context.written[index], engines)
    else:
        joined, is_phrase = _read_by_sentence(context, index, name, engines)
    is_small = simplified in SMALL_WORDS and name is not None and name.span != word.span
    if name is not None and not is_small and not is_phrase:
        has_entries = bool(engines.dictionary.entries(simplified))
        whole = name.span.of(block.simplified)
        joined = with_capitals(joined, simplified, whole, name.kind, has_entries)
    return to_readings(joined, word.span, block.simplified)


def _read_by_sentence(
    context: SentenceContext, index: int, name: Name | None, engines: Engines
) -> tuple[tuple[JoinedSyllable, ...], bool]:
    """Return the syllables of a word, and whether it is a phrase that only ends with a name."""
    simplified = context.words[index]
    # A name in the dictionary is read as it has it, capitals included.
    is_new = len(simplified) == 1 or not engines.dictionary.entries(simplified)
    kind = name.kind if name is not None and is_new else None
    syllables = engines.reader.read(context, index, kind)
    rules: Mapping[int, Separator]
    if kind is NameKind.PERSON:
        last = 1 if is_familiar(simplified) else pen_name_break(simplified)
        rules = {last: Separator.SPACE} if last else {}
    else:
        rules = engines.cached(separators_of)(simplified)
    joined = join_syllables(simplified, syllables, rules)
    is_phrase = _begins_before_name(syllables) and _is_one_word(joined)
    if name is not None:
        joined = with_parts_of_name(joined, simplified, name.kind, engines.dictionary)
    return joined, is_phrase


def _begins_before_name(syllables: Sequence[SyllableReading]) -> bool:
    """Whether the dictionary has a name after the beginning of a word: 完璧归赵."""
    return not has_capital(syllables[0]) and any(map(has_capital, syllables))


def _is_one_word(joined: Sequence[JoinedSyllable]) -> bool:
    return all(separator is not Separator.SPACE for _, separator in joined[1:])


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
