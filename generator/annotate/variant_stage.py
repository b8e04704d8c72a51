"""The stage that writes every word in each edition, and says how it is read there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from generator.annotate.document import Document, with_layer
from generator.annotate.engines import Engines
from generator.annotate.marks import mark_on, site_lexeme, site_term
from generator.annotate.spelt import from_pinyin, placed, read_phrase
from generator.annotate.vocabulary import form_in
from generator.language.characters import IS_HAN, has_han
from generator.language.scripts.regional import regional_spelling
from generator.language.scripts.taiwan import taiwan_reading
from generator.model import (
    Block,
    Edition,
    NameKind,
    Origin,
    Reading,
    Span,
    Variant,
)

_STATED = {Origin.AUTHOR, Origin.TERM, Origin.LEXICON}


def variants(document: Document, engines: Engines) -> Document:
    """Write every word in each edition: author's, glossary and lexicon forms, else conversion.

    In the Taiwan edition words are read as in Taiwan, unless someone stated their reading.
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
        _of_block(
            block,
            written[number],
            [(edition, texts[number]) for edition, texts in converted],
            document.script,
            engines,
        )
        for number, block in enumerate(document.blocks)
    )
    return with_layer(document, "variants", found)


def _of_block(
    block: Block,
    written: Sequence[str],
    forms: Sequence[tuple[Edition, Sequence[str]]],
    script: Edition,
    engines: Engines,
) -> Iterator[Variant]:
    """The variants of a block whose words convert to `forms`, edition by edition."""
    own_readings = engines.remembering(_own_readings)
    in_taiwan = engines.remembering(_in_taiwan)
    is_listed = engines.remembering(_is_listed)
    readings = block.layers.readings
    first = 0
    for at, word in enumerate(block.layers.words):
        last, end = first, word.span.end
        while last < len(readings) and readings[last].span.start < end:
            last += 1
        of_source, first = readings[first:last], last
        own_form = written[at]
        simplified = block.simplified[word.span.start : end]
        is_sites = engines.site.has(simplified)
        for edition, texts in forms:
            form = texts[at]
            if is_sites or block.marks:
                form = stated_form(block, word.span, edition, script, engines) or form
            differs = form != own_form
            own = own_readings(simplified, form, edition) if differs else ()
            if own and len(own) == len(of_source) and not is_listed(form, edition):
                own = _joined_as(of_source, own)
            if edition is Edition.TW and (base := own or of_source):
                plain = engines.simplified(form, edition) if own else simplified
                said = in_taiwan(plain, tuple([reading.pinyin for reading in base]))
                if said is not None:
                    own = _regional(form, base, said) or own
            if differs or own:
                yield Variant(word.span, edition, form, own)


def _in_taiwan(engines: Engines, simplified: str, said: Sequence[str]) -> Sequence[str] | None:
    """The syllables of a word as read in Taiwan, None where they are the same."""
    return taiwan_reading(simplified, said, engines.dictionary)


def _regional(form: str, base: Sequence[Reading], said: Sequence[str]) -> tuple[Reading, ...]:
    """The readings of a form as a region says it; none where a person stated how it is said."""
    if any(reading.origin in _STATED for reading in base):
        return ()
    places = [at for at, char in enumerate(form) if IS_HAN.match(char)]
    if len(places) != len(base):  # One of many parts of a shorter form: it may be empty.
        return ()
    return tuple(
        replace(reading, span=Span(at, at + 1), pinyin=syllable)
        for at, reading, syllable in zip(places, base, said, strict=True)
    )


def stated_form(
    block: Block, span: Span, edition: Edition, script: Edition, engines: Engines
) -> str | None:
    """The form that author, glossary or lexicon state for a word in an edition."""
    mark = mark_on(block, span)
    own = dict(mark.forms).get(edition) if mark is not None else None
    if own is not None:
        return own
    term = site_term(block, span, engines)
    lexeme = site_lexeme(block, span, engines)
    if term is not None and edition is not script:
        stated = form_in(term, edition)
        if stated is not None:
            return stated
    return form_in(lexeme, edition) if lexeme is not None else None


def _own_readings(
    engines: Engines, simplified: str, form: str, edition: Edition
) -> tuple[Reading, ...]:
    """The readings of a form that is another word than the source; none where it is the same.

    A form may be several words (大型語言模型): it is segmented and read by itself.
    """
    by_character = engines.remembering(_simplified_character)
    if "".join([by_character(char, edition) for char in form]) == simplified:
        return ()
    plain = engines.simplified(form, edition)
    if plain == simplified or not has_han(plain):
        return ()
    stated = regional_spelling(form)
    if stated is not None:
        spelt = from_pinyin(stated, Origin.DICTIONARY)
    else:
        spelt = read_phrase(plain, form, engines)
    return tuple(placed(spelt, Span(0, len(plain)), plain))


def _is_listed(engines: Engines, form: str, edition: Edition) -> bool:
    """Whether a table or the dictionary says how a form is joined."""
    known = engines.segmenter.knows(engines.simplified(form, edition))
    return known or regional_spelling(form) is not None


def _joined_as(base: Sequence[Reading], own: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings of a form of as many characters, joined as those of its source: 起原 qǐyuán."""
    return tuple(replace(new, separator=old.separator) for new, old in zip(own, base, strict=True))


def _simplified_character(engines: Engines, char: str, edition: Edition) -> str:
    return engines.simplified(char, edition)
