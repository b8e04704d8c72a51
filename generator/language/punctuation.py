"""Repairs the punctuation of Chinese: half-width marks, straight quotes, dots, stray spaces.

1. What must not be touched (code, addresses, author's marks, escapes) is masked, each by one
   private character.
2. The repairs of `_REPAIRS` run in order, each counting what it changed, until none finds
   anything: so repairing what was repaired changes nothing.
3. The masks are taken off.

A mark counts as Chinese by its neighbours: Han characters or full-width punctuation, where marks
of emphasis are looked through. Numbers (10,000), Latin (v1.5) and times (3:30) keep theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection

from generator.language.characters import HAN
from generator.language.numerals import TENS

_MASKED = re.compile(
    r"(?<!`)(?P<code>`+)(?!`).*?(?<!`)(?P=code)(?!`)"
    r"|^\[\^\w+\]:[ ]|\[\^\w+\]"
    r"|\]\((?:[^()\n]|\([^()\n]*\))*\)"
    r"|<[A-Za-z][^<>\s]*>"
    r"|(?:https?|ftp|mailto):[^\s" + HAN + r"，。；：！？、）」』”’》]+(?<![,.;:!?)])"
    r"|(?<![\w.@-])[\w.-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.])(?:[\w-]+\.)+(?:com|org|net|cn|tw|hk|io|ai|edu|gov)\b(?:/[\w./?=&%#-]*)?"
    r"|\{[^{}\n]*\|[^{}\n]*\}"
    rf"|^[{TENS}]{{1,3}}\.[ ]*"
    r"|\\[!-/:-@\[-`{-~]"
    r"|^[ \t]*(?:[-+*]|\d{1,9}[.)])[ ]+|^[ \t]*(?:>[ ]?)+"
    r"|^\|?(?:[ ]*:?-+:?[ ]*\|)+[ ]*$|(?<![\\ ])[ ]*\|[ ]*",
    re.MULTILINE | re.ASCII,
)
# Two private planes, which a text has no use for: the end of a link and the
# reference to a note are looked through.
_FIRST_MASK, _FIRST_LINK = 0xF0000, 0x100000
_OPAQUE, _LINK_ENDS = "\U000f0000-\U000ffffd", "\U00100000-\U0010fffd"

_WIDE = "，。；：！？、（）《》〈〉「」『』“”‘’【】—…～"
_CJK = f"{HAN}{_WIDE}"
_EM = rf"[*_\[{_LINK_ENDS}]*"  # what is looked through
_APOSTROPHE = re.compile(r"\w'\w", re.ASCII)
_CHINESE = re.compile(f"[{_CJK}]")
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。"}

Repair = Callable[[str], tuple[str, int]]


def repair(
    text: str,
    *,
    corners: bool = False,
    heading: bool = False,
    kinds: Collection[str] | None = None,
) -> tuple[str, Counter[str]]:
    """The text with its punctuation repaired, and how often each kind of repair was made.

    `text` is inline Markdown or a block of it; `corners` writes 「」 for straight quotes, as
    traditional text has them; the spaces of a `heading` part what belongs apart (第一章 春天).
    Only repairs of `kinds` are made, if they are given.
    """
    if any(ord(char) >= _FIRST_MASK for char in text):
        return text, Counter()
    masks: list[str] = []

    def mask(match: re.Match[str]) -> str:
        masks.append(match[0])
        first = _FIRST_LINK if match[0].startswith(("](", "[^")) else _FIRST_MASK
        return chr(first + len(masks) - 1)

    plain = _MASKED.sub(mask, text)
    if len(masks) > 0xFFFD:  # more than a plane has characters
        return text, Counter()
    counts: Counter[str] = Counter()
    changed = True
    while changed:
        changed = False
        for kind, apply in _REPAIRS.items():
            if (heading and kind == SPACES) or (kinds is not None and kind not in kinds):
                continue
            plain, number = apply(plain)
            counts[kind] += number
            changed = changed or number > 0
        if kinds is None or QUOTES in kinds:
            plain, number = _quotes(plain, "「」『』" if corners else "“”‘’")
            counts[QUOTES] += number
            changed = changed or number > 0
    repaired = "".join(
        masks[ord(char) & 0xFFFF] if ord(char) >= _FIRST_MASK else char for char in plain
    )
    return repaired, +counts


SPACES = "spaces inside Chinese"
ELLIPSES = "ellipses"
DASHES = "dashes"
MARKS = "half-width marks"
BRACKETS = "half-width brackets"
QUOTES = "straight quotation marks"


def _substitute(*rules: tuple[str, str | Callable[[re.Match[str]], str]]) -> Repair:
    compiled = [(re.compile(pattern), new) for pattern, new in rules]

    def apply(text: str) -> tuple[str, int]:
        total = 0
        for pattern, new in compiled:
            text, number = pattern.subn(new, text)
            total += number
        return text, total

    return apply


def _full(match: re.Match[str]) -> str:
    return match["before"] + _FULL[match["mark"]]


_REPAIRS: dict[str, Repair] = {
    SPACES: _substitute(
        (rf"(?<=[{HAN}])[ \t\u00a0]+(?=[{_CJK}])", ""),
        (rf"(?<=[{_WIDE}])[ \t\u00a0]+(?=[{HAN}])", ""),
        (r"(?<=[，。；：！？、（《「『“])[ \t\u00a0]+(?=[^\s])", ""),
        (r"(?<=[^\s])[ \t\u00a0]+(?=[，。；：！？、）》」』”])", ""),
    ),
    ELLIPSES: _substitute(
        (rf"(?<=[{_CJK}])(?:\.{{3,}}|。{{3,}}|(?<!…)…(?!…)|…{{3,}}|・{{3,}}|·{{3,}})", "……"),
        (rf"(?:\.{{3,}}|(?<!…)…(?!…))(?=[{HAN}])", "……"),
    ),
    DASHES: _substitute(
        (rf"(?<=[{_CJK}])(?:-{{2,}}|─{{2,}}|–{{2,}})", "——"),
        (rf"(?:-{{2,}}|─{{2,}}|–{{2,}})(?=[{HAN}])", "——"),
    ),
    MARKS: _substitute(
        # After Chinese, whatever follows but a number (比分3:2) or, for a dot, a Latin word.
        (rf"(?P<before>[{HAN}）》」』”’]{_EM})(?P<mark>[,;:!?])(?!(?<=[:;])\))[ ]*", _full),
        (rf"(?P<before>[{HAN}）》」』”’]{_EM})(?P<mark>\.)(?![.\w*]|[ ]*[a-z0-9])[ ]*", _full),
        (rf"(?P<before>[{HAN}）》」』”’]{_EM})(?P<mark>\.)(?=[{HAN}])", _full),
        (r"(?P<before>[！？])(?P<mark>[!?])", _full),
        # At the end of a line whose last word is Latin or a number.
        (
            rf"(?P<before>[{HAN}][A-Za-z0-9 %.+#-]{{1,20}}(?<=[a-z0-9%]))(?<!Inc)(?<!Ltd)(?<!Co)"
            r"(?<!Corp)(?<!etc)(?P<mark>[.!?])(?=\n|$)",
            _full,
        ),
        # After a Latin word or a number, where Chinese follows at once.
        (
            rf"(?P<before>[A-Za-z0-9%+#){_OPAQUE}]{_EM})(?P<mark>[,;:!?])(?={_EM}[{HAN}《“「])",
            _full,
        ),
    ),
    BRACKETS: _substitute(
        (r"（(?P<inner>[^()（）\n]*)\)", r"（\g<inner>）"),
        (r"\((?P<inner>[^()（）\n]*)）", r"（\g<inner>）"),
        (rf"\((?P<inner>[^()\n]*[{HAN}][^()\n]*)\)", r"（\g<inner>）"),
        (rf"(?<=[{_CJK}])\((?P<inner>[^()\n]*)\)(?=[{_CJK}]|[ ]*$|\n)", r"（\g<inner>）"),
    ),
}
"""The repairs in order, by what the report calls them; quotation marks come last."""


def _quotes(text: str, marks: str) -> tuple[str, int]:
    """Straight quotation marks that pair within a line and belong to Chinese."""
    chars = list(text)
    total = 0
    start = 0
    for line in text.split("\n"):
        for straight, pair in (('"', marks[:2]), ("'", marks[2:])):
            places = [
                start + at
                for at, char in enumerate(line)
                if char == straight and not _APOSTROPHE.match(line, max(at - 1, 0))
            ]
            if len(places) % 2:
                continue  # who knows which one is missing
            for left, right in zip(places[::2], places[1::2], strict=True):
                around = text[max(left - 1, 0) : left] + text[left + 1 : right + 2]
                if _CHINESE.search(around):
                    chars[left], chars[right] = pair[0], pair[1]
                    total += 1
        start += len(line) + 1
    return "".join(chars), total
