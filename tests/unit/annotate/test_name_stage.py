from __future__ import annotations

import re

import pytest

from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate
from generator.model import Block, Edition
from tests.fixture_file import FIXTURES
from tests.shown import annotated

SENTENCES = [
    line
    for line in (FIXTURES / "names.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def engines() -> Engines:
    return load_engines()


def marked(block: Block) -> str:
    """`{马云|person}在{杭州|place}`."""
    out, at = "", 0
    for name in block.layers.names:
        out += f"{block.text[at : name.span.start]}{{{name.span.of(block.text)}|{name.kind}}}"
        at = name.span.end
    return out + block.text[at:]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_names(sentence: str, engines: Engines) -> None:
    text = re.sub(r"\{([^|]*)\|[a-z]+\}", r"\1", sentence)
    assert marked(annotated(text, engines)[0]) == sentence


def test_a_name_found_once_is_tried_everywhere(engines: Engines) -> None:
    texts = ("研究员塔夫茨说", "后来塔夫茨的")
    blocks = tuple(Block(f"b{n}", n, 1, text) for n, text in enumerate(texts))
    done = annotate(Document(Edition.HANS, blocks), engines)
    assert all("塔夫茨" in marked(block) for block in done.blocks)
    assert all(
        "塔夫茨" in [word.span.of(block.text) for word in block.layers.words]
        for block in done.blocks
    )


def test_what_always_stands_beside_a_part_of_a_name_belongs_to_it(engines: Engines) -> None:
    texts = ("卡破尔说，我不去。", "他看见卡破尔走了。", "后来卡破尔回答了他。", "卡破尔！")
    blocks = tuple(Block(f"b{n}", n, 1, text) for n, text in enumerate(texts))
    done = annotate(Document(Edition.HANS, blocks), engines)
    assert all("{卡破尔|person}" in marked(block) for block in done.blocks)


def test_a_name_that_recurs_is_one_wherever_it_stands(engines: Engines) -> None:
    texts = (
        "五分钟后，董争穿着正装走上了舞台。",
        "行走的过程中，董争面无表情。",
        "随着董争登台，记者开始拍照。",
        "董争很快坐到了台上。",
    )
    blocks = tuple(Block(f"b{n}", n, 1, text) for n, text in enumerate(texts))
    done = annotate(Document(Edition.HANS, blocks), engines)
    assert all("{董争|person}" in marked(block) for block in done.blocks)


def test_who_is_named_in_full_may_be_called_by_the_given_name(engines: Engines) -> None:
    texts = ("骆志远没有作声。", "“志远，你怎么了？”母亲问。志远摇了摇头。")
    blocks = tuple(Block(f"b{n}", n, 1, text) for n, text in enumerate(texts))
    done = annotate(Document(Edition.HANS, blocks), engines)
    assert marked(done.blocks[0]) == "{骆志远|person}没有作声。"
    assert marked(done.blocks[1]).count("{志远|person}") == 2


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        # It sounds like a country, but is the family name of somebody.
        (("罗德·罗森斯坦副部长来了。", "罗森斯坦否认了这一报道。"), "{罗森斯坦|person}否认"),
        (("塔吉克斯坦总统来了。", "罗德·罗森斯坦也来了。"), "{塔吉克斯坦|place}总统"),
        # 景 is a surname, but only places are situated somewhere.
        (
            ("景桦位于河边。", "我去过景桦。", "景桦很美，他说景桦好。", "景桦说不上大。"),
            "{景桦|place}说",
        ),
        # A team by the place with 队 in it; 詹姆斯队 is somebody's team.
        (("圣米伦回到了联赛。", "圣米伦队拿下冠军。"), "{圣米伦|organisation}回到"),
        (("勒布朗·詹姆斯来了。", "詹姆斯说，詹姆斯队赢了。"), "{詹姆斯|person}说"),
        # A body that the text names in full, and a queen.
        (("他在香港电台工作。", "港台的节目很多。"), "{港台|organisation}的"),
        (("他喜欢港台的节目。",), "{港台|other}的"),
        (("灵帝立何皇后。", "众人迁何后到宫外。"), "{何|person}后到"),
        # Given names that are words, where they act, and places, which then are persons throughout.
        (("王建国推开门。", "建国看了看表，没有说话。"), "{建国|person}看了看表"),
        (("李文静坐在窗边。", "妈妈对文静说：“吃饭了。”"), "对{文静|person}说"),
        (("林靖远走进教室。", "靖远点点头。", "同学们都看着靖远。"), "看着{靖远|person}"),
        (("林靖远走进教室。", "靖远点点头。", "靖远县在甘肃。"), "{靖远|place}县"),
    ],
)
def test_other_places_of_a_name_tell_its_kind(
    texts: tuple[str, ...], name: str, engines: Engines
) -> None:
    blocks = tuple(Block(f"b{n}", n, 1, text) for n, text in enumerate(texts))
    done = annotate(Document(Edition.HANS, blocks), engines)
    assert any(name in marked(block) for block in done.blocks)


def test_a_name_does_not_take_a_word_that_it_has_once(engines: Engines) -> None:
    texts = (
        "韦诺说，我不去。",
        "他看见韦诺走了。",
        "后来韦诺回答了他。",
        "他们第一次碰到韦诺王座的力量。",
    )
    blocks = tuple(Block(f"b{n}", n, 1, text) for n, text in enumerate(texts))
    done = annotate(Document(Edition.HANS, blocks), engines)
    assert "{韦诺|person}王座" in marked(done.blocks[-1])


@pytest.mark.parametrize(
    ("text", "cut"),
    [("淋几滴香油就可以出锅了", "淋 几 滴 香油 就 可以 出 锅 了"), ("香油就好", "香油 就 好")],
)
def test_what_only_sounds_like_a_name_is_cut_into_words(
    text: str, cut: str, engines: Engines
) -> None:
    block = annotated(text, engines)[0]
    assert " ".join(word.span.of(text) for word in block.layers.words) == cut


@pytest.mark.parametrize(
    "texts",
    [
        ("王建国推开门。", "建国以来，变化很大。"),
        ("王建国推开门。", "建国看了看表。", "建国以来，变化很大。"),
        ("王和平当选主席。", "和平不会自己到来。", "和平说，他爱和平。"),
        ("时代表说：“好。”", "代表看了看表。"),
    ],
)
def test_a_word_is_no_given_name_where_it_does_nothing(
    texts: tuple[str, ...], engines: Engines
) -> None:
    blocks = tuple(Block(f"b{n}", n, 1, text) for n, text in enumerate(texts))
    done = annotate(Document(Edition.HANS, blocks), engines)
    named = [marked(block) for block in done.blocks]
    words = ("建国以来", "和平不会", "爱和平", "代表看")
    for word in words:
        assert all(word in name for name, text in zip(named, texts, strict=True) if word in text)
