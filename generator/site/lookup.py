"""The pop-up's data: for each word of a page, its dictionary entries.

A word gets its key when it is first met, so keys run in the order of the text. Words that
are written, shown and read alike share one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.annotate.engines import Engines
from generator.annotate.groups import BlockReadings, Group, spelling
from generator.language.characters import has_han
from generator.language.dictionary import Entry, expand_references
from generator.language.pinyin import is_syllable, spell
from generator.model import Block, Edition, Span, Word
from generator.site.views import EntryView


@dataclass(slots=True)
class LookedUp:
    """A word of the page, with how often and where it stands."""

    key: int
    simplified: str
    text: str
    """In the edition of the page."""
    groups: tuple[Group, ...]
    kind: str
    name: str | None
    term_id: str | None
    entries: tuple[EntryView, ...]
    sentence_id: str
    """The first sentence that has it."""
    count: int = 0

    @property
    def pinyin(self) -> str:
        """As displayed."""
        return spelling(self.groups) if any(group.pinyin for group in self.groups) else ""


class Lookup:
    """Collects the words of one page."""

    def __init__(self, script: Edition, edition: Edition, engines: Engines) -> None:
        self.words: list[LookedUp] = []
        self._script = script
        self._edition = edition
        self._engines = engines
        self._keys: dict[tuple[str, str, str, str | None], LookedUp] = {}
        self._block: _BlockContext | None = None

    def key(self, block: Block, word: Word) -> int | None:
        """The key of a word, None for one that there is nothing to say about."""
        if self._block is None or self._block.block is not block:
            self._block = _BlockContext(block, self._script, self._edition, self._engines)
        context = self._block
        simplified = word.span.of(context.simplified)
        name = context.names.get(word.span)
        term_id = context.terms.get(word.span)
        groups = context.readings.groups(word.span)
        text = context.readings.text(word.span)
        identity = (simplified, text, "".join(g.pinyin for g in groups), name)
        found = self._keys.get(identity)
        if found is None:
            entries = self._entries(simplified, text, groups)
            if not entries and name is None and term_id is None and not has_han(text):
                return None
            found = LookedUp(
                len(self.words),
                simplified,
                text,
                groups,
                word.kind,
                name,
                term_id,
                entries,
                context.sentence_of(word.span),
            )
            self._keys[identity] = found
            self.words.append(found)
        found.count += 1
        return found.key

    def _entries(
        self, simplified: str, text: str, groups: Sequence[Group]
    ) -> tuple[EntryView, ...]:
        """The word's entries, or else those of the words it is made of.

        Where the edition says another word (芯片, 晶片), that word's entries come first.
        """
        dictionary = self._engines.dictionary
        reading = _bare("".join(group.pinyin for group in groups))
        shown = self._engines.simplified(text, self._edition)
        entries = dict.fromkeys((*dictionary.select(shown, text), *dictionary.entries(simplified)))
        # First this edition's word as it is read here; bare references and surnames last.
        ordered = sorted(
            entries,
            key=lambda e: (
                e.simplified != shown,
                _bare(_spelt(e.syllables)) != reading,
                e.is_variant or e.is_surname,
            ),
        )
        found = list(map(entry_view, ordered))
        if found or len(simplified) < 2:
            return tuple(found)
        parts = self._engines.segmenter.segment(simplified)
        return tuple(
            entry_view(entry)
            for part in parts
            if len(parts) > 1
            for entry in self._engines.dictionary.entries(part.span.of(simplified))[:2]
        )

    def json(self) -> str:
        """The data as `views.DICTIONARY` says, safe inside a `script` element."""
        text = json.dumps(
            [_record(word) for word in self.words], ensure_ascii=False, separators=(",", ":")
        )
        return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


class _BlockContext:
    """What `Lookup.key` needs of a block, made once for all of its words."""

    def __init__(self, block: Block, script: Edition, edition: Edition, engines: Engines) -> None:
        self.block = block
        self.simplified = engines.simplified(block.text, script)
        self.readings = BlockReadings(block, edition)
        self.names = {name.span: name.kind.value for name in block.layers.names}
        self.terms = {use.span: use.term_id for use in block.layers.terms}

    def sentence_of(self, span: Span) -> str:
        return next((s.id for s in self.block.sentences if s.span.contains(span)), "")


def _bare(pinyin: str) -> str:
    return pinyin.replace(" ", "").replace("'", "").lower()


def entry_view(entry: Entry) -> EntryView:
    """An entry as pages show it."""
    return EntryView(
        entry.simplified,
        entry.traditional,
        _spelt(entry.syllables),
        tuple(map(expand_references, entry.senses)),
        tuple(map(expand_references, entry.measure_words)),
        _spelt(entry.taiwan),
    )


def _spelt(syllables: Sequence[str]) -> str:
    """A dictionary reading in one line: a capital inside begins a new word, as in names."""
    words: list[list[str]] = []
    for syllable in syllables:
        if not words or syllable[:1].isupper() or not is_syllable(syllable):
            words.append([])
        words[-1].append(syllable)
    return spell(words)


def _record(word: LookedUp) -> Mapping[str, Any]:
    record: dict[str, Any] = {"s": word.simplified, "t": word.text, "p": word.pinyin}
    if word.name is not None:
        record["n"] = word.name
    if word.term_id is not None:
        record["term"] = word.term_id
    record["e"] = [_entry_record(entry) for entry in word.entries]
    return record


def _entry_record(entry: EntryView) -> Mapping[str, Any]:
    record: dict[str, Any] = {"t": entry.traditional, "p": entry.pinyin, "d": entry.senses}
    if entry.measure_words:
        record["cl"] = entry.measure_words
    if entry.taiwan_pinyin:
        record["tw"] = entry.taiwan_pinyin
    return record
