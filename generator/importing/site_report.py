"""The report of the import of a whole site: what was written, changed, left, and is to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.importing.markdown_text import escape


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What became of a site."""

    kind: str
    """The program that the site was made with."""
    articles: int
    drafts: int
    pages: int
    images: int
    aliases: int
    """The number of articles whose old address leads to the new one."""
    links: int
    """The number of links between texts that were rewritten."""
    counts: Counter[str]
    """How often each tag was converted, removed or left."""
    skipped: Mapping[str, str]
    """Why a text was not imported, by its name."""
    settings: Mapping[str, str]
    """What the old site says of itself, by the keys of `site.toml`."""
    moved_pages: Sequence[str]
    """The old addresses of pages, which have no aliases."""
    notes: Mapping[str, Sequence[str]]
    """What was noted of single texts."""

    def lines(self) -> Iterator[str]:
        """Yield the summary."""
        drafts = f", {self.drafts:,} of them drafts" if self.drafts else ""
        yield f"{self.kind}: {self.articles:,} articles{drafts}, {self.pages:,} pages, and"
        yield f"{self.images:,} images were imported."
        if self.aliases:
            yield f"Old addresses lead to {self.aliases:,} articles (`aliases`)."
        if self.links:
            yield f"Links between texts rewritten: {self.links:,}."
        if self.skipped:
            yield f"Not imported: {len(self.skipped):,}."

    def markdown(self) -> str:
        """Return the whole report as Markdown."""
        parts = ["# Import", "\n".join(self.lines())]
        changed = {name: number for name, number in sorted(self.counts.items()) if number}
        if changed:
            parts += ["## Changed and left", _list(f"{n}: {k:,}" for n, k in changed.items())]
        if self.settings:
            lines = (f'{key} = "{_toml(text)}"' for key, text in self.settings.items())
            parts += [
                "## Settings of the old site",
                "Copy what you want into `site.toml`; `title` and `description` have a text for"
                " each language there.",
                "```text\n" + "\n".join(lines) + "\n```",
            ]
        if self.moved_pages:
            parts += [
                "## Pages",
                "Pages have no aliases, so these addresses are gone:",
                _list(self.moved_pages),
            ]
        if self.skipped:
            lines = (f"{escape(name)}: {escape(why)}" for name, why in self.skipped.items())
            parts += ["## Not imported", _list(lines)]
        notes = [f"{escape(n)}: {escape(' '.join(t))}" for n, t in self.notes.items() if t]
        if notes:
            parts += ["## Texts", _list(notes)]
        return "\n\n".join(parts) + "\n"


def _list(lines: Iterator[str] | Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _toml(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
