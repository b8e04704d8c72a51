"""What authors come with: posts of other programs, ten kinds of articles, a folder of issues."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.build import build
from generator.check import check
from generator.cli import main
from generator.content.articles import load_articles
from generator.content.config import Config
from generator.content.frontmatter import split_front_matter
from generator.diagnostics import Report
from generator.language.characters import has_han
from generator.prepare import prepare

SITES = Path(__file__).parent.parent / "sites"
FOREIGN, LAYOUTS = SITES / "foreign-posts/in", SITES / "layouts/in"
TEXTS = sorted([*FOREIGN.rglob("*.md"), *LAYOUTS.rglob("*.md")])


def _leaves(node: yaml.Node | None) -> Iterator[str]:
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _leaves(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _leaves(item)
    elif isinstance(node, yaml.ScalarNode) and node.value:
        yield str(node.value)


@pytest.mark.parametrize("root", [FOREIGN, LAYOUTS], ids=["foreign posts", "layouts"])
def test_there_are_no_errors(root: Path) -> None:
    report = Report()
    check(root, report)
    assert not report.failed
    assert {d.code for d in report.diagnostics} <= {"S004", "L004", "W008", "N001", "R003"}


# What is understood, and so kept in another form than the author's: dates, lists in a text, an
# address of which the slug is made, and words for whether to publish.
UNDERSTOOD = {"true", "false", "published", "Jan 08 2026", "Feb 01 2026", "2026/4/5"}
UNDERSTOOD |= {"#笔记", "家常菜, 快手", "2026/06/summer-night/"}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_key_is_lost(path: Path) -> None:
    entries, _, _ = split_front_matter(path.read_text("utf-8"), path, Report())
    root = FOREIGN if path.is_relative_to(FOREIGN) else LAYOUTS
    articles = {a.path: a for a in load_articles(Config(root), Report()) if a.path == path}
    kept = repr(articles[path].meta)
    for entry in (entries or {}).values():
        for value in _leaves(entry.node):
            date = value[:10].replace("-0", ", ").replace("-", ", ")
            is_kept = value in kept or f"datetime.date({date})" in kept or value in UNDERSTOOD
            assert is_kept or value.startswith("/:"), value


@pytest.mark.parametrize("root", [FOREIGN, LAYOUTS], ids=["foreign posts", "layouts"])
def test_every_character_has_its_place_and_its_reading(root: Path) -> None:
    site = prepare(root, Report())
    for article in site.articles:
        lines = article.path.read_text("utf-8").split("\n")
        for block in article.blocks:
            read = {r.span.start for r in block.layers.readings if r.pinyin}
            for offset, character in enumerate(block.text):
                if has_han(character):
                    line, column = block.place(offset)
                    assert lines[line - 1][column - 1] == character, (article.path, block.text)
                    assert offset in read


@pytest.mark.parametrize("root", [FOREIGN, LAYOUTS], ids=["foreign posts", "layouts"])
def test_comments_and_other_hosts(tmp_path: Path, root: Path) -> None:
    """Comments never show, and no page loads a player of another host by itself."""
    report = Report()
    assert build(root, tmp_path, report).pages, report.diagnostics
    for page in tmp_path.rglob("*.*"):
        text = page.read_text("utf-8", errors="ignore")
        assert "给编辑" not in text
        assert "不给别人看" not in text
        if page.suffix == ".html":
            assert "<iframe" not in text
            assert 'src="//' not in text


def test_a_folder_of_issues_builds_without_an_edit(tmp_path: Path) -> None:
    site = tmp_path / "周末信札"
    (site / "articles").mkdir(parents=True)
    for number in range(1, 21):
        text = (
            f"# 第{number}期：这一周\n\n大家好。\n\n## 读书\n\n"
            f"- 一本书：https://example.org/{number}\n\n## 天气\n\n下了 {number} 天雨。<br>停了。\n"
            f"\n---\n\n[上一期](issue-{number - 1:02}.md)\n"
        )
        text = text if number > 1 else text.partition("\n---\n")[0]
        (site / f"articles/issue-{number:02}.md").write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["build", str(site), "--no-cache", "--jobs", "1"])
    assert result.exit_code == 0, result.output
    assert "warning" not in result.output
    page = (site / "_site/zh-hans/issue-07/index.html").read_text("utf-8")
    assert page.count("<h1") == 1
    assert "<title>第7期：这一周 · 周末信札</title>" in page
