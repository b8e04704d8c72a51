"""What the loaders of every file ask of a value, and how they word the answer.

A function named `…_fault` returns what is wrong with a value, or None where nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from generator.diagnostics import CODES
from generator.language.characters import count_han
from generator.language.pinyin.syllables import split_syllables
from generator.model import Edition, Severity

_LATIN = re.compile(r"[A-Za-z0-9][\w.+#'’&/-]*", re.ASCII)


def place_of(text: str, offset: int) -> tuple[int, int]:
    """The one-based line and column, in code points, of an offset into `text`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like `word`, letter case aside, or None."""
    names = {name.casefold(): name for name in known}
    choices = sorted(names, reverse=True)  # the first of equals is taken, whatever their order was
    found = process.extractOne(word.casefold(), choices, scorer=fuzz.ratio, score_cutoff=60)
    return names[found[0]] if found else None


def listing(names: Iterable[str], last: str = "and") -> str:
    """Names as prose, each in code marks: "`a`, `b` and `c`"."""
    quoted = [f"`{name}`" for name in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def suggestion(word: str, known: Iterable[str]) -> str:
    """A hint that gives the nearest known name, or all of them."""
    names = list(known)
    match = nearest(word, names)
    return f"Did you mean `{match}`?" if match else f"Use {listing(names, 'or')}."


def edition_hint(text: str) -> str:
    """A hint that names the edition meant by other names for it: `zh-TW`, `zh-Hant`, `cn`."""
    for pattern, edition in _EDITIONS:
        if re.search(pattern, text, re.IGNORECASE):
            return f"Did you mean `{edition}`?"
    return f"Use {listing(Edition, 'or')}."


_EDITIONS = (
    (r"hk|hong|mo\b|macau|港", Edition.HK),
    (r"tw|tai|hant|trad|台|臺|繁", Edition.TW),
    (r"cn|sg|hans|simp|简|簡", Edition.HANS),
)


def web_address_fault(url: str) -> str | None:
    """Why `url` is no absolute http or https address."""
    if re.search(r"[\s\x00-\x1f\x7f<>\"]", url):
        return "has a space or another character that an address may not hold"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is not a valid web address"
    if parts.scheme.lower() not in ("http", "https") or not host:
        return "does not begin with http:// or https:// and a host"
    return None


_OF_READINGS = ("R002", "R003")
"""What is accepted once would keep quiet about a worse reading that a later version finds."""


def acceptance_fault(code: str) -> tuple[str, str] | None:
    """Why an author cannot accept what is reported under a code, and the remedy."""
    warnings = [known for known, (severity, _) in CODES.items() if severity is Severity.WARNING]
    if code not in CODES:
        doubts = [known for known in warnings if known not in _OF_READINGS]
        match = nearest(code, doubts)
        hint = f"Did you mean `{match}`?" if match else "docs/diagnostics.md has them all."
        return f"There is no code “{code}”", hint
    if code not in warnings:
        return f"{code} is an error, and only a doubt can be accepted", "Correct what it reports."
    if code in _OF_READINGS:
        message = f"{code} is about a reading, and another may be found tomorrow"
        return message, "State the reading, in a mark or by `pinyin` in a note: it is in no doubt."
    return None


def han_pinyin(form: str, pinyin: str) -> str:
    """The pinyin of a form's Han characters.

    Latin words and numbers of the form stand in its pinyin as they are (`AI móxíng`).
    """
    rest = pinyin
    for latin in _LATIN.findall(form):
        rest = re.sub(rf"(?<!\w){re.escape(latin)}(?!\w)", " ", rest, count=1, flags=re.IGNORECASE)
    return rest


def pinyin_fault(form: str, pinyin: str) -> str | None:
    """Why `pinyin` cannot be how `form` is read: one syllable for each Han character."""
    try:
        syllables = split_syllables(han_pinyin(form, pinyin))
    except ValueError as error:
        return str(error)
    expected = count_han(form)
    if len(syllables) != expected:
        has = _counted(len(syllables), "syllable")
        return f"“{pinyin}” has {has}, but “{form}” has {_counted(expected, 'character')}"
    return None


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
