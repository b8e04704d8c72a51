"""The data of the pop-up: the dictionary entries of each word of a page.

A word gets its key at its first use, so keys are in the order of the text. Words with the same
text, appearance and reading share a key. The words of the page are followed by the words inside or
around them (`nested.py`) that do not occur on the page themselves.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any

from generator.annotate.engines import Engines
from generator.annotate.joined_syllables import separators_of
from generator.annotate.marks import site_lexeme
from generator.language.characters import IS_HAN, has_han
from generator.language.dictionary.cedict import Entry, expand_references, spell_reading
from generator.language.levels import level_codes
from generator.language.pinyin.styles import Spelling, Style
from generator.model import (
    AnnotatedWord,
    Block,
    Edition,
    NameKind,
    Origin,
    Reading,
    SenseChoice,
    Separator,
    Span,
    WordKind,
)
from generator.site.lazy_data import as_json
from generator.site.nested import inner_words, longer_words
from generator.site.views import EntryView, WordView
from generator.spelling.ruby import RubyGroup, block_readings, inline_pinyin, ruby_groups

_NOT_LOOKED_UP = {WordKind.SPACE, WordKind.PUNCT, WordKind.ATOM}


@dataclass(frozen=True, slots=True)
class LookupBlock:
    """A block with the facts about its words that do not depend on the edition."""

    block: Block
    glosses: Mapping[int, str]
    """The English of the lexicon, by the index of the word."""
    longer_words: Mapping[int, Sequence[Span]]
    """The longer headwords around a word, by its index."""

    @classmethod
    def of(cls, block: Block, engines: Engines) -> LookupBlock:
        """Compute the facts for a block."""
        glosses = {}
        for word in block.annotated_words:
            if engines.site.has(word.simplified):
                lexeme = site_lexeme(block, word.span, engines)
                if lexeme is not None and lexeme.english:
                    glosses[word.index] = lexeme.english
        return cls(block, glosses, longer_words(block, engines))


@dataclass(slots=True)
class PageWord:
    """A word of the page, with the number and the place of its uses."""

    key: int
    text: str
    """In the edition of the page."""
    simplified: str
    traditional: str
    groups: tuple[RubyGroup, ...]
    """The spelling of the word on its own, without the tones and the capitals of a sentence."""
    kind: str
    name: str | None
    term_id: str | None
    entries: tuple[EntryView, ...]
    sentence_id: str
    """The first sentence with the word."""
    count: int = 0
    inner_words: tuple[str, ...] = ()
    """The dictionary words inside it, in the edition of the page, the shortest first."""
    longer_words: dict[str, None] = field(default_factory=dict)
    """The longer words that it is part of somewhere on the page."""
    syllables: tuple[str, ...] = ()
    """The syllables of the text with tone digits; empty if the edition has another word."""

    @property
    def levels(self) -> str:
        """The levels of the word in the format of `levels.level_codes`."""
        return level_codes(self.simplified, self.syllables)

    @property
    def pinyin(self) -> str:
        """The pinyin on one line."""
        has_pinyin = any(group.pinyin for group in self.groups)
        return inline_pinyin(self.groups) if has_pinyin else ""


class Lookup:
    """Collects the words of one page; `examples` has the words with example sentences."""

    def __init__(
        self,
        edition: Edition,
        engines: Engines,
        style: Style = Style.MARKS,
        examples: Container[str] = (),
    ) -> None:
        self.words: list[PageWord] = []
        self._examples = examples
        self._edition = edition
        self._engines = engines
        self._style = style
        self._known: dict[tuple[str | SenseChoice | None, ...], PageWord | None] = {}

    def add(self, content: LookupBlock) -> Mapping[int, WordView]:
        """Look up the words of a block, and return the openings of those with data by index."""
        openings = {}
        block = content.block
        readings = block_readings(block, self._edition, Spelling(self._style))
        for word in block.annotated_words:
            if word.kind in _NOT_LOOKED_UP:
                continue
            text = word.text_in(self._edition)
            groups = readings.groups(word)
            gloss = content.glosses.get(word.index, "")
            pinyin = "".join([group.pinyin for group in groups])
            name = word.name.kind.value if word.name is not None else ""
            term_id = word.term.term_id if word.term is not None else ""
            choice = word.sense.choice if word.sense is not None else None
            identity = (word.simplified, text, pinyin, name, gloss, term_id, choice)
            if identity not in self._known:
                self._known[identity] = self._page_word(word, text, groups, gloss)
            found = self._known[identity]
            if found is not None:
                found.count += 1
                for span in content.longer_words.get(word.index, ()):
                    found.longer_words[block.text_in(self._edition, span)] = None
                is_first = found.count == 1
                openings[word.index] = WordView(found.key, found.levels, is_first)
        return openings

    def _page_word(
        self, word: AnnotatedWord, text: str, groups: tuple[RubyGroup, ...], gloss: str
    ) -> PageWord | None:
        """Return the record of a word, which is `text` in the edition."""
        source = word.simplified
        name = word.name.kind.value if word.name is not None else None
        term_id = word.term.term_id if word.term is not None else None
        simplified = self._engines.simplified(text, self._edition)
        pinyin = "".join(group.pinyin for group in groups)
        syllables: tuple[str, ...] = ()
        if simplified == source:  # Entries are read as on the mainland: Taiwan's is no guide.
            syllables = tuple([reading.pinyin for reading in word.readings])
            pinyin = spell_reading(syllables, self._style)
        entries = self._entries(source, simplified, text, _bare(pinyin), is_name=bool(name))
        if word.sense is not None and word.sense.choice is not None:
            entries = self._chosen_first(source, word.sense.choice, entries)
        if not (entries or gloss or name or term_id or has_han(text)):
            return None
        traditional = text if self._edition is not Edition.HANS else self._traditional(simplified)
        views = [entry_view(entry, self._style) for entry in entries]
        if gloss:
            views.insert(0, EntryView(simplified, traditional, "", (gloss,), (), ""))
        has_inner = word.kind is WordKind.HAN and name != NameKind.PERSON
        found = PageWord(
            key=len(self.words),
            text=text,
            simplified=simplified,
            traditional=traditional,
            groups=groups,
            kind=word.kind,
            name=name,
            term_id=term_id,
            entries=tuple(views),
            sentence_id=word.sentence_id,
            inner_words=self._inner_words(simplified, text) if has_inner else (),
            syllables=syllables,
        )
        self.words.append(found)
        return found

    def _inner_words(self, simplified: str, text: str) -> tuple[str, ...]:
        """Return the dictionary words inside a word.

        Empty for a word without an entry of its own, which shows the entries of its parts anyway.
        """
        if not self._engines.dictionary.entries(simplified):
            return ()
        spans = self._engines.cached(inner_words)(simplified)
        return tuple(span.of(text) for span in spans)

    def _nested_word(self, text: str, key: int) -> PageWord | None:
        """Return the record of a dictionary word, given as the edition writes it."""
        simplified = self._engines.simplified(text, self._edition)
        if not self._engines.dictionary.entries(simplified):
            return None  # the edition has another word there
        entries = self._entries(simplified, simplified, text, "", is_name=False)
        first = _usual(entries)[0]
        syllables = (self._edition is Edition.TW and first.taiwan) or first.syllables
        is_traditional = self._edition is not Edition.HANS
        return PageWord(
            key=key,
            text=text,
            simplified=simplified,
            traditional=text if is_traditional else self._traditional(simplified),
            groups=self._groups(simplified, text, syllables),
            kind=WordKind.HAN,
            name=None,
            term_id=None,
            entries=tuple(entry_view(entry, self._style) for entry in entries),
            sentence_id="",
        )

    def _groups(
        self, simplified: str, text: str, syllables: Sequence[str]
    ) -> tuple[RubyGroup, ...]:
        """Return the groups of a dictionary word on its own."""
        separators = separators_of(self._engines, simplified)
        readings = [
            Reading(
                Span(at, at + 1),
                syllable,
                Origin.DICTIONARY,
                1.0,
                separators.get(at, Separator.NONE),
            )
            for at, syllable in enumerate(syllables)
        ]
        return ruby_groups(text, readings, self._style)

    def _entries(
        self, source: str, simplified: str, text: str, pinyin: str, *, is_name: bool
    ) -> Sequence[Entry]:
        """Return the entries of a word, or else those of its parts.

        If the edition has another word (芯片, 晶片), the entries of that word come first. Entries
        with the `pinyin` precede the others, names first among them if the word is a name;
        cross-references and surnames come last.
        """
        dictionary = self._engines.dictionary
        entries = dict.fromkeys((*dictionary.select(simplified, text), *dictionary.entries(source)))
        if entries:
            return sorted(
                entries,
                key=lambda entry: (
                    entry.simplified != simplified,
                    _bare(spell_reading(entry.syllables, self._style)) != pinyin,
                    entry.is_variant or entry.is_surname,
                    entry.is_name != is_name,
                ),
            )
        parts = self._parts(simplified)
        if len(parts) < 2:
            return ()
        return [entry for part in parts for entry in _usual(dictionary.entries(part))[:2]]

    def _chosen_first(
        self, source: str, choice: SenseChoice, entries: Sequence[Entry]
    ) -> Sequence[Entry]:
        """Move the entry that the author chose to the front, and the chosen sense within it."""
        entry = self._engines.dictionary.entries(source)[choice.entry]
        first = entry
        if choice.sense is not None:
            sense = entry.senses[choice.sense]
            others = [other for at, other in enumerate(entry.senses) if at != choice.sense]
            first = replace(entry, senses=(sense, *others))
        return [first, *(other for other in entries if other != entry)]

    def _traditional(self, simplified: str) -> str:
        """Return the traditional headword: the dictionary's, or else those of the parts."""
        dictionary = self._engines.dictionary
        found = _usual(dictionary.entries(simplified))
        if found:
            return found[0].traditional
        parts = self._parts(simplified)
        if len(parts) < 2:
            return simplified
        return "".join(map(self._traditional, parts))

    def _parts(self, simplified: str) -> list[str]:
        return [w.span.of(simplified) for w in self._engines.segmenter.segment(simplified)]

    def json(self) -> str:
        """Return the data in the format of `views.DICTIONARY`, safe inside a `script` element."""
        words = [*self.words, *self._nested_words()]
        keys = {word.text: word.key for word in reversed(words)}
        records = list(map(_record, words))
        for word, record in zip(words, records, strict=True):
            if word.text in self._examples:
                record["x"] = 1
            for name, texts in (("in", word.inner_words), ("of", word.longer_words)):
                if found := [keys[text] for text in texts if text in keys]:
                    record[name] = found
                for key in found:
                    records[key]["l"] = words[key].levels
        return as_json(records)

    def characters(self) -> set[str]:
        """Return the Han characters that the pop-up explains."""
        texts = (text for word in self.words for text in (word.text, *word.longer_words))
        return {char for text in texts for char in text if IS_HAN.match(char)}

    def _nested_words(self) -> Sequence[PageWord]:
        """Return the words inside and around those of the page that do not occur on it."""
        known = {word.text for word in self.words}
        texts = (text for word in self.words for text in (*word.inner_words, *word.longer_words))
        found: list[PageWord] = []
        for text in dict.fromkeys(text for text in texts if text not in known):
            word = self._nested_word(text, len(self.words) + len(found))
            if word is not None:
                found.append(word)
        return found


def _usual(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Return the entries without cross-references and surnames, unless there are no others."""
    return [e for e in entries if not (e.is_variant or e.is_surname)] or entries


def _bare(pinyin: str) -> str:
    return re.sub("[ '-]", "", pinyin).lower()


@lru_cache(maxsize=65536)
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


def _record(word: PageWord) -> dict[str, Any]:
    record: dict[str, Any] = {"s": word.simplified, "t": word.traditional, "p": word.pinyin}
    if word.name is not None:
        record["n"] = word.name
    if word.term_id is not None:
        record["term"] = word.term_id
    record["e"] = [_entry_record(entry, word) for entry in word.entries]
    return record


def _entry_record(entry: EntryView, word: PageWord) -> Mapping[str, Any]:
    record: dict[str, Any] = {"d": entry.senses}
    if entry.simplified != word.simplified:
        record["s"] = entry.simplified
    if entry.traditional != word.traditional:
        record["t"] = entry.traditional
    if entry.pinyin and _bare(entry.pinyin) != _bare(word.pinyin):
        record["p"] = entry.pinyin
    if entry.measure_words:
        record["cl"] = entry.measure_words
    if entry.taiwan_pinyin:
        record["tw"] = entry.taiwan_pinyin
    return record
