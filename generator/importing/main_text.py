"""Which part of a web page is its article.

1. What is no part of any article goes: navigation, side bars, comments, what is hidden.
   It is told by elements and roles that say so, and by the names that pages give it (`_NAMES`).
2. What remains is weighed by its prose: text outside of links in blocks that hold sentences.
3. The smallest element that has nearly all of the prose is the article.

Every step looks at structure and at names that pages of every make share; no rule is for one site.
"""

from __future__ import annotations

import re

from generator.importing.html_markdown import DROPPED
from generator.importing.html_tree import BLOCKS, Element

_NAMES = frozenset(
    (
        "comment comments disqus gitalk gitment valine waline twikoo giscus utterances livere"
        " changyan share sharing shares bdshare bdsharebuttonbox social socials follow like likes"
        " sidebar sider rightbar relate related relates recommend recommended recommends"
        " hot rank ranking popular"
        " footer foot copyright licence license statement disclaimer"
        " nav navbar navigation menu menus breadcrumb breadcrumbs crumb crumbs"
        " pagination paginator pager prev next"
        " toc catalog ad ads advert advertisement adsense sponsor promo"
        " subscribe newsletter reward donate appreciate qrcode qr ewm"
        " login modal popup tooltip toast search tool tools toolbar toolbox"
        " tag tags keywords meta byline editsection backlink catlinks navbox"
    ).split()
)
"""Words in classes and ids that name what stands around a text."""

_ROLES = frozenset(
    "navigation complementary contentinfo banner search dialog menu tooltip tablist".split()
)
_PLAIN = frozenset("html body h1 h2 h3 h4 h5 h6 pre code table tbody tr td th img".split())
"""Elements whose names say nothing of what they are for."""
_PARTS = frozenset("table thead tbody tfoot tr ul ol dl".split())
"""What is no text without all of it, unlike a cell or an item, in which old pages keep a text."""
_NO_PROSE = frozenset("a h1 h2 h3 h4 h5 h6".split())
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SENTENCE = re.compile(r"[。！？；…]|[.!?;][\"'”’)]*(?=\s|$)")
_CLAUSE = re.compile(r"[，、]|,\s")
_SHORTEST, _LONG = 8, 30
"""Characters of prose; a shorter block may be a button, a label, a headline."""
_BODY = re.compile(
    r"(?:article|post|entry|news|page|blog|note|story|markdown|rich|main|doc|detail)\w*[-_ ]*"
    r"(?:content|body|text|txt|con\b|detail|area|media)|articlebody|markdown|js_content",
    re.IGNORECASE,
)
"""What pages call their text."""
_MOST, _NEARLY_ALL, _NAMED = 0.5, 0.85, 0.7


def find_article(body: Element) -> Element | None:
    """The article of a page, without what stands around it; None where there is no prose.

    It is a copy: the page stays as it is.
    """
    weights = weigh(body)
    body = _pruned(body, weights, weights[body] * _MOST)
    weights = weigh(body)
    if not weights[body]:
        return None
    article = element = body
    while True:
        inner = max(element.elements, key=lambda child: weights[child], default=None)
        if inner is None or _is_text(inner):
            return article
        if weights[inner] < weights[body] * (_NAMED if _is_named(inner) else _NEARLY_ALL):
            return article
        element = inner
        if element.tag not in _PARTS:
            article = element


def weigh(body: Element) -> dict[Element, int]:
    """How many characters of prose each element has."""
    weights: dict[Element, int] = {}
    for element in reversed(list(body.walk())):
        if element.tag in _NO_PROSE or (element.tag in DROPPED and element.tag != "form"):
            weights[element] = 0
        elif is_leaf(element):
            weights[element] = _prose(_outside_links(element))
        else:
            loose = "".join(child for child in element.children if isinstance(child, str))
            weights[element] = _prose(loose) + sum(weights[child] for child in element.elements)
    return weights


def _pruned(element: Element, weights: dict[Element, int], limit: float) -> Element:
    """A copy without what is no part of an article; what has most of the prose stays."""
    kept = [
        child if isinstance(child, str) else _pruned(child, weights, limit)
        for child in element.children
        if isinstance(child, str)
        or weights[child] > limit
        or not (_is_hidden(child) or _is_around(child))
    ]
    # Pages of ASP.NET stand in a form as a whole.
    tag = "div" if element.tag == "form" and weights[element] > limit else element.tag
    return Element(tag, element.attributes, kept)


def is_leaf(element: Element) -> bool:
    """Whether an element holds no further blocks."""
    return not any(inner.tag in BLOCKS for inner in element.walk() if inner is not element)


def _is_named(element: Element) -> bool:
    """Whether a page says that an element holds its text."""
    if element.tag == "article" or element.get("itemprop") == "articleBody":
        return True
    return bool(_BODY.search(f"{element.get('class')} {element.get('id')}"))


def _is_contents(element: Element) -> bool:
    """Whether all that an element says is links to places in the same page."""
    if element.tag not in ("ul", "ol", "div", "details"):
        return False
    links = list(element.all("a"))
    if not links or not all(link.get("href").startswith("#") for link in links):
        return False
    said = "".join(element.text().split())
    linked = "".join("".join(link.text().split()) for link in links)
    return len(said) <= len(linked) + 8 and bool(re.search(r"[^\W\d_]", linked))


def _is_text(element: Element) -> bool:
    """Whether an element is a piece of a text rather than what holds it."""
    return element.tag not in BLOCKS or (
        is_leaf(element) and element.tag not in ("div", "section", "td", "article", "main")
    )


def _is_hidden(element: Element) -> bool:
    return "hidden" in element.attributes or bool(_HIDDEN.search(element.get("style")))


def _is_around(element: Element) -> bool:
    if element.get("role") in _ROLES or _is_contents(element):
        return True
    if element.tag in _PLAIN:
        return False
    words = _WORD.findall(f"{element.get('class')} {element.get('id')}")
    return any(word.lower() in _NAMES for word in words)


def _outside_links(element: Element) -> str:
    parts: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag != "a" and child.tag not in DROPPED:
            parts.append(_outside_links(child))
    return "".join(parts)


def _prose(text: str) -> int:
    packed = "".join(text.split())
    long = len(packed) >= _LONG and _CLAUSE.search(text)
    return len(packed) if long or (len(packed) >= _SHORTEST and _SENTENCE.search(text)) else 0
