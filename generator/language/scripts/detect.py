"""Detection of the script edition of a text."""

from __future__ import annotations

from generator.language.scripts.phrases import HANS, HK, TW, regional_rows
from generator.language.scripts.plain_conversion import load_opencc
from generator.lazy_patterns import lazy_pattern
from generator.model import Edition

_TRADITIONAL_HK = lazy_pattern("[裏着衞綫囱枱嘅喺咗唔佢哋嚟冇咁啲嗰乜]")
_TRADITIONAL_TW = lazy_pattern(r"裡|(?<![名原土巨專編論譯顯卓昭執])著(?![名作者述稱書])")


def detect_script(text: str) -> Edition:
    """Return the edition that `text` is written in; simplified if there is no evidence.

    Traditional text is from Hong Kong if it has more Hong Kong forms and words (裏 着 軟件) than
    Taiwan ones (裡 著 軟體).
    """
    simplified = load_opencc("t2s").convert(text)
    if simplified == text:
        return HANS  # usual, and `s2t` takes much longer to load
    traditional = load_opencc("s2t").convert(text)
    traditional_count = sum(a != b for a, b in zip(text, simplified, strict=False))
    simplified_count = sum(
        a != b and not _is_traditional(a) for a, b in zip(text, traditional, strict=False)
    )
    if simplified_count >= traditional_count:
        return HANS
    hk, tw = len(_TRADITIONAL_HK.findall(text)), len(_TRADITIONAL_TW.findall(text))
    for row in regional_rows():
        in_tw, in_hk = row[1], row[2]
        if in_tw != in_hk and not in_tw.startswith("*") and not in_hk.startswith("*"):
            tw += text.count(in_tw)
            hk += text.count(in_hk)
    return HK if hk > tw else TW


def _is_traditional(char: str) -> bool:
    """Whether traditional text has a character too, though OpenCC prefers another: 吃 台 里."""
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True
