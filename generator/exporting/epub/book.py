"""EPUB 3 of chapters: what the files of a book are.

    mimetype                        first, and not compressed
    META-INF/container.xml
    EPUB/package.opf                metadata, files, order
    EPUB/nav.xhtml  toc.ncx         contents; the latter for older reading systems
    EPUB/cover.png  cover.xhtml  colophon.xhtml  book.css
    EPUB/text/<slug>.xhtml          a chapter
    EPUB/text/<slug>.en.xhtml       its translation, if it stands after the text
    EPUB/images/…

Nothing in a book depends on when it is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from uuid import NAMESPACE_URL, uuid5

import msgspec

from generator.exporting.archive import archive
from generator.exporting.epub.chapter import NO_TRANSLATION, WITHOUT_PINYIN, Chapter, chapter
from generator.exporting.epub.chapter_text import IMAGES
from generator.exporting.target import Part, Target
from generator.exporting.xml import allowed
from generator.model import Bilingual
from generator.site import addresses
from generator.site.article_content import ArticleContent
from generator.site.cards import COVER, card
from generator.site.credits import credits_of
from generator.site.markup import escape
from generator.site.views import Credit

DATA = ("CC-CEDICT", "wordfreq", "jieba", "OpenCC", "pypinyin", "g2pM")
"""The credits of what a book has besides the text: words, readings and forms."""
UNDATED = "2000-01-01"
"""The date of a book whose articles have none: every book must have one."""
_XHTML = "application/xhtml+xml"
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
    '<rootfiles><rootfile full-path="EPUB/package.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles>\n</container>\n'
)
_CHAPTER_LINK = re.compile(
    r'<a (?P<before>[^>]*?)href="(?P<slug>[\w-]+)\.xhtml(?P<fragment>#[^"]*)?"(?P<after>[^>]*)>'
    r"(?P<inside>.*?)</a>",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Item:
    """A file of a book."""

    id: str
    href: str
    media_type: str
    data: bytes
    properties: str = ""
    is_in_spine: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the contents; its texts are XHTML."""

    number: int
    href: str
    text: str
    english: str
    inside: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class BookView:
    """What the templates in `templates/epub/` may use; each uses a part of it."""

    title: Bilingual
    site: Bilingual
    base_url: str
    identifier: str
    authors: tuple[str, ...]
    rights: tuple[str, ...]
    date: str
    """The newest of the articles; empty if they have none."""
    chapters: tuple[Chapter, ...]
    contents: tuple[Entry, ...]
    depth: int
    cover: str
    """The address of the image."""
    credits: tuple[Credit, ...]
    accessibility: tuple[str, ...]
    has_english: bool
    items: tuple[Item, ...] = ()

    @property
    def modified(self) -> str:
        """When the book was last changed, as its metadata have it."""
        return f"{self.date or UNDATED}T00:00:00Z"


@dataclass(frozen=True, slots=True)
class ChapterView:
    """`chapter.xhtml` and `translation.xhtml`."""

    chapter: Chapter
    english_label: str
    shows_translation: bool


def article_book(content: ArticleContent, target: Target) -> bytes:
    """Return a book of one article."""
    found = chapter(content, target)
    title = Bilingual(found.plain_title, found.title_en)
    return _Book(title, [found], target, found.slug).data()


def article_chapter(content: ArticleContent, target: Target) -> bytes:
    """Return what an article adds to the book of the site."""
    return msgspec.msgpack.encode(chapter(content, target))


def site_book(parts: Sequence[Part], target: Target) -> bytes:
    """Return a book of all articles."""
    chapters = [msgspec.msgpack.decode(part.data, type=Chapter) for part in parts]
    return _Book(target.facts.site(target.edition).title, chapters, target).data()


class _Book:
    def __init__(
        self, title: Bilingual, chapters: Sequence[Chapter], target: Target, slug: str = ""
    ) -> None:
        """`slug` is that of the article; empty for the book of a site."""
        self._title, self._chapters, self._target = title, chapters, target
        self._slug = slug
        self._ids = {each.slug: set(each.ids) for each in chapters}
        labels = target.facts.labels[target.edition]
        self._labels = labels

    def data(self) -> bytes:
        """Return the file."""
        view = self._view()
        items = tuple(self._items(view))
        package = self._rendered("package.opf", replace(view, items=items))
        files = {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": _CONTAINER.encode(),
            "EPUB/package.opf": package,
            **{f"EPUB/{item.href}": item.data for item in items},
        }
        return archive(files, stored=("mimetype",))

    def _view(self) -> BookView:
        chapters, config = self._chapters, self._target.config
        contents = tuple(self._contents())
        home = config.base_url or f"jiazhu:{config.title.zh}:{config.title.en}"
        identity = f"{home}/{self._target.edition.path}/{self._slug}"
        shown = self._target.options["translation"] != NO_TRANSLATION
        return BookView(
            title=self._title,
            site=self._target.facts.site(self._target.edition).title,
            base_url=config.base_url,
            identifier=f"urn:uuid:{uuid5(NAMESPACE_URL, identity)}",
            authors=_each(name for each in chapters for name in each.author.split("、")),
            rights=_each(each.licence for each in chapters),
            date=max((each.date for each in chapters), default=""),
            chapters=tuple(chapters),
            contents=contents,
            depth=1 + any(entry.inside for entry in contents),
            cover="cover.png",
            credits=credits_of(DATA),
            accessibility=tuple(self._accessibility()),
            has_english=shown and any(each.has_translation for each in chapters),
        )

    def _contents(self) -> Iterator[Entry]:
        """Yield the chapters with their headings, numbered from 1."""
        number = 0

        def entry(href: str, text: str, english: str) -> Entry:
            nonlocal number
            number += 1
            return Entry(number, href, text, english)

        for each in self._chapters:
            href = f"text/{each.slug}.xhtml"
            found = entry(href, escape(each.plain_title), escape(each.title_en))
            inside = [
                entry(f"{href}#{section.id}", section.text, section.english)
                for section in each.sections
                if section.depth == 1
            ]
            yield replace(found, inside=tuple(inside))
            if each.english:
                label = self._labels["book-translation"]
                title = escape(each.title_en or label.en)
                yield entry(f"text/{each.english_file}", escape(label.zh), title)

    def _accessibility(self) -> Iterator[str]:
        """Yield what readers with special needs may look for, by the names of schema.org."""
        yield from ("tableOfContents", "readingOrder", "structuralNavigation")
        yield "displayTransformability"
        if self._target.options["pinyin"] != WITHOUT_PINYIN:
            yield "fullRubyAnnotations"
        if any(each.has_formulas for each in self._chapters):
            yield "MathML"

    def _items(self, view: BookView) -> Iterator[Item]:
        """Yield the files of a book, those of the spine in their order."""
        rendered = self._rendered
        yield Item("cover", "cover.xhtml", _XHTML, rendered("cover.xhtml", view), "", True)
        yield Item("nav", "nav.xhtml", _XHTML, rendered("nav.xhtml", view), "nav", True)
        label = self._labels["book-translation"].en
        for number, each in enumerate(self._chapters, 1):
            each = self._linked(each)  # noqa: PLW2901
            shown = ChapterView(each, label, view.has_english)
            data = rendered("chapter.xhtml", shown)
            properties = "mathml" if each.has_formulas else ""
            id_, href = f"chapter-{number}", f"text/{each.slug}.xhtml"
            yield Item(id_, href, _XHTML, data, properties, True)
            if each.english:
                data = rendered("translation.xhtml", shown)
                properties = "mathml" if "<math" in each.english else ""
                href = f"text/{each.english_file}"
                yield Item(f"translation-{number}", href, _XHTML, data, properties, True)
        yield Item("colophon", "colophon.xhtml", _XHTML, rendered("colophon.xhtml", view), "", True)
        yield Item("ncx", "toc.ncx", "application/x-dtbncx+xml", rendered("toc.ncx", view))
        yield Item("css", "book.css", "text/css", rendered("book.css", view))
        yield Item("cover-image", view.cover, IMAGES[".png"], self._cover(), "cover-image")
        images = {name: data for each in self._chapters for name, data in each.images.items()}
        for number, (name, data) in enumerate(sorted(images.items()), 1):
            kind = IMAGES[PurePosixPath(name).suffix.lower()]
            yield Item(f"image-{number}", f"images/{name}", kind, data)

    def _cover(self) -> bytes:
        """Return the cover: its title in both languages, and the site of an article."""
        site = self._target.facts.site(self._target.edition).title
        note = " · ".join(filter(None, (site.zh, site.en))) if self._slug else ""
        words = self._chapters[0].title_words if self._slug else (self._title.zh,)
        return card(words, self._title.en, note, self._target.edition, COVER)

    def _linked(self, each: Chapter) -> Chapter:
        """Return a chapter whose links lead to chapters of this book, or else to the site."""
        base_url, edition = self._target.config.base_url, self._target.edition

        def link(match: re.Match[str]) -> str:
            slug, fragment = match["slug"], match["fragment"] or ""
            if slug in self._ids:
                is_there = fragment[1:] in self._ids[slug]
                href = f"{slug}.xhtml{fragment if is_there else ''}"
            elif base_url:
                href = f"{base_url}{addresses.article(edition, slug).parent}/{fragment}"
            else:
                return match["inside"]
            return f'<a {match["before"]}href="{href}"{match["after"]}>{match["inside"]}</a>'

        body, english = (_CHAPTER_LINK.sub(link, text) for text in (each.body, each.english))
        return msgspec.structs.replace(each, body=body, english=english)

    def _rendered(self, template: str, view: object) -> bytes:
        return allowed(self._target.render(f"epub/{template}", view)).encode()


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    """Return each text that is not empty, once."""
    return tuple(dict.fromkeys(filter(None, texts)))
