"""Recognises lines that state the title, author, date or source of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import takewhile, zip_longest

_AUTHOR = re.compile(r"(?:作者|文|撰文|记者|記者)[ \u3000]*[:：/／|｜][ \u3000]*(.{1,30})")
_SOURCE = re.compile(r"(?:来源|來源|出处|出處)[ \u3000]*[:：/／|｜][ \u3000]*(.{1,40})")
_DAY = r"(?<!\d)(\d{4})[ ]?[-/.年][ ]?(\d{1,2})[ ]?[-/.月][ ]?(\d{1,2})(?!\d)"
_DATE = re.compile(_DAY)
_DATE_LINE = re.compile(
    r"(?:(?:日期|时间|時間|发布|發布|发表|發表)[^\d]{0,6})?"
    r"\d{4}[ ]?[-/.年][ ]?\d{1,2}[ ]?[-/.月][ ]?\d{1,2}[ ]?日?(?:[T ]*\d{1,2}:\d\d(?::\d\d)?)?"
)
_FACT_GAP = re.compile(
    r"[ \t\u3000]{2,}|(?<![间間期布表于於：:])[ \t\u3000]"
    r"(?=(?:作者|来源|來源|日期|时间|時間)[ \u3000]*[:：]|\d{4}[-/.年])"
)
_LABEL = re.compile(
    r"(作者|撰文|(?:信息|本文|稿件)?[来來]源|出[处處])于?[ \u3000]*[:：]"
    r"|(?:[时時][间間]|日期|[编編][辑輯]|[责責][编編]|次[数數]|[浏瀏][览覽]量?|[点點][击擊]量?|[阅閱][读讀]量?"
    r"|[评評][论論]数?|[分]类|栏目|频道|字[号號]|字体|标签|摄影|供稿|校对|审核)[:：]|[|｜]"
)
"""A label in a line with several facts; the group matches the labels that are used here."""
_STATED_DATE = re.compile(rf"(?:^|[间間期布表更新于於:：|｜·•]|[a-z])\s*(?:{_DAY})")
"""A date at the start of a line or after a word for it, not within a headline."""
_AUTHOR_NAME = re.compile(r"[\u3400-\u9fff·•]{2,6}|[A-Z][A-Za-z.'-]*")
_NOT_NAMES = frozenset("未知 佚名 匿名 不详 网络 原创 本站 admin".split())
_MAX_TITLE_LENGTH = 40
_SENTENCE_END = tuple("。；，、：…,;.:")


@dataclass(slots=True)
class Facts:
    """The stated facts about a text; a fact that is not stated is empty."""

    author: str = ""
    date: date | None = None
    source: str = ""


def find_date(text: str) -> date | None:
    """Return the first valid date in figures, or None."""
    for match in _DATE.finditer(text):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            continue
    return None


def read_fact_line(line: str, facts: Facts) -> bool:
    """Whether a line states nothing but facts such as the author; add them to `facts`."""
    parts = [part for part in _FACT_GAP.split(line.strip()) if part]
    found = [_fact(part) for part in parts]
    if not found or None in found:
        return False
    for name, value in filter(None, found):
        if not getattr(facts, name):
            setattr(facts, name, value)
    return True


def read_byline(line: str, facts: Facts) -> None:
    """Add the facts of a byline to `facts`: 2019-09-07 13:43 来源: 小镇日报 作者：王小明 举报."""
    line = " ".join(line.split())
    found = list(_LABEL.finditer(line))
    stated = _STATED_DATE.search(line)
    facts.date = facts.date or (find_date(stated[0]) if stated else None)
    for match, following in zip_longest(found, found[1:]):
        words = line[match.end() : following.start() if following else None].split()
        if not match[1] or not words:
            continue
        if match[1] not in ("作者", "撰文"):
            facts.source = facts.source or words[0]
        elif not facts.author:
            names = list(takewhile(_AUTHOR_NAME.fullmatch, words))
            facts.author = " ".join(names) if words[0] not in _NOT_NAMES else ""


def _fact(part: str) -> tuple[str, str | date] | None:
    for name, pattern in (("author", _AUTHOR), ("source", _SOURCE)):
        match = pattern.fullmatch(part)
        if match and not re.search("[。！？，：:]", match[1]):
            return name, match[1].strip()
    day = find_date(part) if _DATE_LINE.fullmatch(part) else None
    return ("date", day) if day else None


def starts_with_label(line: str) -> bool:
    """Whether a line starts with a label such as 来源：, as those below a text do."""
    return bool(
        re.match(
            r"\W?(?:作者|撰文|(?:信息|本文|稿件)?[来來]源|(?:发布|發布|发表)(?:时间|時間|日期))\s*[:：]",
            line,
        )
    )


def looks_like_title(line: str) -> bool:
    """Whether a first line is a title and not a sentence of the text."""
    return 0 < len(line) <= _MAX_TITLE_LENGTH and not line.endswith(_SENTENCE_END)
