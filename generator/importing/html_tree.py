"""HTML and XHTML as a small tree, built from what selectolax parses as browsers do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.importing.html_bounds import VOID, bounded

_DEEPEST = 100
"""No page nests its text deeper, nor is Markdown read so; what does is as if side by side."""

_UNREAD = frozenset({"script", "style", "template", "noscript", "head"})


@dataclass(slots=True, eq=False)
class Element:
    """An element: its name and attributes in lower case, and what it holds."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute without white space around it, empty where there is none."""
        return self.attributes.get(name, "").strip()

    @property
    def elements(self) -> list[Element]:
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in the order of the text."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.elements))

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element below that has one of the names."""
        return (element for element in self.walk() if element.tag in tags)

    def first(self, *tags: str) -> Element | None:
        """The first element below that has one of the names."""
        return next(self.all(*tags), None)

    def text(self) -> str:
        """All that it says, scripts and the like aside, as it stands in the file."""
        parts: list[str] = []
        waiting: list[Element | str] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                parts.append(node)
            elif node.tag not in _UNREAD or node is self:
                waiting.extend(reversed(node.children))
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page and its comments."""

    root: Element
    comments: list[str]


def parse(html: str) -> Page:
    """Parse a page as browsers do; it never fails."""
    return parse_xml(html) if html.lstrip().startswith("<?xml") else _parse(html)


def parse_xml(text: str) -> Page:
    """Parse XHTML, or another XML file, forgiving its faults; names are in lower case."""
    return _parse(_SELF_CLOSED.sub(_closed, text))


_SELF_CLOSED = re.compile(r"""<([A-Za-z][\w:.-]*+)((?:[^<>"'/]|/(?!>)|"[^"]*"|'[^']*')*+)/>""")


def _closed(match: re.Match[str]) -> str:
    """An element that XML closes itself, as HTML has to write it, where the slash says nothing."""
    name, attributes = match.groups()
    return match[0] if name.lower() in VOID else f"<{name}{attributes}></{name}>"


def _parse(html: str) -> Page:
    page = Page(Element("#document"), [])
    document = LexborHTMLParser(bounded(html)).root
    waiting = [(node, page.root, 1) for node in _siblings(document)]
    while waiting:
        node, parent, depth = waiting.pop()
        if node.is_text_node:
            parent.children.append(node.text_content or "")
        elif node.is_comment_node:
            page.comments.append(node.comment_content or "")
        elif node.is_element_node:
            attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
            element = Element(node.tag or "", attributes)
            parent.children.append(element)
            inside = element if depth < _DEEPEST else parent
            children = list(node.iter(include_text=True))
            waiting += ((child, inside, depth + 1) for child in reversed(children))
    return page


def _siblings(node: LexborNode | None) -> Iterator[LexborNode]:
    """A node and what stands beside it, the last first."""
    while node is not None and node.next is not None:
        node = node.next
    while node is not None:
        yield node
        node = node.prev
