"""The end of an English sentence: after . ! ? … and white space, if a sentence can start there.

A full stop may belong to an abbreviation instead. Some abbreviations never end a sentence (Dr.),
some do not before a number (No. 5), and some may (Inc., U.S., an initial): these end it if the
next word is one that often starts a sentence and seldom follows a name.
"""

from __future__ import annotations

import re

from generator.language.sentences.boundaries import WIDE_STOPS, BoundaryCandidate
from generator.lazy_patterns import lazy_pattern


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER = _words(
    "mr mrs ms mx messrs dr prof rev hon sen rep gov gen col capt lt sgt maj adm pres supt mt ft"
    " fr st e.g i.e eg ie vs cf viz ca approx esp incl fig figs eq eqs"
)
_BEFORE_NUMBER = _words(
    "no nos vol vols ch chap sec p pp art ver v jan feb mar apr jun jul aug sep sept oct nov dec"
)
_MAY = _words("inc ltd co corp llc plc bros jr sr etc al dept univ assn est ph.d u.s.a d.c")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")
_STARTERS = _words(
    "the a an this that these those he she it we they i you his her its our their my your"
    " in on at by for from with as to but and or so yet if when while although though because"
    " since after before during until unless however moreover furthermore meanwhile instead"
    " still then there here what why how who where which now today yesterday tomorrow some"
    " many most both all each every another other no not once even also"
)
_LAST_WORD = re.compile(r"[^\s(\[{“‘\"'«]+\Z")
_OPENING_MARKS = re.compile(r"[\s“‘\"'(\[{«]*")
_WORD = re.compile(r"[^\W_]+")
_PAUSES = ",;:—–-"
_SAID = lazy_pattern(
    r"(?:[A-Z][\w.’'-]*\s+){1,4}(?:(?:also|then|once|later)\s+)?"
    r"(?:said|says|asked|asks|told|tells|wrote|writes|added|adds|replied|explained|noted|argued"
    r"|shouted|exclaimed|recalled|wondered)\b"
)
_REACH = 80


def is_english_sentence_end(candidate: BoundaryCandidate) -> bool:
    """Whether an English sentence ends at the candidate."""
    following = candidate.text_after(_REACH)
    if not candidate.is_spaced and not any(char in WIDE_STOPS for char in candidate.marks):
        return False
    if any(candidate.is_aside(pair) for pair in candidate.enclosing):
        return False
    lead = _OPENING_MARKS.match(following)
    first = following[lead.end() if lead else 0 :]
    word = _WORD.match(first)
    next_word = word[0] if word else ""
    if following[0] in _PAUSES or next_word.islower():
        return False
    is_quoted = any(
        candidate.is_quote(pair) and candidate.is_closed(pair) for pair in candidate.enclosing
    )
    if is_quoted and _SAID.match(following):
        return False
    return not (_is_single_point(candidate.marks) and _is_abbreviation(candidate, next_word))


def _is_single_point(marks: str) -> bool:
    return marks.startswith(".") and not marks.startswith("..") and not set("!?…") & set(marks)


def _is_abbreviation(candidate: BoundaryCandidate, next_word: str) -> bool:
    """Whether the full stop belongs to the word before it, and does not end the sentence."""
    match = _LAST_WORD.search(
        candidate.text[max(candidate.sentence_start, candidate.offset - 24) : candidate.offset]
    )
    if match is None:
        return False
    word = match[0].lower()
    is_first = not candidate.text[candidate.sentence_start : candidate.offset - len(word)].strip()
    if word in _NEVER:
        return True
    if word in _BEFORE_NUMBER and next_word.isdigit():
        return True
    if is_first and (word.isdigit() or len(word) == 1):
        return True  # 1. First point
    if word in _MAY or (_INITIALS.fullmatch(match[0]) and ("." in word or match[0].isupper())):
        return next_word.lower() not in _STARTERS
    return False
