"""Train `data/words/path_weights.tsv`: which cut of an ambiguous stretch its context asks for.

Fits a logistic regression on pairs of cuts, a right and a wrong one, by L-BFGS with an L2 penalty.
The difference of their weights is the logarithm of the odds that the first is right. The pairs are

1. the examples of `corpus/cuts`, without those held out;
2. the segmented sentences of `tests/fixtures/cuts.txt` and `docs/words.md`: their cuts against
   their rivals;
3. plain text as the costs of words alone cut it, against its rivals. A pair counts little, since
   some are wrong, but together they tell what is usual: in the examples both cuts are as frequent.

Prints how many of the held-out examples are cut rightly without the model and with it. Training is
deterministic: the same sentences give the same table.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.language.names.candidates import find_candidates
from generator.language.scripts.converter import ScriptConverter
from generator.language.words.contests import Place
from generator.language.words.formations import find_formations
from generator.language.words.path_model import (
    COST,
    SPLIT,
    Feature,
    PathModel,
    features,
    rival_feature,
)
from generator.language.words.rival_cuts import Cut
from generator.language.words.segmentation import Segmenter
from generator.language.words.word_list import dictionary_words
from generator.model import Span
from tools.language.corpus import CutExample, is_test, read_cuts, read_running
from tools.language.inputs import CORPUS, ROOT, Inputs
from tools.language.minimise import minimise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

VERSION = 1
"""Raised whenever the same inputs give another table."""

EXAMPLE_WEIGHT, PLAIN_WEIGHT = 1.0, 0.1
"""The weight of a pair from an example and from plain text, chosen by cross-validation."""

PLAIN_LIMIT = 400
"""The number of pairs from plain text about the same two cuts."""

PENALTY, GENERAL_PENALTY = 0.6, 0.05
"""The penalties on the squared weights, chosen by cross-validation; the smaller one is for the
features in `GENERAL`, which every pair has."""
GENERAL = (COST, "length", "rival")

START_COST = 0.8
"""The weight of the cost from which training starts."""

MIN_COUNT, MIN_WEIGHT = 2, 3
"""The number of pairs that a feature needs, and the least weight in the table, in centibels."""

UNKNOWN_WORD_COST = 1000
CENTIBELS = 100 / math.log(10)


@dataclass(frozen=True, slots=True)
class Pair:
    """A right and a wrong cut of a stretch between two words."""

    right: Cut
    wrong: Cut
    left: str
    after: str
    weight: float

    def differences(self) -> Mapping[Feature, float]:
        """Return the features of the wrong cut less those of the right one."""
        found: defaultdict[Feature, float] = defaultdict(float)
        for sign, cut in ((1, self.wrong), (-1, self.right)):
            for feature, value in features(cut, self.left, self.after):
                found[feature] += sign * value
        if self.wrong.cost > self.right.cost:
            found[rival_feature(self.right, self.wrong)] += 1
        else:
            found[rival_feature(self.wrong, self.right)] -= 1
        return {feature: value for feature, value in found.items() if value}


def path_weights(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Train on all pairs, print an evaluation, and yield the weights."""
    faults: list[str] = []
    examples = read_cuts(CORPUS / "cuts", faults)
    for fault in faults:
        print(f"  skipped: {fault}")
    held_out = [example for example in examples if is_test(example.sentence)]
    training = [example for example in examples if not is_test(example.sentence)]
    weights = train(training, read_plain(inputs))
    for label, model in (("without", PathModel({})), ("with", PathModel(weights))):
        segmenter = Segmenter(model=model)
        right = [sum(is_right(e, segmenter) for e in some) for some in (training, held_out)]
        print(
            f"  {label} the model: {right[0]} of {len(training)} training examples are right, "
            f"{right[1]} of {len(held_out)} held out"
        )
    print(f"  {len(weights)} weights")
    yield from ((feature, f"{weight:g}") for feature, weight in weights.items())


def is_right(example: CutExample, segmenter: Segmenter) -> bool:
    """Whether a segmenter cuts the span of an example rightly."""
    text = simplified(example.sentence)
    words = segmenter.segment(text, list(find_candidates(text)))
    found = {at for word in words for at in (word.span.start, word.span.end)}
    inside = {at for at in found if example.start <= at <= example.end}
    return inside == set(_boundaries(example.right, example.start))


def train(examples: Sequence[CutExample], plain: Iterable[str]) -> Mapping[Feature, float]:
    """Return the weights of the features, in centibels."""
    pairs = [pair for example in examples for pair in _pairs_of_example(example)]
    splittable = {
        f"{SPLIT}={pair.wrong.words[0]}": 0.0 for pair in pairs if len(pair.wrong.words) == 1
    }
    segmenter = Segmenter(model=PathModel(splittable))
    pairs += [pair for words in _read_gold() for pair in _pairs_of_sentence(words, segmenter)]
    labelled = len(pairs)
    seen: Counter[tuple[Cut, Cut]] = Counter()
    for text in plain:
        for pair in _pairs_of_text(text, segmenter):
            seen[pair.right, pair.wrong] += 1
            if seen[pair.right, pair.wrong] <= PLAIN_LIMIT:
                pairs.append(pair)
    print(f"  {labelled} labelled pairs, {len(pairs) - labelled} from plain text")
    return {
        feature: weight
        for feature, weight in {**splittable, **_fit(pairs)}.items()
        if abs(weight) >= MIN_WEIGHT or feature in splittable or feature == COST
    }


_SPLITTER = Segmenter(model=PathModel({}))
_CONVERTER = ScriptConverter()


def simplified(text: str) -> str:
    """Return the simplified copy of a text, if it has as many characters."""
    copy = _CONVERTER.simplify(text)
    return copy if len(copy) == len(text) else text


def _boundaries(words: Sequence[str], start: int = 0) -> list[int]:
    """Return the offsets of both edges and of all boundaries between words."""
    found = [start]
    for word in words:
        found.append(found[-1] + len(word))
    return found


def _pairs_of_example(example: CutExample) -> Iterator[Pair]:
    """Yield the two cuts of every stretch of an example about which they differ."""
    text = simplified(example.sentence)
    right, wrong = (_boundaries(cut, example.start) for cut in (example.right, example.wrong))
    forced = [Span(start, end) for start, end in pairwise(right)]
    around = _SPLITTER.segment(text, forced=forced)
    ends = {word.span.end: word.span.of(text) for word in around}
    starts = {word.span.start: word.span.of(text) for word in around}
    for start, end in pairwise(sorted(set(right) & set(wrong))):
        cuts = [
            cut_of([text[a:b] for a, b in pairwise([x for x in some if start <= x <= end])])
            for some in (right, wrong)
        ]
        if cuts[0].words != cuts[1].words:
            left, after = ends.get(start, ""), starts.get(end, "")
            yield Pair(cuts[0], cuts[1], left, after, EXAMPLE_WEIGHT)


def cut_of(words: Sequence[str]) -> Cut:
    """Return the cheapest way to get some words from edges of the lattice."""
    lexicon = dictionary_words()
    best = [0.0] + [math.inf] * len(words)
    for end in range(1, len(words) + 1):
        for start in range(end):
            edge, inner = "".join(words[start:end]), tuple(words[start:end])
            if end - start == 1 or tuple(lexicon.parts_of(edge)) == inner:
                cost = _cost_of(edge)
                best[end] = min(best[end], best[start] + cost)
    return Cut(tuple(words), best[-1])


def _cost_of(word: str) -> float:
    costs = dictionary_words().costs
    if word in costs:
        return costs[word]
    formed = [f.cost for f in find_formations(word, costs) if f.end - f.start == len(word)]
    return min(formed, default=UNKNOWN_WORD_COST)


def _pairs_of_sentence(words: Sequence[str], segmenter: Segmenter) -> Iterator[Pair]:
    """Yield the contests of a sentence that its words decide."""
    text, edges = "".join(words), _boundaries(words)
    for start, place in segmenter.contests(text, list(find_candidates(text))):
        contest = place.contest
        end = start + sum(map(len, contest.own.words))
        inner = [at for at in edges if start <= at <= end]
        right = tuple(text[a:b] for a, b in pairwise(inner))
        chosen = [cut for cut in (contest.own, *contest.rivals) if cut.words == right]
        if chosen:
            yield from _against_others(chosen[0], place, EXAMPLE_WEIGHT)


def _pairs_of_text(text: str, segmenter: Segmenter) -> Iterator[Pair]:
    """Yield the contests of a text, as if the path were always right."""
    for _, place in segmenter.contests(text, list(find_candidates(text))):
        yield from _against_others(place.contest.own, place, PLAIN_WEIGHT)


def _against_others(right: Cut, place: Place, weight: float) -> Iterator[Pair]:
    """Yield a cut against each other one of its contest."""
    contest = place.contest
    others = [cut for cut in (contest.own, *contest.rivals) if cut is not right]
    for cut in others:
        yield Pair(right, cut, place.left, place.right, weight / len(others))


def _read_gold() -> Iterator[Sequence[str]]:
    """Yield the words of the simplified sentences whose segmentation is tested."""
    fixture = (ROOT / "tests/fixtures/cuts.txt").read_text(encoding="utf-8")
    lines = fixture[fixture.index("\n# ") :].splitlines()
    for line in lines:
        if "|" in line and not line.startswith("#"):
            yield line.split("|")
    page = (ROOT / "docs/words.md").read_text(encoding="utf-8")
    for block in re.findall(r"^```words\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        for line in block.splitlines():
            yield line.split(" | ")


def read_plain(inputs: Inputs) -> Iterator[str]:
    """Yield sentences without labels."""
    for line in inputs.set("cpp-dev.sent").read_text(encoding="utf-8").splitlines():
        yield re.sub("[▁ ]", "", line)
    for found in read_running(CORPUS / "running", []):
        yield found.sentence


def _fit(pairs: Sequence[Pair]) -> dict[Feature, float]:
    """Return the weights that make the right cuts cheaper than the wrong ones."""
    import numpy as np

    rows = [pair.differences() for pair in pairs]
    counts = Counter(feature for row in rows for feature in row)
    kept = sorted(f for f, n in counts.items() if n >= MIN_COUNT and f != COST)
    column = {feature: at for at, feature in enumerate([COST, *kept])}
    cells = [
        (at, column[feature], value / CENTIBELS if feature == COST else value)
        for at, row in enumerate(rows)
        for feature, value in row.items()
        if feature in column
    ]
    row_of, column_of, value_of = (np.array([cell[at] for cell in cells]) for at in (0, 1, 2))
    counted = np.array([pair.weight for pair in pairs])
    penalty = np.array(
        [GENERAL_PENALTY if f.partition("=")[0] in GENERAL else PENALTY for f in column]
    )
    start = np.zeros(len(column))
    start[0] = START_COST

    def loss(weights: Floats) -> tuple[float, Floats]:
        margins = np.bincount(row_of, value_of * weights[column_of], minlength=len(rows))
        value = (counted * np.logaddexp(0, -margins)).sum()
        pull = -counted / (1 + np.exp(margins))
        gradient = np.bincount(column_of, value_of * pull[row_of], minlength=len(column))
        away = weights - start
        return float(value + (penalty * away**2).sum() / 2), gradient + penalty * away

    squares = np.bincount(column_of, value_of**2 * counted[row_of], minlength=len(column))
    weights = minimise(loss, start, 0.1 * squares + penalty + 0.01)
    found = {f: round(float(weights[at]) * CENTIBELS) for f, at in column.items() if f != COST}
    return {COST: round(float(weights[0]), 2), **found}
