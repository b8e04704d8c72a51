"""Finds the edits of an author in a machine draft, and carries them to the next draft.

The record of a draft has the sentences that the machine wrote. They are searched for in each block,
in order; the text between two sentences that are found replaces those that are not:

    written   I came.  I saw.     I conquered.
    found     I came.  I looked.  I conquered.     “I saw.” became “I looked.”

An edit is kept as long as the Chinese of its sentences is the same, wherever it has moved to.
Comments and anchors (`directives`) are not edits of the English: they stay at their sentence, or at
the one that replaces it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from generator.translating.directives import BlockText, fold
from generator.translating.memory import DraftRecord

Place = tuple[int, int]
"""The indices of a block and of a sentence in it, from 0."""


@dataclass(frozen=True, slots=True)
class AuthorEdit:
    """Sentences of one block of the record, and the English with which an author replaced them."""

    places: tuple[Place, ...]
    english: str


@dataclass(frozen=True, slots=True)
class PlacedDirective:
    """A comment or an anchor, and the sentence of the record that it precedes or follows."""

    place: Place
    text: str
    follows: bool = False


@dataclass(slots=True)
class CarriedEdits:
    """The edits of an earlier draft, carried to the present text."""

    kept: dict[Place, str] = field(default_factory=dict)
    """The author's English by place; of several sentences the first has it, the others ""."""
    lost: list[tuple[Place, str]] = field(default_factory=list)
    """The author's English for Chinese that has changed, with the place of its replacement."""
    old_places: dict[Place, Place] = field(default_factory=dict)
    """The place in the record of each unchanged sentence of the present text."""
    changed: set[Place] = field(default_factory=set)
    """The sentences that replace others."""
    new_places: dict[Place, Place] = field(default_factory=dict)
    """The present place of each sentence of the record, or of its replacement."""
    blocks: dict[int, int] = field(default_factory=dict)
    """The present index of each block of the record that still exists, changed or not."""


def find_edits(
    record: DraftRecord, blocks: Sequence[BlockText]
) -> tuple[list[AuthorEdit], list[PlacedDirective]] | None:
    """Return the edits and directives of a draft, or None if blocks were added or removed."""
    if len(blocks) != len(record.blocks):
        return None
    made: list[AuthorEdit] = []
    directives: list[PlacedDirective] = []
    for number, (block, content) in enumerate(zip(record.blocks, blocks, strict=True)):
        found, ends = _block_edits(number, [fold(en) for _, en in block], content.plain)
        made += found
        for offset, text in content.directives if block else ():
            index = next((n for n, end in enumerate(ends) if offset < end), len(ends))
            place = number, min(index, len(ends) - 1)
            directives.append(PlacedDirective(place, text, follows=index == len(ends)))
    return made, directives


def _block_edits(
    block: int, written: Sequence[str], content: str
) -> tuple[list[AuthorEdit], list[int]]:
    """Return the edits of a block, and the offset in it at which each sentence ends."""
    found: list[AuthorEdit] = []
    ends: list[int] = []
    pending: list[int] = []
    position = 0
    last: tuple[int, str] | None = None

    def add_edit(indices: Sequence[int], english: str) -> None:
        found.append(AuthorEdit(tuple((block, index) for index in indices), english.strip(" ")))

    for index, sentence in enumerate(written):
        at = _find(sentence, content, position)
        if at < 0:
            pending.append(index)
            continue
        between = content[position:at].strip(" ")
        ends += [at] * len(pending)
        if pending:
            add_edit(pending, between)
            last = index, sentence
        elif between:  # an added sentence belongs to the one after it
            add_edit([index], f"{between} {sentence}")
            last = None
        else:
            last = index, sentence
        pending, position = [], at + len(sentence)
        ends.append(position)
    rest = content[position:].strip(" ")
    ends += [len(content)] * len(pending)
    if pending:
        add_edit(pending, rest)
    elif rest and last is not None:
        add_edit([last[0]], f"{last[1]} {rest}")
    elif rest and found:
        found[-1] = AuthorEdit(found[-1].places, f"{found[-1].english} {rest}")
    return found, ends


def _find(sentence: str, content: str, position: int) -> int:
    """Return the offset of a sentence that is not part of other words, or -1."""
    at = content.find(sentence, position) if sentence else -1
    while at >= 0:
        end = at + len(sentence)
        starts = at == 0 or content[at - 1].isspace()
        if starts and (end == len(content) or content[end].isspace() or sentence.endswith("\n")):
            break
        at = content.find(sentence, at + 1)
    return at


def carry_edits(
    record: DraftRecord, made: Sequence[AuthorEdit], present: Sequence[Sequence[str]]
) -> CarriedEdits:
    """Carry the edits of a draft to the present Chinese, given by block and sentence."""
    old = [(b, s) for b, block in enumerate(record.blocks) for s in range(len(block))]
    new = [(b, s) for b, block in enumerate(present) for s in range(len(block))]
    matcher = SequenceMatcher(
        None,
        [record.blocks[b][s][0] for b, s in old],
        [present[b][s] for b, s in new],
        autojunk=False,
    )
    carried = CarriedEdits()
    pairs: list[tuple[int, int]] = []
    for operation, i, k, j, m in matcher.get_opcodes():
        if operation == "equal":
            carried.old_places.update(zip(new[j:m], old[i:k], strict=True))
        elif operation == "replace":
            carried.changed.update(new[j:m])
        for index in range(i, k):
            target = min(j + index - i, max(m - 1, j), len(new) - 1)
            if old[index][0]:
                target = min(max(target, 1), len(new) - 1)  # never the title
            carried.new_places[old[index]] = new[target]
            if operation != "delete":
                pairs.append((old[index][0], new[target][0]))
    for old_block, new_block in pairs:
        if old_block not in carried.blocks and new_block not in carried.blocks.values():
            carried.blocks[old_block] = new_block
    present_places = {old: new for new, old in carried.old_places.items()}
    for change in made:
        places = [present_places.get(place) for place in change.places]
        first = places[0]
        if first is None or places != [(first[0], first[1] + n) for n in range(len(places))]:
            carried.lost.append((carried.new_places[change.places[0]], change.english))
            continue
        carried.kept[first] = change.english
        carried.kept.update({(first[0], first[1] + n): "" for n in range(1, len(places))})
    return carried
