"""Hanyu Pinyin syllables: numbered syllables, tone marks, and splitting and joining of words.

Internally a syllable is in lower case with a tone digit, `yan2`, `lü4`, `de5`, `r5`; a capital
starts a part of a name. Output follows GB/T 16159-2012: the syllables of a word are joined, an
apostrophe precedes a syllable that begins with a, o or e (Xī'ān), and the tone mark goes on a, e
or o, in this order, or on the last letter of iu and ui.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from sys import intern

_DIGIT_OF_MARK = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_MARK_OF_DIGIT = {digit: mark_tone for mark_tone, digit in _DIGIT_OF_MARK.items()}

# The syllables of Standard Mandarin that dictionaries list, by initial.
_INVENTORY = """
a ai an ang ao o ou e ei en eng er ê m n ng hm hng r
b a ai an ang ao ei en eng i ian iao ie in ing o u
p a ai an ang ao ei en eng i ian iao ie in ing o ou u
m a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
f a an ang ei en eng iao o ou u
d a ai an ang ao e ei en eng i ia ian iang iao ie ing iu ong ou u uan ui un uo
t a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo
n a ai an ang ao e ei en eng i ia ian iang iao ie in ing iu ong ou u uan un uo ü üe
l a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo ü üe üan
g a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
k a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
h a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
j i ia ian iang iao ie in ing iong iu u uan ue un
q i ia ian iang iao ie in ing iong iu u uan ue un
x i ia ian iang iao ie in ing iong iu u uan ue un
zh a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo
ch a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
sh a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
r an ang ao e en eng i ong ou u ua uan ui un uo
z a ai an ang ao e ei en eng i ong ou u uan ui un uo
c a ai an ang ao e ei en eng i ong ou u uan ui un uo
s a ai an ang ao e ei en eng i ong ou u uan ui un uo
y a ai an ang ao e i in ing o ong ou u uan ue un
w a ai an ang ei en eng o u
"""


def _inventory() -> frozenset[str]:
    lines = _INVENTORY.strip().splitlines()
    bare = set(lines[0].split())
    for line in lines[1:]:
        initial, *finals = line.split()
        bare.update(initial + final for final in finals)
    return frozenset(bare)


SYLLABLES = _inventory()
"""All syllables without tones, with ü written ü."""

_MAX_LENGTH = max(map(len, SYLLABLES))
_NUMBERED = re.compile(r"(?<![A-Za-zÜüÊê:])([A-Za-zÜüÊê:]++)([0-5])")


@lru_cache(maxsize=1024)
def parse_cedict_pinyin(field: str) -> tuple[str, ...]:
    """Return the syllables of a CC-CEDICT pinyin field: `lu:4 se4` -> `lü4`, `se4`.

    Other items (Latin letters, digits, `·`, `xx5`) are kept unchanged, so that each item still
    corresponds to a character of the headword if it does in the dictionary. Equal syllables are
    the same object, since words have a hundred thousand and there are few different ones.
    """
    return tuple([intern(part) for part in field.replace("u:", "ü").replace("U:", "Ü").split()])


@lru_cache(maxsize=8192)
def is_syllable(text: str) -> bool:
    """Whether `text` is a numbered syllable (`yan2`, `R5`)."""
    match = _NUMBERED.fullmatch(text)
    return match is not None and match[1].lower() in SYLLABLES


def mark_tone(syllable: str) -> str:
    """Return a numbered syllable with its tone mark: `lü4` -> `lǜ`, `de5` -> `de`."""
    match = _NUMBERED.fullmatch(syllable)
    if match is None:
        return syllable
    letters, tone_of = match[1], match[2]
    if tone_of in "05":
        return letters
    lower = letters.lower()
    for vowel in ("a", "e", "ê", "o"):
        if vowel in lower:
            at = lower.index(vowel)
            break
    else:
        at = max((lower.rfind(v) for v in "iuü"), default=-1)
        if at < 0:  # interjections: m, n, ng, hm
            at = next((lower.index(c) for c in "nm" if c in lower), 0)
    marked = letters[: at + 1] + _MARK_OF_DIGIT[tone_of] + letters[at + 1 :]
    return unicodedata.normalize("NFC", marked)


def number_tone(syllable: str) -> str:
    """Return a tone-marked syllable with a tone digit: `lǜ` -> `lü4`, `de` -> `de5`."""
    tone_of = "5"
    letters = []
    for char in unicodedata.normalize("NFD", syllable):
        if char in _DIGIT_OF_MARK:
            tone_of = _DIGIT_OF_MARK[char]
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)) + tone_of


def split_words(pinyin: str) -> list[list[str]]:
    """Return the numbered syllables of each word: `dà yǔyán` -> [[da4], [yu3, yan2]].

    Capitals are kept. Numbered input (`da4 yu3yan2`) is accepted too. A word of digits is kept as
    one item without a tone. Raises ValueError if a word cannot be split into syllables.
    """
    return [word for _, word in split_with_separators(pinyin)]


def split_with_separators(pinyin: str) -> list[tuple[str, list[str]]]:
    """Return the words of `split_words`, each after its separator, ` ` or `-`.

    `dì-yī fūrén` -> ("", [di4]), ("-", [yi1]), (" ", [fu1, ren2]).
    """
    pieces = re.split(r"([\s\-·]+)", pinyin.strip())
    out: list[tuple[str, list[str]]] = []
    for delimiter, word in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        if word:
            separator = "" if not out else "-" if delimiter == "-" else " "
            out.append((separator, _split_word(word)))
    return out


def split_syllables(pinyin: str) -> list[str]:
    """Return all numbered syllables of a spelling, in order: `dà yǔyán` -> da4, yu3, yan2.

    Numbers are left out, so that one syllable remains for each Han character. Raises ValueError
    if a word cannot be split into syllables.
    """
    return [s for word in split_words(pinyin) for s in word if is_syllable(s)]


@cache
def _split_word(word: str) -> list[str]:
    if re.fullmatch(r"[\d.,%]+", word):
        return [word]
    if re.fullmatch(r"(?:[A-Za-zÜüÊê:]+[1-5]['’]?)+", word):
        found = [a.replace("u:", "ü") + b for a, b in _NUMBERED.findall(word)]
        if all(map(is_syllable, found)):
            return found
    out: list[str] = []
    for piece in re.split("['’]", word):
        parts = _split_piece(piece)
        if parts is None:
            message = f"“{word}” cannot be read as pinyin syllables"
            raise ValueError(message)
        out += parts
    return out


def _split_piece(piece: str) -> list[str] | None:
    """Split the text between two apostrophes; None if it cannot be split.

    Only the first syllable may begin with a vowel, which makes joined pinyin unambiguous:
    `fāngàn` is fan1 gan4, since fang1 an4 would be written `fāng'àn`. Spellings that break the
    rule are still split, if there is no other way.
    """
    bare: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", piece):
        if not unicodedata.combining(char):
            bare.append(char)
            tones.append("")
        elif not bare:
            return None
        elif char not in _DIGIT_OF_MARK:
            bare[-1] = unicodedata.normalize("NFC", bare[-1] + char)
        elif tones[-1]:
            return None
        else:
            tones[-1] = _DIGIT_OF_MARK[char]
    letters = "".join(bare)
    if len(letters) != len(bare):
        return None
    lower = letters.lower()

    def first_ends(strict: bool) -> list[int]:
        """Return where a first syllable from each place ends, so that the rest can be split."""
        ends = [0] * len(lower)
        for start in reversed(range(len(lower))):
            if strict and start and lower[start] in "aoeê":
                continue
            for end in range(min(len(lower), start + _MAX_LENGTH), start, -1):
                if lower[start:end] not in SYLLABLES or sum(map(bool, tones[start:end])) > 1:
                    continue
                erhua = lower[start:end] == "r"
                if erhua and (start == 0 or lower[end : end + 1] in tuple("aeiouü")):
                    continue
                if end == len(lower) or ends[end]:
                    ends[start] = end
                    break
        return ends

    if not lower:
        return []
    ends = first_ends(strict=True)
    if not ends[0]:
        ends = first_ends(strict=False)
    if not ends[0]:
        return None
    spans, start = [], 0
    while start < len(lower):
        spans.append((start, ends[start]))
        start = ends[start]
    return [
        letters[start:end] + next((t for t in tones[start:end] if t), "5") for start, end in spans
    ]


def join_syllables(syllables: Iterable[str]) -> str:
    """Spell numbered syllables as one orthographic word: xi1, an1 -> `xī'ān`.

    The interjections n and ng have an apostrophe too, since they would end the syllable before.
    """
    found = enumerate(map(_joined, syllables))
    return "".join([f"'{text}" if is_apart and at else text for at, (text, is_apart) in found])


_NASAL = re.compile("ng?[0-5]", re.IGNORECASE)
"""The interjections, as numbered syllables: not nǚ, which has its mark."""


@lru_cache(maxsize=8192)
def _joined(syllable: str) -> tuple[str, bool]:
    """Return a syllable with its mark, and whether an apostrophe is before it inside a word."""
    marked = mark_tone(syllable)
    initial = unicodedata.normalize("NFD", marked)[:1].lower()
    return marked, initial in ("a", "o", "e") or _NASAL.fullmatch(syllable) is not None


def tone_of(syllable: str) -> str:
    """Return the tone digit of a numbered syllable, 0 if it has none."""
    return syllable[-1] if syllable.endswith(("1", "2", "3", "4", "5")) else "0"
