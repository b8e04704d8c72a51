"""What is spoken, in the phonemes that Kokoro was trained on.

They are IPA with an arrow after the vowel for each tone (hǎo: xau↓), some capitals for English
diphthongs (A as in “day”), and punctuation, as misaki writes them. A syllable is its initial and
its final, as pypinyin divides it; Latin words are read by eSpeak NG.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pypinyin.contrib.tone_convert import to_finals, to_initials

LIMIT = 500
"""The most phonemes that Kokoro is given at once, somewhat less than it can."""

_TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}
_INITIALS = dict(
    pair.split(":")
    for pair in (
        "b:p p:pʰ m:m f:f d:t t:tʰ n:n l:l g:k k:kʰ h:x j:ʨ q:ʨʰ x:ɕ"
        " zh:ꭧ ch:ꭧʰ sh:ʂ r:ɻ z:ʦ c:ʦʰ s:s"
    ).split()
)
# `+` is where the tone is.
_FINALS = dict(
    pair.split(":")
    for pair in (
        "a:a+ ai:ai+ an:a+n ang:a+ŋ ao:au+ e:ɤ+ ei:ei+ en:ə+n eng:ə+ŋ o:wo+ ou:ou+"
        " ong:ʊ+ŋ i:i+ ia:ja+ ian:jɛ+n iang:ja+ŋ iao:jau+ ie:je+ in:i+n ing:i+ŋ iong:jʊ+ŋ"
        " iou:jou+ u:u+ ua:wa+ uai:wai+ uan:wa+n uang:wa+ŋ uei:wei+ uen:wə+n ueng:wə+ŋ uo:wo+"
        " ü:y+ üe:ɥe+ üan:ɥɛ+n ün:y+n"
    ).split()
)
_BUZZED = frozenset({"zh", "ch", "sh", "r", "z", "c", "s"})
"""The initials after which i is a vowel of its own."""
_WHOLE = {
    **{"er": "ɚ+", "r": "ɚ+", "ê": "ɛ+", "o": "ɔ+", "yo": "jɔ+"},
    **{"m": "m+", "n": "n+", "ng": "ŋ+", "hm": "hm+", "hng": "hŋ+"},
}
"""Syllables that are not divided."""

_PINYIN = re.compile(r"(?:[a-zêü]+[1-5])+")
_SYLLABLE = re.compile(r"(?<![a-zêü])([a-zêü]+)([1-5])")
_LATIN = re.compile(r"[^\W_](?:[^\W_]|['’.-](?=[^\W_]))*")
_MARKS = str.maketrans("，、。．！？：；「」『』《》（）", ",,..!?:;“”“”“”()")

# The sounds of eSpeak NG that Kokoro spells otherwise; `^` is between the parts of one sound.
_ENGLISH = (
    *(("a^ɪ", "I"), ("a^ʊ", "W"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("o^ʊ", "O"), ("ɔ^ɪ", "Y")),
    *(("t^ʃ", "ʧ"), ("ə^l", "ᵊl"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɚ", "əɹ"), ("ɐ", "ə")),
    *(("ʔ", "t"), ("r", "ɹ"), ("x", "k"), ("ç", "k"), ("ɬ", "l"), ("e", "A"), ("ː", ""), ("^", "")),
)


def syllable(letters: str, tone: str) -> str:
    """Return the phonemes of a syllable of pinyin, with a tone from 1 to 5."""
    found = _WHOLE.get(letters)
    if found is None:
        initial = to_initials(letters, strict=True)
        final = to_finals(letters, strict=True, v_to_u=True)
        vowel = "ɨ+" if final == "i" and initial in _BUZZED else _FINALS[final]
        found = _INITIALS.get(initial, "") + vowel
    return found.replace("+", _TONES[tone])


def english(ipa: str) -> str:
    """Return the phonemes of Latin words, given their IPA by eSpeak NG."""
    for sound, ours in _ENGLISH:
        ipa = ipa.replace(sound, ours)
    return re.sub("(.)\u0329", r"ᵊ\1", ipa).strip()


def phonemes(text: str, read: Callable[[str], str]) -> str:
    """Return the phonemes of a sentence as a voice gets it; `read` gives the IPA of a word."""
    found = "".join(_words(text.translate(_MARKS), read)).strip()
    return re.sub("([(“]) ", r"\1", found)


def _words(text: str, read: Callable[[str], str]) -> Iterator[str]:
    for token in text.split():
        if _PINYIN.fullmatch(token):
            yield " " + "".join(syllable(*each.groups()) for each in _SYLLABLE.finditer(token))
        elif _LATIN.search(token):
            yield " " + _LATIN.sub(lambda match: english(read(match[0])), token)
        else:
            yield token if token[0] in ",.!?:;”)…—" else f" {token}"


def pieces(sound: str) -> Iterator[str]:
    """Yield the parts of phonemes that are short enough, divided between words."""
    piece = ""
    for word in sound.split():
        if piece and len(piece) + len(word) >= LIMIT:
            yield piece
            piece = ""
        piece = f"{piece} {word}".strip()
    if piece:
        yield piece[:LIMIT]
