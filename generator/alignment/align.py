"""Aligns Chinese sentences with the English sentences that translate them.

1. Groups that the author has anchored (`anchors`) are used as they are, and their sentences are
   left out of the following steps.
2. Blocks are paired (`sections.pair_sections`). In a section in step, sentences are aligned
   within each pair of blocks; if there is one sentence on each side, there is nothing to choose.
3. Otherwise dynamic programming finds the cheapest beads of shapes 1:1 to 1:5, 2:2, 1:0 and 0:1.
   The cost of a bead is the rarity of its shape, plus its distance from the diagonal, plus
   `AlignmentScorer.cost` (lengths, numbers, Latin words, names, terms, dictionary glosses).
   Sentences that are translated elsewhere leave the order if that lowers the total (`moves`).
4. A section out of step is aligned as one stretch, because two English paragraphs may translate
   one Chinese paragraph; the pairing of its blocks is only a hint. Each block that has moved is a
   stretch of its own. No bead joins two Chinese blocks, because a page sets the English after its
   Chinese, within the block.

Every sentence of both sides is in exactly one `Alignment`, in the order of the Chinese.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.alignment.anchors import read_anchors
from generator.alignment.beads import INF
from generator.alignment.evidence import AlignmentScorer, Lookup, chinese_passage, english_passage
from generator.alignment.moves import align_with_moves
from generator.alignment.sections import Group, Section, is_heading, is_running_text, pair_sections
from generator.model import Alignment, Block, Origin

SHAPE_PROBABILITIES = {
    (1, 1): 0.8,
    (1, 2): 0.06,
    (2, 1): 0.06,
    (1, 3): 0.01,
    (3, 1): 0.01,
    (1, 4): 0.003,
    (4, 1): 0.003,
    (1, 5): 0.001,
    (5, 1): 0.001,
    (2, 2): 0.00001,
    (1, 0): 0.02,
    (0, 1): 0.02,
}
"""Probability of each shape. Gale and Church (1993) count 0.89 for 1:1, 0.089 for both merges
together, 0.011 for 2:2 and 0.0099 for both gaps. Articles are translated more freely than reports,
so these figures were set on the `dev-` pairs of `tests/fixtures/alignment`. 2:2 is expensive
because it collects the chance matches of two pairs; sentences that change places are moves."""

SHAPE_COSTS = {shape: -math.log(share) for shape, share in SHAPE_PROBABILITIES.items()}

ALL_TO_ONE_PROBABILITY = 0.01
"""Probability of one sentence with all sentences of the other block, however many."""

UNALIGNED_COST = -math.log(SHAPE_PROBABILITIES[1, 0])
"""Cost of a sentence without a counterpart."""

DIAGONAL_COST = 2.0
"""Cost of joining the first sentence of a stretch with the last."""

CROSS_BLOCK_COST = 3.0
"""Cost of joining sentences whose blocks are not paired, or English across two blocks."""

HEADING_TO_TEXT_COST = 8.0
"""Cost of joining a heading with running text."""

MOVE_COST = 3.0
"""Cost of a group out of order."""

MIN_SHARED_WEIGHT = 2.0
"""Minimum weight of the features that two sentences share for a move to be tried."""

PLAUSIBLE_COST = 2.0
"""Cost by `AlignmentScorer` at which a group is as likely wrong as right."""

NEEDED_MARGIN = 0.5
"""How much a sentence that belongs to a group with probability ½ adds to the group's cost."""

PROBABILITY_EXPONENT = 1 / 3
"""Exponent that calibrates the probability of a bead, which is too low: of the `dev-` pairs that
are plausible in isolation and have a probability of about ½, nine in ten are right."""

SCORE_DIGITS = 6
"""Decimals of a score; those after them are not the same on every machine."""

ONLY_PAIR_BONUS = 1.0
"""Evidence, in nats, that the only sentences of two paired blocks belong together."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A sentence to align, its position, and the group of blocks that it belongs to."""

    id: str
    index: int
    """Index among all sentences of its language."""
    block: str
    """Id of its block."""
    group: int
    """Index of its group within the stretch."""
    heading: bool
    running: bool


def align(
    zh: Sequence[Block],
    en: Sequence[Block],
    *,
    lookup: Lookup | None = None,
    sections: Iterable[Section] | None = None,
) -> tuple[Alignment, ...]:
    """Return the alignments of an article and its translation, in the order of the Chinese.

    `sections` come from `pair_sections`, which is called if they are not given. `lookup` gives
    the English glosses of the words in `Layers.words`. The score of an alignment is the lowest of
    three: the calibrated probability of the group, its plausibility in isolation, and how likely
    its first and last sentences belong to it. Groups of the author's have a score of 1. Anchors
    that cannot be followed are ignored.
    """
    scorer = AlignmentScorer(
        [chinese_passage(block, s.span, lookup) for block in zh for s in block.sentences],
        [english_passage(block, s.span) for block in en for s in block.sentences],
    )
    indices = _sentence_indices(zh) | _sentence_indices(en)
    anchors = read_anchors(zh, en)
    anchored = anchors.anchored_ids
    alignments = [Alignment(a, b, Origin.AUTHOR, 1.0) for a, b in anchors.groups]
    unmatched = {s.id for block in zh for s in block.sentences} & anchors.unmatched_ids
    alignments += [Alignment((i,), (), Origin.AUTHOR, 1.0) for i in unmatched]
    alignments += [
        Alignment((), (i,), Origin.AUTHOR, 1.0) for i in anchors.unmatched_ids - unmatched
    ]
    if sections is None:
        sections = pair_sections(zh, en, lookup=lookup)
    for section in sections:
        for stretch in _stretches(section):
            zh_items = _items([group.zh for group in stretch], indices, anchored)
            en_items = _items([group.en for group in stretch], indices, anchored)
            alignments += _align_stretch(zh_items, en_items, scorer)
    return _sort_by_chinese(alignments, indices)


def _sentence_indices(blocks: Sequence[Block]) -> dict[str, int]:
    """The index of each sentence id among all sentences of these blocks."""
    ids = (sentence.id for block in blocks for sentence in block.sentences)
    return {id_: index for index, id_ in enumerate(ids)}


def _sort_by_chinese(
    alignments: Iterable[Alignment], indices: Mapping[str, int]
) -> tuple[Alignment, ...]:
    """Sort by the Chinese; unmatched English follows the English sentence before it."""
    keys: dict[int, tuple[int, int]] = {-1: (-1, -1)}
    unmatched: list[Alignment] = []
    keyed: list[tuple[tuple[int, int], Alignment]] = []
    for alignment in alignments:
        if not alignment.zh_ids:
            unmatched.append(alignment)
            continue
        key = (indices[alignment.zh_ids[0]], -1)
        keyed.append((key, alignment))
        keys |= {indices[id_]: key for id_ in alignment.en_ids}
    for alignment in sorted(unmatched, key=lambda a: indices[a.en_ids[0]]):
        index = indices[alignment.en_ids[0]]
        keys[index] = (keys[index - 1][0], index)
        keyed.append((keys[index], alignment))
    return tuple(alignment for _, alignment in sorted(keyed, key=lambda pair: pair[0]))


def _stretches(section: Section) -> list[list[Group]]:
    """The groups that are aligned together.

    In a section in step these are the pairs of blocks. Otherwise, all groups in order are one
    stretch, and each group that has moved is another.
    """
    if section.in_step:
        return [[group] for group in section.groups]
    ordered = [group for group in section.groups if not group.moved]
    return [ordered, *([group] for group in section.groups if group.moved)]


def _items(
    groups: Sequence[Sequence[Block]], indices: Mapping[str, int], anchored: Collection[str]
) -> list[_Item]:
    """The sentences of these groups, without those that the author has anchored."""
    return [
        _Item(
            sentence.id,
            indices[sentence.id],
            block.id,
            number,
            is_heading(block),
            is_running_text(block),
        )
        for number, blocks in enumerate(groups)
        for block in blocks
        for sentence in block.sentences
        if sentence.id not in anchored
    ]


def _align_stretch(
    zh: Sequence[_Item], en: Sequence[_Item], scorer: AlignmentScorer
) -> list[Alignment]:
    whole = len(zh), len(en)
    all_to_one = SHAPE_PROBABILITIES.get(whole, 0.0)
    one_block_each = len({item.block for item in zh}) == len({item.block for item in en}) == 1
    if one_block_each and min(whole) == 1:  # one long sentence may become many
        all_to_one = max(all_to_one, ALL_TO_ONE_PROBABILITY)
    has_headings = any(item.heading for item in (*zh, *en))

    def cost(left: range, right: range, *, moved: bool = False) -> float:
        if not left or not right:
            return UNALIGNED_COST
        start, stop, en_start, en_stop = left.start, left.stop, right.start, right.stop
        first, last, en_first, en_last = zh[start], zh[stop - 1], en[en_start], en[en_stop - 1]
        zh_count, en_count = stop - start, en_stop - en_start
        indices = range(first.index, last.index + 1)
        en_indices = range(en_first.index, en_last.index + 1)
        is_contiguous = len(indices) == zh_count and len(en_indices) == en_count
        if first.block != last.block or not is_contiguous:
            return INF
        shape = zh_count, en_count
        price = SHAPE_COSTS[shape] if shape != whole else -math.log(all_to_one)
        price += scorer.cost(indices, en_indices)
        if not moved:
            middle = (start + stop) / 2 / len(zh)
            price += DIAGONAL_COST * abs(middle - (en_start + en_stop) / 2 / len(en))
        if not en_first.group == en_last.group == first.group:  # they are in order
            price += CROSS_BLOCK_COST
        if has_headings:
            items = (*zh[start:stop], *en[en_start:en_stop])
            if any(item.heading for item in items) and any(item.running for item in items):
                price += HEADING_TO_TEXT_COST
        return price

    def plausibility(left: range, right: range, bonus: float = 0.0) -> float:
        """The probability that the two say the same, in isolation."""
        if not left or not right:
            return 1.0
        a, b = zh[left.start : left.stop], en[right.start : right.stop]
        return _logistic(PLAUSIBLE_COST + bonus - scorer.cost(_indices(a), _indices(b)))

    def necessity(left: range, right: range) -> float:
        """The probability that the first and last sentence of each side belong to the group."""
        if not left or not right:
            return 1.0
        a = _indices(zh[left.start : left.stop])
        b = _indices(en[right.start : right.stop])
        without = [scorer.cost(rest, b) for rest in _without_ends(a)]
        without += [scorer.cost(a, rest) for rest in _without_ends(b)]
        return _logistic(NEEDED_MARGIN + min(without, default=INF) - scorer.cost(a, b))

    if one_block_each and whole == (1, 1):
        # The blocks are paired, so that only the score is open.
        score = plausibility(range(1), range(1), ONLY_PAIR_BONUS)
        return [Alignment(_ids(zh), _ids(en), Origin.RULE, round(score, SCORE_DIGITS))]
    shapes = tuple(SHAPE_PROBABILITIES)
    if whole not in SHAPE_PROBABILITIES and all_to_one:
        shapes += (whole,)
    positions = {item.index: position for position, item in enumerate(en)}

    def similar(i: int) -> list[int]:
        found = scorer.similar(zh[i].index, MIN_SHARED_WEIGHT)
        return sorted(positions[j] for j in found if j in positions)

    return [
        Alignment(
            _ids(zh[found.bead.left.start : found.bead.left.stop]),
            _ids(en[found.bead.right.start : found.bead.right.stop]),
            Origin.MODEL,
            round(
                min(
                    found.bead.probability**PROBABILITY_EXPONENT,
                    plausibility(found.bead.left, found.bead.right),
                    necessity(found.bead.left, found.bead.right),
                ),
                SCORE_DIGITS,
            ),
        )
        for found in align_with_moves(*whole, shapes, cost, move_cost=MOVE_COST, similar=similar)
    ]


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(min(700.0, -x)))


def _are_contiguous(items: Sequence[_Item]) -> bool:
    return items[-1].index - items[0].index == len(items) - 1


def _indices(items: Sequence[_Item]) -> range:
    return range(items[0].index, items[-1].index + 1)


def _without_ends(items: range) -> tuple[range, ...]:
    """The items without the last, and without the first; empty for a single item."""
    return (items[:-1], items[1:]) if len(items) > 1 else ()


def _ids(items: Sequence[_Item]) -> tuple[str, ...]:
    return tuple(item.id for item in items)
