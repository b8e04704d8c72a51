"""Conversion of texts by OpenCC and the house forms of each edition, without context.

Texts are converted together, in one call for each configuration. A separator between them keeps
OpenCC from matching phrases across a word boundary (有机体 | 内 | 存在).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import filterfalse
from typing import TYPE_CHECKING

from generator.language.scripts.forms import keep_author_zhu, with_house_forms
from generator.language.scripts.phrases import HANS, HK, TW
from generator.lazy_patterns import lazy_pattern
from generator.model import Edition

if TYPE_CHECKING:
    from opencc import OpenCC

SEPARATOR = "\x1f"
"""Separates words during conversion; it does not occur in text."""

OPENCC_CONFIGS: Mapping[tuple[Edition, Edition], tuple[str, ...]] = {
    (HANS, TW): ("s2t", "t2tw"),
    (HANS, HK): ("s2t", "t2hk"),
    (TW, HANS): ("tw2s",),
    (HK, HANS): ("hk2s",),
    (TW, HK): ("tw2t", "t2hk"),
    (HK, TW): ("hk2t", "t2tw"),
}
"""The OpenCC configurations to apply in turn. `s2tw` and `s2hk` give the same result as two of
these, but their segmentation dictionaries take 16 MB more. `s2twp` is not used: it changes words
regardless of context (发布 -> 釋出, 程序 -> 程式, 文件 -> 檔案). Regional vocabulary comes from
`regional.tsv`, the glossary and the lexicon."""

_UNSAFE = re.compile(f"[\\0{SEPARATOR}]")
"""Characters of words that are not converted; OpenCC stops at a NUL."""


@cache
def load_opencc(config: str) -> OpenCC:
    """Return OpenCC with one of its configurations."""
    from opencc import OpenCC  # imported late: not every command needs the shared library

    # Leave out the dictionary of simplified forms that most fonts lack.
    return OpenCC(config, include_tofu_risk_dictionaries=False)


_PARTICLE_ZHE = lazy_pattern(
    "(?<=[看读唸念闭合捧拿抱翻夹挟带背提写])著(?=书)|(?<=[讨评谈议争辩]论)著(?![作名者述称])"
)
"""著 after a verb, where OpenCC sees a word: 閉 | 著 | 書, 討論 | 著."""


def simplified_text(text: str) -> str:
    """Return a text of any edition in simplified characters."""
    # For text of either edition, Hong Kong forms are first converted to those that tw2s has.
    found: str = load_opencc("tw2s").convert(load_opencc("hk2t").convert(text))
    found = keep_author_zhu(text, found).replace("甚么", "什么")
    return _PARTICLE_ZHE.sub("着", found) if "著" in found else found


CACHE_SIZE = 16384
"""The number of converted texts that are cached for each direction."""


@cache
def _conversion_cache(source: Edition, target: Edition) -> dict[str, str]:
    return {}


def convert_with_opencc(
    texts: Iterable[str], source: Edition, target: Edition
) -> Mapping[str, str]:
    """Convert each text on its own; new texts take one call for each configuration."""
    known = _conversion_cache(source, target)
    if len(known) > CACHE_SIZE:
        known.clear()
    new = list(filterfalse(known.__contains__, texts))
    clean = [text for text in new if not _UNSAFE.search(text)]
    if clean:
        joined = SEPARATOR.join(clean)
        for config in OPENCC_CONFIGS[source, target]:
            joined = load_opencc(config).convert(joined)
        known.update(zip(clean, joined.split(SEPARATOR), strict=True))
    return known if len(clean) == len(new) else {text: known.get(text, text) for text in texts}


@cache
def _house_cache(source: Edition, target: Edition) -> dict[str, str]:
    return {}


def convert_to_house_forms(
    plain: Mapping[str, str], texts: Iterable[str], source: Edition, target: Edition
) -> Mapping[str, str]:
    """Return converted texts with the house forms of the target."""
    known = _house_cache(source, target)
    if len(known) > CACHE_SIZE:
        known.clear()
    for text in filterfalse(known.__contains__, texts):
        known[text] = with_house_forms(plain[text], target)
    return known
