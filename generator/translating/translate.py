"""`jiazhu translate`: drafts of the English of some articles.

1. Read the site, annotate the articles, and cut them into sentences (`draft`).
2. See what is there: a translation by hand is refused; in a machine draft, what its author changed
   is kept (`edits`), and what was once answered is not asked again (`memory`).
3. Ask the provider for the rest (`patience`); each answer is remembered as it comes, so that a
   run which fails or is cut off goes on where it was.
4. Write the draft, whole or not at all, then read it back and say what is doubtful in it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.checks.alignment import alignment_doubts
from generator.checks.translation import translation_doubts
from generator.content.agreement import Agreement
from generator.content.articles import SourceArticle, SourceTranslation
from generator.content.frontmatter import split
from generator.content.markdown import parse
from generator.content.metadata import metadata
from generator.content.site import SiteSource, read_site
from generator.content.sources import read_text
from generator.diagnostics import Report
from generator.model import Article
from generator.prepare import Workshop
from generator.translating import draft, edits, memory
from generator.translating.edits import Carried, Place
from generator.translating.patience import Patience
from generator.translating.providers import ProviderError, Request, model_of

Progress = Callable[[str, int, int], None]


class RefusedError(Exception):
    """A draft cannot be written without harm; `hint` says the remedy."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


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
    lost: Sequence[str] = ()
    """What an author changed in sentences whose Chinese is another now."""
    record: memory.DraftRecord | None = None
    earlier: dict[Place, Place] = field(default_factory=dict)

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
        self._workshop = Workshop.of(source)
        self._agreement = Agreement.of(source.terms, source.lexemes)
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
        present = _machine_draft(source, target)
        article = self._workshop.article(replace(source, translation=None), Report())
        cut = draft.passages(article, self._agreement)
        carried, record = self._carried(present, target, cut)
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
            lost=carried.lost,
            record=record,
            earlier=carried.earlier,
        )

    def _article(self, path: Path) -> SourceArticle:
        real = os.path.realpath(path)
        for source in self._source.articles:
            if os.path.realpath(source.path) == real:
                return source
            if source.translation and os.path.realpath(source.translation.path) == real:
                raise RefusedError(f"{path} is a translation", f"name {source.path.name} instead")
        raise RefusedError(f"{path} is no article of the site", "name a file below `articles`")

    def _carried(
        self, present: SourceTranslation | None, target: Path, cut: Sequence[draft.Passage]
    ) -> tuple[Carried, memory.DraftRecord | None]:
        """What of the draft that is there holds on."""
        if present is None:
            return Carried(), None
        hint = (
            f"sign it off by removing `machine: true`, or remove {target.name} to begin anew; what "
            "was answered is remembered"
        )
        record = memory.load_record(self._root, target)
        if record is None:
            message = f"what was changed in {target.name} cannot be told: its record is missing"
            raise RefusedError(message, hint)
        tokens, blocks = parse(present.body, html=self._source.config.html)
        contents = [present.title, *(tokens[block.token].content for block in blocks)]
        made = edits.changes(record, contents)
        if made is None:
            message = f"blocks were added to {target.name} or removed from it"
            raise RefusedError(message, hint)
        texts = [[draft.verbatim(unit) for unit in passage.units] for passage in cut]
        return edits.carry(record, made, texts), record

    def carry_out(
        self, plan: Plan, patience: Patience, report: Report, progress: Progress | None = None
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
        record: list[list[tuple[str, str]]] = []
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
            english[passage.block.id] = draft.joined(shown)
            record.append(noted)
        try:
            text = draft.compose(
                plan.source,
                plan.article,
                english,
                translator=self.model,
                html=self._source.config.html,
            )
        except draft.DraftError as error:
            hint = "write its Markdown in a plainer way; what was answered is remembered"
            raise RefusedError(f"{plan.source.path.name}: {error}", hint) from None
        memory.save_record(self._root, plan.path, record)
        memory.write_whole(plan.path, text)
        return losses

    @staticmethod
    def _written(plan: Plan, place: Place, text: str) -> str:
        """What the machine wrote, which is not what its author made of it."""
        if place in plan.edited and plan.record is not None:
            b, s = plan.earlier[place]
            return plan.record.blocks[b][s][1]
        return text

    def _review(self, plan: Plan, losses: dict[Place, tuple[str, ...]], report: Report) -> None:
        """Read the draft back, and report what is doubtful in it."""
        found = Report()
        sources = read_site(self._root, Report(), drafts=True).articles
        source = next(item for item in sources if item.path == plan.source.path)
        article = self._workshop.article(source, found)
        doubts = Report(acceptances=found.acceptances)
        alignment_doubts(article, doubts)
        translation_doubts(article, self._agreement, doubts)
        assert article.translation is not None
        for (b, s), lost in losses.items():
            found.add(
                "T009",
                plan.path,
                f"the translation of {plan.passages[b].units[s].id} lost {', '.join(lost)}",
                "set it into the draft by hand; it is kept from then on",
                line=article.translation.blocks[b - 1].line,
            )
        for english in plan.lost:
            found.add(
                "T010",
                plan.path,
                f"the Chinese of a sentence that you changed is another now; you had “{english}”",
                "compare it with the new translation",
            )
        report.diagnostics += [d for d in found.diagnostics if d.path == plan.path]
        report.diagnostics += doubts.diagnostics


def _machine_draft(source: SourceArticle, target: Path) -> SourceTranslation | None:
    """The machine draft that is there already; None where no file is."""
    translation = source.translation
    if translation is not None and not (translation.machine and translation.path == target):
        message = f"{translation.path.name} is a translation by hand and stays as it is"
        hint = "remove it, or rename it, to have a draft made"
        raise RefusedError(message, hint)
    if translation is None and os.path.lexists(target):
        hint = "mend it, or remove it to have a draft made"
        raise RefusedError(f"{target.name} is there, but is no draft of a machine", hint)
    return translation


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
