"""Turns shortcodes of Hugo and tags of Liquid and Nunjucks into Markdown.

Pictures, links to other posts, code and addresses of the site have Markdown of their own. All other
tags are left for the author, who is told how often each occurs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from generator.importing.markdown_text import escape

_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]++)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")
_WORD = re.compile(r""""([^"]*)"|'([^']*)'|(\S+)""")
_CODE = re.compile(
    r"(^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\2[`~]*[ \t]*$|\Z)|(?<!`)`++[^`\n]++`+)", re.M | re.S
)
_HIGHLIGHT = re.compile(
    r"\{%-?\s*(?:highlight|codeblock|code)\b\s*+(?P<liquid>[^%]*?)-?%\}"
    r"(?P<body>(?:(?!\{%-?\s*(?:highlight|codeblock|code)\b).)*?)"
    r"\{%-?\s*end(?:highlight|codeblock|code)\s*-?%\}"
    r"|\{\{<\s*highlight\s++(?P<hugo>[^<>]*?)>\}\}(?P<text>(?:(?!\{\{<\s*highlight\b).)*?)"
    r"\{\{<\s*/\s*highlight\s*>\}\}",
    re.S,
)
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_MORE = re.compile(r"^[ \t]*<!--\s*more\s*-->[ \t]*$", re.M | re.I)
_SITE = re.compile(r"\{\{-?\s*(?:site\.(?:baseurl|url)|page\.url|\.Site\.BaseURL)\s*-?\}\}")
_RELATIVE = re.compile(r"""\{\{-?\s*["']([^"']+)["']\s*\|\s*(?:relative|absolute)_url\s*-?\}\}""")
_TAG = re.compile(
    r"\{%-?\s*(?P<liquid>\w++)(?P<rest>[^%]*?)-?%\}"
    r"|\{\{[<%]\s*+(?P<hugo>(?:/\s*+)?[\w/.-]++)(?P<words>[^>%]{0,1000}?)[>%]\}\}"
)
_PICTURES = frozenset({"figure", "img", "image", "asset_img", "include_image"})
_REFERENCES = frozenset({"post_url", "ref", "relref", "post_link", "link"})

FindPost = Callable[[str], str | None]
"""Returns the file of a post, given its name or path as tags state it; None if unknown."""


def without_tags(text: str, find_post: FindPost, counts: Counter[str]) -> str:
    """Return Markdown without the tags that it can say itself.

    `counts` gets how often each kind was converted (`figure → Markdown`) or left (`figure left`).
    """

    def highlight(match: re.Match[str]) -> str:
        words = (match["liquid"] or match["hugo"] or "").split()
        language = next((word for word in words if re.fullmatch(r"[\w+#-]+", word)), "")
        body = match["body"] if match["body"] is not None else match["text"]
        counts["code → Markdown"] += 1
        fence = "```" if "```" not in body else "~~~~"
        return f"{fence}{language}\n{body.strip(chr(10))}\n{fence}"

    text = _HIGHLIGHT.sub(highlight, text)
    parts = _CODE.split(text)
    # Of each match the parts have the code and the fence in it; only what is between is prose.
    for at in range(0, len(parts), 3):
        parts[at] = _prose(parts[at], find_post, counts)
    return "".join(part for at, part in enumerate(parts) if at % 3 != 2)


def _prose(text: str, find_post: FindPost, counts: Counter[str]) -> str:
    def tag(match: re.Match[str]) -> str:
        name = (match["liquid"] or match["hugo"]).strip()
        words = match["rest"] if match["liquid"] else match["words"]
        made = _converted(name, words or "", find_post)
        counts[f"{name} left" if made is None else f"{name} → Markdown"] += 1
        return match[0] if made is None else made

    for pattern, name in ((_RAW, "raw"), (_MORE, "more")):
        text, number = pattern.subn("", text)
        counts[f"{name} removed"] += number
    text = _RELATIVE.sub(r"\1", _SITE.sub("", text))
    return _TAG.sub(tag, text)


def _converted(name: str, words: str, find_post: FindPost) -> str | None:
    given = {key: next(filter(None, texts), "") for key, *texts in _ATTRIBUTE.findall(words)}
    plain = [next(filter(None, each), "") for each in _WORD.findall(_ATTRIBUTE.sub("", words))]
    if name in _PICTURES:
        source = given.get("src") or next((word for word in plain if "." in word), "")
        rest = [word for word in plain if word != source and not word.isdecimal()]
        caption = given.get("caption") or given.get("alt") or given.get("title") or " ".join(rest)
        return f"![{escape(caption)}]({source})" if source else None
    if name in _REFERENCES and plain:
        return find_post(plain[0])
    return None
