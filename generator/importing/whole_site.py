"""Imports a whole site: a folder of Hugo, Hexo or Jekyll, any folder of Markdown, or WordPress.

1. The texts are found (`blog_folder.py`) or read from the export (`wordpress.py`).
2. Tags of templates become Markdown where they can (`template_tags.py`), and local images are kept.
3. Links between posts lead to their new files, and the old address of each is an alias of it.
4. Articles are written to `articles/` and pages to `pages/`; a report says what was changed, what
   was left, and what is still to do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

from generator.content.dates import file_name_date
from generator.content.tree import real_file
from generator.content.urls import split_url
from generator.importing.blog_folder import Blog, BlogText, read_blog, translation_of
from generator.importing.document import Block, CannotImportError, Document
from generator.importing.encodings import decode_text
from generator.importing.images import Images
from generator.importing.importer import Options, prepare_document
from generator.importing.markdown_file import read_markdown
from generator.importing.permalinks import Post, address
from generator.importing.site_report import SiteReport
from generator.importing.template_tags import FindPost, without_tags
from generator.importing.wordpress import read_wordpress
from generator.importing.write import build_files, make_slug, write_files
from generator.storage.transaction import Transaction

REPORT = "import-report.md"
_LINK = re.compile(r"(?<!!)(\[[^\[\]\n]*\]\()(<[^<>\n]+>|[^()\s]++)((?:\s+\"[^\"]{0,1000}\")?\))")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text to write."""

    document: Document
    source: Path
    is_page: bool
    address: str
    """The path that it had, or would have had, on the old site; empty if unknown."""
    slug: str = ""

    @property
    def alias(self) -> str:
        """The address that must go on to lead to it: not that of a draft."""
        is_new = self.is_page or "draft" in self.document.front_matter
        return "" if is_new else self.address


@dataclass(slots=True)
class _Found:
    """What is known of a site before its texts are written."""

    kind: str
    texts: list[_Text] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    skipped: dict[str, str] = field(default_factory=dict)
    """Why a text was not imported, by its name."""


def is_site(path: Path) -> bool:
    """Whether a path is a folder or an export rather than one text."""
    return path.is_dir() or path.suffix.lower() == ".xml"


def import_site(path: Path, site: Path, options: Options) -> SiteReport:
    """Import a whole site, and write the report. Raises `CannotImportError`."""
    if not (site / "site.toml").is_file():
        message = f"The folder {site} has no site.toml"
        hint = "Choose a site with --site, or make one: jiazhu new my-site."
        raise CannotImportError(path, message, hint)
    found = _read_folder(path, options) if path.is_dir() else _read_export(path, options)
    texts = _with_slugs(found.texts)
    if not texts:
        raise CannotImportError(path, "No text was imported", "; ".join(found.skipped.values()))
    hosts = {split_url(found.settings.get("base_url", "")).netloc} - {""}
    links = _Links(texts, hosts, path)
    texts = [replace(text, document=links.rewritten(text)) for text in texts]
    report = SiteReport(
        kind=found.kind,
        articles=sum(not text.is_page for text in texts),
        drafts=sum("draft" in text.document.front_matter for text in texts),
        pages=sum(text.is_page for text in texts),
        images=sum(len(text.document.images) for text in texts),
        aliases=sum(bool(text.alias) for text in texts),
        links=links.rewritten_count,
        counts=found.counts,
        skipped=found.skipped,
        settings=found.settings,
        moved_pages=[text.address for text in texts if text.is_page and text.address],
        notes={
            text.source.name: [note for note in text.document.notes if "Images kept" not in note]
            for text in texts
        },
    )
    with Transaction(site) as transaction:
        for folder, is_page in (("articles", False), ("pages", True)):
            files = {
                place: data
                for text in texts
                if text.is_page is is_page
                for place, data in build_files(_with_address(text), text.slug).items()
            }
            write_files(transaction, site, files, path, force=options.force, folder=folder)
        transaction.write(site / REPORT, report.markdown())
    return report


def _read_export(path: Path, options: Options) -> _Found:
    export = read_wordpress(path)
    found = _Found("WordPress", settings=export.settings, counts=export.counts)
    for text in export.texts:
        name = text.document.slug or text.document.title or "text"
        source = Path(f"{name.replace('/', '-')}.html")
        _add(found, _Text(text.document, source, text.is_page, text.address), options)
    return found


def _read_folder(path: Path, options: Options) -> _Found:
    blog = read_blog(path)
    found = _Found(blog.kind, settings=dict(blog.settings))
    names = {text.name: text for text in blog.texts}

    def find_post(name: str) -> str | None:
        stem = re.sub(r"\.(?:md|markdown|html)$", "", name.strip("/").rpartition("/")[2])
        text = names.get(re.sub(r"^\d{4}-\d{1,2}-\d{1,2}-", "", stem))
        return None if text is None else f"/{text.path.relative_to(path).as_posix()}"

    for text in blog.texts:
        try:
            document = _read(text, blog, path, find_post, found.counts, options)
        except CannotImportError as error:
            found.skipped[text.path.relative_to(path).as_posix()] = error.message
            continue
        old = _address(text, document, blog, path)
        _add(found, _Text(document, text.path, text.is_page, old), options)
    return found


def _add(found: _Found, text: _Text, options: Options) -> None:
    try:
        document = prepare_document(text.document, text.source, options)
    except CannotImportError as error:
        found.skipped[text.source.name] = error.message
    else:
        found.texts.append(replace(text, document=document))


def _read(
    text: BlogText,
    blog: Blog,
    root: Path,
    find_post: FindPost,
    counts: Counter[str],
    options: Options,
) -> Document:
    images = _images(text.path, blog, root)

    def read(path: Path) -> Document:
        source = decode_text(path.read_bytes(), path, encoding=options.encoding)
        plain = without_tags(source, find_post, counts)
        return read_markdown(plain, path, images)

    document = read(text.path)
    english = translation_of(text.path, root)
    if english is not None:
        other = read(english)
        document = replace(
            document, english=other.blocks, title_en=document.title_en or other.title
        )
    is_draft = "_drafts" in text.path.relative_to(root).parts
    return replace(
        document,
        date=document.date or file_name_date(text.path.stem),
        slug=document.slug or text.name,
        front_matter={**document.front_matter, **({"draft": True} if is_draft else {})},
    )


def _images(path: Path, blog: Blog, root: Path) -> Images:
    """Return a collector that finds the images of a post beside it and in the static folders."""
    top = root.resolve()
    beside = [path.parent, path.with_suffix("")]

    def read(name: str) -> bytes | None:
        folders = blog.static if name.startswith("/") else (*beside, *blog.static)
        for folder in folders:
            file = real_file(folder / name.lstrip("/"))
            with suppress(OSError, RuntimeError):  # no permission; a ring of links
                home = folder.resolve()
                if file and home.is_relative_to(top) and file.is_relative_to(home):
                    return file.read_bytes()
        return None

    return Images(read)


def _address(text: BlogText, document: Document, blog: Blog, root: Path) -> str:
    """Return the path of a text on its old site; empty if it is not known."""
    if text.is_page:
        if blog.kind == "Hexo":
            return f"/{text.path.relative_to(root / 'source').parent.as_posix()}/"
        return f"/{text.name}/"
    pattern = blog.patterns.get(text.section) or blog.patterns.get("")
    if not pattern:
        return ""
    categories = document.front_matter.get("categories")
    shown = tuple(map(str, categories)) if isinstance(categories, list) else ()
    path = ""
    if blog.kind == "Hexo":
        folder = text.path.relative_to(root / "source").parts[1:-1]
        path = "/".join((*folder, text.path.stem))
    post = Post(text.name, document.slug, document.title, document.date, shown, text.section, path)
    return address(pattern, post)


def _with_slugs(texts: Sequence[_Text]) -> list[_Text]:
    """Give each text a slug that no other has."""
    taken: set[str] = set()
    found = []
    for text in texts:
        slug = wanted = make_slug(text.document, text.source)
        number = 1
        while slug in taken:
            number += 1
            slug = f"{wanted}-{number}"
        taken.add(slug)
        found.append(replace(text, slug=slug))
    return found


def _with_address(text: _Text) -> Document:
    """Return a document with its old address as an alias; a page has no such key."""
    document = text.document
    if text.is_page:
        kept = {key: value for key, value in document.front_matter.items() if key == "draft"}
        return replace(document, author="", date=None, front_matter=kept)
    if not text.alias:
        return document
    given = document.front_matter.get("aliases")
    aliases = [*(given if isinstance(given, list) else ()), text.alias]
    front_matter = {**document.front_matter, "aliases": list(dict.fromkeys(aliases))}
    return replace(document, front_matter=front_matter)


class _Links:
    """The links between the texts of a site, by old addresses and by files."""

    def __init__(self, texts: Sequence[_Text], hosts: set[str], root: Path) -> None:
        self._hosts = hosts
        self._root = root
        self._by_address = {_key(text.address): text for text in texts if text.address}
        self._by_file = {text.source.resolve(): text for text in texts}
        self.rewritten_count = 0

    def rewritten(self, text: _Text) -> Document:
        """Return a document whose links to other texts lead to their new files."""

        def change(match: re.Match[str]) -> str:
            target = self._target(match[2].strip("<>"), text)
            if target is None:
                return match[0]
            self.rewritten_count += 1
            parts = split_url(match[2].strip("<>"))
            fragment = f"#{parts.fragment}" if parts.fragment else ""
            folder = ""
            if target.is_page is not text.is_page:
                folder = "../pages/" if target.is_page else "../articles/"
            return f"{match[1]}{folder}{target.slug}.md{fragment}{match[3]}"

        def rewritten(block: Block) -> Block:
            return (
                block
                if block.kind == "code"
                else replace(block, text=_LINK.sub(change, block.text))
            )

        document = text.document
        return replace(
            document,
            blocks=tuple(map(rewritten, document.blocks)),
            english=tuple(map(rewritten, document.english)),
        )

    def _target(self, link: str, text: _Text) -> _Text | None:
        parts = split_url(link)
        if parts.netloc and parts.netloc not in self._hosts:
            return None
        path = unquote(parts.path)
        if path.endswith((".md", ".markdown")):
            folder = self._root if path.startswith("/") else text.source.parent
            return self._by_file.get((folder / path.lstrip("/")).resolve())
        return self._by_address.get(_key(parts.path)) if parts.path else None


def _key(path: str) -> str:
    """Return an address as it is compared: browsers and hosts add slashes and `index.html`."""
    return unquote(path).removesuffix("index.html").strip("/").casefold() or "/"
