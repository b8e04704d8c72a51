"""What to write instead, where a note's quotation matches nothing or too much."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from generator.model import ATOM, Span

LONGEST = 24
"""How many code points of context are proposed at most."""
_BESIDE = 8
"""How much an excerpt shows on either side."""
_SIMILAR = 50.0
"""A text is near to another from this ratio of `rapidfuzz` on, in per cent."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A span of a text, as something to be told from others that read alike."""

    text: str
    span: Span

    def beside(self, before: int, after: int) -> tuple[str, str] | None:
        """So many code points on either side; None where that cannot be quoted."""
        start, end = self.span.start - before, self.span.end + after
        if start < 0 or end > len(self.text):
            return None
        context = self.text[start : self.span.start], self.text[self.span.end : end]
        return None if ATOM in "".join(context) else context

    def told_from(self, others: Sequence[Quoted]) -> Mapping[str, str] | None:
        """The shortest `before` and `after` that no other has; None where there is none.

        One space is like another, and by itself is nothing that can be quoted.
        """
        for size in range(1, LONGEST + 1):
            for before in (0, *range(size, 0, -1)):
                sizes = before, size - before
                context = _spaced(self.beside(*sizes))
                if context is None or any(text.isspace() for text in context):
                    continue
                if any(_spaced(other.beside(*sizes)) == context for other in others):
                    continue
                named = {"before": context[0], "after": context[1]}
                return {key: text for key, text in named.items() if text}
        return None


def _spaced(context: tuple[str, str] | None) -> tuple[str, str] | None:
    if context is None:
        return None
    before, after = (re.sub(r"\s", " ", text) for text in context)
    return before, after


def excerpt(text: str, span: Span) -> str:
    """The span, in brackets, with a little of what stands beside it."""
    start, end = max(0, span.start - _BESIDE), min(len(text), span.end + _BESIDE)
    shown = f"{text[start : span.start]}[{span.of(text)}]{text[span.end : end]}"
    shown = " ".join(shown.replace(ATOM, "").split())
    return f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"


def toml(values: Mapping[str, str | int]) -> str:
    """Keys and values as they may be pasted into a notes file: `before = "…"`."""
    return ", ".join(f"`{key} = {_quoted(value)}`" for key, value in values.items())


def _quoted(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    return f"'{value}'" if '"' in value or "\\" in value else f'"{value}"'


def nearest_text(
    quote: str, texts: Iterable[str], simplify: Callable[[str], str]
) -> tuple[int, Span] | None:
    """The stretch of the texts that looks most like a quotation: which text, and where.

    Scripts are not told apart. None where nothing is like it.
    """
    wanted = simplify(quote)
    best: tuple[int, Span] | None = None
    cutoff = _SIMILAR
    for index, text in enumerate(texts):
        plain = simplify(text)
        if len(plain) < len(wanted) * 3 / 4:
            continue
        found = fuzz.partial_ratio_alignment(wanted, plain, score_cutoff=cutoff)
        if found is not None and (best is None or found.score > cutoff):
            cutoff, best = found.score, (index, Span(found.dest_start, found.dest_end))
    return best
