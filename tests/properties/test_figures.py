"""Numbers of any text can be compared with those of any other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.checks.figures import added_numbers, missing_numbers
from generator.checks.pairs import Pair, Passage
from generator.content.markdown.blocks import parse
from generator.language.sentences.split import with_sentences
from generator.model import Alignment, Layers, Origin, Span, Word, WordKind

CHINESE = st.lists(
    st.sampled_from(
        [*"0123456789.,:%第一二十百千万亿零点半月年世纪成倍折斤多分之两秒", "百分之", "个"]
    )
    | st.characters()
).map("".join)
ENGLISH = st.lists(
    st.sampled_from(
        [*"0123456789.,:%’s ", "half ", "zero ", "score ", "decades ", "hundred ", "first ", "pm"]
    )
    | st.characters()
).map("".join)


def passage(text: str, lang: str) -> tuple[Passage, ...]:
    _, blocks = parse(f"字{text}" if lang == "zh" else f"a{text}")
    block = with_sentences(blocks[0], lang=lang)
    words = tuple(Word(Span(n, n + 1), WordKind.HAN) for n in range(len(block.text)))
    block = replace(block, layers=Layers(words=words))
    return tuple(Passage(block, sentence) for sentence in block.sentences)


@given(CHINESE, ENGLISH)
def test_any_texts_can_be_compared(zh: str, en: str) -> None:
    alignment = Alignment((), (), Origin.MODEL, 1.0)
    pair = Pair(passage(zh, "zh"), passage(en, "en"), alignment)
    assert all(figure in pair.english for figure in added_numbers(pair, pair.chinese))
    assert len(missing_numbers(pair)) <= len(pair.chinese)
