"""Running text: the blocks of an article with their annotations, as HTML.

1. `weave_block` turns the sentences, terms and words of a block into marks and its aligned English
   into inserts, and `weave` adds them to the Markdown tokens of the block, once for all editions.
2. `TextWriter` renders the tokens for one edition. The renderer of markdown-it handles its own
   tokens; the macros of `templates/macros/text.html` render ours, with the words of a `PageText`.
   Their output is cached, since words recur.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from generator.content.markdown.parser import parser
from generator.model import AnnotatedWord, Block, Edition, Sentence, Span, TermUse, WordKind
from generator.site.english import EnglishGroup
from generator.site.inline import can_wrap, link_spans, relink
from generator.site.render import Renderer
from generator.site.views import SentenceView, TermUseView, TranslationView, WordView
from generator.site.weave import Insert, Mark, weave
from generator.spelling.ruby import RubyGroup
from generator.spelling.switches import SwitchedReadings

CACHED = 65536
"""Maximum number of words and of word openings in the cache of a writer."""

Resolve = Callable[[str], str]
"""Maps the address of a link or an image in the source to its address on a page."""


@dataclass(frozen=True, slots=True)
class BlockText:
    """The words of a block as a page shows them."""

    readings: SwitchedReadings
    openings: Mapping[int, WordView] = field(default_factory=dict)
    """The words with dictionary data, by index."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The content that one page adds to the woven tokens of an article."""

    blocks: Mapping[str, BlockText]
    """By block id."""
    resolve: Resolve = str
    """Resolves the addresses of the article."""
    resolve_english: Resolve = str
    """Resolves the addresses of its translation."""


class TextWriter:
    """Writes woven tokens as HTML with the macros of one edition."""

    def __init__(self, renderer: Renderer, edition: Edition, *, html: bool) -> None:
        self.edition = edition
        self.renderer = renderer
        macros: Any = renderer.text
        self._macros = macros
        self._md = parser(html=html)
        rules: Mapping[str, Callable[[Token, PageText], str]] = {
            "sentence_open": self._sentence_open,
            "sentence_close": lambda token, page: str(macros.sentence_close()),
            "term_open": self._term_open,
            "term_close": lambda token, page: str(macros.term_close()),
            "word": self._word,
            "pair_open": lambda token, page: str(macros.pair_open()),
            "pair_close": lambda token, page: str(macros.pair_close(_translation(token, page))),
            "translation": lambda token, page: str(macros.translation(_translation(token, page))),
        }
        for name, rule in rules.items():
            self._md.add_render_rule(name, _as_render_rule(rule))
        self._groups = lru_cache(maxsize=CACHED)(lambda groups: str(macros.groups(groups)))
        self._word_open = lru_cache(maxsize=CACHED)(lambda view: str(macros.word_open(view)))
        self._word_close = str(macros.word_close())

    def write(self, tokens: Sequence[Token], page: PageText) -> Markup:
        """Render block tokens, with woven inline tokens among them."""
        return Markup(self._md.renderer.render(tokens, self._md.options, {"page": page}))

    def write_inline(self, children: Sequence[Token], page: PageText) -> Markup:
        """Render inline tokens."""
        inline = Token("inline", "", 0, children=list(children))
        return self.write([inline], page)

    def _sentence_open(self, token: Token, page: PageText) -> str:
        del page
        sentence: Sentence = token.meta["data"]
        return str(self._macros.sentence_open(SentenceView(sentence.id, token.meta["part"])))

    def _term_open(self, token: Token, page: PageText) -> str:
        del page
        use: TermUse = token.meta["data"]
        view = TermUseView(use.term_id, use.first, f"#term-{use.term_id}", token.meta["part"])
        return str(self._macros.term_open(view))

    def _word(self, token: Token, page: PageText) -> str:
        woven: _WovenWord = token.meta["data"]
        block, word = page.blocks[woven.block_id], woven.word
        groups: tuple[RubyGroup, ...] = block.readings.groups(
            word, Span(token.meta["start"], token.meta["end"])
        )
        html = self._groups(groups)
        opening = block.openings.get(word.index)
        if opening is None:
            return html
        return f"{self._word_open(opening)}{html}{self._word_close}"


@dataclass(frozen=True, slots=True)
class _WovenWord:
    """A word among the tokens of its block."""

    block_id: str
    word: AnnotatedWord


def weave_block(
    block: Block,
    children: Sequence[Token],
    *,
    english: Sequence[EnglishGroup] = (),
    sentences: bool = True,
) -> list[Token]:
    """Weave the children of a block's inline token.

    `english` follows the Chinese that it translates; without `sentences`, none are marked.
    """
    marks: list[Mark] = []
    inserts: list[Insert] = []
    for group in english:
        if group.span and can_wrap(group.span, children):
            marks.append(Mark(group.span, "pair", False, group))
        else:
            inserts.append(Insert(group.span.end, "translation", group))
    if sentences:
        marks += [Mark(s.span, "sentence", False, s) for s in block.sentences]
    links = list(link_spans(children))  # an anchor must not contain another
    marks += [
        Mark(use.span, "term", False, use)
        for use in block.layers.terms
        if not any(use.span.overlaps(link) for link in links)
    ]
    marks += [
        Mark(word.span, "word", True, _WovenWord(block.id, word))
        for word in block.annotated_words
        if word.kind is not WordKind.ATOM
    ]
    return weave(children, marks, inserts)


def with_children(skeleton: Sequence[Token], woven: Mapping[int, list[Token]]) -> list[Token]:
    """Return the skeleton with the children of its inline tokens replaced, by index."""
    return [
        token.copy(children=woven[index]) if index in woven else token
        for index, token in enumerate(skeleton)
    ]


def relinked(tokens: Sequence[Token], indexes: Sequence[int], resolve: Resolve) -> list[Token]:
    """Return block tokens with the addresses in some of their inline tokens resolved."""
    found = list(tokens)
    for index in indexes:
        token = found[index]
        found[index] = token.copy(children=relink(token.children or [], resolve))
    return found


def _translation(token: Token, page: PageText) -> TranslationView:
    group: EnglishGroup = token.meta["data"]
    return TranslationView(group.html(page.resolve_english), group.zh_ids)


def _as_render_rule(rule: Callable[[Token, PageText], str]) -> Callable[..., str]:
    def render(
        renderer: RendererHTML,
        tokens: Sequence[Token],
        index: int,
        options: OptionsDict,
        env: EnvType,
    ) -> str:
        del renderer, options
        return rule(tokens[index], env["page"])

    return render
