"""Distinct words as each edition shows them, remembered from article to article.

An article has some 800 distinct words, and most of them occur in other articles too. What depends
only on the word (its ruby, its dictionary entries, its levels) is worked out once and kept, for a
bounded number of words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

from msgspec import Struct

from generator.annotate.engines import Engines
from generator.annotate.joined_syllables import separators_of
from generator.annotate.sense_stage import traditional_form
from generator.language.characters import count_han, has_han
from generator.language.dictionary.cedict import Entry, expand_references, spell_reading
from generator.language.glosses.uses import Use, uses_of
from generator.language.levels import level_codes
from generator.language.memo import Memo
from generator.language.pinyin.styles import Style
from generator.model import (
    AnnotatedWord,
    Edition,
    NameKind,
    SenseChoice,
    Separator,
    Span,
    WordKind,
)
from generator.site import markup
from generator.site.common_words import common_words, is_common
from generator.site.nested import inner_words
from generator.site.views import EntryView
from generator.site.word_columns import record_cells
from generator.site.word_entries import WordEntries, bare, is_read, usual_entries
from generator.spelling.ruby import RubyGroup, Syllables, inline_pinyin, spell_groups, syllables_of

WORDS = 16384
"""Maximum number of distinct words that are kept with their forms, about 40 MB."""
NESTED = 8192
"""Maximum number of records of words inside and around others that are kept."""

_NOT_LOOKED_UP = {WordKind.SPACE, WordKind.PUNCT, WordKind.ATOM}


CommonNames = dict[tuple[str, ...], str]
"""The names of the records of a common word, by their cells."""


class ReadWord(NamedTuple):
    """A dictionary word inside or around another one, with its reading there."""

    text: str
    """In the edition."""
    syllables: tuple[str, ...]
    """Citation forms, one for each Han character."""


class DistinctWord(NamedTuple):
    """What a word is, wherever it occurs."""

    kind: WordKind
    text: str
    simplified: str
    syllables: Syllables
    variants: tuple[tuple[Edition, str, Syllables], ...] = ()
    name: str = ""
    """The kind of name; empty if it is none."""
    term_id: str = ""
    choice: SenseChoice | None = None
    gloss: str = ""
    """Its English in the lexicon."""
    use: int = 0
    """The number of its use in this context, as `uses_of` counts."""
    grammar: str = ""
    """The id of its grammar note."""

    @classmethod
    def of(cls, word: AnnotatedWord, gloss: str) -> DistinctWord:
        """Return the word without its place."""
        return cls(
            word.kind,
            word.text,
            word.simplified,
            syllables_of(word.readings) if word.readings else (),
            tuple([(v.edition, v.text, syllables_of(v.readings)) for v in word.variants])
            if word.variants
            else (),
            "" if word.name is None else word.name.kind.value,
            "" if word.term is None else word.term.term_id,
            None if word.sense is None else word.sense.choice,
            gloss,
            0 if word.sense is None else word.sense.use,
            word.grammar,
        )

    def traditional(self) -> str:
        """Return its traditional form in this context."""
        forms = (text for edition, text, _ in self.variants if edition is not Edition.HANS)
        return traditional_form(self.text, self.simplified, forms)


class WordRecord(Struct, frozen=True, gc=False, eq=False):
    """What the pop-up and the vocabulary page show of a word."""

    text: str
    """In the edition."""
    simplified: str
    traditional: str
    syllables: tuple[str, ...]
    """Citation forms, in the edition."""
    pinyin: str
    """The word by itself, without the tones and the capitals of a sentence."""
    name: str
    term_id: str
    use: Use | None
    """The use in which it stands here; None if none is listed."""
    default_class: str
    """The class of its default use; empty if none is listed."""
    entries: tuple[EntryView, ...]
    inner_words: tuple[ReadWord, ...]
    """The dictionary words inside it, the shortest first."""
    levels: str
    """In the format of `levels.level_codes`."""
    cells: tuple[str, ...]
    """The first items of the record, as the columns of `word_columns.py` have them."""
    marks: tuple[tuple[str, str], ...]
    """The members of its last item that depend only on the word."""


class WordForm(Struct, frozen=True, gc=False, eq=False):
    """A distinct word in an edition."""

    text: str
    syllables: Syllables
    """Citation forms."""
    groups: tuple[RubyGroup, ...]
    """The citation forms as ruby."""
    parts: markup.WordParts
    """Their HTML."""
    html: str
    """The word as most pages have it: found by its text, without levels."""
    identity: tuple[object, ...]
    """Words with the same identity share a record."""
    record: WordRecord | None
    """None for a word that cannot be looked up."""


class KnownWord:
    """A distinct word with the forms that have been asked for."""

    __slots__ = ("_forms", "_table", "word")

    def __init__(self, word: DistinctWord, table: WordTable) -> None:
        self.word = word
        self._table = table
        self._forms: dict[Edition, WordForm] = {}

    def form(self, edition: Edition) -> WordForm:
        """Return the form in an edition."""
        found = self._forms.get(edition)
        if found is None:
            found = self._forms[edition] = self._make_form(edition)
        return found

    def _make_form(self, edition: Edition) -> WordForm:
        word, text, shown = self.word, self.word.text, self.word.syllables
        for variant_edition, variant_text, own in word.variants:
            if variant_edition is edition:
                text, shown = variant_text, own or shown
        for other, form in self._forms.items():
            if form.text != text or form.syllables != shown:
                continue
            is_same_script = Edition.HANS not in (edition, other)
            if is_same_script or self._table.is_the_same_in_both_scripts(form):
                return form
        return self._table.make_form(word, text, shown, is_simplified=edition is Edition.HANS)


class WordTable:
    """The forms and the records of distinct words, in all editions of a site."""

    def __init__(
        self,
        engines: Engines,
        style: Style = Style.MARKS,
        common: Mapping[str, CommonNames] | None = None,
    ) -> None:
        """`common` is what `common` of another table with this style has found."""
        self.engines = engines
        self._style = style
        self._entries = WordEntries(engines, style)
        self.known = lru_cache(maxsize=WORDS)(partial(KnownWord, table=self))
        """`known(word)` returns a distinct word with its forms."""
        self.nested = lru_cache(maxsize=NESTED)(self._nested)
        """`nested(word, edition)` returns the record of a dictionary word, given as the edition
        writes it, with this reading if the dictionary has it; None if it has no entry."""
        self._known_common = {} if common is None else common
        self.common = Memo(self._common_records)
        """The names of the records of common words."""

    def is_the_same_in_both_scripts(self, form: WordForm) -> bool:
        """Whether a form would also be that of an edition in the other script with this text."""
        text, record = form.text, form.record
        if record is None or not text == record.simplified == record.traditional:
            return False
        own = (entry for entry in record.entries if entry.simplified == text)
        is_only_form = all(entry.traditional == text for entry in own)
        return is_only_form and self.engines.converter.simplify(text) == text

    def make_form(
        self, word: DistinctWord, text: str, shown: Syllables, *, is_simplified: bool
    ) -> WordForm:
        """Return the form of a word that an edition writes as `text`, read as `shown`."""
        groups = spell_groups(text, shown, self._style)
        pinyin = "".join([group.pinyin for group in groups])
        record = None
        if word.kind not in _NOT_LOOKED_UP:
            readings = tuple([syllable for syllable, _ in word.syllables])
            plain = word._replace(text=text, syllables=shown, variants=())
            traditional = word.traditional() if is_simplified else text
            record = self._make_record(
                plain, readings, groups, traditional, is_simplified=is_simplified
            )
        identity = (
            *(word.simplified, text, pinyin, word.name, word.gloss, word.term_id, word.choice),
            record and (record.cells, record.marks),
        )
        parts = markup.word_parts(groups)
        html = markup.ruby(groups) if record is None else markup.word("", "", parts)
        return WordForm(text, shown, groups, parts, html, identity, record)

    def _make_record(
        self,
        word: DistinctWord,
        readings: tuple[str, ...],
        groups: Sequence[RubyGroup],
        form: str,
        *,
        is_simplified: bool,
    ) -> WordRecord | None:
        """Return the record of a word with the text and the syllables of an edition.

        `groups` are the ruby of these, and `readings` are those of the source; `form` is the
        traditional form.
        """
        source, text = word.simplified, word.text
        simplified = text if is_simplified else self.engines.converter.simplify(text)
        pinyin = "".join([group.pinyin for group in groups])
        levels = level_codes(simplified, readings if simplified == source else ())
        if simplified == source:  # Entries are read as on the mainland: Taiwan's is no guide.
            pinyin = spell_reading(readings, self._style)
        is_name = bool(word.name)
        entries = self._entries.of_word(source, simplified, form, bare(pinyin), is_name=is_name)
        if word.choice is not None:
            entries = self._entries.chosen_first(source, word.choice, entries)
        if not (entries or word.gloss or word.name or word.term_id or has_han(text)):
            return None
        traditional = text
        if is_simplified:
            is_form = any(entry.traditional == form for entry in entries)
            traditional = form if is_form else self._entries.traditional(simplified)
        views = [entry_view(entry, self._style) for entry in entries]
        if word.gloss:
            views.insert(0, EntryView(simplified, traditional, "", (word.gloss,), (), ""))
        uses: tuple[Use, ...] = ()
        if not (is_name or word.gloss or word.choice) and simplified == source:
            uses = uses_of(source, readings, form) or self._entries.composed_uses(source, readings)
        has_inner = word.kind is WordKind.HAN and word.name != NameKind.PERSON
        shown = tuple([syllable for syllable, _ in word.syllables])
        return _record(
            text=text,
            simplified=simplified,
            traditional=traditional,
            syllables=shown,
            pinyin=_line(groups),
            name=word.name,
            term_id=word.term_id,
            uses=uses,
            number=word.use if word.use < len(uses) else 0,
            grammar=word.grammar,
            entries=tuple(views),
            inner=self._inner_words(simplified, text, shown) if has_inner else (),
            levels=levels,
        )

    def _nested(self, word: ReadWord, edition: Edition) -> WordRecord | None:
        text = word.text
        simplified = self.engines.simplified(text, edition)
        known = self.engines.dictionary.entries(simplified)
        if not known:
            return None  # the edition has another word there
        read = next((entry for entry in known if is_read(entry, word.syllables)), None)
        pinyin = bare(spell_reading(read.syllables, self._style)) if read else ""
        entries = self._entries.of_word(simplified, simplified, text, pinyin, is_name=False)
        first = read or usual_entries(entries)[0]
        syllables = (not read and edition is Edition.TW and first.taiwan) or first.syllables
        separators = separators_of(self.engines, simplified)
        spelt = tuple([(s, separators.get(at, Separator.NONE)) for at, s in enumerate(syllables)])
        return _record(
            text=text,
            simplified=simplified,
            traditional=self._entries.traditional(simplified) if edition is Edition.HANS else text,
            syllables=syllables,
            pinyin=_line(spell_groups(text, spelt, self._style)),
            name="",
            term_id="",
            uses=uses_of(simplified, first.syllables, first.traditional),
            number=0,
            grammar="",
            entries=tuple(entry_view(entry, self._style) for entry in entries),
            inner=(),
            levels=level_codes(simplified, ()),
        )

    def common_name(self, record: WordRecord) -> str:
        """Return the name of a record that all articles share; empty if they do not."""
        if not is_common(record.simplified):
            return ""
        return self.common[record.simplified].get(record.cells, "")

    def common_records(self, characters: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Return the cells of the records that articles with these characters share, by name."""
        known = frozenset(characters)
        return {
            name: cells
            for word in sorted(common_words())
            if known.issuperset(word)
            or any(known.issuperset(e.traditional) for e in self.engines.dictionary.entries(word))
            for cells, name in self.common[word].items()
        }

    def _common_records(self, simplified: str) -> CommonNames:
        """Return the names of the records of a common word, by their cells.

        There is one for each form and reading that the dictionary has, unless they are the same.
        """
        if simplified in self._known_common:
            return self._known_common[simplified]
        entries = usual_entries(self.engines.dictionary.entries(simplified))
        separators = separators_of(self.engines, simplified)
        found: CommonNames = {}
        for syllables in dict.fromkeys(entry.syllables for entry in entries):
            spelt = tuple([(s, separators.get(i, Separator.NONE)) for i, s in enumerate(syllables)])
            own = dict.fromkeys(entry.traditional for entry in entries)
            forms = [(form, True) for form in dict.fromkeys((simplified, *own))]
            for form, is_simplified in (*forms, *((form, False) for form in own)):
                text = simplified if is_simplified else form
                word = DistinctWord(WordKind.HAN, text, simplified, spelt)
                groups = spell_groups(text, spelt, self._style)
                record = self._make_record(
                    word, syllables, groups, form, is_simplified=is_simplified
                )
                if record is not None and record.simplified == simplified:
                    number = str(len(found) + 1) if found else ""
                    found.setdefault(record.cells, f"{simplified}{number}")
        return found

    def _inner_words(
        self, simplified: str, text: str, syllables: tuple[str, ...]
    ) -> tuple[ReadWord, ...]:
        """Return the dictionary words inside a word.

        Empty for a word without an entry of its own, which shows the entries of its parts anyway.
        """
        if not self.engines.dictionary.entries(simplified):
            return ()
        spans = self.engines.cached(inner_words)(simplified)
        return tuple([_part(text, span, syllables) for span in spans])


def _part(text: str, span: Span, syllables: tuple[str, ...]) -> ReadWord:
    start = count_han(text[: span.start])
    return ReadWord(span.of(text), syllables[start : start + count_han(span.of(text))])


def _record(
    *,
    text: str,
    simplified: str,
    traditional: str,
    syllables: tuple[str, ...],
    pinyin: str,
    name: str,
    term_id: str,
    uses: tuple[Use, ...],
    number: int,
    grammar: str,
    entries: tuple[EntryView, ...],
    inner: tuple[ReadWord, ...],
    levels: str,
) -> WordRecord:
    rows = [_entry_row(entry, simplified, traditional, pinyin) for entry in entries]
    other = "" if traditional == simplified else traditional
    glosses = [f"{each.word_class} {each.gloss}" for each in uses]
    gloss = glosses[0] if glosses else ""
    own = glosses[number] if number and glosses[number] != glosses[0] else ""
    members = (("n", name), ("term", term_id), ("g", own), ("gr", grammar))
    marks = tuple([(key, value) for key, value in members if value])
    return WordRecord(
        text,
        simplified,
        traditional,
        syllables,
        pinyin,
        name,
        term_id,
        uses[number] if uses else None,
        uses[0].word_class if uses else "",
        entries,
        inner,
        levels,
        record_cells(simplified, other, pinyin, levels, rows, gloss),
        marks,
    )


def _entry_row(entry: EntryView, simplified: str, traditional: str, pinyin: str) -> list[Any]:
    """Return the senses of an entry, and an object with what else it has, if anything."""
    rest: dict[str, Any] = {}
    if entry.simplified != simplified:
        rest["s"] = entry.simplified
    if entry.traditional != traditional:
        rest["t"] = entry.traditional
    if entry.pinyin and bare(entry.pinyin) != bare(pinyin):
        rest["p"] = entry.pinyin
    if entry.measure_words:
        rest["cl"] = entry.measure_words
    if entry.taiwan_pinyin:
        rest["tw"] = entry.taiwan_pinyin
    return [*entry.senses, rest] if rest else [*entry.senses]


def _line(groups: Sequence[RubyGroup]) -> str:
    """Return the pinyin of groups on one line; empty if none has any."""
    return inline_pinyin(groups) if any(group.pinyin for group in groups) else ""


@lru_cache(maxsize=8192)
def entry_view(entry: Entry, style: Style = Style.MARKS) -> EntryView:
    """Return an entry as pages show it."""
    shown = partial(expand_references, style=style)
    return EntryView(
        entry.simplified,
        entry.traditional,
        spell_reading(entry.syllables, style),
        tuple(map(shown, entry.senses)),
        tuple(map(shown, entry.measure_words)),
        spell_reading(entry.taiwan, style),
    )
