"""A saved web page -> document.

1. What the page says of itself is read (`page_facts.py`).
2. The article is found (`main_text.py`) and made Markdown (`html_markdown.py`).
3. Images that the browser saved beside the page are kept; others are links.
"""

from __future__ import annotations

import re

from generator.importing.document import Document
from generator.importing.html_markdown import Links, to_blocks
from generator.importing.html_tree import Element, parse
from generator.importing.images import Images, join_address, split_address
from generator.importing.main_text import find_article
from generator.importing.page_edges import without_edges
from generator.importing.page_facts import page_facts

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_LATE = re.compile(r"src|original|lazy|echo|file")
"""In the name of an attribute that holds the address of an image which loads late (`data-src`)."""
_IMAGE = re.compile(
    r"(?:https?:)?//\S+|\S+\.(?:png|jpe?g|gif|webp|svg|avif|bmp)(?:[?!@]\S*)?", re.IGNORECASE
)
_PLACEHOLDER = re.compile(
    r"loading|placeholder|lazy|blank|spacer|transparent|grey\.|pixel", re.IGNORECASE
)


def read_web_page(html: str, images: Images) -> Document:
    """The article of a page."""
    page = parse(html)
    body = page.root.first("body") or page.root
    main = find_article(body)
    notes = []
    if main is None:
        main = page.root.first("article", "main") or body
        notes.append("Which part of the page is the article is not clear: look through the text.")
    facts = page_facts(page, main)
    blocks = to_blocks(main, _links(facts.url, images))
    text, title = without_edges(blocks, facts.title)
    return Document(
        tuple(text),
        title=title,
        author=facts.author,
        date=facts.date,
        source=facts.source,
        source_url=facts.url,
        images=images.found,
        notes=(*notes, *images.notes()),
    )


def declared_encoding(data: bytes) -> str:
    """The encoding that a page claims, empty where it claims none."""
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else ""


def _links(base: str, images: Images) -> Links:
    def link(address: str) -> str | None:
        address = join_address(base, address.strip()) if base else address.strip()
        parts = split_address(address)
        same = base and address.split("#")[0] == base.split("#", maxsplit=1)[0]
        return None if same or parts.scheme not in ("http", "https", "mailto") else address

    def image(element: Element) -> str | None:
        if _draws_line(element):
            return None
        return next(filter(None, map(images.local, reversed(_addresses(element)))), None)

    def remote(element: Element) -> str | None:
        addresses = [] if _draws_line(element) else _addresses(element)
        if not addresses:
            return None
        address = join_address(base, addresses[0])
        return images.far(f"https:{address}" if address.startswith("//") else address)

    return Links(link, image, remote)


def _draws_line(element: Element) -> bool:
    return bool({element.get("width"), element.get("height")} & {"0", "1", "2"})


def _addresses(element: Element) -> list[str]:
    """The addresses that an image may have: those that load late, then the one shown until then."""
    late = [
        value.strip().split()[0]
        for name, value in element.attributes.items()
        if name != "src"
        and "set" not in name
        and _LATE.search(name)
        and _IMAGE.match(value.strip())
    ]
    shown = element.get("src")
    return [*late, *([shown] if shown and not (late and _PLACEHOLDER.search(shown)) else [])]
