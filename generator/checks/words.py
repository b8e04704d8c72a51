"""Checks of the words that no dictionary has (W008).

Such a word is in the segmentation because it was a candidate for a name, but is not one. It may be
a real word (山塘), which the lexicon can define, or a segmentation error.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.annotate.engines import Engines
from generator.annotate.marks import is_marked, site_lexeme, site_term
from generator.content.notes import SUFFIX
from generator.diagnostics import Report
from generator.language.glosses.uses import uses_of
from generator.language.words.formations import find_formations
from generator.language.words.segmentation import dictionary_words
from generator.model import AnnotatedWord, Article, Block, Edition, WordKind


def check_words(article: Article, engines: Engines, report: Report) -> None:
    """Report each word that no dictionary has, once, at its first place (W008)."""
    blocks = (article.title, *article.blocks)
    names = {name.span.of(block.text) for block in blocks for name in block.layers.names}
    found: dict[str, list[tuple[Block, AnnotatedWord]]] = {}
    for block in blocks:
        for word in _find_unknown(block, engines):
            found.setdefault(word.text, []).append((block, word))
    for text, places in found.items():
        if text in names:
            continue  # reported as N001
        block, word = places[0]
        more = len(places) - 1
        also = f", here and in {more} more place{'s'[: more != 1]}" if more else ""
        split = f"; if not, split it, {{{text[0]}/{text[1:]}}}" if len(text) > 1 else ""
        report.add_at(
            block,
            word.span,
            "W008",
            article.path,
            f"“{text}” is in no dictionary{also}",
            f"If it is a word, add it to lexicon.toml or mark it, {{{text}}}{split}. "
            f"If it is a name, state its kind in {article.path.stem}{SUFFIX}.",
        )


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
