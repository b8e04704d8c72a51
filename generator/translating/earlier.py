"""What is kept of a draft that is there already, and what of it has no place any more.

1. A translation by hand is refused, and so is a draft that cannot be compared with its record.
2. What its author changed in its sentences is carried to the sentences of the present article
   (`edits`), and comments and anchors to their sentences or to those that came in their place.
3. What was changed around the sentences is merged into the frame of the new draft (`frame`).
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
from generator.translating import asides, draft, edits
from generator.translating.asides import Content
from generator.translating.edits import Aside, Carried
from generator.translating.frame import TRANSLATOR, body_frame, head_frame, merged
from generator.translating.memory import DraftRecord, load_record


@dataclass(frozen=True, slots=True)
class PreservedEdits:
    """What is kept of a draft that is there; nothing where none is."""

    carried: Carried = field(default_factory=Carried)
    asides: Sequence[Aside] = ()
    record: DraftRecord = field(default_factory=lambda: DraftRecord(()))
    contents: Sequence[Content] = ()

    def joined(self, block: int, sentences: Sequence[str]) -> str:
        """The Markdown of a block, with the comments and anchors that its author set there."""
        whole = draft.join_sentences(sentences)
        if not block:
            return whole
        carried = self.carried
        mine = [a for a in self.asides if carried.instead[a.place][0] == block]
        if not mine:
            return whole
        before = next((b for b, there in carried.blocks.items() if there == block), 0)
        if mine == [a for a in self.asides if a.place[0] == before]:
            content = self.contents[before]
            if content.plain == asides.folded(whole):
                return content.marked
        there = [
            [a for a in mine if carried.instead[a.place][1] == s] for s in range(len(sentences))
        ]
        return draft.join_sentences(
            asides.beside(
                text,
                [a.text for a in around if not a.behind],
                [a.text for a in around if a.behind],
            )
            for text, around in zip(sentences, there, strict=True)
        )


def machine_draft(source: SourceArticle, target: Path) -> SourceTranslation | None:
    """The machine draft that is there already; None where no file is."""
    translation = source.translation
    if translation is not None and not (translation.machine and translation.path == target):
        message = f"{translation.path.name} is a translation by hand and stays as it is"
        hint = "remove it, or rename it, to have a draft made"
        raise draft.RefusedError(message, hint)
    if translation is None and os.path.lexists(target):
        hint = "mend it, or remove it to have a draft made"
        raise draft.RefusedError(f"{target.name} is there, but is no draft of a machine", hint)
    return translation


def preserved_edits(
    present: SourceTranslation | None,
    target: Path,
    cut: Sequence[draft.Passage],
    config: Config,
) -> PreservedEdits:
    """What of the draft that is there holds on."""
    if present is None:
        return PreservedEdits()
    record = load_record(config.root, target)
    if record is None:
        message = f"what was changed in {target.name} cannot be told: its record is missing"
        raise draft.RefusedError(message, _beginning_anew(target))
    title = Content(present.title, present.title)
    contents = [title, *asides.contents(present.body, html=config.html)]
    made = edits.changes(record, contents)
    if made is None:
        message = f"blocks were added to {target.name} or removed from it"
        raise draft.RefusedError(message, _beginning_anew(target))
    texts = [[draft.source_markdown(unit) for unit in passage.units] for passage in cut]
    return PreservedEdits(edits.carry(record, made[0], texts), made[1], record, contents)


def frame_of(
    source: SourceArticle, article: Article, target: Path, kept: PreservedEdits, config: Config
) -> tuple[str, list[list[str]]]:
    """The frame of a draft with what its author changed, and what of it has no place."""
    new = draft.machine_frame(source, article)
    if not kept.contents:
        return new, []
    text = read_text(target, Report()) or ""
    _, body, _ = split_front_matter(text, target, Report())
    empty = {number for number, block in enumerate(kept.record.blocks) if not block}
    present = head_frame(text, kept.record.translator)
    present += body_frame(body, *parse(body, html=config.html), empty)
    now = {TRANSLATOR: TRANSLATOR} | kept.carried.blocks
    frame, lost = merged(kept.record.frame, present, new, now)
    if frame != new and not draft.frame_fits(frame, article, html=config.html):
        message = f"what was changed in {target.name} no longer fits the article"
        raise draft.RefusedError(message, _beginning_anew(target))
    homeless = [a.text for a in kept.asides if not kept.carried.instead[a.place][0]]
    return frame, lost + [[text] for text in homeless]


def _beginning_anew(target: Path) -> str:
    return (
        f"sign it off by removing `machine: true`, or remove {target.name} to begin anew; what "
        "was answered is remembered"
    )
