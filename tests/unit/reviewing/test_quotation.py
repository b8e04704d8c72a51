"""Quoting a place in a note."""

from __future__ import annotations

import pytest

from generator.content.markdown.blocks import parse
from generator.language.sentences.split import with_sentences
from generator.model import Span
from generator.reviewing.errors import EditError
from generator.reviewing.quotation import quotation


@pytest.mark.parametrize(
    ("markdown", "block", "start", "text", "told"),
    [
        ("他是行长。", 0, 2, "行长", {}),
        ("行长来了。他是行长。", 0, 7, "行长", {"after": "。"}),
        ("他是行长。她是行长。", 0, 7, "行长", {"before": "她是"}),
        ("谢谢谢", 0, 1, "谢谢", {"before": "谢"}),
        ("行长\n\n当`x`行长", 1, 2, "行长", {"sentence": "当"}),
        ("行长\n\n`x`行长", 1, 1, "行长", {"sentence": "b2.s1"}),
        ("行长`x`行长", 0, 3, "行长", {"sentence": "行长", "nth": 2}),
        ("one\nbank one bank", 0, 4, "bank", {"after": " o"}),
    ],
)
def test_the_shortest_unique_quotation_is_used(
    markdown: str, block: int, start: int, text: str, told: dict[str, object]
) -> None:
    blocks = [with_sentences(block, lang="zh") for block in parse(markdown)[1]]
    span = Span(start, start + len(text))
    assert span.of(blocks[block].text) == text
    assert quotation(blocks, block, span) == {"text": text, **told}


@pytest.mark.parametrize("span", [Span(0, 2), Span(2, 4), Span(3, 4), Span(3, 3)])
def test_a_place_that_no_note_can_quote_is_an_error(span: Span) -> None:
    blocks = [with_sentences(block, lang="zh") for block in parse("行`码`长 a")[1]]
    with pytest.raises(EditError) as caught:
        quotation(blocks, 0, span)
    assert (caught.value.line, bool(caught.value.hint)) == (1, True)
