"""`jiazhu annotate`: text in, annotations out as JSON, for pipes and for measuring.

With `lines`, each line is a document of its own and answered as soon as it is read;
otherwise the whole input is one document with one paragraph a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate
from generator.diagnostics import Report
from generator.language.characters import has_han
from generator.language.pinyin.styles import Spelling
from generator.language.scripts.detect import detect_script
from generator.model import Block, Edition, Span
from generator.spelling.ruby import BlockReadings, spelling
from generator.spelling.transcript import transcript

_PLAIN = Spelling()


def annotate_stream(
    source: TextIO,
    sink: TextIO,
    *,
    lines: bool,
    site: Path | None = None,
    how: Spelling = _PLAIN,
    as_pinyin: bool = False,
) -> None:
    """Annotate a stream of text.

    With `lines` a JSON object per line of input is written, in order and flushed one by
    one; without, one object for the whole input. With `site`, its glossary, lexicon and
    house style are used. `how` is how `pinyin` is spelt. With `as_pinyin`, each line of input
    becomes a line in pinyin alone. Offsets are code points. Raises UnicodeDecodeError as the
    source does, and `SiteFaultsError` where the site's files have errors.
    """
    engines = _site_engines(site) if site is not None else load_engines()
    if as_pinyin:
        for line in source:
            sink.write(transcribed(line.rstrip("\r\n"), engines, how) + "\n")
            sink.flush()
    elif lines:
        for line in source:
            sink.write(_json(annotate_text(line.rstrip("\r\n"), engines, how)))
            sink.flush()
    else:
        sink.write(_json(annotate_text(source.read().removesuffix("\n"), engines, how)))


class SiteFaultsError(Exception):
    """The settings, the glossary or the lexicon of a site have errors; `report` lists them."""

    def __init__(self, report: Report) -> None:
        super().__init__("the site's settings, glossary or lexicon have errors")
        self.report = report


def _site_engines(site: Path) -> Engines:
    from generator.content.config import Config, load_config
    from generator.content.glossary import load_glossary
    from generator.content.lexicon import load_lexicon

    report = Report()
    settings = (site / "site.toml").exists()  # a glossary alone will do
    config = load_config(site, report) if settings else Config(site)
    terms = load_glossary(site / "glossary.toml", report)
    lexemes = load_lexicon(site / "lexicon.toml", report)
    if report.failed:
        raise SiteFaultsError(report)
    return load_engines(terms, lexemes, house=config.house)


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def transcribed(text: str, engines: Engines, how: Spelling = _PLAIN) -> str:
    """A line of text in pinyin alone: `Tā chīle sān wǎn fàn.`"""
    script = detect_script(text)
    block = annotate(Document(script, (Block("b1", 0, 1, text),)), engines).blocks[0]
    return transcript(block, script, engines.simplified(text, script), how)


def annotate_text(text: str, engines: Engines, how: Spelling = _PLAIN) -> dict[str, Any]:
    """One text with its words and its editions, as plain data.

    `words` tile `text`. A word's `pinyin` is as displayed, spelt as `how` says, null where it
    is not read (it has neither Han characters nor figures that `how` reads out); `syllables`
    has one entry for each Han character, in citation tone with a digit, null where no reading
    is known.
    """
    script = detect_script(text)
    block = annotate(Document(script, (Block("b1", 0, 1, text),)), engines).blocks[0]
    return {
        "text": text,
        "words": list(_words(block, script, how)),
        "editions": {edition: in_edition(block, edition) for edition in engines.editions},
    }


def _words(block: Block, script: Edition, how: Spelling) -> Iterator[dict[str, Any]]:
    shown, cited = BlockReadings(block, script, how), BlockReadings(block, script)
    names = {name.span: name.kind for name in block.layers.names}
    for word in block.layers.words:
        text, groups = word.span.of(block.text), shown.groups(word.span)
        is_read = has_han(text) or any(group.pinyin for group in groups)
        syllables = [r.pinyin.lower() or None for r in cited.readings(word.span)]
        yield {
            "start": word.span.start,
            "end": word.span.end,
            "text": text,
            "kind": word.kind,
            "pinyin": spelling(groups) if is_read else None,
            "syllables": syllables,
            "name": names.get(word.span),
        }


def in_edition(block: Block, edition: Edition) -> str:
    """The text of a block in an edition."""
    variants = {v.span: v.text for v in block.layers.variants if v.edition is edition}
    return "".join(variants.get(word.span, word.span.of(block.text)) for word in block.layers.words)


def span_in_edition(block: Block, span: Span, edition: Edition) -> str:
    """The text of a span, whose edges are word edges, in an edition."""
    variants = {v.span: v.text for v in block.layers.variants if v.edition is edition}
    return "".join(
        variants.get(word.span, word.span.of(block.text))
        for word in block.layers.words
        if span.contains(word.span)
    )
