from __future__ import annotations

import pytest

from generator.alignment.stemmer import occurrences


@pytest.mark.parametrize(
    ("text", "form", "found"),
    [
        ("Two Large Models and a large-model lab", "large model", ["Large Models", "large-model"]),
        ("Companies merged.", "company", ["Companies"]),
        ("AI's and AIs", "AI", ["AI", "AIs"]),
        ("He said it; show us ai", "AI", []),
        ("for us", "US", []),
        ("GPT-4, GPT 4 and GPT-5", "GPT-4", ["GPT-4", "GPT 4"]),
        ("01.AI’s office", "01.AI", ["01.AI"]),
        ("large and model", "large model", []),
        ("anything", "", []),
        ("", "large model", []),
    ],
)
def test_occurrences(text: str, form: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in occurrences(text, form)] == found
