"""The stages: each fills in one layer of every block and alters nothing else.

Segmentation, names and look-up work on a simplified copy of the text that has the same
code points at the same offsets, so every span is true of the text as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from generator.annotate.document import Document, fill, words_in
from generator.annotate.engines import Engines
from generator.annotate.sentences import split_sentences
from generator.language import names as name_finder
from generator.language.segmentation import Candidate
from generator.model import (
    Block,
    Name,
    NameKind,
    Origin,
    Sense,
    Sentence,
    Span,
    TermUse,
    Word,
    WordKind,
)

_LOOKED_UP = {WordKind.HAN, WordKind.MIXED, WordKind.LATIN, WordKind.NUMBER}


def sentences(document: Document, engines: Engines) -> Document:
    """Cut every block into sentences; none ends inside what an author marked as one."""
    del engines
    blocks = []
    for block in document.blocks:
        spans: list[Span] = []
        for span in split_sentences(block.text, lang="zh", trailers=block.trailers):
            cut = spans and any(m.span.start < span.start < m.span.end for m in block.marks)
            if cut:
                spans[-1] = Span(spans[-1].start, span.end)
            else:
                spans.append(span)
        found = tuple(Sentence(span, f"{block.id}.s{n}") for n, span in enumerate(spans, 1))
        blocks.append(replace(block, sentences=found))
    return replace(document, blocks=tuple(blocks))


def words(document: Document, engines: Engines) -> Document:
    """Segment every sentence over dictionary, glossary, lexicon and likely names."""

    def of(block: Block) -> Iterator[Word]:
        for sentence in block.sentences:
            base = sentence.span.start
            text = engines.simplified(sentence.span.of(block.text), document.script)
            candidates = [
                Candidate(found.span, found.cost) for found in name_finder.candidates(text)
            ]
            candidates += engines.site.candidates(text)
            forced = [
                Span(mark.span.start - base, mark.span.end - base)
                for mark in block.marks
                if sentence.span.contains(mark.span)
            ]
            for word in engines.segmenter.segment(text, candidates, forced):
                yield Word(Span(word.span.start + base, word.span.end + base), word.kind)

    return fill(document, "words", of)


def terms(document: Document, engines: Engines) -> Document:
    """Mark the words that are glossary terms, and each term's first use."""
    seen: set[str] = set()

    def of(block: Block) -> Iterator[TermUse]:
        text = engines.simplified(block.text, document.script)
        for word in block.layers.words:
            if word.kind not in _LOOKED_UP:
                continue
            found = engines.site.term(word.span.of(text))
            if found is not None:
                yield TermUse(word.span, found.term.id, found.term.id not in seen)
                seen.add(found.term.id)

    return fill(document, "terms", of)


def names(document: Document, engines: Engines) -> Document:
    """Mark proper names: the lexicon's, the dictionary's, likely ones, and lone surnames.

    A surname alone is a person before a title (李先生), and where the article has named one
    who has it (梁 after 梁文峰).
    """
    known = name_finder.known_names()

    def of(block: Block) -> Iterator[Name]:
        text = engines.simplified(block.text, document.script)
        for sentence in block.sentences:
            inside = sentence.span.of(text)
            likely = {
                Span(c.span.start + sentence.span.start, c.span.end + sentence.span.start): c.kind
                for c in name_finder.candidates(inside)
            }
            for word in words_in(block, sentence.span):
                simplified = word.span.of(text)
                lexeme = engines.site.lexeme(text, word.span)
                term = engines.site.term(simplified)
                if term is not None and term.term.name is not None:
                    yield Name(word.span, term.term.name, Origin.TERM)
                elif lexeme is not None and (lexeme.name is not None or lexeme.pinyin):
                    if lexeme.name is not None:
                        yield Name(word.span, lexeme.name, Origin.LEXICON)
                elif simplified in known:
                    yield Name(word.span, known[simplified], Origin.DICTIONARY)
                elif term is not None:
                    # A term spelt with a capital is a name, though of what is not said.
                    if term.spelt and term.term.pinyin[:1].isupper():
                        yield Name(word.span, NameKind.OTHER, Origin.TERM)
                elif word.span in likely and not engines.segmenter.knows(simplified):
                    yield Name(word.span, likely[word.span], Origin.MODEL)

    return _lone_surnames(fill(document, "names", of), engines)


_SPEAKS = re.compile("说|表示|认为|指出|称|告诉|写道|强调|本人")
_TITLE = re.compile(
    "先生|女士|小姐|太太|夫人|老师|教授|博士|医生|大夫|律师|师傅|同学|总统|主席|总理|总裁|总经理|经理"
    "|部长|市长|省长|书记|主任|将军|院长|校长|局长|队长|教练|董事长|某|氏"
)
_COMMON_SURNAMES = frozenset("于和时高长大小都应从方成经关任通同常向花车水明安平白金")


def _lone_surnames(document: Document, engines: Engines) -> Document:
    named = {
        name_finder.surname_of(engines.simplified(name.span.of(block.text), document.script))
        for block in document.blocks
        for name in block.layers.names
        if name.kind is NameKind.PERSON and len(name.span) <= 3
    } - {""}

    def of(block: Block) -> Iterator[Name]:
        yield from block.layers.names
        text = engines.simplified(block.text, document.script)
        for word in block.layers.words:
            surname = word.span.of(text)
            if not name_finder.is_surname(surname):
                continue
            rare = surname not in _COMMON_SURNAMES
            told = surname in named and (rare or _SPEAKS.match(text, word.span.end))
            titled = rare and _TITLE.match(text, word.span.end)
            if told or titled:
                yield Name(word.span, NameKind.PERSON, Origin.MODEL)

    return fill(document, "names", of)


def senses(document: Document, engines: Engines) -> Document:
    """Give every word that is a dictionary headword the key to its entries."""

    def of(block: Block) -> Iterator[Sense]:
        text = engines.simplified(block.text, document.script)
        for word in block.layers.words:
            simplified = word.span.of(text)
            if word.kind in _LOOKED_UP and engines.dictionary.entries(simplified):
                yield Sense(word.span, simplified)

    return fill(document, "senses", of)
