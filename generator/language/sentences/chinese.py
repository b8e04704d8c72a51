"""Where a Chinese sentence ends.

。！？ end it; ； does not, nor does an ellipsis by itself, nor anything in 《》 or in brackets
opened in mid-sentence. Behind a quotation it depends on how the quotation came in:

    他说：“走吧。” | 大家都走了。     after a colon or comma: ends
    “走吧。”他说。                     at the start, and the speaker follows: goes on
    “走吧。” | 大家都走了。           at the start, and no speaker follows: ends
    他喊了一声“快跑！”就不见了。       in the middle: goes on
"""

from __future__ import annotations

import re

from generator.language.characters import has_han
from generator.language.sentences.boundaries import QUOTES, STOPS, TITLES, WIDE_STOPS, Pair, Stop

_PAUSES = "，、；：,;:—～~"
_STARTS_CLEAN = STOPS + "".join(QUOTES.values()) + "—）】"
# What cannot start a sentence behind a quotation: “怎么办？”的问题, “谁？”是第一个问题.
_GOES_ON = "的之是和与與及或"
_SPEAKER_REACH = 24
_SPEAKER = re.compile(
    rf"[^。！？!?…，,；;：:“”「」『』\n]{{0,{_SPEAKER_REACH}}}?"
    r"(?:(?<![小传傳学學])[说說](?![明法服])|[问問](?![题題世])|答(?!案)|[喊嚷吼]|写道|寫道|表示|指出"
    r"|认为|認為|[称稱](?![为為号號])|强调|強調|补充|補充|解释|解釋|回忆|回憶|告诉|告訴|宣布|坦言"
    r"|感叹|感嘆|承认|承認|警告|评论道|評論道|[笑哭骂罵叹嘆反怒高轻輕低叫]道)"
)


def ends_chinese(stop: Stop) -> bool:
    """Whether a sentence ends at the stop."""
    following = stop.next(_SPEAKER_REACH + 8)
    if following[0] in _PAUSES:
        return False
    if any(stop.opener(pair) in TITLES or stop.is_aside(pair) for pair in stop.within):
        return False
    quotes = [pair for pair in stop.within if stop.is_quote(pair) and stop.is_closed(pair)]
    if not _is_full_stop(stop):
        # “我……” | “你怎么了？”
        return bool(quotes) and following[0] in QUOTES
    return not quotes or _quotation_ends(stop, quotes[0], following)


def _is_full_stop(stop: Stop) -> bool:
    """Whether there is more than an ellipsis or the point of a number, word or address."""
    group = stop.group
    if any(char in WIDE_STOPS for char in group):
        return True
    before = stop.text[max(stop.place - 1, 0) : stop.place]
    if "!" in group or "?" in group:
        # Yahoo!公司, ?page=2
        return stop.is_spaced or not before.isascii() or len(group) > 1
    is_ellipsis = "…" in group or ".." in group or "‥" in group
    return not is_ellipsis and has_han(before) and not stop.next(1).isdigit()


def _quotation_ends(stop: Stop, quote: Pair, following: str) -> bool:
    """Whether the sentence ends with a quotation that ends with a stop."""
    before = stop.text[max(quote.begin - 8, 0) : quote.begin].rstrip()
    if before and before[-1] in "：:，,":
        return True
    if before and before[-1] not in _STARTS_CLEAN:
        return False
    return following[0] not in _GOES_ON and _SPEAKER.match(following) is None
