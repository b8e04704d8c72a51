"""Train `data/words/cut_doubt_weights.tsv`: how likely a stretch with a rival is cut wrongly.

Fits a logistic regression by L-BFGS with an L2 penalty on stretches that have a rival

1. in the examples of `corpus/cuts`, without those held out: wrong if the span that they overlap is
   not cut as labelled. Their rivals are weighed by path models that have not seen the example, as
   those of other text are;
2. in natural text (`corpus/contested/dev`), as if the path were always right. In the examples far
   more is wrong than in text as it comes.

Training is deterministic: the same sentences give the same table. Prints, cross-validated, how many
of the examples in doubt are cut wrongly, and how many doubts there are in natural text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import exp, inf
from typing import TYPE_CHECKING

from generator.language.names.candidates import find_candidates
from generator.language.words.contests import DOUBT_THRESHOLD
from generator.language.words.cut_doubts import features
from generator.language.words.path_model import PathModel
from generator.language.words.segmentation import Segmenter
from generator.model import Span
from tools.language.corpus import is_test, read_cuts, read_quoted
from tools.language.inputs import CORPUS, Inputs
from tools.language.minimise import minimise
from tools.language.train_paths import is_right, read_plain, simplified, train

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

VERSION = 1
"""Raised whenever the same inputs give another table."""

PATH_FOLDS, FOLDS = 3, 5

NATURAL_WEIGHT = 0.3
"""The weight of a stretch of natural text; those of an example have 1 together."""

PENALTY, GENERAL_PENALTY = 0.5, 0.3
"""The penalties on the squared weights; the second is for the features that most stretches have."""
GENERAL = ("kind", "lengths", "advantage", "close", "cost", "own-cost")

MIN_WEIGHT = 0.02


@dataclass(frozen=True, slots=True)
class _Group:
    """The stretches of an example, or one stretch of natural text."""

    fold: int
    is_wrong: bool
    is_natural: bool
    stretches: Sequence[Mapping[str, float]]
    """Their features with their values."""

    def doubt(self, weights: Mapping[str, float]) -> float:
        """Return the logit of the likeliest doubt."""
        scores = [
            sum(weights.get(f, 0.0) * x for f, x in found.items()) for found in self.stretches
        ]
        return max(scores, default=-inf)


def cut_doubt_weights(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Train on the examples and on natural text, print an evaluation, and yield the weights."""
    groups = [*_read_examples(inputs), *_read_natural()]
    scores = {}
    for fold in range(FOLDS):
        weights = _fit([group for group in groups if group.fold != fold])
        for number, group in enumerate(groups):
            if group.fold == fold:
                scores[number] = group.doubt(weights)
    wrong = sum(group.is_wrong for group in groups)
    for threshold in sorted({-1.2, -0.8, DOUBT_THRESHOLD, 0.0}):
        doubted = [groups[n] for n, score in scores.items() if score > threshold]
        examples = [group for group in doubted if not group.is_natural]
        print(
            f"  above {threshold:g}, {1 / (1 + exp(-threshold)):.2f}: {len(examples)} examples, "
            f"{sum(group.is_wrong for group in examples)} of them wrong, of {wrong}; "
            f"{len(doubted) - len(examples)} in natural text"
        )
    weights = {f: x for f, x in _fit(groups).items() if abs(x) >= MIN_WEIGHT}
    print(f"  {len(weights)} weights")
    yield from ((feature, f"{weight:.2f}") for feature, weight in weights.items())


def _hash(sentence: str, byte: int, folds: int) -> int:
    return blake2b(sentence.encode()).digest()[byte] % folds


def _read_examples(inputs: Inputs) -> Iterator[_Group]:
    """Yield the stretches of the examples, each weighed by a model that has not seen it."""
    examples = [e for e in read_cuts(CORPUS / "cuts", []) if not is_test(e.sentence)]
    plain = list(read_plain(inputs))
    for fold in range(PATH_FOLDS):
        chosen = [e for e in examples if _hash(e.sentence, 2, PATH_FOLDS) == fold]
        others = [e for e in examples if _hash(e.sentence, 2, PATH_FOLDS) != fold]
        segmenter = Segmenter(model=PathModel(train(others, plain)))
        for example in chosen:
            span = Span(example.start, example.end)
            yield _Group(
                _hash(example.sentence, 3, FOLDS),
                not is_right(example, segmenter),
                False,
                _stretches(simplified(example.sentence), segmenter, span),
            )


def _read_natural() -> Iterator[_Group]:
    segmenter = Segmenter()
    sentences = {e.sentence for e in read_quoted(CORPUS / "contested/dev", [])}
    for sentence in sorted(sentences):
        for found in _stretches(sentence, segmenter):
            yield _Group(_hash(sentence, 3, FOLDS), False, True, [found])


def _stretches(
    text: str, segmenter: Segmenter, within: Span | None = None
) -> list[Mapping[str, float]]:
    return [
        dict(features(rivalry))
        for span, rivalry in segmenter.rivalries(text, list(find_candidates(text)))
        if within is None or span.overlaps(within)
    ]


def _fit(groups: Sequence[_Group]) -> dict[str, float]:
    """Return the weights that fit the stretches."""
    import numpy as np

    columns: dict[str, int] = {}
    cells: list[tuple[int, int, float]] = []
    wrong: list[float] = []
    counted: list[float] = []
    for group in groups:
        for found in group.stretches:
            row = len(wrong)
            cells += [(row, columns.setdefault(f, len(columns)), x) for f, x in found.items()]
            wrong.append(float(group.is_wrong))
            counted.append(NATURAL_WEIGHT if group.is_natural else 1 / len(group.stretches))
    rows, column = (np.array([cell[at] for cell in cells]) for at in (0, 1))
    value: Floats = np.array([cell[2] for cell in cells], dtype=np.float64)
    target, weight = np.array(wrong), np.array(counted)
    is_general = [f.partition("=")[0].partition(":")[0] in GENERAL for f in columns]
    penalty: Floats = np.where(is_general, GENERAL_PENALTY, PENALTY).astype(np.float64)

    def loss(weights: Floats) -> tuple[float, Floats]:
        score = np.bincount(rows, value * weights[column], minlength=len(wrong))
        wrongness = 1 / (1 + np.exp(-score))
        lost = (weight * (np.logaddexp(0, score) - target * score)).sum()
        pull = weight * (wrongness - target)
        gradient = np.bincount(column, value * pull[rows], minlength=len(columns))
        return float(lost + (penalty * weights**2).sum() / 2), gradient + penalty * weights

    squares = np.bincount(column, value**2 * weight[rows], minlength=len(columns))
    weights = minimise(loss, np.zeros(len(columns)), 0.1 * squares + penalty)
    return {feature: float(weights[at]) for feature, at in columns.items()}
