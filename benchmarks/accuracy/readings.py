"""Readings: accuracy.

Syllables are normalised before they are compared (`normal`): `lu:4`, `lv4` and `lü4`; tones 0 and
5; 一 and 不 with any sandhi; er5 and r5 of 儿; 谁 shei2 and shui2. *Neutral tone aside* counts
syllables as equal if they differ only because one of them has the neutral tone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from benchmarks.accuracy import ours, peers
from benchmarks.accuracy.data import Sets, han_offsets
from benchmarks.accuracy.report import MissingError, Section, Table, percent
from generator.language.dictionary.cedict import Dictionary
from generator.language.dictionary.neutral_tones import same_syllable_except_neutral
from tools.language.corpus import Example, RunningText

Item = TypeVar("Item")

_CITATION = {"一": "yi1", "不": "bu4"}


def normal(char: str, syllable: str | None) -> str:
    """Return the normalised syllable of a character; empty for None."""
    if not syllable:
        return ""
    plain = syllable.lower().replace("u:", "ü").replace("v", "ü")
    if plain[-1] == "0":
        plain = plain[:-1] + "5"
    citation = _CITATION.get(char)
    if citation is not None and plain[:-1] == citation[:-1]:
        return citation
    if char in "儿兒" and plain == "er5":
        return "r5"
    if char in "谁誰" and plain == "shui2":
        return "shei2"
    return plain


@cache
def _dictionary() -> Dictionary:
    return Dictionary()


@cache
def is_polyphone(char: str) -> bool:
    """Whether the dictionary has more than one reading of a character, surnames included."""
    entries = [e for e in _dictionary().entries(char) if not e.is_variant]
    return len({normal(char, e.syllables[0]) for e in entries}) > 1


@dataclass(frozen=True)
class Judged:
    """A character with its gold reading and the reading of a tool."""

    sentence: str
    offset: int
    gold: str
    given: str
    genre: str = ""

    @property
    def char(self) -> str:
        """The character."""
        return self.sentence[self.offset]

    @property
    def right(self) -> bool:
        """Whether the reading is correct."""
        return self.gold == self.given


def judge_examples(examples: Sequence[Example], given: peers.Syllables) -> list[Judged]:
    """Return the judgement of the marked character in each example."""
    return [
        Judged(
            e.sentence,
            e.offset,
            normal(e.character, e.reading),
            normal(e.character, row[e.offset]),
        )
        for e, row in zip(examples, given, strict=True)
    ]


def judge_running(texts: Sequence[RunningText], given: peers.Syllables) -> list[Judged]:
    """Return the judgement of every Han character in running text."""
    return [
        Judged(
            text.sentence,
            at,
            normal(text.sentence[at], gold),
            normal(text.sentence[at], row[at]),
            text.genre,
        )
        for text, row in zip(texts, given, strict=True)
        for at, gold in zip(han_offsets(text.sentence), text.syllables, strict=True)
    ]


def accuracy(judged: Iterable[Judged], *, neutral: bool = True) -> str:
    """Return the share of correct readings; with `neutral` false, neutral tone aside."""
    counted = list(judged)
    right = sum(
        j.right if neutral else same_syllable_except_neutral(j.gold, j.given) for j in counted
    )
    return percent(right, len(counted))


def confusions(judged: Iterable[Judged], limit: int) -> Iterator[str]:
    """Yield the most frequent wrong readings, with an example of each."""
    wrong = [j for j in judged if not j.right]
    first = {(j.char, j.gold, j.given): j for j in reversed(wrong)}
    counts = Counter((j.char, j.gold, j.given) for j in wrong)
    for (char, gold, given), count in counts.most_common(limit):
        j = first[char, gold, given]
        around = j.sentence[max(0, j.offset - 8) : j.offset]
        around += f"[{char}]" + j.sentence[j.offset + 1 : j.offset + 9]
        yield f"{count:4}  {char}  {gold}, read {given or '–'}: {around}"


TITLE = "Readings"
TEXT = """\
Share of correct readings, in per cent. *CPP* has {cpp} sentences with one rare polyphone
marked. *Held out* is the {held} test sentences of `corpus/polyphones`, with one difficult
character marked in each. *Running* is all {han} Han characters of the {sentences} sentences of
`corpus/running`; *poly* counts only characters with more than one reading in CC-CEDICT
({poly}), and *neutral aside* accepts a full tone for a neutral tone and the reverse. *Blind* is
all {unseen} Han characters of `corpus/blind`, which is never used for tuning. The errors in
*running* were reviewed one by one and corrected, so *blind* is the realistic figure. 一 and 不
are compared in citation tone."""


def measure(sets: Sets, errors: int) -> Section:
    """Return the tables of readings for each tool."""
    section = Section(TITLE, "")
    cpp = _present(lambda: sets.cpp, section)
    held = _present(lambda: sets.held_out, section)
    running = _present(lambda: sets.running, section)
    blind = _present(lambda: sets.blind, section)
    table = Table(
        "tool|CPP|held out|running|running, poly|neutral aside|poly, neutral aside"
        "|blind|blind, neutral aside".split("|")
    )
    genres = sorted({text.genre for text in running})
    lengths = Counter[str]()
    for text in running:
        lengths[text.genre] += len(text.syllables)
    by_genre = Table(["running: all / poly", *(f"{g} ({lengths[g]:,})" for g in genres)])
    for name, reader in peers.readers().items():
        try:
            on_cpp = judge_examples(cpp, reader([e.sentence for e in cpp]))
            on_held = judge_examples(held, reader([e.sentence for e in held]))
            on_running = judge_running(running, reader([t.sentence for t in running]))
            on_blind = judge_running(blind, reader([t.sentence for t in blind]))
        except MissingError as error:
            section.skipped.append(str(error))
            continue
        poly = [j for j in on_running if is_polyphone(j.char)]
        table.rows.append(
            [
                name,
                accuracy(on_cpp),
                accuracy(on_held),
                accuracy(on_running),
                accuracy(poly),
                accuracy(on_running, neutral=False),
                accuracy(poly, neutral=False),
                accuracy(on_blind),
                accuracy(on_blind, neutral=False),
            ]
        )
        cells = [
            f"{accuracy(j for j in on_running if j.genre == genre)}"
            f" / {accuracy(j for j in poly if j.genre == genre)}"
            for genre in genres
        ]
        by_genre.rows.append([name, *cells])
        if reader is ours.syllables:
            section.text = TEXT.format(
                cpp=f"{len(on_cpp):,}",
                held=f"{len(on_held):,}",
                han=f"{len(on_running):,}",
                sentences=f"{len(running):,}",
                poly=f"{len(poly):,}",
                unseen=f"{len(on_blind):,}",
            )
            for label, judged in (("CPP", on_cpp), ("held out", on_held), ("running", on_running)):
                if errors and judged:
                    section.errors += [f"{label}:", *confusions(judged, errors)]
    section.tables = [table, by_genre] if genres else [table]
    section.skipped += [f"a line of corpus/: {fault}" for fault in sets.faults]
    return section


def _present(read: Callable[[], list[Item]], section: Section) -> list[Item]:
    try:
        return read()
    except MissingError as error:
        section.skipped.append(str(error))
        return []
