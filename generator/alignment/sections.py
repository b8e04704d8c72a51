"""Which block of a translation belongs to which block of the article.

1. Headings are anchors. Where both texts have the same headings level by level, they pair in
   order; else the likeliest of them pair, by what stands below them too, and the others count as
   ordinary blocks.
2. Between two anchors lies a section. If it holds the same number of blocks on both sides,
   headings facing headings, they pair in order: the author's layout is taken at its word.
3. Else a small dynamic programme groups them by resemblance, one with up to three, and leaves
   gaps; the first block left alone is reported (T003).

4. Blocks that clearly belong together but stand in another order are paired all the same
   (`moves`), also in a section that has as many blocks on both sides; that is reported too.

Every block of both sides comes out exactly once, the Chinese ones in order, but for those that
the author left without a counterpart (`anchors`): they come out not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from generator.alignment.anchors import read_anchors
from generator.alignment.beads import INF, cheapest
from generator.alignment.evidence import (
    AlignmentScorer,
    Chinese,
    English,
    Lookup,
    chinese,
    english,
)
from generator.alignment.moves import walk
from generator.diagnostics import Report
from generator.model import Block, Span

Pair = tuple[Block | None, Block | None]
"""A Chinese block and its English one; at most one of them is None."""

GAP = 4.0
"""Cost of a block without a counterpart, in nats: about as much as one rare shared clue."""

OTHER_TAG = 2.0
"""Cost of pairing, say, a list item with a paragraph."""

NOT_A_HEADING = 9.0
"""Cost of pairing a heading with something else: more than two gaps, unless much is shared."""

DISPLACED = 6.0
"""Cost of pairing the very first block of a section with the very last."""

MOVE = 6.0
"""Cost of a block that left the order."""

AUTHOR = 6.0
"""How much cheaper another pairing must be, where both sides have the same number of blocks, for
the author's order not to be taken at its word."""

SURE = 15.0
"""The most that two headings and what stands below them can tell for each other: what several
sections of the translation share with a long one says no more of the last than of the first."""

ALIKE = 4.0
"""What the clues that two blocks share must weigh for a move to be tried."""

SHAPES = {(1, 1): 0.0, (1, 0): GAP, (0, 1): GAP, (1, 2): 3.5, (2, 1): 3.5, (1, 3): 6.5, (3, 1): 6.5}
"""Cost of each shape of a group of blocks."""

_CLOSED = re.compile(r"[.!?:;。！？：；…][”’」』\"')）]*\s*$")

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that say the same; one side may be empty, and one has at most one block."""

    zh: tuple[Block, ...]
    en: tuple[Block, ...]
    moved: bool = False
    """Whether the English stands elsewhere in the order."""
    likest: int = 0
    """Which of several blocks is the most like the one that they share."""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Block by block; of several that share one, only the likest has it."""

        def shared(blocks: tuple[Block, ...], place: int) -> Block | None:
            if len(blocks) > 1:
                return blocks[place]
            return blocks[0] if blocks and place == lead else None

        count = max(len(self.zh), len(self.en))
        lead = self.likest
        return tuple((shared(self.zh, n), shared(self.en, n)) for n in range(count))


@dataclass(frozen=True, slots=True)
class Section:
    """What stands between two anchors, or an anchor by itself."""

    groups: tuple[Group, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The groups block by block."""
        return tuple(pair for group in self.groups for pair in group.pairs)

    @property
    def in_step(self) -> bool:
        """Whether every block has a counterpart of its own, in order."""
        return all(len(g.zh) == len(g.en) == 1 and not g.moved for g in self.groups)


def is_heading(block: Block) -> bool:
    """Whether the block is a heading of any level."""
    return block.tag in _HEADINGS


def is_running(block: Block) -> bool:
    """Whether the block is running text: neither a heading nor a line that could serve as one."""
    return not is_heading(block) and (len(block.sentences) > 1 or bool(_CLOSED.search(block.text)))


def report_pairs(
    sections: Iterable[Section], *, zh_path: Path, en_path: Path, report: Report
) -> None:
    """Report each section that does not pair (T003)."""
    pairs: list[Pair] = []
    for section in sections:
        if not section.in_step:
            _report_gap(pairs, section, zh_path, en_path, report)
        pairs += section.pairs


def pair_sections(
    zh: Sequence[Block], en: Sequence[Block], *, lookup: Lookup | None = None
) -> list[Section]:
    """Pairs the blocks in order, section by section."""
    anchors = read_anchors(zh, en)
    zh, en = ([block for block in side if not anchors.leaves_out(block)] for side in (zh, en))
    sections = []
    i = j = 0
    for k, m in [*_anchors(zh, en, lookup), (len(zh), len(en))]:
        if i < k or j < m:
            sections.append(Section(tuple(_pair_between(zh[i:k], en[j:m], lookup))))
        if k < len(zh):
            sections.append(Section((Group((zh[k],), (en[m],)),)))
        i, j = k + 1, m + 1
    return sections


def _anchors(
    zh: Sequence[Block], en: Sequence[Block], lookup: Lookup | None
) -> list[tuple[int, int]]:
    """Indices of the headings that pair."""
    left = [i for i, block in enumerate(zh) if is_heading(block)]
    right = [j for j, block in enumerate(en) if is_heading(block)]
    if [zh[i].tag for i in left] == [en[j].tag for j in right]:
        return list(zip(left, right, strict=True))
    cost = _Cost(_with_below(zh, left), _with_below(en, right), lookup, most=SURE)
    beads = cheapest(len(left), len(right), ((1, 1), (1, 0), (0, 1)), cost)
    return [(left[b.left.start], right[b.right.start]) for b in beads if b.left and b.right]


def _with_below(blocks: Sequence[Block], headings: Sequence[int]) -> list[Sequence[Block]]:
    """Each heading with what stands below it, up to the next."""
    return [blocks[i:k] for i, k in pairwise([*headings, len(blocks)])]


def _pair_between(zh: Sequence[Block], en: Sequence[Block], lookup: Lookup | None) -> list[Group]:
    if not zh or not en:
        return [*(Group((block,), ()) for block in zh), *(Group((), (block,)) for block in en)]
    in_order = len(zh) == len(en) and all(
        is_heading(a) == is_heading(b) for a, b in zip(zh, en, strict=True)
    )
    if in_order and len(zh) == 1:
        return [Group(tuple(zh), tuple(en))]
    cost = _Cost([[block] for block in zh], [[block] for block in en], lookup)
    beads = walk(len(zh), len(en), tuple(SHAPES), cost, move=MOVE, alike=cost.alike)
    if in_order:
        given = sum(cost(range(i, i + 1), range(i, i + 1)) for i in range(len(zh)))
        if given - sum(placed.bead.cost for placed in beads) < AUTHOR:
            return [Group((a,), (b,)) for a, b in zip(zh, en, strict=True)]
    return [
        Group(
            tuple(zh[i] for i in placed.bead.left),
            tuple(en[j] for j in placed.bead.right),
            placed.moved,
            cost.likest(placed.bead.left, placed.bead.right),
        )
        for placed in beads
    ]


class _Cost:
    """What tells against blocks being translations of each other, in nats.

    Each stands first of those that tell with it what it is about; only its own length counts, and
    the pair can be no likelier than `most`.
    """

    def __init__(
        self,
        zh: Sequence[Sequence[Block]],
        en: Sequence[Sequence[Block]],
        lookup: Lookup | None,
        *,
        most: float = INF,
    ) -> None:
        self._most = most
        self._zh, self._en = [blocks[0] for blocks in zh], [blocks[0] for blocks in en]
        self._likeness = AlignmentScorer(
            [_chinese(blocks, lookup) for blocks in zh],
            [_english(blocks) for blocks in en],
            missing=0.0,  # it would count against long blocks, and a gap costs the same for all
        )

    def __call__(self, left: range, right: range, *, moved: bool = False) -> float:
        price = SHAPES[len(left), len(right)]
        if not left or not right:
            return price
        a, b = self._zh[left.start : left.stop], self._en[right.start : right.stop]
        price += max(-self._most, self._likeness.cost(left, right))
        if not moved:
            middle = (left.start + left.stop) / 2 / len(self._zh)
            price += DISPLACED * abs(middle - (right.start + right.stop) / 2 / len(self._en))
        if any(map(is_heading, (*a, *b))) and any(map(is_running, (*a, *b))):
            price += NOT_A_HEADING
        elif len({block.tag for block in (*a, *b)}) > 1:
            price += OTHER_TAG
        return price

    def likest(self, left: range, right: range) -> int:
        """Which of the longer side's blocks is the most like the other side."""
        if not left or not right:
            return 0
        if len(left) > 1:
            costs = [self._likeness.cost(range(i, i + 1), right) for i in left]
        else:
            costs = [self._likeness.cost(left, range(j, j + 1)) for j in right]
        return costs.index(min(costs))

    def alike(self, i: int) -> Iterable[int]:
        """The English blocks worth comparing with a Chinese one, wherever they stand."""
        return self._likeness.alike(i, ALIKE)


def _chinese(blocks: Sequence[Block], lookup: Lookup | None) -> Chinese:
    passages = [chinese(block, Span(0, len(block.text)), lookup) for block in blocks]
    clues = {clue: keys for passage in passages for clue, keys in passage.clues.items()}
    return Chinese(passages[0].length, clues)


def _english(blocks: Sequence[Block]) -> English:
    passages = [english(block, Span(0, len(block.text))) for block in blocks]
    return English(passages[0].length, frozenset().union(*(p.keys for p in passages)))


def _report_gap(
    before: Sequence[Pair], section: Section, zh_path: Path, en_path: Path, report: Report
) -> None:
    alone = next((n for n, (zh, en) in enumerate(section.pairs) if not (zh and en)), None)
    if alone is None:
        _report_order(section, zh_path, en_path, report)
        return
    first = alone
    zh, en = section.pairs[first]
    earlier = [*before, *section.pairs[:first]]
    zh_count = sum(zh is not None for zh, _ in section.pairs)
    en_count = sum(en is not None for _, en in section.pairs)
    counts = f"here the article has {_blocks(zh_count)} and the translation {_blocks(en_count)}"
    if zh is not None:
        lone, path, other_path = zh, zh_path, en_path
        neighbour = next((b for _, b in reversed(earlier) if b), None)
        remedy = "translate it there, or join it to its neighbour if it is translated with it"
    elif en is not None:
        lone, path, other_path = en, en_path, zh_path
        neighbour = next((b for b, _ in reversed(earlier) if b), None)
        remedy = "join it to its neighbour, split the Chinese there, or delete it"
    else:  # a pair has at least one block
        return
    place = f"after {other_path}:{neighbour.line}" if neighbour else f"at the start of {other_path}"
    report.add(
        "T003",
        path,
        f"{_kind(lone)} “{_excerpt(lone.text)}” has no counterpart {place}; {counts}",
        f"between two headings both files need the same blocks in the same order: {remedy}",
        line=lone.line,
        column=lone.column,
        block=lone.id,
        span=Span(0, len(lone.text)),
    )


def _report_order(section: Section, zh_path: Path, en_path: Path, report: Report) -> None:
    group = next(group for group in section.groups if group.moved)
    zh, en = group.zh[0], group.en[0]
    report.add(
        "T003",
        en_path,
        f"{_kind(en)} “{_excerpt(en.text)}” translates {zh_path}:{zh.line} “{_excerpt(zh.text)}”, "
        "but not in the article's order",
        "move it to where the article has it; until then its sentences are shown beside theirs",
        line=en.line,
        column=en.column,
        block=en.id,
        span=Span(0, len(en.text)),
    )


def _blocks(count: int) -> str:
    return f"{count or 'no'} block{'' if count == 1 else 's'}"


def _kind(block: Block) -> str:
    kinds = {"p": "paragraph", "li": "list item", "td": "table cell", "th": "table cell"}
    return "heading" if is_heading(block) else kinds.get(block.tag, "block")


def _excerpt(text: str, limit: int = 24) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
