"""What the author says of the alignment: `{=a}` before sentences that say the same.

1. An anchor is of the sentence in which it stands, or which begins there.
2. All sentences under one label, of the article and of its translation, are one group.
3. `{=}` says that a sentence has no counterpart.

What cannot be followed is a fault, and is left out: a label in one text alone, two anchors on a
sentence, or Chinese sentences that are not neighbours in one block, after which a page could not
set their English.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.content.values import nearest
from generator.model import Anchor, Block, Sentence


@dataclass(frozen=True, slots=True)
class Fault:
    """An anchor that cannot be followed: its code of `diagnostics.CODES`, place and reason."""

    code: str
    block: Block
    anchor: Anchor
    english: bool
    message: str
    hint: str


@dataclass(slots=True)
class Anchors:
    """The groups that the author made, by sentence ids, and the sentences left alone."""

    groups: list[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)
    alone: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    @property
    def taken(self) -> set[str]:
        """Every sentence of which the author has spoken."""
        return self.alone.union(*(set(zh) | set(en) for zh, en in self.groups))

    def leaves_out(self, block: Block) -> bool:
        """Whether no sentence of a block has a counterpart, as the author says."""
        return bool(block.sentences) and all(s.id in self.alone for s in block.sentences)


@dataclass(frozen=True, slots=True)
class Use:
    """An anchor, the sentence that it is of and that sentence's place in the block."""

    block: Block
    anchor: Anchor
    sentence: Sentence
    number: int


def read_anchors(zh: Sequence[Block], en: Sequence[Block]) -> Anchors:
    """The anchors of an article and its translation; faults are in the result."""
    found = Anchors()
    sides = [_uses(zh, found, english=False), _uses(en, found, english=True)]
    for label in dict.fromkeys([*sides[0], *sides[1]]):
        left, right = sides[0].get(label, []), sides[1].get(label, [])
        if not left or not right:
            use = (left or right)[0]
            found.faults.append(_lonely(use, english=not left, others=sides[bool(left)]))
        elif fault := _torn(left):
            found.faults.append(fault)
        else:
            found.groups.append(
                (tuple(u.sentence.id for u in left), tuple(u.sentence.id for u in right))
            )
    return found


def _uses(blocks: Sequence[Block], found: Anchors, *, english: bool) -> dict[str, list[Use]]:
    """The sentences under each label, in their order."""
    uses: dict[str, list[Use]] = {}
    seen: dict[str, Anchor] = {}
    for use in placed(blocks):
        earlier = seen.setdefault(use.sentence.id, use.anchor)
        if earlier is not use.anchor:
            if earlier.label != use.anchor.label:
                message = f"{_shown(use.anchor)} stands in a sentence that has {_shown(earlier)}"
                hint = "a sentence belongs to one group: keep one of the two"
                found.faults.append(Fault("T012", use.block, use.anchor, english, message, hint))
        elif use.anchor.label:
            uses.setdefault(use.anchor.label, []).append(use)
        else:
            found.alone.add(use.sentence.id)
    return uses


def placed(blocks: Sequence[Block]) -> Iterator[Use]:
    """Every anchor of the blocks with its sentence, in order; blocks need their sentences."""
    for block in blocks:
        for anchor in block.anchors:
            for number, sentence in enumerate(block.sentences):
                last = number == len(block.sentences) - 1
                if anchor.offset < sentence.span.end or last:
                    yield Use(block, anchor, sentence, number)
                    break


def _lonely(use: Use, *, english: bool, others: dict[str, list[Use]]) -> Fault:
    where = "article" if english else "translation"
    meant = nearest(use.anchor.label, others)
    message = f"{_shown(use.anchor)} is not in the {where}"
    hint = "set it there before the counterpart, or write {=} if there is none"
    if meant:
        hint = f"is it {{={meant}}}? Else {hint}"
    return Fault("T011", use.block, use.anchor, english, message, hint)


def _torn(uses: Sequence[Use]) -> Fault | None:
    """The first Chinese sentence that does not follow the one before it in the same block."""
    for one, other in pairwise(uses):
        if one.block is not other.block or other.number != one.number + 1:
            message = f"{_shown(other.anchor)} joins sentences that are not neighbours"
            hint = "Chinese sentences of one group stand together in one paragraph; use two labels"
            return Fault(
                "T012", other.block, other.anchor, english=False, message=message, hint=hint
            )
    return None


def _shown(anchor: Anchor) -> str:
    return f"{{={anchor.label}}}"
