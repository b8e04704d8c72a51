"""The agreed English of a site's terms and names, and their occurrences in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from generator.alignment.stemmer import stems_of
from generator.content.entries import Lexeme, Term
from generator.language.characters import has_han
from generator.model import Block, Span
from generator.spans import within

AgreedTerms = tuple[tuple[str, str], ...]
"""The terms and names of a sentence as written there, each with its agreed translation."""


@dataclass(frozen=True)
class TermBase:
    """The terms of a glossary, by id, and the English of the lexicon's names, by their text."""

    terms: Mapping[str, Term]
    names: Mapping[str, str]

    @classmethod
    def from_entries(cls, terms: Sequence[Term], lexemes: Sequence[Lexeme]) -> TermBase:
        """Build the term base of a glossary and a lexicon."""
        names = {x.text: _name(x.english) for x in lexemes if x.name and x.english}
        return cls({term.id: term for term in terms}, names)

    def latin_aliases(self, english: str) -> tuple[str, ...]:
        """The aliases in Latin letters of the terms with this English."""
        return tuple(self._latin_aliases.get(english, ()))

    @cached_property
    def _latin_aliases(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for term in self.terms.values():
            aliases = [alias for alias in term.aliases if not has_han(alias)]
            found.setdefault(term.english, []).extend(aliases)
        return found

    def may_be_named_in(self, english: str) -> Sequence[Term]:
        """The terms of which an English text has the first word, in the order of the glossary."""
        stems = dict.fromkeys(stems_of(english))
        found = [each for stem in stems for each in self._by_first_stem.get(stem, ())]
        return [term for _, term in sorted(found, key=itemgetter(0))]

    @cached_property
    def _by_first_stem(self) -> Mapping[str, Sequence[tuple[int, Term]]]:
        found: dict[str, list[tuple[int, Term]]] = {}
        for at, term in enumerate(self.terms.values()):
            for stem in stems_of(term.english)[:1]:
                found.setdefault(stem, []).append((at, term))
        return found

    def find_terms(self, block: Block, start: int, end: int) -> list[tuple[Span, str]]:
        """The terms and names in part of a block, with their English, sorted by span."""
        found = [
            (use.span, self.terms[use.term_id].english)
            for use in within(block.layers.terms, Span(start, end))
            if use.term_id in self.terms
        ]
        found += [
            (word.span, self.names[text])
            for word in (within(block.layers.words, Span(start, end)) if self.names else ())
            if (text := word.span.of(block.text)) in self.names
        ]
        return sorted(found)

    def agreed_terms(self, block: Block, start: int, end: int) -> AgreedTerms:
        """The distinct terms and names in part of a block, in order."""
        pairs = ((span.of(block.text), en) for span, en in self.find_terms(block, start, end))
        return tuple(dict.fromkeys(pairs))


def _name(gloss: str) -> str:
    """The name at the start of a gloss, without an explanation such as “, a magazine of …”."""
    return re.split(r"[,;(]", gloss)[0].strip()
