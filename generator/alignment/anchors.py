"""Reads the anchors by which an author aligns sentences: `{=a}` before each of a group.

1. An anchor belongs to the sentence that it is in, or that begins at it.
2. All sentences with the same label, in the article and its translation, are one group.
3. `{=}` marks a sentence without a counterpart.

Anchors that cannot be followed are reported as faults and left out: a label in one text only, two
anchors in a sentence, or Chinese sentences that are not consecutive in one block, because a page
sets the English after them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from msgspec import Struct, field

from generator.content.values import KnownNames
from generator.model import Anchor, Block, Sentence

_END = attrgetter("span.end")


class AnchorFault(Struct, frozen=True):
    """An anchor that cannot be followed, with the code and text of its diagnostic."""

    code: str
    block: Block
    anchor: Anchor
    in_translation: bool
    message: str
    hint: str


class AnchoredGroups(Struct):
    """The author's groups of sentence ids, the sentences without a counterpart, and the faults."""

    groups: list[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)
    unmatched_ids: set[str] = field(default_factory=set)
    faults: list[AnchorFault] = field(default_factory=list)

    @property
    def anchored_ids(self) -> set[str]:
        """The ids of all sentences in a group or without a counterpart."""
        return self.unmatched_ids.union(*(set(zh) | set(en) for zh, en in self.groups))

    def has_no_counterpart(self, block: Block) -> bool:
        """Whether the author has marked every sentence of a block as without a counterpart."""
        return bool(block.sentences) and all(s.id in self.unmatched_ids for s in block.sentences)


class PlacedAnchor(Struct, frozen=True):
    """An anchor with its sentence and that sentence's index in the block."""

    block: Block
    anchor: Anchor
    sentence: Sentence
    index: int


def read_anchors(zh: Sequence[Block], en: Sequence[Block]) -> AnchoredGroups:
    """Read the anchors of an article and its translation."""
    found = AnchoredGroups()
    sides = [
        _group_by_label(zh, found, in_translation=False),
        _group_by_label(en, found, in_translation=True),
    ]
    names = [KnownNames(side) for side in sides]
    for label in dict.fromkeys([*sides[0], *sides[1]]):
        left, right = sides[0].get(label, []), sides[1].get(label, [])
        if not left or not right:
            first = (left or right)[0]
            found.faults.append(
                _unpaired_label_fault(first, in_translation=not left, labels=names[bool(left)])
            )
        elif fault := _split_group_fault(left):
            found.faults.append(fault)
        else:
            found.groups.append(
                (tuple(p.sentence.id for p in left), tuple(p.sentence.id for p in right))
            )
    return found


def _group_by_label(
    blocks: Sequence[Block], found: AnchoredGroups, *, in_translation: bool
) -> dict[str, list[PlacedAnchor]]:
    """Return the anchors by label, in order; add unmatched sentences and faults to `found`."""
    by_label: dict[str, list[PlacedAnchor]] = {}
    first: dict[str, Anchor] = {}
    for placed in placed_anchors(blocks):
        anchor, sentence = placed.anchor, placed.sentence
        earlier = first.setdefault(sentence.id, anchor)
        if earlier is not anchor:
            if earlier.label != anchor.label:
                message = f"{_format(anchor)} is in a sentence that already has {_format(earlier)}"
                hint = "Keep one of the two: a sentence belongs to one group."
                found.faults.append(
                    AnchorFault("T012", placed.block, anchor, in_translation, message, hint)
                )
        elif anchor.label:
            by_label.setdefault(anchor.label, []).append(placed)
        else:
            found.unmatched_ids.add(sentence.id)
    return by_label


def placed_anchors(blocks: Sequence[Block]) -> Iterator[PlacedAnchor]:
    """Yield each anchor with its sentence, in order; the blocks must have their sentences."""
    for block in blocks:
        last = len(block.sentences) - 1
        for anchor in block.anchors if block.sentences else ():
            index = min(bisect_right(block.sentences, anchor.offset, key=_END), last)
            yield PlacedAnchor(block, anchor, block.sentences[index], index)


def _unpaired_label_fault(
    placed: PlacedAnchor, *, in_translation: bool, labels: KnownNames
) -> AnchorFault:
    other = "article" if in_translation else "translation"
    suggestion = labels.closest(placed.anchor.label)
    message = f"{_format(placed.anchor)} is not in the {other}"
    hint = "Write it there before the counterpart, or write {=} here if there is none."
    if suggestion:
        hint = f"Did you mean {{={suggestion}}}? {hint}"
    return AnchorFault("T011", placed.block, placed.anchor, in_translation, message, hint)


def _split_group_fault(placed: Sequence[PlacedAnchor]) -> AnchorFault | None:
    """The fault of a Chinese sentence that does not follow the one before it in the same block."""
    for before, after in pairwise(placed):
        if before.block is not after.block or after.index != before.index + 1:
            message = f"{_format(after.anchor)} joins sentences that are not next to each other"
            hint = (
                "Use two labels: a group's Chinese sentences must be consecutive in one paragraph."
            )
            return AnchorFault(
                "T012", after.block, after.anchor, in_translation=False, message=message, hint=hint
            )
    return None


def _format(anchor: Anchor) -> str:
    return f"{{={anchor.label}}}"
