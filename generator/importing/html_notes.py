"""Finds the footnotes of a page."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from generator.importing.html_bounds import BLOCKS
from generator.importing.html_tree import Element

_NOTE_TAGS = frozenset({"li", "aside", "p", "div", "dd", "blockquote"})


def fragment(link: Element) -> str:
    """Return the fragment of a link's address, without `#`; empty if it has none."""
    return unquote(link.get("href").partition("#")[2])


def find_footnotes(root: Element) -> dict[str, Element]:
    """Return the blocks that are footnotes, by their ids.

    A footnote is the target of a superscript link or a `noteref` in the text or in another
    footnote. A block that is linked only from within itself is text, and so is all of a `pre`
    or `sup`.
    """
    kept = {inner for tag in ("pre", "sup") for outer in root.all(tag) for inner in outer.walk()}
    blocks = [block for block in root.walk() if block.tag in _NOTE_TAGS and block not in kept]
    targets = {
        target.get("id") or target.get("name"): block
        for block in blocks
        for target in [*_anchors(block), block]
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
    around: dict[Element, list[str]] = {}  # the notes that have a link, which must be found first
    for id_, element in wanted.items():
        for link in element.all("a"):
            around.setdefault(link, []).append(id_)
    found: dict[str, Element] = {}
    waiting: dict[str, list[Element]] = {}
    ready = list(reversed(references))
    while ready:
        link = ready.pop()
        missing = next((id_ for id_ in around.get(link, ()) if id_ not in found), None)
        if missing is not None:
            waiting.setdefault(missing, []).append(link)
            continue
        id_ = fragment(link)
        if id_ in wanted and id_ not in found:
            found[id_] = wanted[id_]
            ready += reversed(waiting.pop(id_, ()))
    return found


def _anchors(block: Element) -> Iterator[Element]:
    """The inline elements at the start of a block, to which links in older pages lead."""
    for element in block.walk():
        if element is not block and element.tag in BLOCKS:
            return
        if element is not block:
            yield element
