"""Read the labelled sentences of `corpus/` and split them into training and test sentences.

There are seven kinds. Each is a folder of text files with one sentence per line; empty lines and
lines that begin with `#` are skipped.

- *Polyphones*: `reading<TAB>sentence`, with the character that has this reading in [brackets].
  These sentences were written for the project.
- *Quoted*: `reading<TAB>sentence<TAB>source`, the same of sentences that others wrote.
- *Running text*: `sentence<TAB>syllables`, with one numbered syllable for each Han character, in
  order and separated by spaces; quoted text has further columns (the source, the original), which
  are for people. The name of the file is the genre.
- *Names*: `sentence<TAB>source`, with each name in the sentence as `{name|kind}`, as in
  `tests/fixtures/names.txt`.
- *Articles*: a file for each text, whose first two lines are the title and the source, each after
  `#`; then a paragraph a line, with the names as above.
- *Cuts*: `sentence<TAB>right<TAB>wrong<TAB>source`, with a span of the sentence in [brackets] and
  two ways to cut it.
- *Spelling*: `sentence<TAB>marked`, the sentence again with the spaces, hyphens and capitals of its
  pinyin over the characters; quoted text has its source in a third column.

A hash of its text decides whether a sentence is for training or for testing, so the split does not
change when files grow or are reordered. Of the quoted ones half are for testing, since they are
what a reader meets. Running text is for testing; training uses it only to count how often each
reading occurs, which engine is right, and which readings are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from generator.language.characters import IS_HAN, count_han
from generator.language.names import candidates as names
from generator.language.pinyin.syllables import is_syllable
from generator.language.readings.sentence_context import SentenceContext
from generator.language.words.segmentation import Segmenter
from generator.model import NameKind, Separator, Span

Line = TypeVar("Line")

TEST_BYTES = 51
"""The first byte of the hash of a test sentence is less than this: a fifth of all sentences."""

QUOTED_TEST_BYTES = 128
"""The same for quoted sentences: half of them."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the gold reading of one character."""

    sentence: str
    """Without brackets."""
    offset: int
    """The offset of the character in code points."""
    reading: str
    """A numbered syllable in lower case."""
    source: str = ""
    """Who wrote the sentence and where it stands; empty if it was written for the project."""

    @property
    def is_test(self) -> bool:
        """Whether the sentence is held out for testing."""
        return is_test(self.sentence, quoted=bool(self.source))

    @property
    def character(self) -> str:
        """The character whose reading is labelled."""
        return self.sentence[self.offset]


@dataclass(frozen=True, slots=True)
class RunningText:
    """A sentence with the gold readings of all its Han characters."""

    sentence: str
    syllables: tuple[str, ...]
    """Numbered, in lower case, one for each Han character."""
    genre: str


@dataclass(frozen=True, slots=True)
class CutExample:
    """A sentence with the right and a wrong segmentation of one span."""

    sentence: str
    """Without brackets."""
    start: int
    """The offset of the span in code points."""
    right: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def end(self) -> int:
        """The end of the span."""
        return self.start + sum(map(len, self.right))


@dataclass(frozen=True, slots=True)
class NamedText:
    """A sentence with its names."""

    sentence: str
    """Without braces."""
    names: Mapping[Span, NameKind]
    genre: str

    @property
    def is_test(self) -> bool:
        """Whether the sentence is held out for testing."""
        return is_test(self.sentence, quoted=True)


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """A whole text with its names."""

    title: str
    source: str
    """Who wrote it, and its licence."""
    paragraphs: tuple[NamedText, ...]
    """Their genre is the name of the file."""


@dataclass(frozen=True, slots=True)
class SpelledText:
    """A sentence with the spaces, hyphens and capitals of its pinyin."""

    sentence: str
    separators: Mapping[int, Separator | None]
    """What stands before a character, by its offset, if the one before it is a Han character too;
    None where the standard leaves it open."""
    capitals: frozenset[int]
    """The offsets of the characters whose syllables have one."""
    genre: str


def is_test(sentence: str, *, quoted: bool = False) -> bool:
    """Whether a sentence, without its brackets, is held out for testing."""
    return blake2b(sentence.encode()).digest()[0] < (QUOTED_TEST_BYTES if quoted else TEST_BYTES)


def read_polyphones(folder: Path, faults: list[str] | None = None) -> list[Example]:
    """Return the examples in the `*.txt` files of a folder, in the order of the file names.

    An invalid line is skipped and its error is added to `faults`; without such a list, ValueError
    is raised.
    """
    return list(_read(folder, _parse_example, faults))


def read_quoted(folder: Path, faults: list[str] | None = None) -> list[Example]:
    """Return the quoted examples of a folder, with `faults` as above."""
    return list(_read(folder, _parse_quoted, faults))


def read_running(folder: Path, faults: list[str] | None = None) -> list[RunningText]:
    """Return the running text in the `*.txt` files of a folder, with `faults` as above."""
    return list(_read(folder, _parse_running_text, faults))


def read_names(folder: Path, faults: list[str] | None = None) -> list[NamedText]:
    """Return the sentences of a folder that have their names labelled, with `faults` as above."""
    return list(_read(folder, _parse_names, faults))


def read_articles(folder: Path, faults: list[str] | None = None) -> list[NamedArticle]:
    """Return the articles of a folder that have their names labelled, with `faults` as above."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        title, source, *_ = *path.read_text(encoding="utf-8").split("\n"), "", ""
        if not (title.startswith("# ") and source.startswith("# ")):
            message = f"{path.name}:1: the first two lines must be “# title”, “# source, licence”"
            if faults is None:
                raise ValueError(message)
            faults.append(message)
            continue
        paragraphs = tuple(_read(folder, _parse_paragraph, faults, path.name))
        found.append(NamedArticle(title[2:], source[2:], paragraphs))
    return found


def read_cuts(folder: Path, faults: list[str] | None = None) -> list[CutExample]:
    """Return the examples in the `*.tsv` files of a folder, with `faults` as above."""
    return list(_read(folder, _parse_cuts, faults, "*.tsv"))


def read_spelling(folder: Path, faults: list[str] | None = None) -> list[SpelledText]:
    """Return the sentences of a folder that have their spelling marked, with `faults` as above."""
    return list(_read(folder, _parse_spelling, faults))


def build_context(sentence: str, segmenter: Segmenter) -> SentenceContext:
    """Return a simplified sentence split into words and names, as the reader gets it in a build."""
    found = list(names.find_candidates(sentence))
    return SentenceContext([w.span.of(sentence) for w in segmenter.segment(sentence, found)])


def _read(
    folder: Path,
    parse: Callable[[str, str], Line],
    faults: list[str] | None,
    pattern: str = "*.txt",
) -> Iterator[Line]:
    for path in sorted(folder.glob(pattern)):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                yield parse(line.rstrip("\r"), path.stem)
            except ValueError as error:
                message = f"{path.name}:{number}: {error}"
                if faults is None:
                    raise ValueError(message) from error
                faults.append(message)


def _parse_example(line: str, genre: str) -> Example:
    del genre
    reading, _, marked = line.partition("\t")
    if not is_syllable(reading):
        message = f"“{reading}” is no numbered syllable"
        raise ValueError(message)
    before, opening, rest = marked.partition("[")
    target, closing, after = rest.partition("]")
    if not (opening and closing and IS_HAN.fullmatch(target)) or set(after) & set("[]"):
        message = "one Han character of the sentence must be in [brackets]"
        raise ValueError(message)
    return Example(before + target + after, len(before), reading.lower())


def _parse_quoted(line: str, genre: str) -> Example:
    labelled, _, source = line.rpartition("\t")
    if "\t" not in labelled or not source.strip():
        message = "a quoted sentence must have a source in the third column"
        raise ValueError(message)
    return replace(_parse_example(labelled, genre), source=source)


def _parse_cuts(line: str, genre: str) -> CutExample:
    del genre
    marked, right, wrong, *_ = *line.split("\t"), "", ""
    before, opening, rest = marked.partition("[")
    span, closing, after = rest.partition("]")
    cuts = [tuple(cut.split("|")) for cut in (right, wrong)]
    if not (opening and closing and span) or set(after) & set("[]"):
        message = "one span of the sentence must be in [brackets]"
        raise ValueError(message)
    if any("".join(cut) != span for cut in cuts) or cuts[0] == cuts[1]:
        message = f"the columns 2 and 3 are not two segmentations of “{span}”"
        raise ValueError(message)
    return CutExample(before + span + after, len(before), *cuts)


def parse_named(marked: str) -> tuple[str, Mapping[Span, NameKind]]:
    """Return a sentence without the braces of its `{name|kind}`, and the names."""
    sentence, names = "", {}
    for text, name, kind in re.findall(r"([^{]*)(?:\{([^{}|]+)\|([a-z]+)\}|$)", marked):
        sentence += text
        if name:
            names[Span(len(sentence), len(sentence) + len(name))] = NameKind(kind)
        sentence += name
    if len(sentence) + sum(len(kind) + 3 for kind in names.values()) != len(marked):
        message = "names must be marked as {name|kind}"
        raise ValueError(message)
    return sentence, names


def _parse_names(line: str, genre: str) -> NamedText:
    marked, _, source = line.partition("\t")
    if not source.strip():
        message = "a sentence must have a source in the second column"
        raise ValueError(message)
    return NamedText(*parse_named(marked), genre)


def _parse_paragraph(line: str, genre: str) -> NamedText:
    return NamedText(*parse_named(line), genre)


def _parse_running_text(line: str, genre: str) -> RunningText:
    sentence, labels, *_ = *line.split("\t"), ""
    syllables = labels.lower().split()
    for syllable in syllables:
        if not is_syllable(syllable):
            message = f"“{syllable}” is no numbered syllable"
            raise ValueError(message)
    if len(syllables) != count_han(sentence):
        message = f"{len(syllables)} syllables for {count_han(sentence)} Han characters"
        raise ValueError(message)
    return RunningText(sentence, tuple(syllables), genre)


_SEPARATORS = {
    "": Separator.NONE, " ": Separator.SPACE, "-": Separator.HYPHEN, "~": None,
}  # fmt: skip
"""The separators by their marks."""


def _parse_spelling(line: str, genre: str) -> SpelledText:
    sentence, marked, *_ = *line.split("\t"), ""
    separators: dict[int, Separator | None] = {}
    capitals: set[int] = set()
    end = 0
    for at, char in enumerate(sentence):
        start = marked.find(char, end)
        mark = marked[end:start]
        between = mark.replace("^", "")
        if start < 0 or between not in _SEPARATORS or mark.count("^") > 1:
            message = f"“{marked[end : end + 8]}” does not go on with “{char}” and marks before it"
            raise ValueError(message)
        if at and IS_HAN.match(char) and IS_HAN.match(sentence[at - 1]):
            separators[at] = _SEPARATORS[between]
        if "^" in mark:
            capitals.add(at)
        end = start + 1
    if end < len(marked):
        message = f"“{marked[end:]}” follows the sentence"
        raise ValueError(message)
    return SpelledText(sentence, separators, frozenset(capitals), genre)
