"""Reduplicated verbs, whose second syllable has the neutral tone: 看看 kànkan.

    尝尝      one word
    坐 | 坐    two words
    透 | 透气  a verb before the verb and its object

Other reduplicated words keep their tone (红红 hónghóng), and so do verbs repeated after 一 or 了
(看一看, 看了看).
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.words.word_classes import word_classes

_VERBS = frozenset(
    "挥解看听走说想问尝摸闻读写练学跑坐站躺玩笑谈聊找等歇洗擦扫吹晒晃摇摆敲拍打踢推拉试算数猜教帮管查"
    "见逛动跳唱画背补改讲翻搓揉捏抖眨挠催劝哄逗陪喂养遛捞挑瞧瞅望认量称用转绕踩练泡煮炒烤消透去掏收散"
    "压挪闹擦拖理修剪缝梳漱搬抬挖种浇亲抱握碰躲避让商求救劝骂夸挣借还租卖尽品嚼舔咬吸喘缓醒放办记倒接送骑吃喝赶追抄睡"
)
"""Verbs that are reduplicated for a short or tentative action."""

_WITH_OBJECT = frozenset(
    "透气 消气 散心 散步 聊天 谈心 洗手 洗澡 跑步 唱歌 跳舞 见面 理发 读书 画画 吹风 拍照 "
    "走路 游泳 逛街 "
    "解闷 解渴 解馋 养神 去火 去味 歇脚 动脑 掏钱 放风筝".split()
)
"""Verbs with objects that the table of word classes does not have as verbs."""

_THOUGHTS = frozenset("看法 想法 说法 做法 写法 用法 看来 看到 听到 想到 说是 看看 想想".split())
"""Words that the table has as verbs, but that do not repeat the verb before them."""

_NO_TRY = frozenset("一不没千百万")
"""Words before a verb that is not reduplicated: 一听听出来."""


def repeats_verb(words: Sequence[str], index: int) -> bool:
    """Whether a word begins by repeating the verb before it."""
    if index == 0:
        return False
    before, word = words[index - 1], words[index]
    if len(before) != 1 or word[0] != before or before not in _VERBS:
        return False
    if index > 1 and words[index - 2] in _NO_TRY:
        return False
    if len(word) == 1 or word in _WITH_OBJECT:
        return True
    return word_classes().get(word, "").startswith("v") and word not in _THOUGHTS


def is_reduplicated_verb(word: str) -> bool:
    """Whether a word is a reduplicated verb: 尝尝."""
    return len(word) == 2 and word[0] == word[1] and word[0] in _VERBS
