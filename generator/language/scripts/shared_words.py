"""Taiwan's forms of the mainland's words in a text from Hong Kong: 屏幕 -> 螢幕.

Hong Kong's column of `regional.tsv` has one word for a thing, but its writers use the mainland's
beside it. The rules of `context_rules.tsv` decide them as in simplified text: 水平線 keeps 水平,
where 教育水平 becomes 水準.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from generator.language.scripts.context_rules import (
    PLAIN_CONVERSION,
    apply_context_rules,
    words_with_rules,
)
from generator.language.scripts.phrases import (
    HANS,
    HK,
    RULE_SLASH,
    TW,
    ConversionUnit,
    regional_rows,
)
from generator.language.scripts.plain_conversion import convert_with_opencc


def shared_words(
    words: Sequence[str],
    names: Sequence[bool],
    units: Iterable[ConversionUnit],
    subjects: Sequence[str] = (),
) -> Mapping[int, str]:
    """Return Taiwan's forms of the mainland's words, by index, without house forms.

    `names` tells which words are persons' names, `units` are those of the text, and `subjects` are
    those of its block (`context_rules.subjects_of_blocks`).
    """
    converted = convert_with_opencc(words, HK, HANS)
    simplified = [converted[word] for word in words]
    usual, meanings, rules = _usual_forms(), _meanings_in_hong_kong(), words_with_rules()
    # A word that is also Hong Kong's is a unit: only rules have more to say about it.
    alone = {unit.start for unit in units if unit.end == unit.start + 1}
    taken = {index for unit in units for index in range(unit.start, unit.end)}
    found: dict[int, str] = {}
    for index, word in enumerate(simplified):
        own = words[index]
        if word not in usual or names[index] or meanings.get(own, word) != word:
            continue
        form: str | None = None
        if word in rules and (index in alone or index not in taken):
            form = apply_context_rules(simplified, index, subjects)
        if form == PLAIN_CONVERSION:
            found[index] = convert_with_opencc([own], HK, TW)[own]
        elif form is not None:
            found[index] = form.partition(RULE_SLASH)[0]
        elif index not in taken:
            found[index] = usual[word]
    return found


@cache
def _usual_forms() -> Mapping[str, str]:
    """Return Taiwan's forms of the mainland's words of several characters."""
    return {
        row[0]: row[1].removeprefix("*")
        for row in reversed(regional_rows())
        if len(row[0]) > 1 and not row[0].startswith("*")
    }


@cache
def _meanings_in_hong_kong() -> Mapping[str, str]:
    """Return what the words of Hong Kong are on the mainland: 計算機 is a calculator there."""
    return {row[2].removeprefix("*"): row[0].removeprefix("*") for row in reversed(regional_rows())}
