"""Figures and players.

An image that stands alone in its paragraph and has a title is a figure, with the title as its
caption: `![what it shows](a.png "a caption")`. An image of a video or audio file is an `embed`.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from generator.content.markdown.links import MEDIA_SUFFIX
from generator.content.urls import split_url


def add_figures(md: MarkdownIt) -> None:
    """Add the rule to a parser; it comes after those that make inline tokens."""
    md.core.ruler.push("figures", _figures)


def _figures(state: StateCore) -> None:
    """Core rule: captions of images, and embeds of video and audio files."""
    out: list[Token] = []
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type == "inline" and token.children:
            for child in token.children:
                _as_embed(child)
            if _is_figure(tokens, index):
                out[-1] = out[-1].copy(type="figure_open", tag="figure")
                out += [token, *_caption(token, state)]
                continue
        if token.type == "paragraph_close" and out and out[-1].type == "figcaption_close":
            out.append(token.copy(type="figure_close", tag="figure"))
        else:
            out.append(token)
    state.tokens = out


def _as_embed(image: Token) -> None:
    address = str(image.attrs.get("src", "")) if image.type == "image" else ""
    match = MEDIA_SUFFIX.search(split_url(address).path) if address else None
    if match is not None:
        image.type, image.tag = "embed", "video" if match["video"] else "audio"
        image.attrs, image.children = {"src": address}, None


def _is_figure(tokens: Sequence[Token], index: int) -> bool:
    children = tokens[index].children or []
    before = tokens[index - 1]
    is_alone = before.type == "paragraph_open" and not before.hidden
    if not is_alone or [child.type for child in children] != ["image"]:
        return False
    # The title of a reference stands somewhere else, where it cannot be translated or corrected.
    title = str(children[0].attrs.get("title", "")).strip()
    return bool(title) and title in tokens[index].content


def _caption(token: Token, state: StateCore) -> list[Token]:
    """Return the caption of a figure, from the title of its image."""
    text = str((token.children or [])[0].attrs.pop("title"))
    inline = Token("inline", "", 0, content=text, map=token.map, block=True, children=[])
    state.md.inline.parse(text, state.md, state.env, inline.children)  # type: ignore[arg-type]
    if inline.children:
        inline.meta["source_map"] = inline.children[0].meta.pop("source_map", [])
    return [
        Token("figcaption_open", "figcaption", 1, map=token.map, block=True),
        inline,
        Token("figcaption_close", "figcaption", -1, block=True),
    ]
