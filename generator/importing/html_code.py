"""Extracts the source of code and formulas from HTML, without line numbers and labels.

Highlighters put line numbers in table cells beside the code (Hexo, Pygments, Rouge, Chroma), in
elements within it (highlight.js, Prism, CSDN) or before it (VuePress, WeChat), and some name the
language. KaTeX and MathJax keep the TeX of a formula in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from generator.importing.html_tree import Element
from generator.language.characters import HAN

_WRAPPER = re.compile(
    r"highlight|code|hljs|prism|language-|snippet|crayon|rouge|chroma", re.IGNORECASE
)
_LINE_NUMBERS = re.compile(
    r"(?:^|\s)(?:\S*line-?(?:no|num|index)\S*|\S*pre-numbering|\S*gutter\S*|hljs-ln-n\S*|lnt?|lno)(?:\s|$)",
    re.IGNORECASE,
)
"""Classes of elements that contain line numbers."""
_LANGUAGE = re.compile(
    r"(?:^|\s)(?:language|lang|brush:|highlight-source|sourceCode)[-: ]*([\w+#-]+)"
    r"|^highlight\s+([\w+#-]+)$",
    re.IGNORECASE,
)
"""Classes by which highlighters name a language; the last is that of Hexo."""
CODE_HOLDERS = frozenset({"pre", "table"})
"""Elements of which one is in every code block, or is it."""
_NO_LANGUAGE = frozenset("plaintext plain text none txt nohighlight auto undefined".split())
_SKIPPED_TAGS = frozenset({"button", "script", "style", "svg"})
_LINE_TAGS = frozenset({"li", "tr", "div", "p"})
_TEX_IMAGE = re.compile(r"\b(?:math|latex|tex)\b|equation\?tex=|codecogs", re.IGNORECASE)
_DELIMITED_TEX = re.compile(
    r"\$\$([^$]+)\$\$"
    r"|(?<!\\)\\\(((?:(?!(?<!\\)\\\()[^$])+?)\\\)"
    r"|(?<!\\)\\\[((?:(?!(?<!\\)\\\[)[^$])+?)\\\]"
    rf"|(?<![\\$\w])\$(?=\S)([^\\^_=${HAN}\n]*+[\\^_=][^${HAN}\n]*+)(?<=\S)\$(?!\d)"
)
_TEX_TYPE = re.compile(r"application/x-tex|math/tex|math/latex", re.IGNORECASE)


def extract_code(element: Element) -> tuple[str, str] | None:
    """Return the code of an element and its language, or None if it is not a code block.

    A code block is a `pre`, or the element in which a highlighter wraps one.
    """
    if element.tag == "pre":
        return code_text(element), _language([element, *element.all("code")])
    if element.tag == "table":
        cells = element.all("td", "th")
        found = _two(cell for cell in cells if not _is_line_numbers(cell))
        if len(found) != 1 or not _is_code_cell(found[0]) or not _two(element.all("td", "th"))[1:]:
            return None
        return code_text(found[0]), _language([element, *element.walk()])
    if element.tag not in ("div", "figure", "section"):
        return None
    if not _WRAPPER.search(element.get("class")):
        return None
    found = _two(inner for inner in element.all("pre") if not _is_line_numbers(inner))
    if not found:
        found = _two(table for table in element.all("table") if extract_code(table) is not None)
    if len(found) != 1 or _has_other_text(element, found[0]):
        return None
    inner = extract_code(found[0])
    return None if inner is None else (inner[0], inner[1] or _language([element, *element.walk()]))


def _two(elements: Iterator[Element]) -> list[Element]:
    """The first two, which tell one from many without reading all that is nested in them."""
    return list(islice(elements, 2))


def _is_code_cell(cell: Element) -> bool:
    return cell.first("pre") is not None or "code" in cell.get("class").lower()


def _has_other_text(element: Element, code: Element) -> bool:
    """Whether the element has text besides the code and labels such as its language."""
    inside = set(code.walk())
    return any(e.tag in ("p", "li", "figcaption") and e not in inside for e in element.walk())


def code_text(element: Element) -> str:
    """Return the lines of code in an element."""
    text = "".join(_text_pieces(element)).replace("\u00a0", " ").replace("\u200b", "")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _text_pieces(element: Element) -> Iterator[str]:
    lines = _line_elements(element)
    for child in element.children:
        if isinstance(child, str):
            # White space between elements that are lines is not part of the code.
            yield "" if lines else child
        elif child.tag == "br":
            yield "\n"
        elif child.tag not in _SKIPPED_TAGS and not _LINE_NUMBERS.search(child.get("class")):
            text = "".join(_text_pieces(child))
            yield f"{text}\n" if child in lines and not text.endswith("\n") else text


def _line_elements(element: Element) -> list[Element]:
    """The children if each is a line: a block, or a `code` element in a `pre` of WeChat."""
    filled = [child for child in element.children if not isinstance(child, str) or child.strip()]
    lines = [child for child in filled if isinstance(child, Element) and child.tag in _LINE_TAGS]
    codes = [child for child in filled if isinstance(child, Element) and child.tag == "code"]
    if len(codes) > 1 and element.tag == "pre":
        lines = codes
    return lines if len(lines) == len(filled) else []


def _is_line_numbers(element: Element) -> bool:
    """Whether an element contains nothing but line numbers."""
    return bool(_LINE_NUMBERS.search(element.get("class"))) or not re.search(
        r"[^\d\s]", element.text()
    )


def _language(elements: list[Element]) -> str:
    for element in elements:
        if element.tag in ("pre", "code", "figure", "div"):
            match = _LANGUAGE.search(element.get("class"))
            name = (
                element.get("data-lang")
                or element.get("data-language")
                or (match[1] or match[2] if match else "")
            )
            if name and name.lower() not in _NO_LANGUAGE and re.fullmatch(r"[\w+#-]+", name):
                return name.lower()
    return ""


def extract_tex(element: Element) -> str | None:
    """Return the TeX of an element that is a formula, or None."""
    if element.get("data-tex"):
        return element.get("data-tex")
    if element.tag == "img":
        is_formula = _TEX_IMAGE.search(f"{element.get('class')} {element.get('src')}")
        return element.get("alt") or None if is_formula or "eeimg" in element.attributes else None
    if element.tag == "script":
        return element.text().strip() if _TEX_TYPE.search(element.get("type")) else None
    if element.tag in ("math", "mjx-container") or "katex" in element.get("class").split():
        notes = [
            note for note in element.all("annotation") if _TEX_TYPE.search(note.get("encoding"))
        ]
        return (
            notes[0].text().strip() if notes else element.get("alttext") or element.text().strip()
        )
    return None


def split_formulas(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text and whether each is TeX, in $…$, $$…$$, \\(…\\) or \\[…\\].

    A single $ starts a formula only if the following text looks like TeX, because it is also the
    dollar sign.
    """
    end = 0
    for match in _DELIMITED_TEX.finditer(text):
        yield text[end : match.start()], False
        yield next(filter(None, match.groups())).strip(), True
        end = match.end()
    yield text[end:], False


def code_span(text: str) -> str:
    """Return a Markdown code span on one line."""
    text = " ".join(text.split())
    if not text:
        return ""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{space}{text}{space}{fence}"
