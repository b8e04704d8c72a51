"""The records of the commonest words, which the scripts of all articles share.

    /static/words/common.js    records and their names, in the format of `word_columns.py`

An article has many of these words, and its script names their records instead of repeating them. A
headword with several records, one for each reading, has names such as `得` and `得2`.

What is common depends on the language, not on the site, so that no article depends on another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import inf
from pathlib import PurePosixPath

from generator.language.characters import HAN
from generator.language.memo import memoise
from generator.language.words.segmentation import dictionary_words
from generator.site import lazy_data
from generator.site.word_columns import common_words_script

MAX_COST = 400
"""Maximum cost of a common word in the segmenter's table: about 1,300 words. More would make the
scripts of articles smaller, but the first page that somebody reads loads all of them."""
_OTHER = re.compile(f"[^{HAN}]").search
NAME = "words/common"
"""The same as in `templates/macros/known.js`."""


@memoise
def is_common(word: str) -> bool:
    """Whether a simplified word is common; words with Latin letters have no cost of their own."""
    return dictionary_words().costs.get(word, inf) <= MAX_COST and not _OTHER(word)


def common_words() -> Iterator[str]:
    """Yield the common words, in simplified characters."""
    costs = dictionary_words().costs
    return (word for word, cost in costs.items() if cost <= MAX_COST and not _OTHER(word))


def common_words_file(records: Mapping[str, Sequence[str]]) -> tuple[PurePosixPath, str]:
    """Return the path and the content of the script, given the cells of each record by its name."""
    return lazy_data.place(NAME), common_words_script(NAME, records)
