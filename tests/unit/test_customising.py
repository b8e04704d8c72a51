"""What authors change most, each in at most five lines of the site's own files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.build import build
from generator.building.options import Options
from generator.diagnostics import Report

HOME, ARTICLE = "zh-hant-tw/index.html", "zh-hant-tw/hello/index.html"

SITE = """\
title = { zh = "我的周刊", en = "My weekly" }
author = "李明"
editions = ["zh-Hant-TW"]
about = "about.md"
"""


@dataclass(frozen=True)
class Change:
    """Lines of one file, the page that they change, and what the page then has."""

    file: str
    text: str
    page: str
    shown: str
    table: str = ""
    """The table of `site.toml` in which the lines stand."""


CHANGES = {
    "a menu": Change(
        "site.toml",
        'nav = [\n  "home", "archive",\n  { zh = "资料", en = "Files", href = "files/" },\n]\n',
        ARTICLE,
        '<a href="../index.html"><span class=zh>文章</span>'
        " <span class=en lang=en>Issues</span></a>\n"
        '<a href="../archive/index.html"><span class=zh>全部文章</span>'
        " <span class=en lang=en>All articles</span></a>\n"
        '<a href="../../files/"><span class=zh>資料</span> <span class=en lang=en>Files</span></a>',
        table="site",
    ),
    "a footer": Change(
        "site.toml",
        'footer.zh = "[版权](licence.pdf)"\nfooter.en = "By us"\n',
        ARTICLE,
        '<p><a href="../../licence.pdf">版權</a></p>\n<p lang=en>By us</p>',
        table="site",
    ),
    "the head": Change(
        "site.toml",
        'head_html = \'<link rel="me" href="{root}me.html">\'\n',
        HOME,
        '<link rel="me" href="../me.html">\n</head>',
        table="site",
    ),
    "a script for statistics": Change(
        "site.toml",
        "body_html = '<script async src=\"https://stats.example/s.js\"></script>'\n",
        HOME,
        '<script async src="https://stats.example/s.js"></script>\n</body>',
        table="site",
    ),
    "a label": Change(
        "site.toml",
        'nav-home.en = "Issues"\n',
        HOME,
        "<span class=en lang=en>Issues</span>",
        "labels",
    ),
    "a block of all pages": Change(
        "templates/base.html",
        '{% extends "base.html" %}\n'
        "{% block footer %}{{ super() }}<p>{{ site.title.en }}</p>{% endblock %}\n",
        ARTICLE,
        "<p>My weekly</p></footer>",
    ),
    "a block of articles": Change(
        "templates/article.html",
        '{% extends "article.html" %}\n'
        "{% block after_article %}<p>Thanks for reading {{ view.title_en }}</p>{% endblock %}\n",
        ARTICLE,
        "</article>\n<p>Thanks for reading Hello</p>",
    ),
    "a style": Change(
        "static/css/own.css",
        ":root { --accent: #0a7; }\n",
        HOME,
        '<link rel=stylesheet href="../static/css/own.css">\n',
    ),
    "an icon": Change(
        "static/favicon.png", "png", HOME, '<link rel=icon href="../static/favicon.png">'
    ),
    "a page": Change(
        "pages/contact.md",
        "# 联系\n\n请写信。\n",
        "zh-hant-tw/contact/index.html",
        '<h1>聯繫</h1>\n</header>\n<div class="prose plain">\n<p>請寫信。</p>',
    ),
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with all these changes, built."""
    root = tmp_path_factory.mktemp("customised")
    tables: dict[str, str] = {}
    files = {
        "about.md": "关于。\n",
        "articles/hello.md": "---\ntitle: 你好\ntitle_en: Hello\n---\n\n你好，世界。\n",
    }
    for change in CHANGES.values():
        if change.table:
            tables[change.table] = tables.get(change.table, "") + change.text
        else:
            files[change.file] = change.text
    files["site.toml"] = SITE + "".join(f"\n[{name}]\n{text}" for name, text in tables.items())
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    report = Report()
    build(root, root / "_site", report, Options())
    assert [str(fault) for fault in report.sorted() if fault.severity == "error"] == []
    return root / "_site"


@pytest.mark.parametrize("name", CHANGES)
def test_it_takes_at_most_five_lines(output: Path, name: str) -> None:
    change = CHANGES[name]
    assert change.text.count("\n") + bool(change.table) <= 5
    page = (output / change.page).read_text("utf-8")
    assert change.shown in page


def test_what_the_site_adds_is_on_every_page(output: Path) -> None:
    pages = list(output.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        html = page.read_text("utf-8")
        way = "../" * (len(page.relative_to(output).parts) - 1)
        assert f'<link rel="me" href="{way}me.html">' in html, page
        assert re.search(r"<footer.*By us.*<p>My weekly</p></footer>", html, re.DOTALL), page
