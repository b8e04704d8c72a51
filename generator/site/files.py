"""Files that articles refer to, and the targets of links between articles.

A relative address in Markdown is relative to its file. If it names the source of another article,
the link leads to the page of that article in the same edition; if it names a file of the site
folder, the file is published below `/files/`. Everything else (absolute addresses, fragments,
missing files) stays as the author wrote it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from msgspec import Struct

from generator.content.dates import file_name_date
from generator.content.markdown.links import WIKI
from generator.content.tree import find_files, real_file
from generator.content.urls import split_url
from generator.diagnostics import Report
from generator.model import Edition
from generator.site import addresses

ROOT_FILES = "root"
"""The folder in `static/` with the files for the top of the site."""
_LEFT_BEHIND = re.compile(r"^\._|^\.DS_Store$|^(Thumbs\.db|desktop\.ini)$|~$|\.sw[op]$", re.I)


class ArticleLink(Struct, frozen=True):
    """A link to the page of another article."""

    slug: str
    fragment: str

    def href(self, page: PurePosixPath, edition: Edition) -> str:
        """The address to write on a page of an edition."""
        return addresses.relative(page, addresses.article(edition, self.slug), self.fragment)


class FileLink(Struct, frozen=True):
    """A link to a file of the site folder, which is published at `place`."""

    place: PurePosixPath
    source: Path
    fragment: str

    def href(self, page: PurePosixPath, edition: Edition) -> str:
        """The address to write on a page; the same in every edition."""
        del edition
        fragment = quote(self.fragment, safe="%/?:@!$&'()*+,;=-._~")
        return addresses.relative(page, self.place, fragment)


LocalLink = ArticleLink | FileLink
Links = Mapping[str, LocalLink]
"""The targets of the local addresses of a text."""


class Files:
    """The files of one site folder that its pages may point to."""

    def __init__(self, root: Path, articles: Mapping[Path, str]) -> None:
        """`articles` gives the slug of each article by its source file."""
        self._root = root.resolve()
        self.set_articles(articles)
        self.asked: dict[tuple[str, Path], None] = {}
        """The local addresses that were looked up, each with the file that it is in."""

    def set_articles(self, articles: Mapping[Path, str]) -> None:
        """Replace the articles that links may lead to."""
        self._slugs = articles
        self._names: dict[str, list[Path]] | None = None
        self._articles: dict[Path, str] | None = None
        """The slugs by the real path of the file; found when a link asks for it."""

    def resolve(self, address: str, source: Path) -> LocalLink | None:
        """Return the target of an address in the Markdown of `source`; None if it is not local."""
        found = self.find(address, source)
        if found is None:
            return None
        fragment = split_url(address).fragment
        if self._articles is None:
            self._articles = {path.resolve(): slug for path, slug in self._slugs.items()}
        slug = self._articles.get(found)
        if slug is not None:
            return ArticleLink(slug, fragment)
        return FileLink(addresses.FILES / found.relative_to(self._root).as_posix(), found, fragment)

    def find(self, address: str, source: Path) -> Path | None:
        """Return the file inside the site folder that a relative address names, if it exists."""
        if not is_local(address):
            return None
        self.asked[address, source] = None
        name = unquote(split_url(address).path)
        if address.startswith(WIKI):
            path = self._named(name, source)
        else:
            path = Path(os.path.normpath(source.parent.resolve() / name))
        real = None if path is None else real_file(path)
        if real is None:
            return None
        inside = real.is_relative_to(self._root) and not _is_hidden(real, self._root)
        return real if inside else None

    def _named(self, name: str, source: Path) -> Path | None:
        """Return the file that a wiki link names: an article, or a file in `articles/`.

        The name is that of the file, with or without a suffix and the folders above it. Of several,
        the one nearest to the source wins.
        """
        if self._names is None:
            self._names = _files_by_name(self._root)
        wanted = name.strip().strip("/").casefold()
        last = wanted.rpartition("/")[2]
        found = [path for path in self._names.get(last, ()) if _ends_with(path, wanted)]
        here = source.parent.resolve()
        found.sort(key=lambda path: (path.parent != here, len(path.parts), path))
        return found[0] if found else None


def _files_by_name(root: Path) -> dict[str, list[Path]]:
    """Return the files in `articles/` by their name, and Markdown also by the stem of it."""
    names: dict[str, list[Path]] = {}
    for path in sorted((root / "articles").rglob("*")):
        if path.is_file() and not _is_hidden(path, root):
            names.setdefault(path.name.casefold(), []).append(path)
            if path.suffix.lower() in (".md", ".txt") and not path.stem.endswith(".en"):
                names.setdefault(path.stem.casefold(), []).append(path)
                if file_name_date(path.stem):
                    names.setdefault(path.stem[11:].casefold(), []).append(path)
    return names


def _ends_with(path: Path, wanted: str) -> bool:
    """Whether a path ends with a name and the folders above it."""
    *above, _ = wanted.split("/")
    folders = [part.casefold() for part in path.parts[:-1]]
    return not above or folders[-len(above) :] == above


def is_local(address: str) -> bool:
    """Whether an address must name a file of the site folder: a relative path or a wiki link."""
    parts = split_url(address)
    if address.startswith(WIKI):
        return bool(parts.path)
    return not (parts.scheme or parts.netloc) and bool(parts.path) and parts.path[0] != "/"


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def static_files(
    folder: Path, root: Path | None = None, report: Report | None = None
) -> dict[PurePosixPath, Path]:
    """Return the static files in a folder by their published path, without `root_files`.

    `root` is the site that the folder belongs to, whose faults are reported (S001); without it, the
    folder is one that comes with Jiazhu, where an installer may have put links.
    """
    if root is None:
        found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        found = [path for path in found if not _is_hidden(path, folder)]
    else:
        found = find_files(folder, root, report)
    places = ((path.relative_to(folder), path) for path in found)
    return {
        addresses.STATIC / place.as_posix(): path
        for place, path in places
        if place.parts[0] != ROOT_FILES
    }


def root_files(static: Path, root: Path, report: Report) -> dict[PurePosixPath, Path]:
    """Return the files that a site publishes at its top, as they are: `CNAME`, `.nojekyll` …

    They are in `root/` of its static files. What systems and editors leave behind is no file of it.
    """
    folder = static / ROOT_FILES
    return {
        PurePosixPath(path.relative_to(folder).as_posix()): path
        for path in find_files(folder, root, report, hidden=True)
        if _LEFT_BEHIND.search(path.name) is None
    }
