"""Doubts about words: what no dictionary has (W008).

Such a word stands in the text because its characters sound like a name, and then was none. It may
be a true word (石桥), and the lexicon can say what it means; or the text was cut wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.annotate.engines import Engines
from generator.annotate.marks import site_lexeme, site_term
from generator.checks.article import place
from generator.content.notes import SUFFIX
from generator.diagnostics import Report
from generator.language.words.formations import find_formations
from generator.language.words.segmentation import dictionary_words
from generator.model import AnnotatedWord, Article, Block, Edition, WordKind


def word_doubts(article: Article, engines: Engines, report: Report) -> None:
    """Report each word that no dictionary has, once, at its first place (W008)."""
    blocks = (article.title, *article.blocks)
    names = {name.span.of(block.text) for block in blocks for name in block.layers.names}
    found: dict[str, list[tuple[Block, AnnotatedWord]]] = {}
    for block in blocks:
        for word in _unknown(block, engines):
            found.setdefault(word.text, []).append((block, word))
    for text, places in found.items():
        if text in names:
            continue  # N001 says so
        block, word = places[0]
        more = len(places) - 1
        also = f", here and in {more} more place{'s'[: more != 1]}" if more else ""
        cut = f"; if none, cut it, such as {{{text[0]}/{text[1:]}}}" if len(text) > 1 else ""
        report.add(
            "W008",
            article.path,
            f"“{text}” is in no dictionary{also}",
            f"if it is a word, add it to lexicon.toml or mark it, {{{text}}}{cut}; "
            f"if a name, say of what in {article.path.stem}{SUFFIX}",
            **place(block, word.span.start),
        )


def _unknown(block: Block, engines: Engines) -> Iterator[AnnotatedWord]:
    """The words of a block that nothing explains."""
    for word in block.annotated_words:
        if word.kind not in (WordKind.HAN, WordKind.MIXED) or word.sense or word.term or word.name:
            continue
        if not (
            (len(word.span) == 1 and any(not r.pinyin for r in word.readings))  # R002 says so
            or any(mark.span.overlaps(word.span) for mark in block.marks)
            or site_term(block, word.span, engines) is not None
            or site_lexeme(block, word.span, engines) is not None
            or engines.dictionary.entries(_in_simplified(word.text, engines))
            or _is_formed(word.simplified)
        ):
            yield word


def _in_simplified(word: str, engines: Engines) -> str:
    """A word as the simplified edition has it: 牠 -> 它, which look-up leaves as it is."""
    return engines.converter.convert_blocks([[word]], Edition.TW, Edition.HANS)[0][0]


def _is_formed(word: str) -> bool:
    """Whether a word is made by a rule: 三十多, 看看, 松一松, 冷冰冰."""
    costs = dictionary_words().costs
    if len(word) == 3 and word[1] == word[2]:
        return True
    return any((found.start, found.end) == (0, len(word)) for found in find_formations(word, costs))
