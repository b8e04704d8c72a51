"""Word lists of a learner: plain text, and exports from Anki, Pleco and spreadsheets.

`static/js/wordlist.js` reads the same lists in the browser.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.language.characters import has_han

_REMARK = re.compile(r"\s*(#|//)")
_ASIDE = re.compile(r"<[^<>]*>|\[[^\[\]]*\]|【[^【】]*】")


def parse_words(text: str) -> tuple[str, ...]:
    """Return the words of a text file, each once.

    They are separated by line breaks, white space or punctuation. In a line with tabs, only the
    first column with Han characters is used. Lines that start with `#` or `//` are skipped.
    `说[說]`, `点1` and `<b>点</b>` are read as 说, 点 and 点.
    """
    return tuple(dict.fromkeys(_words(text)))


def _words(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if _REMARK.match(line):
            continue
        column = next(filter(has_han, line.split("\t")), "")
        for word in _split(_ASIDE.sub(" ", column)):
            bare = word.strip("0123456789")
            if has_han(bare):
                yield bare


def _split(text: str) -> list[str]:
    """Split at white space, punctuation and symbols."""
    return "".join(" " if unicodedata.category(c)[0] in "PSZC" else c for c in text).split()
