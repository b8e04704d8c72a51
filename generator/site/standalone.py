"""The text of an article for places without our style sheet and scripts: feeds.

1. The words of each block are woven into its Markdown, and nothing else of ours; its English stands
   in the same element, after the Chinese.
2. Readings are true ruby, with parentheses where there is none, spelt as the site spells them.
3. Addresses become absolute; ids, classes and what does not work elsewhere are taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser

from generator.content.urls import join_url
from generator.language.pinyin.styles import Spelling
from generator.model import Article, Block, Edition, WordKind
from generator.site import addresses
from generator.site.article_content import ArticleContent, resolver
from generator.site.english import English, EnglishGroup
from generator.site.facts import SiteFacts
from generator.site.markup import escape
from generator.site.text import Gap, Piece, Resolve, write_frame
from generator.site.weave import Insert, Mark, weave
from generator.spelling.ruby import RubyGroup, block_readings

_ADDRESSES = ("href", "src", "poster")
_NOWHERE = "script, style, template, form, input, button, iframe"
"""What feed readers neither run nor show."""
_INDEX = re.compile(r"(?<=/)index\.html(?=$|#)")
"""The name of the file of a page, which only addresses on disk need."""
_OURS = re.compile(r"(id|class|style|srcset|data-.*|on.*)")
"""The attributes that mean nothing elsewhere."""


def true_ruby(groups: Iterable[RubyGroup], lang: str = "") -> str:
    """Return the groups of a word with their readings in `rt`: `<ruby>词<rp>(</rp><rt>cí</rt>…`.

    `lang` is the language of the readings, if the text is to say it.
    """
    rt = f'<rt lang="{lang}">' if lang else "<rt>"
    return "".join(
        f"<ruby>{escape(group.text)}<rp>(</rp>{rt}{escape(group.pinyin)}</rt><rp>)</rp></ruby>"
        if group.pinyin
        else escape(group.text)
        for group in groups
    )


def standalone_texts(content: ArticleContent, facts: SiteFacts) -> Iterator[tuple[Edition, str]]:
    """Yield the text of an article in each edition, as HTML; the site must have a base URL."""
    article, config = content.article, facts.config
    slug, first = article.meta.slug, config.editions[0]
    here = addresses.article(first, slug)
    english = content.english
    frame = write_frame(
        article.skeleton,
        dict(_woven(article, english, resolver(english.links, here, first))),
        html=config.html,
        resolve=resolver(content.links, here, first),
    )
    for edition in config.editions:
        filled = frame.fill(_words(frame.gaps, article.blocks, edition, config.pinyin))
        page = addresses.absolute(config.base_url, addresses.article(edition, slug))
        yield edition, _absolute(filled, page)


def _woven(
    article: Article, english: English, resolve: Resolve
) -> Iterator[tuple[int, Sequence[Piece]]]:
    """Yield the pieces of each block, by the index of its token."""
    for number, block in enumerate(article.blocks, 1):
        marks = [
            Mark(word.span, "word", True, (number, index, word.span))
            for index, word in enumerate(block.layers.words)
            if word.kind is not WordKind.ATOM
        ]
        groups = english.groups.get(block.id, ())
        inserts = [Insert(len(block.text), "english", groups)] if groups else []
        children = article.skeleton[block.token].children or []
        yield (
            block.token,
            [
                _english(token.meta["data"], resolve) if token.type == "english" else token
                for token in weave(children, marks, inserts)
            ],
        )


def _english(groups: Sequence[EnglishGroup], resolve: Resolve) -> str:
    text = " ".join(group.html(resolve) for group in groups)
    return f"<br><small lang=en>{text}</small>"


def _words(
    gaps: Iterable[Gap], blocks: Sequence[Block], edition: Edition, spelling: Spelling
) -> Iterator[str]:
    """Yield the HTML of the word in each gap."""
    current = 0
    for gap in gaps:
        if gap.block != current:
            current, block = gap.block, blocks[gap.block - 1]
            readings = block_readings(block, edition, spelling)
            words = block.annotated_words
        yield true_ruby(readings.groups(words[gap.word], gap.part))


def _absolute(html: str, address: str) -> str:
    """Return a text with absolute addresses, and without what only our pages understand."""
    body = LexborHTMLParser(f"<body>{html}").body
    assert body is not None
    for node in body.css(_NOWHERE):
        node.decompose()
    for node in body.css("*:not(ruby, rt, rp)"):
        for name, value in list(node.attributes.items()):
            if name in _ADDRESSES:
                node.attrs[name] = _INDEX.sub("", join_url(address, value or ""))
            elif _OURS.fullmatch(name):
                del node.attrs[name]
    return str(body.inner_html)
