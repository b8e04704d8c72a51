"""Conversion between script editions, word by word.

1. Find the neighbouring words that convert as one (`phrases`).
2. Convert everything else with OpenCC, and replace its forms by the house forms of the edition
   (`plain_conversion`).
3. Write the forms of the former into the words that they are of (`distribution`).
4. Give personal names the forms of surnames and given names (钟 -> 鍾, 于 -> 于), then convert
   quotation marks.

The result has one string for each word, whatever its length.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, groupby, repeat

from generator.language.characters import IS_HAN
from generator.language.scripts.distribution import distribute
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
from generator.language.scripts.plain_conversion import (
    SEPARATOR,
    convert_to_house_forms,
    convert_with_opencc,
    load_opencc,
    simplified_text,
)
from generator.language.scripts.quotes import convert_quotes, may_have_quotes
from generator.language.scripts.shared_words import shared_words
from generator.model import Edition


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
        if len(found := simplified_text(text)) == len(text):
            return found
        return "".join(s if len(s := simplified_text(c)) == 1 else c for c in text)

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
        sensitive: Sequence[Sequence[int]] = [()] * len(blocks)
        if source is HANS:
            words_alone = set(filter(_may_depend_on_names, texts))
            sensitive = [
                _depending_on_names(words, marked, words_alone)
                for words, marked in zip(blocks, flags, strict=True)
            ]
        converted: list[list[list[str]]] = []
        for target in targets:
            if source is target:
                converted.append([list(words) for words in blocks])
                continue
            plain = convert_with_opencc(texts, source, target)
            usual = convert_to_house_forms(plain, texts, source, target)
            choice = self._house.get(target)
            found = [
                _assemble(words, marked, own, depending, (plain, usual), (source, target))
                for words, marked, own, depending in zip(
                    blocks, flags, units, sensitive, strict=True
                )
            ]
            if self._use_tables and source is HK and target is TW:
                for result, words, marked, own, about in zip(
                    found, blocks, flags, units, subjects or repeat(()), strict=bool(subjects)
                ):
                    for index, form in shared_words(words, marked, own, about).items():
                        result[index] = with_house_forms(form, target)
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


def _assemble(
    words: Sequence[str],
    names: Sequence[bool],
    units: Sequence[ConversionUnit],
    sensitive: Sequence[int],
    forms: tuple[Mapping[str, str], Mapping[str, str]],
    editions: tuple[Edition, Edition],
) -> list[str]:
    """Return the converted words: by units, name forms and house forms.

    `forms` has the forms of words by themselves, without and with house forms: few words have
    others. `sensitive` are the indices of the words of simplified text whose form depends on names.
    """
    source, target = editions
    plain, usual = forms
    result = list(map(usual.__getitem__, words))
    decided = _convert_units(result, (words, names), units, plain, editions)
    if source is HANS:
        indices = sensitive
    elif source is TW:
        indices = [at for at, word in enumerate(words) if "着" in decided.get(at, plain[word])]
    else:
        indices = _particles_like_taiwan(words) if target is HANS else []
        plain = convert_with_opencc([words[at] for at in indices], TW, target)
    for index in indices:
        word = words[index]
        form = decided[index] if index in decided else plain[word]
        if source is not HANS:
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
    _set_apart(words, result, decided)
    text = SEPARATOR.join(words)
    if not may_have_quotes(text, source, target):
        return result
    parts = convert_quotes(SEPARATOR.join(result), source, target, ignore=SEPARATOR).split(
        SEPARATOR
    )
    # The counts differ only if a word contains the separator.
    return parts if len(parts) == len(words) else result


def _particles_like_taiwan(words: Sequence[str]) -> list[int]:
    """Return the indices of the words of a text from Hong Kong that may have 著 for 着.

    Its press prints 着, but many write 著 as in Taiwan; a text that has 着 means zhù by 著.
    """
    if any("着" in word for word in words):
        return []
    return [at for at, word in enumerate(words) if "著" in word]


def _convert_units(
    result: list[str],
    text: tuple[Sequence[str], Sequence[bool]],
    units: Sequence[ConversionUnit],
    plain: Mapping[str, str],
    editions: tuple[Edition, Edition],
) -> Mapping[int, str]:
    """Write the forms of the words of units into the result.

    `text` has the words, and whether each is a person's name. Return their forms without house
    forms, by index.
    """
    decided: dict[int, str] = {}
    if not units:
        return decided
    words, names = text
    source, target = editions
    listed = word_forms(source, target)
    for unit in units:
        form = unit.form(source, target)
        usual = plain[unit.text] if form is None else form
        if unit.has_parts and names[unit.start]:
            usual = convert_name(
                unit.text, usual, first=unit.start == 0 or not names[unit.start - 1]
            )
        whole = unit.with_parts(usual, target)
        if unit.end - unit.start == 1:
            parts: Sequence[str] = (whole,)
        else:
            own = tuple(words[unit.start : unit.end])
            forms = tuple([(plain[word], listed.get(word) or plain[word]) for word in own])
            parts = distribute(whole, own, forms)
        for index, part in enumerate(parts, unit.start):
            decided[index] = part
            result[index] = with_house_forms(part, target)
    return decided


def _set_apart(words: Sequence[str], result: list[str], decided: Iterable[int]) -> None:
    """Put a space where Latin words meet only since one was converted: 谷歌 | Gemini.

    `decided` are the indices of the words of units, since characters do not become Latin.
    """
    for at in decided:
        form = result[at]
        if not form.isascii() or len(words[at]) < 2 or words[at].isascii():
            continue
        before, after = "".join(words[max(0, at - 1) : at]), "".join(words[at + 1 : at + 2])
        if _LATIN.match(form) and _LATIN.match(before[-1:]):
            form = f" {form}"
        if _LATIN.match(form[-1:]) and _LATIN.match(after):
            form = f"{form} "
        result[at] = form


_LATIN = re.compile("[A-Za-z0-9]")


def _may_depend_on_names(word: str) -> bool:
    """Whether the form of a simplified word may depend on the names in the text."""
    return "里" in word or begins_with_addressed(word)


def _depending_on_names(
    words: Sequence[str], names: Sequence[bool], sensitive: Collection[str]
) -> list[int]:
    """Return the indices of the words whose form depends on names: they are few.

    `sensitive` are words whose form may depend on names.
    """
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
