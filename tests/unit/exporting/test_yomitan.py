"""A Yomitan dictionary of the glossary and the lexicon."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest

TEXT: dict[str, Any] = {"type": "string"}
NUMBER: dict[str, Any] = {"type": "number"}


def rows(*items: dict[str, Any]) -> dict[str, Any]:
    """The schema of a bank, which is a list of lists."""
    row = {"type": "array", "prefixItems": [*items], "items": False, "minItems": len(items)}
    return {"type": "array", "items": row}


# What version 3 of the format says of the values that are in our files.
DEFINITIONS = {"type": "array", "items": TEXT, "minItems": 1}
TERMS = rows(TEXT, TEXT, TEXT, TEXT, NUMBER, DEFINITIONS, {"type": "integer"}, TEXT)
TAGS = rows(TEXT, TEXT, NUMBER, TEXT, NUMBER)
INDEX = {
    "type": "object",
    "required": ["title", "revision", "format"],
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(("title", "revision", "author", "url", "description"), TEXT),
        "format": {"const": 3},
        "sequenced": {"type": "boolean"},
        "sourceLanguage": {"pattern": "^[a-z]{2,3}$"},
        "targetLanguage": {"pattern": "^[a-z]{2,3}$"},
    },
}


@pytest.fixture(scope="module")
def files(exports: Path) -> dict[str, Any]:
    with zipfile.ZipFile(exports / "the-bank-co.yomitan.zip") as archive:
        assert archive.testzip() is None
        return {name: json.loads(archive.read(name)) for name in archive.namelist()}


def test_it_is_valid(files: dict[str, Any]) -> None:
    jsonschema.validate(files["index.json"], INDEX)
    jsonschema.validate(files["tag_bank_1.json"], TAGS)
    jsonschema.validate(files["term_bank_1.json"], TERMS)
    known = {tag[0] for tag in files["tag_bank_1.json"]}
    assert {tag for term in files["term_bank_1.json"] for tag in term[2].split()} <= known


def test_entries(files: dict[str, Any]) -> None:
    found = {term[0]: term for term in files["term_bank_1.json"]}
    model = found["大模型"]
    assert model[1:3] == ["dà móxíng", "term"]
    assert model[5][0] == "large <model>"
    assert found["LLM"][6] == model[6]
    assert found["DeepSeek R1"][2] == "term other"
    assert found["行长"][1:6] == ["hángzhǎng", "word", "", 0, ["head | of a bank"]]
    assert found["行長"][6] == found["行长"][6]
    assert "王小梅" not in found  # it has no English
