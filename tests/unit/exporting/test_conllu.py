"""CoNLL-U is valid by the official tools, and has the words, the readings and the English."""

from __future__ import annotations

from pathlib import Path

import conllu
import pytest
from udtools import Validator

FILES = ["articles/a.conllu", "articles/b.conllu", "the-bank-co.conllu"]


@pytest.mark.parametrize("name", FILES)
def test_the_validator_of_universal_dependencies_passes_it(exports: Path, name: str) -> None:
    """Level 2: the format of UD. Levels above it are about syntax, which there is none of."""
    state = Validator(lang="zh", level=2).validate_files([str(exports / name)])
    assert state.passed(), str(state)


def sentences(path: Path) -> list[conllu.TokenList]:
    return list(conllu.parse(path.read_text("utf-8")))


def test_sentences(exports: Path) -> None:
    found = sentences(exports / "articles" / "a.conllu")
    assert [(s.metadata["sent_id"], s.metadata["text"]) for s in found[:4]] == [
        ("a-t.s1", "银行行长"),
        ("a-b1.s1", "他是行长。"),
        ("a-b1.s2", "王小梅用和 DeepSeek R1，很好😀！"),
        ("a-b2.s1", "=1+1，这是大模型。"),
    ]
    assert found[1].metadata["text_en"] == "He is the head of a bank."
    assert found[0].metadata["newdoc id"] == "a"
    assert [s.metadata["newpar id"] for s in found if "newpar id" in s.metadata][:2] == [
        "a-t",
        "a-b1",
    ]


def test_words(exports: Path) -> None:
    found = sentences(exports / "articles" / "a.conllu")
    rows = {token["form"]: token for sentence in found for token in sentence}
    assert rows["他"]["misc"] == {"Gloss": "he", "SpaceAfter": "No", "Translit": "tā"}
    assert rows["行长"]["misc"]["Gloss"] == "head \\p of a bank"
    assert rows["行长"]["misc"]["Translit"] == "hángzhǎng"
    assert rows["DeepSeek"]["misc"] is None
    assert {form: rows[form]["upos"] for form in ("他", "王小梅", "，", "😀", "100%", "R1")} == {
        "他": "X",
        "王小梅": "PROPN",
        "，": "PUNCT",
        "😀": "SYM",
        "100%": "NUM",
        "R1": "PROPN",
    }


def test_the_site_has_all_articles(exports: Path) -> None:
    ids = [s.metadata["sent_id"] for s in sentences(exports / "the-bank-co.conllu")]
    assert len(ids) == len(set(ids))
    assert {id_.partition("-")[0] for id_ in ids} == {"a", "b"}
