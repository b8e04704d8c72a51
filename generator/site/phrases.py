"""Short Chinese texts outside of articles, in every edition: titles, tags, definitions."""

from __future__ import annotations

from functools import lru_cache

from generator.annotate.document import Document
from generator.annotate.engines import Engines
from generator.annotate.pipeline import annotate
from generator.language.pinyin.styles import Spelling, Style
from generator.language.scripts.detect import detect_script
from generator.model import Block, Edition
from generator.spelling.edition_text import in_edition
from generator.spelling.ruby import BlockReadings, Group


class Phrases:
    """Converts phrases as articles are converted, glossary and lexicon included."""

    def __init__(self, engines: Engines, style: Style = Style.MARKS) -> None:
        self._engines = engines
        self._how = Spelling(style)
        self._annotated = lru_cache(maxsize=4096)(self._annotate)

    def say(self, text: str, edition: Edition) -> str:
        """`text` as an edition writes it."""
        if text.isascii():
            return text
        block, script = self._annotated(text)
        return text if edition is script else in_edition(block, edition)

    def read(self, text: str, edition: Edition) -> tuple[Group, ...]:
        """A text that is written as `edition` writes it, with its readings."""
        document = Document(edition, (Block("p", 0, 1, text),))
        block = annotate(document, self._engines).blocks[0]
        shown = BlockReadings(block, edition, self._how)
        return tuple(group for word in block.layers.words for group in shown.groups(word.span))

    def _annotate(self, text: str) -> tuple[Block, Edition]:
        script = detect_script(text)
        document = Document(script, (Block("p", 0, 1, text),))
        return annotate(document, self._engines).blocks[0], script
