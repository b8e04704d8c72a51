"""A site that was made with an older version is built as it is: docs/how-to/upgrade.md."""

from __future__ import annotations

from pathlib import Path

from generator.build import build
from generator.diagnostics import Report

OLDER = {
    "site.toml": 'title = { zh = "旧站", en = "Old site" }\nabout = "about.md"\n'
    '[reader]\npinyin = "all"\n',
    "about.md": "关于。\n",
    "articles/a.md": "---\ntitle: { zh: 甲, en: A }\ndate: 2025-01-02\ntags: [书]\n---\n\n你好。\n",
    "articles/a.en.md": "---\ntitle: A\n---\n\nHello.\n",
    # A copy of a template of that time, with what templates could use then.
    "templates/404.html": '{% extends "base.html" %}\n{% block kind %}missing{% endblock %}\n'
    '{% block main %}\n<h1>{{ t("not-found").zh }} {{ t("not-found").en }}</h1>\n'
    '<p><a href="{{ page.home }}">{{ both("nav-home") }}</a> {{ site.title.zh }}</p>\n'
    "{% endblock %}\n",
    "templates/home.html": '{% extends "base.html" %}\n{% block main %}\n'
    "{% for article in view.articles %}{{ parts.card(article) }}{% endfor %}\n"
    "{{ parts.chips(view.tags) }}{% endblock %}\n",
    "static/css/own.css": "p { color: teal }\n",
}


def test_an_older_site_is_built_without_a_change(tmp_path: Path) -> None:
    for name, text in OLDER.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    report = Report()
    build(tmp_path, tmp_path / "_site", report)
    assert [str(found) for found in report.sorted() if found.severity == "error"] == []
    page = (tmp_path / "_site/404.html").read_text("utf-8")
    assert "<h1>没有这一页 Page not found</h1>" in page
    home = (tmp_path / "_site/zh-hans/index.html").read_text("utf-8")
    assert '<h3 class="card-title"><a href="a/index.html">甲</a></h3>' in home
    assert "own.css" in home


def test_what_has_changed_is_said_with_its_place(tmp_path: Path) -> None:
    for name, text in OLDER.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    template = tmp_path / "templates/404.html"
    template.write_text(
        OLDER["templates/404.html"].replace('both("nav-home")', 'parts.both("nav-home")'), "utf-8"
    )
    report = Report()
    build(tmp_path, tmp_path / "_site", report)
    (fault,) = [found for found in report.sorted() if found.severity == "error"]
    assert (fault.code, fault.path, fault.line) == ("S013", template, 5)
