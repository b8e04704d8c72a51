"""Write anchors, which pair sentences, into an article and its translation.

1. Find each sentence by an offset in its block, and read the anchors that it has.
2. Take the label of one of the two, or an unused one, and insert it before the sentence without it.
3. Parse both files again: nothing else may have changed, and the anchors must be valid.
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

_PREFIX_LENGTHS = (12, 6, 3, 1)
"""The lengths, in code points, of the prefixes by which a sentence is searched for."""
_MAX_OPENING = 6
_OPENING = re.compile(r"[*_~\[{]+\Z")
"""Markup that may precede the text of a sentence."""


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
    """Return both files with the same label before the sentences at two offsets.

    If one of the sentences has a label, the other joins its group. `plain` tells whether either
    file is plain text. Raises `EditError`.
    """
    refuse_plain(plain)
    zh = _SentenceSource.find(zh_source, zh_block, zh_offset, html=html)
    en = _SentenceSource.find(en_source, en_block, en_offset, html=html)
    labels = {anchor.label for side in (zh, en) for anchor in side.anchors}
    if "" in labels:
        side = zh if any(not anchor.label for anchor in zh.anchors) else en
        message = "The anchor {=} says that the sentence has no counterpart"
        raise EditError(message, "Remove it from the Markdown first.", line=side.line)
    if len(labels) > 1:
        shown = " and ".join(f"{{={label}}}" for label in sorted(labels))
        message = f"The sentences belong to two groups: they have the anchors {shown}"
        raise EditError(message, "Remove one of them from the Markdown first.", line=zh.line)
    label = labels.pop() if labels else _unused_label([*zh.file.blocks, *en.file.blocks])
    new = zh.with_anchor(label), en.with_anchor(label)
    before = _faults(zh, en, zh_source, en_source)
    for fault in _faults(zh, en, *new):
        if _identity(fault) not in map(_identity, before):
            raise EditError(fault.message, fault.hint)
    return new


def with_no_counterpart(
    source: str, block: Block, offset: int, *, html: bool = False, plain: bool = False
) -> str:
    """Return a file with `{=}` before the sentence at an offset. Raises `EditError`."""
    refuse_plain(plain)
    found = _SentenceSource.find(source, block, offset, html=html)
    for anchor in found.anchors:
        if anchor.label:
            message = f"The anchor {{={anchor.label}}} pairs the sentence with another"
            raise EditError(message, "Remove it from the Markdown first.", line=found.line)
    return found.with_anchor("")


@dataclass(frozen=True, slots=True)
class _SentenceSource:
    """A sentence in a file, with its block as parsed from the file and its anchors."""

    file: MarkdownSource
    block: Block
    sentence: Sentence
    anchors: tuple[Anchor, ...]

    @classmethod
    def find(cls, source: str, known: Block, offset: int, *, html: bool) -> _SentenceSource:
        if known.id == "t":
            message = "A title cannot have an anchor: its translation is the English title"
            raise EditError(message, "Correct the title in the front matter.", line=known.line)
        file = MarkdownSource.read(source, known.id[:1], html=html)
        block = _split_like(file.block(known), known)
        inside = (s for s in reversed(block.sentences) if s.span.start <= offset)
        sentence = next(inside, None)
        if sentence is None:
            raise EditError("There is no sentence here", "Choose a sentence.", line=block.line)
        anchors = tuple(use.anchor for use in placed_anchors([block]) if use.sentence is sentence)
        return cls(file, block, sentence, anchors)

    @property
    def line(self) -> int:
        return self.block.place(self.sentence.span.start)[0]

    def with_anchor(self, label: str) -> str:
        """Return the file with an anchor before the sentence, unchanged if it has one."""
        if self.anchors:
            return self.file.text
        anchor = f"{{={label}}}"
        edits = ((at, at, anchor) for at in self._candidate_offsets())
        new = self.file.first_valid_edit(
            edits, self.block, lambda after: self._has_only_gained(label, after)
        )
        if new is None:
            message = "Jiazhu cannot safely set an anchor before this sentence"
            raise EditError(message, f"Write `{anchor}` before it by hand.", line=self.line)
        return new

    def _candidate_offsets(self) -> Iterator[int]:
        """Yield the offsets in the file at which the sentence may begin, the likeliest first."""
        text, span = self.block.text, self.sentence.span
        run = re.compile(rf"[^\s{ATOM}][^\n{ATOM}]*").search(text, span.start, span.end)
        prefixes = dict.fromkeys(run[0][:size] for size in _PREFIX_LENGTHS) if run else {}
        found: dict[int, None] = {}
        for prefix in prefixes:
            for at in self.file.offsets(self.block, prefix, run.start() if run else 0):
                opening = _OPENING.search(self.file.text, max(0, at - _MAX_OPENING), at)
                first = opening.start() if opening else at
                found |= dict.fromkeys(range(at, first - 1, -1))
        yield from found

    def _has_only_gained(self, label: str, after: Block) -> bool:
        """Whether the block after the edit differs only by an anchor with this label."""
        added = [anchor for anchor in after.anchors if anchor not in self.block.anchors]
        uses = placed_anchors([_split_like(after, self.block)])
        return (
            after.marks == self.block.marks
            and len(after.anchors) == len(self.block.anchors) + 1
            and [anchor.label for anchor in added] == [label]
            and any(u.anchor == added[0] and u.sentence == self.sentence for u in uses)
        )


def _split_like(block: Block, known: Block) -> Block:
    """Split a parsed block into sentences; take those of the known block if it is the same."""
    if known.sentences and known.id == block.id:
        return replace(block, sentences=known.sentences)
    return with_sentences(block, lang="en" if block.id.startswith("e") else "zh")


def _faults(
    zh: _SentenceSource, en: _SentenceSource, zh_text: str, en_text: str
) -> list[AnchorFault]:
    """Return the faults in the anchors of two files."""
    sides = []
    for side, text in ((zh, zh_text), (en, en_text)):
        file = MarkdownSource.read(text, side.file.prefix, html=side.file.html)
        sides.append([_split_like(block, side.block) for block in file.blocks])
    return read_anchors(*sides).faults


def _identity(fault: AnchorFault) -> tuple[str, str, str]:
    """What identifies a fault in two versions of a file."""
    return fault.code, fault.message, fault.block.id


def _unused_label(blocks: Sequence[Block]) -> str:
    """Return the first of a, b, …, z, aa, … that is not in use."""
    used = {anchor.label for block in blocks for anchor in block.anchors}
    names = (
        "".join(letters) for size in count(1) for letters in product(ascii_lowercase, repeat=size)
    )
    return next(name for name in names if name not in used)
