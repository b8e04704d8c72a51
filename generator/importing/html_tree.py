"""HTML and XHTML as a tree, forgiving as browsers are, without any dependency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(("area base br col embed hr img input link meta param source track wbr").split())
_CLOSES = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "rt": (frozenset({"rb", "rt", "rp"}), frozenset({"ruby"})),
    "rp": (frozenset({"rb", "rt", "rp"}), frozenset({"ruby"})),
}
"""What the start of an element ends, and how far up to look for it."""

BLOCKS = frozenset(
    (
        "address article aside blockquote body center dd details div dl dt fieldset figcaption"
        " figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary"
        " table tbody td tfoot th thead tr ul"
    ).split()
)
"""Elements that begin and end a block of text."""

_DEEPEST = 200
"""No page nests its text deeper; what does is read as if it stood side by side."""

_IN_HEAD = frozenset("base link meta noscript script style template title".split())
"""What a head may hold; anything else ends it, as many pages leave out `</head>`."""

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


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#document")
        self.open = [self.root]
        self.comments: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _IN_HEAD:
            self._close_within(frozenset({"head"}), BLOCKS)
        if tag in _CLOSES:
            self._close_within(*_CLOSES[tag])
        elif tag in BLOCKS:
            self._close_within(frozenset({"p"}), BLOCKS - {"p"})
        if tag in ("td", "th") and self.open[-1].tag in ("table", "thead", "tbody", "tfoot"):
            self.handle_starttag("tr", [])
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID and len(self.open) < _DEEPEST:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        # Browsers ignore the slash in HTML; in XHTML, which EPUB is, it counts.
        if self.open[-1].tag == tag and tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return
            if tag not in BLOCKS and self.open[depth].tag in BLOCKS:
                return  # a stray end of an inline element ends no block

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Word writes sections that Python's parser refuses; browsers take them for comments."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def _close_within(self, tags: frozenset[str], limits: frozenset[str]) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag in tags:
                del self.open[depth:]
                return
            if self.open[depth].tag in limits:
                return


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page and its comments."""

    root: Element
    comments: tuple[str, ...]


def parse(html: str) -> Page:
    """The tree of an HTML or XHTML text; it never fails."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return Page(builder.root, tuple(builder.comments))
