"""What stands beside a name: titles, verbs of speech, the ends of clauses and lists.

Each lowers the cost of a name candidate next to it. All costs are in centibels.
"""

from __future__ import annotations

from generator.language.tables import read_groups
from generator.language.words.segmentation import Candidate
from generator.language.words.word_classes import word_classes
from generator.lazy_patterns import lazy_pattern
from generator.model import NameKind, Span

CONTEXT_DISCOUNT = 80
"""The discount for a word next to a candidate that goes with people."""

ACT_DISCOUNT = 250
"""The further discount for a candidate that begins a clause, and does what people do in stories."""

DESIGNATION_DISCOUNT = 140
"""The same for a word before it that says who somebody is: 记者."""

LIST_DISCOUNT, _IN_LISTS = 60, frozenset("、等")
"""The discount for a candidate in a list, and what follows those."""

STATED_COST = 0
"""The cost of a name that the sentence says outright, so that no other words are there."""

CLAUSE_START_DISCOUNT = 20
"""The discount at the start of a clause, where people are often named."""

_WORDS = read_groups("names/name_words.tsv")

PERSONAL_TITLES = _WORDS["personal-title"]
"""Titles that are not offices: 任先生 is a person, but 任主席 may mean “to serve as chairman”."""

TITLES = PERSONAL_TITLES | _WORDS["title"]
"""Titles, which follow a surname or a name and are not part of it."""

SPEECH_WORDS = _WORDS["speech"]
"""Words after a person's name, mostly verbs of speech."""

NEVER_GIVEN = _WORDS["not-given"]
"""Characters that hardly ever end a given name, but often a noun that begins with a surname."""

DOTS = "·・‧•"

_BEFORE_PERSON = TITLES | _WORDS["before-person"]
PERSON_ACTS = _WORDS["person-act"]
"""What people do in stories, by the two characters after their names."""
ACTS = "|".join(sorted(PERSON_ACTS | SPEECH_WORDS | _WORDS["act-of-person"], key=len, reverse=True))
"""What only persons do, as a part of a regular expression."""

_AFTER_PERSON = _WORDS["after-person"] | PERSON_ACTS


class NameCandidate(Candidate, frozen=True, gc=False):
    """A span that may be a name, with its cost in the lattice."""

    kind: NameKind = NameKind.OTHER


PREDICATE_COST = 150
"""The extra cost of a candidate whose last character seems to begin the predicate."""

_AFTER_VERBS = _WORDS["after-verb"]
_SIDES = frozenset("上下")
"""Sides that are verbs before 了."""


def ends_in_predicate(text: str, end: int) -> bool:
    """Whether the last character of a candidate seems to be a verb or an adverb after the name.

    马林 | 站 | 在, 克里斯 | 弄 | 出去, 艾伦 | 太 | 累, 克利 | 都 | 在, 桑德斯 | 上 | 了.
    """
    if text[end - 1] in _SIDES and text[end : end + 1] == "了":
        return True
    classes = word_classes()
    kind = classes.get(text[end - 1], "x")
    if kind == "v":
        return text[end : end + 1] in _AFTER_VERBS
    return kind == "d" and classes.get(text[end : end + 1], "x") in ("v", "a", "p")


_BEFORE_ENDS = frozenset(word[-1] for word in _BEFORE_PERSON)
_AFTER_BEGINS = frozenset(word[0] for word in _AFTER_PERSON)


def discount_before(text: str, start: int) -> float:
    """Return the discount for the text before a candidate."""
    if start == 0:
        return CLAUSE_START_DISCOUNT
    last = text[start - 1]
    if last.isspace() and text[start - 2 : start - 1] in _BEFORE_ENDS:
        start, last = start - 1, text[start - 2]  # （记者 汤敏）
    if last in _BEFORE_ENDS:
        for at in range(max(0, start - 5), start):
            if text[at:start] in _BEFORE_PERSON:
                return DESIGNATION_DISCOUNT if start - at > 1 else CONTEXT_DISCOUNT
    return CLAUSE_START_DISCOUNT if last in "，。；：！？“" else 0


def discount_after(text: str, end: int) -> float:
    """Return the discount for the text after a candidate."""
    if text[end : end + 1] not in _AFTER_BEGINS:
        return LIST_DISCOUNT if text[end : end + 1] in _IN_LISTS else 0
    is_after = text[end : end + 1] in _AFTER_PERSON or text[end : end + 2] in _AFTER_PERSON
    return CONTEXT_DISCOUNT if is_after else 0


def discount_actor(text: str, start: int, end: int) -> float:
    """Return the discount for a candidate that begins a clause and acts in a story: 谢离 | 转身."""
    begins = start == 0 or text[start - 1] in "，。；：！？“"
    return ACT_DISCOUNT if begins and text[end : end + 2] in PERSON_ACTS else 0


_WISH = lazy_pattern("快乐|愉快|健康|顺利|幸福|如意|吉祥|平安|成功|进步|永远|越来越")


def is_wish(text: str, span: Span) -> bool:
    """Whether a surname rather wishes somebody something: 祝 | 老师 | 节日 | 快乐."""
    return span.of(text) == "祝" and _WISH.search(text, span.end) is not None


def has_context_cue(text: str, span: Span) -> bool:
    """Whether a word that goes with people is next to a span."""
    return (
        discount_before(text, span.start) >= CONTEXT_DISCOUNT
        or discount_after(text, span.end) >= CONTEXT_DISCOUNT
    )
