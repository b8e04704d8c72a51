"""Find out which characters to leave to the context model: `data/readings/trusted.tsv`.

    python -m tools.language.tune_trust path/to/cpp-dev

The context model is better than pypinyin on rare polyphones and worse on common characters
whose second reading is rare (拉 绿 台). For each lone character of the development sentences
(CPP's, and `corpus/running`) where the two differ, this counts who is right; a character
that the model reads right more often is trusted to it, and one of which nothing was counted where
its reading is not much the rarer (`trust.RARER`). Running text counts `RUNNING` times, being
what people read.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Dictionary
from generator.language.readings.reader import Reader
from generator.language.tables import DATA
from generator.language.words.segmentation import Segmenter
from tools.language.corpus import in_context, read_running

RUNNING = 3


def main(stem: Path) -> None:
    """Read `<stem>.sent` and `<stem>.lb`, count, and write the table."""
    reader, segmenter = Reader(Dictionary()), Segmenter()
    model, other = Counter[str](), Counter[str]()
    sentences = [(s, g, 1) for s, g in read_cpp(stem)] + [
        (s, g, RUNNING) for s, g in read_labelled(Path("corpus/running"))
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
    rows = [f"{char}\t{model[char]}\t{other[char]}\n" for char in sorted({*model, *other})]
    head = (
        "# Character, times the context model was right, times pypinyin was, where they differ.\n"
    )
    DATA.joinpath("readings/trusted.tsv").write_text(head + "".join(rows), encoding="utf-8")
    print(f"{sum(model[c] > other[c] for c in model)} of {len(rows)} characters trusted")


def read_cpp(stem: Path) -> Iterator[tuple[str, dict[int, str]]]:
    """CPP's sentences, each with the reading of the one marked character by its offset."""
    sentences = stem.with_suffix(".sent").read_text(encoding="utf-8").splitlines()
    labels = stem.with_suffix(".lb").read_text(encoding="utf-8").splitlines()
    for sentence, label in zip(sentences, labels, strict=True):
        place = sentence.index("▁")
        yield sentence.replace("▁", ""), {place: label.strip().replace("u:", "ü")}


def read_labelled(folder: Path) -> Iterator[tuple[str, dict[int, str]]]:
    """The sentences of running text, each with its readings by offset."""
    for text in read_running(folder, []):
        places = [at for at, char in enumerate(text.sentence) if IS_HAN.match(char)]
        yield text.sentence, dict(zip(places, text.syllables, strict=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
