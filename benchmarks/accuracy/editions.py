"""Editions: conversion between the scripts, compared with the parallel text of the treebank.

Only Han characters are compared, because punctuation is a matter of house style. Variants that the
treebank writes in both ways are unified first (`VARIANTS`), so that 裏 for 裡 and 臺 for 台 are
correct.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import product

from rapidfuzz.distance import Levenshtein

from benchmarks.accuracy import ours, peers
from benchmarks.accuracy.data import EditionSentence, Sets
from benchmarks.accuracy.report import MissingError, Section, Table, percent
from generator.language.characters import HAN
from generator.model import Edition

VARIANTS = str.maketrans(
    "鑒甕裏臺爲羣峯衆麪綫着説税户温鋭悦脱敍豔葱藴醖兑蜕卧鈎啓縕輼喫牀僞嬀潙濛汙衞牠妳佈",
    "鑑瓮裡台為群峰眾麵線著說稅戶溫銳悅脫敘艷蔥蘊醞兌蛻臥鉤啟緼轀吃床偽媯溈蒙污衛它你布",
)
"""Characters that Taiwan, Hong Kong or the treebank itself write in two ways."""

_NOT_HAN = re.compile(f"[^{HAN}]")

TITLE = "Editions"
TEXT = """\
{count} pairs of sentences of the treebank; only Han characters, with variant forms unified
({variants}). *Characters* is one minus the edit distance divided by the length; *exact* is the
share of sentences without a difference. The simplified side was converted from the traditional
one, so the vocabulary is that of the source, and a tool that writes regional words (網路, 軟體)
loses points here. *Spelling only* is Jiazhu's conversion without regional words. Jiazhu
segments the text itself.
The last tables have sentences of the mainland and how Taiwan and Hong Kong print them
(`corpus/editions`), with their own words. A place is *wrong* if it differs: a wrong character, a
word of the mainland that is left, or one that should have stayed. Nothing was mended for what is
*held out*; Jiazhu's own draft was corrected to make the labels, so that its figures flatter it."""


def normal(text: str) -> str:
    """Return the Han characters of a text, with variants unified."""
    return _NOT_HAN.sub("", text).translate(VARIANTS)


def score(pairs: Sequence[tuple[str, str]], convert: Callable[[str], str]) -> tuple[int, int, int]:
    """Return the numbers of differing characters, of all characters, and of exact sentences."""
    wrong = length = exact = 0
    for source, gold in pairs:
        want, got = normal(gold), normal(convert(source))
        off = 0 if want == got else Levenshtein.distance(want, got)
        wrong += off
        length += len(want)
        exact += not off
    return wrong, length, exact


def differences(
    pairs: Sequence[tuple[str, str]], convert: Callable[[str], str], limit: int
) -> Iterator[str]:
    """Yield the most frequent differences: the gold form, the output, and an example."""
    counts, first = Counter[tuple[str, str]](), dict[tuple[str, str], str]()
    for source, gold in pairs:
        want, got = normal(gold), normal(convert(source))
        for tag, a, b, c, d in SequenceMatcher(None, want, got, autojunk=False).get_opcodes():
            if tag != "equal":
                counts[want[a:b], got[c:d]] += 1
                first.setdefault((want[a:b], got[c:d]), want[max(0, a - 6) : b + 6])
    for (want, got), count in counts.most_common(limit):
        yield f"{count:4}  {want or '–'}, got {got or '–'}: {first[want, got]}"


_CHOICE = re.compile(r"\{([^}]*)\}")


def wrong_places(label: str, got: str) -> int:
    """Return the number of places where a text differs from its label, as the label allows."""
    fixed = _CHOICE.sub("{}", label)
    choices = [choice.split("|") for choice in _CHOICE.findall(label)]
    found = normal(got)
    return min(
        sum(
            tag != "equal"
            for tag, *_ in SequenceMatcher(
                None, normal(fixed.format(*chosen)), found, autojunk=False
            ).get_opcodes()
        )
        for chosen in product(*choices)
    )


_LOCAL_TOOLS: Mapping[Edition, tuple[str, str]] = {
    Edition.TW: ("s2twp", "zh-tw"),
    Edition.HK: ("s2hk", "zh-hk"),
}
"""OpenCC's configurations, with the words of Taiwan, as it has none of Hong Kong; zhconv's."""


def _local_table(sets: Sets, edition: Edition, label: str, skipped: list[str]) -> Table:
    """Return the table of sentences as a region prints them; name the tools that are missing."""
    parts: list[tuple[str, list[EditionSentence]]] = [
        ("read", sets.editions("dev")),
        ("held out", sets.editions("test")),
    ]
    columns = [label]
    for name, sentences in parts:
        length = sum(len(normal(s.text)) for s in sentences)
        columns += [f"{name}: wrong in {length:,} characters", "per 1,000", "exact"]
    table = Table(columns)
    config, locale = _LOCAL_TOOLS[edition]
    tools: dict[str, Callable[[], Callable[[str], str]]] = {
        "jiazhu": lambda: lambda text: ours.converted(text, Edition.HANS, edition),
        f"{peers.named('opencc', 'opencc')} {config}": lambda: peers.opencc(config),
        f"{peers.named('zhconv-rs', 'zhconv-rs')} {locale}": lambda: peers.zhconv(locale),
    }
    for tool, load in tools.items():
        try:
            convert = load()
        except MissingError as error:
            skipped.append(str(error))
            continue
        row = [tool]
        for _, sentences in parts:
            counts = [wrong_places(s.forms[edition], convert(s.text)) for s in sentences]
            length = sum(len(normal(s.text)) for s in sentences)
            row += [str(sum(counts)), f"{1000 * sum(counts) / length:.1f}"]
            row.append(percent(counts.count(0), len(counts), 1))
        table.rows.append(row)
    return table


def _converters(source: Edition, target: Edition) -> dict[str, Callable[[], Callable[[str], str]]]:
    to_taiwan = target is Edition.TW
    config, locale = ("s2tw", "zh-tw") if to_taiwan else ("tw2s", "zh-cn")
    return {
        "jiazhu": lambda: lambda text: ours.converted(text, source, target),
        "jiazhu, spelling only": lambda: lambda text: ours.spelt(text, source, target),
        f"{peers.named('opencc', 'opencc')} {config}": lambda: peers.opencc(config),
        f"{peers.named('opencc-jieba-pyo3', 'opencc-jieba-pyo3')} {config}": lambda: (
            peers.opencc_jieba(config)
        ),
        f"{peers.named('zhconv-rs', 'zhconv-rs')} {locale}": lambda: peers.zhconv(locale),
    }


def measure(sets: Sets, errors: int) -> Section:
    """Return the tables of conversion, one for each direction."""
    section = Section(TITLE, "")
    try:
        hans = [s.text for s in sets.simplified]
        hant = [s.text for s in sets.traditional]
    except MissingError as error:
        section.skipped.append(str(error))
        return section
    shown = " ".join(f"{chr(a)}{chr(b)}" for a, b in VARIANTS.items())
    section.text = TEXT.format(count=len(hans), variants=shown)
    directions = (
        ("simplified → Taiwan", list(zip(hans, hant, strict=True)), Edition.HANS, Edition.TW),
        ("traditional → simplified", list(zip(hant, hans, strict=True)), Edition.TW, Edition.HANS),
    )
    for label, pairs, source, target in directions:
        table = Table([label, "characters", "exact", "wrong"])
        for name, load in _converters(source, target).items():
            try:
                convert = load()
            except MissingError as error:
                section.skipped.append(str(error))
                continue
            wrong, length, exact = score(pairs, convert)
            table.rows.append(
                [name, percent(length - wrong, length), percent(exact, len(pairs), 1), str(wrong)]
            )
            if errors and name == "jiazhu":
                section.errors += [f"{label}:", *differences(pairs, convert, errors)]
        section.tables.append(table)
    for edition, label in ((Edition.TW, "for Taiwan"), (Edition.HK, "for Hong Kong")):
        section.tables.append(_local_table(sets, edition, label, section.skipped))
    return section
