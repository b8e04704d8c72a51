"""Where an English sentence ends: behind . ! ? … and white space, if a sentence can start there.

A point may belong to an abbreviation instead. Some never end a sentence (Dr.), some do not
before a number (No. 5), and some may (Inc., U.S., an initial): those end it where the next word
is one that often starts a sentence and seldom follows a name.
"""

from __future__ import annotations

import re

from generator.language.sentences.boundaries import WIDE_STOPS, Stop


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
_BEFORE = re.compile(r"[^\s(\[{“‘\"'«]+\Z")
_LEAD = re.compile(r"[\s“‘\"'(\[{«]*")
_WORD = re.compile(r"[^\W_]+")
_PAUSES = ",;:—–-"
_SAID = re.compile(
    r"(?:[A-Z][\w.’'-]*\s+){1,4}(?:(?:also|then|once|later)\s+)?"
    r"(?:said|says|asked|asks|told|tells|wrote|writes|added|adds|replied|explained|noted|argued"
    r"|shouted|exclaimed|recalled|wondered)\b"
)
_REACH = 80


def ends_english(stop: Stop) -> bool:
    """Whether a sentence ends at the stop."""
    following = stop.next(_REACH)
    if not stop.is_spaced and not any(char in WIDE_STOPS for char in stop.group):
        return False
    if any(stop.is_aside(pair) for pair in stop.within):
        return False
    lead = _LEAD.match(following)
    first = following[lead.end() if lead else 0 :]
    word = _WORD.match(first)
    next_word = word[0] if word else ""
    if following[0] in _PAUSES or next_word.islower():
        return False
    is_quoted = any(stop.is_quote(pair) and stop.is_closed(pair) for pair in stop.within)
    if is_quoted and _SAID.match(following):
        return False
    return not (_is_single_point(stop.group) and _is_abbreviation(stop, next_word))


def _is_single_point(group: str) -> bool:
    return group.startswith(".") and not group.startswith("..") and not set("!?…") & set(group)


def _is_abbreviation(stop: Stop, next_word: str) -> bool:
    """Whether the point belongs to the word before it and ends no sentence."""
    match = _BEFORE.search(stop.text[max(stop.start, stop.place - 24) : stop.place])
    if match is None:
        return False
    word = match[0].lower()
    is_first = not stop.text[stop.start : stop.place - len(word)].strip()
    if word in _NEVER:
        return True
    if word in _BEFORE_NUMBER and next_word.isdigit():
        return True
    if is_first and (word.isdigit() or len(word) == 1):
        return True  # 1. First point
    if word in _MAY or (_INITIALS.fullmatch(match[0]) and ("." in word or match[0].isupper())):
        return next_word.lower() not in _STARTERS
    return False
