"""Links that lead nowhere, and images without alternative text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.check import check
from generator.checks import links
from generator.diagnostics import Report
from generator.model import Article

RIGHT = [
    "#b1.s1",
    "#text",
    "#level=hsk3",
    "#b1.s1&pinyin=first",
    "#fn1",
    "#fnref1",
    "#说明",
    "other.md",
    "other.md#b1.s2",
    "other.md#level=hsk3&standard=2.0",
    "data.csv#row-3",
    "missing.md#b1.s1",
    "https://else.example/zh-hans/none/#b9.s9",
    "mailto:a@b.example",
    "/s/",
    "/s/zh-hans/other/",
    "/s/zh-hans/other/index.html#b2.s1",
    "https://a.example/s/zh-hans/glossary/#anything",
    "https://a.example/s",
    "https://a.example/other-site/",
    "/s/files/articles/data.csv",
]
WRONG = [
    ("#b9.s1", "#b"),
    ("#第-一-章", "heading by its id, #b2.s1"),
    ("#chapter-one", "heading by its id, #b2.s1"),
    ("#nowhere", "Copy the link"),
    ("other.md#b9.s1", "#b"),
    ("other.en.md", "Link to other.md"),
    ("draft.md", "once it is published"),
    ("/s/zh-hans/othre/", "Did you mean zh-hans/other/index.html?"),
    ("https://a.example/s/zh-hant-tw/other/", "zh-hans/other"),
    ("https://a.example/s/zh-hans/other/#b9.s9", "#b"),
    ("/s/zh-hans/draft/", "by its file"),
]


def site(root: Path, links: list[str], more: str = "") -> Report:
    (root / "articles").mkdir()
    (root / "site.toml").write_text(
        'title = { zh = "小站", en = "Site" }\nbase_url = "https://a.example/s/"\n'
        'editions = ["zh-Hans"]\n[markdown]\nhtml = true\n',
        "utf-8",
    )
    lines = "".join(f"见[此处](<{link}>)。\n" for link in links)
    texts = {
        "a.md": f"---\ntitle: 题\nslug: a\n---\n开头[^n]。\n\n## 第一章\n\n{lines}\n"
        f'<p id="说明">说明</p>\n\n{more}\n\n[^n]: 注。\n',
        "a.en.md": "---\ntitle: T\n---\nBeginning.\n\n## Chapter One\n\nSee here.\n",
        "other.md": "---\ntitle: 别\n---\n他来了。她走了。\n\n再见。\n",
        "other.en.md": "---\ntitle: O\n---\nHe came. She left.\n\nGoodbye.\n",
        "draft.md": "---\ntitle: 稿\ndraft: true\n---\n没写完。\n",
        "data.csv": "1\n",
    }
    for name, text in texts.items():
        (root / "articles" / name).write_text(text, "utf-8")
    report = Report()
    check(root, report)
    report.filter(["L"])
    return report


def test_links_that_lead_somewhere_or_away_are_left_alone(tmp_path: Path) -> None:
    found = site(tmp_path, RIGHT).diagnostics
    assert [(d.code, d.message) for d in found] == [
        ("L001", "“missing.md#b1.s1” is not a file of the site")
    ]


def test_links_that_lead_nowhere_are_reported_with_a_remedy(tmp_path: Path) -> None:
    found = site(tmp_path, [link for link, _ in WRONG]).sorted()
    assert [d.code for d in found] == ["L003"] * len(WRONG)
    for (link, remedy), diagnostic in zip(WRONG, found, strict=True):
        assert f"“{link}”" in diagnostic.message
        assert remedy in diagnostic.hint
    assert [d.line for d in found] == list(range(9, 9 + len(WRONG)))


@pytest.mark.parametrize(
    ("image", "is_reported"),
    [
        ("![](data.csv)", True),
        ("![ ](data.csv)", True),
        ("[![](data.csv)](other.md)", True),
        ("![数据](data.csv)", False),
        ("![`a`](data.csv)", False),
        ("`![](data.csv)`", False),
    ],
)
def test_an_image_without_alternative_text_is_reported(
    tmp_path: Path, image: str, is_reported: bool
) -> None:
    found = site(tmp_path, [], f"图{image}。").diagnostics
    assert [(d.code, d.message) for d in found] == [
        ("L004", "The image “data.csv” has no alternative text")
    ] * is_reported
    assert all(re.search(r"!\[…\]\(data\.csv\)", d.hint) for d in found)


def test_the_address_of_the_site_need_not_be_known(tmp_path: Path) -> None:
    site(tmp_path, ["/zh-hans/other/", "/zh-hans/none/", "/none/"])
    text = (tmp_path / "site.toml").read_text("utf-8")
    (tmp_path / "site.toml").write_text(re.sub("base_url.*\n", "", text), "utf-8")
    report = Report()
    check(tmp_path, report)
    assert [d.message for d in report.diagnostics if d.code == "L003"] == [
        "“/zh-hans/none/” is not a page of this site"
    ]


def test_the_places_of_an_article_are_found_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    find = links._fragment_ids

    def note(article: Article) -> Iterator[str]:
        asked.append(article.path.name)
        return find(article)

    monkeypatch.setattr(links, "_fragment_ids", note)
    site(tmp_path, ["#b1.s1", "#b9.s1", "other.md#b1.s1", "other.md#b9.s1"] * 3)
    assert asked == ["a.md", "other.md"]
