"""Running text: the blocks of an article, woven with what is known of them, as HTML.

1. Each block's sentences, terms and words become marks, its aligned English inserts.
2. `weave` puts them among the block's Markdown tokens.
3. markdown-it's renderer writes the tokens; ours are sent to the macros of
   `templates/macros/text.html`, whose output is remembered, since words recur.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from generator.content.markdown.blocks import parser
from generator.language.pinyin.styles import Spelling
from generator.model import Block, Edition, Sentence, Span, TermUse, Word, WordKind
from generator.site.inline import holds_together, link_spans, relink
from generator.site.lookup import PageWord
from generator.site.render import Renderer
from generator.site.views import SentenceView, TermUseView, TranslationView, WordView
from generator.site.weave import Insert, Mark, weave
from generator.spelling.switches import SwitchedReadings

LookUp = Callable[[Block, Word], PageWord | None]
"""Finds what the page's dictionary data says of a word."""

_ANY_KEY = 8_888_888_888
"""Stands for a key in what is remembered: no page has as many words."""

_SHOWN_PLAIN = {WordKind.SPACE, WordKind.PUNCT, WordKind.ATOM}


class TextWriter:
    """Writes woven tokens as HTML with the macros of one edition."""

    def __init__(self, renderer: Renderer, edition: Edition, *, html: bool) -> None:
        self.edition = edition
        self._macros: Any = renderer.text
        self._md = parser(html=html)
        rules: Mapping[str, Callable[[Token], str]] = {
            "sentence_open": self._sentence_open,
            "sentence_close": lambda _: str(self._macros.sentence_close()),
            "term_open": self._term_open,
            "term_close": lambda _: str(self._macros.term_close()),
            "word": self._word,
            "footnote_echo": _footnote_echo,
            "pair_open": lambda _: str(self._macros.pair_open()),
            "pair_close": lambda token: str(self._macros.pair_close(token.meta["data"])),
            "translation": lambda token: str(self._macros.translation(token.meta["data"])),
        }
        for name, rule in rules.items():
            self._md.add_render_rule(name, _as_render_rule(rule))
        self._drawn = lru_cache(maxsize=65536)(lambda view: str(self._macros.word(view)))
        """Words as drawn; since they recur under other keys, with `_ANY_KEY` for the key."""

    def write(self, tokens: Sequence[Token], env: EnvType | None = None) -> Markup:
        """Block tokens, with woven inline tokens among them, as HTML."""
        html = self._md.renderer.render(tokens, self._md.options, {} if env is None else env)
        return Markup(html)

    def write_inline(self, children: Sequence[Token]) -> Markup:
        """Inline tokens as HTML."""
        inline = Token("inline", "", 0, children=list(children))
        return Markup(self._md.renderer.render([inline], self._md.options, {}))

    def _sentence_open(self, token: Token) -> str:
        sentence: Sentence = token.meta["data"]
        return str(self._macros.sentence_open(SentenceView(sentence.id, token.meta["part"])))

    def _term_open(self, token: Token) -> str:
        use: TermUse = token.meta["data"]
        view = TermUseView(use.term_id, use.first, f"#term-{use.term_id}", token.meta["part"])
        return str(self._macros.term_open(view))

    def _word(self, token: Token) -> str:
        shown: _ShownWord = token.meta["data"]
        part = Span(token.meta["start"], token.meta["end"])
        view = shown.view(part)
        if shown.key is None:
            return self._drawn(view)
        return self._drawn(view).replace(str(_ANY_KEY), str(shown.key))


class _ShownWord:
    """A word of a block on its way to the page."""

    __slots__ = ("_first", "_looked_up", "_readings", "word")

    def __init__(self, word: Word, readings: SwitchedReadings, looked_up: PageWord | None) -> None:
        self.word = word
        self._readings = readings
        self._looked_up = looked_up
        self._first = looked_up is not None and looked_up.count == 1

    @property
    def key(self) -> int | None:
        return None if self._looked_up is None else self._looked_up.key

    def view(self, part: Span) -> WordView:
        """What to draw of it where Markdown leaves the `part`."""
        groups = self._readings.groups(self.word.span, part)
        if self._looked_up is None:
            return WordView(self.word.kind, groups, None)
        return WordView(self.word.kind, groups, _ANY_KEY, self._looked_up.levels, self._first)


_PLAIN = Spelling()


def weave_block(
    block: Block,
    children: Sequence[Token],
    edition: Edition,
    *,
    look_up: LookUp,
    translations: Sequence[tuple[Span, TranslationView]] = (),
    resolve: Callable[[str], str] | None = None,
    sentences: bool = True,
    how: Spelling = _PLAIN,
) -> list[Token]:
    """The children of a block's inline token, woven for an edition.

    `translations` are given with the span of what they translate, and follow it; `resolve` maps
    the addresses of links and images; `how` is how readings are spelt.
    """
    readings = SwitchedReadings(block, edition, how)
    marks: list[Mark] = []
    inserts: list[Insert] = []
    for span, view in translations:
        if span and holds_together(span, children):
            marks.append(Mark(span, "pair", False, view))
        else:
            inserts.append(Insert(span.end, "translation", view))
    if sentences:
        marks += [Mark(s.span, "sentence", False, s) for s in block.sentences]
    links = list(link_spans(children))  # an anchor must not hold another
    marks += [
        Mark(use.span, "term", False, use)
        for use in block.layers.terms
        if not any(use.span.overlaps(link) for link in links)
    ]
    for word in block.layers.words:
        if word.kind is WordKind.ATOM:
            continue
        looked_up = None if word.kind in _SHOWN_PLAIN else look_up(block, word)
        shown = _ShownWord(word, readings, looked_up)
        marks.append(Mark(word.span, "word", True, shown))
    return weave(relink(children, resolve) if resolve else children, marks, inserts)


def with_children(skeleton: Sequence[Token], woven: Mapping[int, list[Token]]) -> list[Token]:
    """The skeleton with the children of its inline tokens replaced, by index."""
    return [
        token.copy(children=woven[index]) if index in woven else token
        for index, token in enumerate(skeleton)
    ]


def _footnote_echo(token: Token) -> str:
    number = token.meta["id"] + 1
    return f'<sup class="footnote-ref"><a href="#fn{number}">[{number}]</a></sup>'


def _as_render_rule(rule: Callable[[Token], str]) -> Callable[..., str]:
    def render(
        renderer: RendererHTML,
        tokens: Sequence[Token],
        index: int,
        options: OptionsDict,
        env: EnvType,
    ) -> str:
        del renderer, options, env
        return rule(tokens[index])

    return render
