"""Repair of Chinese punctuation: half-width marks, straight quotes, dots, stray spaces.

1. Text that must not change (code, addresses, the author's marks, escapes) is masked: one
   private-use character replaces each passage.
2. The repairs of `_REPAIRS` run in order, each counting its changes, until none finds anything.
   Repairing is therefore idempotent, except for brackets nested deeper than `_ROUNDS`.
3. The masks are replaced by the original text.

A mark is treated as Chinese if a neighbour is a Han character or full-width punctuation, with
emphasis marks ignored. Numbers (10,000), Latin text (v1.5) and times (3:30) keep their marks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection

from generator.language.characters import HAN
from generator.language.numerals import TENS

_MASKED = re.compile(
    r"(?<!`)(?P<code>`+)(?!`).{0,2000}?(?<!`)(?P=code)(?!`)"
    r"|^\[\^\w+\]:[ ]|\[\^\w+\]"
    r"|\]\((?:[^()\n]|\([^()\n]*\))*\)"
    r"|<[A-Za-z][^<>\s]*>"
    r"|(?:https?|ftp|mailto):[^\s" + HAN + r"，。；：！？、）」』”’》]+(?<![,.;:!?)])"
    r"|(?<![\w.@-])[\w.-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.-])(?:[\w-]+\.)+(?:com|org|net|cn|tw|hk|io|ai|edu|gov)\b(?:/[\w./?=&%#-]*)?"
    r"|\{[^{}|\n]*+\|[^{}\n]*+\}"
    rf"|^[{TENS}]{{1,3}}\.[ ]*"
    r"|\\[!-/:-@\[-`{-~]"
    r"|^[ \t]*(?:[-+*]|\d{1,9}[.)])[ ]+|^[ \t]*(?:>[ ]?)+"
    r"|^\|?(?:[ ]*:?-+:?[ ]*\|)+[ ]*$|(?<![\\ ])[ ]*\|[ ]*",
    re.MULTILINE | re.ASCII,
)
# Masks come from the two private-use planes. Those of link ends and note references have a
# plane of their own, since they are ignored between neighbours.
_FIRST_MASK, _FIRST_LINK = 0xF0000, 0x100000
_MASK = re.compile("[\U000f0000-\U0010ffff]")
_OPAQUE, _LINK_ENDS = "\U000f0000-\U000ffffd", "\U00100000-\U0010fffd"

_WIDE = "，。；：！？、（）《》〈〉「」『』“”‘’【】—…～"
_CJK = f"{HAN}{_WIDE}"
_ROUNDS = 50
_EM = rf"[*_\[{_LINK_ENDS}]*"  # ignored between neighbours
_APOSTROPHE = re.compile(r"\w'\w", re.ASCII)
_CHINESE_CHAR = re.compile(f"[{_CJK}]")
_LIKE_THE_FIRST = str.maketrans("!?", "！？")
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。"}

Repair = Callable[[str], tuple[str, int]]


def repair(
    text: str,
    *,
    corners: bool = False,
    heading: bool = False,
    kinds: Collection[str] | None = None,
) -> tuple[str, Counter[str]]:
    """Return the text with its punctuation repaired, and the number of repairs of each kind.

    `text` is inline Markdown or a block. With `corners`, straight quotes become 「」, the marks
    of traditional text. A `heading` keeps its spaces, which separate its parts (第一章 春天).
    If `kinds` is given, only those repairs are made.
    """
    if _MASK.search(text):
        return text, Counter()
    masks: list[str] = []

    def mask(match: re.Match[str]) -> str:
        masks.append(match[0])
        first = _FIRST_LINK if match[0].startswith(("](", "[^")) else _FIRST_MASK
        return chr(first + len(masks) - 1)

    plain = _MASKED.sub(mask, text)
    if len(masks) > 0xFFFD:  # the number of characters in a plane
        return text, Counter()
    counts: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        changed = False
        for kind, apply in _REPAIRS.items():
            if (heading and kind == SPACES) or (kinds is not None and kind not in kinds):
                continue
            plain, number = apply(plain)
            counts[kind] += number
            changed = changed or number > 0
        if kinds is None or QUOTES in kinds:
            plain, number = _repair_quotes(plain, "「」『』" if corners else "“”‘’")
            counts[QUOTES] += number
            changed = changed or number > 0
        if not changed:
            break
    return _MASK.sub(lambda found: masks[ord(found[0]) & 0xFFFF], plain), +counts


SPACES = "spaces inside Chinese"
ELLIPSES = "ellipses"
DASHES = "dashes"
MARKS = "half-width marks"
BRACKETS = "half-width brackets"
QUOTES = "straight quotation marks"


def _substitution(*rules: tuple[str, str | Callable[[re.Match[str]], str]]) -> Repair:
    compiled = [(re.compile(pattern), new) for pattern, new in rules]

    def apply(text: str) -> tuple[str, int]:
        total = 0
        for pattern, new in compiled:
            text, number = pattern.subn(new, text)
            total += number
        return text, total

    return apply


def _to_full_width(match: re.Match[str]) -> str:
    return match["before"] + _FULL_WIDTH[match["mark"]]


_REPAIRS: dict[str, Repair] = {
    SPACES: _substitution(
        (rf"(?<=[{HAN}])[ \t\u00a0]+(?=[{_CJK}])", ""),
        (rf"(?<=[{_WIDE}])[ \t\u00a0]+(?=[{HAN}])", ""),
        (r"(?<=[，。；：！？、（《「『“])[ \t\u00a0]+(?=[^\s])", ""),
        (r"(?<=[^\s])[ \t\u00a0]+(?=[，。；：！？、）》」』”])", ""),
    ),
    ELLIPSES: _substitution(
        (rf"(?<=[{_CJK}])(?:\.{{3,}}|。{{3,}}|(?<!…)…(?!…)|…{{3,}}|・{{3,}}|·{{3,}})", "……"),
        (rf"(?:(?<!\.)\.{{3,}}+|(?<!…)…(?!…))(?=[{HAN}])", "……"),
    ),
    DASHES: _substitution(
        (rf"(?<=[{_CJK}])(?:-{{2,}}|─{{2,}}|–{{2,}})", "——"),
        (rf"(?:(?<!-)-{{2,}}+|(?<!─)─{{2,}}+|(?<!–)–{{2,}}+)(?=[{HAN}])", "——"),
    ),
    MARKS: _substitution(
        # After Chinese, unless a number (比分3:2) or, after a dot, a Latin word follows.
        (
            rf"(?P<before>[{HAN}）》」』”’]{_EM})(?P<mark>[,;:!?])(?!(?<=[:;])\))[ ]*",
            _to_full_width,
        ),
        (
            rf"(?P<before>[{HAN}）》」』”’]{_EM})(?P<mark>\.)(?![.\w*]|[ ]*[a-z0-9])[ ]*",
            _to_full_width,
        ),
        (rf"(?P<before>[{HAN}）》」』”’]{_EM})(?P<mark>\.)(?=[{HAN}])", _to_full_width),
        # All at once, since one a round would leave what is longer than there are rounds.
        (r"(?<=[！？])[!?]+", lambda match: match[0].translate(_LIKE_THE_FIRST)),
        # At the end of a line whose last word is Latin or a number.
        (
            rf"(?P<before>[{HAN}][A-Za-z0-9 %.+#-]{{1,20}}(?<=[a-z0-9%]))(?<!Inc)(?<!Ltd)(?<!Co)"
            r"(?<!Corp)(?<!etc)(?P<mark>[.!?])(?=\n|$)",
            _to_full_width,
        ),
        # Directly between a Latin word or number and Chinese.
        (
            rf"(?P<before>[A-Za-z0-9%+#){_OPAQUE}]{_EM})(?P<mark>[,;:!?])(?={_EM}[{HAN}《“「])",
            _to_full_width,
        ),
    ),
    BRACKETS: _substitution(
        (r"（(?P<inner>[^()（）\n]*)\)", r"（\g<inner>）"),
        (r"\((?P<inner>[^()（）\n]*)）", r"（\g<inner>）"),
        (rf"\((?P<inner>[^()\n{HAN}]*+[{HAN}][^()\n]*+)\)", r"（\g<inner>）"),
        (rf"(?<=[{_CJK}])\((?P<inner>[^()\n]*)\)(?=[{_CJK}]|[ ]*$|\n)", r"（\g<inner>）"),
    ),
}
"""The repairs in order, by the name that the report uses; quotation marks come last."""


def _repair_quotes(text: str, marks: str) -> tuple[str, int]:
    """Replace straight quotation marks that pair within a line and belong to Chinese."""
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
                continue  # one is missing, and it is unclear which
            for left, right in zip(places[::2], places[1::2], strict=True):
                context = text[max(left - 1, 0) : left] + text[left + 1 : right + 2]
                if _CHINESE_CHAR.search(context):
                    chars[left], chars[right] = pair[0], pair[1]
                    total += 1
        start += len(line) + 1
    return "".join(chars), total
