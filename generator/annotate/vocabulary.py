"""Find the glossary terms and lexicon words of a site in text.

All matching is done in simplified characters, so that one index serves every edition: the form
大型語言模型 and the text 大型语言模型 have the same key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from math import inf

from msgspec import Struct

from generator.content.entries import Lexeme, Term
from generator.language.memo import memoise
from generator.language.words.segmentation import Candidate
from generator.language.words.word_list import WordList
from generator.model import Edition, Span

_LOWER = str.maketrans({chr(c): chr(c + 32) for c in range(ord("A"), ord("Z") + 1)})


_LATIN = re.compile("[A-Za-z]")
_NEAR = 200
"""The characters before and after a word of the lexicon in which its conditions may find
something."""


def fold_ascii(text: str) -> str:
    """Lower-case only the ASCII letters, which leaves all offsets unchanged."""
    return text.translate(_LOWER)


class TermForm(Struct, frozen=True):
    """A form of a term.

    `is_main` is false for an alias, which is rendered as written; `has_pinyin` is true for the
    form that the pinyin of the entry spells: the simplified form, else the first one.
    """

    term: Term
    is_main: bool
    has_pinyin: bool


def pinyin_form(term: Term) -> str:
    """Return the form that the pinyin of the entry spells."""
    return term.forms.get(Edition.HANS) or next(iter(term.forms.values()))


def pinyin_edition(term: Term) -> Edition:
    """Return the edition of the form that the pinyin of the entry spells."""
    return Edition.HANS if Edition.HANS in term.forms else next(iter(term.forms))


class _ContextualLexeme(Struct, frozen=True):
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    lexeme: Lexeme

    def matches(self, text: str, span: Span) -> bool:
        """Whether the context of `span` matches the conditions of the lexeme."""
        start, end = span.start, span.end
        if self.before is not None and not self.before.search(text, max(0, start - _NEAR), start):
            return False
        return self.after is None or self.after.match(text, end, end + _NEAR) is not None


class SiteWords:
    """An index of the glossary and the lexicon of a site, by simplified text."""

    def __init__(
        self,
        terms: Iterable[Term] = (),
        lexemes: Iterable[Lexeme] = (),
        simplify: Callable[[str], str] = str,
    ) -> None:
        self._exact: dict[str, TermForm] = {}
        self._folded: dict[str, TermForm] = {}
        for term in terms:
            pinyin_key = simplify(pinyin_form(term))
            forms = [(form, True) for form in term.forms.values()]
            for form, is_main in forms + [(alias, False) for alias in term.aliases]:
                key = simplify(form)
                found = TermForm(term, is_main, key == pinyin_key)
                loose = not term.match_case and _LATIN.search(key)
                index, key = (self._folded, fold_ascii(key)) if loose else (self._exact, key)
                index.setdefault(key, found)
        self._lexemes: dict[str, list[_ContextualLexeme]] = {}
        for lexeme in lexemes:
            context = _ContextualLexeme(
                re.compile(f"(?:{lexeme.before})$") if lexeme.before else None,
                re.compile(lexeme.after) if lexeme.after else None,
                lexeme,
            )
            self._lexemes.setdefault(simplify(lexeme.text), []).append(context)
        for contexts in self._lexemes.values():  # those with a condition come first
            contexts.sort(key=lambda c: c.before is None and c.after is None)
        self._words = WordList(dict.fromkeys([*self._exact, *self._lexemes], 0.0))
        self._folded_words = WordList(dict.fromkeys(self._folded, 0.0))
        self.has = memoise(self._has)
        """Whether a simplified word is a term or, in some context, a lexicon word."""
        self.term = memoise(self._term)
        """The term that a simplified word is a form of."""

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Yield every span of simplified `text` that may be a term or a lexicon word."""
        if not (self._words.costs or self._folded):
            return
        found = []
        for start, end, _ in self._words.words_in(text):
            span = Span(start, end)
            if text[start:end] in self._exact or self.lexeme(text, span) is not None:
                found.append(span)
        if self._folded and _LATIN.search(text):
            found += [Span(a, b) for a, b, _ in self._folded_words.words_in(fold_ascii(text))]
            found.sort(key=lambda span: span.start)
        for span in found:
            yield Candidate(span, inf, preferred=True)

    def _has(self, word: str) -> bool:
        return word in self._words or (bool(self._folded) and fold_ascii(word) in self._folded)

    def _term(self, word: str) -> TermForm | None:
        found = self._exact.get(word)
        if found is None and self._folded:
            found = self._folded.get(fold_ascii(word))
        return found

    def lexeme(self, text: str, span: Span) -> Lexeme | None:
        """Return the lexicon entry that applies to a span of simplified `text`."""
        for context in self._lexemes.get(span.of(text), ()):
            if context.matches(text, span):
                return context.lexeme
        return None


def stated_form_in(forms: TermForm | Lexeme, edition: Edition) -> str | None:
    """Return the form stated for an edition; None if it is to be converted."""
    if isinstance(forms, Lexeme):
        return forms.forms.get(edition)
    return forms.term.forms.get(edition) if forms.is_main else None
