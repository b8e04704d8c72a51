"""Verbs that are said twice: the second time in the neutral tone, 看看 kànkan.

    尝尝      one word of the same verb twice
    坐 | 坐    the same as two words
    透 | 透气  a verb before the verb and its object

What is doubled and no verb keeps its tone (红红 hónghóng), and so does a verb that is tried with
一 or 了 (看一看, 看了看).
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.word_classes import word_classes

_VERBS = frozenset(
    "挥解看听走说想问尝摸闻读写练学跑坐站躺玩笑谈聊找等歇洗擦扫吹晒晃摇摆敲拍打踢推拉试算数猜教帮管查"
    "见逛动跳唱画背补改讲翻搓揉捏抖眨挠催劝哄逗陪喂养遛捞挑瞧瞅望认量称用转绕踩练泡煮炒烤消透去掏收散"
    "压挪闹擦拖理修剪缝梳漱搬抬挖种浇亲抱握碰躲避让商求救劝骂夸挣借还租卖尽品嚼舔咬吸喘缓醒"
)
"""What is said twice when one has a try at it."""

_NO_TRY = frozenset("一不没千百万")
"""What stands before a verb that is not tried: 一听听出来."""


def repeats(words: Sequence[str], index: int) -> bool:
    """Whether a word begins with the verb that stands before it, said again."""
    if index == 0:
        return False
    before, word = words[index - 1], words[index]
    if len(before) != 1 or word[0] != before or before not in _VERBS:
        return False
    if index > 1 and words[index - 2] in _NO_TRY:
        return False
    return len(word) == 1 or word_classes().get(word, "").startswith("v")


def is_doubled_verb(word: str) -> bool:
    """Whether a word is a verb twice: 尝尝."""
    return len(word) == 2 and word[0] == word[1] and word[0] in _VERBS
