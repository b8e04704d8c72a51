"""A word without its place, and the record of what pop-ups and vocabulary pages show of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

from msgspec import Struct

from generator.annotate.sense_stage import traditional_form
from generator.language.dictionary.cedict import Entry, expand_references, spell_reading
from generator.language.glosses.uses import Use
from generator.language.pinyin.styles import Style
from generator.model import AnnotatedWord, Edition, SenseChoice, WordKind
from generator.site.views import EntryView
from generator.site.word_columns import record_cells
from generator.site.word_entries import bare
from generator.spelling.ruby import RubyGroup, Syllables, inline_pinyin, syllables_of


class ReadWord(NamedTuple):
    """A dictionary word inside or around another one, with its reading there."""

    text: str
    """In the edition."""
    syllables: tuple[str, ...]
    """Citation forms, one for each Han character."""


class DistinctWord(Struct, frozen=True, gc=False, cache_hash=True):
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
            tuple(
                [
                    (v.edition, v.text, syllables_of(v.readings) if v.readings else ())
                    for v in word.variants
                ]
            )
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


class Content(Struct, frozen=True, gc=False, cache_hash=True):
    """What the script of an article has of a word by itself."""

    cells: tuple[str, ...]
    """The first items of the record, as the columns of `word_columns.py` have them."""
    marks: tuple[tuple[str, str], ...]
    """The members of its last item that depend only on the word."""


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
    content: Content


def make_record(
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
    """Return a record; `number` is that of the use in which the word stands here."""
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
        Content(record_cells(simplified, other, pinyin, levels, rows, gloss), marks),
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


def on_one_line(groups: Sequence[RubyGroup]) -> str:
    """Return the pinyin of groups on one line; empty if none has any."""
    return inline_pinyin(groups) if any(group.pinyin for group in groups) else ""


@lru_cache(maxsize=2048)
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
