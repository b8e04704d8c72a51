"""Words and names: the two are found together, since a name is a word and words make a name.

`words` cuts every sentence over dictionary, glossary, lexicon and likely names, lets the tagger
judge which words are names, and proposes these; a name found once is tried wherever its text
stands in the document. `names` settles who has the say: the author, the site, the dictionary,
then what was proposed, then a surname alone, which is a person before a title (李先生), and where
the article has named one who has it (梁 after 梁文峰).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from generator.annotate.document import Document, fill
from generator.annotate.engines import Engines
from generator.annotate.marks import is_no_name, is_no_term, mark_on, site_term
from generator.content.values import han_pinyin
from generator.language.names.assemble import FoundName, find_names
from generator.language.names.candidates import (
    PERSONAL_TITLES,
    SPEECH_WORDS,
    TITLES,
    find_candidates,
)
from generator.language.names.tables import is_surname, known_names, surname_of
from generator.language.words.segmentation import Candidate
from generator.model import Block, Name, NameKind, Origin, Sentence, Span, Word

_AGAIN = 3
"""A name of so many characters is tried wherever its text stands in the document."""


def words(document: Document, engines: Engines) -> Document:
    """Cut every sentence into words, and propose the names among them."""
    blocks = document.blocks
    cuts = [[_cut(block, sentence, engines) for sentence in block.sentences] for block in blocks]
    found = {
        proposal.span.of(sentence.span.of(block.simplified)): proposal.kind
        for block, cut in zip(blocks, cuts, strict=True)
        for sentence, (_, proposals) in zip(block.sentences, cut, strict=True)
        for proposal in proposals
        if len(proposal.span) >= _AGAIN
    }
    done = []
    for block, cut in zip(blocks, cuts, strict=True):
        all_words: list[Word] = []
        names: list[Name] = []
        for sentence, first in zip(block.sentences, cut, strict=True):
            missed = {
                span: kind
                for span, kind in _missed(
                    sentence.span.of(block.simplified), first[1], found
                ).items()
                if not is_no_name(block, _moved(span, sentence.span.start))
            }
            some, proposals = _cut(block, sentence, engines, missed) if missed else first
            base = sentence.span.start
            all_words += (
                [Word(_moved(word.span, base), word.kind) for word in some] if base else some
            )
            names += [Name(_moved(p.span, base), p.kind, Origin.MODEL) for p in proposals]
        layers = replace(block.layers, words=tuple(all_words), names=tuple(names))
        done.append(replace(block, layers=layers))
    return replace(document, blocks=tuple(done))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by) if by else span


def _missed(
    text: str, proposals: Sequence[FoundName], names: Mapping[str, NameKind]
) -> dict[Span, NameKind]:
    """Where names of the document stand in a sentence that has not found them."""
    missed = {}
    for name, kind in names.items():
        start = text.find(name)
        if start >= 0 and not any(
            p.span.contains(Span(start, start + len(name))) for p in proposals
        ):
            missed[Span(start, start + len(name))] = kind
    return missed


def _cut(
    block: Block,
    sentence: Sentence,
    engines: Engines,
    again: Mapping[Span, NameKind] | None = None,
) -> tuple[Sequence[Word], Sequence[FoundName]]:
    """The words and the names of a sentence; spans count from its start."""
    inside, base = sentence.span.of(block.simplified), sentence.span.start
    denied = [
        _moved(mark.span, -base)
        for mark in block.marks
        if mark.name is False and mark.span.overlaps(sentence.span)
    ]
    likely = [c for c in find_candidates(inside) if not any(map(c.span.overlaps, denied))]
    edges = [*likely, *(Candidate(span, preferred=True) for span in again or ())]
    own = [
        candidate
        for candidate in engines.site.candidates(inside)
        if not _is_denied_term(block, _moved(candidate.span, base), engines)
    ]
    forced = [
        _moved(mark.span, -base)
        for mark in block.marks
        if mark.is_word and sentence.span.contains(mark.span)
    ]
    cut = engines.segmenter.segment(inside, [*edges, *own], forced)
    kinds = {found.span: found.kind for found in likely} | dict(again or {})
    kept = {edge.span for edge in own} | set(forced)
    kept |= {word.span for word in cut if any(map(word.span.overlaps, denied))}
    some, proposals = find_names(inside, cut, kinds, kept)
    names = {proposal.span for proposal in proposals}
    some = [
        part
        for word in some
        for part in (
            _ordinary(inside, word, engines)
            if word.span in kinds and word.span not in names | kept
            else (word,)
        )
    ]
    return some, [p for p in proposals if not any(map(p.span.overlaps, denied))]


def _ordinary(text: str, word: Word, engines: Engines) -> Sequence[Word]:
    """The words of a stretch that was likely to be a name, and is none: 香油 | 就."""
    inside = word.span.of(text)
    if inside in known_names() or engines.segmenter.knows(inside):
        return (word,)
    parts = engines.segmenter.segment(inside)
    if all(len(part.span) == 1 for part in parts):
        return (word,)  # a name all the same, perhaps
    return [Word(_moved(part.span, word.span.start), part.kind) for part in parts]


def _is_denied_term(block: Block, span: Span, engines: Engines) -> bool:
    """Whether a span could only be a use of a term that the author says is none."""
    return is_no_term(block, span) and engines.site.lexeme(block.simplified, span) is None


def names(document: Document, engines: Engines) -> Document:
    """Mark proper names: the site's, the dictionary's, proposed ones, and lone surnames."""
    known = known_names()

    def of(block: Block) -> Iterator[Name]:
        text = block.simplified
        proposed = {name.span: name for name in block.layers.names}
        for word in block.layers.words:
            simplified = word.span.of(text)
            mark = mark_on(block, word.span)
            lexeme = engines.site.lexeme(text, word.span)
            term = site_term(block, word.span, engines)
            if mark is not None and mark.name:
                yield Name(word.span, mark.name, Origin.AUTHOR)
            elif is_no_name(block, word.span):
                continue
            elif term is not None and term.term.name is not None:
                yield Name(word.span, term.term.name, Origin.TERM)
            elif lexeme is not None and (lexeme.name is not None or lexeme.pinyin):
                if lexeme.name is not None:
                    yield Name(word.span, lexeme.name, Origin.LEXICON)
            elif simplified in known:
                yield Name(word.span, known[simplified], Origin.DICTIONARY)
            elif term is not None:
                # A term spelt with a capital is a name, though of what is not said.
                if term.spelt and han_pinyin(simplified, term.term.pinyin).lstrip()[:1].isupper():
                    yield Name(word.span, NameKind.OTHER, Origin.TERM)
            elif word.span in proposed:
                yield proposed[word.span]

    return _lone_surnames(fill(document, "names", of))


_COMMON_SURNAMES = frozenset("于和时高长大小都应从方成经关任通同常向花车水明安平白金查")
"""Surnames that are everyday words, and mostly these."""
_NO_GRAMMAR = frozenset("高方任花车安平白金查")
"""Those of them that are surnames before 先生: 任先生; not 和先生."""


def _lone_surnames(document: Document) -> Document:
    named = {
        surname_of(name.span.of(block.simplified))
        for block in document.blocks
        for name in block.layers.names
        if name.kind is NameKind.PERSON and len(name.span) <= 3
    } - {""}

    def of(block: Block) -> Iterator[Name]:
        yield from block.layers.names
        text = block.simplified
        has = {name.span for name in block.layers.names}
        for word in block.layers.words:
            surname = word.span.of(text)
            if word.span in has or not is_surname(surname) or is_no_name(block, word.span):
                continue
            rare = surname not in _COMMON_SURNAMES
            told = surname in named and (rare or _followed(text, word.span.end, SPEECH_WORDS))
            titles = (
                TITLES if rare else PERSONAL_TITLES if surname in _NO_GRAMMAR else frozenset[str]()
            )
            if told or _followed(text, word.span.end, titles):
                yield Name(word.span, NameKind.PERSON, Origin.MODEL)

    return fill(document, "names", of)


def _followed(text: str, at: int, by: frozenset[str]) -> bool:
    return any(text[at:end] in by for end in range(at + 1, at + 4))
