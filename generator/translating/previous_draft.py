"""Preserves the edits of an author in an existing draft when the next one is written.

1. A manual translation is refused, and so is a draft that cannot be compared with its record.
2. Edits of sentences are carried to the sentences of the present article (`edits`), and comments
   and anchors to their sentences or to those that replace them (`directives`).
3. Edits around the sentences are merged into the frame of the new draft (`frame`).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.content.articles import SourceArticle, SourceTranslation
from generator.content.config import Config
from generator.content.frontmatter import split_front_matter
from generator.content.markdown.blocks import parse
from generator.content.sources import read_text
from generator.diagnostics import Report
from generator.model import Article
from generator.translating import directives, draft, edits
from generator.translating.directives import BlockText
from generator.translating.edits import CarriedEdits, PlacedDirective
from generator.translating.frame import TRANSLATOR, body_frame, head_frame, merge_frames
from generator.translating.memory import DraftRecord, load_record


@dataclass(frozen=True, slots=True)
class PreservedEdits:
    """The edits of an existing draft; empty if there is no draft."""

    carried: CarriedEdits = field(default_factory=CarriedEdits)
    directives: Sequence[PlacedDirective] = ()
    record: DraftRecord = field(default_factory=lambda: DraftRecord(()))
    blocks: Sequence[BlockText] = ()

    def join(self, block: int, sentences: Sequence[str]) -> str:
        """Return the Markdown of a block, with the comments and anchors of its author."""
        whole = draft.join_sentences(sentences)
        if not block:
            return whole
        carried = self.carried
        attached = [a for a in self.directives if carried.new_places[a.place][0] == block]
        if not attached:
            return whole
        old_block = next((old for old, new in carried.blocks.items() if new == block), 0)
        if attached == [a for a in self.directives if a.place[0] == old_block]:
            content = self.blocks[old_block]
            if content.plain == directives.fold(whole):
                return content.with_directives
        by_sentence = [
            [a for a in attached if carried.new_places[a.place][1] == s]
            for s in range(len(sentences))
        ]
        return draft.join_sentences(
            directives.attach(
                text,
                [a.text for a in group if not a.follows],
                [a.text for a in group if a.follows],
            )
            for text, group in zip(sentences, by_sentence, strict=True)
        )


def machine_draft(source: SourceArticle, target: Path) -> SourceTranslation | None:
    """Return the existing machine draft, or None. Raises RefusedError for a manual translation."""
    translation = source.translation
    if translation is not None and not (translation.machine and translation.path == target):
        message = f"{translation.path.name} is a manual translation, which is never overwritten"
        hint = "Remove or rename it to have a draft made."
        raise draft.RefusedError(message, hint)
    if translation is None and os.path.lexists(target):
        hint = "Correct it, or remove it to have a draft made."
        raise draft.RefusedError(f"{target.name} exists, but is not a machine draft", hint)
    return translation


def preserved_edits(
    present: SourceTranslation | None,
    target: Path,
    cut: Sequence[draft.Passage],
    config: Config,
) -> PreservedEdits:
    """Return the edits of an existing draft. Raises RefusedError if they cannot be determined."""
    if present is None:
        return PreservedEdits()
    record = load_record(config.root, target)
    if record is None:
        message = f"The edits in {target.name} cannot be determined, because its record is missing"
        raise draft.RefusedError(message, _restart_hint(target))
    title = BlockText(present.title, present.title)
    blocks = [title, *directives.read_blocks(present.body, html=config.html)]
    found = edits.find_edits(record, blocks)
    if found is None:
        message = f"Blocks were added to {target.name} or removed from it"
        raise draft.RefusedError(message, _restart_hint(target))
    texts = [[draft.source_markdown(unit) for unit in passage.units] for passage in cut]
    return PreservedEdits(edits.carry_edits(record, found[0], texts), found[1], record, blocks)


def merge_previous_frame(
    source: SourceArticle, article: Article, target: Path, kept: PreservedEdits, config: Config
) -> tuple[str, list[list[str]]]:
    """Return the frame of the new draft with the author's edits, and the edits that do not fit."""
    new = draft.machine_frame(source, article)
    if not kept.blocks:
        return new, []
    text = read_text(target, Report()) or ""
    _, body, _ = split_front_matter(text, target, Report())
    empty = {number for number, block in enumerate(kept.record.blocks) if not block}
    present = head_frame(text, kept.record.translator)
    present += body_frame(body, *parse(body, html=config.html), empty)
    numbers = {TRANSLATOR: TRANSLATOR} | kept.carried.blocks
    frame, lost = merge_frames(kept.record.frame, present, new, numbers)
    if frame != new and not draft.frame_fits(frame, article, html=config.html):
        message = f"The edits in {target.name} no longer fit the article"
        raise draft.RefusedError(message, _restart_hint(target))
    unplaced = [a.text for a in kept.directives if not kept.carried.new_places[a.place][0]]
    return frame, lost + [[text] for text in unplaced]


def _restart_hint(target: Path) -> str:
    return (
        f"Sign it off by removing `machine: true`, or remove {target.name} to start again; stored "
        "answers are used again."
    )
