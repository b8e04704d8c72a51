"""Checks of the names that only the tagger supports (N001).

A name is doubtful if the margin of the tagger is small at each of its places, if the same text is
an ordinary word or a name of another kind elsewhere in the article, or if a person's name occurs
elsewhere with one character less (刘曜 | 同). Names that the author, the site or the dictionary
states are not checked, nor are names with a dot and surnames by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from generator.annotate.marks import is_marked, is_no_name, mark_on
from generator.content.notes import SUFFIX
from generator.content.occurrences import Occurrences
from generator.diagnostics import Report
from generator.language.names.assemble import to_tokens
from generator.language.names.candidates import find_candidates
from generator.language.names.context import DOTS
from generator.language.names.tables import is_surname, listed_names
from generator.language.names.tagger import load_name_tagger
from generator.language.words.word_list import dictionary_words
from generator.model import Article, Block, NameKind, Origin, Span
from generator.spans import Spans, within

DEFAULT_MARGIN = 10.0
"""Names with a smaller best margin are reported, except for the forms below. In 36,000 characters
of CPP's sentences, which are full of rare names, 205 names have a smaller margin, and 107 of these
are wrong: 80 % of those below 4, 42 % of the others."""

PERSON_MARGIN = 7.0
"""The margin for a surname with a plausible given name: of those between it and `DEFAULT_MARGIN`,
30 % are wrong."""

SURE_FORM_MARGIN = 4.0
"""The margin for a surname with a character unusual in names, and for listed foreign names. Of
those between it and `DEFAULT_MARGIN`, 2 of 31 are wrong. In all, 149 names are reported, 96 of them
rightly."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A place that the tagger labels as a name, or as an ordinary word (`kind` is None)."""

    block: Block
    span: Span
    kind: NameKind | None
    margin: float


def check_names(article: Article, report: Report) -> None:
    """Report each doubtful name once (N001)."""
    blocks = (article.title, *article.blocks)
    uses: dict[str, list[_Use]] = {}
    for block in blocks:
        for use in _find_uses(block):
            uses.setdefault(use.span.of(block.simplified), []).append(use)
    named = {
        text: found
        for text, places in uses.items()
        if (found := [use for use in places if use.kind is not None])
    }
    segmented = _Segmented(blocks)
    for text, places in named.items():
        use, cause = places[0], ""
        shorter = named.get(text[:-1], ())
        if max(use.margin for use in places) < _min_margin(text, use.kind):
            cause = f"is taken for the name of {_kind(use)}, but this is uncertain"
        elif shorter and {use.kind, shorter[0].kind} == {NameKind.PERSON}:
            cause = f"is one character longer than the name of a person {_on_line(shorter[0])}"
        else:
            words = [use for use in uses[text] if use.kind is None] or segmented.places(text)
            other = [use for use in places if use.kind is not places[0].kind]
            if words:
                cause = f"is not a name here, but the name of {_kind(use)} {_on_line(use)}"
                use = words[0]
            elif other:
                use = other[0]
                first = f"{_kind(places[0])} {_on_line(places[0])}"
                cause = f"is the name of {_kind(use)} here, but of {first}"
        if cause:
            report.add_at(
                use.block,
                use.span,
                "N001",
                article.path,
                f"“{use.span.of(use.block.text)}” {cause}",
                f'State name = "person", "place" or another kind, or name = false, in '
                f"{article.path.stem}{SUFFIX}, or for all articles in lexicon.toml.",
            )


def _min_margin(text: str, kind: NameKind | None) -> float:
    """The margin from which a name is not reported."""
    if text in dictionary_words():
        return DEFAULT_MARGIN
    if listed_names().get(text) is NameKind.OTHER:
        return SURE_FORM_MARGIN
    has_surname = is_surname(text[:1]) or (len(text) > 2 and is_surname(text[:2]))
    if kind is not NameKind.PERSON or not has_surname or not 1 < len(text) < 5:
        return DEFAULT_MARGIN
    is_plausible = any(len(found.span) == len(text) for found in find_candidates(text))
    return PERSON_MARGIN if is_plausible else SURE_FORM_MARGIN


_KIND_PHRASES = {
    NameKind.PERSON: "a person",
    NameKind.PLACE: "a place",
    NameKind.ORGANISATION: "an organisation",
    NameKind.OTHER: "something",
}


def _kind(use: _Use) -> str:
    return _KIND_PHRASES[use.kind or NameKind.OTHER]


def _on_line(use: _Use) -> str:
    return f"on line {use.block.place(use.span.start)[0]}"


def _find_uses(block: Block) -> Iterator[_Use]:
    """The words of a block about which nobody has stated whether they are names, and the author's
    names.
    """
    tagger, text = load_name_tagger(), block.simplified
    for sentence in block.sentences:
        base, words = sentence.span.start, block.words_in(sentence.span)
        candidates = {
            Span(c.span.start + base, c.span.end + base): c.kind
            for c in find_candidates(sentence.span.of(text))
        }
        candidates |= {name.span: name.kind for name in within(block.layers.names, sentence.span)}
        margins = tagger.margins(
            to_tokens(text, within(block.layers.words, sentence.span), candidates)
        )
        for word, margin in zip(words, margins, strict=True):
            simplified, name = word.simplified, word.name
            if name is not None and name.origin is Origin.AUTHOR:
                yield _Use(block, word.span, name.kind, inf)
                continue
            is_stated = mark_on(block, word.span) is not None or is_no_name(block, word.span)
            if (
                margin is None
                or is_stated
                or (name is not None and name.span != word.span)
                or (name is not None and name.origin is not Origin.MODEL)
            ):
                continue
            if not (is_surname(simplified) or set(simplified) & set(DOTS)):
                yield _Use(block, word.span, name.kind if name is not None else None, margin)


class _Segmented:
    """The places where the text of a name is several words, none in a longer name: 李 | 想."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._occurrences = Occurrences([block.simplified for block in blocks])
        self._longer: dict[str, Spans] = {}

    def places(self, name: str) -> list[_Use]:
        """Return the places of a name."""
        found = []
        last, end = -1, 0
        for number, start in self._occurrences.of(name):
            if number == last and start < end:
                continue
            last, end = number, start + len(name)
            block, span = self._blocks[number], Span(start, end)
            words = [word.span for word in within(block.layers.words, span)]
            if (
                len(words) > 1
                and words[0].start == start
                and words[-1].end == end
                and not is_marked(block, span)
                and not self._longer_names(block).overlap(span)
            ):
                found.append(_Use(block, span, None, -inf))
        return found

    def _longer_names(self, block: Block) -> Spans:
        """Return the names of a block that have more than one character."""
        found = self._longer.get(block.id)
        if found is None:
            spans = [name.span for name in block.layers.names if len(name.span) > 1]
            found = self._longer[block.id] = Spans(spans)
        return found
