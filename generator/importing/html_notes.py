"""Which blocks of a page are its footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from generator.importing.html_tree import BLOCKS, Element

_NOTES = frozenset({"li", "aside", "p", "div", "dd", "blockquote"})


def fragment(link: Element) -> str:
    """The place in a page that a link leads to, empty where it leads to a whole page."""
    return unquote(link.get("href").partition("#")[2])


def find_notes(root: Element) -> dict[str, Element]:
    """The blocks that are footnotes, by their ids: raised links and `noteref`s point at them.

    They do so from the text or from a footnote; what only points at itself is text.
    """
    blocks = [element for element in root.walk() if element.tag in _NOTES]
    targets = {
        place.get("id") or place.get("name"): block
        for block in blocks
        for place in [*_anchors(block), block]
    }
    raised = {link for sup in root.all("sup") for link in sup.all("a")}
    references = [
        link
        for link in root.all("a")
        if link in raised or "noteref" in link.get("epub:type") + link.get("role")
    ]
    within = {element for link in references for element in link.walk()}
    wanted = {
        id_: targets[id_]
        for id_ in map(fragment, references)
        if id_ and id_ in targets and targets[id_] not in within
    }
    inside = {id_: set(element.all("a")) for id_, element in wanted.items()}
    found: dict[str, Element] = {}
    size = -1
    while size < len(found):
        size = len(found)
        for link in references:
            if all(id_ in found for id_, links in inside.items() if link in links):
                found |= {id_: wanted[id_] for id_ in [fragment(link)] if id_ in wanted}
    return found


def _anchors(block: Element) -> Iterator[Element]:
    """The elements in the text of a block itself, which older pages let links point at."""
    for element in block.walk():
        if element is not block and element.tag in BLOCKS:
            return
        if element is not block:
            yield element
