"""Format an annotated block as one readable line, for fixtures."""

from __future__ import annotations

from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate
from generator.language.scripts.detect import detect_script
from generator.model import Block, Edition
from generator.spelling.ruby import BlockReadings, spelling


def annotated(text: str, engines: Engines | None = None) -> tuple[Block, Edition]:
    script = detect_script(text)
    document = Document(script, (Block("b1", 0, 1, text),))
    return annotate(document, engines or load_engines()).blocks[0], script


def shown_words(block: Block, edition: Edition) -> str:
    """Format a block: `梁文峰[Liáng Wénfēng]@person 创立[chuànglì]`, with `*` after a term.

    White space is left out.
    """
    readings = BlockReadings(block, edition)
    names = {name.span: f"@{name.kind}" for name in block.layers.names}
    terms = {use.span: "*" for use in block.layers.terms}
    out = []
    for word in block.layers.words:
        groups = readings.groups(word.span)
        pinyin = f"[{spelling(groups)}]" if any(g.pinyin for g in groups) else ""
        text = readings.text(word.span)
        if text.strip():
            out.append(text + pinyin + terms.get(word.span, "") + names.get(word.span, ""))
    return " ".join(out)
