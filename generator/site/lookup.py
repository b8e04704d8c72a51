"""The pop-up's data: for each word of a page, its dictionary entries.

A word gets its key when it is first met, so keys run in the order of the text. Words that
are written, shown and read alike share one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from generator.annotate.engines import Engines
from generator.annotate.groups import BlockReadings, Group, spelling
from generator.annotate.marks import site_lexeme
from generator.language.characters import has_han
from generator.language.dictionary import Entry, expand_references
from generator.language.levels import code
from generator.language.pinyin import is_syllable
from generator.language.styles import Spelling, Style, join_in
from generator.model import Block, Edition, SenseChoice, Span, Word
from generator.site.views import EntryView


@dataclass(slots=True)
class LookedUp:
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

    @property
    def levels(self) -> str:
        """As `levels.code` writes them."""
        return code(self.simplified)

    @property
    def pinyin(self) -> str:
        """In one line."""
        return spelling(self.groups) if any(group.pinyin for group in self.groups) else ""


class Lookup:
    """Collects the words of one page."""

    def __init__(
        self, script: Edition, edition: Edition, engines: Engines, style: Style = Style.MARKS
    ) -> None:
        self.words: list[LookedUp] = []
        self._script = script
        self._edition = edition
        self._engines = engines
        self._style = style
        self._keys: dict[tuple[str | SenseChoice | None, ...], LookedUp | None] = {}
        self._block: _BlockContext | None = None

    def look_up(self, block: Block, word: Word) -> LookedUp | None:
        """What to say of a word, None for one that there is nothing to say about."""
        if self._block is None or self._block.block is not block:
            self._block = _BlockContext(
                block, self._script, self._edition, self._engines, self._style
            )
        context = self._block
        source = word.span.of(context.simplified)
        text = context.readings.text(word.span)
        groups = context.readings.groups(word.span)
        name = context.names.get(word.span)
        lexeme = site_lexeme(block, word.span, context.simplified, self._engines)
        gloss = lexeme.english if lexeme is not None else ""
        term_id, choice = context.terms.get(word.span), context.choices.get(word.span)
        said = "".join(g.pinyin for g in groups)
        identity = (source, text, said, name or "", gloss, term_id or "", choice)
        if identity not in self._keys:
            self._keys[identity] = self._new(source, text, groups, word, context, gloss)
        found = self._keys[identity]
        if found is not None:
            found.count += 1
        return found

    def _new(
        self,
        source: str,
        text: str,
        groups: tuple[Group, ...],
        word: Word,
        context: _BlockContext,
        gloss: str,
    ) -> LookedUp | None:
        """What to say of a word; `source` is its simplified text, `text` that of the edition."""
        name, term_id = context.names.get(word.span), context.terms.get(word.span)
        shown = self._engines.simplified(text, self._edition)
        said = "".join(group.pinyin for group in groups)
        if shown == source:  # Entries are read as on the mainland, so Taiwan's is no guide.
            own = tuple([reading.pinyin for reading in context.readings.readings(word.span)])
            said = _spelt(own, self._style)
        entries = self._entries(source, shown, text, _bare(said))
        if choice := context.choices.get(word.span):
            entries = self._chosen(source, choice, entries)
        if not (entries or gloss or name or term_id or has_han(text)):
            return None
        traditional = text if self._edition is not Edition.HANS else self._traditional(shown)
        views = [entry_view(entry, self._style) for entry in entries]
        if gloss:
            views.insert(0, EntryView(shown, traditional, "", (gloss,), (), ""))
        found = LookedUp(
            key=len(self.words),
            text=text,
            simplified=shown,
            traditional=traditional,
            groups=groups,
            kind=word.kind,
            name=name,
            term_id=term_id,
            entries=tuple(views),
            sentence_id=context.sentence_of(word.span),
        )
        self.words.append(found)
        return found

    def _entries(self, source: str, shown: str, text: str, reading: str) -> Sequence[Entry]:
        """The word's entries, or else those of the words it is made of.

        Where the edition says another word (芯片, 晶片), that word's entries come first. The one
        with the `reading` precedes the others; bare references and surnames come last.
        """
        dictionary = self._engines.dictionary
        entries = dict.fromkeys((*dictionary.select(shown, text), *dictionary.entries(source)))
        if entries:
            return sorted(
                entries,
                key=lambda entry: (
                    entry.simplified != shown,
                    _bare(_spelt(entry.syllables, self._style)) != reading,
                    entry.is_variant or entry.is_surname,
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
        text = json.dumps(
            [_record(word) for word in self.words], ensure_ascii=False, separators=(",", ":")
        )
        return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


class _BlockContext:
    """What `Lookup.key` needs of a block, made once for all of its words."""

    def __init__(
        self, block: Block, script: Edition, edition: Edition, engines: Engines, style: Style
    ) -> None:
        self.block = block
        self.simplified = engines.simplified(block.text, script)
        self.readings = BlockReadings(block, edition, Spelling(style))
        self.names = {name.span: name.kind.value for name in block.layers.names}
        self.choices = {s.span: s.choice for s in block.layers.senses if s.choice is not None}
        self.terms = {use.span: use.term_id for use in block.layers.terms}

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
    spelt = partial(expand_references, style=style)
    return EntryView(
        entry.simplified,
        entry.traditional,
        _spelt(entry.syllables, style),
        tuple(map(spelt, entry.senses)),
        tuple(map(spelt, entry.measure_words)),
        _spelt(entry.taiwan, style),
    )


@lru_cache(maxsize=65536)
def _spelt(syllables: tuple[str, ...], style: Style) -> str:
    """A dictionary reading in one line: a capital inside begins a new word, as in names."""
    words: list[list[str]] = []
    for syllable in syllables:
        if not words or syllable[:1].isupper() or not is_syllable(syllable):
            words.append([])
        words[-1].append(syllable)
    return " ".join(join_in(word, style) for word in words)


def _record(word: LookedUp) -> Mapping[str, Any]:
    record: dict[str, Any] = {"s": word.simplified, "t": word.traditional, "p": word.pinyin}
    if word.name is not None:
        record["n"] = word.name
    if word.term_id is not None:
        record["term"] = word.term_id
    record["e"] = [_entry_record(entry, word) for entry in word.entries]
    return record


def _entry_record(entry: EntryView, word: LookedUp) -> Mapping[str, Any]:
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
