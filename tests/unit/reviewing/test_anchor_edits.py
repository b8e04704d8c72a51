"""Writing anchors into an article and its translation."""

from __future__ import annotations

import pytest

from generator.content.markdown.blocks import parse
from generator.language.sentences.split import with_sentences
from generator.model import Block
from generator.reviewing.anchor_edits import with_anchor, with_no_counterpart
from generator.reviewing.errors import EditError

ZH = "他来了。她走了。\n\n我们都在。"
EN = "He came. She left.\n\nWe are all here."


def place(source: str, text: str, lang: str) -> tuple[Block, int]:
    prefix = "b" if lang == "zh" else "e"
    for block in parse(source, prefix=prefix)[1]:
        if text in block.text:
            return with_sentences(block, lang=lang), block.text.index(text)
    raise AssertionError(text)


def anchored(zh: str, en: str, left: str, right: str) -> tuple[str, str]:
    return with_anchor(zh, en, *place(zh, left, "zh"), *place(en, right, "en"))


@pytest.mark.parametrize(
    ("zh", "en", "left", "right", "expected"),
    [
        (ZH, EN, "他来", "He", (f"{{=a}}{ZH}", f"{{=a}}{EN}")),
        (
            ZH,
            EN,
            "走了",
            "left",
            (ZH.replace("她", "{=a}她"), EN.replace("She", "{=a}She")),
        ),
        (
            "{=a}他来了。她走了。",
            "{=a}All came. He left.",
            "她",
            "He",
            ("{=a}他来了。{=b}她走了。", "{=a}All came. {=b}He left."),
        ),
        (
            "{=a}他来了。",
            "{=a}He came. He looked.",
            "他",
            "looked",
            ("{=a}他来了。", "{=a}He came. {=a}He looked."),
        ),
        ("{=a}他来了。她走了。", "{=a}All.", "她", "All", ("{=a}他来了。{=a}她走了。", "{=a}All.")),
        ("{=a}他来了。", "{=a}He came.", "他", "He", ("{=a}他来了。", "{=a}He came.")),
        (
            "- **他**来了。\n- 她",
            "- [He](x) came.",
            "他",
            "He",
            ("- **{=a}他**来了。\n- 她", "- [{=a}He](x) came."),
        ),
        ("一。`码`好。", "Yes. `x` ok.", "好", "ok", ("一。`码`{=a}好。", "Yes. `x` {=a}ok.")),
        ("{他|tā}来了。", "# He came.", "他", "He", ("{=a}{他|tā}来了。", "# {=a}He came.")),
        (
            "|他来了。|\n|-|",
            "> He\n> came.",
            "他",
            "He",
            ("|{=a}他来了。|\n|-|", "> {=a}He\n> came."),
        ),
        (
            "---\ntitle: 他来了。\n---\n他来了。",
            "He.",
            "他",
            "He",
            ("---\ntitle: 他来了。\n---\n{=a}他来了。", "{=a}He."),
        ),
        ("他。他。他。", "He. He. He.", "他", "He", ("{=a}他。他。他。", "{=a}He. He. He.")),
    ],
)
def test_the_same_label_is_set_in_both_files(
    zh: str, en: str, left: str, right: str, expected: tuple[str, str]
) -> None:
    body = zh.rpartition("---\n")[2]
    block, offset = place(body, left, "zh")
    assert with_anchor(zh, en, block, offset, *place(en, right, "en")) == expected


def test_a_repeated_sentence_is_found_by_its_offset() -> None:
    zh, en = "他。他。他。", "He. He. He."
    left, right = place(zh, "他", "zh")[0], place(en, "He", "en")[0]
    assert with_anchor(zh, en, left, 4, right, 5) == ("他。他。{=a}他。", "He. {=a}He. He.")


@pytest.mark.parametrize(
    ("zh", "en", "message"),
    [
        ("{=}他来了。", "He came.", "no counterpart"),
        ("他来了。", "{=}He came.", "no counterpart"),
        ("{=a}他来了。{=b}她走了。", "{=b}He came. {=a}She left.", "two groups"),
        ("他来了。\n\n{=a}她走了。", "{=a}He came.", "not next to each other"),
    ],
)
def test_a_contradicting_anchor_is_an_error(zh: str, en: str, message: str) -> None:
    with pytest.raises(EditError, match=message) as caught:
        anchored(zh, en, "他来", "He")
    assert caught.value.hint


def test_a_sentence_is_marked_as_without_a_counterpart() -> None:
    block, offset = place(ZH, "走了", "zh")
    new = with_no_counterpart(ZH, block, offset)
    assert new == ZH.replace("她", "{=}她")
    assert with_no_counterpart(new, block, offset) == new
    english, offset = place(EN, "all", "en")
    assert with_no_counterpart(EN, english, offset) == EN.replace("We", "{=}We")
    with pytest.raises(EditError, match="with another"):
        with_no_counterpart("{=x}他来了。", *place("他来了。", "他", "zh"))


def test_titles_plain_text_and_code_cannot_have_anchors() -> None:
    with pytest.raises(EditError, match="title"):
        with_no_counterpart("---\ntitle: 他\n---\n", Block("t", 0, 1, "他"), 0)
    with pytest.raises(EditError, match="plain text"):
        with_no_counterpart("他\n\n她", Block("b1", 0, 3, "她"), 0, plain=True)
    with pytest.raises(EditError, match="safely"):
        with_no_counterpart("`码`", *place("`码`", "\ufffc", "zh"))
