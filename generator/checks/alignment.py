"""Faults and doubts of a translation: what the author anchored wrongly, and what may not match.

Faults stop a build; doubts are for `jiazhu check`, each with both texts and a remedy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.alignment.anchors import read_anchors
from generator.alignment.evidence import chinese_passage, english_passage, length_cost, length_ratio
from generator.checks.pairs import Pair, Passage, excerpt, pairs, sentences
from generator.diagnostics import Report
from generator.model import Article, Origin, Translation

DOUBT = 0.6
"""Pairs that score less are listed. Of the `dev-` files of `tests/fixtures/alignment` this is 1 of
148; with every twentieth English sentence replaced by one of another file, 36 of 738, which are all
wrong, and they are three fifths of all that are (`python -m benchmarks.accuracy`)."""

OUT_OF_PROPORTION = 8.0
"""Cost of the lengths, in nats, from which on they are reported; no pair of those files has 5."""


def anchor_faults(article: Article, report: Report) -> None:
    """Report the anchors that cannot be followed (T011, T012)."""
    translation = article.translation
    english_blocks = translation.blocks if translation else ()
    for fault in read_anchors(article.blocks, english_blocks).faults:
        path = translation.path if translation and fault.in_translation else article.path
        line, column = fault.block.anchor_places[fault.block.anchors.index(fault.anchor)]
        report.add(fault.code, path, fault.message, fault.hint, line=line, column=column)


def alignment_doubts(article: Article, report: Report) -> None:
    """Report pairs that look unlike each other, and sentences that have no counterpart.

    T013 is a low score, T014 a sentence alone, T015 a pair out of proportion. What the author
    has anchored is in no doubt.
    """
    translation = article.translation
    if translation is None:
        return
    open_ = [pair for pair in pairs(article) if pair.alignment.origin is not Origin.AUTHOR]
    for pair in open_:
        if pair.zh and pair.en and pair.alignment.score < DOUBT:
            report.add(
                "T013",
                article.path,
                f"“{excerpt(pair.chinese)}” may not be what “{excerpt(pair.english)}” translates "
                f"({translation.path.name}:{pair.en[0].block.line})",
                _remedy("if they belong together", "else before its true counterpart"),
                **pair.zh[0].place(),
            )
    _alone(article, translation, open_, report)
    for pair, ratio in _out_of_proportion(open_, article, translation):
        report.add(
            "T015",
            translation.path,
            f"“{excerpt(pair.english)}” is {ratio:.1f} times as long as usual for "
            f"“{excerpt(pair.chinese)}” ({article.path.name}:{pair.zh[0].block.line})",
            f"see whether something is left out or added; {_remedy('if all is well')}",
            **pair.en[0].place(),
        )


def _remedy(condition: str, otherwise: str = "") -> str:
    also = f", {otherwise}" if otherwise else ""
    return f"{condition}, write the same anchor, such as {{=a}}, before both{also}"


def _alone(
    article: Article, translation: Translation, open_: Sequence[Pair], report: Report
) -> None:
    """Report sentences without a counterpart, several in a row of one block together.

    What has no words, such as a picture, says nothing to translate.
    """
    sides = (
        (article, [p.zh for p in open_ if not p.en], "has no translation"),
        (translation, [p.en for p in open_ if not p.zh], "translates nothing"),
    )
    for text, groups, what in sides:
        alone = {
            passage.sentence.id
            for group in groups
            for passage in group
            if any(map(str.isalnum, passage.text))
        }
        for lone, run in groupby(
            sentences(text.blocks).values(), key=lambda p: p.sentence.id in alone and p.block.id
        ):
            if not lone:
                continue
            first, *more = run
            others = f" and {len(more)} more behind it" if more else ""
            report.add(
                "T014",
                text.path,
                f"“{excerpt(first.text)}”{others} {what}",
                "write {=} before a sentence that shall have no counterpart, or the same anchor, "
                "such as {=a}, before both",
                **first.place(),
            )


def _out_of_proportion(
    open_: Sequence[Pair], article: Article, translation: Translation
) -> Iterator[tuple[Pair, float]]:
    def expected(passages: Iterable[Passage]) -> float:
        return sum(chinese_passage(p.block, p.sentence.span).length for p in passages)

    def found(passages: Iterable[Passage]) -> float:
        return sum(english_passage(p.block, p.sentence.span).length for p in passages)

    usual = length_ratio(
        expected(sentences(article.blocks).values()), found(sentences(translation.blocks).values())
    )
    for pair in open_:
        left, right = usual * expected(pair.zh), found(pair.en)
        if not pair.zh or not pair.en or pair.alignment.score < DOUBT or not left:
            continue
        if length_cost(left, right) >= OUT_OF_PROPORTION:
            yield pair, right / left
