"""Files of other kinds: web pages, plain text, Markdown, tables, images."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from generator.content.frontmatter import split_front_matter
from generator.content.markdown.blocks import parse
from generator.content.metadata import parse_metadata
from generator.diagnostics import Report
from generator.importing.delimited import read_columns, read_delimited
from generator.importing.document import CannotImportError, Document
from generator.importing.html_markdown import absolute_links, to_blocks
from generator.importing.html_tree import parse as parse_html
from generator.importing.images import IMAGE_PREFIX, Images
from generator.importing.importer import Options, prepare_document
from generator.importing.markdown_file import read_markdown
from generator.importing.markdown_text import escape_paragraph, to_plain
from generator.importing.plain_text import read_plain_text
from generator.importing.svg import clean_svg
from generator.importing.web_page import read_web_page
from generator.importing.write import build_files
from generator.language.punctuation import repair
from tests.properties.test_importing import MARKS

PATH = Path("text.txt")
SCRIPT = re.compile(r"[\0-\x20]*javascript[\0-\x20]*:", re.IGNORECASE)


def _images() -> Images:
    return Images(lambda _name: None)


def write_imported(document: Document, repairs: Sequence[bool] = (False, True)) -> None:
    """Write an article as an import does, and read it; there may be nothing to import.

    `repairs` says whether its punctuation is repaired, once each.
    """
    for punctuation in repairs:
        try:
            ready = prepare_document(document, PATH, Options(punctuation=punctuation))
            files = build_files(ready, "text")
        except CannotImportError:
            continue
        for place, data in files.items():
            assert not place.is_absolute()
            assert ".." not in place.parts
            if place.suffix == ".md":
                check_readable(place, data.decode())


def check_readable(place: Path, text: str) -> None:
    """Check that what an import writes is read as it was meant."""
    assert IMAGE_PREFIX not in text, text
    report = Report()
    entries, body, _ = split_front_matter(text, place, report)
    if place.name.endswith(".en.md"):
        assert body == text, text
        return
    assert entries, text
    assert parse_metadata(entries, place, report) is not None, text
    assert not report.failed, (text, report.diagnostics)


def html(text: str) -> None:
    """No character of a page is lost or added."""
    blocks = to_blocks(parse_html(text).root, absolute_links(_images()))
    joined = "\n\n".join(block.markdown for block in blocks)
    parse(joined)
    write_imported(read_web_page(text, _images()))


def text(text: str) -> None:
    """Punctuation is repaired once, and only punctuation; what is escaped is read as it was."""
    once, _ = repair(text)
    twice, counts = repair(once)
    assert twice == once
    assert not counts
    assert MARKS.sub("", once) == MARKS.sub("", text)
    line = " ".join("".join(c if c.isprintable() and c != "\ufffc" else " " for c in text).split())
    assert [block.text for block in parse(escape_paragraph(line))[1]] == ([line] if line else [])
    assert to_plain(escape_paragraph(line)) == line
    write_imported(read_plain_text(text))
    for read in (lambda: read_columns(text), lambda: read_delimited(text, PATH)):
        try:
            table = read()
        except CannotImportError:
            continue
        if table is not None:
            write_imported(table)


def markdown(text: str) -> None:
    """Any Markdown is imported, or refused with a cause."""
    try:
        document = read_markdown(text, PATH, _images())
    except CannotImportError:
        return
    write_imported(document)


def svg(text: str) -> None:
    """A clean image stays as it is, and has nothing that runs or calls."""
    clean = clean_svg(text.encode())
    if clean is None:
        return
    assert clean_svg(clean) == clean
    for element in ET.fromstring(clean).iter():
        name = str(element.tag).rpartition("}")[2].lower()
        assert name not in ("script", "foreignobject", "iframe", "handler"), clean
        for attribute, value in element.attrib.items():
            known = attribute.rpartition("}")[2].lower()
            assert not known.startswith("on"), clean
            leads = known in ("href", "src", "action", "formaction")
            assert not leads or not SCRIPT.match(value), clean
