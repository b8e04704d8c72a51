"""Format an annotated block as one readable line, for fixtures."""

from __future__ import annotations

from functools import cache

from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate
from generator.language.scripts.detect import detect_script
from generator.model import Block, Edition
from generator.spelling.ruby import block_readings, inline_pinyin


def annotated(text: str, engines: Engines | None = None) -> tuple[Block, Edition]:
    script = detect_script(text)
    document = Document(script, (Block("b1", 0, 1, text),))
    return annotate(document, engines or plain_engines()).blocks[0], script


@cache
def plain_engines() -> Engines:
    """The engines of a site without words of its own, made once for all cases of fixtures.

    What they remember makes no difference: `test_annotating_again.py` shows it.
    """
    return load_engines()


def shown_words(block: Block, edition: Edition) -> str:
    """Format a block: `梁文峰[Liáng Wénfēng]@person 创立[chuànglì]`, with `*` after a term.

    White space is left out.
    """
    readings = block_readings(block, edition)
    out = []
    for word in block.annotated_words:
        groups = readings.groups(word)
        pinyin = f"[{inline_pinyin(groups)}]" if any(g.pinyin for g in groups) else ""
        text = word.text_in(edition)
        if text.strip():
            term = "*" if word.term is not None else ""
            name = f"@{word.name.kind}" if word.name is not None else ""
            out.append(text + pinyin + term + name)
    return " ".join(out)
