"""The stage that writes every word in each edition, with its reading there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from generator.annotate.document import Document, whole_text, with_layer, word_texts
from generator.annotate.engines import Engines
from generator.annotate.joined_syllables import parse_joined, read_phrase, to_readings
from generator.annotate.marks import mark_on, site_lexeme, site_term
from generator.annotate.vocabulary import pinyin_edition, stated_form_in
from generator.content.values import han_pinyin, pinyin_fault
from generator.language.characters import IS_HAN, has_han
from generator.language.scripts.context_rules import subjects_of_blocks
from generator.language.scripts.regional import regional_spelling
from generator.language.scripts.taiwan import may_have_taiwan_reading, taiwan_reading
from generator.model import Block, Edition, NameKind, Origin, Reading, Span, Variant
from generator.spans import within

_STATED = frozenset({Origin.AUTHOR, Origin.TERM, Origin.LEXICON})


def variants(document: Document, engines: Engines) -> Document:
    """Write every word in each edition: as author, glossary or lexicon state, else converted.

    In the Taiwan edition, words have Taiwan's readings unless a reading is stated for it: by a
    mark, by the glossary's `taiwan_pinyin`, or by the pinyin of a term or a word that is written in
    Taiwan's characters.
    """
    script = document.script
    simplified = document.texts
    written = (
        simplified
        if script is Edition.HANS
        else [word_texts(block, block.text) for block in document.blocks]
    )
    persons = [_are_persons(block) for block in document.blocks]
    subjects = _subjects(document) if script is Edition.HANS else None
    converted = engines.converter.convert_to_editions(
        written, script, engines.editions, persons, subjects
    )
    found = (
        _block_variants(block, zip(*texts, strict=True), script, engines)
        for block, *texts in zip(document.blocks, simplified, written, *converted, strict=True)
    )
    return with_layer(document, "variants", found)


def _subjects(document: Document) -> Sequence[tuple[str, ...]]:
    """Return the subjects of each block of a document, which may be a part of a text."""
    if not document.around:
        return subjects_of_blocks(document.texts)
    whole = whole_text(document)
    found = {block.id: own for block, own in zip(whole, subjects_told_by(whole), strict=True)}
    return [found[block.id] for block in document.blocks]


def subjects_told_by(blocks: Sequence[Block]) -> Sequence[tuple[str, ...]]:
    """Return the subjects of each block of a whole text."""
    return subjects_of_blocks([word_texts(block, block.simplified) for block in blocks])


def _are_persons(block: Block) -> Sequence[bool]:
    """Return, for each word of a block, whether it is a person's name or in one: 于 | 玉衡."""
    words = block.layers.words
    found = [False] * len(words)
    for name in block.layers.names:
        if name.kind is NameKind.PERSON:
            first = bisect_right(words, name.span.start, key=_WORD_START) - 1
            last = bisect_left(words, name.span.end, first, key=_WORD_START)
            found[first:last] = [True] * (last - first)
    return found


_WORD_START = attrgetter("span.start")


_Forms = tuple[str, ...]
"""A word in simplified characters, as written, and in each edition."""


def _block_variants(
    block: Block, forms_of_words: Iterable[_Forms], script: Edition, engines: Engines
) -> Iterator[Variant]:
    """Yield the variants of a block, given the forms of its words."""
    plan_of, has_marks = engines.cached(_plan), bool(block.marks)
    for word, forms in zip(block.layers.words, forms_of_words, strict=True):
        plan = plan_of(forms)
        if has_marks or (plan is not None and plan.is_site_word):
            yield from _stated_variants(block, word.span, forms, script, engines)
        elif plan is not None:
            for form in plan.forms:
                if form.depends_on_source:
                    yield from _variant_here(block, word.span, form, _STATED, engines)
                else:
                    yield Variant(word.span, form.edition, form.text, form.readings)


def _stated_variants(
    block: Block, span: Span, forms: _Forms, script: Edition, engines: Engines
) -> Iterator[Variant]:
    """Yield the variants of a word that author, glossary or lexicon may state forms of."""
    forms = _with_stated_forms(block, span, forms, script, engines)
    plan = engines.cached(_plan)(forms)
    if plan is None:
        return
    kept, in_taiwan = _STATED, None
    if plan.is_site_word:
        kept = _kept_in_taiwan(block, span, script, engines)
        in_taiwan = _taiwan_reading_of_term(block, span, forms, engines)
    for form in plan.forms:
        if in_taiwan is None or form.edition is not Edition.TW:
            yield from _variant_here(block, span, form, kept, engines)
    if in_taiwan is not None:
        yield in_taiwan


def _variant_here(
    block: Block, span: Span, form: _EditionForm, kept: frozenset[Origin], engines: Engines
) -> Iterator[Variant]:
    """Yield the variant of a word in an edition, if it has one here."""
    readings = form.readings
    if form.depends_on_source:
        readings = _readings_here(form, within(block.layers.readings, span), kept, engines)
    if form.differs or readings:
        yield Variant(span, form.edition, form.text, readings)


def _kept_in_taiwan(
    block: Block, span: Span, script: Edition, engines: Engines
) -> frozenset[Origin]:
    """Return the origins of readings that are stated for the Taiwan edition, too.

    The pinyin of a term is that of its simplified form, if it has one, and the pinyin of a word of
    the lexicon that of the articles.
    """
    term = site_term(block, span, engines)
    others = _STATED - {Origin.TERM, Origin.LEXICON}
    if script is Edition.TW:
        others |= {Origin.LEXICON}
    if term is not None and pinyin_edition(term.term) is Edition.TW:
        others |= {Origin.TERM}
    return others


def _taiwan_reading_of_term(
    block: Block, span: Span, forms: _Forms, engines: Engines
) -> Variant | None:
    """Return a term as the Taiwan edition has it, with the reading that its entry has for it."""
    term, mark = site_term(block, span, engines), mark_on(block, span)
    pinyin = term.term.taiwan_pinyin if term is not None and term.is_main else ""
    if not pinyin or Edition.TW not in engines.editions or (mark is not None and mark.pinyin):
        return None
    text = forms[2 + engines.editions.index(Edition.TW)]
    if pinyin_fault(text, pinyin) is not None:
        return None
    joined = parse_joined(han_pinyin(text, pinyin), Origin.TERM)
    return Variant(span, Edition.TW, text, tuple(to_readings(joined, Span(0, len(text)), text)))


class _EditionForm(Struct, frozen=True, gc=False):
    """The form of a word in an edition, and what is known of its readings without its sentence."""

    edition: Edition
    text: str
    differs: bool
    """Whether it differs from the word as written."""
    readings: tuple[Reading, ...]
    """Those of a form that is a different word."""
    keeps_separators: bool
    """Whether the readings have the separators of the source if there are as many."""
    read_in_taiwan: str
    """The simplified word that may be read differently in Taiwan; empty if none may."""
    depends_on_source: bool
    """Whether the readings depend on those of the source; if not, the form differs."""


class _Plan(Struct, frozen=True, gc=False):
    """What the variants of a word are, as far as its sentence does not matter."""

    is_site_word: bool
    forms: tuple[_EditionForm, ...]
    """Those that differ from the source, or that may be read differently."""


def _plan(engines: Engines, forms: _Forms) -> _Plan | None:
    """Return what the variants of a word with these forms are; None if it can have none."""
    simplified, written, *in_editions = forms
    found = []
    others: dict[tuple[str, bool], _OtherWord] = {}  # Taiwan and Hong Kong mostly have the same
    for edition, text in zip(engines.editions, in_editions, strict=True):
        other, differs = _SAME_WORD, text != written
        if differs:
            key = text, edition is Edition.HANS
            if key not in others:
                others[key] = _other_word(engines, simplified, text, edition)
            other = others[key]
        in_taiwan = ""
        if edition is Edition.TW:
            plain = other.simplified or simplified
            in_taiwan = plain if may_have_taiwan_reading(plain, engines.dictionary) else ""
        if differs or in_taiwan:
            keeps = other.keeps_separators
            depends = keeps or in_taiwan != ""
            found.append(
                _EditionForm(edition, text, differs, other.readings, keeps, in_taiwan, depends)
            )
    is_site_word = engines.site.has(simplified)
    return _Plan(is_site_word, tuple(found)) if found or is_site_word else None


def _with_stated_forms(
    block: Block, span: Span, forms: _Forms, script: Edition, engines: Engines
) -> _Forms:
    """Return the forms of a word with those that author, glossary or lexicon state."""
    stated = [stated_form(block, span, edition, script, engines) for edition in engines.editions]
    return (*forms[:2], *(own or form for own, form in zip(stated, forms[2:], strict=True)))


def _readings_here(
    form: _EditionForm, source: Sequence[Reading], kept: frozenset[Origin], engines: Engines
) -> tuple[Reading, ...]:
    """Return the readings of a form, given those of the source; empty if they are the same.

    A reading of an origin in `kept` is read in Taiwan as it is stated.
    """
    own = form.readings
    if form.keeps_separators and len(own) == len(source):
        own = _with_separators_of(source, own)
    base = own or source
    if form.read_in_taiwan and base:
        taiwan_syllables = engines.cached(_taiwan_syllables)
        syllables = taiwan_syllables(form.read_in_taiwan, tuple([r.pinyin for r in base]))
        if syllables is not None:
            own = _regional_readings(form.text, base, syllables, kept) or own
    return own


def _taiwan_syllables(
    engines: Engines, simplified: str, syllables: Sequence[str]
) -> Sequence[str] | None:
    """Return the syllables of a word in Taiwan; None if they are the same."""
    return taiwan_reading(simplified, syllables, engines.dictionary)


def _regional_readings(
    form: str, base: Sequence[Reading], syllables: Sequence[str], kept: frozenset[Origin]
) -> tuple[Reading, ...]:
    """Return the readings of a form in its region; empty if the reading is stated for it."""
    if any(reading.origin in kept for reading in base):
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


class _OtherWord(Struct, frozen=True, gc=False):
    """The word that a form is, if it is a different one from that of the source."""

    simplified: str = ""
    readings: tuple[Reading, ...] = ()
    keeps_separators: bool = False
    """Whether its spelling is not listed, so that it has the separators of the source."""


_SAME_WORD = _OtherWord()


def _other_word(engines: Engines, simplified: str, form: str, edition: Edition) -> _OtherWord:
    """Return the word that a form is.

    A form may be several words (大型語言模型), so it is segmented and read on its own.
    """
    is_simplified = edition is Edition.HANS
    characters = form if is_simplified else map(engines.cached(_simplified_character), form)
    if "".join(characters) == simplified:
        return _SAME_WORD
    plain = engines.simplified(form, edition)
    if plain == simplified or not has_han(plain):
        return _SAME_WORD
    stated = regional_spelling(form)
    if stated is not None:
        joined = parse_joined(stated, Origin.DICTIONARY)
    else:
        joined = read_phrase(plain, form, engines)
    readings = tuple(to_readings(joined, Span(0, len(plain)), plain))
    is_listed = stated is not None or engines.segmenter.knows(plain)
    return _OtherWord(plain, readings, bool(readings) and not is_listed)


def _with_separators_of(source: Sequence[Reading], own: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return readings with the separators of the source if there are as many: 起原 qǐyuán."""
    return tuple(
        replace(new, separator=old.separator) for new, old in zip(own, source, strict=True)
    )


def _simplified_character(engines: Engines, char: str) -> str:
    return engines.converter.simplify(char)
