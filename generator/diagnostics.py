"""Reports, which collect errors and warnings so that an author sees all of them at once.

1. Each article has its own report, to which its loaders, stages and checks add.
2. `Report.merge` joins these, in order, into the report of the site.
3. Suppressions take effect when a report is read, so they may be added before or after the
   diagnostics that they cover, or merged from another report.

`CODES` has every code, by family: S source and configuration, W words and lexicon, N names,
R readings, E editions, G glossary, T translation, L links and assets,
A recordings (audio). `docs/diagnostics.md` gives
the cause and remedy of each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from generator.model import Block, Span


class Severity(StrEnum):
    """The severity of a diagnostic: an error fails the build, a warning only `check --strict`."""

    ERROR = "error"
    WARNING = "warning"


ERROR, WARNING = Severity.ERROR, Severity.WARNING

CODES: dict[str, tuple[Severity, str]] = {
    "S001": (ERROR, "file missing or unreadable"),
    "S002": (ERROR, "text encoding unknown or invalid"),
    "S003": (ERROR, "front matter is not valid YAML, TOML or JSON"),
    "S004": (WARNING, "key of the front matter without a meaning"),
    "S005": (ERROR, "wrong value in front matter"),
    "S006": (ERROR, "two articles have the same slug"),
    "S007": (ERROR, "site.toml is not valid TOML"),
    "S008": (ERROR, "unknown key in site.toml"),
    "S009": (ERROR, "wrong value in site.toml"),
    "S010": (WARNING, "raw HTML is shown as text"),
    "S011": (WARNING, "article is empty"),
    "S012": (ERROR, "output folder would overwrite other files"),
    "S013": (ERROR, "a template cannot be rendered"),
    "S014": (ERROR, "a file name is not portable"),
    "S015": (ERROR, "a script module cannot be bundled"),
    "S016": (ERROR, "a style sheet is not valid"),
    "S017": (ERROR, "a notes file is not valid TOML"),
    "S018": (ERROR, "unknown key in a notes file"),
    "S019": (ERROR, "wrong value in a notes file"),
    "S020": (ERROR, "notes file without an article"),
    "S021": (ERROR, "a note matches nothing in its article"),
    "S022": (ERROR, "a note matches several places"),
    "S023": (WARNING, "an accepted warning is no longer reported"),
    "S024": (WARNING, "half-width punctuation in Chinese"),
    "S025": (ERROR, "an ignore comment is not valid"),
    "S026": (ERROR, "the process that worked on an article was stopped"),
    "S027": (WARNING, "article without a title"),
    "S028": (WARNING, "shortcode of another program is shown as text"),
    "S029": (WARNING, "lines that look like verse run together"),
    "S030": (WARNING, "diagram is shown as its code"),
    "S031": (WARNING, "formula is not understood"),
    "S032": (ERROR, "the output folder cannot be written"),
    "S035": (WARNING, "invisible characters change the order of a text"),
    "S036": (WARNING, "part of raw HTML is left out"),
    "S037": (WARNING, "more tags than an article may have"),
    "S038": (ERROR, "the program has changed while it runs"),
    "W001": (ERROR, "lexicon.toml is not valid TOML"),
    "W002": (ERROR, "unknown key in lexicon.toml"),
    "W003": (ERROR, "wrong value in lexicon.toml"),
    "W004": (ERROR, "an author's mark is not valid"),
    "W005": (ERROR, "the words of a note do not add up to its text"),
    "W006": (ERROR, "a note chooses a sense that the dictionary does not have"),
    "W007": (ERROR, "two corrections contradict each other"),
    "W008": (WARNING, "a word is in no dictionary"),
    "W009": (WARNING, "a lexicon entry is not used"),
    "W010": (WARNING, "a segmentation is doubtful"),
    "N001": (WARNING, "a name is doubtful"),
    "R001": (ERROR, "an author's reading does not match its characters"),
    "R002": (WARNING, "a character has no known reading"),
    "R003": (WARNING, "a reading is doubtful"),
    "E001": (WARNING, "the form in a note is not in the script of its edition"),
    "E002": (WARNING, "the conversion of a character is doubtful"),
    "E003": (WARNING, "a form in an edition does not convert back"),
    "G001": (ERROR, "glossary.toml is not valid TOML"),
    "G002": (ERROR, "glossary entry without a form"),
    "G003": (ERROR, "unknown key in glossary.toml"),
    "G004": (ERROR, "wrong value in glossary.toml"),
    "G005": (ERROR, "two glossary entries have the same id"),
    "G006": (ERROR, "two glossary entries have the same form"),
    "G007": (ERROR, "a note names a term that the glossary does not have"),
    "G008": (WARNING, "a glossary entry is not used"),
    "G009": (WARNING, "a term is explained long after its first use"),
    "T001": (WARNING, "translation without an article"),
    "T002": (WARNING, "article without a translation"),
    "T003": (WARNING, "the blocks of article and translation differ"),
    "T004": (WARNING, "machine draft that nobody has signed off"),
    "T005": (WARNING, "the agreed translation of a term is not used"),
    "T006": (WARNING, "numbers, names or Latin words differ between the languages"),
    "T007": (WARNING, "the translation contains Chinese"),
    "T009": (WARNING, "links, code or emphasis were lost in translation"),
    "T010": (WARNING, "an author's change of a machine draft could not be kept"),
    "T011": (ERROR, "an anchor has no counterpart"),
    "T012": (ERROR, "an anchor cannot be followed"),
    "T013": (WARNING, "a pair of sentences is doubtful"),
    "T014": (WARNING, "a sentence has no counterpart"),
    "T015": (WARNING, "a translation is unusually long or short"),
    "T016": (WARNING, "the English uses a term that the Chinese does not"),
    "T017": (WARNING, "a name is spelt in two ways"),
    "P001": (ERROR, "a plugin fails"),
    "P002": (WARNING, "a plugin has a doubt"),
    "P003": (ERROR, "a plugin has found an error"),
    "L001": (WARNING, "image or linked file is missing"),
    "L002": (WARNING, "link is unsafe and was left as text"),
    "L003": (WARNING, "internal link has no target"),
    "L004": (WARNING, "image has no alternative text"),
    "L005": (WARNING, "external address is gone"),
    "L006": (WARNING, "image is on another host"),
    "A001": (ERROR, "a file of cues is not valid"),
    "A002": (WARNING, "cues do not fit the text"),
}
"""Every code, with its severity and a short description."""


class Diagnostic(Struct, frozen=True):
    """An error or a warning: the one-based position, the cause and the remedy."""

    code: str
    severity: Severity
    path: Path
    line: int
    column: int
    message: str
    hint: str
    block: str = ""
    """The id of the block of `path` that it is about; empty if there is none."""
    span: Span | None = None
    """The part of the text of the block."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}"
        return f"{place}: {self.severity} {self.code}: {self.message}\n    Hint: {self.hint}"


class Suppression(Struct, frozen=True, eq=False):
    """An author's decision to accept a warning: its code, and the places where it is accepted.

    `stated_in`, `line` and `column` are the position of the note or comment with the decision;
    `remedy` is the hint for when the warning is no longer reported.
    """

    code: str
    path: Path
    stated_in: Path
    line: int
    column: int
    remedy: str
    places: frozenset[tuple[int, int]] = frozenset()
    """The line and column of each code point that it covers."""
    lines: range = range(0)
    """The lines that it covers entirely."""


class Policy(Struct, frozen=True):
    """Which warnings a site, or a folder of it, wants to see: codes or prefixes of codes."""

    select: tuple[str, ...] | None = None
    """None for all."""
    ignore: tuple[str, ...] = ()
    folder: Path | None = None

    def hides(self, diagnostic: Diagnostic) -> bool:
        """Whether a diagnostic is not wanted; an error always is."""
        if diagnostic.severity is Severity.ERROR:
            return False
        if self.folder is not None and not diagnostic.path.is_relative_to(self.folder):
            return False
        unselected = self.select is not None and not diagnostic.code.startswith(self.select)
        return unselected or diagnostic.code.startswith(self.ignore)


class UnknownCodeError(ValueError):
    """Raised for a code, or a prefix of codes, that does not exist."""


class Report:
    """Diagnostics and suppressions, in the order in which they were recorded."""

    __slots__ = ("_policies", "_recorded", "_resolution", "_suppressions")

    def __init__(
        self, diagnostics: Iterable[Diagnostic] = (), suppressions: Iterable[Suppression] = ()
    ) -> None:
        self._recorded = list(diagnostics)
        self._suppressions = list(suppressions)
        self._policies: list[Policy] = []
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

        `block` is the id of the block that it is about, and `span` the part of its text.
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
        """Suppress a warning, whether it is recorded before or after."""
        self._suppressions.append(suppression)
        self._resolution = None

    def add_policy(self, policy: Policy) -> None:
        """Hide the warnings that a site does not want, whenever they are recorded."""
        self._policies.append(policy)
        self._resolution = None

    def merge(self, other: Report) -> None:
        """Add all the diagnostics and suppressions of another report, in its order."""
        self._recorded += other._recorded
        self._suppressions += other._suppressions
        self._policies += other._policies
        self._resolution = None

    def add_stale(self, unchecked: Collection[str] = ()) -> None:
        """Report each suppression that covers nothing (S023), once all warnings are recorded.

        `unchecked` are the codes whose checks did not run.
        """
        used = self._resolve().used
        for suppression in self._suppressions:
            if suppression not in used and suppression.code not in unchecked:
                self.add(
                    "S023",
                    suppression.stated_in,
                    f"{suppression.code} is no longer reported here",
                    suppression.remedy,
                    line=suppression.line,
                    column=suppression.column,
                )

    def filter(self, select: Sequence[str] | None, ignore: Sequence[str] = ()) -> None:
        """Drop the diagnostics that are not selected (None selects all), or are ignored.

        Both arguments are codes or prefixes of codes, such as `R` for a whole family. What is
        selected is shown even if a policy hides it. Raises UnknownCodeError if no code starts with
        one of them.
        """
        for prefix in (*(select or ()), *ignore):
            if not any(code.startswith(prefix) for code in CODES):
                raise UnknownCodeError(f"There is no code {prefix}: see docs/diagnostics.md")
        wanted = ("",) if select is None else tuple(select)
        if select is not None:
            self._policies = []
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
        """All suppressions, even those that cover nothing."""
        return self._suppressions

    @property
    def failed(self) -> bool:
        """Whether there is any error."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)

    def sorted(self) -> list[Diagnostic]:
        """Return the diagnostics that no suppression covers, sorted by position."""
        return sorted(self.diagnostics, key=lambda d: (str(d.path), d.line, d.column, d.code))

    def _resolve(self) -> _Resolution:
        if self._resolution is None:
            index = _Index(self._suppressions)
            found = _Resolution([], [], set())
            for diagnostic in self._recorded:
                suppression = index.find(diagnostic)
                if suppression is not None:
                    found.suppressed.append(diagnostic)
                    found.used.add(suppression)
                elif not any(policy.hides(diagnostic) for policy in self._policies):
                    found.active.append(diagnostic)
            self._resolution = found
        return self._resolution


class _Resolution(Struct, frozen=True):
    """The diagnostics of a report after applying its suppressions."""

    active: list[Diagnostic]
    suppressed: list[Diagnostic]
    used: set[Suppression]


class _Index:
    """An index of suppressions by code and path, then by line or by line and column."""

    def __init__(self, suppressions: Sequence[Suppression]) -> None:
        self._suppressions = suppressions
        self._covered: dict[tuple[str, Path], dict[int | tuple[int, int], int]] = {}
        for number, suppression in enumerate(suppressions):
            covered = self._covered.setdefault((suppression.code, suppression.path), {})
            for place in (*suppression.lines, *suppression.places):
                covered.setdefault(place, number)

    def find(self, diagnostic: Diagnostic) -> Suppression | None:
        """Return the suppression that covers a diagnostic, the earliest if there are several."""
        covered = self._covered.get((diagnostic.code, diagnostic.path))
        if covered is None:
            return None
        places = (diagnostic.line, (diagnostic.line, diagnostic.column))
        numbers = [covered[place] for place in places if place in covered]
        return self._suppressions[min(numbers)] if numbers else None
