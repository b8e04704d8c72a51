"""Reduces English word forms to a stem: `models`, `modelling`; `went`, `gone`, `going`.

It is just good enough to match the words of a text with the base forms in dictionary glosses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_ENDINGS = re.compile(
    r"(?:(?<=\w{3})(?:ies|ied)|(?<=\w{4})(?:ing|ed|es|er|ly|y|e)|(?<=\w{3})s(?<!ss))$"
)

_IRREGULAR = """
arise arose arisen | awake awoke awoken | bear bore born borne | beat beaten | become became
begin began begun | bend bent | bind bound | bite bit bitten | bleed bled | blow blew blown
break broke broken | breed bred | bring brought | build built | burn burnt | buy bought
catch caught | choose chose chosen | cling clung | come came | creep crept | deal dealt
dig dug | draw drew drawn | dream dreamt | drink drank drunk | drive drove driven
dwell dwelt | eat ate eaten | fall fell fallen | feed fed | feel felt | fight fought
find found | flee fled | fly flew flown | forget forgot forgotten | forgive forgave forgiven
freeze froze frozen | give gave given | go went gone going goes | grind ground | grow grew grown
hang hung | hear heard | hide hid hidden | hold held | keep kept | kneel knelt | know knew known
lay laid | lead led | lean leant | leap leapt | learn learnt | leave left | lend lent
light lit | lose lost | mean meant | meet met | mistake mistook mistaken | pay paid
ride rode ridden | ring rang rung | rise rose risen | run ran | say said | see saw seen
seek sought | sell sold | send sent | sew sewn | shake shook shaken | shine shone
shoot shot | show shown | shrink shrank shrunk | sing sang sung | sink sank sunk | sit sat
sleep slept | slide slid | smell smelt | speak spoke spoken | spell spelt | spend spent
spin spun | spoil spoilt | spring sprang sprung | stand stood | steal stole stolen
stick stuck | strike struck | string strung | strive strove | swear swore sworn
sweep swept | swell swollen | swim swam swum | swing swung | take took taken
teach taught | tear tore torn | tell told | think thought | throw threw thrown
understand understood | wake woke woken | wear wore worn | weave wove woven | weep wept
win won | wind wound | write wrote written
child children | foot feet | goose geese | knife knives | leaf leaves | life lives | loaf loaves
man men | mouse mice | ox oxen | shelf shelves | thief thieves | tooth teeth | wife wives
wolf wolves | woman women
bad worse worst | far farther farthest further | good better best well
"""


def _bases() -> dict[str, str]:
    rows = (row.split() for line in _IRREGULAR.strip().splitlines() for row in line.split("|"))
    return {form: base for base, *forms in filter(None, rows) for form in forms}


_BASES = _bases()


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return the stem of a word in lower case."""
    base = _BASES.get(word, word)
    cut = _ENDINGS.sub("", base)
    return cut[:-1] if len(cut) > 3 and cut[-1] == cut[-2] else cut


_TOKEN = re.compile(r"[A-Za-zÀ-ɏ0-9+#]+(?:\.[A-Za-z0-9]+)*")


def occurrences(text: str, form: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each occurrence of a form, in any case and with any ending.

    Hyphens count as spaces. Short words in capitals (AI, US) must match in case.
    """
    wanted, found = _words(form), _words(text)
    if not wanted or not {word[3] for word in wanted} <= {word[3] for word in found}:
        return
    for first in range(len(found) - len(wanted) + 1):
        row = found[first : first + len(wanted)]
        if all(_same(word, other) for word, other in zip(row, wanted, strict=True)):
            yield row[0][0], row[-1][1]


def stems_of(text: str) -> Sequence[str]:
    """Return the stems of the words of a text, as `occurrences` compares them."""
    return [word[3] for word in _words(text)]


_Word = tuple[int, int, str, str]
"""The start and end of a word, its text and its stem."""


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[_Word, ...]:
    return tuple((*m.span(), m[0], _stem(m[0])) for m in _TOKEN.finditer(text))


def _stem(word: str) -> str:
    plural = len(word) < 5 and word.endswith("s") and word[:-1].isupper()  # AIs
    return stem((word[:-1] if plural else word).casefold())


def _same(word: _Word, wanted: _Word) -> bool:
    form = wanted[2]
    if len(form) < 4 and form.isupper():
        return word[2] in {form, f"{form}s"}
    return word[3] == wanted[3]
