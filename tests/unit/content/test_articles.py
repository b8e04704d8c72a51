from pathlib import Path

import pytest

from generator.content.articles import SourceArticle, load_articles
from generator.content.config import Config
from generator.content.markdown.blocks import parse_plain
from generator.diagnostics import Report
from generator.model import Bilingual

CAT = "---\ntitle: 猫\n---\n\n正文\n"
CAT_EN = "---\ntitle: The cat\n---\n\nText\n"


def _load(
    root: Path, files: dict[str, str], *, drafts: bool = False
) -> tuple[list[SourceArticle], list[tuple[str, str, int, int]]]:
    (root / "articles").mkdir(exist_ok=True)
    for name, text in files.items():
        path = root / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    report = Report()
    articles = load_articles(Config(root), report, drafts=drafts)
    faults = [
        (d.code, d.path.relative_to(root / "articles").as_posix(), d.line, d.column)
        for d in report.sorted()
    ]
    return articles, faults


def test_an_article_and_its_translation(tmp_path: Path) -> None:
    (article,), faults = _load(tmp_path, {"cat.md": CAT, "cat.en.md": CAT_EN})
    assert not faults
    assert article.path == tmp_path / "articles" / "cat.md"
    assert article.meta.slug == "cat"
    assert article.meta.title == Bilingual("猫", "The cat")
    assert (article.body, article.body_line, article.plain) == ("\n正文\n", 4, False)
    assert (article.title_line, article.title_column) == (2, 8)
    english = article.translation
    assert english is not None
    assert (english.title, english.body, english.body_line) == ("The cat", "\nText\n", 4)


def test_the_translation_takes_the_title_of_the_article(tmp_path: Path) -> None:
    files = {
        "cat.md": "---\ntitle: { zh: 猫, en: Cat }\n---\n正文",
        "cat.en.md": "---\ntranslator: Li\n---\nText",
    }
    (article,), faults = _load(tmp_path, files)
    assert not faults
    assert article.title_column == 14
    assert article.translation is not None
    assert (article.translation.title, article.translation.translator) == ("Cat", "Li")


@pytest.mark.parametrize(
    ("text", "title", "place", "paragraph_line"),
    [
        ("猫\n\n正文\n", "猫", (1, 1), 3),
        ("\n\u3000\u3000猫 \n正文", "猫", (2, 3), 3),
        ("---\ntitle: 狗\n---\n正文", "狗", (2, 8), 4),
        ("---\ntitle: '狗'\n---\n\n正文", "狗", (2, 9), 5),
        ("---\nauthor: 李\n---\n猫\n正文", "猫", (4, 1), 5),
    ],
)
def test_plain_texts(
    tmp_path: Path, text: str, title: str, place: tuple[int, int], paragraph_line: int
) -> None:
    files = {"cat.txt": text, "cat.en.txt": "The cat\nText"}
    (article,), faults = _load(tmp_path, files)
    assert not faults
    assert article.plain
    assert article.meta.title == Bilingual(title, "The cat")
    assert (article.title_line, article.title_column) == place
    first, _, _, blocks = parse_plain(article.body, line=article.body_line)
    assert first == title
    assert [(block.text, block.line) for block in blocks] == [("正文", paragraph_line)]
    assert article.translation is not None
    assert article.translation.plain


def test_markdown_and_plain_text_may_be_paired(tmp_path: Path) -> None:
    (article,), faults = _load(tmp_path, {"Cat.txt": "猫\n正文", "cat.EN.md": CAT_EN})
    assert not faults
    assert article.translation is not None
    assert not article.translation.plain


def test_slugs_must_be_unique(tmp_path: Path) -> None:
    files = {"cat.md": CAT, "b/cat.md": CAT, "dog.md": "---\ntitle: 狗\nslug: cat\n---\n正文"}
    articles, _ = _load(tmp_path, files)
    assert len(articles) == 3
    report = Report()
    load_articles(Config(tmp_path), report)
    faults = [d for d in report.diagnostics if d.code == "S006"]
    assert [d.path.name for d in faults] == ["cat.md", "dog.md"]
    assert "b/cat.md" in faults[1].message
    assert "dog.md" in faults[1].message
    assert faults[1].line == 3


def test_translations_without_an_article_are_reported(tmp_path: Path) -> None:
    files = {
        "cat.md": CAT,
        "cat.en.md": CAT_EN,
        "cat.en.txt": "The cat\nText",
        "cats.en.md": CAT_EN,
        "x/cat.en.md": CAT_EN,
    }
    articles, faults = _load(tmp_path, files)
    assert len(articles) == 1
    assert [fault[:2] for fault in faults] == [
        ("T001", "cat.en.txt"),
        ("T001", "cats.en.md"),
        ("T001", "x/cat.en.md"),
    ]


def test_no_translation(tmp_path: Path) -> None:
    (article,), faults = _load(tmp_path, {"cat.md": CAT})
    assert article.translation is None
    assert faults == [("T002", "cat.md", 1, 1)]


def test_drafts_are_left_out_with_their_faults(tmp_path: Path) -> None:
    draft = "---\ndraft: true\ntitel: x\ndate: soon\nsource: a: b\n---\n"
    files = {"cat.md": draft, "cat.en.md": "---\nauthr: x\n---\n"}
    assert _load(tmp_path, files) == ([], [])


def test_drafts_on_request(tmp_path: Path) -> None:
    (article,), faults = _load(
        tmp_path, {"cat.md": CAT.replace("猫", "猫\ndraft: true"), "cat.en.md": CAT_EN}, drafts=True
    )
    assert article.meta.draft
    assert not faults


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
@pytest.mark.parametrize("name", ["cat.md", "cat.txt"])
def test_empty_files(tmp_path: Path, name: str, text: str) -> None:
    articles, faults = _load(tmp_path, {name: text})
    assert articles == []
    assert faults == [("S011", name, 1, 1)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cat.md", "---\ntitle: 猫\n---\n\n"),
        ("cat.txt", "猫\n"),
        ("cat.txt", "---\ntitle: 猫\n---"),
    ],
)
def test_articles_without_text(tmp_path: Path, name: str, text: str) -> None:
    articles, faults = _load(tmp_path, {name: text, "cat.en.md": CAT_EN})
    assert len(articles) == 1
    assert [fault[:2] for fault in faults] == [("S011", name)]


def test_translations_without_text(tmp_path: Path) -> None:
    (article,), faults = _load(tmp_path, {"cat.md": CAT, "cat.en.md": "---\ntitle: x\n---\n"})
    assert article.translation is None
    assert faults == [("S011", "cat.en.md", 1, 1)]


def test_keys_of_a_translation(tmp_path: Path) -> None:
    english = "---\ntitel: x\ntranslator: Li\nslug: x\nauthor: x\n---\nText"
    _, faults = _load(tmp_path, {"cat.md": CAT, "cat.en.md": english})
    assert faults == [
        ("S004", "cat.en.md", 2, 1),
        ("S004", "cat.en.md", 4, 1),
        ("S004", "cat.en.md", 5, 1),
    ]


def test_a_machine_made_translation(tmp_path: Path) -> None:
    english = "---\ntranslator: m-1\nmachine: true\n---\nText"
    (article,), faults = _load(tmp_path, {"cat.md": CAT, "cat.en.md": english})
    assert not faults
    assert article.translation is not None
    assert (article.translation.machine, article.translation.machine_line) == (True, 3)


def test_machine_is_true_or_false(tmp_path: Path) -> None:
    files = {"cat.md": CAT, "cat.en.md": "---\nmachine: maybe\n---\nText"}
    (article,), faults = _load(tmp_path, files)
    assert faults == [("S005", "cat.en.md", 2, 10)]
    assert article.translation is not None
    assert not article.translation.machine


def test_faults_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    files = {
        "a.md": "---\ntitle: a: b\n---\n正文",
        "b.md": "---\ntitle: b\n正文",
        "c.md": "---\ntitel: c\n---\n正文",
        "文.md": "---\ntitle: d\n---\n正文",
        "e.md": CAT,
        "e.en.md": "---\ntitle: [x]\n---\nText",
    }
    articles, faults = _load(tmp_path, files)
    assert [article.meta.slug for article in articles] == ["a", "c", "e", "wen"]
    assert [fault for fault in faults if fault[0] != "T002"] == [
        ("S003", "a.md", 2, 9),
        ("S003", "b.md", 1, 1),
        ("S027", "c.md", 1, 1),
        ("S004", "c.md", 2, 1),
        ("S005", "e.en.md", 2, 1),
    ]


def test_no_articles_folder(tmp_path: Path) -> None:
    report = Report()
    assert load_articles(Config(tmp_path), report) == []
    assert [(d.code, d.path) for d in report.diagnostics] == [("S001", tmp_path / "articles")]


def test_a_folder_named_like_an_article(tmp_path: Path) -> None:
    (article,), faults = _load(tmp_path, {"cat.md/dog.md": CAT, "cat.md/dog.en.md": CAT_EN})
    assert article.meta.slug == "dog"
    assert not faults


@pytest.mark.parametrize(
    ("text", "title", "place", "body"),
    [
        ("# 猫\n\n正文\n", "猫", (1, 3), "\n\n正文\n"),
        ("\n<!-- 一\n二 -->\n#  猫 #\n正文", "猫", (4, 4), "\n<!-- 一\n二 -->\n\n正文"),
        ("猫\n===\n正文", "猫", (1, 1), "\n\n正文"),
        ("---\ndate: 2025-01-24\n---\n# 猫\n\n正文", "猫", (4, 3), "\n\n正文"),
        ("---\ntitle: 猫\n---\n# 猫\n\n正文", "猫", (2, 8), "\n\n正文"),
        ("---\ntitle: 狗\n---\n# 猫\n\n正文", "狗", (2, 8), "# 猫\n\n正文"),
        ("# {行长|hángzhǎng}来了\n正文", "{行长|hángzhǎng}来了", (1, 3), "\n正文"),
        ("# 一只**猫**与[狗](dog.md) {#cat}\n正文", "一只猫与狗", (1, 3), "\n正文"),
        ("## 猫\n\n正文", "小猫", (1, 1), "## 猫\n\n正文"),
        ("正文\n\n# 猫\n", "小猫", (1, 1), "正文\n\n# 猫\n"),
    ],
)
def test_a_leading_heading_is_the_title(
    tmp_path: Path, text: str, title: str, place: tuple[int, int], body: str
) -> None:
    (article,), _ = _load(tmp_path, {"小猫.md": text})
    assert article.meta.title.zh == title
    assert (article.title_line, article.title_column) == place
    assert article.body == body


def test_a_translation_may_start_with_its_title(tmp_path: Path) -> None:
    (article,), faults = _load(tmp_path, {"cat.md": CAT, "cat.en.md": "# The cat\n\nText\n"})
    assert not faults
    assert article.translation is not None
    assert (article.meta.title.en, article.translation.body) == ("The cat", "\n\nText\n")
