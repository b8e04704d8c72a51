"""The stages for words and names, which depend on each other.

`words` segments every sentence by dictionary, glossary, lexicon and name candidates, and proposes
the words that the tagger labels as names. A name that is found once is a candidate wherever its
text recurs in the document. `names` decides by precedence: the author, the site, the dictionary,
the proposed names. These are made whole (`whole_names.py`), words are persons where they are
somebody's given name (`given_words.py`), and last a lone surname is a person before a title
(李先生) and where the article has named a person with it (梁 after 梁文峰).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from operator import is_
from sys import intern
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from generator.annotate.document import Document, whole_text, with_layer
from generator.annotate.engines import Engines
from generator.annotate.given_words import with_given_words
from generator.annotate.lone_surnames import with_lone_surnames
from generator.annotate.marks import (
    is_no_name,
    is_no_term,
    mark_on,
    marked_words_in,
    no_names_in,
    site_term,
)
from generator.annotate.name_kinds import with_kinds
from generator.annotate.sought_names import SoughtNames, sought_names
from generator.annotate.whole_names import with_whole_names
from generator.content.values import han_pinyin
from generator.language.names.assemble import FoundName, find_names
from generator.language.names.called_names import called_names
from generator.language.names.candidates import find_candidates
from generator.language.names.compound_names import words_of_compounds
from generator.language.names.dynastic_names import dynastic_names, dynasties
from generator.language.names.japanese_names import japanese_surnames_alone
from generator.language.names.short_countries import (
    common_places,
    counties,
    paired_countries,
    short_countries,
    wars,
)
from generator.language.names.styled_names import quoted_names, styled_names
from generator.language.names.tables import known_names
from generator.language.names.told_names import (
    khans,
    names_of_parties,
    roads,
    told_names,
    universities,
)
from generator.language.numerals import NUMERALS
from generator.language.tables import read_groups
from generator.language.words.listed_splits import is_in_plain_word
from generator.language.words.segmentation import Candidate
from generator.language.words.word_classes import word_classes
from generator.language.words.word_list import WordList, neighbours
from generator.lazy_patterns import lazy_pattern
from generator.model import Block, Name, NameKind, Origin, Sentence, Span, Word


def words(document: Document, engines: Engines) -> Document:
    """Segment every sentence into words, and propose the names among them."""
    blocks = document.blocks
    cuts = [
        [_segment(block, sentence, engines) for sentence in block.sentences] for block in blocks
    ]
    blocks = tuple(map(_with_proposals, blocks, cuts))
    sought = sought_names(whole_text(replace(document, blocks=blocks)))
    found_names = _FoundNames(sought)
    done, texts = [], []
    for block, cut in zip(blocks, cuts, strict=True):
        all_words: list[Word] = []
        all_texts: list[str] = []
        names: list[Name] = []
        found_here = found_names if found_names.may_occur_in(block.simplified) else None
        for sentence, first in zip(block.sentences, cut, strict=True):
            found = first
            if found_here and (repeated := _repeated_here(block, sentence, first, found_here)):
                found = _segment(block, sentence, engines, repeated, found_here)
            base = sentence.span.start
            all_words += _moved(found.words, base)
            all_texts += found.texts
            names += [
                Name(_shifted(each.span, base), each.kind, Origin.MODEL) for each in found.proposals
            ]
        layers = replace(block.layers, words=tuple(all_words), names=tuple(names))
        done.append(replace(block, layers=layers))
        texts.append(all_texts)
    return replace(document, blocks=tuple(done), texts=tuple(texts), sought=sought)


def _with_proposals(block: Block, cut: Sequence[_Segmented]) -> Block:
    """Return a block with the names that its sentences suggest by themselves."""
    proposed = [
        Name(_shifted(found.span, sentence.span.start), found.kind, Origin.MODEL)
        for sentence, segmented in zip(block.sentences, cut, strict=True)
        for found in segmented.proposals
    ]
    return replace(block, layers=replace(block.layers, proposed=tuple(proposed)))


def _moved(words: Sequence[Word], by: int) -> Iterable[Word]:
    """Return the words of a sentence as those of its block."""
    if not by:
        return words
    starts = [word.span.start + by for word in words]
    ends = [word.span.end + by for word in words]
    return map(Word, map(Span, starts, ends), [word.kind for word in words])


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by) if by else span


class _FoundNames:
    """The names of a document by their text, in the order in which they were found."""

    def __init__(self, sought: SoughtNames) -> None:
        self.kinds = {name: kind for name, kind in sought.kinds.items() if kind is not None}
        self.refused = {name for name, kind in sought.kinds.items() if kind is None}
        self.sure = sought.sure
        self.order = {name: at for at, name in enumerate(self.kinds)}
        self.words = WordList(dict.fromkeys(self.kinds, 0.0))
        self._beginnings = {name[:2] for name in self.kinds}

    def may_occur_in(self, text: str) -> bool:
        """Whether the beginning of any of them, of two characters, occurs in a text."""
        beginnings = self._beginnings
        return bool(beginnings) and not beginnings.isdisjoint(neighbours(text))


def _repeated_here(
    block: Block, sentence: Sentence, first: _Segmented, names: _FoundNames
) -> Mapping[Span, NameKind]:
    """Find the places where names from elsewhere in the document were missed in a sentence."""
    text = sentence.span.of(block.simplified)
    places = [Span(start, end) for start, end, _ in names.words.words_in(text)]
    proposed = [
        proposal.span
        for proposal in first.proposals
        if not names.refused or proposal.span.of(text) not in names.refused
    ]
    repeated_here: dict[Span, NameKind] = {}
    taken: set[int] = set()
    for place in sorted(places, key=lambda place: (names.order[place.of(text)], place.start)):
        name = place.of(text)
        before = bisect_right(proposed, place.start, key=lambda span: span.start)
        is_proposed = before and proposed[before - 1].contains(place)
        is_part = is_proposed or place.start in taken
        if not is_part and not is_no_name(block, _shifted(place, sentence.span.start)):
            repeated_here[place] = names.kinds[name]
            taken.update(range(place.start, place.end))
    return repeated_here


def _segment(
    block: Block,
    sentence: Sentence,
    engines: Engines,
    repeated: Mapping[Span, NameKind] = MappingProxyType({}),
    names: _FoundNames | None = None,
) -> _Segmented:
    """Segment a sentence into words and names; their spans are relative to its start."""
    inside, base = sentence.span.of(block.simplified), sentence.span.start
    styled = [
        *styled_names(inside),
        *quoted_names(inside),
        *told_names(inside),
        *called_names(inside),
        *roads(inside),
        *khans(inside),
        *universities(inside),
        *short_countries(inside),
        *paired_countries(inside),
        *wars(inside),
        *common_places(inside),
        *counties(inside),
        *dynastic_names(inside),
        *dynasties(inside),
        *japanese_surnames_alone(inside),
    ]
    others = list(find_candidates(inside))
    styled += names_of_parties(inside, others)
    sure: Set[Span] = {candidate.span for candidate in styled}
    if sure:
        others = [c for c in others if not any(map(c.span.overlaps, sure))]
    name_candidates = [*others, *styled]
    if names:
        refused = names.refused
        told = {
            span
            for span in repeated
            if span.of(inside) in names.sure or _is_addressed(inside, span, repeated[span])
        }
        name_candidates = [
            candidate
            for candidate in name_candidates
            if candidate.span.of(inside) not in refused
            and not any(map(candidate.span.overlaps, told - {candidate.span}))
        ]
        sure |= told
    site_candidates = list(engines.site.candidates(inside))
    denied: list[Span] = []
    forced: list[Span] = []
    if block.marks:
        denied = [_shifted(span, -base) for span in no_names_in(block, sentence.span)]
        forced = [_shifted(span, -base) for span in marked_words_in(block, sentence.span)]
        name_candidates = [c for c in name_candidates if not any(map(c.span.overlaps, denied))]
        sure = {span for span in sure if not any(map(span.overlaps, denied))}
        site_candidates = [
            candidate
            for candidate in site_candidates
            if not _is_denied_term(block, _shifted(candidate.span, base), engines)
        ]
    parts = list(words_of_compounds(inside))
    edges = [*name_candidates, *(Candidate(span, preferred=True) for span in (*repeated, *parts))]
    cut = engines.segmenter.cut(inside, [*edges, *site_candidates], forced)
    kinds = {found.span: found.kind for found in name_candidates}
    kinds.update(repeated)
    kinds.update((found.span, found.kind) for found in styled if found.span in sure)
    fixed = {edge.span for edge in site_candidates}.union(forced, parts)
    if denied:
        fixed |= {word.span for word in cut.words if any(map(word.span.overlaps, denied))}
    words_here, proposals = find_names(inside, cut.words, kinds, fixed, forms=cut.texts, sure=sure)
    if words_here is cut.words:
        return _Segmented(words_here, cut.texts, proposals)
    rejected = kinds.keys() - {proposal.span for proposal in proposals} - fixed
    if rejected and not rejected.isdisjoint([word.span for word in words_here]):
        words_here = [
            part
            for word in words_here
            for part in (_resegmented(inside, word, engines) if word.span in rejected else (word,))
        ]
    if denied:
        proposals = [p for p in proposals if not any(map(p.span.overlaps, denied))]
    if len(words_here) == len(cut.words) and all(map(is_, words_here, cut.words)):
        return _Segmented(words_here, cut.texts, proposals)
    texts = [intern(inside[word.span.start : word.span.end]) for word in words_here]
    return _Segmented(words_here, texts, proposals)


def _is_addressed(text: str, span: Span, kind: NameKind) -> bool:
    """Whether a person's name, found elsewhere, is all that stands before a mark: 喂，一飞！

    那个 and 叫 may be before it.
    """
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    if kind is not NameKind.PERSON or not after or after not in "，！？。…”":
        return False
    return not before or before in "，。！？“" or text.endswith(("那个", "叫"), 0, span.start)


class _Segmented(NamedTuple):
    """The words of a sentence with their texts, and the names that it suggests by itself."""

    words: Sequence[Word]
    texts: Sequence[str]
    proposals: Sequence[FoundName]


_PHRASE = lazy_pattern(f"[几数多{NUMERALS}].*|.+[中里上下内外前后]")
"""What is a phrase of common words, and no name, if it is none by its context: 几百, 家中."""


def _resegmented(text: str, word: Word, engines: Engines) -> Sequence[Word]:
    """Segment a rejected name candidate again: 香油 | 就."""
    inside = word.span.of(text)
    if inside in known_names() or engines.segmenter.knows(inside):
        return (word,)
    parts = engines.segmenter.segment(inside)
    if all(len(part.span) == 1 for part in parts) and not _PHRASE.fullmatch(inside):
        return (word,)  # a name all the same, perhaps
    return [Word(_shifted(part.span, word.span.start), part.kind) for part in parts]


def _is_denied_term(block: Block, span: Span, engines: Engines) -> bool:
    """Whether a span could only be a use of a term, and the author marked it as not being one."""
    return is_no_term(block, span) and engines.site.lexeme(block.simplified, span) is None


def names(document: Document, engines: Engines) -> Document:
    """Mark proper names: the site's, the dictionary's, the proposed ones, and lone surnames."""
    is_site_word, known_kind = engines.site.has, engines.cached(_known_kind)

    def names_of(block: Block, texts: Sequence[str]) -> Iterator[Name]:
        has_marks = bool(block.marks)
        proposed = {name.span.start: name for name in block.layers.names}
        kinds = map(known_kind, texts)
        for word, text, kind in zip(block.layers.words, texts, kinds, strict=True):
            span = word.span
            if has_marks or is_site_word(text):
                name, decided = _stated_name(block, span, kind, engines)
                if decided:
                    if name is not None:
                        yield name
                    continue
            if span.start in proposed and proposed[span.start].span == span:
                yield proposed[span.start]  # also 字 | 太白, which is a place elsewhere
            elif kind is not None and not _is_common_here(block.simplified, span):
                yield Name(span, kind, Origin.DICTIONARY)

    found = with_layer(document, "names", map(names_of, document.blocks, document.texts))
    sought = document.sought or sought_names(whole_text(document))
    whole = with_whole_names(with_kinds(found, sought.kinds))
    return with_lone_surnames(with_given_words(whole))


_WORDS = read_groups("names/name_words.tsv")
_SPARKS, _BEFORE_SPARKS, _AFTER_SPARKS = (
    _WORDS["planet-or-spark"],
    tuple(_WORDS["before-spark"]),
    tuple(_WORDS["after-spark"]),
)


_TO_TOWN, _OF_TOWN = frozenset(("上城", "连城")), lazy_pattern("[里去来买卖赶看]|[，。？！”]")
"""Places that are called by a verb and 城, and what shows that one is none."""


def _is_common_here(text: str, span: Span) -> bool:
    """Whether a name of the dictionary is an ordinary word where it stands.

    It is one if it is a doubled adjective before 的 or 地 (暖暖 | 的), a spark (火星 | 四溅), or a
    part of the name of a medicine (阿卡 of 阿卡波糖).
    """
    if is_in_plain_word(text, span):
        return True
    if len(span) != 2:
        return False
    if span.of(text) in _TO_TOWN and _OF_TOWN.match(text, span.end):
        return True  # 上城 | 去, 连 | 城里
    if text[span.start] == text[span.start + 1]:
        is_adjective = word_classes().get(text[span.start]) == "a"
        return is_adjective and text[span.end : span.end + 1] in ("的", "地")
    return span.of(text) in _SPARKS and (
        text.endswith(_BEFORE_SPARKS, 0, span.start) or text.startswith(_AFTER_SPARKS, span.end)
    )


def _known_kind(engines: Engines, word: str) -> NameKind | None:
    """Return the kind of a name of the dictionary, None for other words."""
    del engines
    return known_names().get(word)


def _stated_name(
    block: Block, span: Span, known_kind: NameKind | None, engines: Engines
) -> tuple[Name | None, bool]:
    """Return the name that the author or the site states, and whether they decide."""
    text = block.simplified
    mark = mark_on(block, span)
    lexeme = engines.site.lexeme(text, span)
    term = site_term(block, span, engines)
    if mark is not None and mark.name:
        return Name(span, mark.name, Origin.AUTHOR), True
    if is_no_name(block, span):
        return None, True
    if term is not None and term.term.name is not None:
        return Name(span, term.term.name, Origin.TERM), True
    if lexeme is not None and (lexeme.name is not None or lexeme.pinyin):
        named = None if lexeme.name is None else Name(span, lexeme.name, Origin.LEXICON)
        return named, True
    if term is not None and known_kind is None:
        # A term spelt with a capital is a name, of an unknown kind.
        spelt = han_pinyin(span.of(text), term.term.pinyin) if term.has_pinyin else ""
        is_name = spelt.lstrip()[:1].isupper()
        return (Name(span, NameKind.OTHER, Origin.TERM) if is_name else None), True
    return None, False
