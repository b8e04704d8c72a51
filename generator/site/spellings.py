"""The table from which a page respells its readings in the style that its reader chooses.

    /static/spellings.js    a line a syllable without its tone: pinyin, Zhuyin, Wade-Giles

Tones and the joining of syllables are rules, which `static/js/spelling.js` knows.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from generator.language.pinyin.styles import Style, spell_syllable
from generator.language.pinyin.syllables import SYLLABLES
from generator.site import lazy_data

NAME = "spellings"


def spellings_file() -> tuple[PurePosixPath, str]:
    """Return the path and the content of the script with the table."""
    lines = [
        # Zhuyin leaves the first tone without a mark, Wade-Giles the neutral one.
        f"{syllable} {spell_syllable(f'{syllable}1', Style.ZHUYIN)}"
        f" {spell_syllable(f'{syllable}5', Style.WADE_GILES)}"
        for syllable in sorted(SYLLABLES)
    ]
    return lazy_data.place(NAME), lazy_data.script(NAME, "\n".join(lines))
