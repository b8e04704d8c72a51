"""Reads a saved web page as a document.

1. The article is found (`main_text.py`), and its metadata is read (`page_facts.py`).
2. It is converted to Markdown (`html_markdown.py`), and the clutter at its edges is stripped
   (`page_edges.py`).
3. Images that the browser saved with the page are kept; others become links.
"""

from __future__ import annotations

import re

from generator.content.urls import join_url, split_url
from generator.importing.document import Document
from generator.importing.html_markdown import Links, to_blocks
from generator.importing.html_tree import Element, parse
from generator.importing.images import Images
from generator.importing.main_text import find_article
from generator.importing.page_edges import strip_edges
from generator.importing.page_facts import page_facts

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_LAZY_ATTRIBUTE = re.compile(r"src|original|lazy|echo|file")
"""Found in the names of attributes with the address of a lazily loaded image (`data-src`)."""
_IMAGE = re.compile(
    r"(?:https?:)?//\S+|\S+\.(?:png|jpe?g|gif|webp|svg|avif|bmp)(?:[?!@]\S*)?", re.IGNORECASE
)
_PLACEHOLDER = re.compile(
    r"loading|placeholder|lazy|blank|spacer|transparent|grey\.|pixel", re.IGNORECASE
)


def read_web_page(html: str, images: Images) -> Document:
    """Return the document of the article in a page."""
    page = parse(html)
    body = page.root.first("body") or page.root
    main = find_article(body)
    notes = []
    if main is None:
        main = page.root.first("article", "main") or body
        notes.append("It is not clear which part of the page is the article: check the text.")
    facts = page_facts(page, main)
    blocks = to_blocks(main, _links(facts.url, images))
    text, title = strip_edges(blocks, facts.title)
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
    """Return the encoding that a page declares, or an empty string."""
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else ""


def _links(base: str, images: Images) -> Links:
    def link(address: str) -> str | None:
        address = join_url(base, address.strip()) if base else address.strip()
        parts = split_url(address)
        same = base and address.split("#")[0] == base.split("#", maxsplit=1)[0]
        return None if same or parts.scheme not in ("http", "https", "mailto") else address

    def image(element: Element) -> str | None:
        if _is_spacer(element):
            return None
        return next(filter(None, map(images.keep, reversed(_addresses(element)))), None)

    def remote(element: Element) -> str | None:
        addresses = [] if _is_spacer(element) else _addresses(element)
        if not addresses:
            return None
        address = join_url(base, addresses[0])
        return images.add_remote(f"https:{address}" if address.startswith("//") else address)

    def media(address: str) -> str | None:
        kept = images.keep_media(address)
        if kept is not None:
            return kept
        address = join_url(base, address)
        return images.remote_media(f"https:{address}" if address.startswith("//") else address)

    return Links(link, image, remote, media)


def _is_spacer(element: Element) -> bool:
    return bool({element.get("width"), element.get("height")} & {"0", "1", "2"})


def _addresses(element: Element) -> list[str]:
    """The possible addresses of an image: lazily loaded ones, then `src` unless a placeholder."""
    lazy = [
        value.strip().split()[0]
        for name, value in element.attributes.items()
        if name != "src"
        and "set" not in name
        and _LAZY_ATTRIBUTE.search(name)
        and _IMAGE.match(value.strip())
    ]
    shown = element.get("src")
    return [*lazy, *([shown] if shown and not (lazy and _PLACEHOLDER.search(shown)) else [])]
