"""Decide for which characters to trust the context network: `data/readings/trusted.tsv`.

The network is better than pypinyin at rare polyphones, and worse at common characters whose
second reading is rare (拉 绿 台). This counts which of the two is right where they differ about a
one-character word in the development sentences (CPP and `corpus/running`). The network is trusted
with the characters that it reads correctly more often; `engine_trust.py` decides the characters
without counts. Running text is what people read, so it counts `RUNNING_WEIGHT` times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Dictionary
from generator.language.readings.reader import Reader
from generator.language.words.segmentation import Segmenter
from tools.language.corpus import build_context, read_running
from tools.language.inputs import CORPUS, Inputs, require_package

VERSION = 1
"""Raised whenever the same inputs give another table."""

RUNNING_WEIGHT = 3


def trusted(inputs: Inputs) -> Iterator[tuple[str, int, int]]:
    """Yield each character with the times that the network and pypinyin were right about it."""
    require_package("pypinyin")
    reader, segmenter = Reader(Dictionary()), Segmenter()
    network_right, pypinyin_right = Counter[str](), Counter[str]()
    sentences = [(s, g, 1) for s, g in read_cpp(inputs)] + [
        (s, g, RUNNING_WEIGHT) for s, g in read_labelled(CORPUS / "running")
    ]
    contexts = [build_context(text, segmenter) for text, _, _ in sentences]
    reader.run_network(contexts)
    for (_, gold, weight), context in zip(sentences, contexts, strict=True):
        for index, word in enumerate(context.words):
            start = context.starts[index]
            if len(word) != 1 or start not in gold:
                continue
            by_network, by_pypinyin = reader.engine_choices(context, index)
            right = gold[start]
            if (
                by_network
                and by_pypinyin
                and by_network != by_pypinyin
                and right in (by_network, by_pypinyin)
            ):
                (network_right if right == by_network else pypinyin_right)[word] += weight
    chars = sorted({*network_right, *pypinyin_right})
    trusted_count = sum(network_right[c] > pypinyin_right[c] for c in network_right)
    print(f"  {trusted_count} of {len(chars)} characters trusted")
    yield from ((char, network_right[char], pypinyin_right[char]) for char in chars)


def read_cpp(inputs: Inputs) -> Iterator[tuple[str, dict[int, str]]]:
    """Yield the sentences of CPP, each with the reading of its marked character by offset."""
    sentences = inputs.set("cpp-dev.sent").read_text(encoding="utf-8").splitlines()
    labels = inputs.set("cpp-dev.lb").read_text(encoding="utf-8").splitlines()
    for sentence, label in zip(sentences, labels, strict=True):
        place = sentence.index("▁")
        yield sentence.replace("▁", ""), {place: label.strip().replace("u:", "ü")}


def read_labelled(folder: Path) -> Iterator[tuple[str, dict[int, str]]]:
    """Yield the sentences of running text, each with its readings by offset."""
    for text in read_running(folder, []):
        places = [at for at, char in enumerate(text.sentence) if IS_HAN.match(char)]
        yield text.sentence, dict(zip(places, text.syllables, strict=True))
