"""Faults and doubts of a translation: what the author anchored wrongly, and what may not match.

Faults stop a build; doubts are for `jiazhu check`, each with both texts and a remedy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.checks.article import place
from generator.content.anchors import read_anchors
from generator.content.resemblance import chinese, english, length_cost, wordiness
from generator.diagnostics import Report
from generator.model import Alignment, Article, Block, Origin, Sentence, Translation

DOUBT = 0.8
"""Pairs that score less are listed. Of the `dev-` files of `tests/fixtures/alignment` these are 3
of 148; with every twentieth English sentence replaced by one of another file, 54 of 738, of which
72 % are wrong, and they are two thirds of all that are (`python -m benchmarks.accuracy`)."""

OUT_OF_PROPORTION = 8.0
"""Cost of the lengths, in nats, from which on they are reported; no pair of those files has 5."""

_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence and its block."""

    block: Block
    sentence: Sentence

    @property
    def text(self) -> str:
        return self.sentence.span.of(self.block.text)


def anchor_faults(article: Article, report: Report) -> None:
    """Report the anchors that cannot be followed (T011, T012)."""
    translation = article.translation
    english_blocks = translation.blocks if translation else ()
    for fault in read_anchors(article.blocks, english_blocks).faults:
        path = translation.path if translation and fault.english else article.path
        where = place(fault.block, fault.anchor.offset)
        report.add(fault.code, path, fault.message, fault.hint, **where)


def alignment_doubts(article: Article, report: Report) -> None:
    """Report pairs that look unlike each other, and sentences that have no counterpart.

    T013 is a low score, T014 a sentence alone, T015 a pair out of proportion. What the author
    has anchored is in no doubt.
    """
    translation = article.translation
    if translation is None:
        return
    zh, en = _sentences(article.blocks), _sentences(translation.blocks)
    open_ = [a for a in article.alignments if a.origin is not Origin.AUTHOR]
    for alignment in open_:
        if alignment.zh_ids and alignment.en_ids and alignment.score < DOUBT:
            left, right = _joined(alignment.zh_ids, zh), _joined(alignment.en_ids, en)
            first = zh[alignment.zh_ids[0]]
            report.add(
                "T013",
                article.path,
                f"“{left}” may not be what “{right}” translates "
                f"({translation.path.name}:{en[alignment.en_ids[0]].block.line})",
                _remedy("if they belong together", "else before its true counterpart"),
                **place(first.block, first.sentence.span.start),
            )
    _alone(article, translation, open_, zh, en, report)
    for alignment, ratio in _out_of_proportion(open_, zh, en):
        first = en[alignment.en_ids[0]]
        report.add(
            "T015",
            translation.path,
            f"“{_joined(alignment.en_ids, en)}” is {ratio:.1f} times as long as usual for "
            f"“{_joined(alignment.zh_ids, zh)}”",
            f"see whether something is left out or added; {_remedy('if all is well')}",
            **place(first.block, first.sentence.span.start),
        )


def _remedy(condition: str, otherwise: str = "") -> str:
    also = f", {otherwise}" if otherwise else ""
    return f"{condition}, write the same anchor, such as {{=a}}, before both{also}"


def _sentences(blocks: Sequence[Block]) -> dict[str, _Place]:
    return {s.id: _Place(block, s) for block in blocks for s in block.sentences}


def _joined(ids: Sequence[str], places: dict[str, _Place]) -> str:
    text = " ".join("".join(places[id_].text for id_ in ids).split())
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"


def _alone(
    article: Article,
    translation: Translation,
    alignments: Sequence[Alignment],
    zh: dict[str, _Place],
    en: dict[str, _Place],
    report: Report,
) -> None:
    """Report sentences without a counterpart, several in a row of one block together."""
    sides = (
        (article, zh, [a.zh_ids for a in alignments if not a.en_ids], "has no translation"),
        (translation, en, [a.en_ids for a in alignments if not a.zh_ids], "translates nothing"),
    )
    for text, places, groups, what in sides:
        alone = {id_ for ids in groups for id_ in ids}
        for _, run in groupby(places, key=lambda id_: (places[id_].block.id, id_ in alone)):
            ids = tuple(run)
            if ids[0] not in alone:
                continue
            others = f" and {len(ids) - 1} more behind it" if len(ids) > 1 else ""
            first = places[ids[0]]
            report.add(
                "T014",
                text.path,
                f"“{_joined(ids[:1], places)}”{others} {what}",
                "write {=} before a sentence that shall have no counterpart, or the same anchor, "
                "such as {=a}, before both",
                **place(first.block, first.sentence.span.start),
            )


def _out_of_proportion(
    alignments: Sequence[Alignment], zh: dict[str, _Place], en: dict[str, _Place]
) -> Iterator[tuple[Alignment, float]]:
    expected = {id_: chinese(p.block, p.sentence.span).length for id_, p in zh.items()}
    found = {id_: english(p.block, p.sentence.span).length for id_, p in en.items()}
    usual = wordiness(sum(expected.values()), sum(found.values()))
    for alignment in alignments:
        left = usual * sum(expected[id_] for id_ in alignment.zh_ids)
        right = sum(found[id_] for id_ in alignment.en_ids)
        if not alignment.zh_ids or not alignment.en_ids or alignment.score < DOUBT or not left:
            continue
        if length_cost(left, right) >= OUT_OF_PROPORTION:
            yield alignment, right / left
