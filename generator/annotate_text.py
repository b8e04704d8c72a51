"""`jiazhu annotate`: annotate text and write JSON, for pipes and for benchmarks.

With `lines`, each line is a document of its own, and its result is written as soon as it is read;
otherwise the whole input is one document with one paragraph per line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from msgspec.structs import replace

from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate
from generator.diagnostics import Report
from generator.language.characters import has_han
from generator.language.pinyin.styles import Spelling
from generator.language.scripts.detect import detect_script
from generator.model import Block, Edition
from generator.spelling.ruby import block_readings, inline_pinyin
from generator.spelling.transcript import transcript

MARKDOWN = (".md", ".markdown")
"""How the names of Markdown files end."""
_PLAIN = Spelling()


def annotate_stream(
    source: TextIO,
    sink: TextIO,
    *,
    lines: bool,
    site: Path | None = None,
    spelling: Spelling = _PLAIN,
    as_pinyin: bool = False,
    name: str = "",
) -> None:
    """Annotate a stream of text.

    With `lines`, writes a JSON object per line of input, in order and flushed one by one; without,
    one object for the whole input. With `site`, its glossary, lexicon and house style are used.
    `spelling` applies to `pinyin`. With `as_pinyin`, each line of input becomes a line of pinyin,
    or, if `name` is that of a Markdown file, the prose of it. Offsets are code points.

    Raises UnicodeDecodeError if the source does, and `SiteFaultsError` if files of the site have
    errors.
    """
    engines = _site_engines(site) if site is not None else load_engines()
    if as_pinyin and name.lower().endswith(MARKDOWN):
        from generator.markdown_prose import markdown_pinyin

        for line in markdown_pinyin(source.read(), Path(name), engines, spelling):
            sink.write(f"{line}\n")
    elif as_pinyin:
        for line in source:
            sink.write(transcribe(line.rstrip("\r\n"), engines, spelling) + "\n")
            sink.flush()
    elif lines:
        for line in source:
            sink.write(_json(annotate_text(line.rstrip("\r\n"), engines, spelling)))
            sink.flush()
    else:
        sink.write(_json(annotate_text(source.read().removesuffix("\n"), engines, spelling)))


class SiteFaultsError(Exception):
    """Raised when the settings, the glossary or the lexicon of a site have errors.

    `report` lists them.
    """

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
    stages = config.plugins.registry.stages
    return load_engines(terms, lexemes, house=config.house, stages=stages)


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def transcribe(text: str, engines: Engines, spelling: Spelling = _PLAIN) -> str:
    """Return a line of text as pinyin: `Tā chīle sān wǎn fàn.`"""
    block, script = _annotated(text, engines)
    return transcript(block, script, spelling)


def annotate_text(text: str, engines: Engines, spelling: Spelling = _PLAIN) -> dict[str, Any]:
    """Annotate a text, and return its words and its editions as plain data.

    `words` cover `text` completely. The `pinyin` of a word is as displayed, in `spelling`; null if
    the word has no reading (neither Han characters nor figures that are read out), and without the
    light syllables of a phrase, which pages and lines of pinyin have: 河里 is hé lǐ.
    `syllables` has one entry for each Han character, in citation tone with a digit, as the script
    of the text reads it (in Taiwan 頭髮 is tóufǎ); null if its reading is unknown.
    """
    block, script = _annotated(text, engines)
    return {
        "text": text,
        "words": list(_words(block, script, spelling)),
        "editions": {edition: block.text_in(edition) for edition in engines.editions},
    }


def _annotated(text: str, engines: Engines) -> tuple[Block, Edition]:
    script = detect_script(text)
    document = Document(script, (Block("b1", 0, 1, text),))
    return annotate(document, engines).blocks[0], script


def _words(block: Block, script: Edition, spelling: Spelling) -> Iterator[dict[str, Any]]:
    readings = block_readings(block, script, replace(spelling, light=False))
    for word in block.annotated_words:
        groups = readings.groups(word)
        is_read = has_han(word.text) or any(group.pinyin for group in groups)
        yield {
            "start": word.span.start,
            "end": word.span.end,
            "text": word.text,
            "kind": word.kind,
            "pinyin": inline_pinyin(groups) if is_read else None,
            "syllables": [r.pinyin.lower() or None for r in readings.words[word.index].readings],
            "name": word.name and word.name.kind,
        }
