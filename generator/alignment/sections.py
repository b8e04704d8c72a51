"""Pairs the blocks of an article with the blocks of its translation.

1. Headings are paired first. If both texts have headings of the same levels in the same order,
   they are paired in order; otherwise the most similar ones are, and the text below them counts
   too. Headings without a counterpart are treated as ordinary blocks.
2. A section lies between two paired headings. If both sides have the same number of blocks, with
   headings opposite headings, the blocks are paired in order, as the author has laid them out.
3. Otherwise dynamic programming groups them by similarity, in shapes up to 1:3, and leaves gaps.
4. Blocks that clearly belong together but are in another order are paired too (`moves`), even in
   a section with the same number of blocks on both sides.

`section_report` reports the sections that are out of step. Every block of both sides is in exactly
one group, in the order of the Chinese, except for those that the author has marked as without a
counterpart (`anchors`), which are in none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum

from generator.alignment.anchors import read_anchors
from generator.alignment.beads import INF, cheapest_beads
from generator.alignment.evidence import (
    AlignmentScorer,
    ChinesePassage,
    EnglishPassage,
    Lookup,
    chinese_passage,
    english_passage,
)
from generator.alignment.moves import align_with_moves
from generator.model import Block, Span

Pair = tuple[Block | None, Block | None]
"""A Chinese block and its English one; at most one of them is None."""

GAP_COST = 4.0
"""Cost of a block without a counterpart, in nats: about the weight of one rare shared feature."""

OTHER_TAG_COST = 2.0
"""Cost of pairing blocks with different tags, such as a list item with a paragraph."""

HEADING_MISMATCH_COST = 9.0
"""Cost of pairing a heading with running text: more than that of two gaps."""

DIAGONAL_COST = 6.0
"""Cost of pairing the first block of a section with the last."""

MOVE_COST = 6.0
"""Cost of a block out of order."""

MIN_REORDER_GAIN = 6.0
"""How much cheaper another pairing must be to replace the order of the blocks if both sides have
the same number."""

MAX_HEADING_GAIN = 15.0
"""Maximum gain of two headings with the text below them. Several sections of a translation may
share much with one long section; without the limit the last would win over the first."""

MIN_SHARED_WEIGHT = 4.0
"""Minimum weight of the features that two blocks share for a move to be tried."""

SHAPE_COSTS = {
    (1, 1): 0.0,
    (1, 0): GAP_COST,
    (0, 1): GAP_COST,
    (1, 2): 3.5,
    (2, 1): 3.5,
    (1, 3): 6.5,
    (3, 1): 6.5,
}
"""Cost of each shape of a group of blocks."""

_SENTENCE_END = re.compile(r"[.!?:;。！？：；…][”’」』\"')）]*\s*$")

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that translate each other; at least one side has at most one block."""

    zh: tuple[Block, ...]
    en: tuple[Block, ...]
    moved: bool = False
    """Whether the English is out of order."""
    closest: int = 0
    """Index of the block most similar to the single block of the other side."""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The blocks in pairs; a single block is paired with the closest of the other side."""

        def block_at(blocks: tuple[Block, ...], index: int) -> Block | None:
            if len(blocks) > 1:
                return blocks[index]
            return blocks[0] if blocks and index == self.closest else None

        count = max(len(self.zh), len(self.en))
        return tuple((block_at(self.zh, n), block_at(self.en, n)) for n in range(count))


@dataclass(frozen=True, slots=True)
class Section:
    """The groups between two paired headings, or a pair of headings."""

    groups: tuple[Group, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs of all groups."""
        return tuple(pair for group in self.groups for pair in group.pairs)

    @property
    def in_step(self) -> bool:
        """Whether every block has a counterpart of its own, in order."""
        return all(len(g.zh) == len(g.en) == 1 and not g.moved for g in self.groups)


def is_heading(block: Block) -> bool:
    """Whether the block is a heading of any level."""
    return block.tag in _HEADINGS


def is_running_text(block: Block) -> bool:
    """Whether the block is running text: neither a heading nor a line that could be one."""
    has_sentences = len(block.sentences) > 1 or bool(_SENTENCE_END.search(block.text))
    return has_sentences and not is_heading(block)


def pair_sections(
    zh: Sequence[Block], en: Sequence[Block], *, lookup: Lookup | None = None
) -> list[Section]:
    """Pair the blocks of an article and its translation, section by section."""
    anchors = read_anchors(zh, en)
    zh, en = ([b for b in side if not anchors.has_no_counterpart(b)] for side in (zh, en))
    sections = []
    i = j = 0
    for k, m in [*_pair_headings(zh, en, lookup), (len(zh), len(en))]:
        if i < k or j < m:
            sections.append(Section(tuple(_pair_between(zh[i:k], en[j:m], lookup))))
        if k < len(zh):
            sections.append(Section((Group((zh[k],), (en[m],)),)))
        i, j = k + 1, m + 1
    return sections


def _pair_headings(
    zh: Sequence[Block], en: Sequence[Block], lookup: Lookup | None
) -> list[tuple[int, int]]:
    """The indices of the headings that are paired."""
    left = [i for i, block in enumerate(zh) if is_heading(block)]
    right = [j for j, block in enumerate(en) if is_heading(block)]
    if [zh[i].tag for i in left] == [en[j].tag for j in right]:
        return list(zip(left, right, strict=True))
    cost = _GroupCost(
        _heading_sections(zh, left),
        _heading_sections(en, right),
        lookup,
        max_gain=MAX_HEADING_GAIN,
    )
    similar = [(i, j) for i in range(len(left)) for j in cost.similar(i)]
    beads = cheapest_beads(len(left), len(right), ((1, 1), (1, 0), (0, 1)), cost, similar=similar)
    return [(left[b.left.start], right[b.right.start]) for b in beads if b.left and b.right]


def _heading_sections(blocks: Sequence[Block], headings: Sequence[int]) -> list[Sequence[Block]]:
    """Each heading with the blocks below it, up to the next heading."""
    return [blocks[i:k] for i, k in pairwise([*headings, len(blocks)])]


def _pair_between(zh: Sequence[Block], en: Sequence[Block], lookup: Lookup | None) -> list[Group]:
    if not zh or not en:
        return [*(Group((block,), ()) for block in zh), *(Group((), (block,)) for block in en)]
    in_order = len(zh) == len(en) and all(
        is_heading(a) == is_heading(b) for a, b in zip(zh, en, strict=True)
    )
    if in_order and len(zh) == 1:
        return [Group(tuple(zh), tuple(en))]
    cost = _GroupCost([[block] for block in zh], [[block] for block in en], lookup)
    beads = align_with_moves(
        len(zh), len(en), tuple(SHAPE_COSTS), cost, move_cost=MOVE_COST, similar=cost.similar
    )
    if in_order:
        cost_in_order = fsum(cost(range(i, i + 1), range(i, i + 1)) for i in range(len(zh)))
        if cost_in_order - fsum(placed.bead.cost for placed in beads) < MIN_REORDER_GAIN:
            return [Group((a,), (b,)) for a, b in zip(zh, en, strict=True)]
    return [
        Group(
            tuple(zh[i] for i in placed.bead.left),
            tuple(en[j] for j in placed.bead.right),
            placed.moved,
            cost.closest(placed.bead.left, placed.bead.right),
        )
        for placed in beads
    ]


class _GroupCost:
    """The cost, in nats, of blocks being translations of each other.

    Each item is a sequence of blocks. All of them contribute features, but only the first
    contributes its length. `max_gain` limits how far a cost may be below zero.
    """

    def __init__(
        self,
        zh: Sequence[Sequence[Block]],
        en: Sequence[Sequence[Block]],
        lookup: Lookup | None,
        *,
        max_gain: float = INF,
    ) -> None:
        self._max_gain = max_gain
        self._zh, self._en = [blocks[0] for blocks in zh], [blocks[0] for blocks in en]
        self._differ = len({block.tag for block in (*self._zh, *self._en)}) > 1
        self._scorer = AlignmentScorer(
            [_chinese_passage(blocks, lookup) for blocks in zh],
            [_english_passage(blocks) for blocks in en],
            missing=0.0,  # would penalise long blocks, whereas a gap costs the same for all
        )

    def __call__(self, left: range, right: range, *, moved: bool = False) -> float:
        price = SHAPE_COSTS[len(left), len(right)]
        if not left or not right:
            return price
        price += max(-self._max_gain, self._scorer.cost(left, right))
        if not moved:
            middle = (left.start + left.stop) / 2 / len(self._zh)
            price += DIAGONAL_COST * abs(middle - (right.start + right.stop) / 2 / len(self._en))
        if self._differ:
            blocks = (*self._zh[left.start : left.stop], *self._en[right.start : right.stop])
            if any(map(is_heading, blocks)) and any(map(is_running_text, blocks)):
                price += HEADING_MISMATCH_COST
            elif len({block.tag for block in blocks}) > 1:
                price += OTHER_TAG_COST
        return price

    def closest(self, left: range, right: range) -> int:
        """The index of the block of the longer side that is most similar to the other side."""
        if not left or not right:
            return 0
        if len(left) > 1:
            costs = [self._scorer.cost(range(i, i + 1), right) for i in left]
        else:
            costs = [self._scorer.cost(left, range(j, j + 1)) for j in right]
        return costs.index(min(costs))

    def similar(self, i: int) -> Iterable[int]:
        """The indices of English blocks worth comparing with a Chinese one, in any position."""
        return self._scorer.similar(i, MIN_SHARED_WEIGHT)


def _chinese_passage(blocks: Sequence[Block], lookup: Lookup | None) -> ChinesePassage:
    passages = [chinese_passage(block, Span(0, len(block.text)), lookup) for block in blocks]
    features = {key: found for passage in passages for key, found in passage.features.items()}
    return ChinesePassage(passages[0].length, features)


def _english_passage(blocks: Sequence[Block]) -> EnglishPassage:
    passages = [english_passage(block, Span(0, len(block.text))) for block in blocks]
    return EnglishPassage(passages[0].length, frozenset().union(*(p.features for p in passages)))
