"""Raw HTML where a site allows it (`html = true`): what is not harmless is left out.

1. The HTML of a block, or of a place in a line, is cut into tags and text. An element may begin in
   one token and end in another, so each tag is cleaned by itself, by nh3; the text between is
   escaped wherever a browser could see a tag in it.
2. Tags that are not in `TAGS` are left out; of the elements of `_WITH_CONTENT` also their content.
3. Tags without a partner are left out, so that no text ends an element of the page around it.
4. What was left out, and the addresses on other hosts that a browser would ask, are in the `meta`
   of each token, as `LEFT_OUT` and `REMOTE`, with offsets in `SOURCE`, the HTML as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from functools import cache, lru_cache
from itertools import islice

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, html_inline
from markdown_it.token import Token
from msgspec import Struct

from generator.content.markdown.attributes import safe_attributes
from generator.content.markdown.faults import MarkdownFault, snippet
from generator.content.markdown.html_tags import ATTRIBUTE, CLOSING, OPENING, all_attributes
from generator.lazy_patterns import lazy_pattern

_VOID = frozenset("area br col hr img source track wbr".split())
_OPTIONAL = frozenset("colgroup dd dt li p rp rt tbody td tfoot th thead tr".split())
"""The elements whose end may be left out."""
TAGS = (
    frozenset(
        """
        a abbr acronym address article aside audio b bdi bdo big blockquote caption center cite code
        data del details dfn div dl em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup
        i ins kbd map mark nav ol picture pre q ruby s samp section small span strike strong sub
        summary sup table time tt u ul var video
        """.split()
    )
    | _VOID
    | _OPTIONAL
)
"""The elements that are kept."""
ATTRIBUTES = {
    "*": frozenset({"id", "class", "title", "lang", "dir", "align", "width", "height", "role"}),
    "a": frozenset({"href", "hreflang", "name"}),
    "area": frozenset({"alt", "coords", "href", "shape"}),
    "audio": frozenset({"controls", "loop", "muted", "preload", "src"}),
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span", "valign"}),
    "colgroup": frozenset({"span", "valign"}),
    "data": frozenset({"value"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"name", "open"}),
    "font": frozenset({"color", "size"}),
    "img": frozenset({"alt", "decoding", "loading", "src", "usemap"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "map": frozenset({"name"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "q": frozenset({"cite"}),
    "source": frozenset({"media", "src", "type"}),
    "td": frozenset({"colspan", "headers", "rowspan", "valign"}),
    "th": frozenset({"abbr", "colspan", "headers", "rowspan", "scope", "valign"}),
    "time": frozenset({"datetime"}),
    "track": frozenset({"default", "kind", "label", "src", "srclang"}),
    "ul": frozenset({"type"}),
    "video": frozenset({"controls", "loop", "muted", "playsinline", "poster", "preload", "src"}),
}
"""The attributes that are kept of every element, and of some."""
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The schemes of addresses that are kept; addresses without one lead to the site."""

LEFT_OUT, REMOTE, SOURCE = "left_out", "remote", "source"

_MOST_ATTRIBUTES = 200
"""Of one tag: the time to clean them grows with the square."""
_WITH_CONTENT = (
    "applet canvas embed iframe math noembed noframes noscript object plaintext script select style"
    " svg template textarea title xmp"
).split()
_ADDRESSES = frozenset({"cite", "href", "poster", "src"})
_FETCHED = ("src", "poster")
_OTHER_HOST = re.compile(r"[\s\0-\x1f]*[/\\][\s\0-\x1f]*[/\\]")
_SCHEME = re.compile(r"([^/?#:]*+):")
_PIECE = lazy_pattern(
    rf"(?P<dropped><(?P<element>{'|'.join(_WITH_CONTENT)})(?=[\s/>]))"
    rf"|(?P<comment><!--|<[?!])|(?P<opening>{OPENING.pattern.replace('?P<name>', '?P<opened>')})"
    rf"|(?P<closing>{CLOSING.pattern.replace('?P<name>', '?P<closed>')})|(?P<text>[^<]+|<)",
    re.IGNORECASE,
)
_ENDS = {"<!--": "-->", "<?": ">", "<!": ">"}


class LeftOut(Enum):
    """Why something is left out."""

    ELEMENT = "element"
    TAG = "tag"
    ATTRIBUTE = "attribute"
    ALONE = "alone"


def add_raw_html(md: MarkdownIt) -> None:
    """Add the rules to a parser that let raw HTML through."""
    md.inline.ruler.at("html_inline", _html_inline)
    md.core.ruler.after("inline", "clean_html", _clean_html)


def clean(html: str) -> str:
    """Return HTML with what is harmless, and with each element that it opens or closes alone."""
    pieces = list(_pieces(html))
    _drop_unpaired(pieces)
    return "".join(piece.html for piece in pieces)


def place_raw_html(
    token: Token, place: Callable[[int], tuple[int, int]], start: int = 0
) -> list[MarkdownFault]:
    """Return what was left out of a token, which starts at an offset of what `place` knows.

    The addresses in its `REMOTE` get their line and column instead of their offset.
    """
    if REMOTE in token.meta:
        token.meta[REMOTE] = [(*place(start + at), found) for at, found in token.meta[REMOTE]]
    return [
        MarkdownFault(*place(start + at), snippet(source), cause.value)
        for at, source, cause in token.meta.pop(LEFT_OUT, ())
    ]


class _Piece(Struct):
    at: int
    source: str
    html: str
    opens: str = ""
    closes: str = ""
    level: int = 0
    left_out: LeftOut | None = None
    remote: str = ""


def _html_inline(state: StateInline, silent: bool) -> bool:
    """Inline rule: a tag, with its offset."""
    at = state.pos
    matched = html_inline(state, silent)
    if matched and not silent:
        state.tokens[-1].meta["at"] = at
    return matched


def _clean_html(state: StateCore) -> None:
    """Core rule: pair the tags of blocks over the whole text, and those of a line within it."""
    _clean_tokens([token for token in state.tokens if token.type == "html_block"])
    for token in state.tokens:
        _clean_tokens([each for each in token.children or () if each.type == "html_inline"])


def _clean_tokens(tokens: Sequence[Token]) -> None:
    cut = [list(_pieces(token.content, token.level)) for token in tokens]
    _drop_unpaired([piece for pieces in cut for piece in pieces])
    for token, pieces in zip(tokens, cut, strict=True):
        source, token.content = token.content, "".join(piece.html for piece in pieces)
        if left_out := [(each.at, each.source, each.left_out) for each in pieces if each.left_out]:
            token.meta[LEFT_OUT] = left_out
        if remote := [(each.at, each.remote) for each in pieces if each.html and each.remote]:
            token.meta[REMOTE] = remote
        if token.type == "html_block" and (left_out or remote):
            token.meta[SOURCE] = source


def _pieces(html: str, level: int = 0) -> Iterator[_Piece]:
    at = 0
    while match := _PIECE.match(html, at):
        start, source = at, match[0]
        at = match.end()
        name = (match["opened"] or match["closed"] or "").lower()
        if match["text"]:
            yield _Piece(start, source, source.replace("<", "&lt;").replace(">", "&gt;"))
        elif match["dropped"]:
            end = _end_of(match["element"].lower()).search(html, at)
            at = end.end() if end else len(html)
            yield _Piece(start, html[start:at], "", left_out=LeftOut.ELEMENT)
        elif match["comment"]:
            closing = _ENDS[match["comment"]]
            end_at = html.find(closing, at)
            at = end_at + len(closing) if end_at >= 0 else len(html)
            if source != "<!--":
                yield _Piece(start, html[start:at], "", left_out=LeftOut.TAG)
        elif name not in TAGS or (match["closed"] and name in _VOID):
            yield _Piece(start, source, "", left_out=LeftOut.TAG)
        elif match["closed"]:
            yield _Piece(start, source, f"</{name}>", closes=name, level=level)
        else:
            attributes, is_whole, remote = _attributes(name, match["attributes"])
            left_out = None if is_whole else LeftOut.ATTRIBUTE
            opens = "" if name in _VOID else name
            html_of_tag = f"<{name}{attributes}>"
            yield _Piece(start, source, html_of_tag, opens, "", level, left_out, remote)


@cache
def _end_of(element: str) -> re.Pattern[str]:
    return re.compile(rf"</{element}[^<>]*>", re.IGNORECASE)


def _drop_unpaired(pieces: Sequence[_Piece]) -> None:
    """Empty the tags whose partner is missing, or in another block of Markdown."""
    opened: list[_Piece] = []
    waiting: dict[tuple[str, int], int] = {}

    def pop() -> _Piece:
        piece = opened.pop()
        waiting[piece.opens, piece.level] -= 1
        return piece

    for piece in pieces:
        if piece.opens:
            opened.append(piece)
            key = (piece.opens, piece.level)
            waiting[key] = waiting.get(key, 0) + 1
        elif piece.closes:
            if not waiting.get((piece.closes, piece.level)):
                piece.html, piece.left_out = "", LeftOut.ALONE
                continue
            while (inner := pop()).opens != piece.closes or inner.level != piece.level:
                _drop(inner)
    for piece in opened:
        _drop(piece)


def _drop(piece: _Piece) -> None:
    if piece.opens not in _OPTIONAL:
        piece.html, piece.left_out = "", LeftOut.ALONE


@lru_cache(maxsize=4096)
def _attributes(name: str, attributes: str) -> tuple[str, bool, str]:
    """Return the attributes of a tag that are kept, each with a space before it.

    They are cleaned as those of a `div`, since other elements may not stand by themselves. Also
    returns whether all are kept, and the first address on another host that a browser would ask.
    """
    if not attributes.strip():
        return "", True, ""
    first = list(islice(ATTRIBUTE.finditer(attributes), _MOST_ATTRIBUTES))[-1].end()
    cleaned = _cleaner(name).clean(f"<div{attributes[:first]}></div>")
    inside = cleaned.removeprefix("<div").removesuffix("></div>")
    if len(inside) + len("<div></div>") != len(cleaned) or "<" in inside:
        return "", False, ""
    given, kept = all_attributes(attributes), all_attributes(inside)
    same_names = str(given.get("class", "")).split() == str(kept.get("class", "")).split()
    fetched = (str(kept.get(each, "")) for each in _FETCHED)
    remote = next((each for each in fetched if _SCHEME.match(each)), "")
    return inside, same_names and given.keys() == kept.keys(), remote


@cache
def _cleaner(name: str) -> nh3.Cleaner:
    allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(name, frozenset())
    return nh3.Cleaner(
        tags={"div"},
        clean_content_tags=set(),
        attributes={"div": set(allowed)},
        attribute_filter=_filtered,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _filtered(_element: str, name: str, value: str) -> str | None:
    """Return the value of an attribute; None if it leads elsewhere or is a name of the page's."""
    if name in _ADDRESSES:
        scheme = _SCHEME.match(value)
        is_foreign = scheme is not None and scheme[1].strip().lower() not in SCHEMES
        return None if is_foreign or _OTHER_HOST.match(value) else value
    if name == "usemap":
        return value if value.startswith("#") else None
    kept = safe_attributes({name: value}).get(name)
    return None if kept is None else str(kept)
