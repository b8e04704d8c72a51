"""Converts an HTML tree to blocks of Markdown.

1. Containers are replaced by their contents; inline content between two blocks is a paragraph.
2. Inline content becomes escaped text with emphasis, code, links and images; `html_space.py`
   handles its white space and line breaks.
3. The target of a superscript link or a `noteref` becomes a footnote (`html_notes.py`).
4. Ruby with a pinyin annotation becomes an author's mark; any other annotation is dropped.

The caller resolves links and images by callbacks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from html import escape as escape_attribute
from itertools import chain, islice

from generator.content.markdown.marks import is_pinyin
from generator.importing.document import Block, format_table
from generator.importing.html_bounds import BLOCKS
from generator.importing.html_code import (
    CODE_HOLDERS,
    code_span,
    extract_code,
    extract_tex,
    split_formulas,
)
from generator.importing.html_notes import find_footnotes, fragment
from generator.importing.html_space import HARD_BREAK, collapse_space, split_paragraphs, trim
from generator.importing.html_tree import Element
from generator.importing.images import Images
from generator.importing.markdown_text import escape, escape_line_start, link_destination
from generator.language.characters import count_han

DROPPED = frozenset(
    (
        "script style template noscript head object embed svg canvas form input"
        " button select textarea nav aside footer dialog rp"
    ).split()
)
"""Elements that are not part of a text."""

MEDIA = frozenset({"video", "audio", "iframe"})
_STRONG, _EMPHASIS, _DELETED = {"strong", "b"}, {"em", "i", "cite", "dfn"}, {"del", "s", "strike"}
_ABSOLUTE = re.compile("https?:|mailto:", re.IGNORECASE)
_NOTE_SIGN = re.compile(r"[\W\d_]*")
"""The number or symbol of a note."""
_NOTE_LABEL = re.compile(r"[\W\d_]*+(?:[A-Za-z]{1,2}|[注註][释釋]?)?[\W\d_]*+")
"""Other link texts that are only the label of a note, such as a letter or 注."""
_LEADING_NUMBER = re.compile(r"^(?:\\\[\s*\\\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+[.、]?)\s*")
"""The rest of a number at the start of a note, such as `[]` or ¹."""
_SCRIPT_DIGITS = {
    "sup": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "sub": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}


@dataclass(frozen=True, slots=True)
class Links:
    """Callbacks that return the addresses of links and images in the Markdown, or None."""

    link: Callable[[str], str | None]
    image: Callable[[Element], str | None]
    """Returns the address of an image that is kept with the article."""
    remote: Callable[[Element], str | None]
    """Returns the address to link to for an image that is not kept."""
    media: Callable[[str], str | None] = lambda address: None
    """Returns the address of a video, an audio or a frame."""


def absolute_links(images: Images) -> Links:
    """Return the callbacks for a book or a document, in which only absolute links are kept."""
    return Links(
        link=lambda address: address if _ABSOLUTE.match(address) else None,
        image=lambda element: images.keep(element.get("src")),
        remote=lambda element: images.add_remote(element.get("src")),
        media=lambda address: images.keep_media(address) or images.remote_media(address),
    )


def to_blocks(root: Element, links: Links) -> list[Block]:
    """Return the blocks of an element, with its footnotes last."""
    converter = _Converter(links, find_footnotes(root), root)
    blocks = converter.blocks(root)
    notes = converter.footnotes()
    while notes and blocks and blocks[-1].kind in ("rule", "heading"):  # above the notes
        del blocks[-1]
    return [*blocks, *notes]


class _Converter:
    def __init__(self, links: Links, notes: dict[str, Element], root: Element) -> None:
        self.links = links
        self.notes = notes
        self.holding_blocks = _holding(root, BLOCKS | MEDIA)
        self.holding_code = _holding(root, CODE_HOLDERS)
        self.note_elements = set(notes.values())
        self.numbers: dict[str, int] = {}
        """The numbers of the footnotes, from 1 in the order of their first references."""

    def footnotes(self) -> list[Block]:
        """Return the definitions of the footnotes, which may refer to further ones.

        Notes that turn out to have no reference become text before them.
        """
        found: list[Block] = []
        self._define_footnotes(found)
        unreferenced = [note for id_, note in self.notes.items() if id_ not in self.numbers]
        text = [block for note in unreferenced for block in self.blocks(note)]
        self._define_footnotes(found)
        return [*text, *found]

    def _define_footnotes(self, found: list[Block]) -> None:
        while len(found) < len(self.numbers):
            id_ = list(self.numbers)[len(found)]
            text = _LEADING_NUMBER.sub("", _markdown(self.blocks(self.notes[id_])))
            text = re.sub(r"\n(?!\n)", "\n    ", text)
            found.append(Block("note", f"[^{self.numbers[id_]}]: {text}"))

    def blocks(self, element: Element) -> list[Block]:
        found: list[Block] = []
        for part in self._parts(element):
            if isinstance(part, Block):
                found.append(part)
            elif text := "\n".join(self._quoted(part, "> ")):
                found.append(Block("quote", text))
        return found

    def _quoted(self, quotation: Element, mark: str) -> list[str]:
        """The blocks of a quotation, and the lines between them, with `mark` before each line.

        Those of quotations in it get all marks at once, lest each quotation copies its text.
        """
        found: list[str] = []
        for part in self._parts(quotation):
            if isinstance(part, Block):
                lines = part.markdown.split("\n")
                more = ["\n".join(mark + line if line else mark[:-1] for line in lines)]
            else:
                more = self._quoted(part, f"{mark}> ")
            if found and more:
                found.append(mark[:-1])
            found += more
        return found

    def _parts(self, element: Element) -> Iterator[Block | Element]:
        """The blocks of an element, and the quotations that are not yet read, in order."""
        loose: list[Element | str] = []
        for child in element.children:
            if isinstance(child, Element) and self._is_skipped(child):
                continue
            if isinstance(child, str) or child not in self.holding_blocks:
                loose.append(child)
                continue
            yield from self._paragraph(loose)
            loose = []
            if child.tag == "blockquote":
                yield child
            elif (own := self._block(child)) is None:
                yield from self._parts(child)
            else:
                yield from own
        yield from self._paragraph(loose)

    def _is_skipped(self, element: Element) -> bool:
        if element in self.note_elements:
            return True
        is_kept = element.get("epub:type") == "footnotes" or extract_tex(element) is not None
        return element.tag in DROPPED and not is_kept

    def _block(self, element: Element) -> list[Block] | None:
        """Return what an element is by itself, or None if it is what it contains."""
        tag = element.tag
        if re.fullmatch("h[1-6]", tag):
            text = self._inline(element.children).replace(HARD_BREAK, " ")
            return [Block("heading", text.rstrip("#"), level=int(tag[1]))] if text else []
        if tag == "hr":
            return [Block("rule", "---")]
        if tag in MEDIA:
            return self._media(element)
        code = extract_code(element) if element in self.holding_code else None
        if code is not None:
            return _code(*code)
        if tag in ("ul", "ol"):
            text = self._list(element)
            return [Block("list", text)] if text else []
        return self._table(element) if tag == "table" else None

    def _media(self, element: Element) -> list[Block]:
        """Return a video, an audio or a frame as the tag that Markdown takes for it."""
        sources = [element.get("src"), *(each.get("src") for each in element.all("source"))]
        address = next(filter(None, map(self.links.media, filter(None, sources))), "")
        if not address:
            return []
        controls = "" if element.tag == "iframe" else " controls"
        src = escape_attribute(address, quote=True)
        return [Block("media", f'<{element.tag} src="{src}"{controls}></{element.tag}>')]

    def _paragraph(self, nodes: Iterable[Element | str]) -> list[Block]:
        found = []
        for part in split_paragraphs(collapse_space(self._render(nodes))):
            text = escape_line_start(trim(part))
            if text:
                alone = re.fullmatch(r"!\[[^\]]*\]\([^)]*\)", text)
                found.append(Block("image" if alone else "paragraph", text))
        return found

    def _list(self, element: Element) -> str:
        lines = []
        number = int(element.get("start") or 1) if element.get("start").isdigit() else 1
        for item in element.children:
            if isinstance(item, str):  # text outside any item
                text = _markdown(self._paragraph([item]))
            elif item.tag in ("ul", "ol"):  # a list directly in a list
                text = self._list(item)
            elif self._is_skipped(item):
                continue
            else:
                blocks = self.blocks(item)
                tight = all(block.kind in ("paragraph", "list") for block in blocks)
                text = _markdown(blocks, "\n" if tight and len(blocks) < 3 else "\n\n")
            if not text:
                continue
            mark = f"{number}. " if element.tag == "ol" else "- "
            lines.append(mark + text.replace("\n", "\n" + " " * len(mark)))
            number += 1
        return "\n".join(line.rstrip(" \t") for line in "\n".join(lines).split("\n"))

    def _table(self, element: Element) -> list[Block]:
        if next(islice(element.all("table"), 1, None), None):
            return self.blocks(element)  # a layout table
        outside = self.blocks(Element("div", children=list(_outside_cells(element))))
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in _rows(element)]
        rows = [row for row in (tuple(map(self._cell, row)) for row in cells) if any(row)]
        if not rows:
            return outside
        if max(map(len, rows)) == 1:
            every = chain.from_iterable(cells)
            return [*outside, *(block for cell in every for block in self.blocks(cell))]
        return [*outside, Block("table", format_table(rows), rows=tuple(rows))]

    def _cell(self, cell: Element) -> str:
        parts = [
            code_span(block.text.strip("`")) if block.kind == "code" else block.text
            for block in self.blocks(cell)
        ]
        text = " ".join(" ".join(parts).replace(HARD_BREAK, " ").split())
        return re.sub(r"(?<!\\)\|", r"\\|", text)

    def _inline(self, nodes: Iterable[Element | str]) -> str:
        text = self._render(nodes)
        return trim(collapse_space(text))

    def _render(self, nodes: Iterable[Element | str]) -> str:
        text = ""
        for part in map(self._render_node, nodes):
            text += f" {part}" if text.endswith("`") and part.startswith("`") else part
        return text

    def _render_node(self, node: Element | str) -> str:
        if isinstance(node, str):
            return _text(node.replace("\u200b", "").replace("\ufeff", ""))
        tag = node.tag
        formula = extract_tex(node)
        if formula is not None:
            return code_span(formula)
        if tag in DROPPED or tag == "rt" or node in self.note_elements:
            return ""
        if re.search(r"\bMathJax", node.get("class")):  # rendered; its TeX is beside it
            return ""
        if tag in _SCRIPT_DIGITS:
            return self._superscript(node)
        if tag == "br":
            return HARD_BREAK
        if tag == "img":
            return self._image(node)
        if tag == "ruby":
            return self._ruby(node)
        if tag in ("code", "kbd", "samp", "tt"):
            return code_span(node.text())
        inner = self._render(node.children)
        if tag == "a":
            return self._link(node, inner)
        for names, mark in ((_STRONG, "**"), (_EMPHASIS, "*"), (_DELETED, "~~")):
            if tag in names and mark not in inner.replace("\\*", ""):
                return _wrap(inner, mark, mark)
        return f" {inner} " if tag in BLOCKS else inner

    def _link(self, node: Element, inner: str) -> str:
        if fragment(node) in self.notes:
            words = "" if _NOTE_LABEL.fullmatch(node.text()) else inner
            return words + self._reference(node)
        if node.get("href").startswith("#") and _NOTE_SIGN.fullmatch(node.text()):
            return ""  # a link from a note back to its reference
        address = self.links.link(node.get("href")) if node.get("href") else None
        if address is None or "](" in inner or not inner.strip():
            return inner
        # A leading ^ would make it a reference to a note.
        words = re.sub(r"^\s*\^", r"\\^", inner.replace(HARD_BREAK, " "))
        return _wrap(words, "[", f"]({link_destination(address)})")

    def _reference(self, link: Element) -> str:
        id_ = fragment(link)
        if id_ not in self.notes:
            return ""
        return f"[^{self.numbers.setdefault(id_, len(self.numbers) + 1)}]"

    def _image(self, node: Element) -> str:
        alt = escape(" ".join(node.get("alt").split()))
        address = self.links.image(node)
        if address is not None:
            return f"![{alt}]({link_destination(address)})"
        address = self.links.remote(node)
        return f"[{alt or '图'}]({link_destination(address)})" if address else ""

    def _superscript(self, node: Element) -> str:
        """Render a superscript or subscript: a reference to a note, Unicode digits, or its text."""
        text = node.text().strip()
        link = node.first("a")
        if link is not None and "#" in link.get("href") and _NOTE_SIGN.fullmatch(text):
            return self._reference(link)
        if re.fullmatch("[0-9+-]+", text):
            return text.translate(_SCRIPT_DIGITS[node.tag])
        return self._render(node.children)

    def _ruby(self, node: Element) -> str:
        base = "".join(
            self._render_node(child)
            for child in node.children
            if _tag_of(child) not in ("rt", "rp", "rtc")
        ).strip()
        reading = " ".join(rt.text().strip() for rt in node.all("rt")).strip()
        is_han = count_han(base) == len(base) > 0
        return f"{{{base}|{reading}}}" if is_han and is_pinyin(reading) else base


def _text(text: str) -> str:
    """Escape a text, with the formulas that MathJax would render as code spans."""
    return "".join(
        code_span(part) if formula else escape(part) for part, formula in split_formulas(text)
    )


def _rows(table: Element) -> Iterator[Iterable[Element]]:
    """The rows of a table, without misplaced elements; a cell outside a row is a row."""
    for child in table.elements:
        if child.tag in ("td", "th"):
            if table.tag != "tr":
                yield (child,)
        elif child.tag in ("thead", "tbody", "tfoot", "tr"):
            if child.tag == "tr":
                yield child.elements
            yield from _rows(child)


def _outside_cells(table: Element) -> Iterator[Element | str]:
    """The content of a table outside its cells: its caption and misplaced text."""
    for child in table.children:
        if isinstance(child, str) or child.tag not in ("thead", "tbody", "tfoot", "tr", "td", "th"):
            yield child
        elif child.tag not in ("td", "th"):
            yield from _outside_cells(child)


def _tag_of(node: Element | str) -> str:
    return node.tag if isinstance(node, Element) else ""


def _holding(root: Element, tags: Collection[str]) -> set[Element]:
    """The elements that have one of the names, or hold any that has."""
    found: set[Element] = set()
    for element in reversed(list(root.walk())):  # inner ones first
        if element.tag in tags or not found.isdisjoint(element.elements):
            found.add(element)
    return found


def _markdown(blocks: list[Block], between: str = "\n\n") -> str:
    return between.join(block.markdown for block in blocks)


def _wrap(inner: str, before: str, after: str) -> str:
    """Put delimiters around a text, inside the white space at its edges."""
    core = inner.strip(" \t\n\r\f\u3000\u00a0")
    if not core or core == "\\":
        return inner
    start = inner.index(core)
    return f"{inner[:start]}{before}{core}{after}{inner[start + len(core) :]}"


def _code(text: str, language: str) -> list[Block]:
    if not text.strip():
        return []
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text) or [""]))
    return [Block("code", f"{fence}{language}\n{text}\n{fence}")]
