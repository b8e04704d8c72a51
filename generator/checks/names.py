"""Doubts about names (N001): those that rest on the tagger alone.

A name is in doubt where the tagger nearly took it for an ordinary word wherever it stands, where
the same text is an ordinary word elsewhere in the article or names something of another kind, or
where a person has one character less elsewhere (刘曜 | 同). What the author, the site or the
dictionary say is in no doubt, and neither is a name with a dot in it, or a lone surname.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from generator.annotate.document import words_in
from generator.annotate.marks import is_no_name, mark_on
from generator.checks.article import place
from generator.content.notes import SUFFIX
from generator.diagnostics import Report
from generator.language.names.assemble import to_tokens
from generator.language.names.candidates import DOTS, find_candidates
from generator.language.names.tables import is_surname, listed_names
from generator.language.names.tagger import load_name_tagger
from generator.language.words.segmentation import dictionary_words
from generator.model import Article, Block, NameKind, Origin, Span

DOUBT = 10.0
"""Names whose best margin is smaller are reported, but for those whose form tells more. In 36,000
characters of CPP's sentences, full of rare names, 205 names have less, and 107 of these are none,
or others: 80 % of those with less than 4, 42 % from there on."""

PERSON = 7.0
"""The same for a surname and a given name that sound like a person: of those between this and
`DOUBT`, 30 % are in truth none."""

CERTAIN = 4.0
"""The same for a surname with a character that no name has, and for listed foreign names: of those
between this and `DOUBT`, 2 of 31 are none. So 149 names are reported, and 96 of these rightly."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A place of a text that the tagger takes for a name, or for none (`kind` is None)."""

    block: Block
    span: Span
    kind: NameKind | None
    margin: float


def name_doubts(article: Article, report: Report) -> None:
    """Report each name in doubt, once (N001)."""
    blocks = (article.title, *article.blocks)
    uses: dict[str, list[_Use]] = {}
    for block in blocks:
        for use in _uses(block):
            uses.setdefault(use.span.of(block.simplified), []).append(use)
    named = {
        text: found
        for text, places in uses.items()
        if (found := [use for use in places if use.kind is not None])
    }
    for text, places in named.items():
        use, doubt = places[0], ""
        shorter = named.get(text[:-1], ())
        if max(use.margin for use in places) < _least(text, use.kind):
            doubt = f"is taken for the name of {_a(use)}, but that is in doubt"
        elif shorter and {use.kind, shorter[0].kind} == {NameKind.PERSON}:
            doubt = f"is a character longer than the name of a person {_line(shorter[0])}"
        else:
            plain = [use for use in uses[text] if use.kind is None] or _cut(text, blocks)
            other = [use for use in places if use.kind is not places[0].kind]
            if plain:
                use, doubt = plain[0], f"is no name here, but that of {_a(use)} {_line(use)}"
            elif other:
                use = other[0]
                first = f"{_a(places[0])} {_line(places[0])}"
                doubt = f"is the name of {_a(use)} here, but of {first}"
        if doubt:
            report.add(
                "N001",
                article.path,
                f"“{use.span.of(use.block.text)}” {doubt}",
                f'say name = "person", "place", … or name = false in {article.path.stem}{SUFFIX}, '
                "or for every article in lexicon.toml",
                **place(use.block, use.span.start),
            )


def _least(text: str, kind: NameKind | None) -> float:
    """From which margin on a name is in no doubt."""
    if text in dictionary_words():
        return DOUBT
    if listed_names().get(text) is NameKind.OTHER:
        return CERTAIN
    has_surname = is_surname(text[:1]) or (len(text) > 2 and is_surname(text[:2]))
    if kind is not NameKind.PERSON or not has_surname or not 1 < len(text) < 5:
        return DOUBT
    sounds = any(len(found.span) == len(text) for found in find_candidates(text))
    return PERSON if sounds else CERTAIN


_A = {
    NameKind.PERSON: "a person",
    NameKind.PLACE: "a place",
    NameKind.ORGANISATION: "an organisation",
    NameKind.OTHER: "something",
}


def _a(use: _Use) -> str:
    return _A[use.kind or NameKind.OTHER]


def _line(use: _Use) -> str:
    return f"in line {use.block.place(use.span.start)[0]}"


def _uses(block: Block) -> Iterator[_Use]:
    """The words of a block that may be names, for all that anyone has said."""
    tagger, text = load_name_tagger(), block.simplified
    for sentence in block.sentences:
        base, words = sentence.span.start, block.words_in(sentence.span)
        sounding = {
            Span(c.span.start + base, c.span.end + base): c.kind
            for c in find_candidates(sentence.span.of(text))
        }
        sounding |= {name.span: name.kind for name in block.layers.names}
        margins = tagger.margins(to_tokens(text, words_in(block, sentence.span), sounding))
        for word, margin in zip(words, margins, strict=True):
            simplified, name = word.simplified, word.name
            if name is not None and name.origin is Origin.AUTHOR:
                yield _Use(block, word.span, name.kind, inf)
                continue
            said = mark_on(block, word.span) is not None or is_no_name(block, word.span)
            if margin is None or said or (name is not None and name.origin is not Origin.MODEL):
                continue
            if not (is_surname(simplified) or set(simplified) & set(DOTS)):
                yield _Use(block, word.span, name.kind if name is not None else None, margin)


def _cut(name: str, blocks: Sequence[Block]) -> list[_Use]:
    """Where the text of a name is several words, none of them a longer name: 李 | 想."""
    found = []
    for block in blocks:
        text = block.simplified
        start = text.find(name)
        while start >= 0:
            span = Span(start, start + len(name))
            words = [word.span for word in words_in(block, span)]
            whole = words and words[0].start == span.start and words[-1].end == span.end
            longer = any(n.span.overlaps(span) and len(n.span) > 1 for n in block.layers.names)
            marked = any(mark.span.overlaps(span) for mark in block.marks)
            if whole and len(words) > 1 and not longer and not marked:
                found.append(_Use(block, span, None, -inf))
            start = text.find(name, span.end)
    return found
