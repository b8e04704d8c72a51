"""The facts about the rest of the site that pages show: its configuration, terms and frame."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from msgspec import structs

import generator
from generator.annotate.engines import Engines
from generator.content.config import Config
from generator.content.entries import Term
from generator.content.pages import TextPage
from generator.model import Bilingual, Edition
from generator.reader_settings import SETTINGS
from generator.site import addresses
from generator.site.assets import Assets
from generator.site.files import Files
from generator.site.labels import Labels
from generator.site.phrases import Phrases
from generator.site.surroundings import at_depth, footer_html, nav_links
from generator.site.views import FeedLink, Link, PageView, SettingView, SiteView, TermView
from generator.site.word_table import WordTable
from generator.spelling.ruby import inline_pinyin
from generator.storage.names import name_fault

PageAddress = Callable[[Edition], PurePosixPath]
"""Return the path of a page in an edition."""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """Facts that all pages of a build share; immutable, so pages may be made in any order."""

    config: Config
    engines: Engines
    terms: tuple[Term, ...]
    assets: Assets
    files: Files
    phrases: Phrases
    words: WordTable
    labels: Mapping[Edition, Labels]
    pages: tuple[TextPage, ...] = ()
    """The author's own pages, for the menu."""
    _term_views: dict[tuple[str, Edition], TermView] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """A cache of what `term` returns, without what depends on the page."""
    _sites: dict[Edition, SiteView] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """A cache of what `site` returns."""

    def site(self, edition: Edition) -> SiteView:
        """Return the site as the pages of an edition show it."""
        if edition not in self._sites:
            config, convert = self.config, self.phrases.converted
            self._sites[edition] = SiteView(
                edition.value,
                Bilingual(convert(config.title.zh, edition), config.title.en),
                Bilingual(convert(config.description.zh, edition), config.description.en),
                convert(config.author, edition),
                generator.__version__,
                tuple(SettingView(s, config.reader[s.name]) for s in SETTINGS),
                config.pinyin.style.lang,
            )
        return self._sites[edition]

    def page(
        self,
        target: PageAddress,
        edition: Edition,
        title: str,
        *,
        base: str | None = None,
        is_shelf: bool = False,
    ) -> PageView:
        """Return the frame of the page at `target`.

        With `base`, the path of the site on its host, addresses start there: for the one page that
        is served at any depth. The page of a shelf has feeds of its own.
        """
        here = target(edition)

        def link(path: PurePosixPath) -> str:
            return addresses.relative(here, path) if base is None else f"{base}{path}"

        config, convert = self.config, self.phrases.converted
        own = config.site
        whole = self._absolute_addresses(target, here, edition)
        root = link(PurePosixPath("x"))[:-1]
        footer = footer_html(own.footer, edition, convert)
        labels = self.labels[edition]
        return PageView(
            self.site(edition),
            title,
            tuple(link(path) for path in self.assets.styles),
            link(addresses.EARLY),
            tuple(link(path) for path in (addresses.panels(edition), *self.assets.scripts)),
            link(self.assets.icon),
            link(addresses.home(edition)),
            link(addresses.glossary(edition)) if self.terms else "",
            link(addresses.about(edition)),
            root,
            tuple(
                nav_links(
                    own,
                    self.pages,
                    edition,
                    labels,
                    convert,
                    here,
                    link,
                    has_terms=bool(self.terms),
                )
            ),
            (at_depth(footer[0], root), at_depth(footer[1], root)),
            at_depth(own.head_html, root),
            at_depth(own.body_html, root),
            link(addresses.my_words(edition)),
            link(addresses.search(edition)) if own.search else "",
            tuple(
                Link(
                    other.value,
                    link(target(other)),
                    other.value,
                    other is edition,
                )
                for other in config.editions
            ),
            whole[0],
            whole[1],
            tuple(self._feeds(here, edition, title if is_shelf else "", link)) if whole[0] else (),
            addresses.absolute(config.base_url, addresses.card(addresses.home(edition)))
            if whole[0]
            else "",
            # A page that is served at any depth has no relative addresses.
            *(
                link(place) if here != addresses.NOT_FOUND or base is not None else ""
                for place in (addresses.MANIFEST, addresses.TOUCH_ICON)
            ),
        )

    def _absolute_addresses(
        self, target: PageAddress, here: PurePosixPath, edition: Edition
    ) -> tuple[str, tuple[Link, ...]]:
        """Return the absolute address of a page, and those of it in every edition."""
        config = self.config
        if not config.base_url or here in (addresses.NOT_FOUND, addresses.OFFLINE):
            return "", ()
        if here == addresses.ROOT:  # the same page as that of the first edition
            target = addresses.home
        found = [
            Link(other.value, addresses.absolute(config.base_url, target(other)))
            for other in config.editions
        ]
        if len(found) > 1:
            found.append(Link("x-default", found[0].href))
        own = config.editions.index(edition)
        return found[own].href, tuple(found)

    def _feeds(
        self,
        here: PurePosixPath,
        edition: Edition,
        shelf: str,
        link: Callable[[PurePosixPath], str],
    ) -> Iterator[FeedLink]:
        """Yield the feeds of the page at `here`: those of its shelf, and those of all articles."""
        if not self.config.site.feed_size:
            return
        name = self.site(edition).title.zh
        lists = [(here, f"{shelf} · {name}")] if shelf else []
        lists.append((here if here == addresses.ROOT else addresses.home(edition), name))
        for page, title in lists:
            yield FeedLink(title, link(addresses.atom(page)), "application/atom+xml")
            yield FeedLink(title, link(addresses.json_feed(page)), "application/feed+json")

    def term(
        self,
        term: Term,
        edition: Edition,
        here: PurePosixPath,
        uses: Mapping[str, Sequence[Link]] | None = None,
    ) -> TermView:
        """Return a glossary entry in an edition."""
        view = self._term_views.get((term.id, edition))
        if view is None:
            view = self._term_views[term.id, edition] = self._term_view(term, edition)
        return structs.replace(
            view,
            glossary_href=addresses.relative(here, addresses.glossary(edition), f"term-{term.id}"),
            uses=tuple(uses.get(term.id, ())) if uses is not None else (),
        )

    def _term_view(self, term: Term, edition: Edition) -> TermView:
        """Return the view of a term, without the addresses that depend on the page."""
        convert = self.phrases.converted
        forms = {other: self.form(term, other) for other in self.config.editions}
        form = forms[edition]
        groups = self.phrases.groups(form, edition)
        return TermView(
            id=term.id,
            form=form,
            forms=tuple(
                Link(text, "", other.value, other is edition) for other, text in forms.items()
            ),
            groups=groups,
            pinyin=inline_pinyin(groups) if any(group.pinyin for group in groups) else "",
            english=term.english,
            definition=Bilingual(convert(term.definition.zh, edition), term.definition.en),
            source_url=term.source_url,
            aliases=tuple(convert(alias, edition) for alias in term.aliases),
            glossary_href="",
        )

    def shelf_id(self, kind: str, label: str) -> str:
        """The id of a shelf: its kind and its label, in simplified script and lower case.

        It is a fragment of the archive, and the name of a folder for tags and levels, so it is
        short. The signs of C++ and C# are kept.
        """
        plain = self.phrases.converted(label, Edition.HANS).casefold()
        name = re.sub(r"[^\w+#]+", "-", plain).strip("-")[:60]
        return f"{kind}-{name}" if name_fault(name) is None else f"{kind}-{name}_"

    def tag_id(self, tag: str) -> str:
        """The id of a tag's shelf."""
        return self.shelf_id("tag", tag)

    def level_id(self, level: str) -> str:
        """The id of a level's shelf."""
        return self.shelf_id("level", level)

    def label(self, id_: str, edition: Edition) -> str:
        """Return a label in an edition, in the first language of the interface."""
        return self.labels[edition].text(id_)

    def form(self, term: Term, edition: Edition) -> str:
        """Return the form of a term in an edition: as the glossary states, else converted."""
        stated = term.forms.get(edition)
        if stated is not None:
            return stated
        return self.phrases.converted(next(iter(term.forms.values())), edition)
