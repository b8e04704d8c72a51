"""Anchors written into an article and its translation: which sentences say the same.

1. A sentence is known by an offset of its block. The anchors that stand in it already are read.
2. The label that one of the two has, else an unused one, is set before the sentence that lacks it.
3. Both files are parsed again: all else is as it was, and the anchors can be followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, product
from string import ascii_lowercase

from msgspec.structs import replace

from generator.alignment.anchors import AnchorFault, placed_anchors, read_anchors
from generator.language.sentences.split import with_sentences
from generator.model import ATOM, Anchor, Block, Sentence
from generator.reviewing.errors import EditError
from generator.reviewing.markdown_source import MarkdownSource, refuse_plain

_NEEDLES = (12, 6, 3, 1)
"""By how many code points the beginning of a sentence is looked for."""
_LONGEST = 6
_OPENING = re.compile(r"[*_~\[{]+\Z")
"""What may stand around the beginning of a sentence without being its text."""


def with_anchor(
    zh_source: str,
    en_source: str,
    zh_block: Block,
    zh_offset: int,
    en_block: Block,
    en_offset: int,
    *,
    html: bool = False,
    plain: bool = False,
) -> tuple[str, str]:
    """Both files with the same label before the sentences that hold two offsets.

    Where one of the sentences has a label, the other one joins its group. `plain` is true where
    either file is no Markdown. Raises `EditError`.
    """
    refuse_plain(plain)
    zh = _Spot.find(zh_source, zh_block, zh_offset, html=html)
    en = _Spot.find(en_source, en_block, en_offset, html=html)
    labels = {anchor.label for spot in (zh, en) for anchor in spot.anchors}
    if "" in labels:
        spot = zh if any(not anchor.label for anchor in zh.anchors) else en
        message = "The sentence has the anchor {=}, which says that it has no counterpart"
        raise EditError(message, "Remove it from the Markdown first.", line=spot.line)
    if len(labels) > 1:
        shown = " and ".join(f"{{={label}}}" for label in sorted(labels))
        message = f"The sentences have the anchors {shown} and belong to two groups"
        raise EditError(message, "Remove one of them from the Markdown first.", line=zh.line)
    label = labels.pop() if labels else _unused([*zh.file.blocks, *en.file.blocks])
    new = zh.anchored(label), en.anchored(label)
    before = _faults(zh, en, zh_source, en_source)
    for fault in _faults(zh, en, *new):
        if _told(fault) not in map(_told, before):
            raise EditError(fault.message, fault.hint)
    return new


def with_no_counterpart(
    source: str, block: Block, offset: int, *, html: bool = False, plain: bool = False
) -> str:
    """A file with `{=}` before the sentence that holds an offset. Raises `EditError`."""
    refuse_plain(plain)
    spot = _Spot.find(source, block, offset, html=html)
    for anchor in spot.anchors:
        if anchor.label:
            message = f"The sentence has the anchor {{={anchor.label}}}, and so a counterpart"
            raise EditError(message, "Remove it from the Markdown first.", line=spot.line)
    return spot.anchored("")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A sentence of a file, its block as it is there, and the anchors that stand in it."""

    file: MarkdownSource
    block: Block
    sentence: Sentence
    anchors: tuple[Anchor, ...]

    @classmethod
    def find(cls, source: str, known: Block, offset: int, *, html: bool) -> _Spot:
        if known.id == "t":
            message = "A title has no anchors: its translation is the English title"
            raise EditError(message, "Mend the title in the front matter.", line=known.line)
        file = MarkdownSource.read(source, known.id[:1], html=html)
        block = _cut(file.block(known), known)
        inside = (s for s in reversed(block.sentences) if s.span.start <= offset)
        sentence = next(inside, None)
        if sentence is None:
            raise EditError("There is no sentence here", "Choose a sentence.", line=block.line)
        anchors = tuple(use.anchor for use in placed_anchors([block]) if use.sentence is sentence)
        return cls(file, block, sentence, anchors)

    @property
    def line(self) -> int:
        return self.block.place(self.sentence.span.start)[0]

    def anchored(self, label: str) -> str:
        """The file with an anchor before the sentence; as it is where it has that anchor."""
        if self.anchors:
            return self.file.text
        anchor = f"{{={label}}}"
        edits = ((at, at, anchor) for at in self._places())
        new = self.file.first_that_holds(edits, self.block, lambda now: self._holds(now, label))
        if new is None:
            message = "No anchor can be set before this sentence surely"
            raise EditError(message, f"Write `{anchor}` before it by hand.", line=self.line)
        return new

    def _places(self) -> Iterator[int]:
        """Where in the file the sentence may begin, the likeliest place first."""
        text, span = self.block.text, self.sentence.span
        run = re.compile(rf"[^\s{ATOM}][^\n{ATOM}]*").search(text, span.start, span.end)
        needles = dict.fromkeys(run[0][:size] for size in _NEEDLES) if run else {}
        found: dict[int, None] = {}
        for needle in needles:
            for at in self.file.places(self.block, needle, run.start() if run else 0):
                opening = _OPENING.search(self.file.text, max(0, at - _LONGEST), at)
                first = opening.start() if opening else at
                found |= dict.fromkeys(range(at, first - 1, -1))
        yield from found

    def _holds(self, now: Block, label: str) -> bool:
        added = [anchor for anchor in now.anchors if anchor not in self.block.anchors]
        uses = placed_anchors([_cut(now, self.block)])
        return (
            now.marks == self.block.marks
            and len(now.anchors) == len(self.block.anchors) + 1
            and [anchor.label for anchor in added] == [label]
            and any(u.anchor == added[0] and u.sentence == self.sentence for u in uses)
        )


def _cut(block: Block, known: Block) -> Block:
    """A block as parsed, with the sentences of the known one, else with its own."""
    if known.sentences and known.id == block.id:
        return replace(block, sentences=known.sentences)
    return with_sentences(block, lang="en" if block.id.startswith("e") else "zh")


def _faults(zh: _Spot, en: _Spot, zh_text: str, en_text: str) -> list[AnchorFault]:
    """What cannot be followed of the anchors of two files."""
    sides = []
    for spot, text in ((zh, zh_text), (en, en_text)):
        file = MarkdownSource.read(text, spot.file.prefix, html=spot.file.html)
        sides.append([_cut(block, spot.block) for block in file.blocks])
    return read_anchors(*sides).faults


def _told(fault: AnchorFault) -> tuple[str, str, str]:
    return fault.code, fault.message, fault.block.id


def _unused(blocks: Sequence[Block]) -> str:
    """The first of a, b, …, z, aa, … that is no label yet."""
    taken = {anchor.label for block in blocks for anchor in block.anchors}
    names = (
        "".join(letters) for size in count(1) for letters in product(ascii_lowercase, repeat=size)
    )
    return next(name for name in names if name not in taken)
