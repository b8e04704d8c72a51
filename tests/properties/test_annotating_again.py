"""An article that has changed is annotated as if it had never been annotated before."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.annotate import again
from generator.annotate.again import annotate_again
from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate_article
from generator.content.entries import Term
from generator.content.markdown.blocks import parse_markdown, parse_title
from generator.language.scripts.detect import detect_script
from generator.model import Article, Bilingual, Edition, Metadata

PARAGRAPHS = [
    "梁文锋在杭州创办了这家公司。",
    "记者问了，梁说：“模型很好。”",
    "他说梁不在，高也不在。",
    "欧阳修写了一篇文章，高说他看不懂。",
    "高文东是一个很高的人，他住在梁家河。",
    "大模型也是模型，行长说银行不行。",
    "研究员塔夫茨说",
    "那塔夫茨和朋友也来了。",
    "張小明和李小紅去了重慶，小紅說那裡很熱鬧。",
    "后来叶秋的书还在，他把书还给了叶秋。",
    "叶秋先生来了。",
    "这是**模**型的*第一*段[模型]{no-term}。",
    "![](a.png)",
    "软件下载后，用鼠标双击图标，服务器的硬盘和内存、键盘、光盘、磁盘、网页。",
    "完成以后请保存。",
]
"""Some name persons or places that others have, or only their surnames; one is about computing."""

texts = st.lists(st.sampled_from(PARAGRAPHS), max_size=8)


@cache
def engines() -> Engines:
    definition = Bilingual("模型。", "A model.")
    term = Term("model", {Edition.HANS: "模型"}, "móxíng", "model", definition, "")
    return load_engines([term])


def article(paragraphs: list[str]) -> Article:
    parsed = parse_markdown("\n\n".join(paragraphs))
    tokens, title = parse_title("两段")
    script = detect_script("".join(block.text for block in parsed.blocks))
    meta = Metadata("a", Bilingual())
    return Article(Path("a.md"), meta, script, parsed.skeleton, parsed.blocks, title, tokens)


@settings(max_examples=100)
@given(texts, texts)
def test_what_it_was_before_makes_no_difference(before: list[str], after: list[str]) -> None:
    was = annotate_article(article(before), engines())
    assert annotate_again(article(after), engines(), was) == annotate_article(
        article(after), engines()
    )


def test_only_what_has_changed_is_annotated(monkeypatch: pytest.MonkeyPatch) -> None:
    was = annotate_article(article(PARAGRAPHS), engines())
    annotated: list[str] = []
    annotate = again.annotate

    def noted(document: Document, *args: object) -> Document:
        if document.around:
            annotated.extend(block.text for block in document.blocks)
        return annotate(document, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(again, "annotate", noted)
    annotate_again(article([*PARAGRAPHS, "新的一段。"]), engines(), was)
    assert set(annotated) == {"新的一段。"}


def test_only_the_names_that_are_told_differently_are_sought() -> None:
    def told(paragraphs: list[str]) -> again._Told:
        return again._Told(annotate_article(article(paragraphs), engines()).blocks)

    before = told(PARAGRAPHS)
    assert before.different_names(told([*PARAGRAPHS, "新的一段。"])) == set()
    assert before.different_names(told([*PARAGRAPHS, "范小明来了。"])) == {"范小明", "范"}
    assert before.different_names(told([*PARAGRAPHS[1:], PARAGRAPHS[0]])) is None


@pytest.mark.parametrize("limit", ["_ROUNDS", "_MOST_NAMES"])
def test_where_too_much_is_told_differently_all_is_annotated(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(again, limit, 0)
    was = annotate_article(article(PARAGRAPHS), engines())
    after = article([*PARAGRAPHS, "范小明来了。"])
    assert annotate_again(after, engines(), was) == annotate_article(after, engines())
