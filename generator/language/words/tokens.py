"""Tokens: text other than a run of Han characters, and the kinds of words.

Latin words, numbers, dates, percentages, spaces and punctuation are one token each. A forced span
(an author's mark) is a token too, of no kind, and splits those that it overlaps.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.language.characters import HAN, count_han
from generator.language.numerals import DIGITS
from generator.model import ATOM, Span, WordKind

_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\u0370-\u03ff\u0400-\u04ff"
_TO_TEN = f"{DIGITS}十"

TOKEN = re.compile(
    rf"""
    # This fails quickly for most characters, and leaves only those Han characters to the rest.
    (?=[^{HAN}]|[{_TO_TEN}])
    (?:
      (?P<space>\s+)
    | (?P<atom>{ATOM})
    | (?P<latin>
          https?://[^\s{HAN}，。；：！？、）》」』”’]+
        | (?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]++@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+
        | (?:[A-Za-z]\.){{2,}}
        # A file's name or its ending may begin with a full stop: 写进.env, .md格式, .NET.
        | (?<![^\s{HAN}（“「、，。：(])\.(?:[a-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*|NET(?![A-Za-z]))
        # A word may contain digits, and - . _ ' ’ & / + between letters or digits: GPT-4o, 01.AI.
        # A full stop does not join the digits of a decimal number.
        | [0-9]*[{_LETTER}][{_LETTER}0-9]*
          (?:(?:[-_'’&+/·.]|://)[{_LETTER}0-9]+)*(?:\+\+?|\#)?
        | [0-9]+(?:[-.][0-9]*[{_LETTER}][{_LETTER}0-9]*)+
      )
    | (?P<number>
          [0-9０-９]{{2,4}}年(?![代度])(?:[0-9０-９]{{1,2}}月(?!份)(?:[0-9０-９]{{1,2}}[日号號])?)?
        | [0-9０-９]{{1,2}}月[0-9０-９]{{1,2}}[日号號]
        | [$€£¥￥]?[0-9０-９]+(?:[,，][0-9０-９]{{3}})*(?:[.．·:/][0-9０-９]+)*[%％‰°]?
        | [{DIGITS}]{{4}}年
          (?:[{_TO_TEN}]{{1,3}}月(?!份)(?:[{_TO_TEN}]{{1,3}}[日号號])?)?
        | [{_TO_TEN}]{{1,3}}月[{_TO_TEN}]{{1,3}}[日号號]
      )
    | (?P<punct>……|——|[^\w\s])
    | (?P<other>[^{_TO_TEN}])
    )
    """,
    re.VERBOSE,
)
"""Matches a token: text other than a run of Han characters."""


def find_tokens(
    text: str, forced: Sequence[Span]
) -> tuple[dict[int, tuple[int, WordKind | None]], bytearray]:
    """Return the tokens by their start, and for each position whether it is inside a token.

    A forced span is a token whose kind is None: no word may begin at its start. Tokens that it
    overlaps are split at its edges.
    """
    inside = bytearray(len(text) + 1)
    tokens: dict[int, tuple[int, WordKind | None]] = {}

    def add(first: int, last: int) -> None:
        for match in TOKEN.finditer(text, first, last):
            start, end = match.span()
            tokens[start] = (end, _TOKEN_KINDS[match.lastgroup])
            if end - start > 1:
                inside[start + 1 : end] = b"\1" * (end - start - 1)

    add(0, len(text))
    for span in forced:
        for start, (end, _) in list(tokens.items()):
            if start < span.end and span.start < end:
                del tokens[start]
                inside[start:end] = bytes(end - start)
                add(start, span.start)
                add(span.end, end)
        tokens[span.start] = (span.end, None)
        inside[span.start] = inside[span.end] = 0
        inside[span.start + 1 : span.end] = b"\1" * (len(span) - 1)
    return tokens, inside


_TOKEN_KINDS: Mapping[str | None, WordKind] = {
    "space": WordKind.SPACE,
    "atom": WordKind.ATOM,
    "latin": WordKind.LATIN,
    "number": WordKind.NUMBER,
    "punct": WordKind.PUNCT,
    "other": WordKind.PUNCT,
}
"""The kinds of tokens by the groups of `TOKEN`."""


def word_kind(text: str) -> WordKind:
    """Return the kind of a word: of Han characters, one token, or several Latin words."""
    han = count_han(text)
    if han:
        return WordKind.HAN if han == len(text) else WordKind.MIXED
    token = TOKEN.fullmatch(text)
    return _TOKEN_KINDS[token.lastgroup] if token is not None else WordKind.LATIN
