"""Parser rules for links without brackets, wiki links, and `==marked==` text.

1. `bare_url`: `https://…` is a link. It ends before a wide character or white space, since Chinese
   has no space after an address, and before punctuation that belongs to the sentence.
2. `bare_mail`: `name@example.org` is a link in the same way.
3. `wiki_link`: `[[name]]`, `[[name#heading|text]]`, `![[image.png|300]]`, as in Obsidian. The
   address is `wiki:name`, which the site resolves by the names of its files.
4. `marked`: `==text==` becomes `<mark>`.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from generator.content.markdown.attributes import heading_id

WIKI = "wiki:"
"""The scheme of the address of a wiki link."""

_URL = re.compile(
    r"://[A-Za-z0-9](?:[\w-]*\.)*[\w-]+(?::\d+)?(?:[/?#][A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]*)?",
    re.ASCII,
)
_SCHEME = re.compile(r"(?<![A-Za-z0-9])https?\Z")
_MAIL_NAME = re.compile(r"(?<![\w.+/:-])[A-Za-z0-9](?:[A-Za-z0-9._+-]*[A-Za-z0-9_+-])?\Z", re.ASCII)
_MAIL_HOST = re.compile(r"@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?![\w@-])", re.ASCII)
_LONGEST_MAIL_NAME = 64  # RFC 5321, 4.5.3.1.1
_SENTENCE_END = "?!.,:*_~'\"];"
_WIKI = re.compile(
    r"(?P<shown>!?)\[\[(?P<name>[^\[\]|#^\n]*)(?:\#(?P<heading>[^\[\]|\n]*))?(?:\\?\|(?P<text>[^\[\]\n]+))?\]\]"
)
_IMAGE_SUFFIX = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp)$", re.IGNORECASE)
MEDIA_SUFFIX = re.compile(
    r"\.(?:(?P<video>mp4|m4v|webm|ogv|mov)|(?P<audio>mp3|m4a|aac|ogg|oga|opus|wav|flac))$",
    re.IGNORECASE,
)
"""The end of the path of a video or an audio file."""
_EQUALS = ord("=")


def add_links(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.inline.ruler.before("link", "wiki_link", _wiki_link)
    md.inline.ruler.before("link", "bare_url", _bare_url)
    md.inline.ruler.before("link", "bare_mail", _bare_mail)
    md.inline.ruler.after("strikethrough", "marked", _marked)
    md.inline.ruler2.after("strikethrough", "marked", _pair_marks)


def _bare_url(state: StateInline, silent: bool) -> bool:
    """Inline rule: it starts at the colon, with the scheme in the pending text."""
    if state.src[state.pos] != ":" or state.linkLevel > 0:
        return False
    match = _URL.match(state.src, state.pos, state.posMax)
    scheme = _SCHEME.search(state.pending[-len("?https") :])
    if match is None or scheme is None:
        return False
    rest = _without_punctuation(match[0])
    start = state.pos - len(scheme[0])
    address = scheme[0] + rest
    href = state.md.normalizeLink(address)
    if (
        "." not in rest
        or state.src[start : state.pos] != scheme[0]
        or not state.md.validateLink(href)
    ):
        return False
    if not silent:
        _push_bare_link(state, start, address, href)
    state.pos += len(rest)
    return True


def _bare_mail(state: StateInline, silent: bool) -> bool:
    """Inline rule: it starts at the `@`, with the name in the pending text."""
    if state.src[state.pos] != "@" or state.linkLevel > 0:
        return False
    host = _MAIL_HOST.match(state.src, state.pos, state.posMax)
    name = _MAIL_NAME.search(state.pending[-_LONGEST_MAIL_NAME - 1 :])
    if host is None or name is None or len(name[0]) > _LONGEST_MAIL_NAME:
        return False
    start = state.pos - len(name[0])
    address = name[0] + host[0]
    if state.src[start : state.pos] != name[0]:
        return False
    if not silent:
        _push_bare_link(state, start, address, state.md.normalizeLink(f"mailto:{address}"))
    state.pos = host.end()
    return True


def _push_bare_link(state: StateInline, start: int, address: str, href: str) -> None:
    """Push a link that starts at `start` in the source, before the position of the rule."""
    at = state.pos
    state.pending = state.pending[: start - at]
    state.pos = start
    link = state.push("link_open", "a", 1)
    link.attrs = {"href": href}
    link.markup, link.info = "linkify", "auto"
    state.push("text", "", 0).content = address
    link = state.push("link_close", "a", -1)
    link.markup, link.info = "linkify", "auto"
    state.pos = at


def _without_punctuation(text: str) -> str:
    end = len(text)
    unopened = text.count(")") - text.count("(")
    while text[end - 1] in _SENTENCE_END or (text[end - 1] == ")" and unopened > 0):
        unopened -= text[end - 1] == ")"
        end -= 1
    return text[:end]


def _wiki_link(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "![" or state.linkLevel > 0:
        return False
    match = _WIKI.match(state.src, state.pos, state.posMax)
    if match is None or not (match["name"].strip() or match["heading"]):
        return False
    is_nested = state.src[state.pos - 1 : state.pos] == "["
    if is_nested or normalizeReference(match["name"]) in state.env.get("references", {}):
        return False
    if not silent:
        name, heading = match["name"].strip(), (match["heading"] or "").strip()
        fragment = "" if heading.startswith("^") else heading_id(heading.rpartition("#")[2])
        address = f"{WIKI}{quote(name)}" if name else ""
        if match["shown"] and (_IMAGE_SUFFIX.search(name) or MEDIA_SUFFIX.search(name)):
            _push_image(state, address, match["text"] or "")
        else:
            _push_link(state, match, address + (f"#{quote(fragment)}" if fragment else ""))
    state.pos = match.end()
    return True


def _push_image(state: StateInline, address: str, text: str) -> None:
    token = state.push("image", "img", 0)
    size = re.fullmatch(r"(\d+)(?:x(\d+))?", text.strip())
    token.attrs = {"src": address, "alt": ""}
    if size:
        token.attrs["width"] = size[1]
        token.attrs |= {"height": size[2]} if size[2] else {}
    token.content = "" if size else text
    token.children = [Token("text", "", 0, content=text)] if text and not size else []


def _push_link(state: StateInline, match: re.Match[str], address: str) -> None:
    name, heading, text = match["name"].strip(), match["heading"], match["text"]
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": address}
    end = match.end()
    if text:
        state.pos = match.start("text")
    else:
        text = name.rpartition("/")[2].removesuffix(".md") or (heading or "").strip()
        state.pos = match.start("name") if name else match.start("heading")
        state.pos = max(state.src.find(text, state.pos, end), state.pos)
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)


def _marked(state: StateInline, silent: bool) -> bool:
    """Inline rule: `==` is a delimiter like those of emphasis."""
    if silent or not state.src.startswith("==", state.pos):
        return False
    scanned = state.scanDelims(state.pos, True)
    token = state.push("text", "", 0)
    token.content = "=" * scanned.length
    if scanned.length == 2:
        at, opens, closes = len(state.tokens) - 1, scanned.can_open, scanned.can_close
        state.delimiters.append(Delimiter(_EQUALS, 0, at, -1, opens, closes))
    state.pos += scanned.length
    return True


def _pair_marks(state: StateInline) -> None:
    """Rule: turn pairs of delimiters into tokens, at every level of nesting."""
    levels = [meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta]
    for delimiters in (state.delimiters, *levels):
        for start in delimiters:
            if start.marker != _EQUALS or start.end == -1:
                continue
            for at, nesting in ((start.token, 1), (delimiters[start.end].token, -1)):
                token = state.tokens[at]
                token.type = "mark_open" if nesting == 1 else "mark_close"
                token.tag, token.nesting, token.markup, token.content = "mark", nesting, "==", ""
