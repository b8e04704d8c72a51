"""The naive script: bare pages in two editions, with pinyin over each word.

`python naive.py ARTICLES OUTPUT` segments with jieba, reads the words with pypinyin, converts them
with OpenCC, and fills in a Jinja template. It has no glossary, no dictionary and no cache.
"""

from __future__ import annotations

import re
import sys
from html import escape
from pathlib import Path

import jieba
from jinja2 import Template
from markdown_it import MarkdownIt
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

PAGE = Template("""<!doctype html>
<html lang="{{ language }}">
<head><meta charset="utf-8"><title>{{ title }}</title>
<link rel="stylesheet" href="../style.css"></head>
<body><h1>{{ title }}</h1><p>{{ date }}</p>{{ content }}</body>
</html>
""")
INDEX = Template("""<!doctype html>
<html lang="{{ language }}"><meta charset="utf-8"><title>Articles</title>
<ul>{% for title, date, address in articles %}
<li>{{ date }} <a href="{{ address }}">{{ title }}</a></li>{% endfor %}
</ul></html>
""")
HAN = re.compile("[一-鿿]")
EDITIONS = {"zh-Hans": None, "zh-Hant-TW": OpenCC("s2tw")}


def ruby(words: list[tuple[str, str]], converter: OpenCC | None) -> str:
    """Return the words of one edition as HTML."""
    converted = [(converter.convert(w) if converter else w, pinyin) for w, pinyin in words]
    return "".join(
        f"<ruby>{word}<rt>{pinyin}</rt></ruby>" if pinyin else escape(word)
        for word, pinyin in converted
    )


def annotate(text: str) -> list[tuple[str, str]]:
    """Return the words of a text, each with its pinyin, which is empty without Han characters."""
    return [
        (word, " ".join(lazy_pinyin(word, style=Style.TONE)) if HAN.search(word) else "")
        for word in jieba.cut(text)
    ]


def main(articles: Path, output: Path) -> None:
    """Build the site."""
    markdown = MarkdownIt()
    markdown.add_render_rule("text", lambda _, tokens, at, options, env: tokens[at].content)
    listed: dict[str, list[tuple[str, str, str]]] = {language: [] for language in EDITIONS}
    for path in sorted(articles.glob("*.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        meta = dict(line.split(": ", 1) for line in head.splitlines())
        tokens = markdown.parse(body)
        texts = [t for token in tokens for t in token.children or () if t.type == "text"]
        words = [annotate(text.content) for text in texts]
        for language, converter in EDITIONS.items():
            for text, found in zip(texts, words, strict=True):
                text.content = ruby(found, converter)
            content = markdown.renderer.render(tokens, markdown.options, {})
            title = converter.convert(meta["title"]) if converter else meta["title"]
            page = output / language / f"{path.stem}.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(PAGE.render(meta, language=language, title=title, content=content))
            listed[language].append((title, meta["date"], page.name))
    for language, rows in listed.items():
        page = output / language / "index.html"
        page.write_text(INDEX.render(language=language, articles=rows), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
