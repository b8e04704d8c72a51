"""Writes a corpus as the project folder that each tool expects, as plain as the tool allows."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.build.corpus import Article, front_matter

ROOT = Path(__file__).parents[2]
NODE_MODULES = Path(__file__).parent / "node_modules"

GLOSSARIES = {
    "none": None,
    "small": Path(__file__).parent / "glossary.toml",
    "seed": ROOT / "seeds/glossary.toml",
}
"""The glossaries that a site can have, by name."""

STYLE = "body { max-width: 40em; margin: auto; line-height: 1.8 }\n"

JIAZHU = """\
title = { zh = "语料", en = "Corpus" }
editions = ["zh-Hans", "zh-Hant-TW", "zh-Hant-HK"]
"""
HUGO = """\
title = "Corpus"
languageCode = "zh-Hans"
baseURL = "https://example.org/"
"""
MKDOCS = """\
site_name: Corpus
site_url: https://example.org/
theme: {name: mkdocs, custom_dir: theme}
extra_css: [style.css]
"""
PELICAN = """\
SITENAME = "Corpus"
SITEURL = "https://example.org"
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "zh"
THEME = "theme"
"""
ELEVENTY = """\
export default function (config) {
  config.addPassthroughCopy("style.css");
  return { dir: { input: ".", includes: "_includes" }, markdownTemplateEngine: false };
}
"""

HUGO_PAGE = """\
<!doctype html>
<html lang="zh-Hans">
<head><meta charset="utf-8"><title>{{ .Title }}</title>
<link rel="stylesheet" href="/style.css"></head>
<body><h1>{{ .Title }}</h1><p>{{ .Date.Format "2006-01-02" }}</p>{{ .Content }}</body>
</html>
"""
HUGO_LIST = """\
<!doctype html>
<html lang="zh-Hans"><meta charset="utf-8"><title>{{ .Title }}</title>
<ul>{{ range .Site.RegularPages }}
<li>{{ .Date.Format "2006-01-02" }} <a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}
</ul></html>
"""
ELEVENTY_PAGE = """\
<!doctype html>
<html lang="zh-Hans">
<head><meta charset="utf-8"><title>{{ title }}</title>
<link rel="stylesheet" href="/style.css"></head>
<body><h1>{{ title }}</h1><p>{{ page.date }}</p>{{ content | safe }}</body>
</html>
"""
ELEVENTY_LIST = """\
<!doctype html>
<html lang="zh-Hans"><meta charset="utf-8"><title>Articles</title>
<ul>{% for post in collections.articles %}
<li><a href="{{ post.url }}">{{ post.data.title }}</a></li>{% endfor %}
</ul></html>
"""


def write_jiazhu(root: Path, articles: Sequence[Article], glossary: str = "small") -> None:
    """Write a site of Jiazhu in three editions."""
    write_articles(root / "articles", articles, "# jiazhu: ignore T002: no source has English\n")
    _write(root, {"site.toml": JIAZHU})
    if chosen := GLOSSARIES[glossary]:
        shutil.copyfile(chosen, root / "glossary.toml")


def write_hugo(root: Path, articles: Sequence[Article]) -> None:
    """Write a project of Hugo with a theme of two templates."""
    write_articles(root / "content/articles", articles)
    _write(root, {"hugo.toml": HUGO, "static/style.css": STYLE})
    _write(root / "layouts", {"_default/single.html": HUGO_PAGE, "_default/list.html": HUGO_LIST})


def write_mkdocs(root: Path, articles: Sequence[Article]) -> None:
    """Write a project of MkDocs with its own theme, whose pages all list all pages."""
    write_articles(root / "docs", articles)
    template = '{% extends "base.html" %}{% block footer %}<footer></footer>{% endblock %}\n'
    _write(root, {"docs/index.md": "# Corpus\n", "docs/style.css": STYLE})
    _write(root, {"theme/main.html": template, "mkdocs.yml": MKDOCS})


def write_pelican(root: Path, articles: Sequence[Article]) -> None:
    """Write a project of Pelican with a theme of two templates."""
    write_articles(root / "content", articles)
    _write(root, {"pelicanconf.py": PELICAN, "theme/static/style.css": STYLE})
    page = ELEVENTY_PAGE.replace("title }}", "article.title }}").replace("/style", "/theme/style")
    page = page.replace("page.date", "article.date").replace("content | safe", "article.content")
    index = ELEVENTY_LIST.replace("collections.articles", "articles")
    index = index.replace("post.data.title", "post.title")
    lists = ("archives", "author", "authors", "categories", "category", "index", "period_archives")
    templates = dict.fromkeys([f"{name}.html" for name in (*lists, "tag", "tags")], index)
    _write(root / "theme/templates", {**templates, "article.html": page, "page.html": page})


def write_eleventy(root: Path, articles: Sequence[Article]) -> None:
    """Write a project of Eleventy with two templates."""
    write_articles(root / "articles", articles)
    _write(root, {"eleventy.config.js": ELEVENTY, "style.css": STYLE, "index.njk": ELEVENTY_LIST})
    _write(root, {"_includes/page.njk": ELEVENTY_PAGE, "package.json": '{"type": "module"}\n'})
    _write(root, {"articles/articles.json": '{"layout": "page.njk", "tags": ["articles"]}\n'})


def write_script(root: Path, articles: Sequence[Article]) -> None:
    """Write the folder that the scripts read."""
    write_articles(root / "articles", articles)


def write_articles(folder: Path, articles: Sequence[Article], comment: str = "") -> None:
    """Write the articles as Markdown with front matter, named by their numbers."""
    folder.mkdir(parents=True)
    for number, article in enumerate(articles, 1):
        meta = front_matter(article, number)
        (folder / f"{number:05}.md").write_text(
            f"---\n{comment}title: {meta['title']}\ndate: {meta['date']}\n"
            f"tags: [{meta['tags']}]\n---\n\n{article.markdown()}",
            "utf-8",
        )


def _write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
