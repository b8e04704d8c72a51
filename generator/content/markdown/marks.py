"""Author's marks in Markdown, which state words and readings.

    {研究生}                  one word
    {研究/生}                 two words: 研究 | 生
    {行长|háng zhǎng}         one word, and its reading
    {行长|háng|zhǎng}         the same, character by character, as in DenDen ruby
    {研究/生|yánjiū shēng}    two words with a reading each

The left side becomes ordinary tokens between `author_open` (`meta["readings"]`) and
`author_close`, with an `author_cut` between two words; only these are rendered. Braces around
anything else are text, since articles quote code: `{name}`, `{甲、乙}`, `{{标题}}`, `${变量}`. A
backslash escapes a brace or a slash.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.language.characters import HAN, count_han, has_han
from generator.language.pinyin.syllables import join_syllables, split_syllables
from generator.lazy_patterns import lazy_pattern

_MARK = re.compile(r"\{((?:\\[^\n]|[^{}|\n`\\])+)((?:\|[^{}|\n]+)*)\}")
# A word, with the markup that Markdown may have around a part of it.
_WORD = re.compile(r"(?:\\[^\w\s]|[\w·'’.&+%*~\[\]()/-])+")
_CUT = rf"(?<=[{HAN}])/|/(?=[{HAN}])"
_ESCAPED = re.compile(r"\\.")
AUTHOR_TOKENS = frozenset({"author_open", "author_cut", "author_close"})
"""The types of the tokens of author's marks, which render nothing."""

_CODE_BEFORE = frozenset("{$#")
# Decomposed (á is a and U+0301): grave, acute, circumflex, macron, diaeresis, caron.
_PINYIN = re.compile("[A-Za-z\u0300\u0301\u0302\u0304\u0308\u030c0-5 '’·-]+")
_TONE = lazy_pattern("[\u0300\u0301\u0304\u030c0-5]")
_LETTERS = re.compile("[A-Za-z\u0302\u0308]+")
_SYLLABLE = lazy_pattern(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?"
    r"(?:iang|iong|uang|iao|ian|ang|eng|ing|ong|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in"
    r"|ua|uo|ui|un|u\u0308e|u\u0308n|u\u0308|ue|ve|vn|v|a|o|e|i|u)r?",
    re.IGNORECASE,
)
_MAX_SYLLABLE_LENGTH = 7  # zhuangr


def add_author_mark(md: MarkdownIt) -> None:
    """Add the rules for author's marks to a parser."""
    # Otherwise the text rule would run past the end of a mark's left side.
    md.inline.add_terminator_char("|")
    md.inline.add_terminator_char("/")
    md.inline.ruler.before("link", "author_mark", author_mark)
    md.inline.ruler.before("author_mark", "author_cut", _author_cut)


def author_mark(state: StateInline, silent: bool) -> bool:
    """Inline rule: an author's mark; other braces are text."""
    match = _mark_at(state, state.posMax)
    if match is None or mark_fault(match[1]) is not None:
        return False
    readings = [reading.strip() for reading in match[2].split("|")[1:]]
    if not silent:
        end, state.pos, state.posMax = state.posMax, match.start(1), match.end(1)
        # Nesting 0: emphasis may start inside a mark and end outside.
        opening = _push(state, "author_open")
        opening.meta["readings"] = [unicodedata.normalize("NFC", r) for r in readings]
        state.env["in_author_mark"] = True
        state.md.inline.tokenize(state)
        state.env["in_author_mark"] = False
        _push(state, "author_close")
        state.posMax = end
    state.pos = match.end()
    return True


def find_broken_mark(state: StateInline) -> tuple[str, str] | None:
    """Return an invalid mark at the current position: its text, and the cause."""
    match = _mark_at(state, len(state.src))  # inside a link, posMax is the end of the link
    fault = mark_fault(match[1]) if match is not None else None
    return (match[0], fault) if match is not None and fault is not None else None


def mark_fault(left: str) -> str | None:
    """Return why the left side of a mark is not valid, or None if it is."""
    plain = _ESCAPED.sub("", left)
    if plain.count("[") != plain.count("]"):
        return "it starts outside a link and ends inside, or the other way round"
    if not all(re.split(_CUT, plain)) or "//" in plain:
        return "there is no word on one side of the “/”"
    return None


def _mark_at(state: StateInline, end: int) -> re.Match[str] | None:
    if state.src[state.pos] != "{":
        return None
    match = _MARK.match(state.src, state.pos, end)
    if match is None or not has_han(match[1]):
        return None
    if match[2]:
        return match if all(map(is_pinyin, match[2].split("|")[1:])) else None
    before = state.src[state.pos - 1] if state.pos else " "
    in_code = before in _CODE_BEFORE or state.src.startswith("}", match.end())
    return match if not in_code and _WORD.fullmatch(match[1]) else None


def _author_cut(state: StateInline, silent: bool) -> bool:
    """Inline rule: in a mark, a slash next to a Han character separates two words."""
    if not state.env.get("in_author_mark") or not re.compile(_CUT).match(state.src, state.pos):
        return False
    if not silent:
        _push(state, "author_cut")
    state.pos += 1
    return True


def _push(state: StateInline, type_: str) -> Token:
    token = state.push(type_, "", 0)
    token.hidden = True
    return token


def readings_of(words: Sequence[str], readings: Sequence[str]) -> list[str]:
    """Return a reading for each word of a mark, from the readings on its right side.

    They may be one per word, one per character, or one text with spaces between words. If their
    number is wrong, the first word gets them all, so that the fault is reported there.
    """
    if len(readings) == 1 and len(words) > 1:
        readings = readings[0].split()
    if len(readings) == len(words):
        return list(readings)
    counts = [count_han(word) for word in words]
    if len(readings) != sum(counts):
        return [" ".join(readings), *[""] * (len(words) - 1)]
    syllables = iter(readings)
    return [_join_word([next(syllables) for _ in range(count)]) for count in counts]


def _join_word(syllables: Sequence[str]) -> str:
    """Join syllables into one word: Xī and ān into Xī'ān."""
    try:
        return join_syllables(
            [syllable for text in syllables for syllable in split_syllables(text)]
        )
    except ValueError:
        return " ".join(syllables)


def is_pinyin(text: str) -> bool:
    """Whether `text` may be meant as pinyin.

    A tone mark or digit is enough, so that a misspelt reading is reported and not rendered as
    text; without one, every syllable must exist, so that `{中文|English}` is text.
    """
    letters = unicodedata.normalize("NFD", text)
    words = _LETTERS.findall(letters)
    if not words or not _PINYIN.fullmatch(letters):
        return False
    return bool(_TONE.search(letters)) or all(map(_is_syllables, words))


def _is_syllables(word: str) -> bool:
    """Whether a toneless word can be split into syllables, in linear time."""
    reached = [True] + [False] * len(word)
    for start in range(len(word)):
        if reached[start]:
            for end in range(start + 1, min(len(word), start + _MAX_SYLLABLE_LENGTH) + 1):
                reached[end] |= _SYLLABLE.fullmatch(word, start, end) is not None
    return reached[-1]
