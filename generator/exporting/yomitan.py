"""A Yomitan dictionary of the glossary and the lexicon, to look up the words of the site anywhere.

    index.json          what the dictionary is
    tag_bank_1.json     the tags of its entries
    term_bank_1.json    [word, reading, tags, rules, score, [definition, …], sequence, term tags]

Each form of a word, in any edition, is an entry of its own; the entries of a word have the same
sequence, so that Yomitan shows them together. The format is version 3. Words of the lexicon without
English are left out: the lexicon has them for their readings alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from generator.content.entries import Lexeme, Term
from generator.exporting.archive import archive
from generator.exporting.readings import term_reading
from generator.exporting.target import Part, Target
from generator.model import Edition, NameKind

_FORMAT = 3
_TERM, _WORD = "term", "word"
_NAMES = {
    NameKind.PERSON: "name of a person",
    NameKind.PLACE: "name of a place",
    NameKind.ORGANISATION: "name of an organisation",
    NameKind.OTHER: "name",
}
_TAGS = (
    (_TERM, "dictionary", -2, "from the glossary of the site"),
    (_WORD, "dictionary", -1, "from the lexicon of the site"),
    *((kind.value, "partOfSpeech", 0, note) for kind, note in _NAMES.items()),
)


def site_yomitan(parts: Sequence[Part], target: Target) -> bytes:
    """Return the dictionary of the site."""
    del parts
    entries = msgspec.json.encode(list(_entries(target)))
    tags = msgspec.json.encode([[*tag, 0] for tag in _TAGS])
    config = target.config
    index: dict[str, Any] = {
        "title": config.title.zh or config.title.en,
        "format": _FORMAT,
        # Yomitan shows it, and asks before it replaces a dictionary by another revision.
        "revision": hashlib.blake2b(entries, digest_size=6).hexdigest(),
        "sequenced": True,
        "author": config.author,
        "url": config.base_url,
        "description": config.description.en or config.description.zh,
        "sourceLanguage": "zh",
        "targetLanguage": "en",
    }
    index = {key: value for key, value in index.items() if value != ""}
    return archive(
        {
            "index.json": msgspec.json.encode(index),
            "tag_bank_1.json": tags,
            "term_bank_1.json": entries,
        }
    )


def _entries(target: Target) -> Iterator[list[Any]]:
    sequence = 0
    for term in target.facts.terms:
        sequence += 1
        for form, reading in _term_forms(term, target).items():
            tags = " ".join(filter(None, (_TERM, term.name and term.name.value)))
            definitions = [term.english, term.definition.en, term.definition.zh]
            yield [form, reading, tags, "", 1, [*filter(None, definitions)], sequence, ""]
    for lexeme in target.lexemes:
        sequence += 1
        for form, reading in _word_forms(lexeme, target).items() if lexeme.english else ():
            tags = " ".join(filter(None, (_WORD, lexeme.name and lexeme.name.value)))
            yield [form, reading, tags, "", 0, [lexeme.english], sequence, ""]


def _term_forms(term: Term, target: Target) -> dict[str, str]:
    """Return the forms and the other names of a term, each with its reading."""
    facts = target.facts
    found: dict[str, str] = {}
    for edition in target.config.editions:
        aliases = (facts.phrases.converted(alias, edition) for alias in term.aliases)
        for form in (facts.form(term, edition), *aliases):
            found.setdefault(form, term_reading(form, edition, facts))
    return found


def _word_forms(lexeme: Lexeme, target: Target) -> dict[str, str]:
    """Return the forms of a word of the lexicon, each with its reading."""
    facts = target.facts
    found: dict[str, str] = {}
    for edition in (Edition.HANS, *target.config.editions):
        form = lexeme.forms.get(edition) or facts.phrases.converted(lexeme.text, edition)
        found.setdefault(form, term_reading(form, edition, facts))
    return found
