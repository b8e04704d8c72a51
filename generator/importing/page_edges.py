"""What a page sets right before and behind a text, within the same element: taken off the blocks.

Before it: the way to the page (首页 > 新闻), the title, its byline, buttons. Behind it: the editor,
where it was taken from, who may copy it, what else to read. A text keeps all in its middle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importing.document import Block
from generator.importing.headlines import Facts, begins_byline, read_byline, take_facts
from generator.importing.markdown_text import plain

_HEAD = 6
"""Blocks among which the title and what belongs to it are looked for."""
_WAY = re.compile(
    r"[您你]?(?:所在|现在|現在|当前|當前|目前)?的?位置[:：]|(?:首页|首頁|Home)\s*[>»›/]"
)
_FORMER_TITLE = re.compile(r"[（(【]?(?:本文)?原(?:标题|標題)[:：]")
_BUTTONS = re.compile(
    r"(?=.*[^\W\d_])(?:分享|收藏|打印|举报|舉報|点赞|纠错|糾錯|评论|評論|字号|更多|返回顶部|关闭(?:窗口)?"
    r"|[打列]印本[页頁]|上一[篇页頁]|下一[篇页頁]|阅读全文|閱讀全文|阅读原文|[到大中小]"
    r"|LINE|Facebook|Twitter|Email|[AT](?=\W|$)|[\W\d_])+"
    r"|(?:文章|本文)?目[录錄]|本[页頁][总總][览覽]"
)
_EDITOR = re.compile(
    r"(?:\S{1,10}\s+)?[（(【\[]?\s*(?:(?:本文)?[来來]源[:：].{1,20})?"
    r"(?:责任|責任|网络|值班)?(?:编辑|編輯|责编|責編)\s*[:：]\s*[^，。！？：:]{0,20}"
)
_MORE = re.compile(
    r"(?:相关|相關|推荐|推薦|热门|熱門|延伸|精彩|更多|猜你|为[您你]|為[您你]|往期|其他|大家都)"
    r"(?:的)?(?:阅读|閱讀|新闻|新聞|文章|推荐|推薦|链接|連結|内容|资讯|喜欢|喜歡|回顾|回顧|精选|在看)[:：]?"
)
_RIGHTS = re.compile(
    r"(?:免责|版权|特别|郑重)?(?:声明|聲明)[:：]"
    r"|.*(?:转载|轉載|版权|版權).*(?:不得|禁止|注明|註明|联系|聯繫|所有|授权|授權)"
    r"|.*(?:不得|禁止|谢绝|未经).*(?:转载|轉載)"
)
_FOLLOW = re.compile(
    r".*(?:点击|點擊|长按|扫描|扫码|扫一扫|識別|识别|下载).*(?:关注|二维码|蓝字|客户端|APP)"
)
_LINK = re.compile(r"(?<!\\)!?\[(?:\\.|[^\]\\]){0,500}\]\([^()\s]*\)")
_LONG = 2000
_LONGEST_RIGHTS, _LONGEST_FOLLOW, _LONGEST_LINE = 200, 40, 80
_BEHIND = 0.4
"""How much of a page's text may stand behind the end of the article."""


def without_edges(blocks: Sequence[Block], title: str) -> tuple[list[Block], str]:
    """The blocks that are the text; and the title, shorter where a block shows what is of it."""
    kept = list(blocks)
    for at, block in enumerate(kept[:_HEAD]):
        text = _said(block)
        if _is_prose(block):
            break
        if len(text) > 1 and block.kind != "table" and _is_title(text, title):
            title = text
            del kept[: at + 1]
            break
    prose = (at for at, block in enumerate(kept) if _is_prose(block) and not _is_before(block))
    edge = min(next(prose, len(kept)), _HEAD)
    head = [block for block in kept[:edge] if not _is_before(block)]
    return _without_end([*head, *kept[edge:]]), title


def _is_prose(block: Block) -> bool:
    return block.kind == "paragraph" and (
        len(_said(block)) > _LONGEST_LINE or bool(re.search("[。！？]", block.text))
    )


def _is_title(text: str, title: str) -> bool:
    text, title = "".join(text.split()), "".join(title.split())
    return text == title or (len(text) >= 10 and title.startswith(text))


def _is_before(block: Block) -> bool:
    text = _said(block)
    if block.kind not in ("heading", "paragraph", "table", "list") or not text:
        return False
    short = block.kind in ("heading", "paragraph") and len(text) <= _LONGEST_LINE
    return bool(
        _WAY.match(text.strip("| "))
        or _FORMER_TITLE.match(text)
        or (short and (_BUTTONS.fullmatch(text) or _is_byline(text)))
        or (len(text) <= _LONGEST_FOLLOW and _FOLLOW.match(text))
    )


def _is_byline(text: str) -> bool:
    """Whether a line tells nothing but who wrote the text, when, and where it stood."""
    if take_facts(text, Facts()):
        return True
    facts = Facts()
    read_byline(text, facts)
    told = sum(map(bool, (facts.author, facts.date, facts.source)))
    return not re.search("[。！？，]", text) and (told > 1 or (told == 1 and begins_byline(text)))


def _without_end(blocks: list[Block]) -> list[Block]:
    blocks = _without_more(blocks)
    notes = [block for block in blocks if block.kind == "note"]
    text = [block for block in blocks if block.kind != "note"]
    editors = [at for at, block in enumerate(text) if at and _names_editor(block)]
    # More than one, and someone speaks there whose name is 编辑.
    if len(editors) == 1 and _size(text[editors[0] + 1 :]) <= _size(text) * _BEHIND:
        text = text[: editors[0]]
    while len(text) > 1 and _is_behind(text[-1]):
        del text[-1]
    return [*text, *notes]


def _size(blocks: Sequence[Block]) -> int:
    """Characters of paragraphs, without those of links."""
    return sum(len(_unlinked(block)) for block in blocks if block.kind == "paragraph")


def _unlinked(block: Block) -> str:
    return _LINK.sub("", block.text)


def _said(block: Block) -> str:
    """The plain text of a block; a long one is a text in any case, whatever its marks."""
    return plain(block.text) if len(block.text) <= _LONG else block.text


def _without_more(blocks: list[Block]) -> list[Block]:
    """The blocks without those that only lead to other texts, below a heading that says so."""
    kept: list[Block] = []
    more = False
    for at, block in enumerate(blocks):
        label = block.kind in ("heading", "paragraph") and _MORE.fullmatch(_said(block))
        more = at > 0 and (bool(label) or (more and _is_link(block)))
        if not more:
            kept.append(block)
    return kept


def _is_link(block: Block) -> bool:
    """Whether all that a block says is links, or pictures."""
    said = _unlinked(block)
    return block.kind == "image" or (block.text != said and not re.search(r"[^\W\d_]", said))


def _names_editor(block: Block) -> bool:
    text = _said(block)
    return (
        block.kind == "paragraph" and len(text) <= _LONGEST_LINE and bool(_EDITOR.fullmatch(text))
    )


def _is_behind(block: Block) -> bool:
    if block.kind in ("rule", "heading"):  # with nothing below it
        return True
    text = _said(block)
    if block.kind != "paragraph" or not text:
        return False
    return bool(
        (len(text) <= _LONGEST_LINE and (_BUTTONS.fullmatch(text) or begins_byline(text)))
        or (len(text) <= _LONGEST_RIGHTS and _RIGHTS.match(text))
        or (len(text) <= _LONGEST_FOLLOW and _FOLLOW.match(text))
    )
