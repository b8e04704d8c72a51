"""The vocabulary as a table that spreadsheets read and do not evaluate."""

from __future__ import annotations

import csv
from pathlib import Path

from generator.exporting.vocabulary_csv import Row, _table


def rows(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith("\ufeff".encode())
    assert data.count(b"\n") == data.count(b"\r\n")
    return list(csv.DictReader(data.decode("utf-8-sig").splitlines()))


def test_words(exports: Path) -> None:
    found = {row["simplified"]: row for row in rows(exports / "articles" / "a.csv")}
    assert found["行长"] == {
        "simplified": "行长",
        "traditional": "行長",
        "pinyin": "hángzhǎng",
        "english": "head | of a bank",
        "hsk_2": "",
        "hsk_2021": "",
        "hsk_2026": "",
        "uses": "2",
        "sentence": "银行行长",
        "translation": "",
        "article": "a",
    }
    assert [found["他"][f"hsk_{each}"] for each in ("2", "2021", "2026")] == ["1", "1", "1"]
    assert found["他"]["translation"] == "He is the head of a bank."
    assert found["大模型"]["english"] == "large <model>"


def test_the_site_counts_the_uses_in_all_articles(exports: Path) -> None:
    found = {row["simplified"]: row for row in rows(exports / "the-bank-co.csv")}
    assert (found["行长"]["uses"], found["行长"]["article"]) == ("3", "a")
    assert found["她"]["article"] == "b"


def test_no_cell_is_a_formula(exports: Path) -> None:
    found = {row["simplified"]: row for row in rows(exports / "articles" / "a.csv")}
    assert found["大模型"]["sentence"] == "'=1+1，这是大模型。"
    texts = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\ta"]
    table = _table([Row(text, "", "", "", "", "", "", 1, "", "", "") for text in texts])
    cells = [row[0] for row in csv.reader(table.decode("utf-8-sig").splitlines())][1:]
    assert cells == [f"'{text}" for text in texts]
