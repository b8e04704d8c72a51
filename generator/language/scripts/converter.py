"""Conversion between script editions, word by word.

1. Find the neighbouring words that convert as one (`phrases`).
2. Convert everything else with OpenCC, in one call for each configuration. A separator between
   the words keeps OpenCC from matching phrases across a word boundary (有机体 | 内 | 存在).
3. Give personal names the forms of surnames and given names (钟 -> 鍾, 于 -> 于).
4. Replace OpenCC's forms by the house forms of the edition, then convert quotation marks.

The result has one string for each word, whatever its length.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, groupby, pairwise, repeat
from typing import TYPE_CHECKING

from generator.language.characters import IS_HAN
from generator.language.scripts.forms import (
    TAI_EXCEPTIONS,
    begins_with_addressed,
    chosen_replacements,
    convert_name,
    is_addressed_surname,
    keep_author_zhu,
    keep_transcribed_li,
    with_house_forms,
)
from generator.language.scripts.phrases import (
    HANS,
    HK,
    TW,
    ConversionUnit,
    conversion_units,
    word_forms,
)
from generator.language.scripts.quotes import convert_quotes, may_have_quotes
from generator.language.words.segmentation import dictionary_words
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


class ScriptConverter:
    """Converts words between editions. OpenCC and the tables are loaded on first use."""

    def __init__(
        self, *, use_tables: bool = True, house: Mapping[Edition, Collection[str]] | None = None
    ) -> None:
        """Without `use_tables`, words are converted one by one with plain OpenCC.

        `house` has, by edition, the forms that a site prefers to the usual ones (`CHOICES`).
        """
        self._use_tables = use_tables
        self._house = dict(house or {})

    def simplify(self, text: str) -> str:
        """Return `text` in simplified characters, for lookup; its length stays the same."""
        if len(simplified := _simplified(text)) == len(text):
            return simplified
        return "".join(s if len(s := _simplified(c)) == 1 else c for c in text)

    def convert(
        self,
        words: Sequence[str],
        source: Edition,
        target: Edition,
        names: Sequence[bool] | None = None,
    ) -> list[str]:
        """Return the words of a block in the target edition, one string for each.

        `words` tile the block, including white space and punctuation; `names` tells, for each
        word, whether it is a person's name.
        """
        return self.convert_blocks([words], source, target, None if names is None else [names])[0]

    def convert_blocks(
        self,
        blocks: Sequence[Sequence[str]],
        source: Edition,
        target: Edition,
        names: Sequence[Sequence[bool]] | None = None,
    ) -> list[list[str]]:
        """Convert all blocks of an article at once; a quotation ends with its block."""
        return self.convert_to_editions(blocks, source, [target], names)[0]

    def convert_to_editions(
        self,
        blocks: Sequence[Sequence[str]],
        source: Edition,
        targets: Sequence[Edition],
        names: Sequence[Sequence[bool]] | None = None,
        subjects: Sequence[Sequence[str]] | None = None,
    ) -> list[list[list[str]]]:
        """Convert all blocks of an article to each of several editions.

        What the editions have in common is found once. `subjects` are those of each block
        (`context_rules.subjects_of_blocks`).
        """
        if all(target is source for target in targets):
            return [[list(words) for words in blocks] for _ in targets]
        flags = names or [[False] * len(words) for words in blocks]
        units = [
            self._units(words, marked, source, about)
            for words, marked, about in zip(
                blocks, flags, subjects or repeat(()), strict=bool(subjects)
            )
        ]
        texts = dict.fromkeys(chain.from_iterable(blocks))
        texts.update(dict.fromkeys(unit.text for found in units for unit in found))
        sensitive = set(filter(_may_depend_on_names, texts)) if source is HANS else set[str]()
        converted: list[list[list[str]]] = []
        for target in targets:
            if source is target:
                converted.append([list(words) for words in blocks])
                continue
            plain = _convert_with_opencc(list(texts), source, target)
            usual = _with_house_forms(plain, texts, source, target)
            choice = self._house.get(target)
            found = [
                _assemble(words, marked, own, sensitive, (plain, usual), (source, target))
                for words, marked, own in zip(blocks, flags, units, strict=True)
            ]
            converted.append(
                [_apply_choice(words, target, choice) for words in found] if choice else found
            )
        return converted

    def alternative_forms(
        self, words: Sequence[str], target: Edition, names: Sequence[bool] | None = None
    ) -> dict[int, str]:
        """Return the forms of single characters that differ if a run of them converts as one.

        The keys are word indices. OpenCC may have a word that was split (灯 | 彩 -> 燈綵). Words
        that a table, a rule or a name decides are left out.
        """
        plain = ScriptConverter(use_tables=False, house=self._house)
        is_single = [bool(IS_HAN.fullmatch(word)) for word in words]
        runs = [
            list(run) for single, run in groupby(range(len(words)), is_single.__getitem__) if single
        ]
        converted = plain.convert(["".join(words[at] for at in run) for run in runs], HANS, target)
        alone = plain.convert(words, HANS, target)
        found = {
            at: form
            for run, text in zip(runs, converted, strict=True)
            for at, form in zip(run, text if len(text) == len(run) else "", strict=False)
            if form != alone[at]
        }
        if not found:
            return {}
        flags = names or [False] * len(words)
        usual = self.convert(words, HANS, target, flags)
        units = self._units(words, flags, HANS)
        decided = {at for unit in units for at in range(unit.start, unit.end)}
        return {
            at: form
            for at, form in found.items()
            if alone[at] == usual[at] and at not in decided and not flags[at]
        }

    def _units(
        self,
        words: Sequence[str],
        names: Sequence[bool],
        source: Edition,
        subjects: Sequence[str] = (),
    ) -> list[ConversionUnit]:
        if not self._use_tables:
            return []
        return list(conversion_units(words, names, source, subjects))


_PARTICLE_ZHE = re.compile(
    "(?<=[看读唸念闭合捧拿抱翻夹挟带背提写])著(?=书)|(?<=[讨评谈议争辩]论)著(?![作名者述称])"
)
"""著 after a verb, where OpenCC sees a word: 閉 | 著 | 書, 討論 | 著."""


def _simplified(text: str) -> str:
    # For text of either edition, Hong Kong forms are first converted to those that tw2s has.
    simplified: str = load_opencc("tw2s").convert(load_opencc("hk2t").convert(text))
    found = keep_author_zhu(text, simplified).replace("甚么", "什么")
    return _PARTICLE_ZHE.sub("着", found) if "著" in found else found


CACHE_SIZE = 16384
"""The number of converted texts that are cached for each direction."""


@cache
def _conversion_cache(source: Edition, target: Edition) -> dict[str, str]:
    return {}


def _convert_with_opencc(
    texts: Sequence[str], source: Edition, target: Edition
) -> Mapping[str, str]:
    """Convert each text on its own; new texts take one call for each configuration."""
    known = _conversion_cache(source, target)
    if len(known) > CACHE_SIZE:
        known.clear()
    new = [text for text in texts if text not in known]
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


def _with_house_forms(
    plain: Mapping[str, str], texts: Iterable[str], source: Edition, target: Edition
) -> Mapping[str, str]:
    """Return converted texts with the house forms of the target."""
    known = _house_cache(source, target)
    if len(known) > CACHE_SIZE:
        known.clear()
    for text in texts:
        if text not in known:
            known[text] = with_house_forms(plain[text], target)
    return known


def _assemble(
    words: Sequence[str],
    names: Sequence[bool],
    units: Sequence[ConversionUnit],
    sensitive: Collection[str],
    forms: tuple[Mapping[str, str], Mapping[str, str]],
    editions: tuple[Edition, Edition],
) -> list[str]:
    """Return the converted words: by units, name forms and house forms.

    `forms` has the forms of words by themselves, without and with house forms: few words have
    others. `sensitive` are the words whose form may depend on names.
    """
    source, target = editions
    plain, usual = forms
    result = list(map(usual.__getitem__, words))
    decided = _convert_units(result, words, units, plain, editions)
    if source is HANS:
        indices = _depending_on_names(words, names, sensitive)
    else:
        indices = [
            at
            for at, word in enumerate(words if source is TW else ())
            if "着" in decided.get(at, plain[word])
        ]
    for index in indices:
        word = words[index]
        form = decided[index] if index in decided else plain[word]
        if source is TW:
            before, after = (
                words[index - 1][-1:] if index else "",
                "".join(words[index + 1 : index + 2])[:1],
            )
            form = keep_author_zhu(word, form, before, after)
        elif names[index] and index not in decided:
            first = index == 0 or not names[index - 1]
            form = convert_name(word, form, first=first)
        elif is_addressed_surname(words, index):
            form = convert_name(word, form, first=True)
        elif "里" in word and index not in decided:
            form = keep_transcribed_li(words, index, form)
        result[index] = with_house_forms(form, target)
    text = SEPARATOR.join(words)
    if not may_have_quotes(text, source, target):
        return result
    parts = convert_quotes(SEPARATOR.join(result), source, target, ignore=SEPARATOR).split(
        SEPARATOR
    )
    # The counts differ only if a word contains the separator.
    return parts if len(parts) == len(words) else result


def _convert_units(
    result: list[str],
    words: Sequence[str],
    units: Sequence[ConversionUnit],
    plain: Mapping[str, str],
    editions: tuple[Edition, Edition],
) -> Mapping[int, str]:
    """Write the forms of the words of units into the result.

    Return their forms without house forms, by index.
    """
    decided: dict[int, str] = {}
    if not units:
        return decided
    source, target = editions
    listed = word_forms(source, target)
    for unit in units:
        form = unit.form(source, target)
        text = unit.with_parts(plain[unit.text] if form is None else form, target)
        if unit.end - unit.start == 1:
            parts: Sequence[str] = (text,)
        else:
            own = tuple(words[unit.start : unit.end])
            forms = tuple([(plain[word], listed.get(word) or plain[word]) for word in own])
            parts = _distribute(text, own, forms)
        for index, part in enumerate(parts, unit.start):
            decided[index] = part
            result[index] = with_house_forms(part, target)
    return decided


def _may_depend_on_names(word: str) -> bool:
    """Whether the form of a simplified word may depend on the names in the text."""
    return "里" in word or begins_with_addressed(word)


def _depending_on_names(
    words: Sequence[str], names: Sequence[bool], sensitive: Collection[str]
) -> list[int]:
    """Return the indices of the words whose form depends on names: they are few."""
    may_depend = [at for at, word in enumerate(words) if word in sensitive]
    if True not in names:
        return may_depend
    return sorted({*may_depend, *(at for at, is_name in enumerate(names) if is_name)})


def _apply_choice(words: Sequence[str], edition: Edition, choice: Collection[str]) -> list[str]:
    """Return the words in the forms that a site chose for the edition."""
    forms = chosen_replacements(edition, choice)
    found = [word if word in TAI_EXCEPTIONS else word.translate(forms) for word in words]
    if edition is TW and "着" in choice:
        for index, word in enumerate(found):
            if "著" in word:
                particle = load_opencc("tw2t").convert(word)
                before = found[index - 1][-1:] if index else ""
                after = "".join(found[index + 1 : index + 2])[:1]
                restored = keep_author_zhu(word, particle, before, after)
                found[index] = "".join(
                    b if b == "着" else a for a, b in zip(word, restored, strict=True)
                )
    return found


@lru_cache(maxsize=4096)
def _distribute(text: str, words: Sequence[str], alone: Sequence[tuple[str, str]]) -> Sequence[str]:
    """Split `text`, the form of all `words` together, into one part for each word.

    `alone` has the forms of each word by itself: plainly converted, and that of the tables. Of all
    divisions, the one whose parts are most similar to these is returned: 大 | 语言 | 模型 -> 大型 |
    語言 | 模型, 互联 | 网 -> 網際 | 網路. Parts are empty only if the text has fewer characters
    than there are words.
    """
    if len(words) == 1:
        return (text,)
    least = 1 if len(text) >= len(words) else 0
    # For each end of the parts so far, the lowest cost and the edges of that division.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for forms in alone:
        best = {
            end: min(
                (
                    cost + min(_mismatch_cost(text[edges[-1] : end], form) for form in forms),
                    (*edges, end),
                )
                for cost, edges in best.values()
                if edges[-1] + least <= end
            )
            for end in range(min(best) + least, len(text) + 1)
        }
    edges = best[len(text)][1]
    return tuple(text[a:b] for a, b in pairwise(edges))


UNKNOWN_PART_COST = 4.0
"""The cost of a part that is not a dictionary word."""


def _mismatch_cost(part: str, plain: str) -> float:
    """Return the cost of `part` as the form of a word whose form by itself is `plain`."""
    if part == plain:
        return 0.0
    unknown = 0.0 if load_opencc("t2s").convert(part) in dictionary_words() else UNKNOWN_PART_COST
    unrelated = 0 if set(part) & set(plain) else 1
    return unknown + unrelated + abs(len(part) - len(plain))
