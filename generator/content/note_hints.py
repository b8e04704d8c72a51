"""Suggest a better quotation for a note that matches nothing or several places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from generator.model import ATOM, Span

MAX_CONTEXT = 24
"""The maximum length of a suggested context, in code points."""
_EXCERPT_MARGIN = 8
"""How many code points an excerpt shows on either side."""
_SIMILARITY_THRESHOLD = 50.0
"""The minimum `rapidfuzz` ratio of similar texts, in per cent."""


class QuotedSpan(Struct, frozen=True):
    """A span of a text, to be distinguished from spans with the same text."""

    text: str
    span: Span

    def context(self, before: int, after: int) -> tuple[str, str] | None:
        """Return the given number of code points on either side; None if they cannot be quoted."""
        start, end = self.span.start - before, self.span.end + after
        if start < 0 or end > len(self.text):
            return None
        context = self.text[start : self.span.start], self.text[self.span.end : end]
        return None if ATOM in "".join(context) else context

    def distinguishing_context(self, others: Sequence[QuotedSpan]) -> Mapping[str, str] | None:
        """Return the shortest `before` and `after` that no other span has, or None.

        All white space counts as equal, and a context cannot be white space alone.
        """
        for size in range(1, MAX_CONTEXT + 1):
            for before in (0, *range(size, 0, -1)):
                sizes = before, size - before
                context = _spaced(self.context(*sizes))
                if context is None or any(text.isspace() for text in context):
                    continue
                if any(_spaced(other.context(*sizes)) == context for other in others):
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
    """Return the span in brackets, with a little context on either side."""
    start, end = max(0, span.start - _EXCERPT_MARGIN), min(len(text), span.end + _EXCERPT_MARGIN)
    shown = f"{text[start : span.start]}[{span.of(text)}]{text[span.end : end]}"
    shown = " ".join(shown.replace(ATOM, "").split())
    return f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"


def format_toml(values: Mapping[str, str | int]) -> str:
    """Format keys and values so that they can be pasted into a notes file: `before = "…"`."""
    return ", ".join(f"`{key} = {_quoted(value)}`" for key, value in values.items())


def _quoted(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    return f"'{value}'" if '"' in value or "\\" in value else f'"{value}"'


def nearest_text(
    quote: str, texts: Iterable[str], simplify: Callable[[str], str]
) -> tuple[int, Span] | None:
    """Return the index of a text, and its span that is most similar to a quotation.

    Both scripts count as equal. Returns None if nothing is similar.
    """
    from rapidfuzz import fuzz  # imported late: only faults need it

    wanted = simplify(quote)
    best: tuple[int, Span] | None = None
    cutoff = _SIMILARITY_THRESHOLD
    for index, text in enumerate(texts):
        plain = simplify(text)
        if len(plain) < len(wanted) * 3 / 4:
            continue
        found = fuzz.partial_ratio_alignment(wanted, plain, score_cutoff=cutoff)
        if found is not None and (best is None or found.score > cutoff):
            cutoff, best = found.score, (index, Span(found.dest_start, found.dest_end))
    return best
