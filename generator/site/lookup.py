"""The pop-up's data: for each word of a page, its dictionary entries.

A word gets its key when it is first met, so keys run in the order of the text. Words that
are written, shown and read alike share one. Behind the words of the page stand those that lie
inside them or around them (`nested.py`), as far as the page has them nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any

from generator.annotate.engines import Engines
from generator.annotate.marks import site_lexeme
from generator.annotate.spelt import separators_of
from generator.language.characters import IS_HAN, has_han
from generator.language.dictionary.cedict import Entry, expand_references, spell_reading
from generator.language.levels import level_codes
from generator.language.pinyin.styles import Spelling, Style
from generator.model import (
    Block,
    Edition,
    NameKind,
    Origin,
    Reading,
    SenseChoice,
    Separator,
    Span,
    Word,
    WordKind,
)
from generator.site.lazy_data import as_json
from generator.site.nested import around, inside
from generator.site.views import EntryView
from generator.spelling.ruby import BlockReadings, Group, groups, spelling


@dataclass(slots=True)
class PageWord:
    """A word of the page, with how often and where it stands."""

    key: int
    text: str
    """In the edition of the page."""
    simplified: str
    traditional: str
    groups: tuple[Group, ...]
    """Spelt as the word is by itself, without the tones and the capitals of a sentence."""
    kind: str
    name: str | None
    term_id: str | None
    entries: tuple[EntryView, ...]
    sentence_id: str
    """The first sentence that has it."""
    count: int = 0
    inside: tuple[str, ...] = ()
    """The dictionary words within it, in the edition of the page, the shortest first."""
    around: dict[str, None] = field(default_factory=dict)
    """The longer ones that it is part of somewhere on the page."""
    syllables: tuple[str, ...] = ()
    """Of the text, with tone digits; empty where the edition says another word."""

    @property
    def levels(self) -> str:
        """As `levels.level_codes` writes them."""
        return level_codes(self.simplified, self.syllables)

    @property
    def pinyin(self) -> str:
        """In one line."""
        return spelling(self.groups) if any(group.pinyin for group in self.groups) else ""


class Lookup:
    """Collects the words of one page; `examples` has those that the site has sentences with."""

    def __init__(
        self,
        script: Edition,
        edition: Edition,
        engines: Engines,
        style: Style = Style.MARKS,
        examples: Container[str] = (),
    ) -> None:
        self.words: list[PageWord] = []
        self._examples = examples
        self._script = script
        self._edition = edition
        self._engines = engines
        self._style = style
        self._keys: dict[tuple[str | SenseChoice | None, ...], PageWord | None] = {}
        self._block: _BlockContext | None = None

    def look_up(self, block: Block, word: Word) -> PageWord | None:
        """What to say of a word, None for one that there is nothing to say about."""
        if self._block is None or self._block.block is not block:
            self._block = _BlockContext(
                block, self._script, self._edition, self._engines, self._style
            )
        context = self._block
        source = word.span.of(context.simplified)
        text = context.readings.text(word.span)
        shown = context.readings.groups(word.span)
        name = context.names.get(word.span)
        lexeme = site_lexeme(block, word.span, context.simplified, self._engines)
        gloss = lexeme.english if lexeme is not None else ""
        term_id, choice = context.terms.get(word.span), context.choices.get(word.span)
        said = "".join(g.pinyin for g in shown)
        identity = (source, text, said, name or "", gloss, term_id or "", choice)
        if identity not in self._keys:
            self._keys[identity] = self._new(source, text, shown, word, context, gloss)
        found = self._keys[identity]
        if found is not None:
            found.count += 1
            found.around.update(dict.fromkeys(context.around(word.span)))
        return found

    def _new(
        self,
        source: str,
        text: str,
        shown_as: tuple[Group, ...],
        word: Word,
        context: _BlockContext,
        gloss: str,
    ) -> PageWord | None:
        """What to say of a word; `source` is its simplified text, `text` that of the edition."""
        name, term_id = context.names.get(word.span), context.terms.get(word.span)
        shown = self._engines.simplified(text, self._edition)
        said = "".join(group.pinyin for group in shown_as)
        own: tuple[str, ...] = ()
        if shown == source:  # Entries are read as on the mainland, so Taiwan's is no guide.
            own = tuple([reading.pinyin for reading in context.readings.readings(word.span)])
            said = spell_reading(own, self._style)
        entries = self._entries(source, shown, text, _bare(said), is_name=bool(name))
        if choice := context.choices.get(word.span):
            entries = self._chosen(source, choice, entries)
        if not (entries or gloss or name or term_id or has_han(text)):
            return None
        traditional = text if self._edition is not Edition.HANS else self._traditional(shown)
        views = [entry_view(entry, self._style) for entry in entries]
        if gloss:
            views.insert(0, EntryView(shown, traditional, "", (gloss,), (), ""))
        found = PageWord(
            key=len(self.words),
            text=text,
            simplified=shown,
            traditional=traditional,
            groups=shown_as,
            kind=word.kind,
            name=name,
            term_id=term_id,
            entries=tuple(views),
            sentence_id=context.sentence_of(word.span),
            inside=self._inside(shown, text)
            if word.kind is WordKind.HAN and name != NameKind.PERSON
            else (),
            syllables=own,
        )
        self.words.append(found)
        return found

    def _inside(self, shown: str, text: str) -> tuple[str, ...]:
        """The dictionary words within a word, which is `shown` in simplified characters.

        One that has no entry of its own shows those of its parts anyway.
        """
        if not self._engines.dictionary.entries(shown):
            return ()
        return tuple(span.of(text) for span in self._engines.remembering(inside)(shown))

    def _nested(self, text: str, key: int) -> PageWord | None:
        """What to say of a dictionary word, given in the edition of the page."""
        shown = self._engines.simplified(text, self._edition)
        if not self._engines.dictionary.entries(shown):
            return None  # the edition says another word there
        entries = self._entries(shown, shown, text, "", is_name=False)
        first = _usual(entries)[0]
        said = (self._edition is Edition.TW and first.taiwan) or first.syllables
        return PageWord(
            key=key,
            text=text,
            simplified=shown,
            traditional=text if self._edition is not Edition.HANS else self._traditional(shown),
            groups=self._groups(shown, text, said),
            kind=WordKind.HAN,
            name=None,
            term_id=None,
            entries=tuple(entry_view(entry, self._style) for entry in entries),
            sentence_id="",
        )

    def _groups(self, shown: str, text: str, said: Sequence[str]) -> tuple[Group, ...]:
        """A dictionary word as it is spelt by itself."""
        at = separators_of(self._engines, shown)
        readings = [
            Reading(Span(i, i + 1), syllable, Origin.DICTIONARY, 1.0, at.get(i, Separator.NONE))
            for i, syllable in enumerate(said)
        ]
        return groups(text, readings, self._style)

    def _entries(
        self, source: str, shown: str, text: str, reading: str, *, is_name: bool
    ) -> Sequence[Entry]:
        """The word's entries, or else those of the words it is made of.

        Where the edition says another word (芯片, 晶片), that word's entries come first. The one
        with the `reading` precedes the others, and among those of one reading what is a name as
        the word is; bare references and surnames come last.
        """
        dictionary = self._engines.dictionary
        entries = dict.fromkeys((*dictionary.select(shown, text), *dictionary.entries(source)))
        if entries:
            return sorted(
                entries,
                key=lambda entry: (
                    entry.simplified != shown,
                    _bare(spell_reading(entry.syllables, self._style)) != reading,
                    entry.is_variant or entry.is_surname,
                    entry.is_name != is_name,
                ),
            )
        parts = self._parts(shown)
        if len(parts) < 2:
            return ()
        return [entry for part in parts for entry in _usual(dictionary.entries(part))[:2]]

    def _chosen(
        self, source: str, choice: SenseChoice, entries: Sequence[Entry]
    ) -> Sequence[Entry]:
        """The entries, the one that the author chose first, and in it the sense chosen."""
        entry = self._engines.dictionary.entries(source)[choice.entry]
        first = entry
        if choice.sense is not None:
            sense = entry.senses[choice.sense]
            others = [other for at, other in enumerate(entry.senses) if at != choice.sense]
            first = replace(entry, senses=(sense, *others))
        return [first, *(other for other in entries if other != entry)]

    def _traditional(self, simplified: str) -> str:
        """The traditional headword: the dictionary's, else its parts' put together."""
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
        """The data as `views.DICTIONARY` says, safe inside a `script` element."""
        words = [*self.words, *self._beside()]
        keys = {word.text: word.key for word in reversed(words)}
        records = list(map(_record, words))
        for word, record in zip(words, records, strict=True):
            if word.text in self._examples:
                record["x"] = 1
            for name, texts in (("in", word.inside), ("of", word.around)):
                if found := [keys[text] for text in texts if text in keys]:
                    record[name] = found
                for key in found:
                    records[key]["l"] = words[key].levels
        return as_json(records)

    def characters(self) -> set[str]:
        """The Han characters that the pop-up may be asked about."""
        texts = (text for word in self.words for text in (word.text, *word.around))
        return {char for text in texts for char in text if IS_HAN.match(char)}

    def _beside(self) -> Sequence[PageWord]:
        """The words inside and around those of the page that it has nowhere else."""
        known = {word.text for word in self.words}
        texts = (text for word in self.words for text in (*word.inside, *word.around))
        found: list[PageWord] = []
        for text in dict.fromkeys(text for text in texts if text not in known):
            word = self._nested(text, len(self.words) + len(found))
            if word is not None:
                found.append(word)
        return found


class _BlockContext:
    """What `Lookup.look_up` needs of a block, made once for all of its words."""

    def __init__(
        self, block: Block, script: Edition, edition: Edition, engines: Engines, style: Style
    ) -> None:
        self.block = block
        self.simplified = engines.simplified(block.text, script)
        self.readings = BlockReadings(block, edition, Spelling(style))
        self.names = {name.span: name.kind.value for name in block.layers.names}
        self._around = around(block, self.simplified, engines)
        self.choices = {s.span: s.choice for s in block.layers.senses if s.choice is not None}
        self.terms = {use.span: use.term_id for use in block.layers.terms}

    def around(self, span: Span) -> Iterator[str]:
        """The longer dictionary words that a word is part of, in the edition of the page."""
        for longer in self._around.get(span, ()):
            words = (word.span for word in self.block.layers.words if longer.contains(word.span))
            yield "".join(map(self.readings.text, words))

    def sentence_of(self, span: Span) -> str:
        return next((s.id for s in self.block.sentences if s.span.contains(span)), "")


def _usual(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries without references and surnames, unless there is nothing else."""
    return [e for e in entries if not (e.is_variant or e.is_surname)] or entries


def _bare(pinyin: str) -> str:
    return re.sub("[ '-]", "", pinyin).lower()


@lru_cache(maxsize=65536)
def entry_view(entry: Entry, style: Style = Style.MARKS) -> EntryView:
    """An entry as pages show it."""
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
