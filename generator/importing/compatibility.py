"""Look-alikes of Han characters, as text out of a PDF has them: ⼈ (a radical) for 人.

Kangxi radicals and compatibility ideographs have their ideograph as NFKC; nothing else of NFKC is
applied, since it would also undo full-width punctuation. Most of the CJK Radicals Supplement has
no such mapping in Unicode's normal forms: `_SUPPLEMENT` has those that look the same, as Unicode's
property Equivalent_Unified_Ideograph has them.
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
    """The text with Han characters for their look-alikes, and which were replaced by what."""
    replaced: dict[str, str] = {}

    def ideograph(match: re.Match[str]) -> str:
        char = match[0]
        plain = _SUPPLEMENT.get(char) or unicodedata.normalize("NFKC", char)
        if plain != char:
            replaced[char] = plain
        return plain

    return _LOOK_ALIKE.sub(ideograph, text), replaced
