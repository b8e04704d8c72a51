"""A saved web page -> document.

1. What the page says of itself is read (`page_facts.py`).
2. The article is found (`main_text.py`) and made Markdown (`html_markdown.py`).
3. Images that the browser saved beside the page are kept; others are links.
"""

from __future__ import annotations

import re

from generator.importing.document import Block, Document
from generator.importing.headlines import Facts, take_facts
from generator.importing.html_markdown import Links, to_blocks
from generator.importing.html_tree import Element, parse
from generator.importing.images import Images, join_address, split_address
from generator.importing.main_text import find_article
from generator.importing.markdown_text import plain
from generator.importing.page_facts import page_facts

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-actualsrc")


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
    return Document(
        tuple(_without_head(blocks, facts.title)),
        title=facts.title,
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


def _packed(text: str) -> str:
    return "".join(text.split())


def _links(base: str, images: Images) -> Links:
    def link(address: str) -> str | None:
        address = join_address(base, address.strip()) if base else address.strip()
        parts = split_address(address)
        same = base and address.split("#")[0] == base.split("#", maxsplit=1)[0]
        return None if same or parts.scheme not in ("http", "https", "mailto") else address

    def image(element: Element) -> str | None:
        if {element.get("width"), element.get("height")} & {"0", "1", "2"}:
            return None
        names = ("src", *_LAZY)
        return next((kept for n in names if (kept := images.local(element.get(n)))), None)

    def remote(element: Element) -> str | None:
        if {element.get("width"), element.get("height")} & {"0", "1", "2"}:
            return None
        addresses = [element.get(name) for name in (*_LAZY, "src")]
        joined = [join_address(base, address) for address in addresses if address]
        return images.far(joined[0]) if joined else None

    return Links(link, image, remote)


def _without_head(blocks: list[Block], title: str) -> list[Block]:
    """The blocks without what is in the front matter: the title, and lines such as 作者：…"""
    head = [block for block in blocks[:4] if not _is_head(block, title)]
    return [*head, *blocks[4:]]


def _is_head(block: Block, title: str) -> bool:
    if block.kind not in ("heading", "paragraph"):
        return False
    text = plain(block.text)
    return _packed(text) == _packed(title) or take_facts(text, Facts())
