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
    r"(?:^|\s)(?:language|lang|brush:|highlight-source|sourceCode)[-: ]*([\w+#-]+)", re.IGNORECASE
)
_NO_LANGUAGE = frozenset("plaintext plain text none txt nohighlight auto undefined".split())
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
        cells = [cell for cell in element.all("td", "th") if not _is_numbers(cell)]
        if len(cells) != 1 or sum(1 for _ in element.all("td", "th")) < 2:
            return None
    elif element.tag not in ("div", "figure", "section") or not _WRAPPER.search(
        element.get("class")
    ):
        return None
    found = [pre for pre in element.all("pre") if not _is_numbers(pre)]
    inside = set(found[0].walk()) if len(found) == 1 else set()
    if not inside or any(
        e.tag in ("p", "li", "figcaption") and e not in inside for e in element.walk()
    ):
        return None
    return code_text(found[0]), _language([element, *element.walk()])


def code_text(element: Element) -> str:
    """The lines of code below an element."""
    text = "".join(_pieces(element)).replace("\u00a0", " ").replace("\u200b", "")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _pieces(element: Element) -> Iterator[str]:
    lines = [code for code in element.elements if code.tag == "code"]
    for child in element.children:
        if isinstance(child, str):
            # Between lines that are elements of their own, white space is that of the page.
            if child.strip() or not _lines_of(element):
                yield child
        elif child.tag == "br":
            yield "\n"
        elif child.tag not in ("button", "script", "style", "svg") and not _NUMBERS.search(
            child.get("class")
        ):
            text = "".join(_pieces(child))
            yield text
            if (
                child in _lines_of(element) or (len(lines) > 1 and child in lines)
            ) and not text.endswith("\n"):
                yield "\n"


def _lines_of(element: Element) -> list[Element]:
    """The children that are a line each."""
    return [child for child in element.elements if child.tag in _LINES]


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
                or (match[1] if match else "")
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
