from __future__ import annotations

import pytest

from generator.language.words.tokens import find_tokens, word_kind
from generator.model import Span, WordKind


def test_only_what_is_inside_a_token_is_marked_as_inside() -> None:
    tokens, inside = find_tokens("用GPT吧。", ())
    assert tokens == {1: (4, WordKind.LATIN), 5: (6, WordKind.PUNCT)}
    assert [at for at, is_inside in enumerate(inside) if is_inside] == [2, 3]


def test_a_forced_span_splits_the_tokens_that_it_overlaps() -> None:
    tokens, inside = find_tokens("2023年", [Span(2, 4)])
    assert tokens == {0: (2, WordKind.NUMBER), 2: (4, None)}
    assert [at for at, is_inside in enumerate(inside) if is_inside] == [1, 3]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("银行", WordKind.HAN),
        ("U盘", WordKind.MIXED),
        ("2023年7月", WordKind.MIXED),
        ("36%", WordKind.NUMBER),
        ("GPT-4o", WordKind.LATIN),
        ("New York", WordKind.LATIN),
        ("……", WordKind.PUNCT),
    ],
)
def test_the_kind_of_a_word(text: str, kind: WordKind) -> None:
    assert word_kind(text) is kind
