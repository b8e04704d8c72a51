"""The HTML of what Markdown does not have itself: formulas, code, media, tasks, labels.

`site_parser` is the parser of the content with the rules for these. They are the same in every
edition, since a text is rendered once: all scripts write the labels of admonitions alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from generator.content.markdown.formulas import TYPES as FORMULAS
from generator.content.markdown.links import WIKI
from generator.content.markdown.parser import configure
from generator.content.markdown.plugin_rules import Rule, rules_in_force
from generator.content.urls import split_url
from generator.labels import labels
from generator.model import Edition
from generator.site.markup import attribute, escape
from generator.site.mathml import mathml

DIAGRAMS = frozenset({"mermaid", "plantuml", "dot", "graphviz", "flow", "sequence", "chart"})
"""The languages of code that other programs draw; it is shown as code."""

_LABELS = {
    "note": "box-note",
    "tip": "box-tip",
    "important": "box-important",
    "warning": "box-warning",
    "caution": "box-caution",
    "quote": "box-quote",
    "details": "box-details",
}


def site_parser(*, html: bool) -> MarkdownIt:
    """Return the parser whose renderer writes everything that a page may have."""
    return _parser_with(html, rules_in_force())


@cache
def _parser_with(html: bool, rules: tuple[Rule, ...]) -> MarkdownIt:
    del rules  # which `parser` adds
    md = configure(MarkdownIt(), html=html)
    for type_ in FORMULAS:
        md.add_render_rule(type_, _formula)
    md.add_render_rule("fence", _fence)
    md.add_render_rule("embed", _embed)
    md.add_render_rule("heading_open", _heading)
    md.add_render_rule("list_item_open", _list_item)
    md.add_render_rule("link_open", _link)
    md.add_render_rule("image", _image)
    md.add_render_rule("box_label", _label)
    return md


def highlighted(code: str, language: str) -> str | None:
    """Return code as HTML with the classes of Pygments; None if the language is not known."""
    from pygments import highlight
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True)))


def _formula(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    del renderer, options, env
    token = tokens[index]
    is_block = token.type in ("math_block", "amsmath")
    return _tex(token.content.strip(), display=token.type != "math_inline", is_block=is_block)


def _tex(tex: str, *, display: bool, is_block: bool) -> str:
    html = mathml(tex, display=display) or f"<code class=tex>{escape(tex)}</code>"
    return f"<div class=formula>{html}</div>\n" if is_block else html


def _fence(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    del renderer, options, env
    token = tokens[index]
    language = token.info.strip().partition(" ")[0].partition("{")[0].strip("{}.").lower()
    if language == "math":
        return _tex(token.content.strip(), display=True, is_block=True)
    html = highlighted(token.content, language) if language and language not in DIAGRAMS else None
    classes = f" class={attribute(f'language-{language}')}" if language else ""
    return f"<pre><code{classes}>{html or escape(token.content)}</code></pre>\n"


def _embed(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """A player for a file of the site; a link for another host, which `embeds.js` replaces."""
    del renderer, options, env
    token = tokens[index]
    kind, src = token.tag, str(token.attrs.get("src", ""))
    href = attribute(src)
    host = split_url(src).hostname
    if host is None and kind != "iframe":
        return f"<{kind} controls preload=metadata src={href}></{kind}>"
    text = escape(token.content or (host or src).removeprefix("www."))
    return f"<a class=embed data-embed={kind} href={href} rel=noopener>▶ {text}</a>"


def _heading(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    token = tokens[index]
    if "id" not in token.attrs and "id" in token.meta:
        token = token.copy(attrs={**token.attrs, "id": token.meta["id"]})
    # Whether a line feed follows depends on the next token.
    return renderer.renderToken([token, *tokens[index + 1 : index + 2]], 0, options, env)


def _list_item(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    html = renderer.renderToken(tokens, index, options, env)
    if "checked" not in tokens[index].meta:
        return html
    return f"{html}<span class=task>{'☑' if tokens[index].meta['checked'] else '☐'}</span> "


def _link(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """A link; one to a name that the site does not have leads nowhere."""
    token = tokens[index]
    if str(token.attrs.get("href", "")).startswith(WIKI):
        token = token.copy(attrs={"class": "missing"})
    return renderer.renderToken([token], 0, options, env)


def _image(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """An image; of one that the site does not have, its name."""
    src = str(tokens[index].attrs.get("src", ""))
    if src.startswith(WIKI):
        return f"<span class=missing>{escape(unquote(src.removeprefix(WIKI)))}</span>"
    return renderer.image(tokens, index, options, env)


def _label(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    del renderer, options, env
    token = tokens[index]
    label = labels(Edition.HANS)[_LABELS[token.content]]
    css = " class=box-title" if token.tag == "p" else ""
    return f"<{token.tag}{css}>{label.zh} <span lang=en>{label.en}</span></{token.tag}>\n"
