"""Jiazhu as the benchmarks call it: one sentence a document, no glossary and no lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import STAGES, annotate
from generator.language.scripts.converter import ScriptConverter
from generator.model import Block, Edition, WordKind
from generator.spelling.edition_text import in_edition


@cache
def engines() -> Engines:
    """The engines for all editions."""
    return load_engines()


@cache
def block(text: str, script: Edition = Edition.HANS, last: str = "readings") -> Block:
    """The sentence with its layers, up to the one that the stage `last` provides."""
    names = [stage.name for stage in STAGES]
    stages = STAGES[: names.index(last) + 1]
    document = Document(script, (Block("b1", 0, 1, text),))
    return annotate(document, engines(), stages).blocks[0]


def syllables(sentences: Sequence[str]) -> list[list[str | None]]:
    """The syllable of every code point of each sentence."""
    out = []
    for sentence in sentences:
        found: list[str | None] = [None] * len(sentence)
        for reading in block(sentence).layers.readings:
            found[reading.span.start] = reading.pinyin or None
        out.append(found)
    return out


def confidences(sentence: str) -> list[float]:
    """How sure of its reading Jiazhu is at every code point; 1 where there is none."""
    found = [1.0] * len(sentence)
    for reading in block(sentence).layers.readings:
        found[reading.span.start] = reading.confidence
    return found


def words(text: str, script: Edition) -> list[str]:
    """The words that tile a sentence."""
    layers = block(text, script).layers
    return [word.span.of(text) for word in layers.words if word.kind is not WordKind.SPACE]


def name_offsets(text: str) -> set[int]:
    """The offsets that proper names cover."""
    return {at for n in block(text).layers.names for at in range(n.span.start, n.span.end)}


def converted(text: str, script: Edition, target: Edition) -> str:
    """The sentence in another edition."""
    return in_edition(block(text, script, "variants"), target)


def spelt(text: str, script: Edition, target: Edition) -> str:
    """The sentence in another edition, but with the words of the source: 软件 -> 軟件."""
    annotated = block(text, script, "variants")
    simplify = engines().converter.simplify
    plain = ScriptConverter(use_tables=False)
    forms = {v.span: v.text for v in annotated.layers.variants if v.edition is target}
    out = []
    for word in annotated.layers.words:
        own = word.span.of(text)
        form = forms.get(word.span, own)
        if simplify(form) != simplify(own):
            (form,) = plain.convert([own], script, target)
        out.append(form)
    return "".join(out)
