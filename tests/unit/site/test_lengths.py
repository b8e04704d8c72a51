from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Report
from generator.model import Article
from generator.prepare import prepare
from generator.site.lengths import LONG, is_long, measured

TEXT = """## 标题

第一段。

- 一二三
- 四五

> 引文。

---

末段。
"""


def article(root: Path, text: str) -> Article:
    (root / "articles").mkdir(parents=True, exist_ok=True)
    (root / "site.toml").write_text('title = { zh = "站", en = "Site" }', "utf-8")
    (root / "articles/a.md").write_text(f"---\ntitle: 题\n---\n{text}", "utf-8")
    return prepare(root, Report()).articles[0]


def test_each_block_at_the_top_has_its_length(tmp_path: Path) -> None:
    found_in = article(tmp_path, TEXT)
    found = [
        (token.type, token.attrGet("data-n"))
        for token in measured(found_in)
        if token.level == 0 and token.nesting >= 0
    ]
    assert found == [
        ("heading_open", "2"),
        ("paragraph_open", "4"),
        ("bullet_list_open", "5"),
        ("blockquote_open", "3"),
        ("hr", None),
        ("paragraph_open", "3"),
    ]
    assert not any(token.attrGet("data-n") for token in found_in.skeleton)


def test_only_long_texts_are_measured(tmp_path: Path) -> None:
    assert not is_long(article(tmp_path, "他" * LONG))
    assert is_long(article(tmp_path, "他" * (LONG + 1)))
