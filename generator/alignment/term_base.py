"""What a site has agreed to call things in English, and where a text has such things."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.language.characters import has_han
from generator.model import Block, Lexeme, Span, Term

AgreedTerm = tuple[tuple[str, str], ...]
"""The terms and names of a sentence as they stand there, each with its agreed translation."""


@dataclass(frozen=True, slots=True)
class TermBase:
    """The English of the glossary's terms, by id, and of the lexicon's names, by their text."""

    terms: Mapping[str, Term]
    names: Mapping[str, str]

    @classmethod
    def of(cls, terms: Sequence[Term], lexemes: Sequence[Lexeme]) -> TermBase:
        """The agreement of a glossary and a lexicon."""
        names = {x.text: _name(x.english) for x in lexemes if x.name and x.english}
        return cls({term.id: term for term in terms}, names)

    def aliases(self, english: str) -> tuple[str, ...]:
        """The other forms in Latin letters of the terms with this English."""
        return tuple(
            alias
            for term in self.terms.values()
            if term.english == english
            for alias in term.aliases
            if not has_han(alias)
        )

    def places(self, block: Block, start: int, end: int) -> list[tuple[Span, str]]:
        """Where a stretch of a block has terms and names, each with its English, in order."""
        found = [
            (use.span, self.terms[use.term_id].english)
            for use in block.layers.terms
            if start <= use.span.start < end and use.term_id in self.terms
        ]
        found += [
            (word.span, self.names[text])
            for word in block.layers.words
            if start <= word.span.start < end and (text := word.span.of(block.text)) in self.names
        ]
        return sorted(found)

    def within(self, block: Block, start: int, end: int) -> AgreedTerm:
        """The terms and names of a stretch of a block, each once, in order."""
        pairs = ((span.of(block.text), en) for span, en in self.places(block, start, end))
        return tuple(dict.fromkeys(pairs))


def _name(gloss: str) -> str:
    """The name that a gloss begins with: not “, a magazine of …”."""
    return re.split(r"[,;(]", gloss)[0].strip()
