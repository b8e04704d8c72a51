"""The document model: plain text, and the layers that annotate it.

    Article        what the front matter says, the translation   (`article.py`)
      Block        a text with its sentences and the author's marks   (`block.py`)
        Layers     the annotations of its spans   (`annotations.py`)

All types are frozen: a stage takes a document and returns a new one. Spans are half-open ranges of
code points of `Block.text`, which is in the author's script and is never changed by a layer. This
package imports nothing else of the project; its names are imported from here.
"""

from generator.model.annotations import (
    ATOM,
    Edition,
    GrammarUse,
    Layers,
    Name,
    NameKind,
    Origin,
    Reading,
    Sense,
    SenseChoice,
    Separator,
    Span,
    TermUse,
    Variant,
    Word,
    WordKind,
)
from generator.model.article import (
    Alignment,
    Article,
    Bilingual,
    Metadata,
    Recording,
    SentenceTime,
    Translation,
)
from generator.model.block import Anchor, AnnotatedWord, AuthorMark, Block, Sentence

__all__ = [
    "ATOM",
    "Alignment",
    "Anchor",
    "AnnotatedWord",
    "Article",
    "AuthorMark",
    "Bilingual",
    "Block",
    "Edition",
    "GrammarUse",
    "Layers",
    "Metadata",
    "Name",
    "NameKind",
    "Origin",
    "Reading",
    "Recording",
    "Sense",
    "SenseChoice",
    "Sentence",
    "SentenceTime",
    "Separator",
    "Span",
    "TermUse",
    "Translation",
    "Variant",
    "Word",
    "WordKind",
]
