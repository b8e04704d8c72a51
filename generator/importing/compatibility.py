"""Replaces look-alikes of Han characters, such as the radical ⼈ for 人 in text from a PDF.

NFKC maps Kangxi radicals and compatibility ideographs to unified ideographs. It is applied to
these alone, because it would also replace full-width punctuation. It does not map most of the CJK
Radicals Supplement; `_SUPPLEMENT` maps those that look the same, from the Unicode property
Equivalent_Unified_Ideograph.
"""

from __future__ import annotations

import re
import unicodedata

_LOOK_ALIKE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")

_SUPPLEMENT = dict(
    zip(
        "⺁⺄⺅⺊⺜⺉⺎⺒⺓⺖⺘⺙⺛⺝⺠⺡⺣⺦⺨⺩⺬⺭⺰⺶⺹⺻⺾⻁⻂⻄⻅⻆⻈⻉⻋⻌⻐⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂乙亻卜日刂兀巳幺忄扌攵旡月民氵灬丬犭王示礻纟羊耂聿艹虎衤西见角讠贝车辶钅長长门雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)


def restore_han(text: str) -> tuple[str, dict[str, str]]:
    """Return the text with look-alikes replaced, and the replacements that were made."""
    replaced: dict[str, str] = {}

    def ideograph(match: re.Match[str]) -> str:
        char = match[0]
        plain = _SUPPLEMENT.get(char) or unicodedata.normalize("NFKC", char)
        if plain != char:
            replaced[char] = plain
        return plain

    return _LOOK_ALIKE.sub(ideograph, text), replaced
