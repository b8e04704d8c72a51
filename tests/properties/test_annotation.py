"""The invariants of the document hold for any text."""

from __future__ import annotations

import io
import json
import re
from functools import cache, lru_cache
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate
from generator.annotate_text import annotate_stream, annotate_text
from generator.content.entries import Lexeme, Term
from generator.language.characters import IS_HAN
from generator.language.pinyin.styles import Spelling, Style
from generator.model import AuthorMark, Bilingual, Block, Edition, NameKind, Origin, Span
from generator.spelling.ruby import block_readings

PIECES = [
    *"的一了是不在有人这上大来和中国为地得还长行重都王李梁文峰于说",
    *"。，！？“”「」《》（） \n\t·…—ａ１ ",
    "人工智能",
    "大语言模型",
    "GPT-4o",
    "10,000",
    "36%",
    "2023年7月",
    "DeepSeek R1",
    "很大程度上复制",
    "教授",
    "說話",
    "頭髮",
    "臺灣",
    "一百二十",
    "\ufffc",
    "😀",
    "𠮷",
    "é",
    "e\u0301",
    "لا",
]
TEXT = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.text(max_size=40),
)
SCRIPT = st.sampled_from(list(Edition))


@cache
def engines() -> Engines:
    source = "https://example.org"
    terms = [
        Term(
            "ai",
            {Edition.HANS: "人工智能", Edition.TW: "人工智慧"},
            "réngōng zhìnéng",
            "AI",
            Bilingual("甲", "a"),
            source,
        ),
        Term("m", {Edition.HANS: "模型"}, "móxíng", "model", Bilingual("乙", "b"), source),
        Term("r1", {Edition.HANS: "DeepSeek R1"}, "", "R1", Bilingual("丙", "c"), source),
    ]
    lexemes = [
        Lexeme("大程", "", forms={Edition.TW: "大程式碼"}),
        Lexeme("国", "guó", forms={Edition.HK: "邦國"}, before="中"),
    ]
    return load_engines(terms, lexemes)


@lru_cache(maxsize=4)
def done(text: str, script: Edition) -> Block:
    return annotate(Document(script, (Block("b1", 0, 1, text),)), engines()).blocks[0]


@given(TEXT, SCRIPT)
def test_invariants(text: str, script: Edition) -> None:
    block = done(text, script)
    layers = block.layers
    assert block.text == text
    # Words tile their sentence, and sentences their block.
    assert "".join(word.span.of(text) for word in layers.words) == text
    assert all(len(word.span) for word in layers.words)
    edges = {0, len(text)} | {e for w in layers.words for e in (w.span.start, w.span.end)}
    for sentence in block.sentences:
        assert {sentence.span.start, sentence.span.end} <= edges
    # Readings cover exactly the Han characters.
    han = [at for at, char in enumerate(text) if IS_HAN.match(char)]
    assert [reading.span.start for reading in layers.readings] == han
    # Terms never overlap, and their edges are word edges.
    spans = [use.span for use in layers.terms]
    assert not any(a.overlaps(b) for a, b in pairwise(spans))
    for span in spans + [name.span for name in layers.names]:
        assert {span.start, span.end} <= edges
    # Each variant and each sense belongs to a word.
    words = {word.span for word in layers.words}
    assert {v.span for v in layers.variants} <= words
    assert {s.span for s in layers.senses} <= words
    for variant in layers.variants:
        assert variant.readings or variant.text != variant.span.of(text)


@given(TEXT, SCRIPT)
def test_annotated_words_match_the_layers(text: str, script: Edition) -> None:
    block = done(text, script)
    layers, words = block.layers, block.annotated_words
    assert [(word.span, word.kind) for word in words] == [(w.span, w.kind) for w in layers.words]
    assert [word.index for word in words] == list(range(len(words)))
    assert "".join(word.text for word in words) == text
    assert "".join(word.simplified for word in words) == block.simplified
    assert len(block.simplified) == len(text)
    assert [reading for word in words for reading in word.readings] == list(layers.readings)
    assert [variant for word in words for variant in word.variants] == list(layers.variants)
    assert list(dict.fromkeys(word.name for word in words if word.name)) == list(layers.names)
    assert all(word.name.span.contains(word.span) for word in words if word.name)
    assert [word.term for word in words if word.term] == list(layers.terms)
    assert [word.sense for word in words if word.sense] == list(layers.senses)
    for sentence in block.sentences:
        inside = block.words_in(sentence.span)
        assert {word.sentence_id for word in inside} == {sentence.id}
    assert all(block.annotated_word(word.span) is word for word in words)


@given(TEXT, SCRIPT)
def test_groups_rebuild_the_text_of_every_edition(text: str, script: Edition) -> None:
    block = done(text, script)
    for edition in Edition:
        readings = block_readings(block, edition)
        shown = [g.text for word in block.annotated_words for g in readings.groups(word)]
        assert "".join(shown) == block.text_in(edition)


@given(
    st.lists(
        TEXT.filter(lambda t: not set(t) & set("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")),
        max_size=4,
    )
)
def test_lines_come_back_in_order(lines: list[str]) -> None:
    sink = io.StringIO()
    annotate_stream(io.StringIO("".join(f"{line}\n" for line in lines)), sink, lines=True)
    records = [json.loads(line) for line in sink.getvalue().split("\n")[:-1]]
    assert [record["text"] for record in records] == lines
    for record in records:
        assert "".join(word["text"] for word in record["words"]) == record["text"]


@given(TEXT)
@example("頭髮很長，企業的質量")
@settings(max_examples=40)
def test_pinyin_and_syllables_agree(text: str) -> None:
    spelling = Spelling(style=Style.NUMBERS)
    for word in annotate_text(text, load_engines(), spelling)["words"]:
        if word["kind"] == "han" and all(word["syllables"]):
            spelt = re.sub("[ '·-]", "", word["pinyin"].lower())
            assert spelt == "".join(word["syllables"])


@given(TEXT.filter(bool), SCRIPT, st.data())
def test_marked_text_is_a_word(text: str, script: Edition, data: st.DataObject) -> None:
    edges = data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=5).map(sorted))
    spans = [Span(*pair) for pair in list(pairwise(edges))[::2]]
    denied = Span(0, len(text))
    marks = [AuthorMark(span, name=NameKind.OTHER) for span in spans]
    marks.append(AuthorMark(denied, is_word=False, term=False))
    if denied in spans:
        marks.pop()
    block = Block("b1", 0, 1, text, marks=tuple(sorted(marks, key=lambda mark: mark.span)))
    layers = annotate(Document(script, (block,)), engines()).blocks[0].layers
    assert "".join(word.span.of(text) for word in layers.words) == text
    assert set(spans) <= {word.span for word in layers.words}
    assert set(spans) <= {name.span for name in layers.names if name.origin is Origin.AUTHOR}
    assert denied in spans or not layers.terms
