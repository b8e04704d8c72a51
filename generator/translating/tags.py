"""What is not text in a sentence, as numbered tags that a translation must carry over.

    注又*不能*离`<rt>`太远。  ->  注又<1>不能</1>离<2/>太远。

1. `tagged` turns inline tokens into such a text: a mark that goes around text becomes a pair, and
   what shows no text (code, an image, a footnote reference, a break) a lone tag.
2. `untagged` sets their Markdown into the translation again, and escapes the rest. A pair that is
   broken is left out, a lone tag that is missing goes to the end: no footnote is ever lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

_TAG = re.compile(r"<(/?)(\d+)(/?)>")
_MARKS = {"em": ("*", "emphasis"), "strong": ("**", "strong emphasis"), "s": ("~~", "deleted")}


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: the Markdown that it stands for, and what a translator is told of it."""

    number: int
    opening: str
    about: str
    closing: str = ""
    lone: bool = False


@dataclass(frozen=True, slots=True)
class Tagged:
    """The text of a sentence, and the tags in it."""

    text: str
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Untagged:
    """The Markdown of a translation, and the tags that it lacked or broke."""

    markdown: str
    lost: tuple[Tag, ...] = ()


def tagged(children: Sequence[Token], label: Callable[[Token], str]) -> Tagged:
    """The text of inline tokens; `label` names the footnote of a reference."""
    text: list[str] = []
    tags: list[Tag] = []
    around: list[Tag] = []
    taken = [int(m[2]) for c in children for m in _TAG.finditer(c.content)]
    number = max(taken, default=0)
    walk = iter(children)
    for child in walk:
        if child.type == "text":
            text.append(child.content)
        elif child.type == "softbreak":
            text.append(" ")
        elif child.nesting == -1:
            text.append(f"</{around.pop().number}>")
        elif child.nesting == 1 and child.markup != "autolink":
            number += 1
            around.append(_pair(child, number))
            tags.append(around[-1])
            text.append(f"<{number}>")
        else:
            number += 1
            tags.append(_lone(child, number, walk, label))
            text.append(f"<{number}/>")
    whole = "".join(text)
    return Tagged(whole.strip(), tuple(tags))


def _pair(token: Token, number: int) -> Tag:
    if token.type == "link_open":
        href, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
        return Tag(number, "[", f"link to {href}", f"]({_target(href, title)})")
    mark, about = _MARKS[token.type.removesuffix("_open")]
    return Tag(number, mark, about, mark)


def _lone(token: Token, number: int, rest: Iterator[Token], label: Callable[[Token], str]) -> Tag:
    if token.type == "link_open":  # <https://…>, whose text is its address
        shown = ""
        for inner in rest:
            if inner.type == "link_close":
                break
            shown += inner.content
        return Tag(number, f"<{shown}>", f"address {shown}", lone=True)
    if token.type == "code_inline":
        return Tag(number, _code(token.content), f"code: {token.content}", lone=True)
    if token.type == "image":
        src, title = str(token.attrs.get("src", "")), str(token.attrs.get("title", ""))
        return Tag(number, f"![{token.content}]({_target(src, title)})", "image", lone=True)
    if token.type == "footnote_ref":
        return Tag(number, f"[^{label(token)}]", "footnote", lone=True)
    if token.type == "hardbreak":
        return Tag(number, "\\\n", "line break", lone=True)
    return Tag(number, token.content, f"markup: {token.content}", lone=True)


def _target(address: str, title: str) -> str:
    shown = f"<{address}>" if re.search(r"[\s()<>]", address) or not address else address
    return f"{shown} {_quoted(title)}" if title else shown


def _quoted(title: str) -> str:
    return '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _code(content: str) -> str:
    runs = [len(run) for run in re.findall("`+", content)]
    fence = "`" * next(n for n in range(1, len(runs) + 2) if n not in runs)
    pad = " " if content[:1] == "`" or content[-1:] == "`" else ""
    return f"{fence}{pad}{content}{pad}{fence}"


def untagged(text: str, tags: Sequence[Tag]) -> Untagged:
    """The Markdown of a translation that carries `tags`, on one line but for hard breaks."""
    known = {tag.number: tag for tag in tags}
    parts = [part for part in re.split(r"(</?\d+/?>)", " ".join(text.split())) if part]
    kept = _paired(parts, known)
    out: list[str] = []
    for index, part in enumerate(parts):
        match = _TAG.fullmatch(part)
        tag = known.get(int(match[2])) if match else None
        if match is None or tag is None:
            out.append(escaped(part))
        elif index not in kept:
            continue
        elif match[1]:
            out.append(_closing(out, tag))
        else:
            if tag.opening.startswith("[") and out and out[-1].endswith("!"):
                out[-1] = f"{out[-1][:-1]}\\!"  # no image
            out.append(tag.opening)
    carried = set(kept.values())
    lost = tuple(tag for tag in tags if tag.number not in carried)
    out += [tag.opening for tag in lost if tag.lone]
    return Untagged(_line_starts(re.sub(r"(?<! ) {2,}", " ", "".join(out)).strip(" ")), lost)


def _closing(out: list[str], tag: Tag) -> str:
    """The end of a mark; white space before it moves behind it, where Markdown wants it."""
    space = ""
    if out and out[-1] != out[-1].rstrip(" "):
        space = " "
        out[-1] = out[-1].rstrip(" ")
    return tag.closing + space


def _paired(parts: list[str], known: dict[int, Tag]) -> dict[int, int]:
    """Indices of the tags that are whole, with their numbers; each counts once.

    White space behind an opening tag moves before it.
    """
    kept: dict[int, int] = {}
    open_: list[tuple[int, int]] = []
    for index, part in enumerate(parts):
        match = _TAG.fullmatch(part)
        number = int(match[2]) if match else 0
        if match is None or number not in known or number in kept.values():
            continue
        if known[number].lone:
            kept[index] = number
        elif not match[1]:
            open_.append((index, number))
        elif any(number == other for _, other in open_):
            while open_[-1][1] != number:  # what was opened inside and never closed
                open_.pop()
            start = open_.pop()[0]
            if "".join(parts[start + 1 : index]).strip():
                kept[start] = kept[index] = number
                _move_space(parts, start)
    return kept


def _move_space(parts: list[str], start: int) -> None:
    inner = parts[start + 1]
    if inner != inner.lstrip(" ") and start:
        parts[start + 1] = inner.lstrip(" ")
        parts[start - 1] += " "


_SPECIAL = re.compile(
    r"[\\`*\[\]]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)|(?<=~)~"
    r"|(?<!\S)#+(?!\S)"
)
_STARTS = re.compile(
    r"^(?:([-+](?=\s|$)|-(?=[-\s]+$)|[>=]|~~~)|(\d{1,9})([.)])(?=\s|$))", re.MULTILINE
)


def escaped(text: str) -> str:
    """Plain text as Markdown that shows it; only what would mean something is escaped."""
    return _SPECIAL.sub(lambda m: f"\\{m[0]}", text)


def _line_starts(markdown: str) -> str:
    """The same, where no line begins like a list, a quotation or a heading."""
    return _STARTS.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", markdown)
