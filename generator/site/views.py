"""The views that templates render: explicit and frozen, with every address relative.

Here are those of every page and of articles; `site_views.py` has those of the site's own pages.
A template never reaches into the document model; all that it may use is here. Each page
template gets one variable, `view`, of the class named after it, and the label function
`t(id)`, which returns a `Bilingual` whose `zh` is in the script of the page.
"""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from generator.model import Bilingual
from generator.reader_settings import Setting
from generator.site.statistics import Statistics
from generator.spelling.ruby import RubyGroup


class Link(Struct, frozen=True):
    """A labelled address; `current` marks the page itself."""

    label: str
    href: str
    lang: str = ""
    current: bool = False


class NavLink(Struct, frozen=True):
    """An entry of the menu."""

    label: Bilingual
    href: str
    current: bool = False
    """Whether it leads to the page itself."""


class FeedLink(Struct, frozen=True):
    """A feed that a page offers."""

    title: str
    href: str
    type: str
    """Its media type: of Atom or of JSON Feed."""


class SettingView(Struct, frozen=True):
    """A switch with its default `value` on the site."""

    setting: Setting
    value: str

    @property
    def name(self) -> str:
        """The name in the attribute `data-<name>` and in the labels."""
        return self.setting.name

    @property
    def values(self) -> tuple[str, ...]:
        """The values that a reader may choose from."""
        return self.setting.values

    @property
    def group(self) -> str:
        """The section of the panel that shows it."""
        return self.setting.group

    @property
    def is_long(self) -> bool:
        """Whether it has too many values to show them side by side."""
        return self.setting.is_long

    @property
    def scriptless(self) -> str:
        """The value on a page whose scripts do not run."""
        return self.setting.without_scripts(self.value)


class SiteView(Struct, frozen=True):
    """The site, as every page of an edition shows it."""

    lang: str
    """`zh-Hans`, `zh-Hant-TW`, `zh-Hant-HK`."""
    title: Bilingual
    description: Bilingual
    author: str
    version: str
    settings: tuple[SettingView, ...]
    """The switches of every page."""
    reading_lang: str
    """The language tag of readings: `zh-Latn-pinyin`, `zh-Bopo` …"""


class Credit(Struct, frozen=True):
    """Something the site is made with, and its licence."""

    name: str
    use: str
    licence: str
    href: str


class PageView(Struct, frozen=True):
    """A page itself: its title and its addresses."""

    site: SiteView
    title: str
    styles: tuple[str, ...]
    """The addresses of the style sheets."""
    early: str
    """The address of the script that runs before the first paint."""
    scripts: tuple[str, ...]
    """The addresses of the deferred scripts."""
    icon: str
    home: str
    glossary: str
    """Empty if the site has no glossary."""
    about: str
    root: str
    """The way to the top of the site: `../../`; empty on pages at the top."""
    nav: tuple[NavLink, ...]
    """The menu."""
    footer: tuple[Markup, Markup]
    """What the site says at the foot of its pages, in Chinese and in English; each may be empty."""
    head_html: Markup
    """What the site adds to the head of its pages."""
    body_html: Markup
    """What it adds to the end of their bodies."""
    my_words: str
    search: str
    """The address of the search; empty if the site has none."""
    editions: tuple[Link, ...]
    """The same page in every edition, this one included; `lang` is the hreflang."""
    canonical: str = ""
    """The absolute address, if the site has a base URL and the page has one address only."""
    alternates: tuple[Link, ...] = ()
    """The absolute addresses of the page in every edition, if `canonical` is given; with several
    editions also that for readers of any language, `x-default`."""
    feeds: tuple[FeedLink, ...] = ()
    """The feeds of the page, in relative addresses; none unless the site has a base URL."""
    card: str = ""
    """The absolute address of the picture that other sites show with a link to the page."""
    manifest: str = ""
    """The address of the web app manifest, beside the service worker; empty if unknown."""
    touch_icon: str = ""
    """The icon for the home screen of a phone; empty if `manifest` is."""

    @property
    def lang(self) -> str:
        """The language of the page."""
        return self.site.lang


class PanelsView(Struct, frozen=True):
    """The panels of an edition (`site/panels.py`), each with a template in `macros/`."""

    site: SiteView


class TermView(Struct, frozen=True):
    """A glossary entry in the edition of the page."""

    id: str
    form: str
    """In this page's edition."""
    forms: tuple[Link, ...]
    """The form in every edition (`label`, `lang`; no address)."""
    groups: tuple[RubyGroup, ...]
    pinyin: str
    english: str
    definition: Bilingual
    source_url: str
    aliases: tuple[str, ...]
    glossary_href: str
    uses: tuple[Link, ...] = ()
    """Links back to each use, on the glossary page only; the first of an article has its title."""


class EntryView(Struct, frozen=True):
    """One dictionary entry."""

    simplified: str
    traditional: str
    pinyin: str
    senses: tuple[str, ...]
    measure_words: tuple[str, ...]
    taiwan_pinyin: str


class HeadingView(Struct, frozen=True):
    """A heading in the contents of an article."""

    href: str
    depth: int
    """1 for the highest headings of the text, up to 3."""
    text: str
    english: str


class WayView(Struct, frozen=True):
    """A link to another article."""

    href: str
    title: str
    title_en: str
    current: bool = False
    """Whether it is the article of the page, in its series."""


class WaysOnView(Struct, frozen=True):
    """The ways on from an article."""

    before: WayView | None
    after: WayView | None
    series_title: str
    """Empty if the article is in no series."""
    series: tuple[WayView, ...]
    series_part: int
    """The place of the article in its series, from 1; 0 if it is in none."""
    related: tuple[WayView, ...]


class ArticleView(Struct, frozen=True):
    """`article.html`: one article in one edition."""

    page: PageView
    title: Markup
    """Woven like the text: words with readings."""
    title_en: str
    description: str
    author: str
    date: str
    updated: str
    source: str
    source_url: str
    licence: str
    level: str
    series: tuple[Link, ...]
    tags: tuple[Link, ...]
    """The categories and the tags."""
    cover: str
    """The address of an image above the text; empty if there is none."""
    audio: str
    """The address of a recording; empty if there is none."""
    times: str
    """When it reads each sentence: `b1.s1 0.0 2.31,b1.s2 …`; empty if nothing says so."""
    voice: str
    """The synthetic voice of the recording; empty if a person reads."""
    body: Markup
    contents: tuple[HeadingView, ...]
    """Empty if there are few headings and the author asks for none."""
    ways_on: WaysOnView
    has_translation: bool
    machine_translation: bool
    """Whether a machine made the translation and nobody has signed it off."""
    terms: tuple[TermView, ...]
    """The terms used on the page, for the notes at its foot (`id="term-<id>"`)."""
    words_href: str
    """The address of the data of the pop-up."""
    vocabulary_href: str
    is_long: bool
    """Whether scripts lay it out little by little; its blocks then have their lengths."""
    statistics: Statistics
    card: str
    """The absolute address of its picture for other sites; empty without a base URL."""
    structured: Markup
    """What it says of itself to search engines (`structured_data.py`); as empty."""
    downloads: tuple[Link, ...] = ()
    """The article in other formats."""


class ArticleVocabularyView(Struct, frozen=True):
    """`vocabulary.html`: the words of one article."""

    page: PageView
    title: str
    title_en: str
    article_href: str
    rows: Markup
    """The bodies of the table; see `vocabulary.py`."""
    count: int
    """The number of words."""
    words_href: str
    """The address of the data of the pop-up."""
    terms: tuple[TermView, ...]
    statistics: Statistics


class HandoutWord(Struct, frozen=True):
    """A word of a hand-out."""

    text: str
    pinyin: str
    meaning: str
    level: str
    """1 to 6, or 7–9; empty if the list lacks it."""


class HandoutView(Struct, frozen=True):
    """`handout.html`: an article to print for a class, a document of its own."""

    site: SiteView
    copy: str
    """For whom it is: `teacher`, `pupil` or `gaps`."""
    title: Markup
    plain_title: str
    title_en: str
    author: str
    source: str
    licence: str
    body: Markup
    notes: tuple[TermView, ...]
    """The terms, in the order of their numbers in the text."""
    words: tuple[HandoutWord, ...]
    missing: tuple[str, ...]
    """The words that belong in the gaps, in the order of their pinyin."""
    translation: Markup
    """Empty if there is none, or if the copy has none."""
    machine_translation: bool
    credits: tuple[Credit, ...]
    """Of the readings, the meanings and the levels."""
