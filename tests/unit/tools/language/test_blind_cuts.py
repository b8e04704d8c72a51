"""The words and names of the quoted blind sentences fit the sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

BLIND = Path(__file__).parents[4] / "corpus/blind"
KINDS = {"person", "place", "organisation", "other"}


@pytest.mark.parametrize("path", sorted(BLIND.glob("*.cuts.tsv")), ids=lambda path: path.name)
def test_words_and_names_are_those_of_the_sentences(path: Path) -> None:
    text = path.with_name(path.name.replace(".cuts.tsv", ".txt")).read_text("utf-8")
    sentences = [s.split("\t")[0] for s in text.splitlines() if s and not s.startswith("#")]
    rows = [row.split("\t") for row in path.read_text("utf-8").splitlines()]
    assert ["".join(row[0].split()) for row in rows] == ["".join(s.split()) for s in sentences]
    for words, *names in rows:
        for name in (item for column in names for item in column.split(" | ")):
            found, kind = name.split("=")
            assert found in words.replace(" ", "")
            assert kind in KINDS
