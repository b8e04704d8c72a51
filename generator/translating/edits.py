"""What an author has changed in a machine draft.

The record of the draft has what the machine wrote, sentence by sentence. In each block those
sentences are looked for in order; what stands between two that are found is what the author made
of the sentences that are not:

    written   I came.  I saw.     I conquered.
    found     I came.  I looked.  I conquered.     “I saw.” became “I looked.”

A change is kept as long as the Chinese of its sentences is the same, wherever it has moved to.
Comments and anchors are no changes of the English (`asides`): they stay at their sentence, or at
the one that has come in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from generator.translating.asides import Content, folded
from generator.translating.memory import DraftRecord

Place = tuple[int, int]
"""A block and a sentence in it, both counted from 0."""


@dataclass(frozen=True, slots=True)
class Change:
    """Sentences of one block of the record, and the English that an author gave them."""

    places: tuple[Place, ...]
    english: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A comment or an anchor, and the sentence of the record that it stands before, or behind."""

    place: Place
    text: str
    behind: bool = False


@dataclass(slots=True)
class Carried:
    """What an earlier draft means for the present text."""

    kept: dict[Place, str] = field(default_factory=dict)
    """An author's English by place; of several sentences the first has it, the others ""."""
    lost: list[tuple[Place, str]] = field(default_factory=list)
    """An author's English whose Chinese is another now, and the place of what has come instead."""
    earlier: dict[Place, Place] = field(default_factory=dict)
    """Where in the record a sentence of the present text stood."""
    changed: set[Place] = field(default_factory=set)
    """The sentences that stand in the place of others."""
    instead: dict[Place, Place] = field(default_factory=dict)
    """The place now of each sentence of the record, or of what has come in its place."""
    blocks: dict[int, int] = field(default_factory=dict)
    """The block now of each block of the record that is still there, changed or not."""


def changes(
    record: DraftRecord, contents: Sequence[Content]
) -> tuple[list[Change], list[Aside]] | None:
    """The changes in a draft whose blocks are `contents`; None where blocks came or went."""
    if len(contents) != len(record.blocks):
        return None
    made: list[Change] = []
    asides: list[Aside] = []
    for number, (block, content) in enumerate(zip(record.blocks, contents, strict=True)):
        found, ends = _within(number, [folded(en) for _, en in block], content.plain)
        made += found
        for offset, text in content.asides if block else ():
            index = next((n for n, end in enumerate(ends) if offset < end), len(ends))
            place = number, min(index, len(ends) - 1)
            asides.append(Aside(place, text, behind=index == len(ends)))
    return made, asides


def _within(block: int, written: Sequence[str], content: str) -> tuple[list[Change], list[int]]:
    """The changes in a block, and where in it each sentence ends."""
    found: list[Change] = []
    ends: list[int] = []
    pending: list[int] = []
    position = 0
    last: tuple[int, str] | None = None

    def settle(indices: Sequence[int], english: str) -> None:
        found.append(Change(tuple((block, index) for index in indices), english.strip(" ")))

    for index, sentence in enumerate(written):
        at = _find(sentence, content, position)
        if at < 0:
            pending.append(index)
            continue
        between = content[position:at].strip(" ")
        ends += [at] * len(pending)
        if pending:
            settle(pending, between)
            last = index, sentence
        elif between:  # a sentence more: it goes with the one behind it
            settle([index], f"{between} {sentence}")
            last = None
        else:
            last = index, sentence
        pending, position = [], at + len(sentence)
        ends.append(position)
    rest = content[position:].strip(" ")
    ends += [len(content)] * len(pending)
    if pending:
        settle(pending, rest)
    elif rest and last is not None:
        settle([last[0]], f"{last[1]} {rest}")
    elif rest and found:
        found[-1] = Change(found[-1].places, f"{found[-1].english} {rest}")
    return found, ends


def _find(sentence: str, content: str, position: int) -> int:
    """Where a sentence stands by itself, not as a part of other words; -1 where it does not."""
    at = content.find(sentence, position) if sentence else -1
    while at >= 0:
        end = at + len(sentence)
        starts = at == 0 or content[at - 1].isspace()
        if starts and (end == len(content) or content[end].isspace() or sentence.endswith("\n")):
            break
        at = content.find(sentence, at + 1)
    return at


def carry(record: DraftRecord, made: Sequence[Change], present: Sequence[Sequence[str]]) -> Carried:
    """What of a draft holds for the present Chinese, block by block and sentence by sentence."""
    old = [(b, s) for b, block in enumerate(record.blocks) for s in range(len(block))]
    new = [(b, s) for b, block in enumerate(present) for s in range(len(block))]
    matcher = SequenceMatcher(
        None,
        [record.blocks[b][s][0] for b, s in old],
        [present[b][s] for b, s in new],
        autojunk=False,
    )
    carried = Carried()
    pairs: list[tuple[int, int]] = []
    for operation, i, k, j, m in matcher.get_opcodes():
        if operation == "equal":
            carried.earlier.update(zip(new[j:m], old[i:k], strict=True))
        elif operation == "replace":
            carried.changed.update(new[j:m])
        for index in range(i, k):
            there = min(j + index - i, max(m - 1, j), len(new) - 1)
            if old[index][0]:
                there = min(max(there, 1), len(new) - 1)  # not in the title
            carried.instead[old[index]] = new[there]
            if operation != "delete":
                pairs.append((old[index][0], new[there][0]))
    for before, now in pairs:
        if before not in carried.blocks and now not in carried.blocks.values():
            carried.blocks[before] = now
    place_now = {before: now for now, before in carried.earlier.items()}
    for change in made:
        places = [place_now.get(place) for place in change.places]
        first = places[0]
        if first is None or places != [(first[0], first[1] + n) for n in range(len(places))]:
            carried.lost.append((carried.instead[change.places[0]], change.english))
            continue
        carried.kept[first] = change.english
        carried.kept.update({(first[0], first[1] + n): "" for n in range(1, len(places))})
    return carried
