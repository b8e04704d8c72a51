"""The author's own pages besides the articles: the text of the about page, and `pages/*.md`.

They are converted to each edition like articles, but have no readings and no translation: a page
may have paragraphs in both languages. The file name decides the address of a page, so that the menu
in `site.toml` can be checked without reading pages.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import yaml
from msgspec import Struct

from generator.content.fields import FrontMatterReader
from generator.content.front_matter_comments import front_matter_comments
from generator.content.frontmatter import split_front_matter
from generator.content.ignores import apply_ignores
from generator.content.leading_heading import leading_heading
from generator.content.metadata import is_draft
from generator.content.notes import notes_file
from generator.content.slugs import RESERVED, pinyin_slug, slug_fault, slugify
from generator.content.sources import read_text
from generator.content.text_order import check_order
from generator.content.tree import entries, is_own_file
from generator.diagnostics import Report
from generator.model import Bilingual

FOLDER = "pages"


class TextPage(Struct, frozen=True):
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


def find_pages(root: Path, report: Report | None = None) -> dict[str, Path]:
    """Return the files in `pages/` by their slug, sorted; two with one slug are one.

    What is not a name of a file everywhere is reported (S014).
    """
    folder = root / FOLDER
    files = entries(folder, report) if folder.is_dir() else []
    found = [path for path in files if path.suffix == ".md"]
    return {slugify(path.stem) or pinyin_slug(path.stem) or path.stem: path for path in found}


def load_pages(
    root: Path, report: Report, *, articles: Mapping[Path, str], drafts: bool = False
) -> tuple[TextPage, ...]:
    """Return the pages in `pages/`, without drafts unless `drafts` is set; faults are reported.

    `articles` has the slugs of the articles, which pages must not share (S006).
    """
    taken = {slug: path for path, slug in articles.items()}
    home = os.path.realpath(root)
    found = []
    for slug, path in find_pages(root, report).items():
        if not is_own_file(path, home, report):
            continue
        page = _load(path, slug, report, drafts=drafts)
        if page is None:
            continue
        fault = slug_fault(slug)
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
    check_order(text, path, report, markdown=True)
    return TextPage(path, "about", Bilingual(), text)


def _load(path: Path, slug: str, report: Report, *, drafts: bool) -> TextPage | None:
    text = read_text(path, report)
    if text is None:
        return None
    front_matter, body, line = split_front_matter(text, path, report)
    if front_matter is None:
        return None
    if is_draft(front_matter, path) and not drafts:
        return None
    check_order(text, path, report, markdown=True)
    apply_ignores(front_matter_comments(text[: len(text) - len(body)]), path, report)
    heading = None if "title" in front_matter else leading_heading(body)
    title = _title(FrontMatterReader(front_matter, path, report))
    if heading is not None:
        title, body = Bilingual(heading.text, title.en), heading.body
    return TextPage(path, slug, title if title.zh else Bilingual(path.stem, title.en), body, line)


def _title(fields: FrontMatterReader) -> Bilingual:
    """Return the title in front matter: a text, or both languages."""
    node, english = fields.node("title"), fields.text("title_en")
    if isinstance(node, yaml.MappingNode):
        texts = {str(key.value): str(text.value) for key, text in node.value}
        return Bilingual(texts.get("zh", ""), texts.get("en", english))
    return Bilingual(fields.text("title"), english)
