"""Finds the article in a web page.

1. Elements that are not part of an article are removed: navigation, side bars, comments, hidden
   elements. They are recognised by tags, roles, classes and ids (`_CLUTTER_NAMES`).
2. Each remaining element is weighted by its prose: text outside links in blocks with sentences.
3. The article is the smallest element with nearly all of the prose.

All rules use structure and names that many pages share; none is for a particular site.
"""

from __future__ import annotations

import re

from generator.importing.html_bounds import BLOCKS
from generator.importing.html_markdown import DROPPED
from generator.importing.html_tree import Element

_CLUTTER_NAMES = frozenset(
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
"""Words in the classes and ids of elements around a text."""

_ROLES = frozenset(
    "navigation complementary contentinfo banner search dialog menu tooltip tablist".split()
)
_NEUTRAL_TAGS = frozenset("html body h1 h2 h3 h4 h5 h6 pre code table tbody tr td th img".split())
"""Tags of elements whose classes and ids are not checked."""
_PARTIAL_TAGS = frozenset("table thead tbody tfoot tr ul ol dl".split())
"""Tags of elements that are never the article, unlike a cell or an item in an old page."""
_NO_PROSE_TAGS = frozenset("a h1 h2 h3 h4 h5 h6".split())
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SENTENCE = re.compile(r"[。！？；…]|[.!?;][\"'”’)]*(?=\s|$)")
_CLAUSE = re.compile(r"[，、]|,\s")
_MIN_PROSE, _LONG_PROSE = 8, 30
"""Minimum characters of a block of prose with a sentence, and without one but with a clause."""
_BODY_NAMES = re.compile(
    r"(?:article|post|entry|news|page|blog|note|story|markdown|rich|main|doc|detail)\w*[-_ ]*"
    r"(?:content|body|text|txt|con\b|detail|area|media)|articlebody|markdown|js_content",
    re.IGNORECASE,
)
"""Names that pages give to their text."""
_LONGEST_NAMES = 500
_MAX_PRUNED_SHARE, _ARTICLE_SHARE, _NAMED_ARTICLE_SHARE = 0.5, 0.85, 0.7


def find_article(body: Element) -> Element | None:
    """Return a copy of the article of a page, or None if the page has no prose."""
    weights = prose_weights(body)
    body = _prune(body, weights, weights[body] * _MAX_PRUNED_SHARE, _holding_links(body))
    weights = prose_weights(body)
    if not weights[body]:
        return None
    article = element = body
    while True:
        inner = max(element.elements, key=lambda child: weights[child], default=None)
        if inner is None or _is_text_block(inner):
            return article
        if weights[inner] < weights[body] * (
            _NAMED_ARTICLE_SHARE if _is_named_as_body(inner) else _ARTICLE_SHARE
        ):
            return article
        element = inner
        if element.tag not in _PARTIAL_TAGS:
            article = element


def prose_weights(body: Element) -> dict[Element, int]:
    """Return the number of characters of prose in each element."""
    weights: dict[Element, int] = {}
    texts: dict[Element, str] = {}  # outside links, of the elements whose parent is still to come
    not_leaves: set[Element] = set()
    for element in reversed(list(body.walk())):  # so that none is read once for each one around it
        texts[element] = "".join(_outside_link(child, texts) for child in element.children)
        if any(child in not_leaves or child.tag in BLOCKS for child in element.elements):
            not_leaves.add(element)
        if element.tag in _NO_PROSE_TAGS or (element.tag in DROPPED and element.tag != "form"):
            weights[element] = 0
        elif element not in not_leaves:
            weights[element] = _prose_length(texts[element])
        else:
            loose = "".join(child for child in element.children if isinstance(child, str))
            weights[element] = _prose_length(loose) + sum(
                weights[child] for child in element.elements
            )
    return weights


def _holding_links(body: Element) -> set[Element]:
    """The elements with a link in them, so that not each has to look through all of its own."""
    found: set[Element] = set()
    for element in reversed(list(body.walk())):
        if any(child.tag == "a" or child in found for child in element.elements):
            found.add(element)
    return found


def _prune(
    element: Element, weights: dict[Element, int], limit: float, linked: set[Element]
) -> Element:
    """Copy an element without clutter; elements with most of the prose are never removed."""
    kept = [
        child if isinstance(child, str) else _prune(child, weights, limit, linked)
        for child in element.children
        if isinstance(child, str)
        or weights[child] > limit
        or not (_is_hidden(child) or _is_clutter(child, child in linked))
    ]
    # ASP.NET puts the whole page in a form.
    tag = "div" if element.tag == "form" and weights[element] > limit else element.tag
    return Element(tag, element.attributes, kept)


def is_leaf(element: Element) -> bool:
    """Whether an element contains no other blocks."""
    return not any(inner.tag in BLOCKS for inner in element.walk() if inner is not element)


def _is_named_as_body(element: Element) -> bool:
    """Whether an element is marked or named as the text of the page."""
    if element.tag == "article" or element.get("itemprop") == "articleBody":
        return True
    names = f"{element.get('class')} {element.get('id')}"
    return bool(_BODY_NAMES.search(names[:_LONGEST_NAMES]))


def _is_table_of_contents(element: Element) -> bool:
    """Whether an element consists of links within the page."""
    if element.tag not in ("ul", "ol", "div", "details"):
        return False
    links: list[Element] = []
    for link in element.all("a"):
        if not link.get("href").startswith("#"):
            return False
        links.append(link)
    if not links:
        return False
    text = "".join(element.text().split())
    linked = "".join("".join(link.text().split()) for link in links)
    return len(text) <= len(linked) + 8 and bool(re.search(r"[^\W\d_]", linked))


def _is_text_block(element: Element) -> bool:
    """Whether an element is part of a text and not a container of it."""
    return element.tag not in BLOCKS or (
        is_leaf(element) and element.tag not in ("div", "section", "td", "article", "main")
    )


def _is_hidden(element: Element) -> bool:
    return "hidden" in element.attributes or bool(_HIDDEN.search(element.get("style")))


def _is_clutter(element: Element, has_links: bool) -> bool:
    if element.get("role") in _ROLES:
        return True
    if element.tag not in _NEUTRAL_TAGS:
        words = _WORD.findall(f"{element.get('class')} {element.get('id')}")
        if any(word.lower() in _CLUTTER_NAMES for word in words):
            return True
    return has_links and _is_table_of_contents(element)


def _outside_link(child: Element | str, texts: dict[Element, str]) -> str:
    if isinstance(child, str):
        return child
    text = texts.pop(child)
    return "" if child.tag == "a" or child.tag in DROPPED else text


def _prose_length(text: str) -> int:
    packed = "".join(text.split())
    long = len(packed) >= _LONG_PROSE and _CLAUSE.search(text)
    return len(packed) if long or (len(packed) >= _MIN_PROSE and _SENTENCE.search(text)) else 0
