"""The end of a Chinese sentence.

。！？ end a sentence. ； does not, nor does an ellipsis on its own, nor a stop in 《》 or in
brackets that open in the middle of a sentence. After a quotation it depends on what precedes the
quotation:

    他说：“走吧。” | 大家都走了。     a colon or comma: the sentence ends
    “走吧。”他说。                     nothing, and the speaker follows: it goes on
    “走吧。” | 大家都走了。           nothing, and no speaker follows: it ends
    他喊了一声“快跑！”就不见了。       other text: it goes on
"""

from __future__ import annotations

from generator.language.characters import has_han
from generator.language.sentences.boundaries import (
    QUOTES,
    STOPS,
    TITLE_MARKS,
    WIDE_STOPS,
    BoundaryCandidate,
    Pair,
)
from generator.lazy_patterns import lazy_pattern

_PAUSES = "，、；：,;:—～~"
_STARTS_CLEAN = STOPS + "".join(QUOTES.values()) + "—）】"
# Characters that do not start a sentence after a quotation: “怎么办？”的问题, “谁？”是第一个问题.
_GOES_ON = "的之是和与與及或"
_SPEAKER_REACH = 24
_SPEAKER = lazy_pattern(
    rf"[^。！？!?…，,；;：:“”「」『』\n]{{0,{_SPEAKER_REACH}}}?"
    r"(?:(?<![小传傳学學])[说說](?![明法服])|[问問](?![题題世])|答(?!案)|[喊嚷吼]|写道|寫道|表示|指出"
    r"|认为|認為|[称稱](?![为為号號])|强调|強調|补充|補充|解释|解釋|回忆|回憶|告诉|告訴|宣布|坦言"
    r"|感叹|感嘆|承认|承認|警告|评论道|評論道|[笑哭骂罵叹嘆反怒高轻輕低叫]道)"
)


_NAMES_FILES = lazy_pattern("[a-z]|NET(?![A-Za-z])")
"""What follows the full stop of a file's ending, and of .NET."""


def is_chinese_sentence_end(candidate: BoundaryCandidate) -> bool:
    """Whether a Chinese sentence ends at the candidate."""
    following = candidate.text_after(_SPEAKER_REACH + 8)
    if following[0] in _PAUSES:
        return False
    if any(
        candidate.opening_mark(pair) in TITLE_MARKS or candidate.is_aside(pair)
        for pair in candidate.enclosing
    ):
        return False
    quotes = [
        pair
        for pair in candidate.enclosing
        if candidate.is_quote(pair) and candidate.is_closed(pair)
    ]
    if not _is_full_stop(candidate):
        # “我……” | “你怎么了？”
        return bool(quotes) and following[0] in QUOTES
    return not quotes or _quotation_ends(candidate, quotes[0], following)


def _is_full_stop(candidate: BoundaryCandidate) -> bool:
    """Whether the marks are more than an ellipsis, or the point of a number, word or address."""
    marks = candidate.marks
    before = candidate.text[max(candidate.offset - 1, 0) : candidate.offset]
    if marks == "．" and before.isdigit() and candidate.text_after(1).isdigit():
        return False  # ４．５
    if any(char in WIDE_STOPS for char in marks):
        return True
    if "!" in marks or "?" in marks:
        # Yahoo!公司, ?page=2
        return candidate.is_spaced or not before.isascii() or len(marks) > 1
    if marks == "." and not candidate.is_spaced and _NAMES_FILES.match(candidate.text_after(4)):
        return False  # 写进.env, .md格式
    is_ellipsis = "…" in marks or ".." in marks or "‥" in marks
    return not is_ellipsis and has_han(before) and not candidate.text_after(1).isdigit()


def _quotation_ends(candidate: BoundaryCandidate, quote: Pair, following: str) -> bool:
    """Whether the sentence ends with a quotation that itself ends with a stop."""
    before = candidate.text[max(quote.begin - 8, 0) : quote.begin].rstrip()
    if before and before[-1] in "：:，,":
        return True
    if before and before[-1] not in _STARTS_CLEAN:
        return False
    return following[0] not in _GOES_ON and _SPEAKER.match(following) is None
