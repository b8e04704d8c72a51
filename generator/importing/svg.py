"""Takes out of an SVG image what could run a script or call another host.

A browser runs no script of an image in a page, but it does so when a reader opens the image by its
address, with the rights of the site. What is drawn is left as it is.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_ACTIVE = frozenset(
    "script foreignobject iframe object embed audio video handler listener html body link"
    " meta".split()
)
"""The names of elements that are taken out, in lower case."""
_ADDRESSES = ("href", "src", "action", "formaction", "base")
_OWN = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif|webp|avif)[;,])", re.IGNORECASE)
"""An address inside the image, or of a picture that is part of it."""
_CALLS = re.compile(
    r"@import|expression|\\|image-set\(|\bsrc\(|url\(\s*[\"']?(?!\s*[\"']?(?:#|data:image/))",
    re.IGNORECASE,
)
"""What in a style calls another host, or may be an escape for it."""


def clean_svg(data: bytes) -> bytes | None:
    """Return an image without active content: itself if it has none; None if it is not XML."""
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError, RecursionError):
        return None
    if _name(root.tag) != "svg":
        return None
    removed = _clean(root)
    # Instructions may name a style sheet, and a document type external entities: seen only where
    # characters are ASCII, so that what is in another encoding is written anew.
    is_ascii = data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and b"\0" not in data
    if is_ascii and not removed and b"<?xml-stylesheet" not in data and b"<!ENTITY" not in data:
        return data
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _clean(root: ET.Element) -> bool:
    """Take out what is active; return whether there was any."""
    removed = False
    waiting = [root]
    while waiting:
        element = waiting.pop()
        for name, value in list(element.attrib.items()):
            if _is_active(_name(name), value):
                del element.attrib[name]
                removed = True
        for child in list(element):
            if _is_active_element(child):
                element.remove(child)
                removed = True
            else:
                waiting.append(child)
    return removed


def _is_active_element(element: ET.Element) -> bool:
    name = _name(element.tag)
    changed = element.get("attributeName", "").rpartition(":")[2].lower()
    # Of a style sheet, browsers read the text around elements as if these were not there.
    calls = name == "style" and bool(len(element) or _CALLS.search(element.text or ""))
    return name in _ACTIVE or calls or changed == "href" or changed.startswith("on")


def _is_active(name: str, value: str) -> bool:
    if name.startswith("on"):
        return True
    if name in _ADDRESSES:
        return not _OWN.match(value)
    return bool(_CALLS.search(value))


def _name(tag: object) -> str:
    """Return the name of an element or an attribute without its namespace, in lower case."""
    return str(tag).rpartition("}")[2].lower()
