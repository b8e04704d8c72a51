"""The stages: each fills in one layer of every block and alters nothing else.

Segmentation, names and look-up work on a simplified copy of the text that has the same
code points at the same offsets, so every span is true of the text as written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from generator.annotate.document import Document
from generator.annotate.engines import Engines
from generator.annotate.groups import BlockReadings
from generator.annotate.sentences import split_sentences
from generator.annotate.vocabulary import form_in
from generator.language import names as name_finder
from generator.language.characters import IS_HAN, count_han, has_han
from generator.language.orthography import joints
from generator.language.pinyin import split_joined
from generator.language.readings import SURE, Syllable
from generator.language.segmentation import Candidate
from generator.language.taiwan import taiwan_reading
from generator.model import (
    Block,
    Edition,
    Joint,
    Name,
    NameKind,
    Origin,
    Reading,
    Sense,
    Sentence,
    Span,
    TermUse,
    Variant,
    Word,
    WordKind,
)

Spelt = tuple[Syllable, Joint]
"""A syllable and what stands before it in the spelling of its word."""

_LOOKED_UP = {WordKind.HAN, WordKind.MIXED, WordKind.LATIN, WordKind.NUMBER}


def sentences(document: Document, engines: Engines) -> Document:
    """Cut every block into sentences; none ends inside what an author marked as one."""
    del engines
    blocks = []
    for block in document.blocks:
        spans: list[Span] = []
        for span in split_sentences(block.text, lang="zh", trailers=block.trailers):
            cut = spans and any(m.span.start < span.start < m.span.end for m in block.marks)
            if cut:
                spans[-1] = Span(spans[-1].start, span.end)
            else:
                spans.append(span)
        found = tuple(Sentence(span, f"{block.id}.s{n}") for n, span in enumerate(spans, 1))
        blocks.append(replace(block, sentences=found))
    return replace(document, blocks=tuple(blocks))


def words(document: Document, engines: Engines) -> Document:
    """Segment every sentence over dictionary, glossary, lexicon and likely names."""

    def of(block: Block) -> Iterator[Word]:
        for sentence in block.sentences:
            base = sentence.span.start
            text = engines.simplified(sentence.span.of(block.text), document.script)
            candidates = [
                Candidate(found.span, found.cost) for found in name_finder.candidates(text)
            ]
            candidates += engines.site.candidates(text)
            forced = [
                Span(mark.span.start - base, mark.span.end - base)
                for mark in block.marks
                if sentence.span.contains(mark.span)
            ]
            for word in engines.segmenter.segment(text, candidates, forced):
                yield Word(Span(word.span.start + base, word.span.end + base), word.kind)

    return _fill(document, "words", of)


def terms(document: Document, engines: Engines) -> Document:
    """Mark the words that are glossary terms, and each term's first use."""
    seen: set[str] = set()

    def of(block: Block) -> Iterator[TermUse]:
        text = engines.simplified(block.text, document.script)
        for word in block.layers.words:
            if word.kind not in _LOOKED_UP:
                continue
            found = engines.site.term(word.span.of(text))
            if found is not None:
                yield TermUse(word.span, found.term.id, found.term.id not in seen)
                seen.add(found.term.id)

    return _fill(document, "terms", of)


def names(document: Document, engines: Engines) -> Document:
    """Mark proper names: the lexicon's, the dictionary's, likely ones, and lone surnames.

    A surname alone is a person before a title (李先生), and where the article has named one
    who has it (梁 after 梁文峰).
    """
    known = name_finder.known_names()

    def of(block: Block) -> Iterator[Name]:
        text = engines.simplified(block.text, document.script)
        for sentence in block.sentences:
            inside = sentence.span.of(text)
            likely = {
                Span(c.span.start + sentence.span.start, c.span.end + sentence.span.start): c.kind
                for c in name_finder.candidates(inside)
            }
            for word in _words_in(block, sentence.span):
                simplified = word.span.of(text)
                lexeme = engines.site.lexeme(text, word.span)
                term = engines.site.term(simplified)
                if term is not None and term.term.name is not None:
                    yield Name(word.span, term.term.name, Origin.TERM)
                elif lexeme is not None and (lexeme.name is not None or lexeme.pinyin):
                    if lexeme.name is not None:
                        yield Name(word.span, lexeme.name, Origin.LEXICON)
                elif simplified in known:
                    yield Name(word.span, known[simplified], Origin.DICTIONARY)
                elif term is not None:
                    # A term spelt with a capital is a name, though of what is not said.
                    if term.spelt and term.term.pinyin[:1].isupper():
                        yield Name(word.span, NameKind.OTHER, Origin.TERM)
                elif word.span in likely and not engines.segmenter.knows(simplified):
                    yield Name(word.span, likely[word.span], Origin.MODEL)

    return _lone_surnames(_fill(document, "names", of), engines)


_SPEAKS = re.compile("说|表示|认为|指出|称|告诉|写道|强调|本人")
_TITLE = re.compile(
    "先生|女士|小姐|太太|夫人|老师|教授|博士|医生|大夫|律师|师傅|同学|总统|主席|总理|总裁|总经理|经理"
    "|部长|市长|省长|书记|主任|将军|院长|校长|局长|队长|教练|董事长|某|氏"
)
_COMMON_SURNAMES = frozenset("于和时高长大小都应从方成经关任通同常向花车水明安平白金")


def _lone_surnames(document: Document, engines: Engines) -> Document:
    named = {
        name_finder.surname_of(engines.simplified(name.span.of(block.text), document.script))
        for block in document.blocks
        for name in block.layers.names
        if name.kind is NameKind.PERSON and len(name.span) <= 3
    } - {""}

    def of(block: Block) -> Iterator[Name]:
        yield from block.layers.names
        text = engines.simplified(block.text, document.script)
        for word in block.layers.words:
            surname = word.span.of(text)
            if not name_finder.is_surname(surname):
                continue
            rare = surname not in _COMMON_SURNAMES
            told = surname in named and (rare or _SPEAKS.match(text, word.span.end))
            titled = rare and _TITLE.match(text, word.span.end)
            if told or titled:
                yield Name(word.span, NameKind.PERSON, Origin.MODEL)

    return _fill(document, "names", of)


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
            inside = _words_in(block, sentence.span)
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

    return _fill(document, "readings", of)


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


def senses(document: Document, engines: Engines) -> Document:
    """Give every word that is a dictionary headword the key to its entries."""

    def of(block: Block) -> Iterator[Sense]:
        text = engines.simplified(block.text, document.script)
        for word in block.layers.words:
            simplified = word.span.of(text)
            if word.kind in _LOOKED_UP and engines.dictionary.entries(simplified):
                yield Sense(word.span, simplified)

    return _fill(document, "senses", of)


def _words_in(block: Block, span: Span) -> Sequence[Word]:
    words = block.layers.words
    first = bisect_left(words, span.start, key=lambda word: word.span.start)
    return words[first : bisect_left(words, span.end, first, key=lambda word: word.span.start)]


def _fill(document: Document, layer: str, of: Any) -> Document:
    """The document with one layer of each block computed by `of(block)`, in span order."""
    blocks = []
    for block in document.blocks:
        found = tuple(sorted(of(block), key=lambda item: item.span))
        layers = replace(block.layers, **{layer: found})
        blocks.append(replace(block, layers=layers))
    return replace(document, blocks=tuple(blocks))
