"""Which English sentences say what which Chinese sentences say.

1. Blocks pair first (`translations.pair_sections`). In a section in step, sentences align
   inside each pair of blocks; with one sentence on each side there is nothing to choose.
2. Else a dynamic programme finds the cheapest beads of 1:1, 1:2, 2:1, 1:3, 3:1, 2:2, 1:0 and
   0:1 sentences; the cost of a bead is its rarity, plus how far it leaves the diagonal, plus
   `Resemblance.cost` (lengths, numbers, Latin words, names, dictionary glosses).
3. A section out of step is aligned as one stretch, so that two English paragraphs may serve one
   Chinese paragraph; the pairing of blocks is then a hint. No bead joins two Chinese blocks:
   a page sets the English after its Chinese, inside the block.

Every sentence of both sides stands in exactly one `Alignment`, in order.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from generator.content.beads import INF, cheapest
from generator.content.resemblance import Lookup, Resemblance, chinese, english
from generator.content.translations import Pair, Section, is_heading, pair_sections
from generator.model import Alignment, Block, Origin

SHAPES = {
    (1, 1): 0.8,
    (1, 2): 0.06,
    (2, 1): 0.06,
    (1, 3): 0.01,
    (3, 1): 0.01,
    (2, 2): 0.0005,
    (1, 0): 0.02,
    (0, 1): 0.02,
}
"""How common each shape is. Gale and Church 1993 count 0.89, 0.089 for both merges together,
0.011 for 2:2 and 0.0099 for both gaps; articles are translated more freely than reports, and
the figures here were set on the `dev-` pairs of `tests/fixtures/alignment`. 2:2 is dear, since
it gathers the chance matches of two pairs; it is left for sentences that change places."""

RARE = 0.01
"""The same for one sentence to all of its block's counterpart, where that is four or more."""

LONE = -math.log(SHAPES[1, 0])
"""Cost of a sentence without a counterpart."""

DRIFT = 2.0
"""Cost of joining the very start of a stretch with its very end."""

OTHER_BLOCK = 3.0
"""Cost of joining sentences whose blocks did not pair, or English across two blocks."""

OTHER_RANK = 8.0
"""Cost of joining a heading with running text."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence, where it stands, and which pair of blocks it belongs to."""

    id: str
    index: int
    """Its place among all sentences of its language."""
    pair: int
    heading: bool


def align(
    zh: Sequence[Block], en: Sequence[Block], *, lookup: Lookup | None = None
) -> tuple[Alignment, ...]:
    """Aligns the sentences of an article with those of its translation, in order.

    `lookup` gives the English glosses of a Chinese word; it is asked about `Layers.words`, so
    that blocks without words do without it. The score is the model's own probability that the
    group is right.
    """
    sections = pair_sections(zh, en, lookup=lookup)
    likeness = Resemblance(
        [chinese(block, s.span, lookup) for block in zh for s in block.sentences],
        [english(block, s.span) for block in en for s in block.sentences],
    )
    alignments: list[Alignment] = []
    left = right = 0
    for stretch in _stretches(sections):
        zh_lines = _lines([a for a, _ in stretch], left)
        en_lines = _lines([b for _, b in stretch], right)
        left, right = left + len(zh_lines), right + len(en_lines)
        alignments += _align_stretch(zh_lines, en_lines, likeness, single=len(stretch) == 1)
    return tuple(alignments)


def _stretches(sections: Sequence[Section]) -> list[tuple[Pair, ...]]:
    """What is aligned at a time: each pair of a section in step, the whole of any other."""
    stretches: list[tuple[Pair, ...]] = []
    for section in sections:
        stretches += [(pair,) for pair in section.pairs] if section.in_step else [section.pairs]
    return stretches


def _lines(blocks: Sequence[Block | None], start: int) -> list[_Line]:
    lines: list[_Line] = []
    for pair, block in enumerate(blocks):
        for sentence in block.sentences if block else ():
            index = start + len(lines)
            lines.append(_Line(sentence.id, index, pair, block is not None and is_heading(block)))
    return lines


def _align_stretch(
    zh: Sequence[_Line], en: Sequence[_Line], likeness: Resemblance, *, single: bool
) -> list[Alignment]:
    whole = len(zh), len(en)

    def cost(left: range, right: range) -> float:
        a, b = zh[left.start : left.stop], en[right.start : right.stop]
        if not a or not b:
            return LONE
        if a[0].pair != a[-1].pair:
            return INF
        price = -math.log(SHAPES.get((len(a), len(b)), RARE))
        price += likeness.cost(_indices(a), _indices(b))
        middle = (left.start + left.stop) / 2 / len(zh) - (right.start + right.stop) / 2 / len(en)
        price += DRIFT * abs(middle)
        if {line.pair for line in b} != {a[0].pair}:
            price += OTHER_BLOCK
        if any(line.heading != a[0].heading for line in b):
            price += OTHER_RANK
        return price

    if single and whole == (1, 1):
        # Paired blocks belong together; all that is left to say is how sure that looks.
        sure = _logistic(2 * LONE - cost(range(1), range(1)))
        return [Alignment(_ids(zh), _ids(en), Origin.RULE, sure)]
    shapes = tuple(SHAPES)
    if single and min(whole) == 1 and whole not in SHAPES:
        shapes += (whole,)  # one long sentence may well be four or five
    return [
        Alignment(
            _ids(zh[bead.left.start : bead.left.stop]),
            _ids(en[bead.right.start : bead.right.stop]),
            Origin.MODEL,
            bead.probability,
        )
        for bead in cheapest(*whole, shapes, cost)
    ]


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(min(700.0, -x)))


def _indices(lines: Sequence[_Line]) -> range:
    return range(lines[0].index, lines[-1].index + 1)


def _ids(lines: Sequence[_Line]) -> tuple[str, ...]:
    return tuple(line.id for line in lines)
