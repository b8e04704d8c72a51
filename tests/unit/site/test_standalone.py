"""The text of an article for places without our style sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostics import Report
from generator.model import Edition
from generator.pages import SitePages
from generator.prepare import prepare
from generator.resources import shared
from generator.site.assets import collect
from generator.site.standalone import standalone_texts, true_ruby
from generator.spelling.ruby import RubyGroup

SETTINGS = (
    'title = { zh = "小站", en = "Small" }\nbase_url = "https://a.example/b"\n'
    'editions = ["zh-Hans", "zh-Hant-TW"]\nlanguages = ["zh", "en"]\n'
)


def texts(tmp_path: Path, text: str, english: str = "", settings: str = "") -> dict[Edition, str]:
    root = tmp_path / "site"
    (root / "articles").mkdir(parents=True)
    (root / "site.toml").write_text(SETTINGS + settings, "utf-8")
    (root / "articles/a.md").write_text(f"---\ntitle: 甲\n---\n\n{text}\n", "utf-8")
    (root / "articles/b.md").write_text("---\ntitle: 乙\n---\n\n好。\n", "utf-8")
    (root / "articles/p.png").write_bytes(b"png")
    if english:
        (root / "articles/a.en.md").write_text(f"---\ntitle: A\n---\n\n{english}\n", "utf-8")
    report = Report()
    site = prepare(root, report)
    pages = SitePages(site, root, collect(shared("static"), root / "static", report))
    content = pages.content(site.articles[0])
    return dict(standalone_texts(content, pages.facts))


def test_readings_are_true_ruby() -> None:
    groups = [RubyGroup("词", "cí"), RubyGroup("A&B")]
    assert true_ruby(groups) == "<ruby>词<rp>(</rp><rt>cí</rt><rp>)</rp></ruby>A&amp;B"


def test_a_text_has_its_words_and_its_english(tmp_path: Path) -> None:
    found = texts(tmp_path, "书很**好**。", "The book is *good*.")
    ruby = "<ruby>{}<rp>(</rp><rt>{}</rt><rp>)</rp></ruby>"
    for edition, book in ((Edition.HANS, "书"), (Edition.TW, "書")):
        assert found[edition] == (
            f"<p>{ruby.format(book, 'shū')}{ruby.format('很', 'hěn')}"
            f"<strong>{ruby.format('好', 'hǎo')}</strong>。"
            '<br><small lang="en">The book is <em>good</em>.</small></p>\n'
        )


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("[b](b.md#b1)", 'href="https://a.example/b/{edition}/b/#b1"'),
        ("[x](https://x.example/?a=1&b)", 'href="https://x.example/?a=1&amp;b"'),
        ("![图](p.png)", 'src="https://a.example/b/files/articles/p.png"'),
        ("一[^1]\n\n[^1]: 注。", 'href="https://a.example/b/{edition}/a/#fn1"'),
    ],
)
def test_addresses_are_absolute(tmp_path: Path, markdown: str, html: str) -> None:
    for edition, text in texts(tmp_path, markdown).items():
        assert html.format(edition=edition.path) in text


def test_what_does_not_work_elsewhere_is_left_out(tmp_path: Path) -> None:
    raw = '好<span class=x onclick="a()">吗</span><script>b()</script>？'
    found = texts(tmp_path, raw, settings="[markdown]\nhtml = true\n")[Edition.HANS]
    assert "<span><ruby>" in found
    assert not any(text in found for text in ("onclick", "script", "class"))
