"""`jiazhu translate`: drafts of the English of some articles.

1. Read the site, annotate the articles, and cut them into sentences (`draft`).
2. See what is there: a translation by hand is refused; in a machine draft, what its author changed
   is kept, in its sentences (`edits`) and around them (`frame`), and what was once answered is not
   asked again (`memory`).
3. Ask the provider for the rest (`patience`); each answer is remembered as it comes, so that a
   run which fails or is cut off goes on where it was.
4. Write the draft, whole or not at all, then read it back and say what is doubtful in it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.alignment.term_base import TermBase
from generator.checks.alignment import alignment_doubts
from generator.checks.translation import translation_doubts
from generator.content.articles import SourceArticle
from generator.content.frontmatter import split
from generator.content.metadata import metadata
from generator.content.site import SiteSource, read_site
from generator.content.sources import read_text
from generator.diagnostics import Report
from generator.model import Article
from generator.prepare import ArticleAnnotator
from generator.storage.atomic import write_atomically
from generator.terminal import plural
from generator.translating import draft, memory
from generator.translating.draft import RefusedError
from generator.translating.earlier import PreservedEdits, frame_of, machine_draft, preserved_edits
from generator.translating.edits import Place
from generator.translating.frame import shown_lines
from generator.translating.providers import ProviderError, Request
from generator.translating.registry import model_of
from generator.translating.retrying import RetryingProvider

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a draft needs. The sets hold places; one sentence is in one of them."""

    source: SourceArticle
    article: Article
    path: Path
    """Where the draft goes."""
    passages: Sequence[draft.Passage]
    given: dict[Place, str]
    """English that is not asked for: by the author, or the same in both languages."""
    edited: frozenset[Place]
    remembered: frozenset[Place]
    changed: frozenset[Place]
    new: frozenset[Place]
    kept: PreservedEdits = field(default_factory=PreservedEdits)
    frame: str = ""
    """All around the sentences, with what an author changed there."""
    lost: Sequence[Sequence[str]] = ()
    """The author's lines around the sentences that have no place any more."""

    @property
    def asked(self) -> list[Place]:
        """The sentences that the provider is asked for, in order; the same one is asked once."""
        first: dict[tuple[object, object], Place] = {}
        for place in sorted(self.new | self.changed):
            unit = self.unit(place)
            first.setdefault((unit.source, unit.agreed), place)
        return list(first.values())

    def unit(self, place: Place) -> draft.Unit:
        """The sentence at a place."""
        return self.passages[place[0]].units[place[1]]

    @property
    def characters(self) -> int:
        """How long the sentences are that are asked for."""
        return sum(len(self.unit(place).source.text) for place in self.asked)

    @property
    def told(self) -> str:
        """How much is new, changed and kept, for people."""
        kept = len(self.remembered) + len(self.edited)
        edited = f" ({len(self.edited)} as you changed them)" if self.edited else ""
        return (
            f"{plural(len(self.new), 'sentence')} new, {len(self.changed)} changed,"
            f" {kept} kept{edited}; {plural(self.characters, 'character')} to send"
        )


def site_of(paths: Sequence[Path]) -> Path:
    """The site folder that holds the given articles. Raises `RefusedError`."""
    found: dict[Path, None] = {}
    for path in paths:
        absolute = Path(os.path.abspath(path))
        root = next((p for p in absolute.parents if (p / "site.toml").is_file()), None)
        if root is None:
            hint = "name an article below the folder `articles` of a site"
            raise RefusedError(f"{path} is in no site", hint)
        found[root] = None
    if len(found) > 1:
        raise RefusedError("the articles are of several sites", "translate one site at a time")
    return next(iter(found))


class Translator:
    """Drafts the English of the articles of one site."""

    def __init__(self, source: SiteSource) -> None:
        self._source = source
        self._root = source.config.root
        self._workshop = ArticleAnnotator.of(source)
        self._agreement = TermBase.from_entries(source.terms, source.lexemes)
        self._memory = memory.Memory(self._root)
        self.model = model_of(source.config.translate)

    def plans(self, paths: Sequence[Path], *, again: bool = False) -> list[Plan]:
        """A plan for each article; translations that are given beside theirs are passed over."""
        given = {os.path.realpath(path) for path in paths}
        beside = {
            os.path.realpath(source.translation.path)
            for source in self._source.articles
            if source.translation and os.path.realpath(source.path) in given
        }
        wanted = dict.fromkeys(p for p in paths if os.path.realpath(p) not in beside)
        return [self.plan(path, again=again) for path in wanted]

    def plan(self, path: Path, *, again: bool = False) -> Plan:
        """What the draft of an article needs; `again` asks for all that no author changed.

        Raises `RefusedError` where a draft must not or cannot be written.
        """
        source = self._article(path)
        target = source.path.with_name(f"{source.path.stem}.en.md")
        present = machine_draft(source, target)
        article = self._workshop.article(replace(source, translation=None), Report())
        cut = draft.passages(article, self._agreement)
        kept = preserved_edits(present, target, cut, self._source.config)
        carried = kept.carried
        frame, lost = frame_of(source, article, target, kept, self._source.config)
        given = {
            (b, s): draft.verbatim(unit)
            for b, passage in enumerate(cut)
            for s, unit in enumerate(passage.units)
            if not unit.needs_translating
        }
        title = _stated_title(source.path)
        if title:
            given[0, 0] = title
        places = [(b, s) for b, passage in enumerate(cut) for s in range(len(passage.units))]
        open_ = [place for place in places if place not in given and place not in carried.kept]
        known = {
            place
            for place in open_
            if not again and self._memory.get(cut[place[0]].units[place[1]], self.model) is not None
        }
        unknown = set(open_) - known
        changed = {place for place in unknown if place in carried.changed | set(carried.earlier)}
        return Plan(
            source,
            article,
            target,
            cut,
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
                raise RefusedError(f"{path} is a translation", f"name {source.path.name} instead")
        raise RefusedError(f"{path} is no article of the site", "name a file below `articles`")

    def carry_out(
        self,
        plan: Plan,
        patience: RetryingProvider,
        report: Report,
        progress: Progress | None = None,
    ) -> None:
        """Ask for what a plan asks for, and write its draft.

        Doubts are reported; raises `ProviderError`, `RefusedError` and OSError, and what was
        answered until then is remembered.
        """
        units = {unit.id: unit for unit in map(plan.unit, plan.asked)}
        answers = patience.translate(list(_requests(plan)))
        done = 0
        try:
            for id_, english in answers:
                self._memory.add(units[id_], self.model, english)
                done += 1
                if progress is not None:
                    progress("Translating", done, len(units))
        except ProviderError as error:
            name = plan.source.path.name
            message = f"{name}: {error}; {done} of {len(units)} sentences came and are remembered"
            raise ProviderError(message, f"{error.hint}; then run the command again") from None
        losses = self._write(plan)
        self._review(plan, losses, report)

    def _write(self, plan: Plan) -> dict[Place, tuple[str, ...]]:
        """Write the draft and its record; gives the tags that sentences lost."""
        losses: dict[Place, tuple[str, ...]] = {}
        english: dict[str, str] = {}
        bare: dict[str, str] = {}
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
                        text, lost = draft.rendered(unit, answer)
                        losses |= {place: lost} if lost else {}
                shown.append(text)
                noted.append((draft.verbatim(unit), self._written(plan, place, text)))
            english[passage.block.id] = plan.kept.joined(b, shown)
            bare[passage.block.id] = draft.joined(shown)
            record.append(tuple(noted))
        frame = draft.machine_frame(plan.source, plan.article)
        html = self._source.config.html
        try:
            written = draft.compose(frame, plan.article, bare, translator=self.model)
            draft.prove(written, plan.article, html=html)
        except draft.DraftError as error:
            hint = "write its Markdown in a plainer way; what was answered is remembered"
            raise RefusedError(f"{plan.source.path.name}: {error}", hint) from None
        text = draft.compose(plan.frame, plan.article, english, translator=self.model)
        made = memory.DraftRecord(tuple(record), frame, self.model)
        memory.save_record(self._root, plan.path, made)
        write_atomically(plan.path, text)
        return losses

    @staticmethod
    def _written(plan: Plan, place: Place, text: str) -> str:
        """What the machine wrote, which is not what its author made of it."""
        if place in plan.edited:
            b, s = plan.kept.carried.earlier[place]
            return plan.kept.record.blocks[b][s][1]
        return text

    def _review(self, plan: Plan, losses: dict[Place, tuple[str, ...]], report: Report) -> None:
        """Read the draft back, and report what is doubtful in it."""
        found = Report()
        sources = read_site(self._root, Report(), drafts=True).articles
        source = next(item for item in sources if item.path == plan.source.path)
        article = self._workshop.article(source, found)
        doubts = Report(suppressions=found.suppressions)
        alignment_doubts(article, doubts)
        translation_doubts(article, self._agreement, doubts)
        translation = article.translation
        assert translation is not None

        def line_of(block: int) -> int:
            return (
                translation.blocks[block - 1].line if block else 1
            )  # the title stands at the head

        for (b, s), lost in losses.items():
            found.add(
                "T009",
                plan.path,
                f"the translation of {plan.passages[b].units[s].id} lost {', '.join(lost)}",
                "set it into the draft by hand; it is kept from then on",
                line=line_of(b),
            )
        for (b, _), english in plan.kept.carried.lost:
            found.add(
                "T010",
                plan.path,
                f"the Chinese of a sentence that you changed is another now; you had “{english}”",
                "compare it with the new translation",
                line=line_of(b),
            )
        for lines in plan.lost:
            found.add(
                "T010",
                plan.path,
                "the article changed where you changed the draft around its sentences; you had "
                f"“{shown_lines(lines)}”",
                "compare it with the new draft",
            )
        of_draft = (d for d in found.diagnostics if d.path == plan.path)
        for diagnostic in (*of_draft, *doubts.diagnostics):
            report.record(diagnostic)


def _stated_title(path: Path) -> str:
    """The English title in the front matter of an article."""
    text = read_text(path, Report()) or ""
    entries, body, _ = split(text, path, Report())
    meta = metadata(entries or {}, path, Report(), body=body)
    return meta.title.en if meta else ""


def _requests(plan: Plan) -> Iterator[Request]:
    """The sentences to ask for, each with its neighbours in the article."""
    order = [(b, s) for b, p in enumerate(plan.passages) for s in range(len(p.units))]
    at = {place: index for index, place in enumerate(order)}

    def text(index: int) -> str:
        # The title stands with every request already.
        return plan.unit(order[index]).source.text if 0 < index < len(order) else ""

    for place in plan.asked:
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
