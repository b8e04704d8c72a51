"""Train `data/readings/confidence.tsv`: the probability that a reading is wrong, by its evidence.

Fits a logistic regression by L-BFGS with an L2 penalty, over labelled readings that the dictionary
alone does not settle, of five sources:

contested    places of natural text on which the sources of readings differ, or are not sure
             (`corpus/contested`, `dev` and `doubts`). They decide how often a reading is wrong.
quoted       sentences that were chosen for a character
polyphones   sentences that were written for one
cpp          rare polyphones, without the sentences that are also in `corpus/quoted`
running      running text, in which hardly anything is wrong, since rules were chosen by it

All but *cpp* are read by models of polyphones and of topics that were trained on other sentences,
as unseen text is (`cross_fitted_models`, `cross_fitted_topics`).

In sentences that were chosen for a character, readings are wrong more often than in natural text,
with the same evidence. A feature of each source and method, which is not in the table, takes this
up.

A reading is wrong if it differs from the label by more than a neutral tone. Training is
deterministic: the same sentences give the same table. Prints, cross-validated by sentence, how many
of the readings in doubt are wrong, and how many of the wrong readings are in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Dictionary
from generator.language.dictionary.neutral_tones import same_syllable_except_neutral
from generator.language.names import candidates as names
from generator.language.readings import confidence
from generator.language.readings.confidence import ReadingEvidence, features
from generator.language.readings.polyphones import Model
from generator.language.readings.reader import Reader
from generator.language.readings.topics import TopicModel
from generator.language.words.segmentation import Segmenter
from generator.model import NameKind, Span
from tools.language.corpus import Example as LabelledCharacter
from tools.language.corpus import build_context, read_polyphones, read_quoted
from tools.language.inputs import CORPUS, Inputs, require_package
from tools.language.minimise import minimise
from tools.language.train_polyphones import cross_fitted_models, read_training
from tools.language.train_topics import cross_fitted_topics
from tools.language.tune_trust import read_cpp, read_labelled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

VERSION = 4
"""Raised whenever the same inputs give another table."""

PENALTIES = {"char": 0.4, "char-against": 0.4, "char-other": 0.4, "read": 0.4, "word": 0.2}
SHARED_PENALTY = 0.1
"""Penalty on the squared weights by kind of feature; `SHARED_PENALTY` for those that all characters
share. Chosen by cross-validation."""

SOURCE_WEIGHTS = {"contested": 1.0, "quoted": 1.0, "polyphones": 1.0, "cpp": 0.3, "running": 0.3}
"""The weight of a reading from each source."""

NATURAL = ("contested", "running")
"""The sources in which the same evidence means as much as in natural text."""

FOLDS = 5
MIN_WEIGHT = 0.05
"""Minimum absolute value of a weight in the table."""


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled reading with its evidence."""

    source: str
    fold: int
    evidence: ReadingEvidence | None
    """None if the dictionary settles the reading."""
    wrong: bool

    def features(self) -> Iterator[tuple[str, float]]:
        """Yield the features of the evidence, and that of the source."""
        if self.evidence is not None:
            yield from features(self.evidence)
            if self.source not in NATURAL:
                yield f"{SOURCE}={self.source}:{self.evidence.method}", 1.0


SOURCE = "source"
"""The kind of the features that take up how often readings of a source are wrong."""


def confidence_weights(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Train on the development sentences, print an evaluation, and yield the weights."""
    require_package("pypinyin")
    examples = _examples(inputs)
    unsettled = [e for e in examples if e.evidence is not None]
    matrix = Matrix(unsettled)
    wrong = [e.wrong for e in unsettled]
    weights = matrix.fit(wrong, [SOURCE_WEIGHTS[e.source] for e in unsettled])
    found: list[float] = [0.0] * len(unsettled)
    for fold in range(FOLDS):
        counted = [SOURCE_WEIGHTS[e.source] * (e.fold != fold) for e in unsettled]
        for at, score in enumerate(matrix.scores(matrix.fit(wrong, counted))):
            if unsettled[at].fold == fold:
                found[at] = score
    for source in SOURCE_WEIGHTS:
        total = sum(e.wrong for e in examples if e.source == source)
        scored = [(f, e.wrong) for f, e in zip(found, unsettled, strict=True) if e.source == source]
        for threshold in (0.6, 0.7, confidence.DOUBT_THRESHOLD, 0.8, 0.85):
            doubted = [wrong for score, wrong in scored if 1 - score < threshold]
            print(
                f"  {source}, below {threshold:g}: {len(doubted)} readings, {sum(doubted)} of them "
                f"wrong, of {total}"
            )
    named = [(name, weight) for name, weight in matrix.named(weights) if abs(weight) >= MIN_WEIGHT]
    print(f"  {len(named)} weights")
    yield from ((name, f"{weight:.2f}") for name, weight in named)


def fold_of(sentence: str) -> int:
    """Return the fold of a sentence, without its brackets."""
    return blake2b(sentence.encode()).digest()[1] % FOLDS


Labelled = tuple[str, str, Mapping[int, str]]
"""A source, a sentence, and the labels of some of its characters by offset."""


def _examples(inputs: Inputs) -> list[Example]:
    quoted = read_quoted(CORPUS / "quoted", [])
    labelled: list[Labelled] = [_labelled("quoted", e) for e in quoted if not e.is_test]
    written = read_polyphones(CORPUS / "polyphones", [])
    labelled += [_labelled("polyphones", e) for e in written if not e.is_test]
    for folder in ("contested/dev", "contested/doubts"):
        labelled += [_labelled("contested", e) for e in read_quoted(CORPUS / folder, [])]
    labelled += [("running", text, gold) for text, gold in read_labelled(CORPUS / "running")]
    found: list[Example] = []
    training = read_training()
    trained = cross_fitted_models(training, fold_of, FOLDS)
    topics = cross_fitted_topics(training, fold_of, FOLDS)
    for fold in range(FOLDS):
        chosen = [each for each in labelled if fold_of(each[1]) == fold]
        found += _read(chosen, trained[fold], topics[fold])
    from_cpp = [e.sentence for e in quoted if e.source.startswith("CPP")]
    of_cpp: list[Labelled] = [
        ("cpp", text, gold)
        for text, gold in read_cpp(inputs)
        if not any(clause in text for clause in from_cpp)
    ]
    return found + _read(of_cpp)


def _labelled(source: str, example: LabelledCharacter) -> Labelled:
    return source, example.sentence, {example.offset: example.reading}


def _read(
    labelled: Sequence[Labelled],
    trained: Mapping[str, Model] | None = None,
    topics: Mapping[str, TopicModel] | None = None,
) -> list[Example]:
    """Return the labelled readings, read by some models or by those of the tables."""
    collected: list[ReadingEvidence] = []

    def collect(evidence: ReadingEvidence) -> float:
        collected.append(evidence)
        return 0.5

    reader, segmenter = (
        Reader(Dictionary(), judge=collect, trained=trained, topics=topics),
        Segmenter(),
    )
    contexts = [build_context(text, segmenter) for _, text, _ in labelled]
    reader.run_network(contexts)
    out = []
    for (source, text, gold), context in zip(labelled, contexts, strict=True):
        people = {n.span for n in names.find_candidates(text) if n.kind is NameKind.PERSON}
        for index, word in enumerate(context.words):
            start, end = context.starts[index], context.starts[index + 1]
            places = [at for at in range(start, end) if IS_HAN.match(text[at])]
            if not gold.keys() & set(places):
                continue
            is_person = Span(start, end) in people and not segmenter.knows(word)
            collected.clear()
            found_syllables = reader.read(context, index, NameKind.PERSON if is_person else None)
            for at, syllable in zip(places, found_syllables, strict=True):
                if at in gold and syllable.pinyin:
                    own = syllable.pinyin.lower()
                    mine = [e for e in collected if (e.char, e.pinyin) == (text[at], own)]
                    wrong = not _is_right(gold[at], own)
                    out.append(Example(source, fold_of(text), mine[0] if mine else None, wrong))
    return out


def _is_right(gold: str, given: str) -> bool:
    both_who = {gold, given} == {"shei2", "shui2"}
    return both_who or same_syllable_except_neutral(gold, given)


class Matrix:
    """The features of many readings as a sparse matrix of rows, columns and values."""

    def __init__(self, examples: Sequence[Example]) -> None:
        import numpy as np

        columns: dict[str, int] = {}
        cells = [
            (row, columns.setdefault(name, len(columns)), value)
            for row, example in enumerate(examples)
            for name, value in example.features()
        ]
        self._count = len(examples)
        self._columns: Mapping[str, int] = columns
        self._row, self._column = (np.array([cell[at] for cell in cells]) for at in (0, 1))
        self._value: Floats = np.array([cell[2] for cell in cells], dtype=np.float64)
        self._penalty: Floats = np.array(
            [PENALTIES.get(name.partition("=")[0], SHARED_PENALTY) for name in columns]
        )

    def named(self, weights: Floats) -> list[tuple[str, float]]:
        """Return the names of the features with their weights, without those of sources."""
        return [
            (name, float(weights[at]))
            for name, at in self._columns.items()
            if not name.startswith(f"{SOURCE}=")
        ]

    def scores(self, weights: Floats) -> list[float]:
        """Return the probability that each reading is wrong, as if all were in natural text."""
        import numpy as np

        is_source = [name.startswith(f"{SOURCE}=") for name in self._columns]
        scores = self._times(np.where(is_source, 0.0, weights))
        found: list[float] = (1 / (1 + np.exp(-scores))).tolist()
        return found

    def _times(self, weights: Floats) -> Floats:
        import numpy as np

        return np.bincount(
            self._row, self._value * weights[self._column], minlength=self._count
        ).astype(np.float64)

    def fit(self, wrong: Sequence[bool], sample_weights: Sequence[float]) -> Floats:
        """Return the weights that fit the labels, by the weight of each reading."""
        import numpy as np

        target, counted = (
            np.array(wrong, dtype=np.float64),
            np.array(sample_weights, dtype=np.float64),
        )
        width = len(self._penalty)

        def transposed(values: Floats) -> Floats:
            return np.bincount(
                self._column, self._value * values[self._row], minlength=width
            ).astype(np.float64)

        def loss(weights: Floats) -> tuple[float, Floats]:
            score = self._times(weights)
            wrongness = 1 / (1 + np.exp(-score))
            value = (counted * (np.logaddexp(0, score) - target * score)).sum()
            gradient = transposed(counted * (wrongness - target)) + self._penalty * weights
            return float(value + (self._penalty * weights**2).sum() / 2), gradient

        squares = np.bincount(self._column, self._value**2 * counted[self._row], minlength=width)
        return minimise(loss, np.zeros(width), 0.1 * squares + self._penalty)
