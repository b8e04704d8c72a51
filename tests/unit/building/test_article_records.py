"""The records of articles, as they are kept in a build and stored for the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import Raw

from generator.building.article_records import ArticleRecord, ArticleRecords, OutputRecord
from generator.building.record import BuildRecord, load_record, save_record

TEA = ArticleRecord("1", b"", "tea", outputs={"article": OutputRecord("k", {"tea.html": (3, 5)})})
WATER = ArticleRecord("2", b"", "water", date="2026-11-29")


@pytest.mark.parametrize("keeps", [True, False])
def test_records_are_as_they_were_added(keeps: bool) -> None:
    stored: dict[str, Raw] = {}
    records = ArticleRecords(stored)
    records.keeps = keeps
    records["a.md"], records["b.md"] = TEA, TEA
    records["b.md"] = WATER
    assert dict(records) == {"a.md": TEA, "b.md": WATER}
    assert (records["a.md"] is TEA) == keeps
    records.store()
    again = ArticleRecords(stored)
    assert list(again.items()) == [("a.md", TEA), ("b.md", WATER)]
    assert again["a.md"] is again["a.md"]


def test_a_record_that_is_not_there_is_a_key_error() -> None:
    records = ArticleRecords({})
    assert "a.md" not in records
    assert records.get("a.md") is None
    with pytest.raises(KeyError):
        records["a.md"]
    records["a.md"] = TEA
    del records["a.md"]
    assert not records


def test_a_build_record_has_its_articles_when_it_is_read_again(tmp_path: Path) -> None:
    record = BuildRecord("program", drafts=False)
    record.articles["a.md"] = TEA
    save_record(tmp_path / "record", record)
    found = load_record(tmp_path / "record")
    assert found is not None
    assert dict(found.articles) == {"a.md": TEA}
    found.articles["a.md"] = WATER
    save_record(tmp_path / "record", found)
    last = load_record(tmp_path / "record")
    assert last is not None
    assert dict(last.articles) == {"a.md": WATER}
    assert last.waiting == []
    assert last.article_count == 1
