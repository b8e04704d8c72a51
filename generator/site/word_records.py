"""The records of words: those of a text, of words inside and around others, and of common words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from msgspec.structs import replace

from generator.annotate.engines import Engines
from generator.annotate.joined_syllables import separators_of
from generator.language.characters import count_han, has_han
from generator.language.dictionary.cedict import spell_reading
from generator.language.glosses.uses import Use, uses_of
from generator.language.levels import level_codes
from generator.language.memo import Memo
from generator.language.pinyin.styles import Style
from generator.language.words.common import common_words
from generator.model import Edition, NameKind, Separator, Span, WordKind
from generator.site.nested import inner_words
from generator.site.views import EntryView
from generator.site.word_columns import Name
from generator.site.word_entries import WordEntries, bare, is_read, usual_entries
from generator.site.word_record import (
    DistinctWord,
    ReadWord,
    WordRecord,
    entry_view,
    make_record,
    on_one_line,
)
from generator.spelling.ruby import RubyGroup, spell_groups

NESTED = 8192
"""Maximum number of records of words inside and around others that are kept."""


CommonNames = dict[tuple[str, ...], Name]
"""The names of the records of a common word, by their cells."""


class WordRecords:
    """Makes the records of words; pinyin is in the style of the site."""

    def __init__(
        self, engines: Engines, style: Style, common: Mapping[str, CommonNames] | None = None
    ) -> None:
        """`common` is what `common` of other records in this style has found."""
        self._engines = engines
        self._style = style
        self._entries = WordEntries(engines, style)
        self.nested = lru_cache(maxsize=NESTED)(self._nested)
        """`nested(word, edition)` returns the record of a dictionary word, given as the edition
        writes it, with this reading if the dictionary has it; None if it has no entry."""
        self._known_common = {} if common is None else common
        self.common = Memo(self._records_of_common)
        """The names of the records of common words."""

    def of_word(
        self,
        word: DistinctWord,
        readings: tuple[str, ...],
        groups: Sequence[RubyGroup],
        form: str,
        *,
        is_simplified: bool,
    ) -> WordRecord | None:
        """Return the record of a word with the text and the syllables of an edition, if it has any.

        `groups` are the ruby of these, and `readings` are those of the source; `form` is the
        traditional form.
        """
        source, text = word.simplified, word.text
        simplified = text if is_simplified else self._engines.converter.simplify(text)
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
        return make_record(
            text=text,
            simplified=simplified,
            traditional=traditional,
            syllables=shown,
            pinyin=on_one_line(groups),
            name=word.name,
            term_id=word.term_id,
            uses=uses,
            number=word.use if word.use < len(uses) else 0,
            grammar=word.grammar,
            entries=tuple(views),
            inner=self._inner_words(simplified, text, shown) if has_inner else (),
            levels=levels,
        )

    def in_traditional(self, record: WordRecord | None, text: str) -> WordRecord | None:
        """Return the record of a word that an edition writes as `text`, its traditional form.

        `record` is that of the simplified edition, which reads it alike; it has the same entries.
        None is returned if the word is another one there, as 芯片 is 晶片.
        """
        if record is None or record.traditional != text:
            return None
        simplified = record.simplified
        if self._engines.converter.simplify(text) != simplified:
            return None
        inner = record.inner_words and self._inner_words(simplified, text, record.syllables)
        return replace(record, text=text, inner_words=inner)

    def _nested(self, word: ReadWord, edition: Edition) -> WordRecord | None:
        text = word.text
        simplified = self._engines.simplified(text, edition)
        known = self._engines.dictionary.entries(simplified)
        if not known:
            return None  # the edition has another word there
        read = next((entry for entry in known if is_read(entry, word.syllables)), None)
        pinyin = bare(spell_reading(read.syllables, self._style)) if read else ""
        entries = self._entries.of_word(simplified, simplified, text, pinyin, is_name=False)
        first = read or usual_entries(entries)[0]
        syllables = (not read and edition is Edition.TW and first.taiwan) or first.syllables
        separators = separators_of(self._engines, simplified)
        spelt = tuple([(s, separators.get(at, Separator.NONE)) for at, s in enumerate(syllables)])
        return make_record(
            text=text,
            simplified=simplified,
            traditional=self._entries.traditional(simplified) if edition is Edition.HANS else text,
            syllables=syllables,
            pinyin=on_one_line(spell_groups(text, spelt, self._style)),
            name="",
            term_id="",
            uses=uses_of(simplified, first.syllables, first.traditional),
            number=0,
            grammar="",
            entries=tuple(entry_view(entry, self._style) for entry in entries),
            inner=(),
            levels=level_codes(simplified, ()),
        )

    def common_name(self, record: WordRecord) -> Name | None:
        """Return the name of a record that all articles share; None if they do not."""
        if record.simplified not in common_words():
            return None
        return self.common[record.simplified].get(record.content.cells)

    def common_records(self, characters: Collection[str]) -> Mapping[Name, Sequence[str]]:
        """Return the cells of the records that articles with these characters share, by name."""
        known = frozenset(characters)
        return {
            name: cells
            for word in common_words()
            if known.issuperset(word)
            or any(known.issuperset(e.traditional) for e in self._engines.dictionary.entries(word))
            for cells, name in self.common[word].items()
        }

    def _records_of_common(self, simplified: str) -> CommonNames:
        """Return the names of the records of a common word, by their cells.

        There is one for each form and reading that the dictionary has, unless they are the same.
        """
        if simplified in self._known_common:
            return self._known_common[simplified]
        entries = usual_entries(self._engines.dictionary.entries(simplified))
        separators = separators_of(self._engines, simplified)
        number = common_words()[simplified]
        found: CommonNames = {}
        for syllables in dict.fromkeys(entry.syllables for entry in entries):
            spelt = tuple([(s, separators.get(i, Separator.NONE)) for i, s in enumerate(syllables)])
            own = dict.fromkeys(entry.traditional for entry in entries)
            forms = [(form, True) for form in dict.fromkeys((simplified, *own))]
            for form, is_simplified in (*forms, *((form, False) for form in own)):
                text = simplified if is_simplified else form
                word = DistinctWord(WordKind.HAN, text, simplified, spelt)
                groups = spell_groups(text, spelt, self._style)
                record = self.of_word(word, syllables, groups, form, is_simplified=is_simplified)
                if record is not None and record.simplified == simplified:
                    found.setdefault(record.content.cells, (number, len(found)))
        return found

    def _inner_words(
        self, simplified: str, text: str, syllables: tuple[str, ...]
    ) -> tuple[ReadWord, ...]:
        """Return the dictionary words inside a word.

        Empty for a word without an entry of its own, which shows the entries of its parts anyway.
        """
        if not self._engines.dictionary.entries(simplified):
            return ()
        spans = self._engines.cached(inner_words)(simplified)
        return tuple([_part(text, span, syllables) for span in spans])


def _part(text: str, span: Span, syllables: tuple[str, ...]) -> ReadWord:
    start = count_han(text[: span.start])
    return ReadWord(span.of(text), syllables[start : start + count_han(span.of(text))])
