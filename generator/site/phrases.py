"""Convert and read short Chinese texts outside articles: titles, tags, definitions."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from generator.annotate.document import Document
from generator.annotate.engines import Engines
from generator.annotate.pipeline import annotate, convert
from generator.language.pinyin.styles import Spelling, Style
from generator.language.scripts.detect import detect_script
from generator.model import Block, Edition
from generator.spelling.ruby import RubyGroup, block_readings

CACHED = 4096
"""Maximum number of cached texts; many pages show the same ones."""


class Phrases:
    """Converts phrases like the text of articles, by glossary and lexicon."""

    def __init__(self, engines: Engines, style: Style = Style.MARKS) -> None:
        self._engines = engines
        self._spelling = Spelling(style)
        self.converted = lru_cache(maxsize=CACHED * len(Edition))(self._convert)
        """`converted(text, edition)` returns the text as the edition writes it."""
        self.groups = lru_cache(maxsize=CACHED)(self._read)
        """`groups(text, edition)` reads a text that is already in the form of the edition."""
        self._annotated = lru_cache(maxsize=CACHED)(partial(self._run, annotate))
        self._written = lru_cache(maxsize=CACHED)(partial(self._run, convert))

    def _convert(self, text: str, edition: Edition) -> str:
        if text.isascii():
            return text
        script = detect_script(text)
        return text if edition is script else self._written(text, script).text_in(edition)

    def _read(self, text: str, edition: Edition) -> tuple[RubyGroup, ...]:
        block = self._annotated(text, edition)
        readings = block_readings(block, edition, self._spelling)
        return tuple(group for word in block.annotated_words for group in readings.groups(word))

    def _run(
        self, run: Callable[[Document, Engines], Document], text: str, script: Edition
    ) -> Block:
        document = Document(script, (Block("p", 0, 1, text),))
        return run(document, self._engines).blocks[0]
