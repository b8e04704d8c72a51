"""The author's own pages besides the articles: the text of the about page, and `pages/*.md`.

They are converted to each edition like articles, but have no readings and no translation: a page
may have paragraphs in both languages. The file name decides the address of a page, so that the menu
in `site.toml` can be checked without reading pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.content.fields import FrontMatterReader
from generator.content.frontmatter import split_front_matter
from generator.content.ignores import apply_ignores, front_matter_comments
from generator.content.notes import notes_file
from generator.content.slugs import RESERVED, slug_fault, slugify
from generator.content.sources import read_text
from generator.diagnostics import Report
from generator.model import Bilingual

FOLDER = "pages"
_HEADING = re.compile(r"\s*#[ \t]+(\S.*)(?:\n|\Z)")
"""A heading at the beginning of a page, which is its title if the front matter has none."""


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of the author before parsing."""

    path: Path
    slug: str
    title: Bilingual
    """Empty for the about page, which has a label."""
    body: str
    body_line: int = 1

    @property
    def notes(self) -> Path:
        """The file with its corrections, which need not exist."""
        return notes_file(self.path)


def find_pages(root: Path) -> dict[str, Path]:
    """Return the files in `pages/` by their slug, sorted; two with one slug are one."""
    folder = root / FOLDER
    files = sorted(folder.glob("*.md")) if folder.is_dir() else []
    found = (path for path in files if not path.name.startswith("."))
    return {slugify(path.stem) or path.stem: path for path in found}


def load_pages(
    root: Path, report: Report, *, articles: Mapping[Path, str], drafts: bool = False
) -> tuple[TextPage, ...]:
    """Return the pages in `pages/`, without drafts unless `drafts` is set; faults are reported.

    `articles` has the slugs of the articles, which pages must not share (S006).
    """
    taken = {slug: path for path, slug in articles.items()}
    found = []
    for slug, path in find_pages(root).items():
        page = _load(path, slug, report, drafts=drafts)
        if page is None:
            continue
        fault = slug_fault(slug) if slug else "cannot be made into an address"
        if slug in taken:
            place = taken[slug].relative_to(root).as_posix()
            fault = f"is that of the article {place}"
        if fault:
            message = f"The name of the page “{path.stem}” {fault}"
            names = ", ".join(sorted(RESERVED))
            hint = f"Rename the file: use a–z, 0–9 and hyphens, and none of {names}."
            report.add("S006", path, message, hint)
            continue
        found.append(page)
    return tuple(found)


def load_about(path: Path | None, report: Report) -> TextPage | None:
    """Return the text of the about page; None if there is none or it cannot be read."""
    text = None if path is None else read_text(path, report)
    if path is None or text is None:
        return None
    return TextPage(path, "about", Bilingual(), text)


def _load(path: Path, slug: str, report: Report, *, drafts: bool) -> TextPage | None:
    text = read_text(path, report)
    if text is None:
        return None
    entries, body, line = split_front_matter(text, path, report)
    if entries is None:
        return None
    fields = FrontMatterReader(entries, path, report)
    if fields.boolean("draft") and not drafts:
        return None
    apply_ignores(front_matter_comments(text[: len(text) - len(body)]), path, report)
    title, english = fields.text("title"), fields.text("title_en")
    heading = None if title else _HEADING.match(body)
    if heading:
        title = heading[1].strip(" #\t")
        line, body = line + body.count("\n", 0, heading.end()), body[heading.end() :]
    return TextPage(path, slug, Bilingual(title or path.stem, english), body, line)
