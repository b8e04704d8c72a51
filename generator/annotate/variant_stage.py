"""The stage that writes every word in each edition, with its reading there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from generator.annotate.document import Document, with_layer
from generator.annotate.engines import Engines
from generator.annotate.joined_syllables import parse_joined, read_phrase, to_readings
from generator.annotate.marks import mark_on, site_lexeme, site_term
from generator.annotate.vocabulary import stated_form_in
from generator.language.characters import IS_HAN, has_han
from generator.language.scripts.regional import regional_spelling
from generator.language.scripts.taiwan import may_have_taiwan_reading, taiwan_reading
from generator.model import Block, Edition, NameKind, Origin, Reading, Span, Variant

_STATED = {Origin.AUTHOR, Origin.TERM, Origin.LEXICON}


def variants(document: Document, engines: Engines) -> Document:
    """Write every word in each edition: as author, glossary or lexicon state, else converted.

    In the Taiwan edition, words have Taiwan's readings unless a reading is stated.
    """
    written = [
        [b.text[word.span.start : word.span.end] for word in b.layers.words]
        for b in document.blocks
    ]
    persons = [
        {n.span for n in block.layers.names if n.kind is NameKind.PERSON}
        for block in document.blocks
    ]
    flags = [
        [word.span in spans for word in block.layers.words]
        for block, spans in zip(document.blocks, persons, strict=True)
    ]
    converted = [
        (
            edition,
            written
            if edition is document.script
            else engines.converter.convert_blocks(written, document.script, edition, flags),
        )
        for edition in engines.editions
    ]
    found = (
        _block_variants(
            block,
            written[number],
            [(edition, texts[number]) for edition, texts in converted],
            document.script,
            engines,
        )
        for number, block in enumerate(document.blocks)
    )
    return with_layer(document, "variants", found)


def _block_variants(
    block: Block,
    written: Sequence[str],
    forms: Sequence[tuple[Edition, Sequence[str]]],
    script: Edition,
    engines: Engines,
) -> Iterator[Variant]:
    """Return the variants of a block, given the converted `forms` of its words by edition."""
    own_readings = engines.cached(_own_readings)
    taiwan_syllables = engines.cached(_taiwan_syllables)
    may_have_taiwan_reading = engines.cached(_may_have_taiwan_reading)
    has_listed_spelling = engines.cached(_has_listed_spelling)
    readings, is_site_word, has_marks = block.layers.readings, engines.site.has, bool(block.marks)
    editions = [edition for edition, _ in forms]
    first = 0
    for word, own_form, *forms_here in zip(
        block.layers.words, written, *[texts for _, texts in forms], strict=True
    ):
        start, end = word.span.start, word.span.end
        last, count = first, len(readings)
        while last < count and readings[last].span.start < end:
            last += 1
        source_readings, first = readings[first:last], last
        simplified = block.simplified[start:end]
        is_stated = has_marks or is_site_word(simplified)
        for edition, converted in zip(editions, forms_here, strict=True):
            form = converted
            if is_stated:
                form = stated_form(block, word.span, edition, script, engines) or form
            differs = form != own_form
            own = own_readings(simplified, form, edition) if differs else ()
            if own and len(own) == len(source_readings) and not has_listed_spelling(form, edition):
                own = _with_separators_of(source_readings, own)
            if edition is Edition.TW and (base := own or source_readings):
                plain = engines.simplified(form, edition) if own else simplified
                if may_have_taiwan_reading(plain):
                    syllables = taiwan_syllables(plain, tuple([r.pinyin for r in base]))
                    if syllables is not None:
                        own = _regional_readings(form, base, syllables) or own
            if differs or own:
                yield Variant(word.span, edition, form, own)


def _may_have_taiwan_reading(engines: Engines, simplified: str) -> bool:
    """Whether a word may be read differently in Taiwan."""
    return may_have_taiwan_reading(simplified, engines.dictionary)


def _taiwan_syllables(
    engines: Engines, simplified: str, syllables: Sequence[str]
) -> Sequence[str] | None:
    """Return the syllables of a word in Taiwan; None if they are the same."""
    return taiwan_reading(simplified, syllables, engines.dictionary)


def _regional_readings(
    form: str, base: Sequence[Reading], syllables: Sequence[str]
) -> tuple[Reading, ...]:
    """Return the readings of a form in its region; empty if the reading is stated."""
    if any(reading.origin in _STATED for reading in base):
        return ()
    places = [at for at, char in enumerate(form) if IS_HAN.match(char)]
    if len(places) != len(base):  # This part of a form with fewer parts may be empty.
        return ()
    return tuple(
        replace(reading, span=Span(at, at + 1), pinyin=syllable)
        for at, reading, syllable in zip(places, base, syllables, strict=True)
    )


def stated_form(
    block: Block, span: Span, edition: Edition, script: Edition, engines: Engines
) -> str | None:
    """Return the form that author, glossary or lexicon state for a word in an edition."""
    mark = mark_on(block, span)
    own = dict(mark.forms).get(edition) if mark is not None else None
    if own is not None:
        return own
    term = site_term(block, span, engines)
    lexeme = site_lexeme(block, span, engines)
    if term is not None and edition is not script:
        stated = stated_form_in(term, edition)
        if stated is not None:
            return stated
    return stated_form_in(lexeme, edition) if lexeme is not None else None


def _own_readings(
    engines: Engines, simplified: str, form: str, edition: Edition
) -> tuple[Reading, ...]:
    """Return the readings of a form that is a different word; empty if it is the same word.

    A form may be several words (大型語言模型), so it is segmented and read on its own.
    """
    simplified_character = engines.cached(_simplified_character)
    if "".join([simplified_character(char, edition) for char in form]) == simplified:
        return ()
    plain = engines.simplified(form, edition)
    if plain == simplified or not has_han(plain):
        return ()
    stated = regional_spelling(form)
    if stated is not None:
        joined = parse_joined(stated, Origin.DICTIONARY)
    else:
        joined = read_phrase(plain, form, engines)
    return tuple(to_readings(joined, Span(0, len(plain)), plain))


def _has_listed_spelling(engines: Engines, form: str, edition: Edition) -> bool:
    """Whether a table or the dictionary has the spelling of a form."""
    known = engines.segmenter.knows(engines.simplified(form, edition))
    return known or regional_spelling(form) is not None


def _with_separators_of(source: Sequence[Reading], own: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return readings with the separators of the source if there are as many: 起原 qǐyuán."""
    return tuple(
        replace(new, separator=old.separator) for new, old in zip(own, source, strict=True)
    )


def _simplified_character(engines: Engines, char: str, edition: Edition) -> str:
    return engines.simplified(char, edition)
