"""Internal links that lead nowhere, images without alternative text, images on other hosts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import unquote

from markdown_it.token import Token

from generator.alignment.sections import is_heading
from generator.checks.article import addresses, shown_address
from generator.content.markdown.blocks import visible_text
from generator.content.markdown.links import WIKI
from generator.content.markdown.raw_html import REMOTE
from generator.content.urls import join_url, split_url
from generator.content.values import KnownNames
from generator.diagnostics import Report
from generator.model import Article, Block, Span
from generator.prepared import PreparedSite
from generator.site import addresses as pages
from generator.site.files import Files, is_local
from generator.site.redirects import Moved, find_redirects

_HTML_ID = re.compile(r"\bid\s*=\s*[\"']?([^\s\"'>]+)")
_REMOTE_HINT = "Each reader's browser asks that host. Keep a copy beside the article."
_COMMON_IDS = frozenset({"main", "text"})
_UNCHECKED_FOLDERS = (pages.FILES.as_posix() + "/", pages.STATIC.as_posix() + "/")


@dataclass(frozen=True, slots=True)
class Text:
    """The blocks of an article or of its translation, and their file."""

    path: Path
    blocks: Sequence[Block]
    skeleton: Sequence[Token]
    article: Article
    """The article on whose page the blocks are shown."""


def check_links(site: PreparedSite, report: Report) -> None:
    """Report links that lead nowhere (L003), images without a text (L004) or elsewhere (L006)."""
    targets = _Targets.from_site(site)
    for text in site_texts(site):
        audio = text.article.meta.audio
        if audio and text.path == text.article.path and (fault := targets.find_fault(audio, text)):
            report.add("L003", text.path, *fault)
        for block in text.blocks:
            children = text.skeleton[block.token].children or []
            for span, address in addresses(children):
                if fault := targets.find_fault(address, text):
                    message, hint = fault
                    report.add_at(block, span, "L003", text.path, message, hint)
            if text.path != text.article.path:
                continue  # a page shows only the images of the article
            for span, address, is_described in _images(children):
                if address.lower().startswith(("http://", "https://", "//")):
                    message = f"The image is on another host: {split_url(address).netloc}"
                    report.add_at(block, span, "L006", text.path, message, _REMOTE_HINT)
                if is_described:
                    continue
                report.add_at(
                    block,
                    span,
                    "L004",
                    text.path,
                    f"The image “{unquote(shown_address(address))}” has no alternative text",
                    "Describe what it shows: "
                    + ("![[…|…]]." if address.startswith(WIKI) else f"![…]({unquote(address)})."),
                )


def check_raw_html(site: PreparedSite, report: Report) -> None:
    """Report the images and media in raw HTML that are on another host (L006)."""
    for text in site_texts(site):
        if text.path != text.article.path:
            continue
        for token in text.skeleton:
            for each in (token, *(token.children or ())):
                for line, column, address in each.meta.get(REMOTE, ()):
                    host = split_url(address).netloc
                    message = f"What the HTML shows is on another host: {host}"
                    report.add("L006", text.path, message, _REMOTE_HINT, line=line, column=column)


def check_aliases(site: PreparedSite, report: Report) -> None:
    """Report the former addresses of articles that are those of something else (S006, S014)."""
    moved = [Moved(a.path, a.meta.slug, a.meta.aliases) for a in site.articles]
    pages = [page.meta.slug for page in site.pages]
    find_redirects(moved, pages, site.source.config, report)


def site_texts(site: PreparedSite) -> Iterator[Text]:
    """Every text of a site: articles, their translations, and the author's own pages."""
    for article in (*site.articles, *site.page_texts):
        yield Text(article.path, article.blocks, article.skeleton, article)
        english = article.translation
        if english is not None:
            yield Text(english.path, english.blocks, english.skeleton, article)


def _images(children: Sequence[Token]) -> Iterator[tuple[Span, str, bool]]:
    """Yield the span and the address of each image, and whether it has alternative text."""
    offset = 0
    for child in children:
        if child.type == "image":
            address = str(child.attrGet("src") or "")
            yield Span(offset, offset + 1), address, bool(child.content.strip())
        offset += len(visible_text(child))


@dataclass(frozen=True, slots=True)
class _Targets:
    """The files and pages of a site to which its links can lead."""

    files: Files
    articles: Mapping[Path, Article]
    """By source file."""
    translations: Mapping[Path, Article]
    """By the file of their translation."""
    pages: Mapping[str, Article | None]
    """Every page by its address, with the article that it shows, if any."""
    base_url: str
    editions: tuple[str, ...]
    names: KnownNames
    """The addresses, to suggest one of."""
    places: Callable[[Path], _Places]
    """Returns the places of the article in a file."""

    @classmethod
    def from_site(cls, site: PreparedSite) -> _Targets:
        config = site.source.config
        built: dict[str, Article | None] = dict.fromkeys(
            place.as_posix()
            for place in (pages.ROOT, pages.NOT_FOUND, pages.OFFLINE, pages.WORKER, pages.MANIFEST)
        )
        for edition in config.editions:
            for page in (pages.home, pages.glossary, pages.about):
                built[page(edition).as_posix()] = None
            for text in site.pages:
                built[pages.article(edition, text.meta.slug).as_posix()] = None
            for article in (a for a in site.articles if not a.meta.draft):
                built[pages.article(edition, article.meta.slug).as_posix()] = article
                built[pages.vocabulary(edition, article.meta.slug).as_posix()] = None
        by_path = {article.path: article for article in (*site.articles, *site.page_texts)}
        return cls(
            site.files,
            {article.path.resolve(): article for article in site.articles},
            {a.translation.path.resolve(): a for a in site.articles if a.translation},
            built,
            config.base_url,
            tuple(edition.path for edition in config.editions),
            KnownNames(built),
            cache(lambda path: _Places(by_path[path])),
        )

    def find_fault(self, address: str, source: Text) -> tuple[str, str] | None:
        """The message and the hint for a link that leads nowhere; None for any other link."""
        parts = split_url(address)
        if address.startswith("#"):
            is_article = source.article.path.resolve() in self.articles  # not the about page
            article = source.article if is_article else None
            return self._fragment_fault(parts.fragment, article, address)
        if is_local(address):
            return self._file_fault(address, parts.fragment, source)
        page = self._page_path(address)
        if page is None or page.startswith(_UNCHECKED_FOLDERS):
            return None
        for name in (page, f"{page.rstrip('/')}/index.html".lstrip("/")):
            if name in self.pages:
                article = self.pages[name]
                return self._fragment_fault(parts.fragment, article, address)
        near = self.names.closest(page)
        hint = f"Did you mean {near}? " if near else ""
        return (
            f"“{unquote(address)}” is not a page of this site",
            f"{hint}Link to an article by its file, such as other.md.",
        )

    def _file_fault(self, address: str, fragment: str, source: Text) -> tuple[str, str] | None:
        found = self.files.find(address, source.path)
        if found is None:
            return None  # L001
        if found in self.translations:
            original = self.translations[found].path.name
            return (
                f"“{unquote(address)}” leads to the source of a translation, which is not a page",
                f"Link to {original}, whose page has both languages.",
            )
        article = self.articles.get(found)
        if article is None:
            return None
        if article.meta.draft and not source.article.meta.draft:
            return (
                f"“{unquote(address)}” is a draft, which a build leaves out",
                "Link to it once it is published.",
            )
        return self._fragment_fault(fragment, article, address)

    def _page_path(self, address: str) -> str | None:
        """The path of an address within the site; None if it is external."""
        path = unquote(split_url(address).path)
        if self.base_url:
            whole = join_url(self.base_url, address)
            if not f"{whole}/".startswith(self.base_url):
                return None
            return unquote(split_url(whole[len(self.base_url) :]).path)
        # The address of the site is not known, but a path with an edition must be its own.
        inside = path.startswith("/") and path.split("/")[1] in self.editions
        return path[1:] if inside and not split_url(address).netloc else None

    def _fragment_fault(
        self, fragment: str, article: Article | None, address: str
    ) -> tuple[str, str] | None:
        """The message and the hint for a fragment that does not exist on the page of an article.

        Reader settings, such as `level=hsk3`, may stand in its place or follow it.
        """
        wanted = unquote(fragment).split("&")[0]
        if article is None or not wanted or "=" in wanted or wanted in _COMMON_IDS:
            return None
        places = self.places(article.path)
        if wanted in places.ids:
            return None
        if heading := places.headings.get(_letters_and_digits(wanted)):
            hint = f"Link to the heading by its id, #{heading}."
        elif near := places.names.closest(wanted):
            hint = f"Did you mean #{near}? Copy the link of the sentence from its page."
        else:
            hint = "Copy the link of the sentence from its page, such as #b3.s1."
        return f"“{unquote(address)}” leads to a place that {article.path.name} does not have", hint


class _Places:
    """The places on the page of an article to which a link can lead."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self.ids = frozenset(_fragment_ids(article))
        self.names = KnownNames(self.ids)

    @cached_property
    def headings(self) -> Mapping[str, str | None]:
        """The id of each heading by its letters, as other programs write a link to it."""
        article, english = self._article, self._article.translation
        paired: dict[str, str] = {}
        for alignment in article.alignments:
            for id_ in alignment.en_ids if alignment.zh_ids else ():
                paired.setdefault(id_, alignment.zh_ids[0])
        found: dict[str, str | None] = {}
        for block in (*article.blocks, *(english.blocks if english else ())):
            if is_heading(block) and block.sentences:
                first = block.sentences[0].id
                own = paired.get(first, None if first[0] == "e" else first)
                found.setdefault(_letters_and_digits(block.text), own)
        return found


def _fragment_ids(article: Article) -> Iterator[str]:
    """The ids of the sentences, the footnotes and the raw HTML of an article."""
    for block in article.blocks:
        yield from (sentence.id for sentence in block.sentences)
    for token in article.skeleton:
        if token.type == "heading_open" and "id" in token.meta:
            yield token.meta["id"]
        if token.type == "footnote_open":
            yield f"fn{token.meta['id'] + 1}"
        for each in (token, *(token.children or ())):
            if "id" in each.attrs:
                yield str(each.attrs["id"])
            if each.type == "footnote_ref":
                yield f"fnref{each.meta['id'] + 1}"
            elif each.type in ("html_block", "html_inline"):
                yield from _HTML_ID.findall(each.content)


def _letters_and_digits(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
