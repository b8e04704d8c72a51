"""Runs Jiazhu on single sentences and on articles, without a glossary and a lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import STAGES, annotate
from generator.language.scripts.converter import ScriptConverter
from generator.language.scripts.detect import detect_script
from generator.model import Block, Edition, NameKind, Span, WordKind


@cache
def engines() -> Engines:
    """Return the engines for all editions."""
    return load_engines()


@cache
def block(text: str, script: Edition = Edition.HANS, last: str = "readings") -> Block:
    """Return the sentence with its layers, up to that of the stage `last`."""
    return _blocks((text,), script, last)[0]


def _blocks(texts: Sequence[str], script: Edition, last: str) -> Sequence[Block]:
    names = [stage.name for stage in STAGES]
    blocks = tuple(Block(f"b{n}", n, n, text) for n, text in enumerate(texts, 1))
    return annotate(Document(script, blocks), engines(), STAGES[: names.index(last) + 1]).blocks


def syllables(sentences: Sequence[str]) -> list[list[str | None]]:
    """Return the syllable of every code point in each sentence."""
    out = []
    for sentence in sentences:
        found: list[str | None] = [None] * len(sentence)
        for reading in block(sentence).layers.readings:
            found[reading.span.start] = reading.pinyin or None
        out.append(found)
    return out


def confidences(sentence: str) -> list[float]:
    """Return the confidence of the reading at every code point; 1 without a reading."""
    found = [1.0] * len(sentence)
    for reading in block(sentence).layers.readings:
        found[reading.span.start] = reading.confidence
    return found


def simplified(text: str) -> str:
    """Return the simplified copy of a sentence; it has as many characters."""
    copy = engines().converter.simplify(text)
    return copy if len(copy) == len(text) else text


def words(text: str, script: Edition) -> list[str]:
    """Return the words of a sentence."""
    layers = block(text, script).layers
    return [word.span.of(text) for word in layers.words if word.kind is not WordKind.SPACE]


def name_offsets(text: str) -> set[int]:
    """Return the offsets that are in proper names."""
    return {at for n in block(text).layers.names for at in range(n.span.start, n.span.end)}


def names(text: str) -> dict[Span, NameKind]:
    """Return the names of a sentence, in the script that it has."""
    return {name.span: name.kind for name in block(text, detect_script(text)).layers.names}


def article_names(paragraphs: Sequence[str]) -> list[dict[Span, NameKind]]:
    """Return the names of each paragraph of an article, in the script that the article has."""
    blocks = _blocks(paragraphs, detect_script("\n".join(paragraphs)), "readings")
    return [{name.span: name.kind for name in block.layers.names} for block in blocks]


def converted(text: str, script: Edition, target: Edition) -> str:
    """Return the sentence in another edition."""
    return block(text, script, "variants").text_in(target)


def spelt(text: str, script: Edition, target: Edition) -> str:
    """Return the sentence in another edition without regional words: 软件 -> 軟件."""
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
