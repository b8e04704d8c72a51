"""Harmless HTML in Markdown: the inline tags, which become marks like those of Markdown itself.

1. `allowed_tag` (inline) turns a tag of `INLINE` into a `tag_open` or a `tag_close`; `<br>` becomes
   a hard break, `<img>` an image, media an `embed`, and ruby with pinyin an author's mark.
2. `pair_tags` (after emphasis) keeps the pairs that nest well. What has no partner is text again,
   and recorded as raw HTML.

`html_blocks` has the tags around blocks. Any other tag is left to the rules for raw HTML.
"""

from __future__ import annotations

import re
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.content.markdown.attributes import safe_attributes
from generator.content.markdown.marks import is_pinyin
from generator.content.markdown.offsets import SourceMappingState
from generator.language.characters import count_han

Attributes = dict[str, str | int | float]

INLINE = {
    **{
        name: name
        for name in (
            "abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup"
            " time u var"
        ).split()
    },
    **{"strike": "s", "tt": "code", "big": "span", "font": "span", "acronym": "abbr", "a": "a"},
}
"""The inline elements that may be written in HTML, and what becomes of them."""
EMBEDS = frozenset({"video", "audio", "iframe"})
_DROPPED = frozenset({"wbr", "picture", "source", "rp"})
_ATTRIBUTES = {
    "*": frozenset({"id", "class", "title", "lang", "dir"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "time": frozenset({"datetime"}),
}

_NAME_AND_ATTRIBUTES = (
    r"(?P<name>[A-Za-z][A-Za-z0-9]*)"
    r"(?P<attributes>(?:\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*)"
)
OPENING = re.compile(rf"<{_NAME_AND_ATTRIBUTES}\s*/?>")
CLOSING = re.compile(r"</(?P<name>[A-Za-z][A-Za-z0-9]*)\s*>")
ATTRIBUTE = re.compile(
    r"([A-Za-z_:][\w:.-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?"
)
_RUBY = re.compile(r"<ruby\b[^<>]*>(?P<body>(?:(?!</?ruby\b)[\s\S])*?)</ruby\s*>", re.IGNORECASE)
_RUBY_PART = re.compile(
    r"<r(?P<kind>[tpb])\b[^<>]*>(?P<text>[^<]*)(?:</r[tpb]\s*>)?|</r[tpb]\s*>", re.IGNORECASE
)


def add_tags(md: MarkdownIt, *, record: str = "") -> None:
    """Add the rules to a parser; `record` is the type of a token to record a lone tag by."""
    md.inline.ruler.before("html_inline", "allowed_tag", _allowed_tag)
    md.inline.ruler2.before("fragments_join", "pair_tags", _TagPairs(record))


def is_allowed(source: str, at: int) -> bool:
    """Whether a tag that the inline rule takes is at an offset of a text."""
    match = OPENING.match(source, at) or CLOSING.match(source, at)
    name = match["name"].lower() if match else ""
    return name in INLINE or name in EMBEDS or name in _DROPPED | {"br", "img", "ruby"}


def attributes_of(source: str, name: str) -> Attributes:
    """Return the harmless attributes of an HTML element, from the source of its tag."""
    allowed = _ATTRIBUTES["*"] | _ATTRIBUTES.get(name, frozenset())
    found = all_attributes(source)
    return safe_attributes({key: value for key, value in found.items() if key in allowed})


def all_attributes(source: str) -> Attributes:
    """Return every attribute, by its name in lower case."""
    return {
        match[1].lower(): unescape(next((v for v in match.groups()[1:] if v is not None), ""))
        for match in ATTRIBUTE.finditer(source)
    }


def _allowed_tag(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<":
        return False
    start = state.pos
    if (ruby := _RUBY.match(state.src, start, state.posMax)) is not None:
        if not silent:
            _push_ruby(state, ruby)
        state.pos = ruby.end()
        return True
    closing = CLOSING.match(state.src, start, state.posMax)
    match = closing or OPENING.match(state.src, start, state.posMax)
    if match is None:
        return False
    name = match["name"].lower()
    end = match.end()
    if name in EMBEDS and not closing:
        after = re.compile(rf"(?:(?!<{name}\b)[\s\S])*?</{name}\s*>", re.IGNORECASE)
        whole = after.match(state.src, end, state.posMax)
        end = whole.end() if whole else end
        if not silent and not push_embed(state, name, state.src[start:end]):
            return False
    elif name == "br" or name in _DROPPED or (name == "img" and not closing):
        if not silent and not _push_void(state, name, match):
            return False
    elif name in INLINE:
        if not silent and not _push_tag(state, name, match, is_closing=closing is not None):
            return False
    else:
        return False
    state.pos = end
    return True


def _push_void(state: StateInline, name: str, match: re.Match[str]) -> bool:
    if name == "br":
        state.push("hardbreak", "br", 0)
    elif name == "img":
        attrs = attributes_of(match["attributes"], "img")
        src = state.md.normalizeLink(str(attrs.get("src", "")))
        if not src or not state.md.validateLink(src):
            return False
        alt = str(attrs.get("alt", ""))
        token = state.push("image", "img", 0)
        token.attrs = {**attrs, "src": src, "alt": ""}
        token.content = alt
        token.children = [Token("text", "", 0, content=alt)] if alt else []
    return True


def _push_tag(state: StateInline, name: str, match: re.Match[str], *, is_closing: bool) -> bool:
    if is_closing:
        token = state.push("tag_close", INLINE[name], 0)
    else:
        attrs = attributes_of(match["attributes"], name)
        given = all_attributes(match["attributes"])
        if name == "a":
            href = state.md.normalizeLink(str(given.get("href", "")))
            if href and not state.md.validateLink(href):
                return False
            if href:
                attrs = {"href": href, **attrs}
            elif "name" in given and "id" not in attrs:
                attrs = safe_attributes({**attrs, "id": given["name"]})
        if name == "time" and "datetime" in given:
            attrs["datetime"] = given["datetime"]
        token = state.push("tag_open", INLINE[name], 0)
        token.attrs = attrs
    if name == "a":
        state.linkLevel += -1 if is_closing else 1
    token.info, token.content = name, match[0]
    return True


def push_embed(state: StateInline, name: str, source: str) -> bool:
    """Push a video, an audio or a frame; False if it has no valid address."""
    address = next(
        (
            str(found["src"])
            for tag in OPENING.finditer(source)
            if (found := all_attributes(tag["attributes"])).get("src")
            and tag["name"].lower() in (*EMBEDS, "source")
        ),
        "",
    )
    src = state.md.normalizeLink(f"https:{address}" if address.startswith("//") else address)
    if not src or not state.md.validateLink(src):
        return False
    opening = OPENING.match(source)
    given = all_attributes(opening["attributes"]) if opening else {}
    token = state.push("embed", name, 0)
    token.attrs = {"src": src}
    token.content = str(given.get("title", ""))
    return True


def _push_ruby(state: StateInline, match: re.Match[str]) -> None:
    """Push ruby: with pinyin it is an author's mark; any other annotation follows in brackets."""
    start, body = match.start("body"), match["body"]
    at = 0
    base = ""
    for part in [*_RUBY_PART.finditer(body), None]:
        between = body[at : part.start() if part else len(body)]
        if between.strip() and not base:
            state.pos = start + at
        base += between.strip()
        if part is None:
            break
        at = part.end()
        text = (part["text"] or "").strip()
        if part["kind"] == "b":
            state.pos = start + part.start("text")
            base += text
        elif part["kind"] == "t" and text:
            _push_annotated(state, base, unescape(text))
            base = ""
    if base:
        state.push("text", "", 0).content = base


def _push_annotated(state: StateInline, base: str, reading: str) -> None:
    is_reading = bool(base) and count_han(base) == len(base) and is_pinyin(reading)
    if is_reading:
        token = state.push("author_open", "", 0)
        token.hidden = True
        token.meta["readings"] = [reading]
    if base:
        state.push("text", "", 0).content = base
    if is_reading:
        state.push("author_close", "", 0).hidden = True
    else:
        state.push("text", "", 0).content = f"（{reading}）"


class _TagPairs:
    """Rule: pair the tags, and turn the others into text."""

    def __init__(self, record: str) -> None:
        self._record = record

    def __call__(self, state: StateInline) -> None:
        if not any(token.type in ("tag_open", "tag_close") for token in state.tokens):
            return
        paired: set[int] = set()
        stack: list[int] = []
        for index, token in enumerate(state.tokens):
            if token.nesting == 1 or token.type == "tag_open":
                stack.append(index)
            elif token.type == "tag_close":
                if stack and state.tokens[stack[-1]].type == "tag_open":
                    opening = state.tokens[stack[-1]]
                    if opening.info == token.info:
                        paired |= {stack.pop(), index}
            elif token.nesting == -1:
                while stack and state.tokens[stack[-1]].type == "tag_open":
                    stack.pop()
                if stack:
                    stack.pop()
        out: list[Token] = []
        for index, token in enumerate(state.tokens):
            if token.type in ("tag_open", "tag_close"):
                if index in paired:
                    _resolve(token)
                else:
                    out += self._as_text(token, state)
            out.append(token)
        state.tokens[:] = out

    def _as_text(self, token: Token, state: StateInline) -> list[Token]:
        assert isinstance(state, SourceMappingState)
        at = state.map_token(token)[0][1]
        source = token.content
        token.type, token.tag, token.attrs = "text", "", {}
        if not self._record:
            return []
        meta = {"at": at, "text": source, "length": len(source), "cause": ""}
        return [Token(self._record, "", 0, meta=meta)]


def _resolve(token: Token) -> None:
    """Make a paired tag a token as markdown-it would have it."""
    is_opening = token.type == "tag_open"
    token.nesting = 1 if is_opening else -1
    token.markup, token.content = token.content, ""
    if token.tag == "a":
        token.type = "link_open" if is_opening else "link_close"
