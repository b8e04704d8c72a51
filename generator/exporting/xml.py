"""XML for the formats of translators: escaped, indented, and without characters that it forbids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(text: str) -> str:
    """Return a text without the characters that no XML may have, escaped or not."""
    return _FORBIDDEN.sub("", text)


@dataclass(frozen=True, slots=True)
class Element:
    """An element with a text or with other elements."""

    name: str
    content: str | Sequence[Element] = ()
    attributes: dict[str, str] = field(default_factory=dict)

    def write(self, depth: int = 0) -> str:
        """Return the element on lines of its own, indented by its depth."""
        indent = "  " * depth
        attributes = "".join(
            f" {key}={quoteattr(allowed(value))}" for key, value in self.attributes.items()
        )
        if not self.content:
            return f"{indent}<{self.name}{attributes}/>\n"
        if isinstance(self.content, str):
            text = escape(allowed(self.content))
            return f"{indent}<{self.name}{attributes}>{text}</{self.name}>\n"
        inside = "".join(element.write(depth + 1) for element in self.content)
        return f"{indent}<{self.name}{attributes}>\n{inside}{indent}</{self.name}>\n"


def document(*lines: str) -> bytes:
    """Return a document of UTF-8, given what follows its declaration."""
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(lines)).encode()
