"""Find out which characters to leave to the context model: `data/readings/trusted.tsv`.

The context model is better than pypinyin on rare polyphones and worse on common characters
whose second reading is rare (拉 绿 台). For each lone character of the development sentences
(CPP's, and `corpus/running`) where the two differ, this counts who is right; a character
that the model reads right more often is trusted to it, and one of which nothing was counted where
its reading is not much the rarer (`trust.RARER`). Running text counts `RUNNING` times, being
what people read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Dictionary
from generator.language.readings.reader import Reader
from generator.language.words.segmentation import Segmenter
from tools.language.corpus import in_context, read_running
from tools.language.inputs import CORPUS, Inputs, require

VERSION = 1
"""Raised whenever the same inputs give another table."""

RUNNING = 3


def trusted(inputs: Inputs) -> Iterator[tuple[str, int, int]]:
    """Yield how often network and pypinyin were right about each character."""
    require("pypinyin")
    reader, segmenter = Reader(Dictionary()), Segmenter()
    model, other = Counter[str](), Counter[str]()
    sentences = [(s, g, 1) for s, g in read_cpp(inputs)] + [
        (s, g, RUNNING) for s, g in read_labelled(CORPUS / "running")
    ]
    contexts = [in_context(text, segmenter) for text, _, _ in sentences]
    reader.run_network(contexts)
    for (_, gold, weight), context in zip(sentences, contexts, strict=True):
        for index, word in enumerate(context.words):
            start = context.starts[index]
            if len(word) != 1 or start not in gold:
                continue
            ours, theirs = reader.engine_choices(context, index)
            right = gold[start]
            if ours and theirs and ours != theirs and right in (ours, theirs):
                (model if right == ours else other)[word] += weight
    chars = sorted({*model, *other})
    print(f"  {sum(model[c] > other[c] for c in model)} of {len(chars)} characters trusted")
    yield from ((char, model[char], other[char]) for char in chars)


def read_cpp(inputs: Inputs) -> Iterator[tuple[str, dict[int, str]]]:
    """Yield CPP's sentences, each with the reading of the one marked character by its offset."""
    sentences = inputs.set("cpp-dev.sent").read_text(encoding="utf-8").splitlines()
    labels = inputs.set("cpp-dev.lb").read_text(encoding="utf-8").splitlines()
    for sentence, label in zip(sentences, labels, strict=True):
        place = sentence.index("▁")
        yield sentence.replace("▁", ""), {place: label.strip().replace("u:", "ü")}


def read_labelled(folder: Path) -> Iterator[tuple[str, dict[int, str]]]:
    """The sentences of running text, each with its readings by offset."""
    for text in read_running(folder, []):
        places = [at for at, char in enumerate(text.sentence) if IS_HAN.match(char)]
        yield text.sentence, dict(zip(places, text.syllables, strict=True))
