"""The author's own pages in `pages/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.pages import find_pages, load_pages
from generator.diagnostics import Report
from generator.model import Bilingual


def write(root: Path, name: str, text: str) -> Path:
    path = root / "pages" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# 联系\n\n文。\n", Bilingual("联系"), "文。"),
        ("---\ntitle: 联系\ntitle_en: Contact\n---\n文。\n", Bilingual("联系", "Contact"), "文。"),
        (
            "---\ntitle: { zh: 联系, en: Contact }\n---\n文。\n",
            Bilingual("联系", "Contact"),
            "文。",
        ),
        ("---\ntitle_en: Contact\n---\n# 联系\n文。\n", Bilingual("联系", "Contact"), "文。"),
        ("文。\n", Bilingual("us"), "文。"),
    ],
)
def test_the_title_is_in_front_matter_or_in_the_leading_heading(
    tmp_path: Path, text: str, title: Bilingual, body: str
) -> None:
    write(tmp_path, "us.md", text)
    (page,) = load_pages(tmp_path, report := Report(), articles={})
    assert (page.slug, page.title, page.body.strip()) == ("us", title, body)
    assert report.diagnostics == []


def test_chinese_names_have_addresses_in_pinyin(tmp_path: Path) -> None:
    for name in ("联系我们.md", "us.md", ".hidden.md", "note.txt"):
        write(tmp_path, name, "文。\n")
    assert sorted(find_pages(tmp_path)) == ["lian-xi-wo-men", "us"]
    assert find_pages(tmp_path / "none") == {}


def test_drafts_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    write(tmp_path, "us.md", "---\ntitle: 我们\ndraft: true\n---\n文。\n")
    assert load_pages(tmp_path, Report(), articles={}) == ()
    assert len(load_pages(tmp_path, Report(), articles={}, drafts=True)) == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("about.md", "is the name of one of the site's own pages"),
        ("us.md", "is that of the article articles/us.md"),
    ],
)
def test_a_name_that_is_taken_is_a_fault(tmp_path: Path, name: str, message: str) -> None:
    write(tmp_path, name, "文。\n")
    report = Report()
    assert load_pages(tmp_path, report, articles={tmp_path / "articles/us.md": "us"}) == ()
    assert [fault.code for fault in report.diagnostics] == ["S006"]
    assert message in report.diagnostics[0].message


def test_a_link_out_of_the_site_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret", "utf-8")
    linked = tmp_path / "site/pages/b.md"
    linked.parent.mkdir(parents=True, exist_ok=True)
    linked.symlink_to(tmp_path / "secret.md")
    report = Report()
    assert load_pages(tmp_path / "site", report, articles={}) == ()
    assert [(d.code, d.path) for d in report.diagnostics] == [("S001", linked)]
