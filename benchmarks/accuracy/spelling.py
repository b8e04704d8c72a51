"""Spelling: where a line of pinyin has spaces, hyphens and capitals, by GB/T 16159-2012.

The labels of `corpus/spelling` stand over the characters, so that a wrong reading is no fault of
spelling, and so that a tool that only cuts words can be compared.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.accuracy import ours, peers
from benchmarks.accuracy.data import Sets
from benchmarks.accuracy.report import MissingError, Section, Table
from generator.language.characters import IS_HAN
from generator.language.pinyin.styles import Spelling
from generator.language.scripts.detect import detect_script
from generator.model import Separator
from generator.spelling.transcript import transcript
from tools.language.corpus import SpelledText

TITLE = "Spelling of pinyin"
TEXT = """\
Lines of pinyin by GB/T 16159-2012 (`corpus/spelling`). A *fault* is a pair of neighbouring
characters whose syllables are joined, parted or hyphenated otherwise than in the label, or a
capital too many or too few; where the standard leaves open what is right, nothing is counted. The
sentences that were *read* told what to mend; of the *unread* ones nobody who mends rules has seen
one. jieba's words are written with spaces between them, as most programs do.

A word *misleads* if a space of the label stands inside it and one of its ends stands inside a word
of the label. The labels know nothing of any program's words, so this counts what a reader would
stumble over in text as it comes."""

Marks = Mapping[int, Separator]
"""What stands before a character, by its offset; only where the one before it is a Han character
too."""


@dataclass(frozen=True)
class SpelledLine:
    """What a tool writes over the characters of a sentence."""

    separators: Marks
    capitals: frozenset[int]
    """The offsets of the characters that have one."""


def line_marks(sentence: str, syllables: Sequence[str | None], line: str) -> SpelledLine:
    """Return how the syllables of a sentence stand in a line of pinyin.

    `syllables` has a numbered syllable, or None, for each code point.
    """
    letters = _letters(line)
    separators: dict[int, Separator] = {}
    capitals: set[int] = set()
    end, last = 0, -2
    for at, syllable in enumerate(syllables):
        if syllable is None or not IS_HAN.fullmatch(sentence[at]):
            continue
        name = _letters(syllable.rstrip("012345")).lower()
        start = letters.lower().find(name, end)
        if start < 0:
            continue
        if last == at - 1:
            separators[at] = _separator(letters[end:start])
        if letters[start].isupper():
            capitals.add(at)
        end, last = start + len(name), at
    return SpelledLine(separators, frozenset(capitals))


def _letters(text: str) -> str:
    """Return a text without tone marks and dots."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _separator(gap: str) -> Separator:
    if gap in ("", "'", "’"):
        return Separator.NONE
    return Separator.HYPHEN if gap == "-" else Separator.SPACE


def faults(gold: SpelledText, got: SpelledLine) -> Iterator[tuple[int, str]]:
    """Yield the offset and the kind of each fault.

    A capital after punctuation is not counted: it may be that of a sentence.
    """
    for at, wanted in gold.separators.items():
        found = got.separators.get(at, Separator.SPACE)
        if wanted is not None and found is not wanted:
            yield at, f"{_NAMES[found]} for {_NAMES[wanted]}"
        if (at in gold.capitals) != (at in got.capitals):
            yield at, "no capital" if at in gold.capitals else "capital"


_NAMES = {Separator.NONE: "joined", Separator.SPACE: "apart", Separator.HYPHEN: "hyphen"}
_KINDS: Mapping[str, Sequence[str]] = {
    "joined wrongly": ["joined for apart"],
    "parted wrongly": ["apart for joined"],
    "hyphens": ["hyphen for apart", "hyphen for joined", "apart for hyphen", "joined for hyphen"],
    "capitals": ["capital", "no capital"],
}


def our_line(sentence: str) -> SpelledLine:
    """Return what Jiazhu writes."""
    script = detect_script(sentence)
    line = transcript(ours.block(sentence, script), script, Spelling())
    syllables: list[str | None] = [None] * len(sentence)
    for reading in ours.block(sentence, script).layers.readings:
        syllables[reading.span.start] = reading.pinyin or None
    return line_marks(sentence, syllables, line)


def cut_line(words: Iterable[str]) -> SpelledLine:
    """Return words with spaces between them, all in lower case."""
    ends, end = set[int](), 0
    sentence = ""
    for word in words:
        sentence += word
        end += len(word)
        ends.add(end)
    pairs = (at for at, pair in enumerate(pairwise(sentence), 1) if all(map(IS_HAN.match, pair)))
    separators = {at: Separator.SPACE if at in ends else Separator.NONE for at in pairs}
    return SpelledLine(separators, frozenset())


def misleading(gold: SpelledText, words: Iterable[str]) -> Iterator[str]:
    """Yield the words that cross a space of the label and end, or begin, inside a word of it."""
    end = 0
    for word in words:
        start = gold.sentence.index(word, end)
        end = start + len(word)
        is_parted = Separator.SPACE in (gold.separators.get(at) for at in range(start + 1, end))
        if is_parted and Separator.NONE in (gold.separators.get(start), gold.separators.get(end)):
            yield word


def measure(sets: Sets, errors: int) -> Section:
    """Run the benchmark."""
    section = Section(TITLE, TEXT)
    tools: dict[str, Callable[[str], SpelledLine]] = {
        "jiazhu": our_line,
        peers.named("jieba", "jieba"): lambda text: cut_line(peers.jieba_words(text)),
    }
    for part in ("read", "unread"):
        texts = sets.spelling(part)
        length = sum(len(IS_HAN.findall(text.sentence)) for text in texts)
        table = Table([f"{part}: {length:,} characters", "faults", "per 1,000", *_KINDS])
        for name, spell in tools.items():
            found = [(t, at, kind) for t in texts for at, kind in faults(t, spell(t.sentence))]
            kinds = Counter(kind for _, _, kind in found)
            per_kind = [str(sum(kinds[kind] for kind in group)) for group in _KINDS.values()]
            rate = f"{1000 * len(found) / length:.1f}" if length else "–"
            table.rows.append([name, str(len(found)), rate, *per_kind])
            if name == "jiazhu" and part == "read":
                section.errors += [_shown(*fault) for fault in found[:errors]]
        section.tables.append(table)
    section.tables.append(_misleading_table(sets, section))
    return section


def _misleading_table(sets: Sets, section: Section) -> Table:
    tools: dict[str, Callable[[str], list[str]]] = {
        "jiazhu": lambda text: ours.words(text, detect_script(text)),
        peers.named("jieba", "jieba"): peers.jieba_words,
        peers.named("pkuseg", "spacy-pkuseg"): peers.pkuseg_words,
    }
    parts = ("read", "unread")
    columns = [f"{part}: words that mislead" for part in parts]
    table = Table(["tool", columns[0], "per 1,000", columns[1], "per 1,000"])
    for name, cut in tools.items():
        row = [name]
        try:
            for part in parts:
                texts = [(text, cut(text.sentence)) for text in sets.spelling(part)]
                found = sum(len(list(misleading(*pair))) for pair in texts)
                row += [str(found), f"{1000 * found / sum(len(words) for _, words in texts):.1f}"]
        except MissingError as error:
            section.skipped.append(str(error))
        else:
            table.rows.append(row)
    return table


def _shown(text: SpelledText, at: int, kind: str) -> str:
    sentence = text.sentence
    return f"{kind}: {sentence[max(0, at - 8) : at]}|{sentence[at : at + 8]}"
