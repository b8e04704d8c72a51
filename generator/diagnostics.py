"""Where faults and doubts are gathered, so that they come all at once.

Every code stands in `CODES`, by family: S source and configuration, W words and lexicon,
R readings, E editions, G glossary, T translation, L links and assets. `docs/diagnostics.md` has
them with cause and remedy.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.model import Diagnostic, Severity

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


@dataclass(slots=True, eq=False)
class Suppression:
    """A doubt that an author has looked at and accepts: its code, and where it may be.

    `said_in`, `line` and `column` are the place of the note or the comment that says so, and
    `remedy` what to do with it once the doubt is gone.
    """

    code: str
    path: Path
    said_in: Path
    line: int
    column: int
    remedy: str
    places: frozenset[tuple[int, int]] = frozenset()
    """Line and column of each code point that it covers."""
    lines: range = range(0)
    """The lines that it covers whole."""
    used: bool = False

    def covers(self, code: str, path: Path, line: int, column: int) -> bool:
        """Whether a doubt is one that was accepted."""
        if code != self.code or path != self.path:
            return False
        return line in self.lines or (line, column) in self.places


class UnknownCodeError(ValueError):
    """A code, or the letter of a family, that there is not."""


@dataclass(slots=True)
class Report:
    """An ordered collection of diagnostics that stages and loaders add to."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    acceptances: list[Suppression] = field(default_factory=list)
    """A doubt that one of them covers is put among the accepted."""
    accepted: list[Diagnostic] = field(default_factory=list)

    def add(
        self, code: str, path: Path, message: str, hint: str, *, line: int = 1, column: int = 1
    ) -> None:
        """Record a fault under a code of `CODES`, which sets its severity."""
        severity = CODES[code][0]
        self._record(Diagnostic(code, severity, path, line, column, message, hint))

    def _record(self, found: Diagnostic) -> None:
        for accepted in self.acceptances:
            if accepted.covers(found.code, found.path, found.line, found.column):
                accepted.used = True
                self.accepted.append(found)
                return
        self.diagnostics.append(found)

    def accept(self, accepted: Suppression) -> None:
        """Keep quiet about a doubt from now on, and forget it where it was recorded before."""
        self.acceptances.append(accepted)
        recorded = self.diagnostics[:]
        self.diagnostics.clear()
        for found in recorded:
            self._record(found)

    def absorb(self, other: Report) -> None:
        """Take over all that another report has recorded and accepts.

        Acceptances are copied: each run finds anew what is accepted in vain.
        """
        for accepted in other.acceptances:
            self.accept(replace(accepted, used=False))
        for found in (*other.diagnostics, *other.accepted):
            self._record(found)

    def add_stale(self, unasked: Collection[str] = ()) -> None:
        """Record each acceptance that covered nothing (S023), once all doubts have been added.

        `unasked` are the codes that nobody looked for.
        """
        for accepted in self.acceptances:
            if not accepted.used and accepted.code not in unasked:
                self.add(
                    "S023",
                    accepted.said_in,
                    f"no {accepted.code} is reported here any more",
                    accepted.remedy,
                    line=accepted.line,
                    column=accepted.column,
                )

    def keep(self, select: Sequence[str] | None, ignore: Sequence[str] = ()) -> None:
        """Forget what is not selected (None: all is), and what is to be ignored.

        Each is a code or the beginning of some: `R` for all of a family. Raises
        UnknownCodeError for one that no code begins with.
        """
        for given in (*(select or ()), *ignore):
            if not any(code.startswith(given) for code in CODES):
                raise UnknownCodeError(f"there is no code {given}: see docs/diagnostics.md")
        wanted = ("",) if select is None else tuple(select)
        self.diagnostics[:] = [
            d
            for d in self.diagnostics
            if d.code.startswith(wanted) and not d.code.startswith(tuple(ignore))
        ]

    @property
    def failed(self) -> bool:
        """Whether any error was recorded."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)

    def sorted(self) -> list[Diagnostic]:
        """All diagnostics by place."""
        return sorted(self.diagnostics, key=lambda d: (str(d.path), d.line, d.column, d.code))
