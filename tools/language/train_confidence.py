"""Train `data/readings/confidence.tsv`: the probability that a reading is wrong, by its evidence.

Fits a logistic regression by L-BFGS with an L2 penalty, over every reading in the development
sentences (CPP and `corpus/running`) that the dictionary alone does not settle. The held-out
sentences of `corpus/polyphones` are only used for evaluation. A reading is wrong if it differs from
the label by more than a neutral tone. Training is deterministic: the same sentences give the same
table.

Prints how many of the wrong readings are below the highest confidence at which a third of the
readings are wrong: as trained, and cross-validated by sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Dictionary
from generator.language.dictionary.neutral_tones import same_syllable_except_neutral
from generator.language.names import candidates as names
from generator.language.readings import confidence
from generator.language.readings.confidence import ReadingEvidence, features
from generator.language.readings.reader import Reader
from generator.language.words.segmentation import Segmenter
from generator.model import NameKind, Span
from tools.language.corpus import build_context, read_polyphones
from tools.language.inputs import CORPUS, Inputs, require_package
from tools.language.tune_trust import read_cpp, read_labelled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

VERSION = 1
"""Raised whenever the same inputs give another table."""

PENALTIES = {"char": 0.4, "char-against": 0.4, "char-other": 0.4, "read": 0.4, "word": 0.2}
SHARED_PENALTY = 0.1
"""Penalty on the squared weights by kind of feature; `SHARED_PENALTY` for those that all characters
share. Chosen by cross-validation."""

SOURCE_WEIGHTS = {"running": 1.0, "cpp": 0.5, "held out": 0.0}
"""The weight of a reading from each source; running text is what people read."""

FOLDS = 5
STEPS, MEMORY = 100, 10
MIN_WEIGHT = 0.05
"""Minimum absolute value of a weight in the table."""


class Example:
    """A labelled reading with its evidence, which is None if the dictionary settles it."""

    def __init__(
        self, source: str, sentence: str, evidence: ReadingEvidence | None, *, wrong: bool
    ):
        self.source = source
        self.fold = blake2b(sentence.encode()).digest()[1] % FOLDS
        self.evidence = evidence
        self.wrong = wrong


def confidence_weights(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Train on the development sentences, print an evaluation, and yield the weights."""
    require_package("pypinyin")
    examples = _examples(inputs)
    unsettled = [e for e in examples if e.evidence is not None]
    matrix = _Matrix([e.evidence for e in unsettled if e.evidence is not None])
    weights = matrix.fit(
        [e.wrong for e in unsettled], [SOURCE_WEIGHTS[e.source] for e in unsettled]
    )
    trained = matrix.scores(weights)
    cross_validated = list(trained)
    for fold in range(FOLDS):
        counted = [SOURCE_WEIGHTS[e.source] * (e.fold != fold) for e in unsettled]
        other = matrix.fit([e.wrong for e in unsettled], counted)
        for at, score in enumerate(matrix.scores(other)):
            if unsettled[at].fold == fold:
                cross_validated[at] = score
    wrong = Counter(e.source for e in examples if e.wrong)
    for label, scores in (("as trained", trained), ("cross-validated", cross_validated)):
        for sources in (("running",), ("cpp",), ("held out",), ("running", "cpp")):
            chosen = [
                (s, e.wrong) for s, e in zip(scores, unsettled, strict=True) if e.source in sources
            ]
            total = max(1, sum(wrong[source] for source in sources))
            caught, below, sure = find_cutoff(chosen)
            doubted = [w for score, w in chosen if 1 - score < confidence.DOUBT_THRESHOLD]
            print(
                f"{label}, {' + '.join(sources)}: of {total} wrong readings {caught} "
                f"({100 * caught / total:.1f} %) are among the {below} below {sure:.3f}, "
                f"{sum(doubted)} ({100 * sum(doubted) / total:.1f} %) among the "
                f"{len(doubted)} in doubt"
            )
    named = [(name, weight) for name, weight in matrix.named(weights) if abs(weight) >= MIN_WEIGHT]
    print(f"  {len(named)} weights")
    yield from ((name, f"{weight:.2f}") for name, weight in named)


def find_cutoff(chosen: Sequence[tuple[float, bool]]) -> tuple[int, int, float]:
    """Find the longest list of the least confident readings of which a third are wrong.

    Return the number of wrong readings in it, its length, and the confidence of its last reading.
    """
    found = (0, 0, 0.0)
    caught = 0
    for count, (score, wrong) in enumerate(sorted(chosen, reverse=True), 1):
        caught += wrong
        if 3 * caught >= count:
            found = (caught, count, 1 - score)
    return found


def _examples(inputs: Inputs) -> list[Example]:
    collected: list[ReadingEvidence] = []

    def collect(evidence: ReadingEvidence) -> float:
        collected.append(evidence)
        return 0.5

    reader, segmenter = Reader(Dictionary(), judge=collect), Segmenter()
    labelled = [("cpp", s, g) for s, g in read_cpp(inputs)]
    labelled += [("running", s, g) for s, g in read_labelled(CORPUS / "running")]
    labelled += [
        ("held out", e.sentence, {e.offset: e.reading})
        for e in read_polyphones(CORPUS / "polyphones", [])
        if e.is_test
    ]
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
            person = Span(start, end) in people and not segmenter.knows(word)
            collected.clear()
            found_syllables = reader.read(context, index, person=person)
            for at, syllable in zip(places, found_syllables, strict=True):
                if at in gold and syllable.pinyin:
                    own = syllable.pinyin.lower()
                    mine = [e for e in collected if (e.char, e.pinyin) == (text[at], own)]
                    wrong = not _is_right(gold[at], own)
                    out.append(Example(source, text, mine[0] if mine else None, wrong=wrong))
    return out


def _is_right(gold: str, given: str) -> bool:
    both_who = {gold, given} == {"shei2", "shui2"}
    return both_who or same_syllable_except_neutral(gold, given)


class _Matrix:
    """The features of many readings as a sparse matrix of rows, columns and values."""

    def __init__(self, evidence: Sequence[ReadingEvidence]) -> None:
        import numpy as np

        columns: dict[str, int] = {}
        cells = [
            (row, columns.setdefault(name, len(columns)), value)
            for row, item in enumerate(evidence)
            for name, value in features(item)
        ]
        self._count = len(evidence)
        self._columns: Mapping[str, int] = columns
        self._row, self._column = (np.array([cell[at] for cell in cells]) for at in (0, 1))
        self._value: Floats = np.array([cell[2] for cell in cells], dtype=np.float64)
        self._penalty: Floats = np.array(
            [PENALTIES.get(name.partition("=")[0], SHARED_PENALTY) for name in columns]
        )

    def named(self, weights: Floats) -> list[tuple[str, float]]:
        """Return the names of the features with their weights."""
        return [(name, float(weights[at])) for name, at in self._columns.items()]

    def scores(self, weights: Floats) -> list[float]:
        """Return the probability that each reading is wrong."""
        import numpy as np

        found: list[float] = (1 / (1 + np.exp(-self._times(weights)))).tolist()
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


def minimise(
    loss: Callable[[Floats], tuple[float, Floats]], start: Floats, curvature: Floats
) -> Floats:
    """Return the minimum of a convex loss by L-BFGS.

    `loss` returns a value and its gradient; `curvature` is an estimate of the diagonal of the
    Hessian, which scales the steps.
    """
    weights = start
    value, gradient = loss(weights)
    history: list[tuple[Floats, Floats]] = []
    for _ in range(STEPS):
        step = _newton_step(gradient, history, curvature)
        size = 1.0
        while True:
            moved, new_gradient = loss(weights - size * step)
            if moved <= value - 1e-4 * size * float(gradient @ step) or size < 1e-6:
                break
            size /= 2
        change = -size * step
        if float(change @ (new_gradient - gradient)) > 0:
            history = [*history, (change, new_gradient - gradient)][-MEMORY:]
        weights = weights + change
        done = abs(value - moved) < 1e-7 * abs(value)
        value, gradient = moved, new_gradient
        if done:
            break
    return weights


def _newton_step(
    gradient: Floats, history: Sequence[tuple[Floats, Floats]], curvature: Floats
) -> Floats:
    """Return the gradient times an approximate inverse Hessian, by the two-loop recursion."""
    direction = gradient.copy()
    shares = []
    for change, difference in reversed(history):
        share = float(change @ direction) / float(change @ difference)
        shares.append(share)
        direction -= share * difference
    direction /= curvature
    if history:
        change, difference = history[-1]
        direction *= float(change @ difference) / float(difference / curvature @ difference)
    for (change, difference), share in zip(history, reversed(shares), strict=True):
        back = float(difference @ direction) / float(change @ difference)
        direction += (share - back) * change
    return direction
