"""Which block of a translation belongs to which block of the article.

1. Headings are anchors. Where both texts have the same headings level by level, they pair in
   order; else the likeliest of them pair, and the others count as ordinary blocks.
2. Between two anchors lies a section. If it holds the same number of blocks on both sides,
   headings facing headings, they pair in order: the author's layout is taken at its word.
3. Else a small dynamic programme pairs them by resemblance and leaves gaps, and the first
   block left alone is reported (T003).

No order is ever broken, and every block of both sides comes out exactly once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.content.beads import cheapest
from generator.content.resemblance import Lookup, Resemblance, chinese, english
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

_SHAPES = ((1, 1), (1, 0), (0, 1))
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Section:
    """What stands between two anchors, or an anchor by itself."""

    pairs: tuple[Pair, ...]

    @property
    def in_step(self) -> bool:
        """Whether every block has a counterpart."""
        return all(zh and en for zh, en in self.pairs)


def is_heading(block: Block) -> bool:
    """Whether the block is a heading of any level."""
    return block.tag in _HEADINGS


def pair_blocks(
    zh: Sequence[Block],
    en: Sequence[Block],
    *,
    zh_path: Path,
    en_path: Path,
    report: Report,
    lookup: Lookup | None = None,
) -> list[Pair]:
    """Pairs the blocks in order, and reports each section that does not pair (T003)."""
    pairs: list[Pair] = []
    for section in pair_sections(zh, en, lookup=lookup):
        if not section.in_step:
            _complain(pairs, section, zh_path, en_path, report)
        pairs += section.pairs
    return pairs


def pair_sections(
    zh: Sequence[Block], en: Sequence[Block], *, lookup: Lookup | None = None
) -> list[Section]:
    """The same pairs, section by section, without a report."""
    sections = []
    i = j = 0
    for k, m in [*_anchors(zh, en, lookup), (len(zh), len(en))]:
        if i < k or j < m:
            sections.append(Section(tuple(_pair_between(zh[i:k], en[j:m], lookup))))
        if k < len(zh):
            sections.append(Section(((zh[k], en[m]),)))
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
    pairs = _match([zh[i] for i in left], [en[j] for j in right], lookup)
    return [(left[i], right[j]) for i, j in pairs if i is not None and j is not None]


def _pair_between(zh: Sequence[Block], en: Sequence[Block], lookup: Lookup | None) -> list[Pair]:
    if len(zh) == len(en) and all(
        is_heading(a) == is_heading(b) for a, b in zip(zh, en, strict=True)
    ):
        return list(zip(zh, en, strict=True))
    pairs = _match(zh, en, lookup)
    return [(None if i is None else zh[i], None if j is None else en[j]) for i, j in pairs]


def _match(
    zh: Sequence[Block], en: Sequence[Block], lookup: Lookup | None
) -> list[tuple[int | None, int | None]]:
    """Pairs by resemblance; None faces a block that is left alone."""
    likeness = Resemblance(
        [chinese(block, Span(0, len(block.text)), lookup) for block in zh],
        [english(block, Span(0, len(block.text))) for block in en],
        missing=0.0,  # it would count against long blocks, and a gap costs the same for all
    )

    def cost(left: range, right: range) -> float:
        if not left or not right:
            return GAP
        a, b = zh[left.start], en[right.start]
        price = likeness.cost(left, right)
        price += DISPLACED * abs((left.start + 0.5) / len(zh) - (right.start + 0.5) / len(en))
        if is_heading(a) != is_heading(b):
            price += NOT_A_HEADING
        elif a.tag != b.tag:
            price += OTHER_TAG
        return price

    return [
        (bead.left.start if bead.left else None, bead.right.start if bead.right else None)
        for bead in cheapest(len(zh), len(en), _SHAPES, cost)
    ]


def _complain(
    before: Sequence[Pair], section: Section, zh_path: Path, en_path: Path, report: Report
) -> None:
    first = next(n for n, (zh, en) in enumerate(section.pairs) if not (zh and en))
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
    )


def _blocks(count: int) -> str:
    return f"{count or 'no'} block{'' if count == 1 else 's'}"


def _kind(block: Block) -> str:
    kinds = {"p": "paragraph", "li": "list item", "td": "table cell", "th": "table cell"}
    return "heading" if is_heading(block) else kinds.get(block.tag, "block")


def _excerpt(text: str, limit: int = 24) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
