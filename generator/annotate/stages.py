"""Simple stages, each of which fills one layer of every block.

Segmentation, names and lookup work on `Block.simplified`, whose offsets are those of the text, so
every span is also valid in the text as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from generator.annotate.document import Document, with_layer
from generator.annotate.engines import Engines
from generator.annotate.marks import is_inside_word, mark_on, site_term
from generator.annotate.sense_stage import LOOKED_UP
from generator.language.characters import HAN
from generator.language.sentences.split import split_sentences
from generator.model import Block, Sentence, Span, TermUse

_HALF_WIDTH = re.compile(rf"(?<=[{HAN}）》」』”’])[,;:?!.](?![,;:?!.A-Za-z0-9])")
_FULL_WIDTH = dict(zip(",;:?!.", "，；：？！。", strict=True))


def simplified(document: Document, engines: Engines) -> Document:
    """Add the simplified copy to every block, with Chinese marks where the text has Latin ones.

    All that reads the context of a word knows the marks of Chinese.
    """
    script = document.script
    blocks = []
    for block in document.blocks:
        text = engines.simplified(block.text, script)
        if _HALF_WIDTH.search(text):
            text = _HALF_WIDTH.sub(lambda mark: _FULL_WIDTH[mark[0]], text)
        blocks.append(replace(block, simplified=text))
    return replace(document, blocks=tuple(blocks))


def sentences(document: Document, engines: Engines) -> Document:
    """Split every block into sentences, which never end inside a word that the author marked."""
    del engines
    blocks = []
    for block in document.blocks:
        spans: list[Span] = []
        for span in split_sentences(block.text, lang="zh", trailing_atoms=block.trailing_atoms):
            if spans and is_inside_word(block, span.start):
                spans[-1] = Span(spans[-1].start, span.end)
            else:
                spans.append(span)
        found = tuple(Sentence(span, f"{block.id}.s{n}") for n, span in enumerate(spans, 1))
        blocks.append(replace(block, sentences=found))
    return replace(document, blocks=tuple(blocks))


def terms(document: Document, engines: Engines) -> Document:
    """Mark the uses of glossary terms, by form or by the author's mark, and the first of each."""
    is_site_word = engines.site.has

    def terms_of(block: Block, texts: Sequence[str]) -> Iterator[TermUse]:
        has_marks = bool(block.marks)
        for word, text in zip(block.layers.words, texts, strict=True):
            if not (has_marks or is_site_word(text)) or word.kind not in LOOKED_UP:
                continue
            span = word.span
            mark = mark_on(block, span)
            found = site_term(block, span, engines)
            id_ = (mark.term if mark is not None else None) or (found and found.term.id)
            if id_:
                yield TermUse(span, id_)

    found = map(terms_of, document.blocks, document.texts)
    return with_first_uses(with_layer(document, "terms", found))


def with_first_uses(document: Document) -> Document:
    """Mark the first use of each term in all blocks."""
    seen: set[str] = set()

    def marked(use: TermUse) -> TermUse:
        is_first = use.term_id not in seen
        seen.add(use.term_id)
        return use if use.first is is_first else replace(use, first=is_first)

    uses = [map(marked, block.layers.terms) for block in document.blocks]
    return with_layer(document, "terms", uses)
