"""The labelled sentences of `corpus/`, and which of them are kept for measuring.

Two kinds, each a folder of text files with one sentence a line; empty lines and lines that
begin with `#` are passed over:

- *polyphones*: `reading<TAB>sentence`, the character that is read so in [brackets];
- *running text*: `sentence<TAB>syllables`, one numbered syllable for each Han character, in
  order and parted by spaces. The file's name is the genre.

A labelled sentence of the first kind is for measuring where a hash of its text says so, and
for training elsewhere: so the line is the same for everyone, however the files grow or are
put in order. Running text is for measuring; training uses it only to count how often each
reading occurs, which engine to trust, and where readings go wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from generator.language.characters import IS_HAN, count_han
from generator.language.names import candidates as names
from generator.language.pinyin.syllables import is_syllable
from generator.language.readings.sentence_context import SentenceContext
from generator.language.words.segmentation import Segmenter

Line = TypeVar("Line")

TEST_BYTES = 51
"""How many of the 256 values of the first byte of the hash mean a test sentence: a fifth."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in which the reading of one character is known."""

    sentence: str
    """Without brackets."""
    offset: int
    """Where the character stands, in code points."""
    reading: str
    """A numbered syllable in lower case."""

    @property
    def character(self) -> str:
        """The character whose reading is known."""
        return self.sentence[self.offset]


@dataclass(frozen=True, slots=True)
class RunningText:
    """A sentence in which the reading of every Han character is known."""

    sentence: str
    syllables: tuple[str, ...]
    """Numbered, in lower case, one for each Han character."""
    genre: str


def is_test(sentence: str) -> bool:
    """Whether a sentence, without brackets, is kept for measuring."""
    return blake2b(sentence.encode()).digest()[0] < TEST_BYTES


def read_polyphones(folder: Path, faults: list[str] | None = None) -> list[Example]:
    """Every example of a folder's `*.txt`, in the order of the files' names.

    What a faulty line lacks is added to `faults` and the line left out; without a list,
    ValueError is raised.
    """
    return list(_read(folder, _example, faults))


def read_running(folder: Path, faults: list[str] | None = None) -> list[RunningText]:
    """Every sentence of running text of a folder's `*.txt`; `faults` as in `read_polyphones`."""
    return list(_read(folder, _running, faults))


def in_context(sentence: str, segmenter: Segmenter) -> SentenceContext:
    """A simplified sentence as the reader sees it in an article: cut into words and names."""
    found = list(names.find_candidates(sentence))
    return SentenceContext([w.span.of(sentence) for w in segmenter.segment(sentence, found)])


def _read(
    folder: Path, parse: Callable[[str, str], Line], faults: list[str] | None
) -> Iterator[Line]:
    for path in sorted(folder.glob("*.txt")):
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


def _example(line: str, genre: str) -> Example:
    del genre
    reading, _, marked = line.partition("\t")
    if not is_syllable(reading):
        message = f"“{reading}” is no numbered syllable"
        raise ValueError(message)
    before, opening, rest = marked.partition("[")
    target, closing, after = rest.partition("]")
    if not (opening and closing and IS_HAN.fullmatch(target)) or set(after) & set("[]"):
        message = "one Han character of the sentence must stand in [brackets]"
        raise ValueError(message)
    return Example(before + target + after, len(before), reading.lower())


def _running(line: str, genre: str) -> RunningText:
    sentence, _, labels = line.partition("\t")
    syllables = labels.lower().split()
    for syllable in syllables:
        if not is_syllable(syllable):
            message = f"“{syllable}” is no numbered syllable"
            raise ValueError(message)
    if len(syllables) != count_han(sentence):
        message = f"{len(syllables)} syllables for {count_han(sentence)} Han characters"
        raise ValueError(message)
    return RunningText(sentence, tuple(syllables), genre)
