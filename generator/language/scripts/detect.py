"""Which script edition a text is written in."""

from __future__ import annotations

import re

from generator.language.scripts.converter import engine
from generator.language.scripts.phrases import HANS, HK, TW, regional_rows
from generator.model import Edition

_TRADITIONAL_HK = re.compile("[裏着衞綫囱枱嘅喺咗唔佢哋嚟冇咁啲嗰乜]")
_TRADITIONAL_TW = re.compile(r"裡|(?<![名原土巨專編論譯顯卓昭執])著(?![名作者述稱書])")


def detect_script(text: str) -> Edition:
    """The edition that `text` is written in; simplified where nothing speaks against it.

    Traditional text is Hong Kong's where its own forms and words (裏 着 軟件) are more than
    those of Taiwan (裡 著 軟體).
    """
    simplified, traditional = engine("t2s").convert(text), engine("s2t").convert(text)
    for_traditional = sum(a != b for a, b in zip(text, simplified, strict=False))
    for_simplified = sum(a != b for a, b in zip(text, traditional, strict=False))
    if for_simplified >= for_traditional:
        return HANS
    hk, tw = len(_TRADITIONAL_HK.findall(text)), len(_TRADITIONAL_TW.findall(text))
    for row in regional_rows():
        in_tw, in_hk = row[1], row[2]
        if in_tw != in_hk and not in_tw.startswith("*") and not in_hk.startswith("*"):
            tw += text.count(in_tw)
            hk += text.count(in_hk)
    return HK if hk > tw else TW
