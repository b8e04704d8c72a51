"""Running text: the blocks of an article with their annotations, as HTML.

1. `weave_block` turns the sentences, terms and words of a block into marks and its aligned English
   into inserts, and `weave` adds them to the Markdown tokens of the block.
2. `write_frame` renders the tokens to HTML with a gap for each word, once for all editions. The
   rules of markdown-it render its own tokens, and `markup.py` has the HTML of ours.
3. `Frame.fill` puts the words of an edition into the gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from msgspec import Struct

from generator.model import Block, Sentence, Span, TermUse, WordKind
from generator.site import markup
from generator.site.english import EnglishGroup
from generator.site.inline import Nesting, link_spans, relink
from generator.site.rich_content import site_parser
from generator.site.weave import Insert, Mark, weave
from generator.spans import Spans

Resolve = Callable[[str], str]
"""Maps the address of a link or an image in the source to its address on a page."""


class Gap(Struct, frozen=True, gc=False):
    """The place of a word in a text."""

    block: int
    """The number of its block."""
    word: int
    """Its index in the block."""
    part: Span | None = None
    """The part of the word that belongs there, where Markdown separates it."""


class Frame(Struct, frozen=True):
    """A text without its words: HTML, with a gap between each piece and the next."""

    pieces: tuple[str, ...]
    gaps: tuple[Gap, ...]

    def fill(self, words: Iterable[str]) -> str:
        """Return the text with the HTML of a word in each gap, in order."""
        first, *others = self.pieces
        return first + "".join(chain.from_iterable(zip(words, others, strict=True)))


Piece = str | Gap | Token
"""A part of a text: HTML, a word, or a token that is still to be rendered."""


def plain_block(number: int, block: Block) -> list[Piece] | None:
    """Return the pieces of a block of plain text, which need not be woven.

    `number` is that of the block in `Gap.block`. None if a term is not inside a sentence.
    """
    pieces: list[Piece] = []
    index, words = 0, block.layers.words
    terms = iter(block.layers.terms)
    term = next(terms, None)
    for sentence in block.sentences:
        end = sentence.span.end
        pieces.append(markup.sentence_open(sentence.id))
        while index < len(words) and words[index].span.start < end:
            span = words[index].span
            if term is not None and term.span.start == span.start:
                pieces.append(markup.term_open(term.term_id, is_first=term.first))
            pieces.append(Gap(number, index))
            if term is not None and term.span.end == span.end:
                pieces.append("</a>")
                term = next(terms, None)
            index += 1
        if term is not None and term.span.start < end:
            return None
        pieces.append("</span>")
    return pieces if term is None else None


def weave_block(
    number: int,
    block: Block,
    children: Sequence[Token],
    *,
    english: Sequence[EnglishGroup] = (),
    sentences: bool = True,
) -> list[Token]:
    """Weave the children of a block's inline token.

    `number` is that of the block in `Gap.block`. `english` follows the Chinese that it translates;
    without `sentences`, none are marked.
    """
    marks: list[Mark] = []
    inserts: list[Insert] = []
    nesting = Nesting(children)
    for group in english:
        if group.span and nesting.allow(group.span):
            marks.append(Mark(group.span, "pair", False, group))
        else:
            inserts.append(Insert(group.span.end, "translation", group))
    if sentences:
        marks += [Mark(s.span, "sentence", False, s) for s in block.sentences]
    links = Spans(link_spans(children))  # an anchor must not contain another
    marks += [
        Mark(use.span, "term", False, use)
        for use in block.layers.terms
        if not links.overlap(use.span)
    ]
    marks += [
        Mark(word.span, "word", True, (number, index, word.span))
        for index, word in enumerate(block.layers.words)
        if word.kind is not WordKind.ATOM
    ]
    return weave(children, marks, inserts)


def write_frame(
    tokens: Sequence[Token],
    woven: Mapping[int, Sequence[Piece]],
    *,
    html: bool,
    resolve: Resolve = str,
    resolve_english: Resolve = str,
    footnotes: str = "",
) -> Frame:
    """Render block tokens, with `woven` pieces instead of the children of some, by index.

    The addresses of links pass through `resolve`, those in translations through `resolve_english`;
    `html` allows raw HTML. The ids of footnotes have the name `footnotes` in them, where another
    text on the page has footnotes too.
    """
    env = {"docId": footnotes} if footnotes else {}
    writer = _FrameWriter(site_parser(html=html), resolve, resolve_english, env)
    writer.write(tokens, woven)
    return writer.frame()


def write_inline_frame(children: Sequence[Token], *, html: bool) -> Frame:
    """Render woven inline tokens."""
    return write_frame([Token("inline", "", 0)], {0: children}, html=html)


class _FrameWriter:
    def __init__(
        self, md: MarkdownIt, resolve: Resolve, resolve_english: Resolve, env: dict[str, Any]
    ) -> None:
        self._renderer = md.renderer
        self._options = md.options
        self._env = env
        self._resolve = resolve
        self._resolve_english = resolve_english
        self._pieces: list[str] = []
        self._gaps: list[Gap] = []
        self._pending: list[str] = []
        """The HTML since the last gap."""

    def frame(self) -> Frame:
        """Return what has been written."""
        return Frame((*self._pieces, "".join(self._pending)), tuple(self._gaps))

    def write(self, tokens: Sequence[Token], woven: Mapping[int, Sequence[Piece]]) -> None:
        for index, token in enumerate(tokens):
            if token.type != "inline":
                self._pending.append(self._html(tokens, index))
                continue
            for piece in woven.get(index, token.children or ()):
                if isinstance(piece, str):
                    self._pending.append(piece)
                elif isinstance(piece, Gap):
                    self._write_gap(piece)
                else:
                    self._write_inline(piece)

    def _write_inline(self, token: Token) -> None:
        rule = _RULES.get(token.type)
        if rule is not None:
            self._pending.append(rule(token, self._resolve_english))
        elif token.type == "word":
            block, word, span = token.meta["data"]
            start, end = token.meta["start"], token.meta["end"]
            is_whole = start == span.start and end == span.end
            self._write_gap(Gap(block, word, None if is_whole else Span(start, end)))
        else:  # none of the rules for inline tokens looks at the tokens beside its own
            self._pending.append(self._html(relink([token], self._resolve), 0))

    def _write_gap(self, gap: Gap) -> None:
        self._pieces.append("".join(self._pending))
        self._pending.clear()
        self._gaps.append(gap)

    def _html(self, tokens: Sequence[Token], index: int) -> str:
        """Render a token of markdown-it's own."""
        renderer = self._renderer
        assert isinstance(renderer, RendererHTML)
        rule = renderer.rules.get(tokens[index].type)
        if rule is not None:
            return str(rule(tokens, index, self._options, self._env))
        return renderer.renderToken(tokens, index, self._options, self._env)


def _sentence_open(token: Token, resolve: Resolve) -> str:
    del resolve
    sentence: Sentence = token.meta["data"]
    return markup.sentence_open(sentence.id, token.meta["part"])


def _term_open(token: Token, resolve: Resolve) -> str:
    del resolve
    use: TermUse = token.meta["data"]
    return markup.term_open(use.term_id, is_first=use.first and not token.meta["part"])


def _translation(token: Token, resolve: Resolve) -> str:
    group: EnglishGroup = token.meta["data"]
    return markup.translation(group.html(resolve), group.zh_ids)


_RULES: Mapping[str, Callable[[Token, Resolve], str]] = {
    "sentence_open": _sentence_open,
    "sentence_close": lambda token, resolve: "</span>",
    "term_open": _term_open,
    "term_close": lambda token, resolve: "</a>",
    "pair_open": lambda token, resolve: markup.PAIR_OPEN,
    "pair_close": lambda token, resolve: markup.pair_close(_translation(token, resolve)),
    "translation": _translation,
}
"""The rules of our own tokens."""
