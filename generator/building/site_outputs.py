"""The files of a build that are not of one article: pages of the site, assets, shared data.

Each has a name and a key, the digest of what it shows. Files whose key is that of the last build
are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from generator.building.crew import Crew
from generator.building.digests import digest
from generator.building.inputs import digest_of
from generator.building.site_tasks import GrammarFiles, SiteFiles, character_tasks
from generator.building.state import BuildState
from generator.building.text_pages import TextPages
from generator.content.pages import TextPage
from generator.content.sources import report_unreadable
from generator.model import Edition
from generator.pages import File, SitePages
from generator.site import addresses
from generator.site.article_facts import ArticleFacts
from generator.site.grammar import named_articles, note_uses, shown_notes
from generator.site.listings import (
    Group,
    archive_facts,
    home_facts,
    page_shelves,
    shelf_facts,
    source_facts,
)
from generator.site.redirects import Moved, find_redirects, redirect_page
from generator.site.sitemap import listed_pages, robots, sitemap_files
from generator.storage.stamps import Stamp

_TAKEN = {
    *(edition.path for edition in Edition),
    *map(str, (addresses.STATIC, addresses.FILES, addresses.EXPORTS)),
}
"""The folders at the top of a site that are its own."""


class SiteOutputs:
    """Brings the files of the site up to date."""

    def __init__(self, state: BuildState) -> None:
        self._state = state

    def write_assets(self) -> None:
        """Write the style sheets, the scripts and the author's own static files."""
        stamps = {}
        for place, data in self._state.assets.files.items():
            if self._is_taken(place):
                continue
            source = self._state.assets.root.get(place, self._state.root / place)
            stamp = self._write_own(place, source, data)
            if stamp is not None:
                stamps[place.as_posix()] = stamp
        self._state.note("assets", "", stamps)

    def _is_taken(self, place: PurePosixPath) -> bool:
        """Whether one of the author's files for the top of the site is where pages are (S006)."""
        source = self._state.assets.root.get(place)
        if source is None or place.parts[0] not in _TAKEN:
            return False
        message = f"“{place}” is in a folder that the site fills itself"
        hint = "Move it to another folder of `static/root/`."
        self._state.report.add("S006", source, message, hint)
        return True

    def check_addresses(self, facts: Sequence[ArticleFacts]) -> None:
        """Find the redirects to the articles, and report those that cannot be."""
        state = self._state
        paths = {slug: path for path, slug in state.slugs.items()}
        moved = [Moved(paths[each.slug], each.slug, each.aliases) for each in facts]
        own = [page.slug for page in state.pages]
        self._redirects = find_redirects(moved, own, state.config, state.report)

    def plan(self, crew: Crew, facts: Sequence[ArticleFacts], characters: str) -> None:
        """Plan what others can make; `characters` are those that the pop-ups explain."""
        state = self._state
        own = sorted(path for path in map(str, state.assets.files) if path.startswith("static/"))
        key = self._key(digest(state.keys.annotation, characters, own))
        if not state.keep("characters", key):
            for task in character_tasks(characters):
                crew.plan(task, partial(self._add, lambda _: ("characters", key)))
        self._plan_grammar(crew, facts)

    def _plan_grammar(self, crew: Crew, facts: Sequence[ArticleFacts]) -> None:
        state, keys = self._state, self._state.keys
        noted = note_uses(facts)
        ids = {id_ for article in facts for id_ in article.grammar}
        scripts = self._key(digest(keys.annotation, state.entries.digest, ids))
        wanted: dict[PurePosixPath | None, tuple[str, str]] = {}
        if not state.keep("grammar", scripts):
            wanted[None] = "grammar", scripts
        frame = (keys.frame, keys.reader, state.templates[1]["grammar"])
        editions = []
        for edition in state.config.editions:
            key = self._key(digest(edition, *frame, digest(_noted(noted, edition))))
            if not state.keep(f"grammar {edition}", key):
                wanted[addresses.grammar(edition)] = f"grammar {edition}", key
                editions.append(edition)
        if wanted:
            notes = tuple(shown_notes(facts)) if None in wanted else None
            task = GrammarFiles(notes, tuple(editions), named_articles(noted))
            crew.plan(task, partial(self._add, lambda place: wanted.get(place) or wanted[None]))

    def _add(self, output: Callable[[PurePosixPath], tuple[str, str]], result: SiteFiles) -> None:
        """Write files; `output` tells the name and the key of what each belongs to."""
        record = self._state.record.site
        written: dict[tuple[str, str], dict[str, Stamp]] = {}
        for place, data in result.files:
            stamps = written.setdefault(output(place), {})
            stamps |= write_files(self._state, [(place, data)])
        for (name, key), stamps in written.items():
            before = record[name].files if name in record else {}
            self._state.note(name, key, {**before, **stamps})

    def write(self, facts: Sequence[ArticleFacts]) -> None:
        """Write everything that shows the articles, apart from what is planned."""
        self._texts = TextPages(self._state)
        self._publish()
        for name, key, make in self._pages(facts):
            self._make(name, key, make)
        self._write_redirects(facts)
        self._write_for_others(facts)

    def _write_for_others(self, facts: Sequence[ArticleFacts]) -> None:
        """Write what search engines and other sites look for, which needs absolute addresses."""
        state, config = self._state, self._state.config
        if not config.base_url:
            return
        own = [page.slug for page in state.pages]
        pages = listed_pages(facts, own, config, has_terms=bool(state.terms))
        files = sitemap_files(pages, config)
        self._make("sitemap", digest(config.base_url, config.editions, pages), lambda: files)
        text = robots(config)
        self._make("robots", digest(text), lambda: [(addresses.ROBOTS, text)])
        for edition in config.editions:
            key = digest(state.keys.reader, edition)
            self._make(f"card {edition}", key, partial(self._card, edition))

    def _write_redirects(self, facts: Sequence[ArticleFacts]) -> None:
        config = self._state.config
        made = []
        if self._redirects:
            titles = {
                addresses.article(edition, article.slug): article.editions[edition.value].title
                for article in facts
                for edition in config.editions
            }
            made = [(each, titles[each.target]) for each in self._redirects]
        self._make(
            "redirects",
            digest(made, config.base_url),
            lambda: [(each.place, redirect_page(each, title, config)) for each, title in made],
        )

    def _make(self, name: str, key: str, make: Callable[[], Iterable[File]]) -> None:
        """Write files, unless those in place have the same key."""
        state, key = self._state, self._key(key)
        if not state.keep(name, key):
            state.note(name, key, write_files(state, make()))

    def _key(self, key: str) -> str:
        """Return a key with the author's files for the top of the site, which replace others of the
        same name."""
        root = self._state.assets.root
        return digest(key, sorted(map(str, root))) if root else key

    @property
    def _site_pages(self) -> SitePages:
        return self._state.workshop.pages

    # The author's files.

    def _publish(self) -> None:
        """Copy the files that articles refer to."""
        state = self._state
        published = {
            place: source
            for article in state.record.articles.values()
            for place, source in article.published.items()
        }
        published |= self._texts.published()
        state.ask(published.values())
        for place, source in published.items():
            name, path = f"file {place}", state.root / source
            key = digest(state.content(source))
            if state.keep(name, key):
                continue
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                continue  # removed a moment ago, which the next build reports
            except OSError as error:
                report_unreadable(path, error, state.report)
                continue
            if digest_of(data) != state.content(source):
                state.forget([source])
            stamp = self._write_own(PurePosixPath(place), path, data)
            if stamp is not None:
                state.note(name, digest(digest_of(data)), {place: stamp})

    def _write_own(self, place: PurePosixPath, source: Path, data: bytes) -> Stamp | None:
        """Write a file of the author; a name that is not portable is a fault (S014)."""
        try:
            return self._state.out.write(place, data)
        except ValueError as error:
            self._state.report.add(
                "S014",
                source,
                str(error),
                "Rename the file, so that every system and every host can have it.",
            )
            return None

    # Pages.

    def _pages(
        self, facts: Sequence[ArticleFacts]
    ) -> Iterator[tuple[str, str, Callable[[], Iterable[File]]]]:
        """Yield the pages of the site: their name, their key, and what makes them."""
        state = self._state
        keys, templates, own = state.keys, state.templates[1], state.config.site
        frame = (keys.frame, keys.reader)
        yield "panels", digest(*frame, templates["panels"]), self._panels
        about = self._texts.key(self._texts.about)
        for page in state.pages:
            key = digest(*frame, templates["page"], self._texts.key(page))
            yield f"page {page.slug}", key, partial(self._text_page, page)
        for edition in state.config.editions:
            sources = digest(source_facts(facts, edition))
            shelves = page_shelves(facts, edition)
            newest = digest(home_facts(facts, shelves, edition, own))
            uses = digest([_uses(article, edition.value) for article in facts])
            shown: dict[str, tuple[str, ...]] = {
                "home": (newest,),
                "archive": (digest(archive_facts(facts, edition, own)),),
                "glossary": (uses, digest(state.entries.shown)),
                "about": (sources, about),
                "my-words": (),
            }
            if own.search:
                shown["search"] = ()
            if edition is state.config.editions[0]:
                shown |= {"root": (newest,), "404": (), "offline": (self._loaded(),)}
            for name, needs in shown.items():
                key = digest(edition, *frame, templates[name], *needs)
                yield f"{name} {edition}", key, partial(self._page, name, edition, facts)
            for shelf in shelves:
                listed = digest(shelf_facts(shelf, edition, own))
                key = digest(edition, *frame, templates["shelf"], listed)
                yield f"{shelf.id} {edition}", key, partial(self._shelf, shelf, edition)

    def _panels(self) -> Iterator[File]:
        return self._site_pages.panels()

    def _page(self, name: str, edition: Edition, facts: Sequence[ArticleFacts]) -> Iterator[File]:
        if name == "about" and self._texts.about:
            self._site_pages.about = self._texts.article(self._texts.about)
        yield from self._site_pages.site_page(name, edition, facts, self._state.assets)

    def _card(self, edition: Edition) -> Iterator[File]:
        yield from self._site_pages.card(edition)

    def _shelf(self, shelf: Group, edition: Edition) -> Iterator[File]:
        yield from self._site_pages.shelf(shelf, edition)

    def _text_page(self, page: TextPage) -> Iterator[File]:
        yield from self._site_pages.text_page(self._texts.article(page))

    def _loaded(self) -> str:
        """Return the digest of the files that the service worker caches first."""
        assets = self._state.assets
        loaded = [(place, assets.files[place]) for place in assets.cached]
        return digest(assets.worker, loaded)


def write_files(state: BuildState, files: Iterable[File]) -> dict[str, Stamp]:
    """Write files, except those that the site's own static files replace."""
    return {
        place.as_posix(): state.out.write(place, data)
        for place, data in files
        if place not in state.assets.files
    }


def _uses(article: ArticleFacts, edition: str) -> tuple[object, ...]:
    """Return what the glossary shows of an article."""
    title = article.editions[edition].title
    return article.slug, article.date, title, article.term_uses


def _noted(
    uses: Mapping[str, Sequence[tuple[ArticleFacts, str]]], edition: Edition
) -> dict[str, list[tuple[str, str, str]]]:
    """Return what the page of grammar shows of articles."""
    name = edition.value
    return {
        id_: [(each.slug, sentence, each.editions[name].title) for each, sentence in some]
        for id_, some in uses.items()
    }
