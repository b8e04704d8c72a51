"""Validate values, and word the messages and hints, for the loaders of all files.

A function named `…_fault` returns what is wrong with a value, or None if it is valid.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from generator.diagnostics import CODES, Severity
from generator.language.characters import count_han
from generator.language.pinyin.syllables import split_syllables
from generator.model import Edition

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What is no character of a text: controls, and halves of pairs of UTF-16."""
_MOST_COMPARED = 10_000_000
"""How many characters of known names are compared with misspelt ones: a fraction of a second."""
_LATIN = re.compile(r"[A-Za-z0-9][\w.+#'’&/-]*", re.ASCII)


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return the one-based line and column, in code points, of an offset into `text`."""
    starts = _line_starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


@lru_cache(maxsize=4)
def _line_starts(text: str) -> Sequence[int]:
    """Return the offset of each line of a text that many places are asked of."""
    return [0, *(match.end() for match in re.finditer("\n", text))]


class KnownNames:
    """Names that misspelt ones are compared with.

    Who misspells thousands of them is not told the nearest of each, which would take for ever.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = known
        self._left = _MOST_COMPARED

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The names without their case, in an order that does not depend on the one given."""
        names = {name.casefold(): name for name in self._known}
        return dict(sorted(names.items(), reverse=True))

    @cached_property
    def _size(self) -> int:
        return sum(map(len, self._names))

    def closest(self, word: str, *, least: int = 60) -> str | None:
        """Return the name that is most similar to `word`, ignoring case, or None.

        `least` is the similarity that it must have, of 100.
        """
        if self._left <= 0:
            return None
        self._left -= self._size * (1 + len(word) // 64)  # the letters that are compared at once
        from rapidfuzz import fuzz, process  # imported late: only faults need it

        choices = list(self._names)
        found = process.extractOne(word.casefold(), choices, scorer=fuzz.ratio, score_cutoff=least)
        return self._names[found[0]] if found else None


def closest_name(word: str, known: Iterable[str], *, least: int = 60) -> str | None:
    """Return the known name that is most similar to `word`, ignoring case, or None.

    `least` is the similarity that it must have, of 100.
    """
    return KnownNames(known).closest(word, least=least)


def join_names(names: Iterable[str], last: str = "and") -> str:
    """Join names for a message, each in backquotes: "`a`, `b` and `c`"."""
    quoted = [f"`{name}`" for name in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def suggestion_hint(word: str, known: Iterable[str]) -> str:
    """Return a hint with the most similar known name, or with all of them."""
    names = list(known)
    match = closest_name(word, names)
    return f"Did you mean `{match}`?" if match else f"Use {join_names(names, 'or')}."


def edition_hint(text: str) -> str:
    """Return a hint with the edition that another name refers to: `zh-TW`, `zh-Hant`, `cn`."""
    for pattern, edition in _EDITIONS:
        if re.search(pattern, text, re.IGNORECASE):
            return f"Did you mean `{edition}`?"
    return f"Use {join_names(Edition, 'or')}."


_EDITIONS = (
    (r"hk|hong|mo\b|macau|港", Edition.HK),
    (r"tw|tai|hant|trad|台|臺|繁", Edition.TW),
    (r"cn|sg|hans|simp|简|簡", Edition.HANS),
)


def web_address_fault(url: str) -> str | None:
    """Return why `url` is not an absolute http or https address."""
    if re.search(r"[\s\x00-\x1f\x7f<>\"]", url):
        return "contains a space or another character that is not allowed in an address"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is not a valid web address"
    if parts.scheme.lower() not in ("http", "https") or not host:
        return "does not start with http:// or https:// and a host"
    return None


def link_fault(address: str) -> str | None:
    """Return why an address is none that a reader may be led to: `javascript:`, `data:` …

    Browsers leave out spaces and control characters before they look at the scheme.
    """
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", address))
    if found is None or found[1].lower() in ("http", "https", "mailto", "tel"):
        return None
    return f"has an address with the scheme `{found[1].lower()}:`"


_READING_CODES = ("R002", "R003")
"""Codes about readings. Accepting one would also hide a worse reading found by a later version."""


def acceptance_fault(code: str) -> tuple[str, str] | None:
    """Return why the diagnostics of a code cannot be accepted, and the remedy."""
    warnings = [known for known, (severity, _) in CODES.items() if severity is Severity.WARNING]
    if code not in CODES:
        acceptable = [known for known in warnings if known not in _READING_CODES]
        match = closest_name(code, acceptable)
        hint = f"Did you mean `{match}`?" if match else "Choose one from docs/diagnostics.md."
        return f"There is no code “{code}”", hint
    if code not in warnings:
        return f"{code} is an error, and only warnings can be accepted", "Correct what it reports."
    if code in _READING_CODES:
        message = f"{code} is about a reading, which another version may choose differently"
        return message, "State the right reading in a mark, or with `pinyin` in a note."
    return None


def han_pinyin(form: str, pinyin: str) -> str:
    """Return the pinyin of the Han characters of a form.

    The pinyin of a form repeats its Latin words and numbers (`AI móxíng`).
    """
    for latin in _LATIN.findall(form):
        word = rf"(?<!\w){re.escape(latin)}(?!\w)"
        pinyin = re.sub(word, " ", pinyin, count=1, flags=re.IGNORECASE)
    return pinyin


def pinyin_fault(form: str, pinyin: str) -> str | None:
    """Return why `pinyin` cannot be the reading of `form`, one syllable for each Han character."""
    try:
        syllables = split_syllables(han_pinyin(form, pinyin))
    except ValueError as error:
        return str(error)
    expected = count_han(form)
    if len(syllables) != expected:
        has = _plural(len(syllables), "syllable")
        return f"“{pinyin}” has {has}, but “{form}” has {_plural(expected, 'character')}"
    return None


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
