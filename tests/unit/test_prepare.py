"""The annotation cache makes a run faster, but does not change its result."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.diagnostics import Report
from generator.prepare import AnnotationCache, prepare
from generator.prepared import PreparedSite
from tests.files import write_files

FILES = {
    "site.toml": 'title = { zh = "银行", en = "Bank" }\n',
    "lexicon.toml": '[[word]]\ntext = "行长"\npinyin = "hángzhǎng"\n',
    "articles/a.md": "---\ntitle: 甲\nlevel: 1\n---\n\n他是行长。行不行？\n",
    "articles/a.en.md": "He is head of the bank. Will it do?\n",
    "articles/a.notes.toml": (
        '[[note]]\ntext = "不行"\npinyin = "bùxíng"\n\n'
        '[[note]]\ntext = "没有"\npinyin = "méiyǒu"\n\n'
        '[[note]]\ntext = "他"\naccept = ["L001"]\nreason = "it is there"\n'
    ),
    "articles/b.md": "---\ntitle: 乙\n---\n\n![](none.png)她也是行长。\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_files(tmp_path, FILES)
    return tmp_path


def _prepared(root: Path, kept: AnnotationCache | None = None) -> tuple[PreparedSite, list[str]]:
    report = Report()
    site = prepare(root, report, cache=kept)
    report.add_stale()
    return site, [str(found) for found in report.sorted()]


def _codes(said: list[str]) -> list[str]:
    return re.findall(r"(?:error|warning) ([A-Z]\d+):", "\n".join(said))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("articles/a.md", "行不行", "那行不行"),
        ("articles/a.en.md", "Will it do?", "Will that do?"),
        ("articles/a.notes.toml", '"没有"', '"他是"'),
        ("articles/a.notes.toml", "\n\n", "\n\n\n"),
        ("articles/b.md", "![](none.png)", ""),
        ("lexicon.toml", "hángzhǎng", "xíngzhǎng"),
        ("site.toml", "银行", "銀行"),
        ("articles/a.md", "title: 甲", "title: 甲乙"),
    ],
)
def test_the_cache_gives_the_same_site(root: Path, name: str, old: str, new: str) -> None:
    kept = AnnotationCache()
    _prepared(root, kept)
    path = root / name
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    again, said = _prepared(root, kept)
    fresh, wanted = _prepared(root)
    assert again.articles == fresh.articles
    assert said == wanted


def test_an_unchanged_article_is_not_annotated_again(root: Path) -> None:
    kept = AnnotationCache()
    first, said = _prepared(root, kept)
    (root / "articles/b.md").write_text("---\ntitle: 丙\n---\n\n改了。\n", "utf-8")
    again, _ = _prepared(root, kept)
    assert again.articles[0] is first.articles[0]
    assert again.articles[1] is not first.articles[1]
    assert _codes(said) == ["S021", "S023", "L001"]


def test_a_new_file_is_noticed(root: Path) -> None:
    kept = AnnotationCache()
    _, said = _prepared(root, kept)
    assert _codes(said) == ["S021", "S023", "L001"]
    (root / "articles/none.png").write_bytes(b"")
    _, said = _prepared(root, kept)
    assert _codes(said) == ["S021", "S023"]


def test_stale_suppressions_are_reported_from_the_cache(root: Path) -> None:
    text = (
        "---\ntitle: 丁\n---\n\n"
        "![图](new.png)他来了。 <!-- jiazhu: ignore L001: 稍后补上 -->\n\n"
        "<blink>她走了。</blink> <!-- jiazhu: ignore S010: 就要这样 -->\n"
    )
    (root / "articles/d.md").write_text(text, "utf-8")
    kept = AnnotationCache()
    for stale in (0, 0, 1, 0):
        if stale:
            (root / "articles/new.png").write_bytes(b"")
        else:
            (root / "articles/new.png").unlink(missing_ok=True)
        _, said = _prepared(root, kept)
        assert sum("d.md" in each and "S023" in each for each in said) == stale
        assert not any("d.md" in each and ("L001:" in each or "S010" in each) for each in said)


def test_markdown_is_parsed_once_a_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "site.toml").write_text(
        f'about = "about.md"\n[markdown]\nhtml = false\n{FILES["site.toml"]}', "utf-8"
    )
    texts = {
        "about.md": "关于{本/站}。\n",
        "articles/a.en.md": "He <blink>is</blink> [head](javascript:x) of it.\n",
        "articles/b.md": "{乙/} <x>见</x> [丙](javascript:x)。 <!-- jiazhu: ignore S010: 见 -->\n",
    }
    for name, text in texts.items():
        head = "---\ntitle: 乙\n---\n" if name == "articles/b.md" else ""
        (root / name).write_text(head + text, "utf-8")
    texts["articles/a.md"] = "\n他是行长。行不行？\n"
    parsed: list[str] = []
    parse, parse_inline = MarkdownIt.parse, MarkdownIt.parseInline

    def counted(md: MarkdownIt, text: str, env: EnvType | None = None) -> list[Token]:
        parsed.append(text)
        return parse(md, text, env)

    def counted_inline(md: MarkdownIt, text: str, env: EnvType | None = None) -> list[Token]:
        parsed.append(text)
        return parse_inline(md, text, env)

    monkeypatch.setattr(MarkdownIt, "parse", counted)
    monkeypatch.setattr(MarkdownIt, "parseInline", counted_inline)
    _, said = _prepared(root)
    titles = ["甲", "乙", ""]
    assert sorted(parsed) == sorted([*texts.values(), *titles])
    for code, name in (
        ("W004", "b.md"),
        ("L002", "b.md"),
        ("L002", "a.en.md"),
        ("S010", "a.en.md"),
    ):
        assert any(f"/{name}:" in each and code in each for each in said)
    assert not any("/b.md:" in each and "S010" in each for each in said)
