"""An article that is read back from JSON is the article that was written, whatever its text."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cache
from pathlib import Path

import jsonschema
import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from generator.content.articles import SourceArticle, SourceTranslation
from generator.content.config import Config
from generator.content.entries import Term
from generator.content.site import SiteSource
from generator.diagnostics import Report
from generator.exporting.json_document import decode, encode, json_schema
from generator.model import Article, Bilingual, Block, Edition, Metadata, Recording, SentenceTime
from generator.prepare import ArticleAnnotator

ROOT = Path("/site")
PIECES = [
    *("他", "模型", "行长", "。", "word", " ", "\n", "\n\n", "“", "，", "&amp;", "`代码`", "😀"),
    *("*", "**", "[", "](x)", "![图](y)", "[^1]", "{行|háng}", "{行长|@person}", "<b>", "</b>"),
    *(
        "\\\n",
        "\n\n## ",
        "\n- ",
        "\n> [!NOTE] 题\n> ",
        "\n\n| 甲 | 乙 |\n|---|:-:|\n| 一 | 二 |\n\n",
    ),
    *("{=a}", "{=}", "$a^2$", "<!-- 注 -->", "[[页|名]]", "\n\n```python\nx\n```\n\n", "{模型|}"),
]
MARKDOWN = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map(
    lambda pieces: "文" + "".join(pieces) + "\n\n[^1]: 注"
)
META = st.builds(
    Metadata,
    slug=st.just("a"),
    title=st.builds(Bilingual, zh=st.sampled_from(["题", "**行**长", ""]), en=st.text(max_size=3)),
    date=st.none() | st.just(datetime.date(2026, 3, 1)),
    tags=st.sampled_from([(), ("茶", "芯片")]),
    script=st.none() | st.sampled_from(Edition),
    weight=st.none() | st.integers(-3, 3),
    extra=st.sampled_from([{}, {"图": ["a", {"b": ""}]}]),
)


@cache
def annotator() -> ArticleAnnotator:
    definition = Bilingual("甲", "a")
    term = Term("m", {Edition.HANS: "模型"}, "móxíng", "model", definition, "https://example.org")
    return ArticleAnnotator.from_source(SiteSource(Config(ROOT), (term,), (), ()))


@cache
def validator() -> jsonschema.Draft202012Validator:
    schema = msgspec.json.decode(json_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


RECORDING = st.builds(
    Recording,
    times=st.lists(
        st.builds(SentenceTime, id=st.just("b1.s1"), start=st.floats(0, 9), end=st.floats(0, 9)),
        max_size=2,
    ).map(tuple),
    voice=st.sampled_from(["", "a voice"]),
)


def _without_proposals(article: Article) -> Article:
    """Return an article without the names that only help to annotate it again after an edit."""

    def stripped(block: Block) -> Block:
        return structs.replace(block, layers=structs.replace(block.layers, proposed=()))

    blocks = tuple(map(stripped, article.blocks))
    return replace(article, title=stripped(article.title), blocks=blocks)


@settings(max_examples=60)
@given(MARKDOWN, META, st.none() | MARKDOWN, st.booleans(), RECORDING)
def test_round_trip(
    body: str, meta: Metadata, english: str | None, machine: bool, recording: Recording
) -> None:
    source = SourceArticle(ROOT / "articles" / "a.md", meta, body, 1, False)
    if english is not None:
        path = ROOT / "articles" / "a.en.md"
        translation = SourceTranslation(path, "Title", english, 1, False, machine=machine)
        source = structs.replace(source, translation=translation)
    article = replace(annotator().annotate(source, Report()), recording=recording)
    data = encode(article, ROOT)
    assert decode(data, ROOT) == _without_proposals(article)
    validator().validate(msgspec.json.decode(data))
