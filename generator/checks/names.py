"""Doubts about names (N001): those that rest on the tagger alone.

A name is in doubt where the tagger nearly took it for an ordinary word everywhere in the article,
where the same text is an ordinary word elsewhere in it, or names now a person and now a place.
What the author, the site or the dictionary say is in no doubt, and neither is a name with a dot in
it, or a surname.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from generator.annotate.document import words_in
from generator.annotate.engines import Engines
from generator.annotate.marks import is_no_name, mark_on
from generator.checks.article import place
from generator.content.notes import SUFFIX
from generator.diagnostics import Report
from generator.language.name_tables import is_surname
from generator.language.name_tagger import load_name_tagger
from generator.language.name_words import tokens_of
from generator.language.names import DOTS, candidates
from generator.model import Article, Block, NameKind, Origin, Span

DOUBT = 10.0
"""Names whose best margin is smaller are reported. In sentences that the tagger was not trained on
(folds of UD GSD), 112 of 314 names have less, and 43 % of those are no names in the treebank; of
those between 10 and 14 it is 29 %. In `corpus/` 29 of 35 reports are right."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A place of a text that the tagger takes for a name, or for none (`kind` is None)."""

    block: Block
    span: Span
    kind: NameKind | None
    margin: float


def name_doubts(article: Article, engines: Engines, report: Report) -> None:
    """Report each name in doubt, once (N001)."""
    uses: dict[str, list[_Use]] = {}
    for block in (article.title, *article.blocks):
        text = engines.simplified(block.text, article.script)
        for use in _uses(block, text):
            uses.setdefault(use.span.of(text), []).append(use)
    for places in uses.values():
        named = [use for use in places if use.kind is not None]
        if not named:
            continue
        if max(use.margin for use in named) < DOUBT:
            use, what = named[0], f"is taken for the name of {_a(named[0])}, but that is in doubt"
        else:
            use, what = _contradiction(named, [use for use in places if use.kind is None])
        if what:
            report.add(
                "N001",
                article.path,
                f"“{use.span.of(use.block.text)}” {what}",
                f'say name = "person", "place", … or name = false in {article.path.stem}{SUFFIX}, '
                "or give its name in lexicon.toml",
                **place(use.block, use.span.start),
            )


_A = {
    NameKind.PERSON: "a person",
    NameKind.PLACE: "a place",
    NameKind.ORGANISATION: "an organisation",
    NameKind.OTHER: "something",
}


def _a(use: _Use) -> str:
    return _A[use.kind or NameKind.OTHER]


def _contradiction(named: Sequence[_Use], plain: Sequence[_Use]) -> tuple[_Use, str]:
    """The place that says otherwise than the first one of a name, and what it says, if any."""
    first = named[0]
    line = first.block.place(first.span.start)[0]
    if plain:
        return plain[0], f"is no name here, but that of {_a(first)} in line {line}"
    for use in named:
        if use.kind is not first.kind:
            return use, f"is the name of {_a(use)} here, but of {_a(first)} in line {line}"
    return first, ""


def _uses(block: Block, text: str) -> Iterator[_Use]:
    """The words of a block that may be names, for all that anyone has said."""
    tagger = load_name_tagger()
    names = {name.span: name for name in block.layers.names}
    for sentence in block.sentences:
        base, words = sentence.span.start, words_in(block, sentence.span)
        sounding = {
            Span(c.span.start + base, c.span.end + base): c.kind
            for c in candidates(sentence.span.of(text))
        }
        sounding |= {span: name.kind for span, name in names.items()}
        margins = tagger.margins(tokens_of(text, words, sounding))
        for word, margin in zip(words, margins, strict=True):
            simplified, name = word.span.of(text), names.get(word.span)
            if name is not None and name.origin is Origin.AUTHOR:
                yield _Use(block, word.span, name.kind, inf)
                continue
            said = mark_on(block, word.span) is not None or is_no_name(block, word.span)
            if margin is None or said or (name is not None and name.origin is not Origin.MODEL):
                continue
            if not (is_surname(simplified) or set(simplified) & set(DOTS)):
                yield _Use(block, word.span, name.kind if name is not None else None, margin)
