"""The records of the commonest words, which the scripts of all articles share.

    /static/words/common.js    records and their names, in the format of `word_columns.py`

An article has many of these words, and its script names their records instead of repeating them. A
name is the number of a word (`language/words/common.py`) and that of its record: a headword has one
for each form and reading.

What is common depends on the language, not on the site, so that no article depends on another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from generator.site import lazy_data
from generator.site.word_columns import Name, common_words_script

NAME = "words/common"
"""The same as in `templates/macros/known.js`."""


def common_words_file(records: Mapping[Name, Sequence[str]]) -> tuple[PurePosixPath, str]:
    """Return the path and the content of the script, given the cells of each record by its name."""
    return lazy_data.place(NAME), common_words_script(NAME, records)
