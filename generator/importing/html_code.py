"""Code and formulas of a page as what their author wrote: without line numbers and labels.

Highlighters set the numbers beside the code as cells of a table (Hexo, Pygments, Rouge, Chroma),
as elements inside of it (highlight.js, Prism, CSDN) or before it (VuePress, WeChat), and some say
which language it is in. A formula is drawn by KaTeX or MathJax, which keep its TeX in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.importing.html_tree import Element
from generator.language.characters import HAN

_WRAPPER = re.compile(
    r"highlight|code|hljs|prism|language-|snippet|crayon|rouge|chroma", re.IGNORECASE
)
_NUMBERS = re.compile(
    r"(?:^|\s)(?:\S*line-?(?:no|num|index)\S*|\S*pre-numbering|\S*gutter\S*|hljs-ln-n\S*|lnt?|lno)(?:\s|$)",
    re.IGNORECASE,
)
"""Classes of what numbers the lines."""
_LANGUAGE = re.compile(
    r"(?:^|\s)(?:language|lang|brush:|highlight-source|sourceCode)[-: ]*([\w+#-]+)"
    r"|^highlight\s+([\w+#-]+)$",
    re.IGNORECASE,
)
"""How highlighters name a language; the last way is that of Hexo."""
_NO_LANGUAGE = frozenset("plaintext plain text none txt nohighlight auto undefined".split())
_NO_CODE = frozenset({"button", "script", "style", "svg"})
_LINES = frozenset({"li", "tr", "div", "p"})
_TEX_IMAGE = re.compile(r"\b(?:math|latex|tex)\b|equation\?tex=|codecogs", re.IGNORECASE)
_FORMULA = re.compile(
    r"\$\$([^$]+)\$\$|\\\(([^$]+?)\\\)|\\\[([^$]+?)\\\]"
    rf"|(?<![\\$\w])\$(?=\S)([^${HAN}\n]*[\\^_=][^${HAN}\n]*)(?<=\S)\$(?!\d)"
)
_TEX = re.compile(r"application/x-tex|math/tex|math/latex", re.IGNORECASE)


def code_of(element: Element) -> tuple[str, str] | None:
    """The code that an element shows and the language it names, None where it shows anything else.

    The element is a `pre`, or what a highlighter lays around one.
    """
    if element.tag == "pre":
        return code_text(element), _language([element, *element.all("code")])
    if element.tag == "table":
        cells = list(element.all("td", "th"))
        found = [cell for cell in cells if not _is_numbers(cell)]
        if len(found) != 1 or len(cells) < 2 or not _is_code_cell(found[0]):
            return None
        return code_text(found[0]), _language([element, *element.walk()])
    if element.tag not in ("div", "figure", "section"):
        return None
    if not _WRAPPER.search(element.get("class")):
        return None
    found = [inner for inner in element.all("pre") if not _is_numbers(inner)]
    if not found:
        found = [table for table in element.all("table") if code_of(table) is not None]
    if len(found) != 1 or _says_more(element, found[0]):
        return None
    inner = code_of(found[0])
    return None if inner is None else (inner[0], inner[1] or _language([element, *element.walk()]))


def _is_code_cell(cell: Element) -> bool:
    return cell.first("pre") is not None or "code" in cell.get("class").lower()


def _says_more(element: Element, code: Element) -> bool:
    """Whether a text stands beside the code, not only its language and the like."""
    inside = set(code.walk())
    return any(e.tag in ("p", "li", "figcaption") and e not in inside for e in element.walk())


def code_text(element: Element) -> str:
    """The lines of code below an element."""
    text = "".join(_pieces(element)).replace("\u00a0", " ").replace("\u200b", "")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _pieces(element: Element) -> Iterator[str]:
    lines = _lines_of(element)
    for child in element.children:
        if isinstance(child, str):
            # Between lines that are elements of their own, white space is that of the page.
            yield "" if lines else child
        elif child.tag == "br":
            yield "\n"
        elif child.tag not in _NO_CODE and not _NUMBERS.search(child.get("class")):
            text = "".join(_pieces(child))
            yield f"{text}\n" if child in lines and not text.endswith("\n") else text


def _lines_of(element: Element) -> list[Element]:
    """The children, if each is a line: blocks, or in WeChat's `pre` a `code` for each."""
    told = [child for child in element.children if not isinstance(child, str) or child.strip()]
    lines = [child for child in told if isinstance(child, Element) and child.tag in _LINES]
    codes = [child for child in told if isinstance(child, Element) and child.tag == "code"]
    if len(codes) > 1 and element.tag == "pre":
        lines = codes
    return lines if len(lines) == len(told) else []


def _is_numbers(element: Element) -> bool:
    """Whether an element holds nothing but the numbers of lines."""
    return bool(_NUMBERS.search(element.get("class"))) or not re.search(r"[^\d\s]", element.text())


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


def formula_of(element: Element) -> str | None:
    """The TeX of an element that is a formula, None for any other."""
    if element.get("data-tex"):
        return element.get("data-tex")
    if element.tag == "img":
        drawn = _TEX_IMAGE.search(f"{element.get('class')} {element.get('src')}")
        return element.get("alt") or None if drawn or "eeimg" in element.attributes else None
    if element.tag == "script":
        return element.text().strip() if _TEX.search(element.get("type")) else None
    if element.tag in ("math", "mjx-container") or "katex" in element.get("class").split():
        notes = [note for note in element.all("annotation") if _TEX.search(note.get("encoding"))]
        return (
            notes[0].text().strip() if notes else element.get("alttext") or element.text().strip()
        )
    return None


def split_formulas(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text, and whether each is the TeX of a formula: $…$, $$…$$, \\(…\\), \\[…\\].

    A single $ begins one only where what follows looks like TeX, since it is a sign of money too.
    """
    end = 0
    for match in _FORMULA.finditer(text):
        yield text[end : match.start()], False
        yield next(filter(None, match.groups())).strip(), True
        end = match.end()
    yield text[end:], False


def code_span(text: str) -> str:
    """The Markdown of code within a line, on one line."""
    text = " ".join(text.split())
    if not text:
        return ""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{space}{text}{space}{fence}"
