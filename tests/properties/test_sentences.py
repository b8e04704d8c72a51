from hypothesis import given
from hypothesis import strategies as st

from generator.language.sentences.split import split_sentences
from generator.model import ATOM

PIECES = [
    *"他走了中文。！？…；，：“”「」『』（）《》\"'.!? \n　",
    ATOM,
    "Dr.",
    "U.S.",
    "The",
    "3.5",
    "……",
]
TEXT = st.one_of(st.lists(st.sampled_from(PIECES)).map("".join), st.text())
LANG = st.sampled_from(["zh", "en"])


@given(TEXT, LANG, st.none() | st.sets(st.integers(0, 20)))
def test_sentences_tile_the_text(text: str, lang: str, trailing_atoms: set[int] | None) -> None:
    spans = split_sentences(text, lang=lang, trailing_atoms=trailing_atoms)
    assert "".join(span.of(text) for span in spans) == text
    assert all(spans)
    assert [span.start for span in spans[1:]] == [span.end for span in spans[:-1]]


@given(TEXT, LANG)
def test_each_of_several_sentences_has_content(text: str, lang: str) -> None:
    spans = split_sentences(text, lang=lang)
    if len(spans) > 1:
        assert all(any(c.isalnum() or c == ATOM for c in span.of(text)) for span in spans)


@given(TEXT, LANG)
def test_white_space_belongs_to_the_sentence_before(text: str, lang: str) -> None:
    for span in split_sentences(text, lang=lang)[1:]:
        assert not text[span.start].isspace()


def test_many_unclosed_brackets_take_linear_time() -> None:
    text = "（" * 20_000 + "好。" + "】" * 20_000
    spans = split_sentences(text, lang="zh")
    assert (spans[0].start, spans[-1].end) == (0, len(text))
