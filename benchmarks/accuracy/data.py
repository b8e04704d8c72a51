"""Loads the data sets: public ones from a folder outside the project, ours from `corpus/`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.accuracy.report import MissingError
from generator.language.characters import HAN
from generator.model import Edition, NameKind, Span
from tools.language.corpus import (
    CutExample,
    Example,
    NamedArticle,
    NamedText,
    RunningText,
    SpelledText,
    is_test,
    read_articles,
    read_cuts,
    read_names,
    read_polyphones,
    read_quoted,
    read_running,
    read_spelling,
)

_MARKED = re.compile(r"^(.*?)▁ ?(.) ?▁(.*)$")


@dataclass(frozen=True)
class GoldWord:
    """A word of a treebank and its part of speech."""

    span: Span
    tag: str


GoldWords = Sequence[str]
"""The words of a sentence, without white space."""


@dataclass(frozen=True)
class GoldSentence:
    """A sentence of a treebank, whose words cover everything except white space."""

    text: str
    words: Sequence[GoldWord]


def parse_cpp(sentences: str, labels: str) -> list[Example]:
    """Parse the two files of CPP: sentences with one marked character, and their readings."""
    out = []
    for line, label in zip(sentences.splitlines(), labels.splitlines(), strict=True):
        match = _MARKED.match(line)
        if match is None:
            message = f"no character is marked in “{line}”"
            raise ValueError(message)
        before, target, after = match.groups()
        out.append(Example(before + target + after, len(before), label.strip()))
    return out


def parse_conllu(text: str) -> list[GoldSentence]:
    """Return the sentences of a CoNLL-U file, with spans in their `# text`."""
    out = []
    for part in text.strip().split("\n\n"):
        lines = part.split("\n")
        sentence = next(x for x in lines if x.startswith("# text = ")).removeprefix("# text = ")
        words, at = [], 0
        for line in lines:
            cells = line.split("\t")
            if not cells[0].isdigit():
                continue
            at = sentence.index(cells[1], at)
            words.append(GoldWord(Span(at, at + len(cells[1])), cells[4]))
            at += len(cells[1])
        out.append(GoldSentence(sentence, words))
    return out


@dataclass(frozen=True)
class EditionSentence:
    """A sentence of the mainland, and how Taiwan and Hong Kong print it."""

    text: str
    forms: Mapping[Edition, str]
    """`{存取|訪問}` stands for forms that are all right."""


@dataclass(frozen=True)
class Sets:
    """All data sets, each read on first use. Raises `MissingError` if one is missing."""

    bench: Path
    corpus: Path

    def _text(self, name: str) -> str:
        path = self.bench / name
        if not path.is_file():
            message = f"{name} is not in {self.bench.name}/ (give its folder with --bench)"
            raise MissingError(message)
        return path.read_text(encoding="utf-8")

    @cached_property
    def cpp(self) -> list[Example]:
        """CPP's development set."""
        return parse_cpp(self._text("cpp-dev.sent"), self._text("cpp-dev.lb"))

    @cached_property
    def simplified(self) -> list[GoldSentence]:
        """The treebank GSD's development set in simplified characters."""
        return parse_conllu(self._text("gsd-dev.hans.conllu"))

    @cached_property
    def traditional(self) -> list[GoldSentence]:
        """The same sentences in traditional characters."""
        return parse_conllu(self._text("gsd-dev.hant.conllu"))

    @cached_property
    def held_out(self) -> list[Example]:
        """Our labelled polyphones that are held out for evaluation."""
        examples = read_polyphones(self.corpus / "polyphones", self.faults)
        chosen = [e for e in examples if e.is_test]
        if not chosen:
            message = "corpus/polyphones has no test sentences"
            raise MissingError(message)
        return chosen

    @cached_property
    def quoted(self) -> list[Example]:
        """Our labelled polyphones in sentences of others; half are held out for evaluation."""
        return self._quoted("quoted")

    @cached_property
    def contested(self) -> list[Example]:
        """Places of natural text on whose readings sources differ, held out for evaluation."""
        return self._quoted("contested/test")

    def _quoted(self, folder: str) -> list[Example]:
        found = read_quoted(self.corpus / folder, self.faults)
        if not found:
            message = f"corpus/{folder} has no sentences"
            raise MissingError(message)
        return found

    def spelling(self, part: str) -> list[SpelledText]:
        """Return the sentences with their spelling that were `read`, or those `unread`."""
        found = read_spelling(self.corpus / "spelling" / part, self.faults)
        if not found:
            message = f"corpus/spelling/{part} has no sentences"
            raise MissingError(message)
        return found

    @cached_property
    def _all_cuts(self) -> list[CutExample]:
        return read_cuts(self.corpus / "cuts", self.faults)

    @cached_property
    def cuts(self) -> list[CutExample]:
        """Our labelled cuts that are held out for evaluation."""
        return [e for e in self._all_cuts if is_test(e.sentence)]

    @cached_property
    def cuts_read(self) -> list[CutExample]:
        """Our labelled cuts that are not held out."""
        return [e for e in self._all_cuts if not is_test(e.sentence)]

    @cached_property
    def blind_words(self) -> list[GoldWords]:
        """The words of the running text that is never used for tuning."""
        return [
            line.partition("\t")[0].split(" ")
            for path in sorted((self.corpus / "blind").glob("*.cuts.tsv"))
            for line in path.read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")
        ]

    @cached_property
    def running(self) -> list[RunningText]:
        """Our running text, with every character labelled."""
        found = read_running(self.corpus / "running", self.faults)
        if not found:
            message = "corpus/running has no sentences"
            raise MissingError(message)
        return found

    @cached_property
    def blind(self) -> list[RunningText]:
        """Running text that is never used for tuning."""
        found = read_running(self.corpus / "blind", self.faults)
        if not found:
            message = "corpus/blind has no sentences"
            raise MissingError(message)
        return found

    @cached_property
    def named(self) -> list[NamedText]:
        """Sentences with their names, of which half are held out."""
        return read_names(self.corpus / "names", self.faults)

    @cached_property
    def written_names(self) -> list[NamedText]:
        """Sentences with their names that were written for the project."""
        return read_names(self.corpus / "written_names", self.faults)

    @cached_property
    def blind_names(self) -> list[NamedText]:
        """Sentences with their names that are never used for tuning."""
        found = []
        for path in sorted((self.corpus / "blind").glob("*.cuts.tsv")):
            for row in path.read_text(encoding="utf-8").splitlines():
                words, *names = row.split("\t")
                found.append(_listed_names(words.replace(" ", ""), names, path.name))
        return found

    def articles(self, part: str) -> list[NamedArticle]:
        """Return the articles with their names that were `read`, or those `unread`."""
        return read_articles(self.corpus / "articles" / part, self.faults)

    def editions(self, part: str) -> list[EditionSentence]:
        """Return our sentences in all editions: those of `dev` or of `test`."""
        path = self.corpus / "editions" / f"{part}.tsv"
        if not path.is_file():
            message = f"corpus/editions has no {part}.tsv"
            raise MissingError(message)
        rows = [row.split("\t") for row in path.read_text(encoding="utf-8").splitlines()]
        return [
            EditionSentence(text, {Edition.TW: taiwan, Edition.HK: hong_kong})
            for text, taiwan, hong_kong, _source in rows
        ]

    @cached_property
    def faults(self) -> list[str]:
        """Lines of `corpus/` that cannot be parsed and are skipped."""
        return []


def _listed_names(sentence: str, listed: Sequence[str], genre: str) -> NamedText:
    """Return a sentence with the names that are listed in order: `text=kind | text=kind`."""
    names, at = {}, 0
    for item in (item for column in listed for item in column.split(" | ")):
        name, _, kind = item.partition("=")
        at = max(sentence.find(name, at), sentence.find(name))
        names[Span(at, at + len(name))] = NameKind(kind)
        at += len(name)
    return NamedText(sentence, names, genre)


def han_offsets(text: str) -> list[int]:
    """Return the offsets of the Han characters in a text."""
    return [match.start() for match in re.finditer(f"[{HAN}]", text)]
