"""Articles as the author left them: files paired with their translations, metadata read.

1. Every file below `articles/` is decoded and its front matter cut off.
2. Drafts are left out, and with them their translations and what is wrong with them.
3. `name.en.md` or `name.en.txt` is the translation of `name.md` or `name.txt` beside it.
4. Slugs are compared over the whole site.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.content.config import Config
from generator.content.fields import Entry, place_of_text
from generator.content.frontmatter import split
from generator.content.ignores import apply_ignores, front_matter_comments
from generator.content.metadata import is_draft, metadata, translation_metadata
from generator.content.notes import SUFFIX as NOTES
from generator.content.notes import Note, load_notes, notes_file
from generator.content.sources import find_texts, is_translation, read_text
from generator.content.values import nearest
from generator.diagnostics import Report
from generator.model import Bilingual, Metadata


@dataclass(frozen=True, slots=True)
class SourceTranslation:
    """The English text of an article before it is parsed; `body` is as in `SourceArticle`."""

    path: Path
    title: str
    body: str
    body_line: int
    plain: bool
    translator: str = ""
    machine: bool = False
    """Whether a machine made it and nobody has signed it off."""
    machine_line: int = 1


@dataclass(frozen=True, slots=True)
class SourceArticle:
    """An article before it is parsed.

    `body_line` is the one-based line of the file on which `body` begins. The body of a
    `plain` text begins with the title, as `parse_plain` wants it, be the title from its first
    line or from the front matter. `title_line` and `title_column` tell where the title stands.
    """

    path: Path
    meta: Metadata
    body: str
    body_line: int
    plain: bool
    translation: SourceTranslation | None = None
    title_line: int = 1
    title_column: int = 1
    notes: tuple[Note, ...] = ()
    """The corrections of its notes file."""
    slug_line: int = 1
    """The line of the front matter's `slug`, 1 where the file name makes the slug."""
    source_url_line: int = 1
    """The line of the front matter's `source_url`, 1 where there is none."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A file cut into front matter and body, and the title that a plain text begins with."""

    path: Path
    entries: dict[str, Entry]
    body: str
    body_line: int
    plain: bool
    title: str
    title_place: tuple[int, int]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left when the title is taken away."""
        titled = self.plain and self.title and "title" not in self.entries
        return not (self.body.strip().partition("\n")[2] if titled else self.body).strip()

    def with_title(self, title: str) -> tuple[str, int]:
        """The body and its line; a plain body begins with the title."""
        if self.plain and "title" in self.entries:
            return f"{title}\n{self.body}", self.body_line - 1
        return self.body, self.body_line


def load_articles(config: Config, report: Report, *, drafts: bool = False) -> list[SourceArticle]:
    """Read all articles of a site, in the order of their paths.

    Faults are reported; an article comes back unless it cannot be read or has no slug.
    """
    folder = config.root / "articles"
    if not folder.is_dir():
        hint = "Make a folder `articles` and put a Markdown file in it."
        report.add("S001", folder, "The site has no folder `articles`", hint)
        return []
    paths = find_texts(config.root, report)
    sources = [path for path in paths if not is_translation(path)]
    translations = _pair([path for path in paths if is_translation(path)], sources, report)
    loaded = (_load(path, translations.get(path), report, drafts=drafts) for path in sources)
    articles = [article for article in loaded if article is not None]
    _check_slugs(articles, folder, report)
    _check_notes(config.root, sources, report)
    return articles


def _pair(
    translations: Sequence[Path], sources: Sequence[Path], report: Report
) -> dict[Path, Path]:
    """The translation of each article that has one; the others are reported (T001)."""
    articles = {_key(path): path for path in reversed(sources)}
    pairs: dict[Path, Path] = {}
    for path in translations:
        name = path.stem[: -len(".en")]
        article = articles.get((path.parent, name.casefold()))
        if article is None:
            beside = [source.stem for source in sources if source.parent == path.parent]
            match = nearest(name, beside)
            hint = f"Rename it to {match}.en{path.suffix}?" if match else "Rename or remove it."
            message = f"There is no article {name}.md or {name}.txt for this translation"
            report.add("T001", path, message, hint)
        elif article in pairs:
            message = f"{article.name} already has the translation {pairs[article].name}"
            report.add("T001", path, message, "Keep one of the two.")
        else:
            pairs[article] = path
    return pairs


def _key(path: Path) -> tuple[Path, str]:
    return path.parent, path.stem.casefold()


def _check_notes(root: Path, sources: Sequence[Path], report: Report) -> None:
    """Report the notes files that no article has (S020)."""
    for path in find_texts(root, suffixes=(NOTES,)):
        name = path.name[: -len(NOTES)]
        beside = [source.stem for source in sources if source.parent == path.parent]
        if name not in beside:
            match = nearest(name, beside)
            hint = f"Rename it to {match}{NOTES}?" if match else "Rename or remove it."
            message = f"There is no article {name}.md or {name}.txt for these notes"
            report.add("S020", path, message, hint)


def _load(
    path: Path, translation: Path | None, report: Report, *, drafts: bool
) -> SourceArticle | None:
    found = Report()  # thrown away where the article turns out to be a draft
    text = _read(path, found)
    if text is not None and not drafts and is_draft(text.entries):
        return None
    report.merge(found)
    if text is None:
        return None
    if not text.entries and text.is_empty and not text.title:
        report.add("S011", path, "The file is empty", "Write the article or remove the file.")
        return None
    meta = metadata(text.entries, path, report, title=text.title, body=text.body)
    if text.is_empty:
        line, _ = text.title_place
        hint = "Write the text, or add `draft: true` until it is written."
        report.add("S011", path, "The article has no text", hint, line=line)
    english = _load_translation(translation, report) if translation else None
    if translation is None:
        hint = f"Add {path.stem}.en{path.suffix} beside it."
        report.add("T002", path, "The article has no English translation", hint)
    if meta is None:
        return None
    if english and not meta.title.en:
        meta = replace(meta, title=Bilingual(meta.title.zh, english.title))
    elif english and not english.title:
        english = replace(english, title=meta.title.en)
    body, body_line = text.with_title(meta.title.zh)
    line, column = text.title_place
    notes = load_notes(notes_file(path), report)
    slug_line, url_line = (
        text.entries[key].line if key in text.entries else 1 for key in ("slug", "source_url")
    )
    return SourceArticle(
        path, meta, body, body_line, text.plain, english, line, column, notes, slug_line, url_line
    )


def _load_translation(path: Path, report: Report) -> SourceTranslation | None:
    text = _read(path, report)
    if text is None:
        return None
    meta = translation_metadata(text.entries, path, report)
    if text.is_empty:
        report.add("S011", path, "The translation has no text", "Write it or remove the file.")
        return None
    title = meta.title or text.title
    body, body_line = text.with_title(title)
    return SourceTranslation(
        path,
        title,
        body,
        body_line,
        text.plain,
        translator=meta.translator,
        machine=meta.machine,
        machine_line=meta.machine_line,
    )


def _read(path: Path, report: Report) -> _Text | None:
    source = read_text(path, report)
    if source is None:
        return None
    entries, body, body_line = split(source, path, report)
    if entries is None:
        return None
    apply_ignores(front_matter_comments(source[: len(source) - len(body)]), path, report)
    plain = path.suffix.lower() == ".txt"
    title, place = "", (1, 1)
    if "title" in entries:
        place = place_of_text(entries["title"])
    elif plain and body.strip():
        # The first line with text, and the column at which its text begins.
        before = body[: len(body) - len(body.lstrip())]
        title = body.strip().partition("\n")[0].strip()
        line = body_line + before.count("\n")
        place = line, len(before) - before.rfind("\n")
    return _Text(path, entries, body, body_line, plain, title, place)


def _check_slugs(articles: Sequence[SourceArticle], folder: Path, report: Report) -> None:
    first: dict[str, Path] = {}
    for article in articles:
        slug, path = article.meta.slug, article.path.relative_to(folder)
        if slug in first:
            message = f"{path} and {first[slug]} share the slug “{slug}”"
            hint = f"Give one of the two another slug, for example `slug: {slug}-2`."
            report.add("S006", article.path, message, hint, line=article.slug_line)
        else:
            first[slug] = path
