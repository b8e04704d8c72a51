"""Numbered tags for the markup in a sentence, which its translation must preserve.

    注又*不能*离`<rt>`太远。  ->  注又<1>不能</1>离<2/>太远。

1. `insert_tags` turns inline tokens into such a text: markup around text becomes a pair of tags,
   and other content (code, an image, a footnote reference, a break) an empty tag.
2. `restore_markdown` replaces the tags in the translation with their Markdown and escapes the
   rest. A broken pair is left out; a missing empty tag is appended, so that no footnote is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

_TAG = re.compile(r"<(/?)(\d+)(/?)>")
_MARKS = {
    "em": ("*", "emphasis"),
    "strong": ("**", "strong emphasis"),
    "s": ("~~", "deleted"),
    "mark": ("==", "highlighted"),
}
BARE = frozenset({"autolink", "linkify"})
"""The markup of links whose text is their address."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: the Markdown that it stands for, and a description for the translator."""

    number: int
    opening: str
    about: str
    closing: str = ""
    is_empty: bool = False
    """Whether it is a single tag, `<2/>`, and not a pair around text."""


@dataclass(frozen=True, slots=True)
class TaggedText:
    """The text of a sentence with tags, and the tags."""

    text: str
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class RestoredMarkdown:
    """The Markdown of a translation, and the tags that were missing or broken in it."""

    markdown: str
    lost: tuple[Tag, ...] = ()


def insert_tags(children: Sequence[Token], label: Callable[[Token], str]) -> TaggedText:
    """Return the text of inline tokens; `label` gives the label of a footnote reference."""
    text: list[str] = []
    tags: list[Tag] = []
    open_tags: list[Tag] = []
    used = [int(m[2]) for c in children for m in _TAG.finditer(c.content)]
    number = max(used, default=0)
    tokens = iter(children)
    for child in tokens:
        if child.type == "text":
            text.append(child.content)
        elif child.type == "softbreak":
            text.append(" ")
        elif child.nesting == -1:
            text.append(f"</{open_tags.pop().number}>")
        elif child.nesting == 1 and child.markup not in BARE:
            number += 1
            open_tags.append(_paired_tag(child, number))
            tags.append(open_tags[-1])
            text.append(f"<{number}>")
        else:
            number += 1
            tags.append(_empty_tag(child, number, tokens, label))
            text.append(f"<{number}/>")
    return TaggedText("".join(text).strip(), tuple(tags))


def _paired_tag(token: Token, number: int) -> Tag:
    if token.markup.startswith("<"):  # a harmless HTML element
        return Tag(number, token.markup, f"markup: {token.markup}", f"</{token.info}>")
    if token.type == "link_open":
        href, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
        return Tag(number, "[", f"link to {href}", f"]({_target(href, title)})")
    name = token.type.removesuffix("_open")
    mark, about = _MARKS.get(name, (token.markup, name))  # or a mark of a plugin
    return Tag(number, mark, about, mark)


def _empty_tag(
    token: Token, number: int, rest: Iterator[Token], label: Callable[[Token], str]
) -> Tag:
    if token.type == "link_open":  # <https://…>, whose text is its address
        shown = ""
        for inner in rest:
            if inner.type == "link_close":
                break
            shown += inner.content
        return Tag(number, f"<{shown}>", f"address {shown}", is_empty=True)
    if token.type == "code_inline":
        return Tag(number, _code_span(token.content), f"code: {token.content}", is_empty=True)
    if token.type == "image":
        # Without its title, which would become a caption that the article does not have.
        src = _target(str(token.attrs.get("src", "")), "")
        return Tag(number, f"![{token.content}]({src})", "image", is_empty=True)
    if token.type in ("math_inline", "math_inline_double"):
        tex = f"{token.markup}{token.content}{token.markup}"
        return Tag(number, tex, f"formula: {token.content}", is_empty=True)
    if token.type == "embed":
        source = f'<{token.tag} src="{token.attrs.get("src", "")}"></{token.tag}>'
        return Tag(number, source, token.tag, is_empty=True)
    if token.type == "footnote_ref":
        return Tag(number, f"[^{label(token)}]", "footnote", is_empty=True)
    if token.type == "hardbreak":
        return Tag(number, "\\\n", "line break", is_empty=True)
    return Tag(number, token.content, f"markup: {token.content}", is_empty=True)


def _target(address: str, title: str) -> str:
    shown = f"<{address}>" if re.search(r"[\s()<>]", address) or not address else address
    return f"{shown} {_quoted(title)}" if title else shown


def _quoted(title: str) -> str:
    return '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _code_span(content: str) -> str:
    runs = [len(run) for run in re.findall("`+", content)]
    fence = "`" * next(n for n in range(1, len(runs) + 2) if n not in runs)
    pad = " " if content[:1] == "`" or content[-1:] == "`" else ""
    return f"{fence}{pad}{content}{pad}{fence}"


def restore_markdown(text: str, tags: Sequence[Tag]) -> RestoredMarkdown:
    """Return the Markdown of a translation with `tags`, on one line except for hard breaks."""
    known = {tag.number: tag for tag in tags}
    parts = [part for part in re.split(r"(</?\d+/?>)", " ".join(text.split())) if part]
    matched = _match_tags(parts, known)
    out: list[str] = []
    for index, part in enumerate(parts):
        match = _TAG.fullmatch(part)
        tag = known.get(int(match[2])) if match else None
        if match is None or tag is None:
            out.append(escape_markdown(part))
        elif index not in matched:
            continue
        elif match[1]:
            out.append(_closing_markup(out, tag))
        else:
            if tag.opening.startswith("[") and out and out[-1].endswith("!"):
                out[-1] = f"{out[-1][:-1]}\\!"  # otherwise the link would be an image
            out.append(tag.opening)
    numbers = set(matched.values())
    lost = tuple(tag for tag in tags if tag.number not in numbers)
    out += [tag.opening for tag in lost if tag.is_empty]
    return RestoredMarkdown(
        _escape_line_starts(re.sub(r"(?<! ) {2,}", " ", "".join(out)).strip(" ")), lost
    )


def _closing_markup(out: list[str], tag: Tag) -> str:
    """Return closing markup; a space before it moves after it, as Markdown requires."""
    space = ""
    if out and out[-1] != out[-1].rstrip(" "):
        space = " "
        out[-1] = out[-1].rstrip(" ")
    return tag.closing + space


def _match_tags(parts: list[str], known: dict[int, Tag]) -> dict[int, int]:
    """Return the numbers of the complete tags by their indices; each number is used once.

    A space after an opening tag moves before it.
    """
    matched: dict[int, int] = {}
    open_: list[tuple[int, int]] = []
    for index, part in enumerate(parts):
        match = _TAG.fullmatch(part)
        number = int(match[2]) if match else 0
        if match is None or number not in known or number in matched.values():
            continue
        if known[number].is_empty:
            matched[index] = number
        elif not match[1]:
            open_.append((index, number))
        elif any(number == other for _, other in open_):
            while open_[-1][1] != number:  # opened inside and never closed
                open_.pop()
            start = open_.pop()[0]
            if "".join(parts[start + 1 : index]).strip():
                matched[start] = matched[index] = number
                _move_space(parts, start)
    return matched


def _move_space(parts: list[str], start: int) -> None:
    inner = parts[start + 1]
    if inner != inner.lstrip(" ") and start:
        parts[start + 1] = inner.lstrip(" ")
        parts[start - 1] += " "


_SPECIAL = re.compile(
    r"[\\`*\[\]]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)|(?<=~)~"
    r"|(?<!\S)#+(?!\S)"
)
_LINE_START = re.compile(
    r"^(?:([-+](?=\s|$)|-(?=[-\s]+$)|[>=]|~~~)|(\d{1,9})([.)])(?=\s|$))", re.MULTILINE
)


def escape_markdown(text: str) -> str:
    """Escape the characters of a plain text that would be markup in their place."""
    return _SPECIAL.sub(lambda m: f"\\{m[0]}", text)


def _escape_line_starts(markdown: str) -> str:
    """Escape line starts that would begin a list, a quotation or a heading."""
    return _LINE_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", markdown)
