"""Words: agreement with the segmentation of a treebank, how many words can be looked up, and which
of two cuts of an ambiguous span is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache

from benchmarks.accuracy import ours, peers
from benchmarks.accuracy.data import GoldSentence, Sets
from benchmarks.accuracy.report import MissingError, Section, Table, f1, percent
from generator.language.characters import count_han
from generator.language.tables import read_text
from generator.model import Edition, Span
from tools.language.corpus import CutExample

TITLE = "Words"
TEXT = """\
The treebank UD Chinese GSD, {count} sentences, in simplified and in traditional characters.
*F1* compares words, including punctuation. A *clash* is a word that crosses a word boundary of
the treebank and does not consist of several of its words; it misleads readers, unlike a longer
or shorter word. *Look-up* is the share of Han characters that are in a headword of CC-CEDICT
without a clash."""
CUTS_TEXT = """
The {count} held-out sentences of `corpus/cuts` have an ambiguous span each: the share that is cut
rightly and wrongly as labelled, in per cent; the rest are cut in a third way. The author of some
costs and rules also labelled these sentences, so that elsewhere there are more errors."""


def spans_of(text: str, words: Sequence[str]) -> list[Span]:
    """Return the spans of words in a text, skipping white space."""
    spans, at = [], 0
    for word in words:
        bare = word.strip()
        if bare:
            start = text.index(bare, at)
            at = start + len(bare)
            spans.append(Span(start, at))
    return spans


def clashes(gold: Sequence[Span], found: Sequence[Span]) -> list[Span]:
    """Return the words that cross a gold boundary and are not unions of gold words."""
    edges = {span.start for span in gold} | {span.end for span in gold}
    return [
        span
        for span in found
        if (span.start not in edges or span.end not in edges)
        and any(at in edges for at in range(span.start + 1, span.end))
    ]


@dataclass
class Score:
    """Sums over sentences."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    clashes: int = 0
    looked_up: int = 0
    han: int = 0

    def add(
        self, text: str, gold: Sequence[Span], found: Sequence[Span], headwords: Collection[str]
    ) -> list[Span]:
        """Count a sentence, and return its clashes."""
        crossing = clashes(gold, found)
        self.right += len(set(gold) & set(found))
        self.found += len(found)
        self.wanted += len(gold)
        self.clashes += len(crossing)
        self.han += count_han(text)
        self.looked_up += sum(
            count_han(span.of(text))
            for span in set(found) - set(crossing)
            if span.of(text) in headwords
        )
        return crossing

    @property
    def cells(self) -> list[str]:
        """Return F1, clashes per thousand gold words, and the share that can be looked up."""
        return [
            percent(f1(self.right, self.found, self.wanted)[2], 1),
            f"{1000 * self.clashes / self.wanted:.2f}" if self.wanted else "–",
            percent(self.looked_up, self.han, 1),
        ]


@cache
def headwords() -> frozenset[str]:
    """Return the headwords of CC-CEDICT in both scripts."""
    lines = read_text("dictionary/cedict.u8").splitlines()
    return frozenset(word for line in lines for word in line.split(" ", 2)[:2])


def measure(sets: Sets, errors: int) -> Section:
    """Return the table of words for each tool and script."""
    section = Section(TITLE, "")
    scripts: Sequence[tuple[str, Callable[[], list[GoldSentence]], Edition]] = (
        ("simplified", lambda: sets.simplified, Edition.HANS),
        ("traditional", lambda: sets.traditional, Edition.TW),
    )
    table = Table(["tool", "F1", "clashes / 1,000", "look-up", "F1, trad.", "clashes", "look-up"])
    rows: dict[str, list[str]] = {}
    for label, read, script in scripts:
        try:
            gold = read()
        except MissingError as error:
            section.skipped.append(str(error))
            continue
        section.text = TEXT.format(count=len(gold))
        for name, cut in _cutters(script).items():
            try:
                score, crossing = _score(gold, cut)
            except MissingError as error:
                section.skipped.append(str(error))
                continue
            rows.setdefault(name, []).extend(score.cells)
            if errors and name == "jiazhu":
                section.errors += [f"{label}, clashes:", *crossing[:errors]]
    table.rows += [[name, *cells] for name, cells in rows.items()]
    section.tables.append(table)
    if sets.cuts:
        section.text += CUTS_TEXT.format(count=len(sets.cuts))
        section.tables.append(_cuts_table(sets.cuts))
    return section


def _cuts_table(examples: Sequence[CutExample]) -> Table:
    """Return how many spans each tool cuts as the two labels have them."""
    table = Table(["tool", "cut rightly", "cut wrongly"])
    for name, cut in _cutters(Edition.HANS).items():
        try:
            found = [cut_of_span(example, cut) for example in examples]
        except MissingError:
            continue
        pairs = list(zip(found, examples, strict=True))
        shares = [sum(x == e.right for x, e in pairs), sum(x == e.wrong for x, e in pairs)]
        table.rows.append([name, *(percent(share, len(examples), 1) for share in shares)])
    return table


def cut_of_span(example: CutExample, cut: Callable[[str], list[str]]) -> tuple[str, ...] | None:
    """Return the words of a span; None if a word crosses its edges."""
    text = ours.simplified(example.sentence)
    inside = [s for s in spans_of(text, cut(text)) if s.overlaps(Span(example.start, example.end))]
    if inside[0].start != example.start or inside[-1].end != example.end:
        return None
    return tuple(span.of(example.sentence) for span in inside)


def _cutters(script: Edition) -> dict[str, Callable[[str], list[str]]]:
    return {
        "jiazhu": lambda text: ours.words(text, script),
        peers.named("jieba", "jieba"): peers.jieba_words,
        peers.named("rjieba", "rjieba"): peers.rjieba_words,
        peers.named("pkuseg", "spacy-pkuseg"): peers.pkuseg_words,
    }


def _score(
    sentences: Sequence[GoldSentence], cut: Callable[[str], list[str]]
) -> tuple[Score, list[str]]:
    score = Score()
    examples: Counter[str] = Counter()
    for sentence in sentences:
        text = sentence.text
        gold = [word.span for word in sentence.words]
        for span in score.add(text, gold, spans_of(text, cut(text)), headwords()):
            examples[_format_clash(text, gold, span)] += 1
    return score, [f"{count:4}  {line}" for line, count in examples.most_common()]


def _format_clash(text: str, gold: Sequence[Span], span: Span) -> str:
    touched = [word.of(text) for word in gold if word.overlaps(span)]
    return f"{span.of(text)} in {'|'.join(touched)}"
