"""Load the articles of a site, with their translations, notes and metadata.

1. Every file below `articles/` is decoded and its front matter split off; a heading at the start of
   Markdown is its title.
2. Drafts are left out, and articles whose date has not come, with their translations and faults.
3. `name.en.md` or `name.en.txt` is the translation of `name.md` or `name.txt` beside it.
4. A recording and its cues have the name of the article too (`recordings.py`).
5. Slugs must be unique in the site.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct, structs

from generator.content.config import Config
from generator.content.fields import FrontMatterEntry, is_empty, stated_title, text_place
from generator.content.front_matter_comments import front_matter_comments
from generator.content.frontmatter import split_front_matter
from generator.content.ignores import apply_ignores
from generator.content.leading_heading import leading_heading
from generator.content.metadata import is_draft, parse_metadata, parse_translation_metadata
from generator.content.notes import SUFFIX as NOTES
from generator.content.notes import Note, load_notes
from generator.content.recordings import AUDIO, CUES, Cues, load_cues
from generator.content.sources import find_texts, is_translation, read_text
from generator.content.text_order import check_order
from generator.content.tree import is_own_file
from generator.content.values import closest_name, place_of
from generator.diagnostics import Report
from generator.model import Bilingual, Metadata


class SourceTranslation(Struct, frozen=True):
    """The English text of an article before parsing; for `body`, see `SourceArticle`."""

    path: Path
    title: str
    body: str
    body_line: int
    plain: bool
    translator: str = ""
    machine: bool = False
    """Whether it is a machine draft that nobody has signed off."""
    machine_line: int = 1


class SourceArticle(Struct, frozen=True):
    """An article before parsing.

    `body_line` is the one-based line of the file on which `body` starts. The body of a `plain`
    text starts with the title, as `parse_plain` expects, even if the title comes from the front
    matter. `title_line` and `title_column` are the position of the title.
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
    """The corrections in its notes file."""
    slug_line: int = 1
    """The line of `slug` in the front matter; 1 if the slug is made from the file name."""
    source_url_line: int = 1
    """The line of `source_url` in the front matter; 1 if it is not given."""
    cues: Cues | None = None
    """The cues of its recording."""


class _SourceFile(Struct, frozen=True):
    """A file split into front matter and body, and the title that its text starts with."""

    path: Path
    entries: dict[str, FrontMatterEntry]
    body: str
    body_line: int
    plain: bool
    title: str
    title_place: tuple[int, int]

    @property
    def is_empty(self) -> bool:
        """Whether the file has no text besides the title."""
        has_title = self.plain and self.title and "title" not in self.entries
        return not (self.body.strip().partition("\n")[2] if has_title else self.body).strip()

    def with_title(self, title: str) -> tuple[str, int]:
        """Return the body and its line; the body of a plain text starts with the title."""
        if self.plain and "title" in self.entries:
            return f"{title}\n{self.body}", self.body_line - 1
        return self.body, self.body_line


class LeftOut(Struct, frozen=True):
    """An article that a build leaves out: a draft, or one that waits for its date."""

    waits_for: date | None = None


class ArticleFiles(Struct, frozen=True):
    """The files of an article; the notes file need not exist."""

    path: Path
    translation: Path | None
    notes: Path
    audio: Path | None = None
    """A recording with the name of the article."""
    cues: Path | None = None


def find_articles(root: Path, report: Report) -> list[ArticleFiles]:
    """Return the files of every article of a site, sorted by path, without reading them.

    Reports translations and notes without an article (T001, S020).
    """
    if not (root / "articles").is_dir():
        hint = "Create the folder `articles`, and put a Markdown file in it."
        report.add("S001", root / "articles", "The site has no folder `articles`", hint)
        return []
    sources: list[Path] = []
    english: list[Path] = []
    for path in find_texts(root, report):
        (english if is_translation(path) else sources).append(path)
    translations = _pair(english, sources, report) if english else {}
    _check_notes(root, sources, report)
    beside, home = cache(_names_in), os.path.realpath(root)

    def with_suffix(path: Path, suffixes: Iterable[str]) -> Path | None:
        found = _with_suffix(path.parent, path.stem, suffixes, beside(path.parent))
        return found if found is None or is_own_file(found, home, report) else None

    return [
        ArticleFiles(
            path,
            translations.get(path),
            path.parent / f"{path.stem}{NOTES}",
            with_suffix(path, AUDIO),
            with_suffix(path, CUES),
        )
        for path in sources
    ]


def _names_in(folder: Path) -> frozenset[str]:
    with suppress(OSError):
        return frozenset(os.listdir(folder))
    return frozenset()


def _with_suffix(
    folder: Path, stem: str, suffixes: Iterable[str], names: Container[str]
) -> Path | None:
    """Return the file with the name of an article and the first of some suffixes."""
    for suffix in suffixes:
        if stem + suffix in names:
            return folder / f"{stem}{suffix}"
    return None


def load_articles(config: Config, report: Report, *, drafts: bool = False) -> list[SourceArticle]:
    """Return all articles of a site, sorted by path.

    Faults are reported; an article is left out only if it cannot be read or has no slug.
    """
    loaded = [
        load_article(files, report, drafts=drafts) for files in find_articles(config.root, report)
    ]
    articles = [article for article in loaded if isinstance(article, SourceArticle)]
    slugs = {article.path: (article.meta.slug, article.slug_line) for article in articles}
    check_slugs(slugs, config.root / "articles", report)
    return articles


def _pair(
    translations: Sequence[Path], sources: Sequence[Path], report: Report
) -> dict[Path, Path]:
    """Return the translation of each article that has one; report the others (T001)."""
    articles = {_key(path): path for path in reversed(sources)}
    pairs: dict[Path, Path] = {}
    for path in translations:
        name = path.stem[: -len(".en")]
        article = articles.get((path.parent, name.casefold()))
        if article is None:
            beside = [source.stem for source in sources if source.parent == path.parent]
            match = closest_name(name, beside)
            hint = f"Rename it to {match}.en{path.suffix}." if match else "Rename or remove it."
            message = f"The translation has no article {name}.md or {name}.txt beside it"
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
    """Report the notes files without an article (S020)."""
    notes = find_texts(root, suffixes=(NOTES,))
    known = {(source.parent, source.stem) for source in sources} if notes else set()
    for path in notes:
        name = path.name[: -len(NOTES)]
        if (path.parent, name) not in known:
            beside = [source.stem for source in sources if source.parent == path.parent]
            match = closest_name(name, beside)
            hint = f"Rename it to {match}{NOTES}." if match else "Rename or remove it."
            message = f"The notes file has no article {name}.md or {name}.txt beside it"
            report.add("S020", path, message, hint)


def load_article(
    files: ArticleFiles, report: Report, *, drafts: bool = False, until: date | None = None
) -> SourceArticle | LeftOut | None:
    """Read an article with its translation and notes.

    Returns None if it cannot be read or has no slug, which is reported. Without `drafts`, drafts
    are left out, and with `until`, articles with a later date.
    """
    path, translation = files.path, files.translation
    found = Report()  # dropped if the article is left out
    text = _read(path, found)
    if text is not None and not drafts and is_draft(text.entries, path):
        return LeftOut()
    if text is None:
        report.merge(found)
        return None
    if not text.entries and text.is_empty and not text.title:
        report.merge(found)
        report.add("S011", path, "The file is empty", "Write the article, or remove the file.")
        return None
    meta = parse_metadata(text.entries, path, found, title=text.title)
    if until is not None and meta is not None and meta.date is not None and meta.date > until:
        return LeftOut(meta.date)
    report.merge(found)
    if text.is_empty:
        line, _ = text.title_place
        hint = "Write it, or mark the article `draft: true` until then."
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
        english = structs.replace(english, title=meta.title.en)
    if files.audio is not None and not meta.audio:
        meta = replace(meta, audio=files.audio.name)
    cues = load_cues(files.cues, report) if files.cues is not None else None
    body, body_line = text.with_title(meta.title.zh)
    line, column = text.title_place
    notes = load_notes(files.notes, report)
    slug_line, url_line = (
        text.entries[key].line if key in text.entries else 1 for key in ("slug", "source_url")
    )
    return SourceArticle(
        path,
        meta,
        body,
        body_line,
        text.plain,
        english,
        line,
        column,
        notes,
        slug_line,
        url_line,
        cues,
    )


def _load_translation(path: Path, report: Report) -> SourceTranslation | None:
    text = _read(path, report)
    if text is None:
        return None
    meta = parse_translation_metadata(text.entries, path, report)
    if text.is_empty:
        report.add("S011", path, "The translation has no text", "Write it, or remove the file.")
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


def _read(path: Path, report: Report) -> _SourceFile | None:
    source = read_text(path, report)
    if source is None:
        return None
    entries, body, body_line = split_front_matter(source, path, report)
    if entries is None:
        return None
    front = source[: len(source) - len(body)]
    apply_ignores(front_matter_comments(front), path, report)
    plain = path.suffix.lower() == ".txt"
    # `check_prose` looks at the prose of an article in Markdown, by what its references mean.
    checked = source if plain or is_translation(path) else front
    check_order(checked, path, report, markdown=not plain)
    title, place = "", (1, 1)
    if "title" in entries:
        place = text_place(entries["title"])
    if plain and "title" not in entries and body.strip():
        # The first line with text, and the column at which its text starts.
        title = body.strip().partition("\n")[0].strip()
        place = _place(body, body_line, len(body) - len(body.lstrip()))
    elif not plain and (heading := leading_heading(body)) is not None:
        is_only = "title" not in entries or is_empty(entries["title"].node)
        if is_only:
            title, place = heading.text, _place(body, body_line, heading.start)
            if not is_translation(path):
                line, column = place
                check_order(heading.text, path, report, line=line, column=column, markdown=True)
        if is_only or heading.text == stated_title(entries["title"]):
            body = heading.body
    return _SourceFile(path, entries, body, body_line, plain, title, place)


def _place(body: str, body_line: int, offset: int) -> tuple[int, int]:
    line, column = place_of(body, offset)
    return body_line + line - 1, column


def check_slugs(slugs: Mapping[Path, tuple[str, int]], folder: Path, report: Report) -> None:
    """Report slugs that two articles share (S006).

    `slugs` has the slug and its line in the front matter, by article, in the order of their paths.
    """
    first: dict[str, Path] = {}
    for path, (slug, line) in slugs.items():
        if slug in first:
            places = f"{path.relative_to(folder)} and {first[slug].relative_to(folder)}"
            message = f"{places} have the same slug “{slug}”"
            hint = f"Give one of them another slug: `slug: {slug}-2`."
            report.add("S006", path, message, hint, line=line)
        else:
            first[slug] = path
