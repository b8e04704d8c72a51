"""A saved web page -> document.

1. trafilatura tells which text is the article, once as surely and once as fully as it can.
2. The smallest element of our own tree that holds the sure text is taken, and cut from it is what
   the full text lacks, or has as links alone: so structure that trafilatura's own output flattens
   (numbered lists, captions, ruby, inline code) stays.
3. Images that the browser saved beside the page are kept; others are links.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from pathlib import Path

from generator.importing.document import Block, CannotImportError, Document
from generator.importing.headlines import Facts, take_facts
from generator.importing.html_markdown import DROPPED, Links, to_blocks
from generator.importing.html_tree import BLOCKS, Element, parse
from generator.importing.images import Images, join_address, split_address
from generator.importing.markdown_text import plain
from generator.importing.page_facts import page_facts

EXTRA_HINT = "install what reads it: pip install 'jiazhu[import]'"
_KEPT_WHOLE = frozenset({"table", "pre", "figcaption", "figure", "ruby", "hr"})
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-actualsrc")


def read_web_page(html: str, path: Path, images: Images) -> Document:
    """The article of a page. Raises `CannotImportError` where trafilatura is missing."""
    page = parse(html)
    body = page.root.first("body") or page.root
    told = _main_text(html, path)
    notes = []
    main = _smallest(body, told.sure) or _smallest(body, told.full)
    if main is None:
        main = page.root.first("article", "main") or body
        notes.append("Which part of the page is the article is not clear: look through the text.")
    facts = page_facts(page, main)
    if told.full:
        _prune(main, told)
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


@dataclass(frozen=True, slots=True)
class _Told:
    """The text of the article without any white space, each empty where none is found."""

    sure: str
    full: str


def _main_text(html: str, path: Path) -> _Told:
    try:
        with warnings.catch_warnings():  # of its downloader, which is not used here
            warnings.simplefilter("ignore")
            from trafilatura import bare_extraction
    except ImportError as error:
        message = f"a saved web page needs trafilatura, and {_reason(error)}"
        raise CannotImportError(path, message, EXTRA_HINT) from None

    def text(*, sure: bool) -> str:
        found = bare_extraction(
            html,
            include_comments=False,
            include_formatting=True,
            favor_precision=sure,
            favor_recall=not sure,
        )
        body = getattr(found, "body", None)
        return "" if body is None else _packed("".join(body.itertext()))

    return _Told(text(sure=True), text(sure=False))


def _reason(error: ImportError) -> str:
    return f"{error.name} is not installed" if error.name else "it cannot be loaded"


def _packed(text: str) -> str:
    return "".join(text.split())


def _smallest(body: Element, told: str) -> Element | None:
    """The smallest element that has nearly all of the text that was told."""
    shares = _shares(body, told)
    whole = shares[body]
    if not whole:
        return None
    main = body
    while True:
        inner = max(main.elements, key=lambda element: shares.get(element, 0), default=None)
        if inner is None or inner.tag in ("p", "table", "ul", "ol") or shares[inner] < whole * 0.9:
            return main
        main = inner


def _shares(body: Element, told: str) -> dict[Element, int]:
    """How many characters of each element were told, by its leaves."""
    shares: dict[Element, int] = {}
    order = list(body.walk())
    for element in reversed(order):
        if element.tag in DROPPED:
            shares[element] = 0
        elif _is_leaf(element):
            text = _packed(element.text())
            shares[element] = len(text) if text and text in told else 0
        else:
            loose = [_packed(child) for child in element.children if isinstance(child, str)]
            own = sum(len(text) for text in loose if text in told)
            shares[element] = own + sum(shares[child] for child in element.elements)
    return shares


def _is_leaf(element: Element) -> bool:
    return not any(inner.tag in BLOCKS for inner in element.walk() if inner is not element)


def _prune(element: Element, told: _Told) -> None:
    """Cut the blocks that were not told, but for what trafilatura often passes over."""
    kept: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str) or child.tag in _KEPT_WHOLE:
            kept.append(child)
        elif not _is_leaf(child):
            _prune(child, told)
            kept.append(child)
        elif child.tag not in BLOCKS or _is_told(child, told):
            kept.append(child)
    element.children = kept


def _is_told(leaf: Element, told: _Told) -> bool:
    text = _packed(leaf.text())
    if not text:
        return leaf.first("img", "br") is not None
    links = "".join(_packed(link.text()) for link in leaf.all("a"))
    return text in told.sure or (text in told.full and text != links)


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
