"""An HTML tree as blocks of Markdown.

1. Containers are walked through; loose inline content between two blocks is a paragraph.
2. Inline content becomes escaped text with emphasis, code, links and images. White space
   collapses, and goes where a line of Chinese was broken.
3. What a raised number or a `noteref` points at becomes a footnote.
4. Ruby whose annotation is pinyin becomes an author's mark; any other annotation is dropped.

Links and images go through two callbacks, since only the caller knows where they lead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from generator.content.markdown.marks import is_pinyin
from generator.importing.document import Block, table
from generator.importing.html_code import code_of, code_span, formula_of, split_formulas
from generator.importing.html_notes import find_notes, fragment
from generator.importing.html_tree import BLOCKS, Element
from generator.importing.images import Images
from generator.importing.markdown_text import at_line_start, destination, escape
from generator.language.characters import count_han, is_wide

DROPPED = frozenset(
    (
        "script style template noscript head iframe object embed svg canvas audio video form input"
        " button select textarea nav aside footer dialog rp"
    ).split()
)
"""Elements that are no part of a text."""

_STRONG, _EMPHASIS, _DELETED = {"strong", "b"}, {"em", "i", "cite", "dfn"}, {"del", "s", "strike"}
_ABSOLUTE = re.compile("https?:|mailto:", re.IGNORECASE)
_NUMBER = re.compile(r"[\W\d_]*")
"""The number of a note, or another sign for it."""
_LABEL = re.compile(r"[\W\d_]*(?:[A-Za-z]{1,2}|[注註][释釋]?)?[\W\d_]*")
"""What else leads to a note and says nothing: a letter, 注."""
_NOTE_NUMBER = re.compile(r"^(?:\\\[\s*\\\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+[.、]?)\s*")
"""What is left of the number that stands at the start of a note: `[]`, ¹."""
_SCRIPTS = {
    "sup": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "sub": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}
_HARD_BREAK = "\\\n"
_SENTENCE_END = re.compile(r"[。！？…!?.][”’」』）)\"'*]*$")
_LONG_LINE = 40
"""Characters of a line on average, from which on lines are paragraphs."""
_INDENT = re.compile(r"\\\n[ \t\r\n]*[\u00a0\u2003\u3000]{2,}")
_SPACES = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Links:
    """Where links and images lead: each address as it shall stand, None where it leads nowhere."""

    link: Callable[[str], str | None]
    image: Callable[[Element], str | None]
    """The address of an image that is kept with the article."""
    remote: Callable[[Element], str | None]
    """The address of one that is not, to link to."""


def links_of(images: Images) -> Links:
    """Links of a book or a document, in which only absolute addresses lead anywhere."""
    return Links(
        link=lambda address: address if _ABSOLUTE.match(address) else None,
        image=lambda element: images.local(element.get("src")),
        remote=lambda element: images.far(element.get("src")),
    )


def to_blocks(root: Element, links: Links) -> list[Block]:
    """The blocks of an element."""
    converter = _Converter(links, find_notes(root))
    blocks = converter.blocks(root)
    notes = converter.footnotes()
    while notes and blocks and blocks[-1].kind in ("rule", "heading"):  # over the notes
        del blocks[-1]
    return [*blocks, *notes]


class _Converter:
    def __init__(self, links: Links, notes: dict[str, Element]) -> None:
        self.links = links
        self.notes = notes
        self.note_elements = set(notes.values())
        self.numbers: dict[str, int] = {}
        """The footnotes that were referred to, numbered from 1 as they come."""

    def footnotes(self) -> list[Block]:
        """The definitions of the footnotes, which may refer to further ones.

        What turned out to be referred to from nowhere is text before them.
        """
        found: list[Block] = []
        self._define(found)
        lost = [note for id_, note in self.notes.items() if id_ not in self.numbers]
        text = [block for note in lost for block in self.blocks(note)]
        self._define(found)
        return [*text, *found]

    def _define(self, found: list[Block]) -> None:
        while len(found) < len(self.numbers):
            id_ = list(self.numbers)[len(found)]
            text = _NOTE_NUMBER.sub("", _markdown(self.blocks(self.notes[id_])))
            text = re.sub(r"\n(?!\n)", "\n    ", text)
            found.append(Block("note", f"[^{self.numbers[id_]}]: {text}"))

    def blocks(self, element: Element) -> list[Block]:
        found: list[Block] = []
        loose: list[Element | str] = []
        for child in element.children:
            if isinstance(child, Element) and self._is_passed_over(child):
                continue
            if isinstance(child, str) or not _holds_blocks(child):
                loose.append(child)
                continue
            found += self._paragraph(loose)
            loose = []
            found += self._block(child)
        return [*found, *self._paragraph(loose)]

    def _is_passed_over(self, element: Element) -> bool:
        if element in self.note_elements:
            return True
        read = element.get("epub:type") == "footnotes" or formula_of(element) is not None
        return element.tag in DROPPED and not read

    def _block(self, element: Element) -> list[Block]:
        tag = element.tag
        if re.fullmatch("h[1-6]", tag):
            text = self._inline(element.children).replace(_HARD_BREAK, " ")
            return [Block("heading", text.rstrip("#"), level=int(tag[1]))] if text else []
        if tag == "hr":
            return [Block("rule", "---")]
        code = code_of(element)
        if code is not None:
            return _code(*code)
        if tag in ("ul", "ol"):
            text = self._list(element)
            return [Block("list", text)] if text else []
        if tag == "blockquote":
            text = _markdown(self.blocks(element))
            quoted = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
            return [Block("quote", quoted)] if text else []
        if tag == "table":
            return self._table(element)
        return self.blocks(element)

    def _paragraph(self, nodes: Iterable[Element | str]) -> list[Block]:
        found = []
        for part in _broken_up(_joined(self._run(nodes))):
            text = at_line_start(_trimmed(part))
            if text:
                alone = re.fullmatch(r"!\[[^\]]*\]\([^)]*\)", text)
                found.append(Block("image" if alone else "paragraph", text))
        return found

    def _list(self, element: Element) -> str:
        lines = []
        number = int(element.get("start") or 1) if element.get("start").isdigit() else 1
        for item in element.children:
            if isinstance(item, str):  # text outside of any item
                text = _markdown(self._paragraph([item]))
            elif item.tag in ("ul", "ol"):  # a list in a list, without its item
                text = self._list(item)
            elif self._is_passed_over(item):
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
        return re.sub(r"[ \t]+$", "", "\n".join(lines), flags=re.MULTILINE)

    def _table(self, element: Element) -> list[Block]:
        if sum(1 for _ in element.all("table")) > 1:
            return self.blocks(element)  # a table that is there for its layout
        outside = self.blocks(Element("div", children=list(_outside(element))))
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in _rows(element)]
        rows = [row for row in (tuple(map(self._cell, row)) for row in cells) if any(row)]
        if not rows:
            return outside
        if max(map(len, rows)) == 1:
            every = chain.from_iterable(cells)
            return [*outside, *(block for cell in every for block in self.blocks(cell))]
        return [*outside, Block("table", table(rows), rows=tuple(rows))]

    def _cell(self, cell: Element) -> str:
        parts = [
            code_span(block.text.strip("`")) if block.kind == "code" else block.text
            for block in self.blocks(cell)
        ]
        text = " ".join(" ".join(parts).replace(_HARD_BREAK, " ").split())
        return re.sub(r"(?<!\\)\|", r"\\|", text)

    def _inline(self, nodes: Iterable[Element | str]) -> str:
        text = self._run(nodes)
        return _trimmed(_joined(text))

    def _run(self, nodes: Iterable[Element | str]) -> str:
        text = ""
        for part in map(self._node, nodes):
            text += f" {part}" if text.endswith("`") and part.startswith("`") else part
        return text

    def _node(self, node: Element | str) -> str:
        if isinstance(node, str):
            return _text(node.replace("\u200b", "").replace("\ufeff", ""))
        tag = node.tag
        formula = formula_of(node)
        if formula is not None:
            return code_span(formula)
        if tag in DROPPED or tag == "rt" or node in self.note_elements:
            return ""
        if re.search(r"\bMathJax", node.get("class")):  # drawn; its TeX stands beside it
            return ""
        if tag in _SCRIPTS:
            return self._raised(node)
        if tag == "br":
            return _HARD_BREAK
        if tag == "img":
            return self._image(node)
        if tag == "ruby":
            return self._ruby(node)
        if tag in ("code", "kbd", "samp", "tt"):
            return code_span(node.text())
        inner = self._run(node.children)
        if tag == "a":
            return self._link(node, inner)
        for names, mark in ((_STRONG, "**"), (_EMPHASIS, "*"), (_DELETED, "~~")):
            if tag in names and mark not in inner.replace("\\*", ""):
                return _around(inner, mark, mark)
        return f" {inner} " if tag in BLOCKS else inner

    def _link(self, node: Element, inner: str) -> str:
        if fragment(node) in self.notes:
            words = "" if _LABEL.fullmatch(node.text()) else inner
            return words + self._reference(node)
        if node.get("href").startswith("#") and _NUMBER.fullmatch(node.text()):
            return ""  # back from a note to its place
        address = self.links.link(node.get("href")) if node.get("href") else None
        if address is None or "](" in inner or not inner.strip():
            return inner
        words = re.sub(r"^\s*\^", r"\\^", inner.replace(_HARD_BREAK, " "))  # no note's name
        return _around(words, "[", f"]({destination(address)})")

    def _reference(self, link: Element) -> str:
        id_ = fragment(link)
        if id_ not in self.notes:
            return ""
        return f"[^{self.numbers.setdefault(id_, len(self.numbers) + 1)}]"

    def _image(self, node: Element) -> str:
        alt = escape(" ".join(node.get("alt").split()))
        address = self.links.image(node)
        if address is not None:
            return f"![{alt}]({destination(address)})"
        address = self.links.remote(node)
        return f"[{alt or '图'}]({destination(address)})" if address else ""

    def _raised(self, node: Element) -> str:
        """A superscript or subscript: digits have signs of their own, numbers of notes go."""
        text = node.text().strip()
        link = node.first("a")
        if link is not None and "#" in link.get("href") and _NUMBER.fullmatch(text):
            return self._reference(link)
        if re.fullmatch("[0-9+-]+", text):
            return text.translate(_SCRIPTS[node.tag])
        return self._run(node.children)

    def _ruby(self, node: Element) -> str:
        base = "".join(
            self._node(child) for child in node.children if _name(child) not in ("rt", "rp", "rtc")
        ).strip()
        reading = " ".join(rt.text().strip() for rt in node.all("rt")).strip()
        plain = count_han(base) == len(base) > 0
        return f"{{{base}|{reading}}}" if plain and is_pinyin(reading) else base


def _text(text: str) -> str:
    """A text with the formulas in it, which MathJax would draw, as code."""
    return "".join(
        code_span(part) if formula else escape(part) for part, formula in split_formulas(text)
    )


def _rows(table: Element) -> Iterator[Iterable[Element]]:
    """The rows of a table, those that went astray in it aside; a cell without a row is one."""
    for child in table.elements:
        if child.tag in ("td", "th"):
            if table.tag != "tr":
                yield (child,)
        elif child.tag in ("thead", "tbody", "tfoot", "tr"):
            if child.tag == "tr":
                yield child.elements
            yield from _rows(child)


def _outside(table: Element) -> Iterator[Element | str]:
    """What a table holds outside of its cells: its caption, text that went astray."""
    for child in table.children:
        if isinstance(child, str) or child.tag not in ("thead", "tbody", "tfoot", "tr", "td", "th"):
            yield child
        elif child.tag not in ("td", "th"):
            yield from _outside(child)


def _name(node: Element | str) -> str:
    return node.tag if isinstance(node, Element) else ""


def _holds_blocks(element: Element) -> bool:
    return any(inner.tag in BLOCKS for inner in element.walk())


def _markdown(blocks: list[Block], between: str = "\n\n") -> str:
    return between.join(block.markdown for block in blocks)


def _around(inner: str, before: str, after: str) -> str:
    """Marks around a text, with the white space at its edges outside of them."""
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


def _joined(text: str) -> str:
    """White space collapsed; a line break between two wide characters vanishes."""

    text = re.sub(r"(?<![\\*])\*{4}(?!\*)", "", text)  # bold that ends where bold begins
    text = _INDENT.sub("\\\n\u3000\u3000", text)

    def space(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if before == "\\" and match[0].startswith("\n"):
            return "\n"
        broken = "\n" in match[0] and before and after
        return "" if broken and is_wide(before) and is_wide(after) else " "

    return _SPACES.sub(space, text.replace("\u00a0", " "))


def _broken_up(text: str) -> list[str]:
    """The paragraphs of a text with line breaks, as old pages have them.

    Two breaks in a row end one, and so does a break before an indent (　　). Where the lines run
    long and end in sentences, each is one: no verse has such lines.
    """
    parts = re.split(r"(?:\\\n\s*){2,}|\\\n(?=\u3000{2})", text)
    found: list[str] = []
    for part in parts:
        lines = part.split(_HARD_BREAK)
        ended = sum(bool(_SENTENCE_END.search(line.strip())) for line in lines)
        prose = len(part) >= _LONG_LINE * len(lines) and ended * 4 >= len(lines) * 3
        found += lines if prose else [part]
    return _marked_each(found) if len(found) > 1 else found


def _marked_each(parts: list[str]) -> list[str]:
    """The parts of one text; bold that runs over several ends with each and begins anew."""
    found: list[str] = []
    opened = ""
    for part in parts:
        text = opened + part.strip() if part.strip() else ""
        odd = text.count("**") % 2 == 1
        found.append(f"{text}**" if odd else text)
        opened = "**" if odd or (opened and not text) else ""
    return found


def _trimmed(text: str) -> str:
    """Without white space and line breaks at the edges, the ideographic indent included."""
    text = re.sub(r"^(?:\\\n|\s)+|(?:\\\n|\s)+$", "", text)
    return re.sub(r"[ \u3000]*\\\n[ \u3000]*", lambda _: _HARD_BREAK, text)
