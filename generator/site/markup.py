"""The HTML of running text, written by plain functions: a macro a word would be too slow.

Only the necessary quotes and end tags are written, as the HTML standard allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from generator.spelling.ruby import RubyGroup

_SPECIAL = re.compile("[&<>]")
_NEEDS_QUOTES = re.compile("[\\s\"'=<>`]|^$|/$")


def escape(text: str) -> str:
    """Return a text as HTML, for the inside of an element."""
    if _SPECIAL.search(text) is None:
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(value: str) -> str:
    """Return the value of an attribute as HTML, in quotes if it needs them."""
    text = escape(value)
    return '"' + text.replace('"', "&quot;") + '"' if _NEEDS_QUOTES.search(value) else text


def ruby(groups: Iterable[RubyGroup]) -> str:
    """Return the groups of a word as HTML.

    The style sheet shows the reading, so that copying and searching get only the base text.
    `data-p` is the citation form; `data-s` and others are the readings that settings change it to.
    `data-t` has the tones of a reading that does not show them.
    """
    return "".join([_group(group) for group in groups])


def _group(group: RubyGroup) -> str:
    if not group.pinyin:
        return escape(group.text)
    tones = f" data-t={hidden}" if (hidden := group.hidden_tones) else ""
    switched = "".join(
        [f" data-{letters}={attribute(pinyin)}" for letters, pinyin in group.switched]
    )
    pinyin = attribute(group.pinyin)
    return f"<ruby{tones}>{escape(group.text)}<rt data-p={pinyin}{switched}></ruby>"


WordParts = tuple[str, str]
"""The HTML of a word before and after its attributes."""


@lru_cache(maxsize=8192)  # a word that a switch changes is written in every edition
def word_parts(groups: tuple[RubyGroup, ...]) -> WordParts:
    """Return the parts of a word; a word of one group is the ruby itself."""
    inner = ruby(groups)
    if len(groups) == 1 and groups[0].pinyin:
        return "<ruby", inner.removeprefix("<ruby")
    return "<span", f">{inner}</span>"


def word(key: str, levels: str, parts: WordParts, *, is_first: bool = False) -> str:
    """Return a word that the data of the pop-up has.

    `key` tells which of the records with its text it has, or is `#` and the number of its record.
    `levels` are those of `level_codes`.
    """
    start, end = parts
    first = " class=f" if is_first else ""
    listed = f" data-l={levels}" if levels else ""
    number = f"={key}" if key else ""
    return f"{start}{first} data-k{number}{listed}{end}"


def sentence_open(id_: str, part: int = 0) -> str:
    """Return the opening of a sentence, or of a further `part` where Markdown marks cut it."""
    return f"<span class=s data-s={id_}>" if part else f"<span class=s id={id_}>"


def term_open(term_id: str, *, is_first: bool = False) -> str:
    """Return the opening of a term, a link to its note at the foot of the page."""
    kind = '"term first"' if is_first else "term"
    note = attribute(f"term-{term_id}")
    href = attribute(f"#term-{term_id}")
    return f"<a class={kind} href={href} interestfor={note}>"


PAIR_OPEN = "<span class=pair><span class=zh>"
"""The opening of Chinese with its English."""


def pair_close(english: str) -> str:
    """Return the end of a pair, given its translation."""
    return f"</span>{english}</span>"


def translation(html: str, sentence_ids: Sequence[str]) -> str:
    """Return the English of aligned sentences; the space separates consecutive ones."""
    return f"<span class=tr lang=en data-for={attribute(' '.join(sentence_ids))}>{html} </span>"
