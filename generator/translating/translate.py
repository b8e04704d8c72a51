"""`jiazhu translate`: draft the English of articles.

1. Annotate the articles, and split them into sentences (`draft`).
2. Compare with the existing draft, if any: refuse to replace a translation that is not a machine
   draft; keep an author's edits of sentences (`edits`) and of what is around them (`frame`); reuse
   earlier answers (`memory`).
3. Request the rest from the provider (`retrying`), and store each answer at once, so that a failed
   or interrupted run can be continued.
4. Write the draft, whole or not at all, then read it back and report doubts about it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from generator.alignment.term_base import TermBase
from generator.checks.alignment import check_alignment
from generator.checks.translation import check_translation
from generator.content.articles import SourceArticle
from generator.content.frontmatter import split_front_matter
from generator.content.metadata import parse_metadata
from generator.content.site import SiteSource, read_site
from generator.content.sources import read_text
from generator.diagnostics import Report
from generator.model import Article
from generator.prepare import ArticleAnnotator
from generator.storage.transaction import Transaction
from generator.terminal import plural
from generator.translating import draft, memory
from generator.translating.draft import RefusedError
from generator.translating.edits import Place
from generator.translating.frame import join_lines
from generator.translating.previous_draft import (
    PreservedEdits,
    machine_draft,
    merge_previous_frame,
    preserved_edits,
)
from generator.translating.providers import ProviderError, Request
from generator.translating.registry import model_of
from generator.translating.retrying import RetryingProvider

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """The work for a draft. Each sentence is in exactly one of the sets of places."""

    source: SourceArticle
    article: Article
    path: Path
    """The path of the draft."""
    before: bytes | None
    """What is there when the work begins."""
    passages: Sequence[draft.Passage]
    given: dict[Place, str]
    """English that is not requested: an author's, or the same in both languages."""
    edited: frozenset[Place]
    remembered: frozenset[Place]
    changed: frozenset[Place]
    new: frozenset[Place]
    kept: PreservedEdits = field(default_factory=PreservedEdits)
    frame: str = ""
    """The Markdown around the sentences, with the author's edits."""
    lost: Sequence[Sequence[str]] = ()
    """Lines that the author wrote around the sentences and that no longer have a place."""

    @property
    def requested(self) -> list[Place]:
        """The sentences to request, in order; a repeated one is requested once."""
        first: dict[tuple[object, object], Place] = {}
        for place in sorted(self.new | self.changed):
            unit = self.unit(place)
            first.setdefault((unit.source, unit.agreed), place)
        return list(first.values())

    def unit(self, place: Place) -> draft.Unit:
        """Return the sentence at a place."""
        return self.passages[place[0]].units[place[1]]

    @property
    def characters(self) -> int:
        """The number of characters to send."""
        return sum(len(self.unit(place).source.text) for place in self.requested)

    @property
    def summary(self) -> str:
        """How many sentences are new, changed and kept, for people."""
        kept = len(self.remembered) + len(self.edited)
        edited = f" ({len(self.edited)} with your edits)" if self.edited else ""
        return (
            f"{plural(len(self.new), 'new sentence')}, {len(self.changed)} changed,"
            f" {kept} kept{edited}; {plural(self.characters, 'character')} to send"
        )


def find_site(paths: Sequence[Path]) -> Path:
    """Return the site folder of some articles. Raises `RefusedError` unless there is just one."""
    found: dict[Path, None] = {}
    for path in paths:
        absolute = Path(os.path.abspath(path))
        root = next((p for p in absolute.parents if (p / "site.toml").is_file()), None)
        if root is None:
            hint = "Name an article in the `articles` folder of a site."
            raise RefusedError(f"{path} is not in a site folder", hint)
        found[root] = None
    if len(found) > 1:
        message = "The articles belong to several sites"
        raise RefusedError(message, "Translate the articles of one site at a time.")
    return next(iter(found))


class Translator:
    """Drafts the English of the articles of one site."""

    def __init__(self, source: SiteSource) -> None:
        self._source = source
        self._root = source.config.root
        self._annotator = ArticleAnnotator.from_source(source)
        self._term_base = TermBase.from_entries(source.terms, source.lexemes)
        self._memory = memory.Memory(self._root)
        self.model = model_of(source.config.translate)

    def plans(self, paths: Sequence[Path], *, again: bool = False) -> list[Plan]:
        """Plan the drafts of articles; skip translations whose articles are given too."""
        given = {os.path.realpath(path) for path in paths}
        beside = {
            os.path.realpath(source.translation.path)
            for source in self._source.articles
            if source.translation and os.path.realpath(source.path) in given
        }
        wanted = dict.fromkeys(p for p in paths if os.path.realpath(p) not in beside)
        return [self.plan(path, again=again) for path in wanted]

    def plan(self, path: Path, *, again: bool = False) -> Plan:
        """Plan the draft of an article; `again` requests all sentences without an author's edits.

        Raises `RefusedError` if a draft must not or cannot be written.
        """
        source = self._article(path)
        target = source.path.with_name(f"{source.path.stem}.en.md")
        before = _content(target)
        present = machine_draft(source, target)
        article = self._annotator.annotate(replace(source, translation=None), Report())
        passages = draft.split_passages(article, self._term_base)
        kept = preserved_edits(present, target, passages, self._source.config)
        carried = kept.carried
        frame, lost = merge_previous_frame(source, article, target, kept, self._source.config)
        given = {
            (b, s): draft.source_markdown(unit)
            for b, passage in enumerate(passages)
            for s, unit in enumerate(passage.units)
            if not unit.needs_translating
        }
        title = _stated_title(source.path)
        if title:
            given[0, 0] = title
        places = [(b, s) for b, passage in enumerate(passages) for s in range(len(passage.units))]
        open_ = [place for place in places if place not in given and place not in carried.kept]
        known: set[Place] = set()
        if not again:
            known = {
                (b, s)
                for b, s in open_
                if self._memory.get(passages[b].units[s], self.model) is not None
            }
        unknown = set(open_) - known
        changed = {place for place in unknown if place in carried.changed | set(carried.old_places)}
        return Plan(
            source,
            article,
            target,
            before,
            passages,
            given | carried.kept,
            edited=frozenset(carried.kept),
            remembered=frozenset(known),
            changed=frozenset(changed),
            new=frozenset(unknown - changed),
            kept=kept,
            frame=frame,
            lost=lost,
        )

    def _article(self, path: Path) -> SourceArticle:
        real = os.path.realpath(path)
        for source in self._source.articles:
            if os.path.realpath(source.path) == real:
                return source
            if source.translation and os.path.realpath(source.translation.path) == real:
                raise RefusedError(f"{path} is a translation", f"Name {source.path.name} instead.")
        message = f"{path} is not an article of the site"
        raise RefusedError(message, "Name a file in the `articles` folder.")

    def translate(
        self,
        plan: Plan,
        provider: RetryingProvider,
        report: Report,
        progress: Progress | None = None,
    ) -> None:
        """Request the sentences of a plan, write the draft and report doubts about it.

        Raises `ProviderError`, `RefusedError` and OSError; answers received before are stored.
        """
        units = {unit.id: unit for unit in map(plan.unit, plan.requested)}
        answers = provider.translate(list(_requests(plan)))
        done = 0
        try:
            for id_, english in answers:
                self._memory.add(units[id_], self.model, english)
                done += 1
                if progress is not None:
                    progress("Translating", done, len(units))
        except ProviderError as error:
            name = plan.source.path.name
            message = (
                f"{name}: {error} ({done} of {len(units)} sentences were translated and stored)"
            )
            raise ProviderError(message, f"{error.hint} Then run the command again.") from None
        losses = self._write(plan)
        self._report_doubts(plan, losses, report)

    def _write(self, plan: Plan) -> dict[Place, tuple[str, ...]]:
        """Write the draft and its record; return the tags that sentences lost."""
        losses: dict[Place, tuple[str, ...]] = {}
        english: dict[str, str] = {}
        machine: dict[str, str] = {}
        record: list[tuple[tuple[str, str], ...]] = []
        for b, passage in enumerate(plan.passages):
            shown, noted = [], []
            for s, unit in enumerate(passage.units):
                place = (b, s)
                text = plan.given.get(place)
                if text is None:
                    answer = self._memory.get(unit, self.model) or ""
                    if passage.is_title:
                        text = " ".join(answer.split())
                    else:
                        text, lost = draft.render_sentence(unit, answer)
                        losses |= {place: lost} if lost else {}
                shown.append(text)
                noted.append((draft.source_markdown(unit), self._machine_text(plan, place, text)))
            english[passage.block.id] = plan.kept.join(b, shown)
            machine[passage.block.id] = draft.join_sentences(shown)
            record.append(tuple(noted))
        frame = draft.machine_frame(plan.source, plan.article)
        html = self._source.config.html
        try:
            written = draft.compose(frame, plan.article, machine, translator=self.model)
            draft.check_blocks(written, plan.article, html=html)
        except draft.DraftError as error:
            hint = "Simplify the Markdown of the article. The translations are stored."
            raise RefusedError(f"{plan.source.path.name}: {error}", hint) from None
        text = draft.compose(plan.frame, plan.article, english, translator=self.model)
        made = memory.DraftRecord(tuple(record), frame, self.model)
        with Transaction(self._root) as transaction:
            if _content(plan.path) != plan.before:
                message = f"{plan.path.name} was changed while it was translated"
                raise RefusedError(message, "Run the command again. The translations are stored.")
            memory.save_draft(transaction, self._root, plan.path, text, made)
        return losses

    @staticmethod
    def _machine_text(plan: Plan, place: Place, text: str) -> str:
        """Return the machine's text of a sentence, also if the author has edited it."""
        if place in plan.edited:
            b, s = plan.kept.carried.old_places[place]
            return plan.kept.record.blocks[b][s][1]
        return text

    def _report_doubts(
        self, plan: Plan, losses: dict[Place, tuple[str, ...]], report: Report
    ) -> None:
        """Read the draft back, and report lost tags, lost edits and doubts."""
        found = Report()
        sources = read_site(self._root, Report(), drafts=True).articles
        source = next(item for item in sources if item.path == plan.source.path)
        article = self._annotator.annotate(source, found)
        doubts = Report(suppressions=found.suppressions)
        check_alignment(article, doubts)
        check_translation(article, self._term_base, doubts)
        translation = article.translation
        assert translation is not None

        def line_of(block: int) -> int:
            return translation.blocks[block - 1].line if block else 1  # 1 for the title

        for (b, s), lost in losses.items():
            found.add(
                "T009",
                plan.path,
                f"The translation of {plan.passages[b].units[s].id} lost {', '.join(lost)}",
                "Add it to the draft by hand. Later runs keep it.",
                line=line_of(b),
            )
        for (b, _), english in plan.kept.carried.lost:
            found.add(
                "T010",
                plan.path,
                f"The Chinese of a sentence that you edited has changed; you had “{english}”",
                "Compare it with the new translation.",
                line=line_of(b),
            )
        for lines in plan.lost:
            found.add(
                "T010",
                plan.path,
                "The article has changed where you edited the draft around its sentences; you had "
                f"“{join_lines(lines)}”",
                "Compare it with the new draft.",
            )
        of_draft = (d for d in found.diagnostics if d.path == plan.path)
        for diagnostic in (*of_draft, *doubts.diagnostics):
            report.record(diagnostic)


def _content(path: Path) -> bytes | None:
    """Return the content of a file; None if there is none."""
    return path.read_bytes() if path.is_file() else None


def _stated_title(path: Path) -> str:
    """Return the English title in the front matter of an article, empty if it has none."""
    text = read_text(path, Report()) or ""
    entries, _, _ = split_front_matter(text, path, Report())
    meta = parse_metadata(entries or {}, path, Report())
    return meta.title.en if meta else ""


def _requests(plan: Plan) -> Iterator[Request]:
    """Yield the requests of a plan, each with the neighbours of its sentence."""
    order = [(b, s) for b, p in enumerate(plan.passages) for s in range(len(p.units))]
    at = {place: index for index, place in enumerate(order)}

    def text(index: int) -> str:
        # Every request already has the title.
        return plan.unit(order[index]).source.text if 0 < index < len(order) else ""

    for place in plan.requested:
        unit = plan.unit(place)
        yield Request(
            unit.id,
            unit.source.text,
            {str(tag.number): tag.about for tag in unit.source.tags},
            dict(unit.agreed),
            title=plan.article.title.text,
            before=text(at[place] - 1),
            after=text(at[place] + 1),
        )
