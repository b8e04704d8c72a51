"""Bounds a page before it is parsed, where the parser would take time by the square.

1. It compares each attribute of a tag with all before it: a tag keeps `_MOST_ATTRIBUTES`.
2. At the start of a block it looks through all open elements: no more than `_DEEPEST` are. A block
   in those begins after the last one instead of inside it, as `html_tree` reads it anyway; of other
   elements only what they hold is kept. So no text is lost.

Elements whose end may be left out, or that end where another begins, do not count as open.
"""

from __future__ import annotations

import re

BLOCKS = frozenset(
    (
        "address article aside blockquote body center dd details div dl dt fieldset figcaption"
        " figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary"
        " table tbody td tfoot th thead tr ul"
    ).split()
)
"""Elements that begin and end a block of text."""

VOID = frozenset(("area base br col embed hr img input link meta param source track wbr").split())
"""Elements that hold nothing."""

_DEEPEST = 512
"""Browsers nest elements no deeper either."""
_UNCOUNTED = VOID | frozenset(
    (
        "a body button caption colgroup dd dt form h1 h2 h3 h4 h5 h6 head html li nobr optgroup"
        " option p rb rp rt rtc tbody td tfoot th thead tr"
    ).split()
)
_SCOPES = frozenset({"table", "template", "object", "marquee", "applet"})
"""Elements that nothing ends from within."""

_MOST_ATTRIBUTES = 500
"""No element has more."""
_LONGEST_TAG = 5000
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_TAG = re.compile(rf"<(?:!--|(/?)([A-Za-z][^\s/>]*+)(?:{_ATTRIBUTE})*+[\s/]*+>?)")
_MANY_ATTRIBUTES = re.compile(rf"<[A-Za-z][^\s/>]*+(?:{_ATTRIBUTE}){{{_MOST_ATTRIBUTES}}}")

_RAW_ENDS = {
    name: re.compile(rf"</{name}(?![^\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
"""Where those elements end in which nothing is a tag."""


def bounded(html: str) -> str:
    """Return a page without what no page has."""
    kept: list[str] = []
    nesting = _Nesting()
    copied = at = 0
    while match := _TAG.search(html, at):
        at, (slash, name) = match.end(), match.groups()
        if name is None:
            at = html.find("-->", match.start() + 2) + 3
            if at < 3:
                break
            continue
        name = name.lower()
        written = tag = match[0]
        if name not in _UNCOUNTED:
            written = nesting.end(name, tag) if slash else nesting.begin(name, tag)
        if len(written) > _LONGEST_TAG and (many := _MANY_ATTRIBUTES.match(written)):
            written = f"{many[0]}>"
        if written is not tag:
            kept += [html[copied : match.start()], written]
            copied = at
        if name in _RAW_ENDS and not slash:
            end = _RAW_ENDS[name].search(html, at)
            if end is None:
                break
            at = end.start()
    return "".join([*kept, html[copied:]]) if kept else html


class _Nesting:
    """The elements that are open, which never are more than `_DEEPEST`."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._ended: list[str] = []
        """Those whose ends are still to come, but are not to be written."""

    def begin(self, name: str, tag: str) -> str:
        """Return what to write for the start of an element."""
        if len(self._open) < _DEEPEST:
            self._open.append(name)
            return tag
        if name not in BLOCKS:
            self._ended.append(name)
            return ""
        last, self._open[-1] = self._open[-1], name
        self._ended.append(last)
        return f"</{last}>{tag}"

    def end(self, name: str, tag: str) -> str:
        """Return what to write for the end of an element."""
        if self._ended and self._ended[-1] == name:
            self._ended.pop()
            return ""
        is_block = name in BLOCKS
        for at in reversed(range(len(self._open))):
            other = self._open[at]
            if other == name:
                del self._open[at:]
                break
            if other in _SCOPES or (not is_block and other in BLOCKS):
                break
        return tag
