"""Where faults and doubts are gathered, so that they come all at once.

Every code stands in `CODES`, by family: S source and configuration, W words and lexicon,
R readings, N names, E editions, G glossary, T translation, L links and assets.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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
    "W001": (ERROR, "lexicon.toml is not valid TOML"),
    "W002": (ERROR, "unknown key in lexicon.toml"),
    "W003": (ERROR, "wrong value in lexicon.toml"),
    "R001": (ERROR, "an author's reading does not fit its characters"),
    "R002": (WARNING, "a character has no known reading"),
    "R003": (WARNING, "a reading is in doubt"),
    "G001": (ERROR, "glossary.toml is not valid TOML"),
    "G002": (ERROR, "glossary entry without a form"),
    "G003": (ERROR, "unknown key in glossary.toml"),
    "G004": (ERROR, "wrong value in glossary.toml"),
    "G005": (ERROR, "two glossary entries share an id"),
    "G006": (ERROR, "two glossary entries claim the same form"),
    "T001": (WARNING, "translation without an article"),
    "T002": (WARNING, "article without a translation"),
    "T003": (WARNING, "article and translation do not pair block by block"),
    "T011": (ERROR, "an anchor has no counterpart"),
    "T012": (ERROR, "an anchor cannot be followed"),
    "T013": (WARNING, "a pair of sentences is in doubt"),
    "T014": (WARNING, "a sentence has no counterpart"),
    "T015": (WARNING, "a translation is suspiciously long or short"),
    "L001": (WARNING, "image or linked file is missing"),
    "L002": (WARNING, "link is unsafe and was left as text"),
}
"""Every code, its severity and what it is about."""


@dataclass(slots=True)
class Report:
    """An ordered collection of diagnostics that stages and loaders add to."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(
        self, code: str, path: Path, message: str, hint: str, *, line: int = 1, column: int = 1
    ) -> None:
        """Record a fault under a code of `CODES`, which sets its severity."""
        severity = CODES[code][0]
        self.diagnostics.append(Diagnostic(code, severity, path, line, column, message, hint))

    @property
    def failed(self) -> bool:
        """Whether any error was recorded."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)

    def sorted(self) -> list[Diagnostic]:
        """All diagnostics by place."""
        return sorted(self.diagnostics, key=lambda d: (str(d.path), d.line, d.column, d.code))
