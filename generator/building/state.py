"""What all parts of one build share: what is known, what it reads, and the keys made from it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path, PurePosixPath

import msgspec
from msgspec.structs import replace

from generator.building.article_records import OutputRecord
from generator.building.article_tasks import BuildSite
from generator.building.article_work import Workshop
from generator.building.digests import digest
from generator.building.inputs import (
    FILES,
    UNKNOWN,
    content_of,
    current_states,
    has_changed,
    last_change,
)
from generator.building.keys import Entries, SiteKeys
from generator.building.options import Options, Start
from generator.building.record import BuildRecord
from generator.building.stored_assets import decode_assets, encode_assets
from generator.content.config import load_config
from generator.content.glossary import load_glossary
from generator.content.lexicon import load_lexicon
from generator.content.pages import TextPage, load_pages
from generator.diagnostics import Report
from generator.language.scripts.converter import ScriptConverter
from generator.model import Edition
from generator.pages import CARD, FEED, KINDS, fingerprints
from generator.resources import shared
from generator.site.assets import Assets, collect
from generator.storage.cache import Cache
from generator.storage.output import Output
from generator.storage.stamps import Stamp


class BuildState:
    """One build of a site: its settings, its files, the record of the last build and its own."""

    slugs: Mapping[Path, str]
    """The slug of each article and page, by its file; set when the articles have been found."""

    def __init__(
        self, root: Path, report: Report, options: Options, known: Start, out: Output
    ) -> None:
        self.root = root
        self._prefix = f"{root.as_posix()}/"
        self.report = report
        self.options = options
        self.out = out
        self.states = dict(known.states)
        self.changed = last_change(known.states)
        """When the site was last changed, in seconds since 1970."""
        self._asked: set[str] = set(FILES)
        """The files that may be missing, and whose absence counts."""
        self._forgotten: set[str] = set()
        last = known.last
        self.last = last if last is not None and last.program == known.program else None
        self.record = BuildRecord(known.program, options.drafts)
        self.record.articles.keeps = self.last is not None
        if self.last is not None:
            self.last.articles.keeps = True
        self.cache = None if options.cache is None else Cache(options.cache)
        self.config = load_config(root, report)
        self.terms = tuple(load_glossary(root / "glossary.toml", report))
        self.lexemes = tuple(load_lexicon(root / "lexicon.toml", report))
        self.pages: tuple[TextPage, ...] = ()
        self.assets = self._collected()
        # As `annotate/engines.py` decides it.
        self.simplifies_entries = bool(self.lexemes) or any(
            edition is not Edition.HANS for term in self.terms for edition in term.forms
        )

    def _collected(self) -> Assets:
        """Collect the static files, unless this process or the cache has what they make."""
        built_in, kept = shared("static"), self.options.kept
        key = digest(self.record.program, self.content_below("static", str(built_in)))
        if kept is not None and kept.assets is not None and kept.assets[0] == key:
            return kept.assets[1]
        found = Report()
        assets, is_sure = self._stored_assets(key), True
        if assets is None:
            assets = collect(built_in, self.root / "static", found)
            is_sure = not (found.diagnostics or has_changed(self.root, self.states))
            if self.cache is not None and is_sure and not assets.root:
                self.cache.put("assets", key, encode_assets(assets))
        self.report.merge(found)
        if kept is not None:
            kept.assets = (key, assets) if is_sure else None
        return assets

    def _stored_assets(self, key: str) -> Assets | None:
        stored = None if self.cache is None else self.cache.get("assets", key)
        if stored is not None:
            with suppress(msgspec.DecodeError):
                return decode_assets(stored)
        return None

    def set_articles(self, slugs: Mapping[Path, str]) -> None:
        """Take the slugs of the articles, and read the pages, which may not have the same."""
        self.pages = load_pages(self.root, self.report, articles=slugs, drafts=self.options.drafts)
        self.slugs = {**slugs, **{page.path: page.slug for page in self.pages}}

    # Files.

    def relative(self, path: Path) -> str:
        """Return a path in the site folder, relative to it."""
        found = path.as_posix()
        if not found.startswith(self._prefix):
            message = f"{path} is not in {self.root}"
            raise ValueError(message)
        return found[len(self._prefix) :]

    def content(self, path: str) -> bytes:
        """Return the digest of a file of the site; empty if there is none."""
        return content_of(self.states.get(path))

    def content_below(self, *folders: str) -> str:
        """Return the digest of the names and contents of the files in folders."""
        above = tuple(f"{folder}/" for folder in folders)
        return digest(
            [
                (os.fsencode(path), content_of(state))  # a name need not be UTF-8
                for path, state in self.states.items()
                if path.startswith(above)
            ]
        )

    def ask(self, paths: Iterable[str]) -> None:
        """Look at files that may be missing."""
        names = list(paths)
        self._asked.update(names)
        unknown = [name for name in names if name not in self.states]
        self.states.update(current_states(self.root, unknown, self.states))

    def forget(self, paths: Iterable[str]) -> None:
        """Let the next build look at files again, which have changed since this one did."""
        self._forgotten.update(paths)

    def note_inputs(self) -> None:
        """Record the files that this build has looked at, also those that were not there.

        If one has changed that is not of one article, parts of the site may be made from what it
        was, and others from what it is: the next build makes everything anew.
        """
        if has_changed(self.root, self.states):
            self.record.program = ""
        self.ask(path for article in self.record.articles.values() for path in article.linked)
        self.record.inputs = {
            path: UNKNOWN if path in self._forgotten else state
            for path, state in self.states.items()
            if state is not None or path in self._asked
        }

    # What is in place.

    def keep(self, name: str, key: str) -> bool:
        """Keep the files of the site with a name, if they were made from the same key."""
        made = None if self.last is None else self.last.site.get(name)
        if made is None or made.key != key or not self.out.keep(made.files):
            return False
        self.record.site[name] = made
        return True

    def note(self, name: str, key: str, files: Mapping[str, Stamp]) -> None:
        """Record files of the site that were written."""
        self.record.site[name] = OutputRecord(key, dict(files))

    def show(self) -> None:
        """Put what is written so far in the place of the old, if it need not all be there at once.

        Nothing that may still turn out to be wrong may depend on it.
        """
        shown = frozenset() if self.report.failed else self.out.show()
        if shown and self.options.shown is not None:
            self.options.shown(shown)

    # What all articles share.

    @cached_property
    def simplify(self) -> Callable[[str], str]:
        """The conversion to simplified script."""
        return ScriptConverter(house=self.config.house).simplify

    @cached_property
    def entries(self) -> Entries:
        """The glossary and the lexicon."""
        simplify = self.simplify if self.simplifies_entries else str
        return Entries(self.terms, self.lexemes, simplify)

    @cached_property
    def keys(self) -> SiteKeys:
        """The digests that the keys of all articles have in common."""
        keys = SiteKeys(
            self.record.program,
            self.config,
            self.entries,
            "",
            {
                name: found
                for name, found in self.templates[1].items()
                if name in (*KINDS, CARD, FEED) or name.startswith("format ")
            },
            self.simplifies_entries,
        )
        return replace(keys, frame=self.frame[1])

    @cached_property
    def templates(self) -> tuple[str, dict[str, str]]:
        """The digest of all templates, and the fingerprint of those of each kind of page."""
        built_in = f"{shared('templates')}/"
        found = digest(
            [each.name for each in self.config.export_formats],
            [
                (path.removeprefix(built_in), content_of(state))
                for path, state in sorted(self.states.items())
                if path.startswith(("templates/", built_in))
            ],
        )
        if self.last is not None and self.last.templates[0] == found:
            return self.last.templates
        return found, fingerprints(self.root, self.config.export_formats)

    @cached_property
    def frame(self) -> tuple[str, str]:
        """The digest of what the frame of pages depends on, and that of the frame."""
        needs = digest(
            self.record.program,
            replace(self.config, translate=None),
            self.entries.digest,
            self.assets.styles,
            self.assets.scripts,
            self.assets.icon,
            [(page.slug, page.title) for page in self.pages],
        )
        if self.last is not None and self.last.frame[0] == needs:
            return self.last.frame

        def address(edition: Edition) -> PurePosixPath:
            return PurePosixPath(edition.path, "page", "index.html")

        pages = self.workshop.pages
        return needs, digest(
            [pages.facts.page(address, edition, "") for edition in self.config.editions]
        )

    @cached_property
    def site(self) -> BuildSite:
        """The site as workers need it."""
        assets = replace(self.assets, files={}, root={})
        pages = tuple(replace(page, body="") for page in self.pages)
        return BuildSite(self.config, self.terms, self.lexemes, self.slugs, assets, pages)

    @cached_property
    def workshop(self) -> Workshop:
        """The workshop of this process; loading it takes longer than most of a small build."""
        kept = self.options.kept
        site = (self.record.program, self.site.without_articles(), self.templates[0])
        if kept is not None and kept.workshop is not None and kept.workshop.site_key == site:
            kept.workshop.files.set_articles(self.site.slugs)
            return kept.workshop
        workshop = Workshop(self.site, self.record.program, self.cache)
        workshop.site_key = site
        if kept is not None:
            kept.workshop = workshop
        return workshop
