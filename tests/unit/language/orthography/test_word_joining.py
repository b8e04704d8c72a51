from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.orthography.joinable import JoinableWord
from generator.language.orthography.word_joining import separators_before
from generator.model import Separator

SENTENCES = [
    ("看kan4 了le5 书shu1", "看了 书"),
    ("看kan4 了le5", "看 了"),
    ("看kan4 了le5 吗ma5", "看 了 吗"),
    ("看kan4 着zhe5", "看着"),
    ("看kan4 着zhuo2", "看 着"),
    ("化hua4 为wei2 水shui3", "化为 水"),
    ("高gao1 为wei2 三san1 米mi3", "高 为 三 米"),
    ("化hua4 为wei4 水shui3", "化 为 水"),
    ("买mai3 得de5 到dao4", "买得到"),
    ("买mai3 不到bu4dao4", "买不到"),
    ("来lai2 不bu4 来lai2", "来 不 来"),
    ("想xiang3 去qu4", "想 去"),
    ("副fu4 总zong3 经理jing1li3", "副总经理"),
    ("总zong3 来lai2", "总 来"),
    ("人ren2 机ji1 对话dui4hua4", "人-机 对话"),
    ("爸爸ba4ba5 妈妈ma1ma5", "爸爸 妈妈"),
    ("干gan1 干净gan1jing4 净jing4", "干干净净"),
    ("好好hao3hao3 看看kan4kan4 书shu1", "好好 看看 书"),
    ("生产sheng1chan3 厂chang3 厂chang3 名ming2", "生产厂 厂名"),
    ("川chuan1 鄂e4", "川 鄂"),
    ("笑xiao4 道dao4", "笑道"),
    ("走走zou3zou3 看看kan4kan4", "走走 看看"),
]


def parse_words(text: str) -> list[JoinableWord]:
    out = []
    for item in text.split():
        han = "".join(c for c in item if not c.isascii() and c != "ü")
        out.append(JoinableWord(han, tuple(re.findall(r"[a-zü]+\d", item[len(han) :]))))
    return [*out[:-1], JoinableWord(out[-1].text, out[-1].syllables, before_pause=True)]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_separators_before(text: str, expected: str) -> None:
    words = parse_words(text)
    found = separators_before(words)
    assert "".join(s + w.text for s, w in zip(found, words, strict=True)).strip() == expected


@given(st.lists(st.sampled_from("看了着过的不得到一几十人机副总们者学干净"), max_size=8))
def test_every_word_has_a_separator_before_it(chars: list[str]) -> None:
    found = separators_before([JoinableWord(char, ("a1",)) for char in chars])
    assert len(found) == len(chars)
    assert all(separator in Separator for separator in found)
