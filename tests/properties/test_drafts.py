"""Drafts keep the structure of their article, and all changes to them are found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.alignment.term_base import TermBase
from generator.content.articles import SourceArticle
from generator.content.markdown.blocks import parse, parse_title
from generator.language.sentences.split import with_sentences
from generator.model import Article, Bilingual, Edition, Metadata
from generator.translating.directives import BlockText
from generator.translating.draft import (
    check_blocks,
    compose,
    join_sentences,
    machine_frame,
    render_sentence,
    split_passages,
)
from generator.translating.edits import find_edits
from generator.translating.memory import DraftRecord
from tests.fixture_file import FIXTURES

EXAMPLES = json.loads((FIXTURES / "commonmark" / "spec-0.31.2.json").read_text("utf-8"))


def article(markdown: str) -> Article:
    skeleton, blocks = parse(markdown)
    tokens, title = parse_title("题")
    cut = tuple(with_sentences(block, lang="zh") for block in blocks)
    meta = Metadata("a", Bilingual("题"))
    return Article(Path("a.md"), meta, Edition.HANS, skeleton, cut, title, tokens)


def echo(markdown: str) -> str:
    """The body of the draft if each sentence is translated as itself."""
    made = article(markdown)
    english = {
        passage.block.id: join_sentences(
            render_sentence(unit, unit.source.text)[0] for unit in passage.units
        )
        for passage in split_passages(made, TermBase({}, {}))
    }
    source = SourceArticle(made.path, made.meta, markdown, 1, plain=False)
    draft = compose(machine_frame(source, made), made, english, translator="echo")
    check_blocks(draft, made, html=False)
    head, _, body = draft.partition("\n---\n\n")
    assert head == '---\ntitle: "题"\ntranslator: "echo"\nmachine: true'
    return body


def words(markdown: str) -> list[tuple[str, str]]:
    """The kind and the text of each block, with white space normalised."""
    return [(block.tag, "".join(block.text.split())) for block in parse(markdown)[1]]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["example"])
def test_commonmark_examples(example: dict[str, str]) -> None:
    assert words(echo(example["markdown"])) == words(example["markdown"])


@pytest.mark.parametrize(
    "markdown",
    [
        "甲|乙\n-|-\n`a\\|b`|丙\\|丁\n",
        "- 一\n\n  二\n  三\n- 四\n  > 五\n  > 六\n",
        "1. 一[^a]\n\n[^a]: 注\n    续\n\n    二\n",
        "文^[注*一*]再^[注二]。\n\n后[^x]。\n\n[^x]: 三\n",
        "> # 题\n> 文\n续\n\n---\n\n标\n===\n",
        "- 一。\\\n  二。  \n  三\n\n[^a]: 注。\\\n    续。\n\n用[^a]\n",
        "> 一！\\\n> - 二\n",
        "**一。二！**三。[四？五](a.md)\n",
    ],
)
def test_structure_is_kept(markdown: str) -> None:
    assert words(echo(markdown)) == words(markdown)


SENTENCES = st.lists(st.sampled_from(["A.", "B b.", "A. C.", "C", "b."]), min_size=1, max_size=5)


@given(written=SENTENCES, present=SENTENCES)
def test_changes_are_complete(written: list[str], present: list[str]) -> None:
    """Applying the changes to the machine's text gives the text of the draft."""
    record = DraftRecord((tuple((f"{n}。", text) for n, text in enumerate(written)),))
    text = " ".join(present)
    made = find_edits(record, [BlockText(text, text)])
    assert made is not None
    shown = list(written)
    for change in made[0]:
        first, *others = (sentence for _, sentence in change.places)
        shown[first] = change.english
        for other in others:
            shown[other] = ""
    assert " ".join(filter(None, shown)) == " ".join(present)
