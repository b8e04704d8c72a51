"""The author's own pages in a build: what they depend on, what was reported, what they publish."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from generator.building.digests import digest
from generator.building.record import TextRecord
from generator.building.state import BuildState
from generator.building.stored_reports import decode_report, encode_report
from generator.content.pages import TextPage, load_about
from generator.content.urls import split_url
from generator.diagnostics import Report
from generator.model import Article
from generator.site.files import FileLink, Files, LocalLink
from generator.site.text_pages import text_addresses


class TextPages:
    """The about page and the pages in `pages/`; reports their faults."""

    def __init__(self, state: BuildState) -> None:
        self._state = state
        self._articles: dict[str, Article] = {}
        about = load_about(state.config.about, state.report)
        self.about = about
        for page in (*([about] if about else ()), *state.pages):
            self._note(page)

    def _note(self, page: TextPage) -> None:
        """Record a page, which is annotated only if it has changed since the last build."""
        state = self._state
        names = [state.relative(path) for path in (page.path, page.notes)]
        state.ask(names)
        contents = [(name, state.content(name)) for name in names]
        key = digest(state.keys.annotation, state.entries.digest, page, contents)
        last = None if state.last is None else state.last.texts.get(page.slug)
        if last is None or last.key != key:
            report = Report()
            article = state.workshop.annotate_page(page, report)
            self._articles[page.slug] = article
            last = TextRecord(key, encode_report(report, state.root), text_addresses(article))
        state.record.texts[page.slug] = last
        state.ask(self._linked(page, last))
        state.report.merge(decode_report(last.report, state.root))

    def article(self, page: TextPage) -> Article:
        """Return a page with its annotations."""
        if page.slug not in self._articles:
            self._articles[page.slug] = self._state.workshop.annotate_page(page, Report())
        return self._articles[page.slug]

    def key(self, page: TextPage | None) -> str:
        """Return the key of the text of a page and of the targets of its links."""
        if page is None:
            return ""
        return digest(
            self._state.record.texts[page.slug].key, list(map(_name, self._targets(page)))
        )

    def published(self) -> dict[str, str]:
        """Return the files that the pages refer to, by where they are published."""
        root = self._state.root.resolve()
        return {
            link.place.as_posix(): link.source.relative_to(root).as_posix()
            for page in (*([self.about] if self.about else ()), *self._state.pages)
            for link in self._targets(page)
            if isinstance(link, FileLink)
        }

    def _targets(self, page: TextPage) -> Iterator[LocalLink | None]:
        for address in self._state.record.texts[page.slug].links:
            yield self._files.resolve(address, page.path)

    def _linked(self, page: TextPage, record: TextRecord) -> Iterator[str]:
        """Yield the paths in the site folder that the links of a page name."""
        root = self._state.root
        for address in record.links:
            path = os.path.normpath(page.path.parent / unquote(split_url(address).path))
            if path.startswith(f"{root}{os.sep}"):
                yield Path(path).relative_to(root).as_posix()

    @cached_property
    def _files(self) -> Files:
        return Files(self._state.root, self._state.slugs)


def _name(link: LocalLink | None) -> str:
    if isinstance(link, FileLink):
        return f"{link.place}#{link.fragment}"
    return "" if link is None else f"{link.slug}/#{link.fragment}"
