"""Anchors, by which the author decides the alignment."""

import pytest

from generator.alignment.align import align
from generator.alignment.anchors import read_anchors
from generator.alignment.sections import pair_sections
from generator.content.markdown.blocks import parse
from generator.language.sentences.split import with_sentences
from generator.model import ATOM, Block, Origin


def blocks(text: str, lang: str) -> list[Block]:
    found = parse(text, prefix="b" if lang == "zh" else "e")[1]
    return [with_sentences(block, lang=lang) for block in found]


def aligned(zh: str, en: str) -> list[tuple[str, str]]:
    """The groups by ids, with `!` after the groups that the author made."""
    return [
        (" ".join(a.zh_ids), " ".join(a.en_ids) + "!" * (a.origin is Origin.AUTHOR))
        for a in align(blocks(zh, "zh"), blocks(en, "en"))
    ]


def test_anchors_are_removed_from_the_text() -> None:
    (block,) = blocks("{=a} 他来{=b}了。{=}她走了。", "zh")
    assert block.text == "他来了。她走了。"
    assert [(a.offset, a.label) for a in block.anchors] == [(0, "a"), (2, "b"), (4, "")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{a}", "{a}"),
        ("{=a b}", "{=a b}"),
        ("\\{=a}", "{=a}"),
        ("`{=a}`", ATOM),
        ("{=a", "{=a"),
    ],
)
def test_other_braces_are_text(text: str, shown: str) -> None:
    (block,) = blocks(f"他{text}来了。", "zh")
    assert block.anchors == ()
    assert block.text == f"他{shown}来了。"


def test_anchored_pair_overrides_the_evidence() -> None:
    zh, en = "{=a}他有12本书。她有345只猫。", "He has 12 books. {=a}She has 345 cats."
    assert aligned(zh, en) == [("b1.s1", "e1.s2!"), ("b1.s2", "e1.s1")]


def test_other_sentences_are_aligned_around_anchors() -> None:
    zh, en = (
        "他来了。{=x}她走了。我看见了3只猫。",
        "He came. I saw 3 cats. {=x}She left. {=x}At once.",
    )
    assert aligned(zh, en) == [
        ("b1.s1", "e1.s1"),
        ("b1.s2", "e1.s3 e1.s4!"),
        ("b1.s3", "e1.s2"),
    ]


def test_empty_anchor_marks_a_sentence_without_counterpart() -> None:
    zh, en = "他来了。{=}她走了。", "He came. She left. {=}A note."
    assert aligned(zh, en) == [("b1.s1", "e1.s1 e1.s2"), ("", "e1.s3!"), ("b1.s2", "!")]


def test_a_block_without_counterpart_does_not_put_the_others_out_of_step() -> None:
    zh, en = (
        blocks("他来了。\n\n{=}她走了。\n\n我在这里。", "zh"),
        blocks("He came.\n\nHere I am.", "en"),
    )
    (section,) = pair_sections(zh, en)
    assert section.in_step
    assert [(a and a.id, b and b.id) for a, b in section.pairs] == [("b1", "e1"), ("b3", "e2")]


@pytest.mark.parametrize(
    ("zh", "en", "code", "place"),
    [
        ("{=a}他来了。", "He came.", "T011", ("b1", 0)),
        ("他来了。", "He came. {=a}She left.", "T011", ("e1", 9)),
        ("{=a}他来了。她走了。{=a}我在。", "{=a}He came.", "T012", ("b1", 8)),
        ("{=a}他来了。\n\n{=a}她走了。", "{=a}He came.", "T012", ("b2", 0)),
        ("{=a}他{=b}来了。{=b}她走了。", "{=a}He came. {=b}She left.", "T012", ("b1", 1)),
    ],
)
def test_an_anchor_that_cannot_be_followed(
    zh: str, en: str, code: str, place: tuple[str, int]
) -> None:
    (fault,) = read_anchors(blocks(zh, "zh"), blocks(en, "en")).faults
    assert (fault.code, (fault.block.id, fault.anchor.offset)) == (code, place)
    assert fault.in_translation == place[0].startswith("e")
    assert aligned(zh, en)  # and the rest is aligned all the same


def test_hint_suggests_the_label_that_was_meant() -> None:
    faults = read_anchors(blocks("{=water}水。", "zh"), blocks("{=watr}Water.", "en")).faults
    assert ["{=watr}" in faults[0].hint, "{=water}" in faults[1].hint] == [True, True]
