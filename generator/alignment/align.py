"""Which English sentences say what which Chinese sentences say.

1. Blocks pair first (`translations.pair_sections`). In a section in step, sentences align
   inside each pair of blocks; with one sentence on each side there is nothing to choose.
2. Else a dynamic programme finds the cheapest beads of one sentence with up to five, of 2:2, 1:0
   and 0:1; the cost of a bead is its rarity, plus how far it leaves the diagonal, plus
   `AlignmentScorer.cost` (lengths, numbers, Latin words, names, terms, dictionary glosses).
   What stands elsewhere in the translation leaves the order where that pays (`moves`).
3. A section out of step is aligned as one stretch, so that two English paragraphs may serve one
   Chinese paragraph; the pairing of blocks is then a hint, and blocks that moved are stretches of
   their own. No bead joins two Chinese blocks: a page sets the English after its Chinese, inside
   the block.

4. What the author has anchored (`anchors`) is taken as said, and out of all this.

Every sentence of both sides stands in exactly one `Alignment`, in the order of the Chinese.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.alignment.anchors import read_anchors
from generator.alignment.beads import INF
from generator.alignment.evidence import AlignmentScorer, Lookup, chinese, english
from generator.alignment.moves import walk
from generator.alignment.sections import Group, Section, is_heading, is_running, pair_sections
from generator.model import Alignment, Block, Origin

SHAPES = {
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
"""How common each shape is. Gale and Church 1993 count 0.89, 0.089 for both merges together,
0.011 for 2:2 and 0.0099 for both gaps; articles are translated more freely than reports, and
the figures here were set on the `dev-` pairs of `tests/fixtures/alignment`. 2:2 is dear, since
it gathers the chance matches of two pairs; sentences that change places are moves."""

RARE = 0.01
"""The same for one sentence to all of its block's counterpart, however many those are."""

LONE = -math.log(SHAPES[1, 0])
"""Cost of a sentence without a counterpart."""

DRIFT = 2.0
"""Cost of joining the very start of a stretch with its very end."""

OTHER_BLOCK = 3.0
"""Cost of joining sentences whose blocks did not pair, or English across two blocks."""

OTHER_RANK = 8.0
"""Cost of joining a heading with running text."""


MOVE = 3.0
"""Cost of a group that left the order."""

ALIKE = 2.0
"""What the clues that two sentences share must weigh for a move to be tried."""


PLAUSIBLE = 2.0
"""Cost by `AlignmentScorer` at which a group is as likely wrong as right."""


NEEDED = 0.5
"""How much more a group costs with a sentence that is as likely foreign to it as not."""


MILDER = 1 / 3
"""Power of a bead's share of all ways. The shares are too unsure of themselves: of the `dev-` pairs
that are plausible by themselves and have about a half, all but one in ten are right."""

LAYOUT = 1.0
"""What the layout tells for the only sentences of two blocks that pair."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence, where it stands, and which group of blocks it belongs to."""

    id: str
    index: int
    """Its place among all sentences of its language."""
    block: str
    group: int
    heading: bool
    running: bool


def align(
    zh: Sequence[Block],
    en: Sequence[Block],
    *,
    lookup: Lookup | None = None,
    sections: Iterable[Section] | None = None,
) -> tuple[Alignment, ...]:
    """Aligns the sentences of an article with those of its translation, in order.

    `sections` are those of `pair_sections`, which is asked for them if they are not given.
    `lookup` gives the English glosses of a Chinese word; it is asked about `Layers.words`, so
    that blocks without words do without it. The score is the lowest of three: how much of all ways
    to align the stretch have the group, how plausible it is by itself, and how much it needs the
    sentences at its ends; 1 for the author's own. Anchors that cannot be followed are passed over.
    """
    likeness = AlignmentScorer(
        [chinese(block, s.span, lookup) for block in zh for s in block.sentences],
        [english(block, s.span) for block in en for s in block.sentences],
    )
    places = _places(zh) | _places(en)
    anchors = read_anchors(zh, en)
    taken = anchors.taken
    alignments = [Alignment(a, b, Origin.AUTHOR, 1.0) for a, b in anchors.groups]
    alone = {s.id for block in zh for s in block.sentences} & anchors.alone
    alignments += [Alignment((i,), (), Origin.AUTHOR, 1.0) for i in alone]
    alignments += [Alignment((), (i,), Origin.AUTHOR, 1.0) for i in anchors.alone - alone]
    if sections is None:
        sections = pair_sections(zh, en, lookup=lookup)
    for section in sections:
        for stretch in _stretches(section):
            zh_lines = _lines([group.zh for group in stretch], places, taken)
            en_lines = _lines([group.en for group in stretch], places, taken)
            alignments += _align_stretch(zh_lines, en_lines, likeness)
    return _in_order(alignments, places)


def _places(blocks: Sequence[Block]) -> dict[str, int]:
    """The place of each sentence among all of its language."""
    ids = (sentence.id for block in blocks for sentence in block.sentences)
    return {id_: place for place, id_ in enumerate(ids)}


def _in_order(alignments: Iterable[Alignment], places: Mapping[str, int]) -> tuple[Alignment, ...]:
    """By their Chinese; English alone stands behind the English before it."""
    keys: dict[int, tuple[int, int]] = {-1: (-1, -1)}
    alone: list[Alignment] = []
    keyed: list[tuple[tuple[int, int], Alignment]] = []
    for alignment in alignments:
        if not alignment.zh_ids:
            alone.append(alignment)
            continue
        key = (places[alignment.zh_ids[0]], -1)
        keyed.append((key, alignment))
        keys |= {places[id_]: key for id_ in alignment.en_ids}
    for alignment in sorted(alone, key=lambda a: places[a.en_ids[0]]):
        place = places[alignment.en_ids[0]]
        keys[place] = (keys[place - 1][0], place)
        keyed.append((keys[place], alignment))
    return tuple(alignment for _, alignment in sorted(keyed, key=lambda pair: pair[0]))


def _stretches(section: Section) -> list[list[Group]]:
    """What is aligned at a time: of a section in step each pair of blocks, of any other all that
    is in order, and each group that has moved."""
    if section.in_step:
        return [[group] for group in section.groups]
    ordered = [group for group in section.groups if not group.moved]
    return [ordered, *([group] for group in section.groups if group.moved)]


def _lines(
    groups: Sequence[Sequence[Block]], places: Mapping[str, int], taken: Collection[str]
) -> list[_Line]:
    """The sentences of these groups, without those of which the author has spoken."""
    return [
        _Line(
            sentence.id, places[sentence.id], block.id, number, is_heading(block), is_running(block)
        )
        for number, blocks in enumerate(groups)
        for block in blocks
        for sentence in block.sentences
        if sentence.id not in taken
    ]


def _align_stretch(
    zh: Sequence[_Line], en: Sequence[_Line], likeness: AlignmentScorer
) -> list[Alignment]:
    whole = len(zh), len(en)
    all_to_one = SHAPES.get(whole, 0.0)
    single = len({line.block for line in zh}) == len({line.block for line in en}) == 1
    if single and min(whole) == 1:  # one long sentence may well be many
        all_to_one = max(all_to_one, RARE)

    def cost(left: range, right: range, *, moved: bool = False) -> float:
        a, b = zh[left.start : left.stop], en[right.start : right.stop]
        if not a or not b:
            return LONE
        if a[0].block != a[-1].block or not (_neighbours(a) and _neighbours(b)):
            return INF
        price = -math.log(all_to_one if (len(a), len(b)) == whole else SHAPES[len(a), len(b)])
        price += likeness.cost(_indices(a), _indices(b))
        if not moved:
            middle = (left.start + left.stop) / 2 / len(zh)
            price += DRIFT * abs(middle - (right.start + right.stop) / 2 / len(en))
        if {line.group for line in b} != {a[0].group}:
            price += OTHER_BLOCK
        lines = (*a, *b)
        if any(line.heading for line in lines) and any(line.running for line in lines):
            price += OTHER_RANK
        return price

    def plausible(left: range, right: range, bonus: float = 0.0) -> float:
        """How likely the two say the same, whatever else there is to pair them with."""
        if not left or not right:
            return 1.0
        a, b = zh[left.start : left.stop], en[right.start : right.stop]
        return _logistic(PLAUSIBLE + bonus - likeness.cost(_indices(a), _indices(b)))

    def needed(left: range, right: range) -> float:
        """How likely the first and the last sentence of each side have their share in the group."""
        if not left or not right:
            return 1.0
        a = _indices(zh[left.start : left.stop])
        b = _indices(en[right.start : right.stop])
        without = [likeness.cost(rest, b) for rest in _shortened(a)]
        without += [likeness.cost(a, rest) for rest in _shortened(b)]
        return _logistic(NEEDED + min(without, default=INF) - likeness.cost(a, b))

    if single and whole == (1, 1):
        # Paired blocks belong together; all that is left to say is how sure that looks.
        sure = plausible(range(1), range(1), LAYOUT)
        return [Alignment(_ids(zh), _ids(en), Origin.RULE, sure)]
    shapes = tuple(SHAPES)
    if whole not in SHAPES and all_to_one:
        shapes += (whole,)
    here = {line.index: place for place, line in enumerate(en)}

    def alike(i: int) -> list[int]:
        found = likeness.alike(zh[i].index, ALIKE)
        return sorted(here[j] for j in found if j in here)

    return [
        Alignment(
            _ids(zh[placed.bead.left.start : placed.bead.left.stop]),
            _ids(en[placed.bead.right.start : placed.bead.right.stop]),
            Origin.MODEL,
            min(
                placed.bead.probability**MILDER,
                plausible(placed.bead.left, placed.bead.right),
                needed(placed.bead.left, placed.bead.right),
            ),
        )
        for placed in walk(*whole, shapes, cost, move=MOVE, alike=alike)
    ]


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(min(700.0, -x)))


def _neighbours(lines: Sequence[_Line]) -> bool:
    return lines[-1].index - lines[0].index == len(lines) - 1


def _indices(lines: Sequence[_Line]) -> range:
    return range(lines[0].index, lines[-1].index + 1)


def _shortened(items: range) -> tuple[range, ...]:
    """Without the last, and without the first; nothing of a single one."""
    return (items[:-1], items[1:]) if len(items) > 1 else ()


def _ids(lines: Sequence[_Line]) -> tuple[str, ...]:
    return tuple(line.id for line in lines)
