"""Reports, which gather faults and doubts so that an author sees all of them at once.

1. Each article has a report of its own, to which its loaders, its stages and its checks add.
2. `Report.merge` joins these, in order, into the report of the site.
3. Suppressions take effect when a report is read, so they may come before or after the
   diagnostics that they cover, and from another report.

Every code stands in `CODES`, by family: S source and configuration, W words and lexicon,
R readings, E editions, G glossary, T translation, L links and assets. `docs/diagnostics.md` has
them with cause and remedy.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.model import Block, Diagnostic, Severity, Span

ERROR, WARNING = Severity.ERROR, Severity.WARNING

CODES: dict[str, tuple[Severity, str]] = {
    "S001": (ERROR, "file missing or unreadable"),
    "S002": (ERROR, "text encoding not recognised or broken"),
    "S003": (ERROR, "front matter is not valid YAML"),
    "S004": (ERROR, "unknown front matter key"),
    "S005": (ERROR, "wrong front matter value"),
    "S006": (ERROR, "two articles share a slug"),
    "S007": (ERROR, "site.toml is not valid TOML"),
    "S008": (ERROR, "unknown key in site.toml"),
    "S009": (ERROR, "wrong value in site.toml"),
    "S010": (WARNING, "raw HTML is shown as text"),
    "S011": (WARNING, "article is empty"),
    "S012": (ERROR, "output folder would overwrite sources"),
    "S013": (ERROR, "a template is broken"),
    "S014": (ERROR, "a file cannot be published under its name"),
    "S015": (ERROR, "a script module cannot be joined with the others"),
    "S016": (ERROR, "a style sheet is broken"),
    "S017": (ERROR, "a notes file is not valid TOML"),
    "S018": (ERROR, "unknown key in a notes file"),
    "S019": (ERROR, "wrong value in a notes file"),
    "S020": (ERROR, "notes without an article"),
    "S021": (ERROR, "a note matches nothing in its article"),
    "S022": (ERROR, "a note matches several places"),
    "S023": (WARNING, "an accepted doubt is gone"),
    "S024": (WARNING, "half-width punctuation in Chinese"),
    "S025": (ERROR, "an ignore comment cannot be followed"),
    "W001": (ERROR, "lexicon.toml is not valid TOML"),
    "W002": (ERROR, "unknown key in lexicon.toml"),
    "W003": (ERROR, "wrong value in lexicon.toml"),
    "W004": (ERROR, "an author's mark cannot hold"),
    "W005": (ERROR, "the words of a note do not make up its text"),
    "W006": (ERROR, "a note chooses a sense that the dictionary does not have"),
    "W007": (ERROR, "two corrections of one place contradict each other"),
    "W008": (WARNING, "a word that no dictionary has"),
    "W009": (WARNING, "a lexicon entry that no article uses"),
    "N001": (WARNING, "a name is in doubt"),
    "R001": (ERROR, "an author's reading does not fit its characters"),
    "R002": (WARNING, "a character has no known reading"),
    "R003": (WARNING, "a reading is in doubt"),
    "E001": (WARNING, "a note's form is not in the script of its edition"),
    "E002": (WARNING, "a character may be another one in an edition"),
    "E003": (WARNING, "an edition does not convert back to what was written"),
    "G001": (ERROR, "glossary.toml is not valid TOML"),
    "G002": (ERROR, "glossary entry without a form"),
    "G003": (ERROR, "unknown key in glossary.toml"),
    "G004": (ERROR, "wrong value in glossary.toml"),
    "G005": (ERROR, "two glossary entries share an id"),
    "G006": (ERROR, "two glossary entries claim the same form"),
    "G007": (ERROR, "a note names a term that the glossary does not have"),
    "G008": (WARNING, "a glossary entry that no article uses"),
    "G009": (WARNING, "a term is explained long after its first use"),
    "T001": (WARNING, "translation without an article"),
    "T002": (WARNING, "article without a translation"),
    "T003": (WARNING, "article and translation do not pair block by block"),
    "T004": (WARNING, "machine draft that nobody has signed off"),
    "T005": (WARNING, "agreed translation of a term is not used"),
    "T006": (WARNING, "numbers, names or Latin words of the two languages differ"),
    "T007": (WARNING, "Chinese is left in the translation"),
    "T009": (WARNING, "links, code or emphasis were lost in translating"),
    "T010": (WARNING, "an author's change of a machine draft could not be kept"),
    "T011": (ERROR, "an anchor has no counterpart"),
    "T012": (ERROR, "an anchor cannot be followed"),
    "T013": (WARNING, "a pair of sentences is in doubt"),
    "T014": (WARNING, "a sentence has no counterpart"),
    "T015": (WARNING, "a translation is suspiciously long or short"),
    "T016": (WARNING, "English of a term stands where the Chinese lacks the term"),
    "T017": (WARNING, "a name is spelt in two ways"),
    "L001": (WARNING, "image or linked file is missing"),
    "L002": (WARNING, "link is unsafe and was left as text"),
    "L003": (WARNING, "link inside the site leads nowhere"),
    "L004": (WARNING, "image has no alternative text"),
    "L005": (WARNING, "external address is gone"),
}
"""Every code, its severity and what it is about."""


@dataclass(frozen=True, slots=True, eq=False)
class Suppression:
    """An author's decision to accept a doubt: its code, and the places where it is accepted.

    `stated_in`, `line` and `column` are the place of the note or comment with the decision, and
    `remedy` says what to do with it once the doubt is gone.
    """

    code: str
    path: Path
    stated_in: Path
    line: int
    column: int
    remedy: str
    places: frozenset[tuple[int, int]] = frozenset()
    """Line and column of each code point that it covers."""
    lines: range = range(0)
    """The lines that it covers as a whole."""


class UnknownCodeError(ValueError):
    """Raised for a code, or the beginning of one, that does not exist."""


class Report:
    """Diagnostics and suppressions, in the order in which they were recorded."""

    __slots__ = ("_recorded", "_resolution", "_suppressions")

    def __init__(
        self, diagnostics: Iterable[Diagnostic] = (), suppressions: Iterable[Suppression] = ()
    ) -> None:
        self._recorded = list(diagnostics)
        self._suppressions = list(suppressions)
        self._resolution: _Resolution | None = None

    def add(
        self,
        code: str,
        path: Path,
        message: str,
        hint: str,
        *,
        line: int = 1,
        column: int = 1,
        block: str = "",
        span: Span | None = None,
    ) -> None:
        """Record a diagnostic under a code of `CODES`, which sets its severity.

        `block` and `span` are the block that it is about, by its id, and the part of its text.
        """
        severity = CODES[code][0]
        self.record(Diagnostic(code, severity, path, line, column, message, hint, block, span))

    def add_at(
        self, block: Block, span: Span, code: str, path: Path, message: str, hint: str
    ) -> None:
        """Record a diagnostic about a part of a block, which is in the file `path`."""
        line, column = block.place(span.start)
        self.add(code, path, message, hint, line=line, column=column, block=block.id, span=span)

    def record(self, diagnostic: Diagnostic) -> None:
        """Record a diagnostic."""
        self._recorded.append(diagnostic)
        self._resolution = None

    def add_suppression(self, suppression: Suppression) -> None:
        """Suppress a doubt, whenever it is recorded."""
        self._suppressions.append(suppression)
        self._resolution = None

    def merge(self, other: Report) -> None:
        """Add all the diagnostics and suppressions of another report, in its order."""
        self._recorded += other._recorded
        self._suppressions += other._suppressions
        self._resolution = None

    def add_stale(self, unchecked: Collection[str] = ()) -> None:
        """Record each suppression that covers nothing (S023), once all doubts are recorded.

        `unchecked` are the codes that no check has looked for.
        """
        used = self._resolve().used
        for suppression in self._suppressions:
            if suppression not in used and suppression.code not in unchecked:
                self.add(
                    "S023",
                    suppression.stated_in,
                    f"no {suppression.code} is reported here any more",
                    suppression.remedy,
                    line=suppression.line,
                    column=suppression.column,
                )

    def filter(self, select: Sequence[str] | None, ignore: Sequence[str] = ()) -> None:
        """Drop the diagnostics that are not selected (None selects all) or are to be ignored.

        Both hold codes or beginnings of codes: `R` for a whole family. Raises UnknownCodeError
        for one that no code begins with.
        """
        for given in (*(select or ()), *ignore):
            if not any(code.startswith(given) for code in CODES):
                raise UnknownCodeError(f"There is no code {given}: see docs/diagnostics.md")
        wanted = ("",) if select is None else tuple(select)
        self._recorded = [
            d
            for d in self._recorded
            if d.code.startswith(wanted) and not d.code.startswith(tuple(ignore))
        ]
        self._resolution = None

    @property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """The diagnostics that no suppression covers."""
        return self._resolve().active

    @property
    def suppressed(self) -> Sequence[Diagnostic]:
        """The diagnostics that a suppression covers."""
        return self._resolve().suppressed

    @property
    def suppressions(self) -> Sequence[Suppression]:
        """All suppressions, whether or not they cover anything."""
        return self._suppressions

    @property
    def failed(self) -> bool:
        """Whether any error was recorded."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)

    def sorted(self) -> list[Diagnostic]:
        """The diagnostics that no suppression covers, by place."""
        return sorted(self.diagnostics, key=lambda d: (str(d.path), d.line, d.column, d.code))

    def _resolve(self) -> _Resolution:
        if self._resolution is None:
            index = _Index(self._suppressions)
            found = _Resolution([], [], set())
            for diagnostic in self._recorded:
                suppression = index.find(diagnostic)
                if suppression is None:
                    found.active.append(diagnostic)
                else:
                    found.suppressed.append(diagnostic)
                    found.used.add(suppression)
            self._resolution = found
        return self._resolution


@dataclass(frozen=True, slots=True)
class _Resolution:
    """What the suppressions of a report do to its diagnostics."""

    active: list[Diagnostic]
    suppressed: list[Diagnostic]
    used: set[Suppression]


class _Index:
    """The suppressions of a report by code and path, then by line or by line and column."""

    def __init__(self, suppressions: Sequence[Suppression]) -> None:
        self._suppressions = suppressions
        self._covered: dict[tuple[str, Path], dict[int | tuple[int, int], int]] = {}
        for number, suppression in enumerate(suppressions):
            covered = self._covered.setdefault((suppression.code, suppression.path), {})
            for place in (*suppression.lines, *suppression.places):
                covered.setdefault(place, number)

    def find(self, diagnostic: Diagnostic) -> Suppression | None:
        """The suppression that covers a diagnostic, the earliest where there are several."""
        covered = self._covered.get((diagnostic.code, diagnostic.path))
        if covered is None:
            return None
        places = (diagnostic.line, (diagnostic.line, diagnostic.column))
        numbers = [covered[place] for place in places if place in covered]
        return self._suppressions[min(numbers)] if numbers else None
