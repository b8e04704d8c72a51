"""Train `data/readings/confidence.tsv`: how likely the reader is wrong, from what it heard.

One logistic regression by full-batch gradient descent (L-BFGS) with an L2 penalty, over every
reading of the development sentences (CPP's and `corpus/running`) that is not settled by the
dictionary alone. The sentences of `corpus/polyphones` that are held out only measure. A reading
is wrong where it differs from the label by more than a neutral tone. No chance is in it, so the
same sentences give the same table.

Prints the share of all wrong readings that lie below the confidence from which a third of them are
wrong: as trained, and cross-validated by sentence.
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
from tools.language.corpus import in_context, is_test, read_polyphones
from tools.language.inputs import CORPUS, Inputs, require
from tools.language.tune_trust import read_cpp, read_labelled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

VERSION = 1
"""Raised whenever the same inputs give another table."""

PENALTIES = {"char": 0.4, "char-against": 0.4, "char-other": 0.4, "read": 0.4, "word": 0.2}
SHARED = 0.1
"""Penalty on the squared weights, by the kind of feature; `SHARED` for those that all characters
have in common. Chosen by cross-validation."""

COUNTED = {"running": 1.0, "cpp": 0.5, "held out": 0.0}
"""How much a reading of each source counts: running text is what people read."""

FOLDS = 5
STEPS, MEMORY = 100, 10
SMALLEST = 0.05
"""Weights below this are left out of the table."""


class Example:
    """One labelled reading and what was heard of it; `evidence` is None for a settled one."""

    def __init__(
        self, source: str, sentence: str, evidence: ReadingEvidence | None, *, wrong: bool
    ):
        self.source = source
        self.fold = blake2b(sentence.encode()).digest()[1] % FOLDS
        self.evidence = evidence
        self.wrong = wrong


def weights_of_confidence(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Read the sentences, train, report and yield the weights."""
    require("pypinyin")
    examples = _examples(inputs)
    asked = [e for e in examples if e.evidence is not None]
    matrix = _Matrix([e.evidence for e in asked if e.evidence is not None])
    weights = matrix.fit([e.wrong for e in asked], [COUNTED[e.source] for e in asked])
    trained = matrix.scores(weights)
    unseen = list(trained)
    for fold in range(FOLDS):
        counted = [COUNTED[e.source] * (e.fold != fold) for e in asked]
        other = matrix.fit([e.wrong for e in asked], counted)
        for at, score in enumerate(matrix.scores(other)):
            if asked[at].fold == fold:
                unseen[at] = score
    wrong = Counter(e.source for e in examples if e.wrong)
    for label, scores in (("as trained", trained), ("cross-validated", unseen)):
        for sources in (("running",), ("cpp",), ("held out",), ("running", "cpp")):
            chosen = [
                (s, e.wrong) for s, e in zip(scores, asked, strict=True) if e.source in sources
            ]
            total = max(1, sum(wrong[source] for source in sources))
            caught, below, sure = best(chosen)
            doubted = [w for score, w in chosen if 1 - score < confidence.DOUBT_THRESHOLD]
            print(
                f"{label}, {' + '.join(sources)}: of {total} wrong readings {caught} "
                f"({100 * caught / total:.1f} %) are among the {below} below {sure:.3f}, "
                f"{sum(doubted)} ({100 * sum(doubted) / total:.1f} %) among the "
                f"{len(doubted)} in doubt"
            )
    named = [(name, weight) for name, weight in matrix.named(weights) if abs(weight) >= SMALLEST]
    print(f"  {len(named)} weights")
    yield from ((name, f"{weight:.2f}") for name, weight in named)


def best(chosen: Sequence[tuple[float, bool]]) -> tuple[int, int, float]:
    """The most readings, from the least sure on, of which a third are wrong: how many of them
    are, how many there are, and the confidence of the last."""
    found = (0, 0, 0.0)
    caught = 0
    for count, (score, wrong) in enumerate(sorted(chosen, reverse=True), 1):
        caught += wrong
        if 3 * caught >= count:
            found = (caught, count, 1 - score)
    return found


def _examples(inputs: Inputs) -> list[Example]:
    heard: list[ReadingEvidence] = []

    def listen(evidence: ReadingEvidence) -> float:
        heard.append(evidence)
        return 0.5

    reader, segmenter = Reader(Dictionary(), judge=listen), Segmenter()
    labelled = [("cpp", s, g) for s, g in read_cpp(inputs)]
    labelled += [("running", s, g) for s, g in read_labelled(CORPUS / "running")]
    labelled += [
        ("held out", e.sentence, {e.offset: e.reading})
        for e in read_polyphones(CORPUS / "polyphones", [])
        if is_test(e.sentence)
    ]
    contexts = [in_context(text, segmenter) for _, text, _ in labelled]
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
            heard.clear()
            said = reader.read(context, index, person=person)
            for at, syllable in zip(places, said, strict=True):
                if at in gold and syllable.pinyin:
                    own = syllable.pinyin.lower()
                    mine = [e for e in heard if (e.char, e.pinyin) == (text[at], own)]
                    wrong = not _right(gold[at], own)
                    out.append(Example(source, text, mine[0] if mine else None, wrong=wrong))
    return out


def _right(gold: str, given: str) -> bool:
    both_who = {gold, given} == {"shei2", "shui2"}
    return both_who or same_syllable_except_neutral(gold, given)


class _Matrix:
    """The features of many readings as a sparse matrix: row, column, value."""

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
            [PENALTIES.get(name.partition("=")[0], SHARED) for name in columns]
        )

    def named(self, weights: Floats) -> list[tuple[str, float]]:
        """The weights by the names of their features."""
        return [(name, float(weights[at])) for name, at in self._columns.items()]

    def scores(self, weights: Floats) -> list[float]:
        """The probability of each reading's being wrong."""
        import numpy as np

        found: list[float] = (1 / (1 + np.exp(-self._times(weights)))).tolist()
        return found

    def _times(self, weights: Floats) -> Floats:
        import numpy as np

        return np.bincount(
            self._row, self._value * weights[self._column], minlength=self._count
        ).astype(np.float64)

    def fit(self, wrong: Sequence[bool], counts: Sequence[float]) -> Floats:
        """The weights that explain which readings are wrong; each counts so much."""
        import numpy as np

        target, counted = np.array(wrong, dtype=np.float64), np.array(counts, dtype=np.float64)
        width = len(self._penalty)

        def transposed(values: Floats) -> Floats:
            return np.bincount(
                self._column, self._value * values[self._row], minlength=width
            ).astype(np.float64)

        def loss(weights: Floats) -> tuple[float, Floats]:
            score = self._times(weights)
            wrongness = 1 / (1 + np.exp(-score))
            value = (counted * (np.logaddexp(0, score) - target * score)).sum()
            slope = transposed(counted * (wrongness - target)) + self._penalty * weights
            return float(value + (self._penalty * weights**2).sum() / 2), slope

        squares = np.bincount(self._column, self._value**2 * counted[self._row], minlength=width)
        return minimise(loss, np.zeros(width), 0.1 * squares + self._penalty)


def minimise(
    loss: Callable[[Floats], tuple[float, Floats]], start: Floats, curvature: Floats
) -> Floats:
    """Where a convex loss, given with its slope, is least: L-BFGS, scaled by a `curvature`."""
    weights = start
    value, slope = loss(weights)
    past: list[tuple[Floats, Floats]] = []
    for _ in range(STEPS):
        step = _newton(slope, past, curvature)
        size = 1.0
        while True:
            moved, its_slope = loss(weights - size * step)
            if moved <= value - 1e-4 * size * float(slope @ step) or size < 1e-6:
                break
            size /= 2
        change = -size * step
        if float(change @ (its_slope - slope)) > 0:
            past = [*past, (change, its_slope - slope)][-MEMORY:]
        weights = weights + change
        done = abs(value - moved) < 1e-7 * abs(value)
        value, slope = moved, its_slope
        if done:
            break
    return weights


def _newton(slope: Floats, past: Sequence[tuple[Floats, Floats]], curvature: Floats) -> Floats:
    """The slope times about the inverse of the second derivative: the two-loop recursion."""
    direction = slope.copy()
    taken = []
    for change, difference in reversed(past):
        share = float(change @ direction) / float(change @ difference)
        taken.append(share)
        direction -= share * difference
    direction /= curvature
    if past:
        change, difference = past[-1]
        direction *= float(change @ difference) / float(difference / curvature @ difference)
    for (change, difference), share in zip(past, reversed(taken), strict=True):
        back = float(difference @ direction) / float(change @ difference)
        direction += (share - back) * change
    return direction
