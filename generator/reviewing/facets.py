"""What the review shows of a place and lets a reviewer change, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from generator.annotate.sense_choice import NoSuchSenseError, choose_sense
from generator.language.characters import has_han
from generator.language.dictionary.cedict import Entry, expand_references
from generator.language.pinyin.syllables import mark_tone
from generator.model import (
    ATOM,
    AnnotatedWord,
    Article,
    Block,
    Edition,
    SenseChoice,
    Sentence,
    Span,
)
from generator.reviewing.doubts import Place
from generator.reviewing.evidence import candidates, similar
from generator.reviewing.session import ReviewSession, find_block

Data = dict[str, Any]


def edition_sentences(article: Article, edition: Edition) -> list[Data]:
    """Return the sentences of an article as shown in an edition, with the title as the first.

    `words` has a row for each word: its start and end in the block, and its start and end in the
    sentence as shown.
    """
    title = [Sentence(Span(0, len(article.title.text)), article.title.id)]
    blocks = [(article.title, title), *((block, block.sentences) for block in article.blocks)]
    return [
        _sentence(block, sentence, edition) for block, sentences in blocks for sentence in sentences
    ]


def facets(session: ReviewSession, place: Place) -> Data | None:
    """Return all that is known about a place; None if there is no such place."""
    article = session.articles.get(place.slug)
    found = find_block(article, place.block) if article is not None else None
    if article is None or found is None or not 0 <= place.start < place.end <= len(found[1].text):
        return None
    block, span = found[1], Span(place.start, place.end)
    engines = session.site.engines
    word = block.annotated_word(span)
    sentence = next(s for s in reversed(block.sentences) if s.span.start <= span.start)
    return {
        "place": {**asdict(place), "sentence": sentence.id},
        "text": span.of(block.text),
        "sentence": sentence.span.of(block.text),
        "script": article.script.value,
        "words": [w.text for w in block.words_in(span)],
        "readings": [asdict(c) for c in candidates(block, word, engines)]
        if word is not None and has_han(word.text)
        else None,
        "name": word.name.kind.value if word is not None and word.name is not None else None,
        "term": word.term.term_id if word is not None and word.term is not None else None,
        "terms": {term.id: term.english for term in session.site.source.terms},
        "forms": _forms(session, article, block, word) if word is not None else {},
        "senses": list(_senses(word, engines.dictionary.entries(span.of(block.simplified)))),
        "similar": [asdict(s) for s in similar(session.site.articles, article, block, span)],
        "english": _english(article, block),
    }


def counterparts(session: ReviewSession, slug: str, english: str) -> list[Data]:
    """Return the Chinese sentences near an unaligned English one, which it may translate."""
    article = session.articles.get(slug)
    if article is None or article.translation is None:
        return []
    blocks = article.translation.blocks
    at = next((n for n, b in enumerate(blocks) if any(s.id == english for s in b.sentences)), None)
    if at is None:
        return []
    near = {s.id for b in blocks[max(0, at - 1) : at + 2] for s in b.sentences}
    paired = {zh for a in article.alignments if near.intersection(a.en_ids) for zh in a.zh_ids}
    unpaired = {zh for a in article.alignments if not a.en_ids for zh in a.zh_ids}
    numbers = [
        n for n, b in enumerate(article.blocks) if any(s.id in paired for s in b.sentences)
    ] or [min(at, len(article.blocks) - 1)]
    return [
        {
            "place": asdict(Place(slug, block.id, s.id, s.span.start, s.span.end)),
            "text": " ".join(s.span.of(block.text).replace(ATOM, " ").split()),
            "script": article.script.value,
            "alone": s.id in unpaired,
        }
        for block in article.blocks[min(numbers) : max(numbers) + 1]
        for s in block.sentences
    ]


def _forms(session: ReviewSession, article: Article, block: Block, word: AnnotatedWord) -> Data:
    """The forms of a word in each other edition: the current one, then alternatives."""
    engines, script = session.site.engines, article.script
    words = block.annotated_words
    names = [any(n.span.overlaps(w.span) for n in block.layers.names) for w in words]
    entries = engines.dictionary.entries(word.simplified)
    found = {}
    for edition in session.site.source.config.editions:
        if edition is script:
            continue
        forms = [word.text_in(edition)]
        if edition is Edition.HANS:
            forms.append(word.simplified)
        elif script is Edition.HANS:
            texts = [w.simplified for w in words]
            other = engines.converter.alternative_forms(texts, edition, names)
            forms.append(other.get(word.index, ""))
            forms += (entry.traditional for entry in entries)
        found[edition.value] = list(dict.fromkeys(filter(None, forms)))
    return found


def _sentence(block: Block, sentence: Sentence, edition: Edition) -> Data:
    rows, at = [], 0
    for word in block.words_in(sentence.span):
        shown = word.text_in(edition)
        rows.append([word.span.start, word.span.end, at, at + len(shown)])
        at += len(shown)
    whole = sentence.span == Span(0, len(block.text))
    text = block.text_in(edition, None if whole else sentence.span)
    return {"id": sentence.id, "block": block.id, "text": text, "words": rows}


def _senses(word: AnnotatedWord | None, entries: tuple[Entry, ...]) -> Iterator[Data]:
    """The senses of a word, each with the value by which a note chooses it."""
    chosen = word.sense.choice if word is not None and word.sense is not None else None
    number = 0
    for at, entry in enumerate(entries):
        for nth, sense in enumerate(entry.senses):
            number += 1
            choice = SenseChoice(at, nth)
            yield {
                "headword": entry.traditional,
                "pinyin": " ".join(map(mark_tone, entry.syllables)),
                "text": expand_references(sense),
                "value": sense if _is_chosen_by_text(sense, choice, entries) else number,
                "chosen": chosen is not None and chosen in (choice, SenseChoice(at)),
            }


def _is_chosen_by_text(sense: str, choice: SenseChoice, entries: tuple[Entry, ...]) -> bool:
    """Whether the text of a sense chooses it; numbers may change with the dictionary."""
    try:
        return choose_sense(sense, entries) == choice
    except NoSuchSenseError:
        return False


def _english(article: Article, block: Block) -> list[Data]:
    """The English sentences of the blocks that translate a block, each with its alignment."""
    translation = article.translation
    if translation is None:
        return []
    pairs = {en: a.zh_ids for a in article.alignments for en in a.en_ids}
    block_numbers = {s.id: number for number, b in enumerate(article.blocks) for s in b.sentences}
    own_number = next((n for n, other in enumerate(article.blocks) if other.id == block.id), 0)
    # A block without a translation gets the blocks that translate its neighbours.
    distances = {
        number: min(
            (
                abs(block_numbers[zh] - own_number)
                for s in other.sentences
                for zh in pairs.get(s.id, ())
                if zh in block_numbers
            ),
            default=len(block_numbers),
        )
        for number, other in enumerate(translation.blocks)
    }
    nearest = min(distances.values(), default=0)
    numbers = [number for number, distance in distances.items() if distance == nearest]
    near = translation.blocks[min(numbers) : max(numbers) + 2] if numbers else ()
    return [
        {
            "id": s.id,
            "text": " ".join(s.span.of(other.text).replace(ATOM, " ").split()),
            "zh": list(pairs.get(s.id, ())),
        }
        for other in near
        for s in other.sentences
    ]
