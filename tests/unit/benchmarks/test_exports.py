"""What the files of a site are for, as `benchmarks.exports` adds them up."""

from __future__ import annotations

from pathlib import Path

from benchmarks.exports.artefacts import OTHER, table


def test_each_file_counts_once(tmp_path: Path) -> None:
    files = {
        "zh-hans/tea/index.html": "pages: articles",
        "zh-hans/tea/vocabulary/index.html": "pages: their vocabulary",
        "zh-hans/tags/茶/index.html": "pages: tags and levels",
        "zh-hans/tags/茶/feed.json": "feeds: JSON",
        "zh-hans/glossary/index.html": "pages: others",
        "static/articles/tea/words.js": "pop-up: words of articles",
        "static/articles/tea/search.js": "search: readings of articles",
        "static/search/00/index/en_1.pf_index": "search: index",
        "exports/articles/tea.zh-hans.handout.html": "export: Hand-out",
        "exports/tea.zh-hans.epub": "export: EPUB",
        "something": OTHER,
    }
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x" * 500)
    rows = {row[0]: tuple(row[1:3]) for row in table(tmp_path).rows}
    assert rows == dict.fromkeys(files.values(), ("1", "0.5"))
