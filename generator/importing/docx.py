"""Reads a DOCX file by converting it to HTML with mammoth."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from generator.importing.archive import Archive, open_archive
from generator.importing.document import Block, CannotImportError, Document
from generator.importing.headlines import find_date
from generator.importing.html_markdown import absolute_links, to_blocks
from generator.importing.html_tree import Element, parse, parse_xml
from generator.importing.images import Images
from generator.importing.markdown_text import to_plain

_INSTALL_HINT = "Install it beside Jiazhu: pip install mammoth."
_SAVE_AS_DOCX = "Save an old .doc file as .docx first."
_SAVE_AGAIN = "Save it as .docx again with a word processor."
_QUOTED = re.compile(r"'(.*)'", re.DOTALL)
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='标题'] => h1.title:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
"""


def read_docx(path: Path) -> Document:
    """Return the document of a DOCX file. Raises `CannotImportError`."""
    try:
        import mammoth
        from mammoth.docx.files import InvalidFileReferenceError
    except ImportError:
        message = "A DOCX file needs mammoth, which is not installed"
        raise CannotImportError(path, message, _INSTALL_HINT) from None
    with open_archive(path, "a DOCX file", _SAVE_AS_DOCX) as archive:
        archive.read_text("word/document.xml", _SAVE_AGAIN)
        properties = _properties(archive)
        data = archive.honest_copy()
    pictures: dict[str, bytes] = {}
    names: dict[bytes, str] = {}

    def picture(image: Any) -> dict[str, str]:
        try:
            with image.open() as stream:
                data = stream.read()
        except InvalidFileReferenceError as error:
            # It is linked rather than embedded, and mammoth tells its address in the message only.
            address = _QUOTED.search(str(error))
            return {"src": address[1] if address else "?"}
        # A picture may be shown in many places.
        name = names.setdefault(hashlib.sha256(data).digest(), f"image-{len(names) + 1}")
        pictures[name] = data
        return {"src": name}

    try:
        html = mammoth.convert_to_html(
            data,
            convert_image=mammoth.images.img_element(picture),
            style_map=_STYLES,
            ignore_empty_paragraphs=True,
        ).value
    except Exception as error:  # mammoth does not document what it raises for a broken file
        message = f"The text cannot be read: {error or type(error).__name__}"
        raise CannotImportError(path, message, _SAVE_AGAIN) from None
    images = Images(pictures.get)
    blocks = to_blocks(parse(html).root, absolute_links(images))
    title = _text(properties, "dc:title")
    if (blocks and blocks[0].kind == "heading") or (blocks and _is_bold_line(blocks[0])):
        title, blocks = to_plain(blocks[0].text), blocks[1:]
    return Document(
        tuple(blocks),
        title=title,
        author=_text(properties, "dc:creator"),
        date=find_date(_text(properties, "dcterms:created")),
        images=images.found,
        notes=tuple(images.notes()),
    )


def _is_bold_line(block: Block) -> bool:
    """Whether a first paragraph looks like a title."""
    text = block.text
    whole = text.startswith("**") and text.endswith("**") and text.count("**") == 2
    return block.kind == "paragraph" and whole and len(text) <= 44 and "\n" not in text


def _properties(archive: Archive) -> Element:
    if "docProps/core.xml" not in archive.names:
        return Element("#none")
    return parse_xml(archive.read_text("docProps/core.xml", "")).root


def _text(root: Element, tag: str) -> str:
    element = root.first(tag)
    return " ".join(element.text().split()) if element else ""
