"""What every page is made with: the site's configuration, its terms and its frame."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import generator
from generator.annotate.engines import Engines
from generator.content.config import Config
from generator.language.characters import count_han
from generator.model import Article, Bilingual, Edition, Term
from generator.reader_settings import SETTINGS
from generator.site import addresses
from generator.site.assets import Assets
from generator.site.labels import labels
from generator.site.phrases import Phrases
from generator.site.views import ArticleCard, Link, PageView, SettingView, SiteView, TermView
from generator.spelling.edition_text import in_edition
from generator.spelling.ruby import spelling

Target = Callable[[Edition], PurePosixPath]
"""Where a page stands in each edition."""


@dataclass(slots=True)
class SiteContext:
    """Shared by all pages of a build."""

    config: Config
    engines: Engines
    terms: tuple[Term, ...]
    assets: Assets
    phrases: Phrases = field(init=False)
    characters: set[str] = field(default_factory=set)
    """The Han characters that pop-ups of the pages written so far may be asked about."""

    def __post_init__(self) -> None:
        self.phrases = Phrases(self.engines, self.config.pinyin.style)

    def page(
        self, target: Target, edition: Edition, title: str, *, base: str | None = None
    ) -> PageView:
        """The frame of the page that stands at `target`.

        With `base`, the site's path on its host, addresses start there: for the one page
        that is served at any depth.
        """
        here = target(edition)

        def link(path: PurePosixPath) -> str:
            return addresses.relative(here, path) if base is None else f"{base}{path}"

        def absolute(path: PurePosixPath) -> str:
            return f"{config.base_url.rstrip('/')}/{path.parent.as_posix()}/"

        say = self.phrases.say
        config = self.config
        site = SiteView(
            Bilingual(say(config.title.zh, edition), config.title.en),
            Bilingual(say(config.description.zh, edition), config.description.en),
            say(config.author, edition),
            generator.__version__,
            tuple(link(path) for path in self.assets.styles),
            tuple(link(path) for path in self.assets.scripts),
            tuple(SettingView(s, config.reader[s.name]) for s in SETTINGS),
            config.pinyin.style.lang,
        )
        return PageView(
            site,
            edition.value,
            title,
            link(addresses.home(edition)),
            link(addresses.glossary(edition)),
            link(addresses.about(edition)),
            tuple(
                Link(
                    other.value,
                    link(target(other)),
                    other.value,
                    other is edition,
                )
                for other in config.editions
            ),
            absolute(here) if config.base_url else "",
            tuple(Link(other.value, absolute(target(other))) for other in config.editions)
            if config.base_url
            else (),
            # A page served at any depth does not know where it is, unless it is told the base.
            *(
                link(place) if here != addresses.NOT_FOUND or base is not None else ""
                for place in (addresses.MANIFEST, addresses.TOUCH_ICON)
            ),
        )

    def card(self, article: Article, edition: Edition, here: PurePosixPath) -> ArticleCard:
        """An article as lists show it."""
        say, meta = self.phrases.say, article.meta
        return ArticleCard(
            addresses.relative(here, addresses.article(edition, meta.slug)),
            say(meta.title.zh, edition),
            meta.title.en,
            say(meta.author, edition),
            meta.date.isoformat() if meta.date else "",
            say(meta.source, edition),
            meta.level,
            tuple(say(tag, edition) for tag in meta.tags),
            excerpt(article, edition),
            article_length(article),
        )

    def term(
        self,
        term: Term,
        edition: Edition,
        here: PurePosixPath,
        uses: Mapping[str, Sequence[Link]] | None = None,
    ) -> TermView:
        """A glossary entry in an edition."""
        say = self.phrases.say
        forms = {other: self.form(term, other) for other in self.config.editions}
        form = forms[edition]
        groups = self.phrases.read(form, edition)
        return TermView(
            term.id,
            form,
            tuple(Link(text, "", other.value, other is edition) for other, text in forms.items()),
            groups,
            spelling(groups) if any(group.pinyin for group in groups) else "",
            term.english,
            Bilingual(say(term.definition.zh, edition), term.definition.en),
            term.source_url,
            tuple(say(alias, edition) for alias in term.aliases),
            addresses.relative(here, addresses.glossary(edition), f"term-{term.id}"),
            tuple(uses.get(term.id, ())) if uses is not None else (),
        )

    def tag_id(self, tag: str) -> str:
        """The fragment of a tag's shelf on the home page: the tag, in simplified script."""
        plain = self.phrases.say(tag, Edition.HANS)
        return "tag-" + re.sub(r"[^\w-]+", "-", plain)

    def level_id(self, level: str) -> str:
        """The fragment of a level's shelf on the home page."""
        return self.tag_id(level).replace("tag-", "level-", 1)

    def label(self, id_: str, edition: Edition) -> str:
        """The Chinese of a label in an edition."""
        return labels(edition)[id_].zh

    def form(self, term: Term, edition: Edition) -> str:
        """How an edition writes a term: as the glossary states, else converted."""
        stated = term.forms.get(edition)
        if stated is not None:
            return stated
        return self.phrases.say(next(iter(term.forms.values())), edition)


def article_length(article: Article) -> int:
    """The Han characters of an article's text, its title not counted."""
    return sum(count_han(block.text) for block in article.blocks)


EXCERPT = 72
"""How many characters of an article its card shows, at most."""


def excerpt(article: Article, edition: Edition) -> str:
    """The beginning of the first paragraph, in an edition."""
    for block in article.blocks:
        if block.tag == "p":
            text = in_edition(block, edition).replace("\ufffc", "").replace("\n", " ")
            return text if len(text) <= EXCERPT else text[:EXCERPT].rstrip("，、；：") + "……"
    return ""
