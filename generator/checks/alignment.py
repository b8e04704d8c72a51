"""Checks of an article's alignment: sentences that may not match.

These are warnings, which only `jiazhu check` reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.alignment.evidence import chinese_passage, english_passage, length_cost, length_ratio
from generator.checks.pairs import Pair, Passage, aligned_pairs, excerpt, passages_by_id
from generator.diagnostics import Report
from generator.model import Article, Origin, Translation

DOUBT_THRESHOLD = 0.6
"""Pairs with a lower score are reported: 1 of 148 in the `dev-` files of
`tests/fixtures/alignment`. With every twentieth English sentence replaced by one from another file,
it is 36 of 738; all are wrong, and they are three fifths of the wrong ones
(`python -m benchmarks.accuracy`)."""

LENGTH_COST_THRESHOLD = 8.0
"""The length cost, in nats, from which a pair is reported; no pair of those files reaches 5."""


def check_alignment(article: Article, report: Report) -> None:
    """Report doubtful pairs, and sentences without a counterpart.

    T013 is a pair with a low score, T014 a sentence without a counterpart, T015 a pair with an
    unusual ratio of lengths. Pairs that the author has anchored are not reported.
    """
    translation = article.translation
    if translation is None:
        return
    pairs = [pair for pair in aligned_pairs(article) if pair.alignment.origin is not Origin.AUTHOR]
    for pair in pairs:
        if pair.zh and pair.en and pair.alignment.score < DOUBT_THRESHOLD:
            first = pair.zh[0]
            report.add_at(
                first.block,
                first.sentence.span,
                "T013",
                article.path,
                f"“{excerpt(pair.english)}” ({translation.path.name}:{pair.en[0].block.line}) "
                f"may not be the translation of “{excerpt(pair.chinese)}”",
                "If they belong together, write the same anchor, such as {=a}, before both. "
                "If not, write it before the Chinese and its true translation.",
            )
    _report_unpaired(article, translation, pairs, report)
    for pair, ratio in _find_out_of_proportion(pairs, article, translation):
        first = pair.en[0]
        report.add_at(
            first.block,
            first.sentence.span,
            "T015",
            translation.path,
            f"“{excerpt(pair.english)}” is {ratio:.1f} times as long as usual for "
            f"“{excerpt(pair.chinese)}” ({article.path.name}:{pair.zh[0].block.line})",
            "Check whether something is omitted or added. If not, write the same anchor, "
            "such as {=a}, before both.",
        )


def _report_unpaired(
    article: Article, translation: Translation, pairs: Sequence[Pair], report: Report
) -> None:
    """Report sentences without a counterpart; consecutive ones in a block are one diagnostic.

    Sentences without words, such as an image, need no translation.
    """
    sides = (
        (article, [p.zh for p in pairs if not p.en], ("has no translation", "have no translation")),
        (
            translation,
            [p.en for p in pairs if not p.zh],
            ("translates nothing", "translate nothing"),
        ),
    )
    for text, groups, (singular, plural) in sides:
        unpaired = {
            passage.sentence.id
            for group in groups
            for passage in group
            if any(map(str.isalnum, passage.text))
        }
        for is_unpaired, run in groupby(
            passages_by_id(text.blocks).values(),
            key=lambda p: p.sentence.id in unpaired and p.block.id,
        ):
            if not is_unpaired:
                continue
            first, *more = run
            others = f" and {len(more)} more after it {plural}" if more else f" {singular}"
            report.add_at(
                first.block,
                first.sentence.span,
                "T014",
                text.path,
                f"“{excerpt(first.text)}”{others}",
                "Write {=} before a sentence that needs no counterpart; otherwise write the same "
                "anchor, such as {=a}, before it and its counterpart.",
            )


def _find_out_of_proportion(
    pairs: Sequence[Pair], article: Article, translation: Translation
) -> Iterator[tuple[Pair, float]]:
    """The pairs with an unusual ratio of lengths, each with its ratio to the usual one."""

    def zh_length(passages: Iterable[Passage]) -> float:
        return sum(chinese_passage(p.block, p.sentence.span).length for p in passages)

    def en_length(passages: Iterable[Passage]) -> float:
        return sum(english_passage(p.block, p.sentence.span).length for p in passages)

    usual_ratio = length_ratio(
        zh_length(passages_by_id(article.blocks).values()),
        en_length(passages_by_id(translation.blocks).values()),
    )
    for pair in pairs:
        expected, actual = usual_ratio * zh_length(pair.zh), en_length(pair.en)
        if not pair.zh or not pair.en or pair.alignment.score < DOUBT_THRESHOLD or not expected:
            continue
        if length_cost(expected, actual) >= LENGTH_COST_THRESHOLD:
            yield pair, actual / expected
