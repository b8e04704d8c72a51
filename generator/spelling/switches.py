"""The readings of a page under each combination of the reader's switches.

The `pinyin` of a group is the citation form with 儿 joined; `switched` has the spellings that
differ from it, by the attribute that the style sheet displays:

    sandhi on            s    yìdiǎnr
    erhua apart, off     e, n    yīdiǎn'er, yīdiǎn
    both                 se, sn    yìdiǎn'er, yìdiǎn
    the tones of `s`     t    454, for the colours, if `s` does not show them

Most editions have the same readings, so a clause is spelt once for all that do, and only if a
switch may change it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from generator.language.pinyin.styles import Erhua, Spelling, Style
from generator.model import AnnotatedWord, Block, Edition, Span
from generator.spelling.ruby import (
    BlockReadings,
    RubyGroup,
    Syllables,
    ruby_groups,
    spell_groups,
    syllables_of,
)
from generator.spelling.spoken import (
    Clause,
    EditionWord,
    Readings,
    cited_syllables,
    clauses,
    edition_words,
    light_readings,
    may_change,
    spoken_clause,
    spoken_numbers,
)

_LETTERS = {Erhua.APART: "e", Erhua.OFF: "n"}
_Changes = Mapping[int, Mapping[str, Readings]]
"""The readings of words that are not in citation form, by index and by the letters of switches."""


class SwitchedReadings(Struct, frozen=True):
    """The readings of a block in one edition under every switch."""

    plain: BlockReadings
    switched: Mapping[str, BlockReadings]

    def groups(self, word: AnnotatedWord, part: Span | None = None) -> tuple[RubyGroup, ...]:
        """Return the groups of a word, or of a `part` of it that Markdown separates."""
        groups = self.plain.groups(word, part)
        changed = {
            letters: readings.groups(word, part)
            for letters, readings in self.switched.items()
            if readings.numbers or word.index in readings.spoken
        }
        return _with_switched(groups, changed)


class BlockSwitches:
    """The readings of a block under every switch, edition by edition."""

    def __init__(self, block: Block, spelling: Spelling) -> None:
        """`spelling` has the settings of the site, which are the initial values of the switches."""
        self._block = block
        self._spellings = _switched_spellings(spelling)
        self._plain = self._spellings[""]
        self._numbers = {
            spelling.sandhi: spoken_numbers(block, spelling)
            for spelling in (self._plain, self._spellings["s"])
        }
        self._light = light_readings(block, spelling)
        self._words = [
            EditionWord(w, w.text, self._light.get(w.index, w.readings))
            for w in block.annotated_words
        ]
        self._own: dict[Edition, dict[int, EditionWord]] = {}
        """The words with readings of their own in an edition, by index."""
        for word in block.annotated_words:
            for variant in word.variants:
                if variant.readings:
                    own = EditionWord(word, variant.text, variant.readings, True)
                    self._own.setdefault(variant.edition, {})[word.index] = own
        self._in_edition: dict[Edition, SwitchedReadings] = {}
        self._clauses = clauses(block, self._words)
        self._in_source = self._changes(self._clauses, self._words)

    def switched_words(self, edition: Edition) -> Mapping[int, tuple[RubyGroup, ...]]:
        """Return the groups of the words that are not only their citation form, by index."""
        words, own = self._block.annotated_words, self._own_words(edition)
        changes = self._changes_in(edition, own)
        found = {}
        for index, changed in changes.items():
            readings = own.get(index, self._words[index]).readings
            found[index] = _switched_groups(
                words[index].text_in(edition),
                syllables_of(changed.get("", readings)),
                tuple([(k, syllables_of(each)) for k, each in changed.items() if k]),
                self._plain.style,
            )
        for index in (self._light.keys() | own.keys()) - found.keys():
            word = own.get(index, self._words[index])
            if not word.has_own_readings and word.readings is not words[index].readings:
                text = words[index].text_in(edition)  # 里 read li, 和 read hàn
                found[index] = ruby_groups(text, word.readings, self._plain.style)
        starts = self._numbers[False].keys() | self._numbers[True].keys()
        for each in words if starts else ():
            if not starts.isdisjoint(range(each.span.start, each.span.end)):
                found[each.index] = self.in_edition(edition).groups(each)
        return found

    def in_edition(self, edition: Edition) -> SwitchedReadings:
        """Return the readings in an edition."""
        if edition not in self._in_edition:  # each part of a divided word asks for them
            self._in_edition[edition] = self._read_in(edition)
        return self._in_edition[edition]

    def _read_in(self, edition: Edition) -> SwitchedReadings:
        words = edition_words(self._block, edition, self._plain)
        spoken: dict[str, dict[int, Readings]] = {letters: {} for letters in self._spellings}
        for index, changed in self._changes_in(edition, self._own_words(edition)).items():
            for letters, readings in changed.items():
                spoken[letters][index] = readings
        found = {
            letters: BlockReadings(
                self._block.text,
                words,
                self._plain.style,
                each,
                self._numbers[self._spellings[letters].sandhi],
            )
            for letters, each in spoken.items()
        }
        return SwitchedReadings(found.pop(""), found)

    def _own_words(self, edition: Edition) -> Mapping[int, EditionWord]:
        """Return the words with other readings in an edition than in the source, by index."""
        if edition is Edition.TW and (self._plain.he_as_han or self._light):
            return {
                word.source.index: word
                for word in edition_words(self._block, edition, self._plain)
                if word.readings is not self._words[word.source.index].readings
            }
        return self._own.get(edition, {})

    def _changes_in(self, edition: Edition, own: Mapping[int, EditionWord]) -> _Changes:
        """Return the changes in an edition; only clauses with `own` readings are spelt anew."""
        if not own:
            return self._in_source
        words = self._words.copy()
        for index, word in own.items():
            words[index] = word
        if not all(word.source.readings for word in own.values()):  # there is no pause there
            return self._changes(clauses(self._block, words), words)
        starts = [clause.first for clause in self._clauses]
        anew = [self._clauses[at] for at in {bisect_right(starts, index) - 1 for index in own}]
        changes = dict(self._in_source)
        for clause in anew:
            for index in range(clause.first, clause.end):
                changes.pop(index, None)
        return {**changes, **self._changes(anew, words)}

    def _changes(self, spelt: Iterable[Clause], words: Sequence[EditionWord]) -> _Changes:
        """Return the changes of some clauses, given the words of the block."""
        changes: dict[int, dict[str, Readings]] = {}
        for clause in spelt:
            inside = words[clause.first : clause.end]
            syllables = cited_syllables(inside)
            if not (self._plain.sentence_capitals or may_change(syllables)):
                continue
            has_erhua = "r5" in syllables
            letters = [k for k in self._spellings if has_erhua or k in ("", "s")]
            if not self._plain.sentence_capitals:
                letters.remove("")  # the citation forms
            spoken = spoken_clause(inside, clause, [self._spellings[k] for k in letters])
            for k, changed in zip(letters, spoken, strict=True):
                for index, readings in changed.items():
                    changes.setdefault(index, {})[k] = readings
        return changes


@lru_cache(maxsize=8192)
def _switched_groups(
    text: str, plain: Syllables, changed: tuple[tuple[str, Syllables], ...], style: Style
) -> tuple[RubyGroup, ...]:
    """Return the groups of a word, given its syllables and those under switches that change it."""
    groups = spell_groups(text, plain, style)
    switched = {letters: spell_groups(text, new, style) for letters, new in changed}
    return _with_switched(groups, switched)


def _with_switched(
    groups: tuple[RubyGroup, ...], switched: Mapping[str, tuple[RubyGroup, ...]]
) -> tuple[RubyGroup, ...]:
    """Return groups with their spellings under the switches that change their word."""
    if not switched:
        return groups
    return tuple(
        replace(group, switched=tuple(_switched(group, {k: v[at] for k, v in switched.items()})))
        for at, group in enumerate(groups)
    )


@lru_cache(maxsize=16)
def _switched_spellings(spelling: Spelling) -> Mapping[str, Spelling]:
    """Return the spelling under each combination of switches, by its letters."""
    plain = replace(spelling, sandhi=False, erhua=Erhua.JOINED)
    spellings = {"": plain, "s": replace(plain, sandhi=True)}
    for erhua, letter in _LETTERS.items():
        spellings[letter] = replace(plain, erhua=erhua)
        spellings[f"s{letter}"] = replace(plain, sandhi=True, erhua=erhua)
    return spellings


def _switched(plain: RubyGroup, groups: Mapping[str, RubyGroup]) -> Iterator[tuple[str, str]]:
    """Yield the attributes of a group that differ from what the style sheet displays anyway."""
    found: dict[str, str] = {}
    for letters in ("s", "e", "n", "se", "sn"):
        drawn = found.get(letters[-1], found.get(letters[0], plain.pinyin))
        pinyin = groups[letters].pinyin if letters in groups else drawn
        if pinyin != drawn:
            found[letters] = pinyin
    yield from found.items()
    if "s" in found and (tones := groups["s"].hidden_tones):
        yield "t", tones
