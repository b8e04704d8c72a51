"""Blocks around blocks: `::: note`, GitHub's `> [!NOTE]`, poems and dialogues.

1. `container` (mdit-py-plugins) finds `::: kind title` … `:::`. The kind may be in braces or
   brackets, as in Pandoc and Astro: `::: {.note}`, `:::note[Title]`.
2. `containers` (core, before `inline`) turns these, and quotations that start with `[!NOTE]`, into
   admonitions, `details`, poems or plain `div`s. A title becomes a paragraph of its own, so that it
   is annotated like any text; an admonition without one gets a `box_label`.
3. `keep_lines` (core, after `inline`): in a poem or a dialogue each line break stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from generator.content.markdown.attributes import BlockRule, rule_named
from generator.lazy_patterns import lazy_pattern

FAMILIES = {
    "note": "note info note_info seealso todo 注意 注 说明 說明",
    "tip": "tip hint success check done example 提示 技巧 例子",
    "important": "important abstract summary tldr 重要 摘要",
    "warning": "warning warn attention question help faq 警告",
    "caution": "caution danger error bug failure fail missing 危险 危險 小心",
    "quote": "quote cite 引文 引用",
}
"""The kinds of admonitions, and the names that other programs have for them."""
_FAMILY = {name: family for family, names in FAMILIES.items() for name in names.split()}
_DETAILS = frozenset("details spoiler collapse fold 详情 詳情 折叠 摺疊".split())
_WITH_LINES = {
    **dict.fromkeys("poem poetry verse 诗 詩 诗歌 詩歌 词 詞".split(), "poem"),
    **dict.fromkeys("dialogue dialog 对话 對話".split(), "dialogue"),
}

_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}

_INFO = lazy_pattern(
    r"[ \t]*(?:\{[ \t]*\.?(?P<braced>[^\s{}]++)[^{}]*+\}|(?P<kind>[^\W\d][\w-]*+))"
    r"(?:\[(?P<bracketed>[^\[\]]*)\])?(?:[ \t]*\{[^{}]*\})?[ \t]*+"
    r"(?P<title>(?:(?![ \t]*+:*+\Z)(?:[ \t]++|:++|[^ \t:\n]++))*+)[ \t]*:*"
)
_ALERT = re.compile(r"\[!(?P<kind>[\w|-]+)\](?P<fold>[+-]?)[ \t]*(?P<title>[^\n]*)(?:\n|\Z)")


def add_containers(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    container_plugin(md, "block", validate=lambda info, _: bool(_INFO.fullmatch(info)))
    rule = rule_named(md.block.ruler, "container_block")
    md.block.ruler.at("container_block", _ending_in_a_line_feed(rule), _INTERRUPTS)
    md.core.ruler.before("inline", "containers", _resolve_containers)
    md.core.ruler.after("inline", "keep_lines", _keep_lines)


def _ending_in_a_line_feed(rule: BlockRule) -> BlockRule:
    """Return the rule for a text that ends in a line feed, which it looks for."""

    def container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not state.src.endswith("\n"):
            state.src += "\n"
        return rule(state, start, end, silent)

    return container


def _resolve_containers(state: StateCore) -> None:
    out: list[Token] = []
    closings: list[Token] = []
    """What replaces the closing of each container that is open."""
    tokens = iter(_with_alerts(state.tokens))
    for token in tokens:
        if token.type in ("container_block_open", "alert_open"):
            opened, closing = _opened(token)
            out += opened
            closings.append(closing)
        elif token.type in ("container_block_close", "alert_close"):
            out.append(closings.pop())
        else:
            out.append(token)
    state.tokens = out


def _opened(token: Token) -> tuple[list[Token], Token]:
    """Return the opening of a container with its title, and the closing."""
    fold = ""
    if token.type == "alert_open":
        kind, title, fold = token.meta["kind"], token.meta["title"], token.meta["fold"]
    else:
        match = _INFO.fullmatch(token.info)
        assert match is not None
        kind = match["braced"] or match["kind"]
        title = match["bracketed"] or match["title"] or ""
    name = kind.strip("|-").casefold()
    if name in _DETAILS or fold:
        attrs: dict[str, str | int | float] = {"open": ""} if fold == "+" else {}
        family = _FAMILY.get(name, "note") if fold else ""
        if family:
            attrs["class"] = f"admonition box-{family}"
        label = "" if title else family or "details"
        return _with_title(token, "details", "summary", attrs, title, label)
    if name in _WITH_LINES:
        attrs = {"class": _WITH_LINES[name]}
        return _with_title(token, "div", "p", attrs, title, "")
    if name in _FAMILY or token.type == "alert_open":
        family = _FAMILY.get(name, "note")
        attrs = {"class": f"admonition box-{family}"}
        return _with_title(token, "aside", "p", attrs, title, "" if title else family)
    return _with_title(token, "div", "p", {"class": kind}, title, "")


def _with_title(
    token: Token,
    tag: str,
    title_tag: str,
    attrs: dict[str, str | int | float],
    title: str,
    label: str,
) -> tuple[list[Token], Token]:
    first = token.map[0] if token.map else 0
    opening = Token("box_open", tag, 1, attrs=attrs, map=token.map, block=True, level=token.level)
    closing = Token("box_close", tag, -1, block=True, level=token.level)
    opened = [opening]
    if label:
        opened.append(
            Token("box_label", title_tag, 0, block=True, content=label, map=[first, first + 1])
        )
    elif title:
        lines = [first, first + 1]
        of_title: dict[str, str | int | float] = {}
        if title_tag == "p":
            of_title["class"] = "box-title"
        inline = Token("inline", "", 0, content=title, map=lines, children=[], block=True)
        opened += [
            Token("box_title_open", title_tag, 1, attrs=of_title, map=lines, block=True),
            inline,
            Token("box_title_close", title_tag, -1, block=True),
        ]
    return opened, closing


def _with_alerts(tokens: list[Token]) -> Iterator[Token]:
    """Yield tokens with quotations that start with `[!NOTE]` as `alert_open` … `alert_close`."""
    is_alert: list[bool] = []
    skip: set[int] = set()
    for index, token in enumerate(tokens):
        if index in skip:
            continue
        if token.type == "blockquote_open":
            following = tokens[index + 2] if index + 2 < len(tokens) else token
            match = _ALERT.match(following.content) if following.type == "inline" else None
            is_alert.append(match is not None)
            if match is None or tokens[index + 1].type != "paragraph_open":
                is_alert[-1] = False
                yield token
                continue
            # An empty line may precede the one with the title.
            lines = [following.map[0], token.map[1]] if following.map and token.map else token.map
            yield token.copy(type="alert_open", meta=match.groupdict(), map=lines)
            following.content = following.content[match.end() :]
            if following.content:
                assert following.map is not None
                following.map = [following.map[0] + 1, following.map[1]]
            else:
                skip |= {index + 1, index + 2, index + 3}
        elif token.type == "blockquote_close":
            yield token.copy(type="alert_close") if is_alert.pop() else token
        else:
            yield token


def _keep_lines(state: StateCore) -> None:
    depth: list[bool] = []
    for token in state.tokens:
        if token.nesting == 1:
            names = str(token.attrs.get("class", "")).split()
            depth.append(token.type == "box_open" and bool({"poem", "dialogue"} & set(names)))
        elif token.nesting == -1:
            depth.pop()
        elif token.type == "inline" and any(depth):
            for child in token.children or ():
                if child.type == "softbreak":
                    child.type, child.tag = "hardbreak", "br"
