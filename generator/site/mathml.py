"""Formulas in TeX as MathML, in which whatever the author wrote is text.

The library's own output is not used: it puts the text of `\\text{…}` into the page as markup, and
takes addresses, styles and classes from the formula. Its tree is written here instead.
"""

from __future__ import annotations

import re
from html import escape
from xml.etree.ElementTree import Element

_LONGEST = 4000
"""The longest formula that is read, since the library's time is not bound to its length."""
_ATTRIBUTES = frozenset(
    """
    accent accentunder align close columnalign columnlines columnspacing depth dir display
    displaystyle fence form frame height largeop linebreak linethickness lspace mathbackground
    mathcolor mathsize mathvariant maxsize minsize movablelimits notation open rowalign rowlines
    rowspacing rspace scriptlevel separator separators stretchy symmetric voffset width xmlns
    """.split()
)
"""The attributes that are kept: how a formula looks, without `href`, `style`, `class` and `id`."""
_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{2,6});")


def mathml(tex: str, *, display: bool) -> str | None:
    """Return a formula in MathML; None if it is not understood."""
    if len(tex) > _LONGEST:
        return None
    from latex2mathml.converter import convert_to_element  # slow to import, and seldom needed

    try:
        return _written(convert_to_element(tex, display="block" if display else "inline"))
    except Exception:  # the library raises whatever its parser meets
        return None


def _written(element: Element) -> str:
    attributes = "".join(
        f' {name}="{escape(_decoded(value))}"'
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES
    )
    inside = _text(element.text) + "".join(_written(child) + _text(child.tail) for child in element)
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"


def _text(text: str | None) -> str:
    return escape(_decoded(text or ""), quote=False)


def _decoded(text: str) -> str:
    """Return a text without character references, as which the library writes its symbols."""
    return _REFERENCE.sub(lambda match: _character(int(match[1], 16)), text)


def _character(code: int) -> str:
    is_text = code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code <= 0x10FFFF
    return chr(code) if is_text else "\N{REPLACEMENT CHARACTER}"
