"""Normalises the white space and line breaks of inline Markdown that was converted from HTML."""

from __future__ import annotations

import re

from generator.language.characters import is_wide

HARD_BREAK = "\\\n"
"""The Markdown of a line break."""

_SENTENCE_END = re.compile(r"[。！？…!?.][”’」』）)\"'*]*$")
_MIN_PROSE_LINE = 40
"""Minimum average length of the lines of prose, in contrast to verse."""
_INDENT = re.compile(r"\\\n[ \t\r\n]*[\u00a0\u2003\u3000]{2,}")
_SPACES = re.compile(r"[ \t\n\r\f]+")


def collapse_space(text: str) -> str:
    """Collapse white space, and remove line breaks between two wide characters."""
    text = re.sub(r"(?<![\\*])\*{4}(?!\*)", "", text)  # bold that ends where bold starts
    text = _INDENT.sub("\\\n\u3000\u3000", text)

    def space(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if before == "\\" and match[0].startswith("\n"):
            return "\n"
        broken = "\n" in match[0] and before and after
        return "" if broken and is_wide(before) and is_wide(after) else " "

    return _SPACES.sub(space, text.replace("\u00a0", " "))


def split_paragraphs(text: str) -> list[str]:
    """Split a text with line breaks for paragraphs, as in old pages.

    Two breaks in a row end a paragraph, and so does a break before an indent (　　). If the lines
    are long and most end a sentence, each is a paragraph, because verse has no such lines.
    """
    parts = re.split(r"(?:\\\n\s*){2,}|\\\n(?=\u3000{2})", text)
    found: list[str] = []
    for part in parts:
        lines = part.split(HARD_BREAK)
        ended = sum(bool(_SENTENCE_END.search(line.strip())) for line in lines)
        prose = len(part) >= _MIN_PROSE_LINE * len(lines) and ended * 4 >= len(lines) * 3
        found += lines if prose else [part]
    return _split_bold(found) if len(found) > 1 else found


def trim(text: str) -> str:
    """Remove white space and line breaks at the edges, and spaces around inner line breaks."""
    text = re.sub(r"^(?:\\\n|\s)++|(?<!\s)(?<!\\(?=\n))(?:\\\n|\s)++$", "", text)
    return re.sub(r"(?:(?<![ \u3000])[ \u3000]++)?+\\\n[ \u3000]*", lambda _: HARD_BREAK, text)


def _split_bold(parts: list[str]) -> list[str]:
    """Close bold at the end of each part that it spans, and open it again in the next."""
    found: list[str] = []
    opened = ""
    for part in parts:
        text = opened + part.strip() if part.strip() else ""
        odd = text.count("**") % 2 == 1
        found.append(f"{text}**" if odd else text)
        opened = "**" if odd or (opened and not text) else ""
    return found
