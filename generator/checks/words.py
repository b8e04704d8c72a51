"""Checks of the words that no dictionary has (W008), and of doubtful segmentations (W010).

A word in no dictionary is there because it was a candidate for a name, but is not one. It may be a
real word (山塘), which the lexicon can define, or a segmentation error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, starmap

from generator.annotate.engines import Engines
from generator.annotate.marks import is_marked, site_lexeme, site_term
from generator.checks.repeated import PlaceInBlock, also
from generator.content.notes import SUFFIX
from generator.diagnostics import Report
from generator.language.glosses.uses import uses_of
from generator.language.names.candidates import find_candidates
from generator.language.words.contests import Doubt
from generator.language.words.formations import find_formations
from generator.language.words.word_list import dictionary_words
from generator.model import AnnotatedWord, Article, Block, Edition, Span, WordKind
from generator.spans import Spans, within


def check_words(article: Article, engines: Engines, report: Report) -> None:
    """Report each word that no dictionary has, once, at its first place (W008)."""
    blocks = (article.title, *article.blocks)
    names = {name.span.of(block.text) for block in blocks for name in block.layers.names}
    found: dict[str, list[PlaceInBlock]] = {}
    for block in blocks:
        for word in _find_unknown(block, engines):
            found.setdefault(word.text, []).append((block, word.span))
    for text, places in found.items():
        if text in names:
            continue  # reported as N001
        block, span = places[0]
        split = f"; if not, split it, {{{text[0]}/{text[1:]}}}" if len(text) > 1 else ""
        report.add_at(
            block,
            span,
            "W008",
            article.path,
            f"“{text}” is in no dictionary{also(places)}",
            f"If it is a word, add it to lexicon.toml or mark it, {{{text}}}{split}. "
            f"If it is a name, state its kind in {article.path.stem}{SUFFIX}.",
        )


def check_cuts(article: Article, engines: Engines, report: Report) -> None:
    """Report each pair of segmentations that are equally good, once, at its first place (W010)."""
    found: dict[tuple[Sequence[str], Sequence[str]], list[PlaceInBlock]] = {}
    for block in (article.title, *article.blocks):
        for doubt in _find_doubts(block, engines):
            found.setdefault((doubt.words, doubt.others), []).append((block, doubt.span))
    for (words, others), places in found.items():
        block, span = places[0]
        text = span.of(block.text)
        report.add_at(
            block,
            span,
            "W010",
            article.path,
            f"“{text}” is {_divided(text, words, ' | ')} here, but may be "
            f"{_divided(text, others, ' | ')}{also(places)}",
            f"If it is right, write {{{_divided(text, words, '/')}}}, "
            f"else {{{_divided(text, others, '/')}}}.",
        )


def _find_doubts(block: Block, engines: Engines) -> Iterator[Doubt]:
    """The doubtful stretches of a block that are cut as the segmenter would, and have no name."""
    decided = Spans(
        [*(name.span for name in block.layers.names), *(mark.span for mark in block.marks)]
    )
    for sentence in block.sentences:
        text, base = sentence.span.of(block.simplified), sentence.span.start
        candidates = [*find_candidates(text), *engines.site.candidates(text)]
        for doubt in engines.segmenter.doubts(text, candidates):
            span = Span(doubt.span.start + base, doubt.span.end + base)
            expected = [*accumulate(map(len, doubt.words), initial=span.start)]
            words = [word.span for word in within(block.layers.words, span)]
            if words == list(starmap(Span, pairwise(expected))) and not decided.overlap(span):
                yield Doubt(span, doubt.words, doubt.others)


def _divided(text: str, words: Sequence[str], mark: str) -> str:
    """Return a text as it is written, with a mark between its words."""
    ends = [*accumulate(map(len, words), initial=0)]
    return mark.join(text[start:end] for start, end in pairwise(ends))


def _find_unknown(block: Block, engines: Engines) -> Iterator[AnnotatedWord]:
    """The words of a block that no source explains."""
    for word in block.annotated_words:
        if word.kind not in (WordKind.HAN, WordKind.MIXED) or word.sense or word.term or word.name:
            continue
        if not (
            (len(word.span) == 1 and any(not r.pinyin for r in word.readings))  # reported as R002
            or is_marked(block, word.span)
            or site_term(block, word.span, engines) is not None
            or site_lexeme(block, word.span, engines) is not None
            or engines.dictionary.entries(_simplify(word.text, engines))
            or uses_of(word.simplified, [reading.pinyin for reading in word.readings])
            or _is_formation(word.simplified)
        ):
            yield word


def _simplify(word: str, engines: Engines) -> str:
    """The simplified form of a word, even where the dictionary lookup keeps it: 牠 -> 它."""
    return engines.converter.convert_blocks([[word]], Edition.TW, Edition.HANS)[0][0]


def _is_formation(word: str) -> bool:
    """Whether a word follows a rule of word formation: 三十多, 看看, 松一松, 冷冰冰."""
    costs = dictionary_words().costs
    if len(word) == 3 and word[1] == word[2]:
        return True
    return any((found.start, found.end) == (0, len(word)) for found in find_formations(word, costs))
