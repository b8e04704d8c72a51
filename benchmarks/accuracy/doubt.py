"""Doubt: how many of the doubts of `jiazhu check` are true, and how many of the errors it hears.

A doubt about a reading is true if the reading is wrong; a full tone for a neutral tone or the
reverse is no error here. A doubt about a cut is true if the labels part or join the stretch
otherwise. Each place counts, although `jiazhu check` reports those of a kind only once an article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.accuracy import ours
from benchmarks.accuracy.data import GoldWords, Sets
from benchmarks.accuracy.readings import Judged, judge_examples, judge_running
from benchmarks.accuracy.report import MissingError, Section, Table, percent
from benchmarks.accuracy.words import clashes, cut_of_span, spans_of
from generator.language.dictionary.neutral_tones import same_syllable_except_neutral
from generator.language.readings.confidence import DOUBT_THRESHOLD
from generator.model import Edition, Span
from tools.language.corpus import CutExample, Example, RunningText

TITLE = "Doubt"
TEXT = """\
Doubts that `jiazhu check` reports (R003, W010): the share of them in per cent that are true, and
the share of all errors that are among them (*heard*). A doubt about a reading is true if it is
wrong by more than a neutral tone; one about a cut, if its characters are cut otherwise in the
labels. Rules were chosen and models trained by what is called *read*; *unread* and *blind* is what
was never looked at for that. `corpus/quoted` and `corpus/cuts` were chosen to be difficult, so that
more is wrong in them than in text as it comes; in *running*, whatever was wrong has been mended.
*Natural* is `corpus/contested/test`: {natural} fresh places of natural text on which the
sources differ or are not sure, each judged. Of cuts in *blind*, errors are words that clash with
the labels (see *Words*).

With the models before these, `jiazhu check` listed 88 doubts about readings in 60 further articles
of natural text, about 146 places; 42 of the doubts and 91 of the places were wrong (judged on 28
November 2026). Of 35 doubts about cuts in 233,000 characters, 20 were true."""


@dataclass
class Count:
    """Errors and doubts, and what is both."""

    places: int = 0
    wrong: int = 0
    doubts: int = 0
    true: int = 0
    """The doubts that are true."""
    heard: int = 0
    """The errors that are in doubt."""

    def add(self, *, wrong: bool, doubted: bool) -> None:
        """Count a place."""
        self.places += 1
        self.wrong += wrong
        self.doubts += doubted
        self.true += wrong and doubted
        self.heard += wrong and doubted

    @property
    def cells(self) -> list[str]:
        """Return the cells of a row: the four numbers, and the two shares."""
        numbers = [f"{n:,}" for n in (self.places, self.wrong, self.doubts)]
        return [*numbers, percent(self.true, self.doubts, 1), percent(self.heard, self.wrong, 1)]


COLUMNS = ("places", "wrong", "doubts", "of these true", "of all wrong heard")


def measure(sets: Sets) -> Section:
    """Return the tables of doubts about readings and about cuts."""
    section = Section(TITLE, TEXT)
    counts: dict[str, Count] = {}
    of_cuts: dict[str, Callable[[], Count]] = {
        "cuts, read": lambda: count_cuts(sets.cuts_read),
        "cuts, unread": lambda: count_cuts(sets.cuts),
        "blind": lambda: count_words(sets.blind_words),
    }
    labelled: dict[str, Callable[[], Iterable[Judged]]] = {
        "running": lambda: _of_running(sets.running),
        "blind": lambda: _of_running(sets.blind),
        "quoted, read": lambda: _of_examples(e for e in sets.quoted if not e.is_test),
        "quoted, unread": lambda: _of_examples(e for e in sets.quoted if e.is_test),
        "polyphones, unread": lambda: _of_examples(sets.held_out),
        "natural": lambda: _of_examples(sets.contested),
    }
    for label, judge in labelled.items():
        try:
            counts[label] = count_readings(judge())
        except MissingError as error:
            section.skipped.append(str(error))
    readings = Table(["readings", *COLUMNS])
    readings.rows += [[label, *count.cells] for label, count in counts.items()]
    cuts = Table(["cuts", *COLUMNS])
    for label, count in of_cuts.items():
        try:
            cuts.rows.append([label, *count().cells])
        except MissingError as error:
            section.skipped.append(str(error))
    section.text = TEXT.format(natural=counts.get("natural", Count()).places)
    section.tables = [readings, cuts]
    return section


def _of_running(texts: Sequence[RunningText]) -> Iterable[Judged]:
    return judge_running(texts, ours.syllables([text.sentence for text in texts]))


def _of_examples(examples: Iterable[Example]) -> Iterable[Judged]:
    chosen = list(examples)
    return judge_examples(chosen, ours.syllables([e.sentence for e in chosen]))


def count_readings(judged: Iterable[Judged]) -> Count:
    """Count the readings that are wrong, and those that are in doubt."""
    count = Count()
    for each in judged:
        confidence = ours.confidences(each.sentence)[each.offset]
        wrong = not same_syllable_except_neutral(each.gold, each.given)
        count.add(wrong=wrong, doubted=confidence < DOUBT_THRESHOLD)
    return count


def count_cuts(examples: Sequence[CutExample]) -> Count:
    """Count the labelled stretches that are not cut rightly, and those that are in doubt."""
    count = Count()
    for example in examples:
        text, span = ours.simplified(example.sentence), Span(example.start, example.end)
        cut = cut_of_span(example, lambda text: ours.words(text, Edition.HANS))
        doubts = ours.engines().segmenter.doubts(text)
        doubted = any(doubt.span.overlaps(span) for doubt in doubts)
        count.add(wrong=cut != example.right, doubted=doubted)
    return count


def count_words(sentences: Sequence[GoldWords]) -> Count:
    """Count the words that clash with the labels, and the doubts."""
    count = Count()
    for words in sentences:
        written = "".join(words)
        text, gold = ours.simplified(written), spans_of(written, words)
        found = spans_of(text, ours.words(text, Edition.HANS))
        doubts = [doubt.span for doubt in ours.engines().segmenter.doubts(text)]
        wrong = clashes(gold, found)
        differing = _edges(gold) ^ _edges(found)
        count.places += len(gold)
        count.wrong += len(wrong)
        count.doubts += len(doubts)
        count.true += sum(any(d.start <= at <= d.end for at in differing) for d in doubts)
        count.heard += sum(any(d.overlaps(span) for d in doubts) for span in wrong)
    return count


def _edges(spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in (span.start, span.end)}
