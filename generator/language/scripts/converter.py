"""Conversion between the script editions, word by word.

1. What neighbours convert as one is found out (`script_joins`).
2. Everything else goes through OpenCC, one call a configuration. A separator between the
   words keeps its phrases from forming across a word boundary (有机体 | 内 | 存在).
3. Personal names get the forms that surnames and given names have (钟 -> 鍾, 于 -> 于).
4. The edition's house forms replace OpenCC's, then quotation marks are set.

The result has one string for each word, whatever the lengths.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from generator.language.characters import IS_HAN
from generator.language.scripts.forms import (
    HOUSE_FORMS,
    KEEPS_TAI,
    as_name,
    chosen_forms,
    is_addressed,
    keep_author,
    keep_foreign_li,
)
from generator.language.scripts.phrases import HANS, HK, TW, Join, joins, word_forms
from generator.language.scripts.quotes import convert_quotes
from generator.language.words.segmentation import dictionary_words
from generator.model import Edition

if TYPE_CHECKING:
    from opencc import OpenCC

SEPARATOR = "\x1f"
"""Stands between words while they are converted; no text has it."""

CHAINS: Mapping[tuple[Edition, Edition], tuple[str, ...]] = {
    (HANS, TW): ("s2t", "t2tw"),
    (HANS, HK): ("s2t", "t2hk"),
    (TW, HANS): ("tw2s",),
    (HK, HANS): ("hk2s",),
    (TW, HK): ("tw2t", "t2hk"),
    (HK, TW): ("hk2t", "t2tw"),
}
"""OpenCC's configurations, in turn. `s2tw` and `s2hk` do as the two together, and take 16 MB more
for what they cut text with. `s2twp` is not used: it changes words out of context
(发布 -> 釋出, 程序 -> 程式, 文件 -> 檔案); vocabulary is `regional.tsv`, glossary and lexicon."""

_UNSAFE = re.compile(f"[\\0{SEPARATOR}]")
"""OpenCC reads no further than a NUL; words with either character stay as they are."""


@cache
def engine(config: str) -> OpenCC:
    """OpenCC under one of its configurations."""
    from opencc import OpenCC  # a shared library that not every command needs

    # Without the dictionary of simplified forms that most fonts lack.
    return OpenCC(config, include_tofu_risk_dictionaries=False)


class ScriptConverter:
    """Converts words between editions. Engines and tables load at the first use."""

    def __init__(
        self, *, joining: bool = True, house: Mapping[Edition, Collection[str]] | None = None
    ) -> None:
        """`joining` false leaves the tables out: plain OpenCC, word by word.

        `house` has, for an edition, the forms that a site prefers to the usual ones (`CHOICES`).
        """
        self._joining = joining
        self._house = dict(house or {})

    def simplify(self, text: str) -> str:
        """`text` in simplified characters and of the same length, for look-up."""
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
        """The words of one block in the target edition, one string for each.

        `words` tile the block, white space and punctuation included; `names` marks, word by
        word, the names of persons.
        """
        return self.convert_blocks([words], source, target, None if names is None else [names])[0]

    def convert_blocks(
        self,
        blocks: Sequence[Sequence[str]],
        source: Edition,
        target: Edition,
        names: Sequence[Sequence[bool]] | None = None,
    ) -> list[list[str]]:
        """`convert` for all the blocks of an article at once; quotations end with a block."""
        if source is target:
            return [list(words) for words in blocks]
        flags = names or [[False] * len(words) for words in blocks]
        together = [
            self._joined(words, marked, source, target)
            for words, marked in zip(blocks, flags, strict=True)
        ]
        texts = dict.fromkeys(word for words in blocks for word in words)
        for words, joined in zip(blocks, together, strict=True):
            texts.update(dict.fromkeys("".join(words[j.start : j.end]) for j in joined))
        plain = _through_opencc(list(texts), source, target)
        found = [
            _finish(words, marked, joined, plain, (source, target))
            for words, marked, joined in zip(blocks, flags, together, strict=True)
        ]
        choice = self._house.get(target)
        return [_in_house(words, target, choice) for words in found] if choice else found

    def second_opinions(
        self, words: Sequence[str], target: Edition, names: Sequence[bool] | None = None
    ) -> dict[int, str]:
        """What lone characters of simplified text are where a run of them converts as one.

        By the index of their words, only where it is something else: OpenCC may know a word
        there that was cut (灯 | 彩 -> 燈綵). What a table, a rule or a name decides is left out.
        """
        plain = ScriptConverter(joining=False, house=self._house)
        is_lone = [bool(IS_HAN.fullmatch(word)) for word in words]
        runs = [list(run) for lone, run in groupby(range(len(words)), is_lone.__getitem__) if lone]
        wholes = plain.convert(["".join(words[at] for at in run) for run in runs], HANS, target)
        alone = plain.convert(words, HANS, target)
        found = {
            at: form
            for run, whole in zip(runs, wholes, strict=True)
            for at, form in zip(run, whole if len(whole) == len(run) else "", strict=False)
            if form != alone[at]
        }
        if not found:
            return {}
        flags = names or [False] * len(words)
        usual = self.convert(words, HANS, target, flags)
        joined = self._joined(words, flags, HANS, target)
        decided = {at for join in joined for at in range(join.start, join.end)}
        return {
            at: form
            for at, form in found.items()
            if alone[at] == usual[at] and at not in decided and not flags[at]
        }

    def _joined(
        self, words: Sequence[str], names: Sequence[bool], source: Edition, target: Edition
    ) -> list[Join]:
        return list(joins(words, names, source, target)) if self._joining else []


def _simplified(text: str) -> str:
    # Either edition's text: Hong Kong's forms first become OpenCC's, which tw2s knows.
    simplified: str = engine("tw2s").convert(engine("hk2t").convert(text))
    return keep_author(text, simplified).replace("甚么", "什么")


REMEMBERED = 65536
"""How many converted texts are kept for a direction."""


@cache
def _remembered(source: Edition, target: Edition) -> dict[str, str]:
    return {}


def _through_opencc(texts: Sequence[str], source: Edition, target: Edition) -> Mapping[str, str]:
    """Each text converted on its own, the new ones in one call a configuration."""
    known = _remembered(source, target)
    if len(known) > REMEMBERED:
        known.clear()
    new = [text for text in texts if text not in known]
    clean = [text for text in new if not _UNSAFE.search(text)]
    if clean:
        joined = SEPARATOR.join(clean)
        for config in CHAINS[source, target]:
            joined = engine(config).convert(joined)
        known.update(zip(clean, joined.split(SEPARATOR), strict=True))
    return known if len(clean) == len(new) else {text: known.get(text, text) for text in texts}


def _finish(
    words: Sequence[str],
    names: Sequence[bool],
    joined: Sequence[Join],
    plain: Mapping[str, str],
    editions: tuple[Edition, Edition],
) -> list[str]:
    source, target = editions
    forms = word_forms(source, target)
    result = [plain[word] for word in words]
    settled: set[int] = set()
    for join in joined:
        own = tuple(words[join.start : join.end])
        text = plain["".join(own)] if join.form is None else join.form
        alone = tuple(forms.get(word) or plain[word] for word in own)
        result[join.start : join.end] = _spread(text, own, alone)
        settled.update(range(join.start, join.end))
    if source is HANS:
        for index, word in enumerate(words):
            if names[index] and index not in settled:
                first = index == 0 or not names[index - 1]
                result[index] = as_name(word, result[index], first=first)
            elif is_addressed(words, index):
                result[index] = as_name(word, result[index], first=True)
            elif "里" in word and index not in settled:
                result[index] = keep_foreign_li(words, index, result[index])
    elif source is TW:
        for index, form in enumerate(result):
            if "着" in form:
                before, after = (
                    words[index - 1][-1:] if index else "",
                    "".join(words[index + 1 : index + 2])[:1],
                )
                result[index] = keep_author(words[index], form, before, after)
    house = HOUSE_FORMS[target]
    text = SEPARATOR.join(result).translate(house)
    parts = convert_quotes(text, source, target, ignore=SEPARATOR).split(SEPARATOR)
    # Only a word that has the separator in itself makes the counts differ.
    return parts if len(parts) == len(words) else [part.translate(house) for part in result]


def _in_house(words: Sequence[str], edition: Edition, choice: Collection[str]) -> list[str]:
    """The words in the forms that a site chose for the edition."""
    forms = chosen_forms(edition, choice)
    found = [word if word in KEEPS_TAI else word.translate(forms) for word in words]
    if edition is TW and "着" in choice:
        for index, word in enumerate(found):
            if "著" in word:
                particle = engine("tw2t").convert(word)
                before = found[index - 1][-1:] if index else ""
                after = "".join(found[index + 1 : index + 2])[:1]
                kept = keep_author(word, particle, before, after)
                found[index] = "".join(
                    b if b == "着" else a for a, b in zip(word, kept, strict=True)
                )
    return found


@lru_cache(maxsize=4096)
def _spread(text: str, words: Sequence[str], alone: Sequence[str]) -> Sequence[str]:
    """`text`, which stands for `words` together, cut into one part for each of them.

    `alone` is what each word converts to by itself. Of all cuts the one is taken whose parts
    are most like those: 大 | 语言 | 模型 -> 大型 | 語言 | 模型, 互联 | 网 -> 網際 | 網路. Only
    where the text has fewer characters than there are words are parts empty.
    """
    if len(words) == 1:
        return (text,)
    least = 1 if len(text) >= len(words) else 0
    # For each end of what is cut so far, the cheapest cost and its edges.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for plain in alone:
        best = {
            end: min(
                (cost + _unlike(text[edges[-1] : end], plain), (*edges, end))
                for cost, edges in best.values()
                if edges[-1] + least <= end
            )
            for end in range(min(best) + least, len(text) + 1)
        }
    edges = best[len(text)][1]
    return tuple(text[a:b] for a, b in pairwise(edges))


UNKNOWN = 4.0
"""What it costs to cut a part that is no dictionary word."""


def _unlike(part: str, plain: str) -> float:
    """How little a part looks like a word of its own that stands for `plain`."""
    if part == plain:
        return 0.0
    known = 0.0 if engine("t2s").convert(part) in dictionary_words() else UNKNOWN
    shared = 0 if set(part) & set(plain) else 1
    return known + shared + abs(len(part) - len(plain))
