"""The stages that say how words are read: in the author's script, and in every edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from generator.annotate.document import Document, fill, words_in
from generator.annotate.engines import Engines
from generator.annotate.groups import BlockReadings
from generator.annotate.vocabulary import form_in
from generator.language.characters import IS_HAN, count_han, has_han
from generator.language.orthography import joints
from generator.language.pinyin import split_joined
from generator.language.readings import SURE, Syllable
from generator.language.taiwan import taiwan_reading
from generator.model import (
    Block,
    Edition,
    Joint,
    NameKind,
    Origin,
    Reading,
    Span,
    Variant,
    Word,
    WordKind,
)

Spelt = tuple[Syllable, Joint]
"""A syllable and what stands before it in the spelling of its word."""


def readings(document: Document, engines: Engines) -> Document:
    """Read every Han character: author, term, lexicon, then the reader's own order."""
    engines.reader.prime(
        [
            sentence.span.of(engines.simplified(block.text, document.script))
            for block in document.blocks
            for sentence in block.sentences
        ]
    )

    @cache
    def joined(word: str) -> Mapping[int, Joint]:
        return joints(word, engines.dictionary.entries(word))

    def of(block: Block) -> Iterator[Reading]:
        text = engines.simplified(block.text, document.script)
        marks = {mark.span: mark.pinyin for mark in block.marks}
        persons = {n.span for n in block.layers.names if n.kind is NameKind.PERSON}
        named = {name.span for name in block.layers.names}
        for sentence in block.sentences:
            inside = words_in(block, sentence.span)
            simplified = [word.span.of(text) for word in inside]
            written = [word.span.of(block.text) for word in inside]
            for index, word in enumerate(inside):
                if not has_han(simplified[index]):
                    continue
                stated = _stated(text, word, marks, engines)
                if stated is None:
                    # A name the dictionary has is read as the dictionary says, capitals too.
                    own = word.span in persons and not engines.segmenter.knows(simplified[index])
                    lone = word.span in persons and len(word.span) == 1
                    if _is_sites_own(text, word, engines):
                        stated = _phrase(simplified[index], written[index], engines)
                    else:
                        person = own or lone
                        said = engines.reader.read(simplified, written, index, person=person)
                        rules = {} if person else joined(simplified[index])
                        stated = _joined(simplified[index], said, rules)
                    if word.span in named:
                        stated = _capital(stated)
                yield from _placed(word, text, stated)

    return fill(document, "readings", of)


def _is_sites_own(text: str, word: Word, engines: Engines) -> bool:
    """Whether only the glossary or the lexicon knows a word, and says nothing of its reading."""
    simplified = word.span.of(text)
    if engines.segmenter.knows(simplified):
        return False
    lexeme = engines.site.lexeme(text, word.span)
    return engines.site.term(simplified) is not None or (lexeme is not None and lexeme.name is None)


def _stated(
    text: str, word: Word, marks: dict[Span, str], engines: Engines
) -> tuple[Spelt, ...] | None:
    """The reading that a person wrote down: author, glossary, lexicon; None where none did."""
    simplified = word.span.of(text)
    term = engines.site.term(simplified)
    lexeme = engines.site.lexeme(text, word.span)
    sources = [
        (marks.get(word.span), Origin.AUTHOR),
        (term.term.pinyin if term is not None and term.spelt else None, Origin.TERM),
        (lexeme.pinyin if lexeme is not None else None, Origin.LEXICON),
    ]
    for pinyin, origin in sources:
        if pinyin:
            found = _from_pinyin(pinyin, origin)
            if len(found) == count_han(simplified):
                return found
    return None


def _from_pinyin(pinyin: str, origin: Origin) -> tuple[Spelt, ...]:
    """The Han syllables of a spelling, joined as it joins them."""
    out: list[Spelt] = []
    for before, syllables in split_joined(pinyin):
        for at, syllable in enumerate(syllables):
            if syllable[-1] in "12345":
                joint = Joint(before) if at == 0 and out else Joint.NONE
                out.append((Syllable(syllable, origin, SURE), joint))
    return tuple(out)


def _joined(word: str, said: Sequence[Syllable], rules: Mapping[int, Joint]) -> tuple[Spelt, ...]:
    """What the reader says of a word, joined as the orthography says, capitals apart."""
    places = [at for at, char in enumerate(word) if IS_HAN.match(char)]
    return tuple(
        (syllable, rules.get(at, Joint.SPACE if syllable.leads else Joint.NONE))
        for at, syllable in zip(places, said, strict=True)
    )


def _capital(syllables: Sequence[Spelt]) -> tuple[Spelt, ...]:
    """Syllables of a name, the first with a capital."""
    (first, joint), *rest = syllables
    if first.pinyin is not None and not any((s.pinyin or "")[:1].isupper() for s, _ in syllables):
        first = replace(first, pinyin=first.pinyin[:1].upper() + first.pinyin[1:])
    return ((first, joint), *rest)


def _placed(word: Word, text: str, syllables: Sequence[Spelt]) -> Iterator[Reading]:
    places = [at for at in range(word.span.start, word.span.end) if IS_HAN.match(text[at])]
    for at, (syllable, joint) in zip(places, syllables, strict=True):
        yield Reading(
            Span(at, at + 1),
            syllable.pinyin or "",
            syllable.origin,
            syllable.confidence if syllable.pinyin else 0.0,
            joint,
        )


def variants(document: Document, engines: Engines) -> Document:
    """Write every word in each edition: glossary and lexicon forms, else conversion.

    In the Taiwan edition words are read as in Taiwan, unless someone stated their reading.
    """
    written = [[word.span.of(b.text) for word in b.layers.words] for b in document.blocks]
    persons = [
        {n.span for n in block.layers.names if n.kind is NameKind.PERSON}
        for block in document.blocks
    ]
    flags = [
        [word.span in spans for word in block.layers.words]
        for block, spans in zip(document.blocks, persons, strict=True)
    ]
    converted = {
        edition: written
        if edition is document.script
        else engines.converter.convert_blocks(written, document.script, edition, flags)
        for edition in engines.editions
    }
    own_readings = cache(lambda word, form, edition: _own_readings(word, form, edition, engines))
    in_taiwan = cache(lambda word, said: taiwan_reading(word, said, engines.dictionary))
    blocks = []
    for number, block in enumerate(document.blocks):
        text = engines.simplified(block.text, document.script)
        read = BlockReadings(block, document.script)
        found = []
        for at, word in enumerate(block.layers.words):
            for edition in engines.editions:
                stated = _form(text, word, edition, document.script, engines)
                form = stated or converted[edition][number][at]
                differs = form != written[number][at]
                own = own_readings(word.span.of(text), form, edition) if differs else ()
                if edition is Edition.TW and has_han(form):
                    base = own or read.readings(word.span)
                    said = in_taiwan(engines.simplified(form, edition), _said(base))
                    own = _regional(form, base, said) or own
                if differs or own:
                    found.append(Variant(word.span, edition, form, own))
        blocks.append(replace(block, layers=replace(block.layers, variants=tuple(found))))
    return replace(document, blocks=tuple(blocks))


_STATED = {Origin.AUTHOR, Origin.TERM, Origin.LEXICON}


def _said(readings: Sequence[Reading]) -> tuple[str, ...]:
    return tuple(reading.pinyin for reading in readings)


def _regional(
    form: str, base: Sequence[Reading], said: Sequence[str] | None
) -> tuple[Reading, ...]:
    """The readings of a form as a region says it; none where a person stated how it is said."""
    if said is None or any(reading.origin in _STATED for reading in base):
        return ()
    places = [at for at, char in enumerate(form) if IS_HAN.match(char)]
    return tuple(
        replace(reading, span=Span(at, at + 1), pinyin=syllable)
        for at, reading, syllable in zip(places, base, said, strict=True)
    )


def _form(text: str, word: Word, edition: Edition, script: Edition, engines: Engines) -> str | None:
    """The form that the glossary or the lexicon states for a word in an edition."""
    term = engines.site.term(word.span.of(text))
    lexeme = engines.site.lexeme(text, word.span)
    if term is not None and edition is not script:
        stated = form_in(term, edition)
        if stated is not None:
            return stated
    return form_in(lexeme, edition) if lexeme is not None else None


def _own_readings(
    simplified: str, form: str, edition: Edition, engines: Engines
) -> tuple[Reading, ...]:
    """The readings of a form that is another word than the source; none where it is the same.

    A form may be several words (大型語言模型): it is segmented and read by itself.
    """
    plain = engines.simplified(form, edition)
    if plain == simplified or not has_han(plain):
        return ()
    whole = Word(Span(0, len(plain)), WordKind.HAN)
    return tuple(_placed(whole, plain, _phrase(plain, form, engines)))


def _phrase(simplified: str, written: str, engines: Engines) -> tuple[Spelt, ...]:
    """Read a site's word that no dictionary has by the words it is made of."""
    cut = engines.segmenter.segment(simplified)
    parts = [word.span.of(simplified) for word in cut]
    forms = [word.span.of(written) for word in cut]
    out: list[Spelt] = []
    for index, part in enumerate(parts):
        if has_han(part):
            said = engines.reader.read(parts, forms, index)
            rules = joints(part, engines.dictionary.entries(part))
            (first, joint), *rest = _joined(part, said, rules)
            out += [(first, Joint.SPACE if out else joint), *rest]
    return tuple(out)
