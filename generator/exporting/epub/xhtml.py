"""HTML as a small tree that may be changed, and the tree as XHTML.

Pages have what the HTML standard allows: attributes without quotes, elements without end tags.
Books must be well-formed XML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.site.markup import escape

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_XML_CHARACTERS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
"""The characters that XML does not allow."""


@dataclass(slots=True, eq=False)
class Element:
    """An element: its name and its attributes, and what it holds."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The names in its attribute `class`."""
        return self.attributes.get("class", "").split()

    def walk(self) -> Iterator[tuple[Element, Element]]:
        """Yield each element below it and its parent, in the order of the text.

        Children may be changed before they are reached.
        """
        for child in list(self.children):
            if isinstance(child, Element):
                yield child, self
                yield from child.walk()

    def replace(self, child: Element, *others: Element | str) -> None:
        """Put others in the place of a child."""
        at = next(place for place, each in enumerate(self.children) if each is child)
        self.children[at : at + 1] = others

    def xhtml(self) -> str:
        """Return it as XHTML."""
        return "".join(_written(self))

    def inner_xhtml(self) -> str:
        """Return what it holds as XHTML."""
        return "".join(_written_children(self))


def parse(html: str) -> Element:
    """Parse HTML as browsers do; the result is an element that holds it."""
    body = LexborHTMLParser(f"<body>{html}</body>").body
    assert body is not None
    return Element("div", {}, _children(body))


def _children(node: LexborNode) -> list[Element | str]:
    found: list[Element | str] = []
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            found.append(child.text_content or "")
        elif not tag.startswith(("-", "!", "_")):
            attributes = {name: value or "" for name, value in child.attributes.items()}
            found.append(Element(tag, attributes, _children(child)))
    return found


def _written(element: Element) -> Iterator[str]:
    attributes = "".join(
        f' {name}="{_text(value).replace(chr(34), "&quot;")}"'
        for name, value in element.attributes.items()
    )
    if element.tag in _VOID:
        yield f"<{element.tag}{attributes}/>"
        return
    yield f"<{element.tag}{attributes}>"
    yield from _written_children(element)
    yield f"</{element.tag}>"


def _written_children(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Element):
            yield from _written(child)
        else:
            yield _text(child)


def _text(text: str) -> str:
    return escape(text.translate(_XML_CHARACTERS))
