"""The evidence for each reading of a word: its sources, its senses, and other places of the word.

All engines are run for the word; a build runs only those that it needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from msgspec.structs import replace

from generator.annotate.engines import Engines
from generator.content.note_hints import excerpt
from generator.language.characters import count_han
from generator.language.dictionary.cedict import Entry, expand_references
from generator.language.pinyin.syllables import is_syllable
from generator.language.readings.polyphones import (
    Occurrence,
    context_features,
    engine_features,
    load_models,
    reading_probabilities,
    score_readings,
)
from generator.language.readings.rules import find_rule
from generator.language.readings.sentence_context import SentenceContext
from generator.language.readings.tables import reading_shares, reviewed_readings
from generator.model import AnnotatedWord, Article, Block, Origin, Reading, Span
from generator.spelling.ruby import inline_pinyin, ruby_groups

MAX_SIMILAR = 6
"""The most other places of a word that are shown."""
MIN_PROBABILITY = 0.02
"""Readings to which an engine gives a lower probability are not shown."""
MAX_SENSES = 4
"""The most senses of an entry that are shown."""

Syllables = tuple[str, ...]
"""One for each Han character, with a tone digit, in lower case."""

_STATED = {
    Origin.AUTHOR: "your correction",
    Origin.TERM: "the glossary",
    Origin.LEXICON: "the lexicon",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to read a word."""

    pinyin: str
    """Its spelling: `yīnwèi`."""
    sources: tuple[str, ...]
    """The engines that propose it, or who stated it."""
    senses: tuple[str, ...]
    current: bool
    """Whether it is the reading on the page."""


@dataclass(frozen=True, slots=True)
class Similar:
    """Another place of a word, with the text around it and its reading there."""

    slug: str
    sentence: str
    excerpt: str
    pinyin: str
    stated: bool
    """Whether a person stated the reading."""


def candidates(block: Block, word: AnnotatedWord, engines: Engines) -> list[Candidate]:
    """Return the possible readings of a word: the current one first, then by number of sources.

    Characters without a known reading have none.
    """
    readings = word.readings
    if not readings:
        return []
    current = _lower_syllables(readings)
    found: dict[Syllables, list[str]] = {current: []}
    for reading in readings:
        if reading.origin in _STATED and _STATED[reading.origin] not in found[current]:
            found[current].append(_STATED[reading.origin])
    for syllables, proposer in _proposals(block, word, engines, current):
        proposers = found.setdefault(syllables, [])
        if proposer and proposer not in proposers:
            proposers.append(proposer)
    entries = engines.dictionary.entries(word.simplified)
    known = (syllables for syllables in found if all(map(is_syllable, syllables)))
    ordered = sorted(known, key=lambda s: (s != current, -len(found[s])))
    return [
        Candidate(
            _spell(word, syllables),
            tuple(found[syllables]),
            tuple(_senses(entries, syllables)),
            syllables == current,
        )
        for syllables in ordered
    ]


def similar(
    articles: Sequence[Article], current: Article, block: Block, span: Span
) -> list[Similar]:
    """Return other places with the same word, those in the same article first."""
    text = span.of(block.text)
    found = []
    for article in sorted(articles, key=lambda other: other is not current):
        for other in (article.title, *article.blocks):
            for word in other.annotated_words:
                if word.text != text or (other is block and word.span == span):
                    continue
                found.append(
                    Similar(
                        article.meta.slug,
                        word.sentence_id,
                        excerpt(other.text, word.span),
                        inline_pinyin(ruby_groups(text, word.readings)),
                        any(reading.origin in _STATED for reading in word.readings),
                    )
                )
                if len(found) == MAX_SIMILAR:
                    return found
    return found


def _proposals(
    block: Block, word: AnnotatedWord, engines: Engines, current: Syllables
) -> Iterator[tuple[Syllables, str]]:
    """The reading that each engine proposes, with the name of the engine."""
    sentence = next(s for s in block.sentences if s.id == word.sentence_id)
    inside = block.words_in(sentence.span)
    context = SentenceContext([w.simplified for w in inside], [w.text for w in inside])
    index = word.index - inside[0].index
    text = word.simplified
    size = count_han(text)
    for entry in engines.dictionary.entries(text):
        syllables = tuple(s.lower() for s in entry.syllables)
        if len(syllables) == size:
            yield syllables, "dictionary"
    if text in reviewed_readings():
        yield tuple(s.lower() for s in reviewed_readings()[text]), "reviewed words"
    rule = find_rule(context.words, index)
    if rule is not None and len(rule.reading.split()) == size:
        yield tuple(rule.reading.split()), "rule: the words beside it"
    engines.reader.run_network([context])
    probabilities, pypinyin_syllables = engines.reader.engine_readings(context, index)
    proposed = tuple(
        (syllable or own).lower() for syllable, own in zip(pypinyin_syllables, current, strict=True)
    )
    yield proposed, "pypinyin"
    if size > 1:
        yield from _network_proposals(probabilities, current)
        return
    for syllable, probability in sorted(
        probabilities.get(0, {}).items(), key=lambda item: -item[1]
    ):
        if probability >= MIN_PROBABILITY:
            yield (syllable,), f"network {probability:.0%}"
    model = load_models().get(text)
    if model is not None:
        occurrence = Occurrence(context.words, index)
        by_rule = rule.reading if rule is not None else None
        features = chain(
            context_features(occurrence),
            engine_features(by_rule, pypinyin_syllables[0], probabilities.get(0, {})),
        )
        trained = reading_probabilities(model, score_readings(model, features))
        for syllable, probability in sorted(trained.items(), key=lambda item: -item[1]):
            if probability >= MIN_PROBABILITY:
                yield (syllable,), f"trained model {probability:.0%}"
    for syllable, share in sorted(
        reading_shares().get(text, {}).items(), key=lambda item: -item[1]
    ):
        if share >= MIN_PROBABILITY:
            yield (syllable,), f"{share:.0%} of its uses"


def _network_proposals(
    probabilities: Mapping[int, Mapping[str, float]], current: Syllables
) -> Iterator[tuple[Syllables, str]]:
    """The readings that the network, which predicts single syllables, proposes for a longer word.

    They are the current reading, and the current reading with one syllable replaced.
    """
    by_index = {at: found for at, found in probabilities.items() if found}
    lowest = min((found.get(current[at], 0.0) for at, found in by_index.items()), default=0.0)
    if lowest >= MIN_PROBABILITY:
        yield current, f"network {lowest:.0%}"
    for at, found in by_index.items():
        for syllable, probability in sorted(found.items(), key=lambda item: -item[1]):
            if syllable != current[at] and probability >= MIN_PROBABILITY:
                yield (*current[:at], syllable, *current[at + 1 :]), f"network {probability:.0%}"


def _lower_syllables(readings: Sequence[Reading]) -> Syllables:
    return tuple(reading.pinyin.lower() for reading in readings)


def _spell(word: AnnotatedWord, syllables: Syllables) -> str:
    """The spelling of a word with other syllables; its capitals and separators stay."""
    changed = [
        replace(reading, pinyin=syllable.capitalize() if reading.pinyin[:1].isupper() else syllable)
        for reading, syllable in zip(word.readings, syllables, strict=True)
    ]
    return inline_pinyin(ruby_groups(word.text, changed))


def _senses(entries: Sequence[Entry], syllables: Syllables) -> Iterator[str]:
    own = [e for e in entries if tuple(s.lower() for s in e.syllables) == syllables]
    informative = [sense for e in own if not (e.is_variant or e.is_surname) for sense in e.senses]
    for sense in (informative or [sense for e in own for sense in e.senses])[:MAX_SENSES]:
        yield expand_references(sense)
