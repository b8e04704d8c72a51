"""Warnings about translations: false alarms in correct texts, and detection of inserted faults.

For each fault, one word of an English sentence is replaced, and the text is aligned and checked
again. The fault is detected if `jiazhu check` reports anything that it does not report otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from benchmarks.accuracy import ours
from benchmarks.accuracy.alignment import ROOT, articles
from benchmarks.accuracy.gold_pairs import GoldArticle
from benchmarks.accuracy.report import Section, Table, percent
from generator.alignment.align import align
from generator.alignment.stemmer import occurrences
from generator.alignment.term_base import TermBase
from generator.checks.alignment import check_alignment
from generator.checks.consistency import check_consistency
from generator.checks.translation import check_translation
from generator.content.markdown.blocks import parse_title
from generator.content.site import read_site
from generator.diagnostics import Report
from generator.model import (
    Article,
    Bilingual,
    Block,
    Edition,
    Metadata,
    Sentence,
    Span,
    Translation,
)
from generator.prepare import gloss_lookup

CODES = ("T005", "T006", "T007", "T013", "T014", "T015", "T016", "T017")

TITLE = "Doubts about translations"
TEXT = """\
The warnings of `jiazhu check` about the texts of *Alignment*. The first table has correct
translations, so all its warnings are false alarms, except for sentences that really have no
counterpart (T014). For the second table, one word of one English sentence is replaced at a
time. *By its code* is the share of faults that T005, T006 or T017 report; *noticed* also
includes faults whose pair is then in doubt (T013, T014). Figures are increased by one in the
last digit, number words become *eleven*, Latin words that are also in the Chinese become
*something*, names in pinyin that occur at least twice lose a letter, and glossary terms become
*matters*. Some of these number words are not numbers in the Chinese: *at first*, *a second*.
*Eleven* is reported wherever it is not in the Chinese, so number words look easier than
replacing *two* by *three*. `test` was never read for this."""

_FIGURE = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?")
_NUMBER = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|eighteen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|first|second|third)\b"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault, and the word to put in place of a span of a sentence."""

    kind: str
    sentence: str
    span: Span
    """Relative to the sentence."""
    word: str


def measure(errors: int) -> Section:
    """Return the tables of false alarms and of detected faults."""
    section = Section(TITLE, TEXT)
    alarms = Table(["sound translations", "groups", *CODES])
    noticed = Table(["one word replaced", "faults", "by its code, %", "noticed, %"])
    for part in ("dev", "test", "seed"):
        sound = {gold: doubts(gold, gold.en) for gold in articles(part)}
        counts = Counter(code for found in sound.values() for code, *_ in found)
        groups = sum(len(gold.pairs) for gold in sound)
        alarms.rows.append([part, str(groups), *(str(counts[code]) for code in CODES)])
        kinds: dict[str, list[set[str]]] = {}
        for gold, before in sound.items():
            for fault in faults(gold):
                after = doubts(gold, faulty(gold, fault)) - before
                codes = {code for code, *_ in after}
                kinds.setdefault(fault.kind, []).append(codes)
                if part == "dev" and not codes:
                    section.errors.append(f"{gold.name}: {fault.sentence} {fault.word}")
        for kind, found in kinds.items():
            named = sum(bool(codes & {"T005", "T006", "T017"}) for codes in found)
            shares = percent(named, len(found), 0), percent(sum(map(bool, found)), len(found), 0)
            noticed.rows.append([f"{part}: {kind}", str(len(found)), *shares])
    section.tables += [alarms, noticed]
    del section.errors[errors:]
    return section


def doubts(gold: GoldArticle, en: Sequence[Block]) -> set[tuple[str, str, int, str]]:
    """Return the code, file, column and message of each warning."""
    tokens, title = parse_title("题")
    article = Article(
        Path(f"{gold.name}.md"),
        Metadata(gold.name, Bilingual("题", "T")),
        Edition.HANS,
        (),
        gold.zh,
        title,
        tokens,
        Translation(Path(f"{gold.name}.en.md"), "T", (), tuple(en)),
        align(gold.zh, en, lookup=_lookup()),
    )
    report = Report()
    check_alignment(article, report)
    check_translation(article, _agreement(), report)
    check_consistency([article], ours.engines().converter.simplify, report)
    return {(d.code, d.path.name, d.column, d.message) for d in report.diagnostics}


@cache
def _agreement() -> TermBase:
    """The term base of the seed site, whose terms are marked in no other text."""
    source = read_site(ROOT / "seeds", Report())
    return TermBase.from_entries(source.terms, source.lexemes)


_lookup = cache(lambda: gloss_lookup(ours.engines()))


def faults(gold: GoldArticle) -> Iterator[Fault]:
    """Yield every fault that can be inserted into a text."""
    latin = {word for block in gold.zh for word in _WORD.findall(block.text)}
    names = _names(gold)
    for block in gold.en:
        for sentence in block.sentences:
            text = sentence.span.of(block.text)
            for match in _FIGURE.finditer(text):
                number = match[0][:-1] + str((int(match[0][-1]) + 1) % 10)
                yield Fault("figure", sentence.id, Span(*match.span()), number)
            for match in _NUMBER.finditer(text):
                yield Fault("number word", sentence.id, Span(*match.span()), "eleven")
            for match in _WORD.finditer(text):
                word = match[0]
                if word in latin:
                    yield Fault("Latin word", sentence.id, Span(*match.span()), "something")
                elif word.casefold() in names and word[0].isupper():
                    middle = len(word) // 2
                    wrong = word[:middle] + word[middle + 1 :]
                    yield Fault("name", sentence.id, Span(*match.span()), wrong)
            for term in {t.term_id for b in gold.zh for t in b.layers.terms}:
                for start, end in occurrences(text, _agreement().terms[term].english):
                    yield Fault("term", sentence.id, Span(start, end), "matters")


def _names(gold: GoldArticle) -> set[str]:
    """Names in pinyin of at least five letters that occur at least twice in the English."""
    found = set[str]()
    for block in gold.zh:
        for name in block.layers.names:
            readings = [r for r in block.layers.readings if name.span.contains(r.span)]
            syllables = "".join(r.pinyin.rstrip("012345") for r in readings)
            found |= {part.casefold() for part in re.findall("[A-Z][a-zü]*", syllables)}
    words = Counter(w.casefold() for block in gold.en for w in _WORD.findall(block.text))
    return {name for name in found if len(name) > 4 and words[name] > 1}


def faulty(gold: GoldArticle, fault: Fault) -> tuple[Block, ...]:
    """Return the English with a fault inserted."""
    blocks = []
    for block in gold.en:
        text, sentences = "", []
        for sentence in block.sentences:
            own = sentence.span.of(block.text)
            if sentence.id == fault.sentence:
                own = own[: fault.span.start] + fault.word + own[fault.span.end :]
            sentences.append(Sentence(Span(len(text), len(text) + len(own)), sentence.id))
            text += own
        blocks.append(replace(block, text=text, sentences=tuple(sentences)))
    return tuple(blocks)
