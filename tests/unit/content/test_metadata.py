from datetime import date
from pathlib import Path

import pytest

from generator.content.frontmatter import split_front_matter
from generator.content.metadata import parse_metadata
from generator.diagnostics import Report
from generator.model import Bilingual, Edition, Metadata
from tests.fixture_file import read_cases

CASES = read_cases("content/article.md.txt")


def _read(text: str, path: Path = Path("article.md")) -> tuple[Metadata | None, Report]:
    report = Report()
    entries, _, _ = split_front_matter(text, path, report)
    return None if entries is None else parse_metadata(entries, path, report), report


def _metadata(title: str) -> Metadata | None:
    return _read(next(case.input for case in CASES if case.title == title))[0]


def test_every_value_is_read() -> None:
    assert _metadata("every key") == Metadata(
        slug="cat_2",
        title=Bilingual("书店里的猫", "The cat in the bookshop"),
        author="作者",
        date=date(2025, 1, 24),
        source="网站",
        source_url="https://example.org/文章",
        licence="CC BY 4.0",
        tags=("生活", "书"),
        level="HSK 7–9",
        draft=False,
        script=Edition.HANS,
    )


def test_texts_are_as_written() -> None:
    assert _metadata("texts that YAML takes for something else") == Metadata(
        slug="article",
        title=Bilingual("1984"),
        author="no",
        source="12:30",
        licence="2025-01-24",
        tags=("AI",),
        level="5",
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-01-24T10:00:00+08:00", date(2025, 1, 24)),
        ("2025-01-24 10:00", date(2025, 1, 24)),
        ('"2025-01-24"', date(2025, 1, 24)),
        ("2025-1-24", date(2025, 1, 24)),
        ("2025/01/24 08:30:00", date(2025, 1, 24)),
        ("2025.1.24", date(2025, 1, 24)),
        ("20250124", date(2025, 1, 24)),
        ("2025年1月24日", date(2025, 1, 24)),
        ("Jan 24 2025", date(2025, 1, 24)),
        ("Fri, 24 January 2025 10:00", date(2025, 1, 24)),
        ("24-01-2025", None),
        ("yesterday", None),
        ("2025-02-30", None),
    ],
)
def test_dates(value: str, expected: date | None) -> None:
    meta, report = _read(f"---\ntitle: x\ndate: {value}\n---\n")
    assert meta is not None
    assert meta.date == expected
    assert report.failed is (expected is None)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("DeepSeek R1.md", "deepseek-r1"),
        ("2025-01-24_o1-mini.md", "2025-01-24-o1-mini"),
        ("Déjà vu’s.md", "deja-vus"),
        ("ＡＩ.md", "ai"),
        ("a–b (2).md", "a-b-2"),
        ("文章.md", "wen-zhang"),
        ("2024年总结.md", "2024-nian-zong-jie"),
        ("我的 AI 笔记.md", "wo-de-ai-bi-ji"),
        ("articles/posts/spring/index.md", "spring"),
        ("articles/春天/_index.md", "chun-tian"),
    ],
)
def test_slugs_of_file_names(name: str, slug: str) -> None:
    meta, report = _read("---\ntitle: x\n---\n", Path(name))
    assert meta is not None
    assert meta.slug == slug
    assert not report.diagnostics


@pytest.mark.parametrize("name", ["！.md", "статья.md", "about.md", "con.md"])
def test_file_names_that_cannot_be_slugs(name: str) -> None:
    meta, report = _read("---\ntitle: x\n---\n", Path(name))
    assert meta is None
    (fault,) = report.diagnostics
    assert (fault.code, fault.line) == ("S005", 1)
    assert "slug: " in fault.hint


@pytest.mark.parametrize(
    "slug",
    ["..", "../x", "a/b", "a\\b", "/a", "a b", "A", "a..b", "-a", "a-", "é", "a%2fb", "x" * 101],
)
def test_unsafe_slugs_are_faults(slug: str) -> None:
    meta, report = _read(f"---\ntitle: x\nslug: '{slug}'\n---\n")
    assert meta is None
    assert [(d.code, d.line, d.column) for d in report.diagnostics] == [("S005", 3, 7)]


def test_a_draft_may_say_yes() -> None:
    meta, _ = _read("---\ntitle: x\ndraft: yes\n---\n")
    assert meta is not None
    assert meta.draft


def test_nested_yaml_aliases_are_not_expanded() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]" for n in range(1, 40)]
    _, report = _read("---\n" + "\n".join(lines) + "\n---\n")
    assert {d.code for d in report.diagnostics} == {"S004", "S027"}


@pytest.mark.parametrize(
    ("lines", "field", "expected"),
    [
        ("summary: 摘要", "description", "摘要"),
        ("description: 一\nexcerpt: 二", "description", "一"),
        ("lastmod: 2025-02-01", "updated", date(2025, 2, 1)),
        ("last_modified_at: 2025-02-01T08:00:00Z", "updated", date(2025, 2, 1)),
        ("pubDate: Jan 24 2025", "date", date(2025, 1, 24)),
        ("date created: 2025-01-24", "date", date(2025, 1, 24)),
        ("published: 2025-01-24", "date", date(2025, 1, 24)),
        ("authors: [甲, 乙]", "author", "甲、乙"),
        ("author:\n  name: 甲\n  email: a@b.c", "author", "甲"),
        ("tags: 甲, 乙", "tags", ("甲", "乙")),
        ("keywords: ['#甲']", "tags", ("甲",)),
        ("categories:\n- [甲, 乙]\n- [丙]", "categories", ("甲", "乙", "丙")),
        ("series: 连载", "series", ("连载",)),
        ("taxonomies: {tags: [甲], categories: [乙]}", "categories", ("乙",)),
        ("permalink: /2025/01/Hello World.html", "slug", "hello-world"),
        ("url: /posts/hello/", "aliases", ("/posts/hello/",)),
        ("permalink: /:year/:title/", "slug", "article"),
        ("redirect_from: [/old/]", "aliases", ("/old/",)),
        ("aliases: [old-name, 别名, My note]", "aliases", ("old-name",)),
        ("aliases: [old-name, 别名, My note]", "extra", {"names": ["别名", "My note"]}),
        ("heroImage: ./a.png", "cover", "./a.png"),
        ("cover:\n  image: b.png\n  alt: 图", "cover", "b.png"),
        ("audio: a.mp3", "audio", "a.mp3"),
        ("enclosure: {url: a.mp3, type: audio/mpeg}", "audio", "a.mp3"),
        ("weight: 10", "weight", 10),
        ("toc: true", "toc", True),
        ("toc: {enable: true}", "toc", True),
        ("mathjax: true", "math", True),
        ("lang: zh-TW", "script", Edition.TW),
        ("lang: zh", "script", None),
        ("published: false", "draft", True),
        ("publish: false", "draft", True),
        ("status: draft", "draft", True),
        ("status: published", "draft", False),
        ("Draft: true", "draft", True),
        ("slug: 我的文章", "slug", "wo-de-wen-zhang"),
    ],
)
def test_keys_of_other_programs(lines: str, field: str, expected: object) -> None:
    meta, report = _read(f"---\ntitle: 题\n{lines}\n---\n")
    assert getattr(meta, field) == expected
    assert not report.diagnostics


def test_no_key_is_lost() -> None:
    meta, report = _read(
        "---\ntitle: 题\nlayout: post\ncomments: {on: [a, 1]}\nsummary: 一\nexcerpt: 二\n"
        "extra:\n  featured: true\n---\n"
    )
    assert meta is not None
    extra = {"layout": "post", "comments": {"on": ["a", "1"]}, "excerpt": "二", "featured": "true"}
    assert meta.extra == extra
    assert [(d.code, d.severity, d.line) for d in report.diagnostics] == [
        ("S004", "warning", 3),
        ("S004", "warning", 4),
    ]


def test_a_date_in_the_name_of_the_file() -> None:
    meta, _ = _read("---\ntitle: 题\n---\n", Path("2025-01-24-spring.md"))
    assert meta is not None
    assert meta.date == date(2025, 1, 24)


def test_files_in_the_drafts_folder_are_drafts() -> None:
    meta, _ = _read("---\ntitle: 题\n---\n", Path("articles/_drafts/spring.md"))
    assert meta is not None
    assert meta.draft


FORMATS = {
    "YAML": "---\ntitle: 题\ndate: 2025-01-24\ntags: [甲]\ndraft: true\n---\n正文",
    "TOML": '+++\ntitle = "题"\ndate = 2025-01-24T08:00:00Z\n'
    'tags = ["甲"]\ndraft = true\n+++\n正文',
    "JSON": '{\n\t"title": "题",\n\t"date": "2025-01-24",\n'
    '\t"tags": ["甲"],\n\t"draft": true\n}\n正文',
}


@pytest.mark.parametrize("text", FORMATS.values(), ids=FORMATS)
def test_formats_of_front_matter(text: str) -> None:
    report = Report()
    entries, body, _ = split_front_matter(text, Path("a.md"), report)
    assert entries is not None
    meta = parse_metadata(entries, Path("a.md"), report)
    assert meta is not None
    assert (meta.title.zh, meta.date, meta.tags) == ("题", date(2025, 1, 24), ("甲",))
    assert meta.draft
    assert body == "正文"
    assert not report.diagnostics


def test_faults_in_toml_have_their_places() -> None:
    meta, report = _read('+++\ntitle = "题"\ndate = "soon"\nlevel = “4”\n+++\n')
    assert meta is not None
    assert {(d.code, d.line, d.column) for d in report.diagnostics} == {
        ("S005", 3, 8),
        ("S003", 4, 9),
    }


@pytest.mark.parametrize("text", ["{研究/生}来了。", "{}\n", '{"a": 1} 正文', "{"])
def test_a_brace_is_no_front_matter(text: str) -> None:
    assert split_front_matter(text, Path("a.md"), Report()) == ({}, text, 1)
