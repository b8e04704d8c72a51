"""A chapter: an article in one edition, with its notes, its images and its translation."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from msgspec import Struct

from generator.exporting.epub.chapter_text import IMAGES, ChapterText, Place
from generator.exporting.target import Target
from generator.site import addresses
from generator.site.article_content import ArticleContent
from generator.site.files import FileLink
from generator.site.inline import relink
from generator.site.markup import escape
from generator.site.rich_content import site_parser
from generator.site.standalone import true_ruby
from generator.site.text import Frame, Gap
from generator.site.views import TermView
from generator.spelling.ruby import BlockReadings, RubyGroup, block_readings

WITHOUT_PINYIN = "none"
BELOW, FACING, AT_END, NO_TRANSLATION = "below", "facing", "end", "none"


_HOLD, _RELEASE = "\ufdd0", "\ufdd1"
"""Around the number of a word that stands aside; no text has these characters."""
_HELD = re.compile(f"{_HOLD}(\\d+){_RELEASE}")


class Note(Struct, frozen=True):
    """A footnote on a term."""

    id: str
    number: int
    term: str
    """With its reading."""
    english: str
    definition: str
    definition_en: str


class Section(Struct, frozen=True):
    """A heading of the text, in the contents."""

    id: str
    depth: int
    text: str
    english: str


class Chapter(Struct, frozen=True):
    """What a book has of an article. Texts are XHTML, unless they are in metadata."""

    slug: str
    lang: str
    title: str
    """With its reading."""
    plain_title: str
    title_words: tuple[str, ...]
    title_en: str
    author: str
    date: str
    """ISO 8601; of its last change, if that is known. Empty if there is none."""
    source: str
    source_url: str
    licence: str
    body: str
    notes: tuple[Note, ...]
    sections: tuple[Section, ...]
    ids: tuple[str, ...]
    """The ids that links may lead to."""
    english: str
    """The whole translation, if it stands after the text; else empty."""
    is_machine: bool
    """Whether nobody has signed off the translation."""
    has_translation: bool
    has_formulas: bool
    images: Mapping[str, bytes]
    """By their names in the folder of images."""

    @property
    def english_file(self) -> str:
        """The name of the file of the translation; slugs have no such end."""
        return f"{self.slug}.en.xhtml"


def chapter(content: ArticleContent, target: Target) -> Chapter:
    """Return the chapter of an article."""
    return _ChapterMaker(content, target).chapter()


class _ChapterMaker:
    def __init__(self, content: ArticleContent, target: Target) -> None:
        self._content, self._target = content, target
        self._edition, self._facts = target.edition, target.facts
        self._slug = content.article.meta.slug
        self._images: dict[str, bytes] = {}
        page = addresses.article(self._edition, self._slug)
        self._place = Place(page, target.config.base_url, self._image)

    def chapter(self) -> Chapter:
        meta, convert = self._content.article.meta, self._facts.phrases.converted
        texts = ChapterText(self._place, self._target.options["translation"])
        titles = ChapterText(self._place, NO_TRANSLATION, with_marks=False)
        body = self._with_words(texts, self._content.body, self._cover())
        translation = self._content.article.translation
        return Chapter(
            slug=self._slug,
            lang=self._edition.value,
            title=self._with_words(titles, self._content.title),
            plain_title=convert(meta.title.zh, self._edition),
            title_words=tuple(
                word.text_in(self._edition) for word in self._content.article.title.annotated_words
            ),
            title_en=meta.title.en,
            author=convert(meta.author, self._edition),
            date=str(meta.updated or meta.date or ""),
            source=convert(meta.source, self._edition),
            source_url=meta.source_url,
            licence=convert(meta.licence, self._edition),
            body=body,
            notes=tuple(self._notes(texts.terms)),
            sections=tuple(self._sections(texts.ids)),
            ids=tuple(sorted(texts.ids - {""})),
            english=self._english(),
            is_machine=translation is not None and translation.machine,
            has_translation=translation is not None,
            has_formulas=texts.has_formulas,
            images=self._images,
        )

    # Words.

    def _with_words(self, texts: ChapterText, frame: Frame, before: str = "") -> str:
        """Return a text as XHTML; its words, which are XHTML already, stand aside meanwhile."""
        words = list(map(self._word, frame.gaps))
        held = frame.fill(f"{_HOLD}{number}{_RELEASE}" for number in range(len(words)))
        return _HELD.sub(lambda match: words[int(match[1])], texts.convert(before + held))

    def _word(self, gap: Gap) -> str:
        word = self._content.blocks[gap.block].annotated_words[gap.word]
        return self._ruby(self._readings[gap.block].groups(word, gap.part))

    @cached_property
    def _readings(self) -> list[BlockReadings]:
        spelling = self._target.config.pinyin
        return [block_readings(block, self._edition, spelling) for block in self._content.blocks]

    def _ruby(self, groups: tuple[RubyGroup, ...]) -> str:
        """Return true ruby, with parentheses for reading systems that know none."""
        if self._target.options["pinyin"] == WITHOUT_PINYIN:
            return escape("".join(group.text for group in groups))
        lang = self._target.config.pinyin.style.lang
        return true_ruby(groups, lang)

    # Images.

    def _cover(self) -> str:
        """Return the image that the article begins with."""
        link = self._content.links.get(self._content.article.meta.cover)
        if not isinstance(link, FileLink):
            return ""
        src = quote(addresses.relative(self._place.page, link.place))
        return f'<p><img src="{src}" alt=""></p>'

    def _image(self, place: PurePosixPath) -> str:
        """Take an image of the site into the book, and return its address there."""
        source = self._content.published.get(place)
        if source is None or place.suffix.lower() not in IMAGES:
            return ""
        try:
            data = source.read_bytes()
        except OSError:
            return ""  # removed a moment ago
        # Some reading systems know only names in ASCII.
        name = hashlib.sha256(data).hexdigest()[:16] + place.suffix.lower()
        self._images[name] = data
        return f"../images/{name}"

    # What belongs to the text.

    def _notes(self, ids: list[str]) -> Iterator[Note]:
        terms = {term.id: term for term in self._facts.terms}
        for number, id_ in enumerate(ids, 1):
            view: TermView = self._facts.term(terms[id_], self._edition, self._place.page)
            yield Note(
                id_,
                number,
                self._ruby(view.groups),
                escape(view.english),
                escape(view.definition.zh),
                escape(view.definition.en),
            )

    def _sections(self, ids: set[str]) -> Iterator[Section]:
        for heading in self._content.headings:
            id_ = unquote(heading.href.removeprefix("#"))
            if id_ in ids:
                text = heading.text(self._edition)
                yield Section(id_, heading.depth, escape(text), escape(heading.english))

    def _english(self) -> str:
        if self._target.options["translation"] != AT_END:
            return ""
        translation = self._content.article.translation
        if translation is None:
            return ""
        md = site_parser(html=self._target.config.html)
        tokens = [
            token.copy(children=relink(token.children, self._resolved)) if token.children else token
            for token in translation.skeleton
        ]
        rendered = str(md.renderer.render(tokens, md.options, {}))
        return ChapterText(self._place, NO_TRANSLATION).convert(rendered)

    def _resolved(self, address: str) -> str:
        """Return an address in the translation as a page has it."""
        translation = self._content.article.translation
        assert translation is not None
        link = self._facts.files.resolve(address, translation.path)
        return address if link is None else link.href(self._place.page, self._edition)
