"""The text of an article as a page has it, turned into that of a chapter.

A chapter shows the same woven tokens as a page: they are rendered with true ruby, read back as a
tree, and changed where books differ from pages.

    sentence                 its id stays, for links to it
    first use of a term      gets a mark that leads to a footnote
    translation              goes below its block, beside it (a table), or out
    link                     leads to a chapter, to the site or outside, or is only its text
    image                    is in the book; what a book cannot play is a link
    everything else          elements and attributes that EPUB has; the rest is left out
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote

from generator.content.urls import split_url
from generator.exporting.epub.xhtml import Element, parse

KEPT = frozenset(
    (
        "a abbr aside b bdi bdo blockquote br caption cite code dd del dfn div dl dt em figcaption"
        " figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q rp rt ruby s samp section small"
        " span strong sub sup table tbody td tfoot th thead time tr u ul var"
    ).split()
)
"""The elements that a chapter may have, beside those of MathML."""
RENAMED = {"mark": "em", "details": "aside", "summary": "p", "center": "div", "nav": "div"}
PLAYED = frozenset({"audio", "video", "iframe"})
LEFT_OUT = frozenset(
    "script style template object embed svg canvas form input button select textarea link meta"
    " map area noscript source track".split()
)
ATTRIBUTES = frozenset("id lang dir title colspan rowspan start value datetime cite alt".split())
BLOCKS = frozenset(
    "p li dd dt td th h1 h2 h3 h4 h5 h6 figcaption caption blockquote div aside section".split()
)
"""The elements below or in which the translation of their sentences stands."""
CLASSES = frozenset(
    "admonition box-title poem formula footnotes footnote-ref footnote-backref task".split()
)
"""The classes that the style sheet of books knows."""
IMAGES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
"""The images that every reading system shows, by suffix."""
_DIRECTIONS = ("left", "right", "center")
_SAFE_SCHEMES = ("http", "https", "mailto")

Node = Element | str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the links of a text lead."""

    page: PurePosixPath
    """The page of the text on the site, to which its addresses are relative."""
    base_url: str
    """Empty if it is unknown."""
    image: Callable[[PurePosixPath], str]
    """Return the address of an image of the site in the book; empty if there is none."""


@dataclass(slots=True)
class ChapterText:
    """Turns HTML of a page into XHTML of a chapter, and notes what it used."""

    place: Place
    translation: str
    """As the option of the format."""
    with_marks: bool = True
    """Whether terms get marks."""
    terms: list[str] = field(default_factory=list)
    """The ids of the terms that have a mark, in the order of the text."""
    ids: set[str] = field(default_factory=set)
    """The ids of elements."""
    has_formulas: bool = False

    def convert(self, html: str) -> str:
        """Return the XHTML of a text."""
        tree = Element("div", {}, self._children(parse(html), []))
        self.ids.update(each.attributes.get("id", "") for each, _ in tree.walk())
        _unlink(tree, self.ids)
        return tree.inner_xhtml()

    def _children(self, element: Element, english: list[Node]) -> list[Node]:
        return [new for child in element.children for new in self._converted(child, english)]

    def _converted(self, node: Node, english: list[Node]) -> Iterator[Node]:
        """Yield what takes the place of a node; translations inside it are added to `english`."""
        if isinstance(node, str):
            yield node
            return
        tag, classes = node.tag, node.classes
        if tag in LEFT_OUT:
            return
        if tag == "math":
            self.has_formulas = True
            yield node
        elif "tr" in classes and tag == "span":
            english += self._children(node, [])
        elif "term" in classes and tag == "a":
            yield from self._children(node, english)
            yield from self._mark(node.attributes.get("href", "").removeprefix("#term-"))
        elif tag in PLAYED:
            yield from self._link(Element("a", {"href": node.attributes.get("src", "")}, ["▶"]), [])
        elif tag == "img":
            yield from self._image(node)
        elif tag == "a":
            yield from self._link(node, english)
        elif tag in RENAMED or tag in KEPT:
            yield from self._kept(node, english)
        else:
            yield from self._children(node, english)

    def _kept(self, node: Element, english: list[Node]) -> Iterator[Node]:
        tag = RENAMED.get(node.tag, node.tag)
        attributes = _attributes(node)
        if node.tag == "summary":
            attributes["class"] = "box-title"
        if "footnotes" in node.classes:
            attributes |= {"epub:type": "footnotes", "role": "doc-endnotes"}
        elif tag == "li" and node.attributes.get("id", "").startswith("fn"):
            attributes["epub:type"] = "footnote"
        if tag not in BLOCKS:
            children = self._children(node, english)
            if tag == "span" and not attributes:
                yield from children
            else:
                yield Element(tag, attributes, children)
            return
        own: list[Node] = []
        children = self._children(node, own)
        if own and isinstance(own[-1], str):  # a space separates translations
            own[-1] = own[-1].rstrip()
        if not own or self.translation not in ("below", "facing"):
            yield Element(tag, attributes, children)
        elif self.translation == "facing" and tag == "p":
            yield _facing(Element(tag, attributes, children), own)
        else:
            yield Element(tag, attributes, _with_english(children, own))

    def _mark(self, term_id: str) -> Iterator[Node]:
        """Yield the mark of a term that is used for the first time."""
        if not self.with_marks or not term_id or term_id in self.terms:
            return
        self.terms.append(term_id)
        reference = {
            "id": f"ref-{term_id}",
            "href": f"#term-{term_id}",
            "epub:type": "noteref",
            "role": "doc-noteref",
        }
        self.ids.add(f"term-{term_id}")
        yield Element("sup", {}, [Element("a", reference, [f"〔{len(self.terms)}〕"])])

    def _link(self, node: Element, english: list[Node]) -> Iterator[Node]:
        """Yield a link, or only its text if it leads nowhere."""
        href = self._address(node.attributes.get("href", ""))
        children = self._children(node, english)
        if not href:
            yield from children
            return
        attributes = _attributes(node) | {"href": href}
        if href.startswith("#fnref"):
            attributes |= {"epub:type": "backlink", "role": "doc-backlink"}
        elif href.startswith("#fn"):
            attributes |= {"epub:type": "noteref", "role": "doc-noteref"}
        yield Element("a", attributes, children)

    def _address(self, href: str) -> str:
        """Return the address of a link in a book; empty if it leads nowhere."""
        parts = split_url(href)
        if parts.scheme or parts.netloc:
            return href.replace(" ", "%20") if parts.scheme in _SAFE_SCHEMES else ""
        if not parts.path:
            return f"#{unquote(parts.fragment)}" if parts.fragment else ""
        target = self._target(parts.path)
        fragment = f"#{unquote(parts.fragment)}" if parts.fragment else ""
        edition, *names = target.parts or ("",)
        if edition == self.place.page.parts[0] and len(names) == 2 and names[1] == "index.html":
            return f"{names[0]}.xhtml{fragment}"
        return f"{self.place.base_url}{target}{fragment}" if self.place.base_url else ""

    def _target(self, path: str) -> PurePosixPath:
        """Return the path on the site that a relative address names."""
        found: list[str] = list(self.place.page.parent.parts)
        for part in unquote(path).split("/"):
            if part == "..":
                found = found[:-1]
            elif part not in ("", "."):
                found.append(part)
        return PurePosixPath(*found)

    def _image(self, node: Element) -> Iterator[Node]:
        """Yield an image of the site; of any other, a link."""
        src, alt = node.attributes.get("src", ""), node.attributes.get("alt", "")
        parts = split_url(src)
        inside = ""
        if not (parts.scheme or parts.netloc):
            inside = self.place.image(self._target(parts.path))
        if inside:
            attributes = {"src": inside, "alt": alt}
            yield Element("img", attributes | _attributes(node, but=("alt",)))
        elif href := self._address(src):
            yield Element("a", {"href": href}, [alt or "▣"])
        elif alt:
            yield alt


def _attributes(node: Element, but: Sequence[str] = ()) -> dict[str, str]:
    """Return the attributes of an element that a book has too."""
    found = {
        name: value
        for name, value in node.attributes.items()
        if name in ATTRIBUTES and name not in but
    }
    if " " in found.get("id", "") or not found.get("id", "x"):
        del found["id"]
    if lang := found.pop("lang", ""):
        found |= {"lang": lang, "xml:lang": lang}
    classes = " ".join(name for name in node.classes if name in CLASSES)
    if classes:
        found["class"] = classes
    if node.tag in ("td", "th"):
        style = node.attributes.get("style", "")
        for direction in _DIRECTIONS:
            if f"text-align:{direction}" in style.replace(" ", ""):
                found["style"] = f"text-align:{direction}"
    return found


def _english(tag: str, children: list[Node], **attributes: str) -> Element:
    return Element(tag, {**attributes, "lang": "en", "xml:lang": "en"}, children)


def _with_english(children: list[Node], english: list[Node]) -> list[Node]:
    """Return the children of a block with its translation, which precedes any block inside it."""
    blocks = (
        place
        for place, child in enumerate(children)
        if isinstance(child, Element) and child.tag in (*BLOCKS, "ul", "ol", "dl", "table")
    )
    at = next(blocks, len(children))
    return [*children[:at], " ", _english("span", english, **{"class": "tr"}), *children[at:]]


def _facing(paragraph: Element, english: list[Node]) -> Element:
    cells: list[Node] = [
        Element("td", {}, [paragraph]),
        _english("td", [Element("p", {}, english)]),
    ]
    row = Element("tr", {}, cells)
    attributes = {"class": "facing", "role": "presentation"}
    return Element("table", attributes, [Element("tbody", {}, [row])])


def _unlink(tree: Element, ids: set[str]) -> None:
    """Leave the text of links to what there is not."""
    for element, parent in tree.walk():
        href = element.attributes.get("href", "")
        if element.tag == "a" and href.startswith("#") and href[1:] not in ids:
            parent.replace(element, *element.children)
