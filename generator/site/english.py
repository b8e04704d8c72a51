"""The English of an article, by the Chinese that it follows.

A sentence is rendered once for all editions, unless it contains a link whose address depends on the
page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup
from msgspec import Struct

from generator.model import Alignment, Article, Block, Span
from generator.site.files import Links, LocalLink
from generator.site.inline import addresses_in, echo, relink, slice_children
from generator.site.rich_content import site_parser

_Write = Callable[[Sequence[Token]], Markup]


class _LinkedSentence(Struct, frozen=True):
    """A sentence with links that are resolved for each page."""

    tokens: tuple[Token, ...]
    write: _Write

    def html(self, resolve: Callable[[str], str]) -> Markup:
        return self.write(relink(self.tokens, resolve))


class EnglishGroup(Struct, frozen=True):
    """The English sentences that translate the Chinese of `span`, and follow it.

    The span is empty if the English has no counterpart.
    """

    span: Span
    zh_ids: tuple[str, ...]
    sentences: tuple[Markup | _LinkedSentence, ...]

    def html(self, resolve: Callable[[str], str]) -> Markup:
        """The sentences as HTML, the addresses of their links passed through `resolve`."""
        parts = (s if isinstance(s, Markup) else s.html(resolve) for s in self.sentences)
        return Markup(" ").join(parts).strip()


class English(Struct, frozen=True):
    """The English of an article."""

    groups: Mapping[str, tuple[EnglishGroup, ...]]
    """By the id of the block that they are in."""
    links: Links
    """The targets of local addresses in the blocks that are shown."""


def render_english(
    article: Article, resolve: Callable[[str], LocalLink | None], *, html: bool
) -> English:
    """Render the translation of an article.

    `resolve` finds the target of a local address; `html` allows raw HTML.
    """
    translation = article.translation
    if translation is None:
        return English({}, {})
    write = _writer(html=html)
    sentences = {s.id: (b, s.span) for b in translation.blocks for s in b.sentences}
    links: dict[str, LocalLink] = {}

    @cache
    def rendered(sentence_id: str) -> Markup | _LinkedSentence:
        block, span = sentences[sentence_id]
        children = translation.skeleton[block.token].children or []
        for address in addresses_in(children):
            target = resolve(address)
            if target is not None:
                links[address] = target
        tokens = tuple(echo(slice_children(children, span)))
        is_linked = any(address in links for address in addresses_in(tokens))
        return _LinkedSentence(tokens, write) if is_linked else write(tokens)

    by_last = _by_last_sentence(article)
    groups = {block.id: tuple(_groups(block, by_last, rendered)) for block in article.blocks}
    return English(groups, links)


def _by_last_sentence(article: Article) -> Mapping[str, Sequence[Alignment]]:
    """Return the alignments that have English, by the Chinese sentence that it follows."""
    found: dict[str, list[Alignment]] = {}
    last = ""
    for alignment in article.alignments:
        last = alignment.zh_ids[-1] if alignment.zh_ids else last
        if alignment.en_ids and last:  # English without Chinese follows what came before it
            found.setdefault(last, []).append(alignment)
    return found


def _groups(
    block: Block,
    by_last: Mapping[str, Sequence[Alignment]],
    rendered: Callable[[str], Markup | _LinkedSentence],
) -> Iterator[EnglishGroup]:
    starts = {sentence.id: sentence.span.start for sentence in block.sentences}
    for sentence in block.sentences:
        end = sentence.span.end
        for alignment in by_last.get(sentence.id, ()):
            start = min((starts.get(id_, end) for id_ in alignment.zh_ids), default=end)
            zh_ids = alignment.zh_ids or (sentence.id,)
            parts = tuple(map(rendered, alignment.en_ids))
            group = EnglishGroup(Span(start, end), zh_ids, parts)
            if group.html(str):
                yield group


def _writer(*, html: bool) -> _Write:
    md = site_parser(html=html)
    md.add_render_rule("footnote_echo", _footnote_echo)

    def write(children: Sequence[Token]) -> Markup:
        inline = Token("inline", "", 0, children=list(children))
        return Markup(md.renderer.render([inline], md.options, {}).strip())

    return write


def _footnote_echo(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    del renderer, options, env
    number = tokens[index].meta["id"] + 1
    return f'<sup class="footnote-ref"><a href="#fn{number}">[{number}]</a></sup>'
