"""Strips what a page shows directly before and after a text, in the same element.

Before the text these are breadcrumbs (首页 > 新闻), the title, the byline and buttons; after it,
the editor, the source, the copyright and related links. The middle of a text is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importing.document import Block
from generator.importing.headlines import Facts, read_byline, read_fact_line, starts_with_label
from generator.importing.markdown_text import to_plain

_HEAD_BLOCKS = 6
"""Number of blocks at the start that may contain the title and the byline."""
_BREADCRUMB = re.compile(
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
_RELATED = re.compile(
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
_LONG_BLOCK = 2000
_MAX_RIGHTS, _MAX_FOLLOW, _MAX_LINE = 200, 40, 80
_MAX_SHARE_AFTER_END = 0.4
"""Maximum share of the text after the line that names the editor."""


def strip_edges(blocks: Sequence[Block], title: str) -> tuple[list[Block], str]:
    """Return the blocks of the text, and its title, in a shorter form if a block has one."""
    kept = list(blocks)
    for index, block in enumerate(kept[:_HEAD_BLOCKS]):
        text = _plain_text(block)
        if _is_prose(block):
            break
        if len(text) > 1 and block.kind != "table" and _is_title(text, title):
            title = text
            del kept[: index + 1]
            break
    prose = (
        index for index, block in enumerate(kept) if _is_prose(block) and not _is_header(block)
    )
    edge = min(next(prose, len(kept)), _HEAD_BLOCKS)
    head = [block for block in kept[:edge] if not _is_header(block)]
    return _strip_end([*head, *kept[edge:]]), title


def _is_prose(block: Block) -> bool:
    return block.kind == "paragraph" and (
        len(_plain_text(block)) > _MAX_LINE or bool(re.search("[。！？]", block.text))
    )


def _is_title(text: str, title: str) -> bool:
    text, title = "".join(text.split()), "".join(title.split())
    return text == title or (len(text) >= 10 and title.startswith(text))


def _is_header(block: Block) -> bool:
    text = _plain_text(block)
    if block.kind not in ("heading", "paragraph", "table", "list") or not text:
        return False
    short = block.kind in ("heading", "paragraph") and len(text) <= _MAX_LINE
    return bool(
        _BREADCRUMB.match(text.strip("| "))
        or _FORMER_TITLE.match(text)
        or (short and (_BUTTONS.fullmatch(text) or _is_byline(text)))
        or (len(text) <= _MAX_FOLLOW and _FOLLOW.match(text))
    )


def _is_byline(text: str) -> bool:
    """Whether a line states only the author, the date or the source of the text."""
    if read_fact_line(text, Facts()):
        return True
    facts = Facts()
    read_byline(text, facts)
    count = sum(map(bool, (facts.author, facts.date, facts.source)))
    return not re.search("[。！？，]", text) and (
        count > 1 or (count == 1 and starts_with_label(text))
    )


def _strip_end(blocks: list[Block]) -> list[Block]:
    blocks = _strip_related(blocks)
    notes = [block for block in blocks if block.kind == "note"]
    text = [block for block in blocks if block.kind != "note"]
    editors = [index for index, block in enumerate(text) if index and _names_editor(block)]
    # If there are several, 编辑 is a speaker in a dialogue.
    if len(editors) == 1 and _size(text[editors[0] + 1 :]) <= _size(text) * _MAX_SHARE_AFTER_END:
        text = text[: editors[0]]
    while len(text) > 1 and _is_footer(text[-1]):
        del text[-1]
    return [*text, *notes]


def _size(blocks: Sequence[Block]) -> int:
    """The number of characters in paragraphs, without links."""
    return sum(len(_text_outside_links(block)) for block in blocks if block.kind == "paragraph")


def _text_outside_links(block: Block) -> str:
    return _LINK.sub("", block.text)


def _plain_text(block: Block) -> str:
    """The plain text of a block; a long block is not parsed, because its length decides."""
    return to_plain(block.text) if len(block.text) <= _LONG_BLOCK else block.text


def _strip_related(blocks: list[Block]) -> list[Block]:
    """Remove headings such as 推荐阅读 and the links to other texts below them."""
    kept: list[Block] = []
    more = False
    for index, block in enumerate(blocks):
        label = block.kind in ("heading", "paragraph") and _RELATED.fullmatch(_plain_text(block))
        more = index > 0 and (bool(label) or (more and _is_only_links(block)))
        if not more:
            kept.append(block)
    return kept


def _is_only_links(block: Block) -> bool:
    """Whether a block consists of links or images only."""
    rest = _text_outside_links(block)
    return block.kind == "image" or (block.text != rest and not re.search(r"[^\W\d_]", rest))


def _names_editor(block: Block) -> bool:
    text = _plain_text(block)
    return block.kind == "paragraph" and len(text) <= _MAX_LINE and bool(_EDITOR.fullmatch(text))


def _is_footer(block: Block) -> bool:
    if block.kind in ("rule", "heading"):  # nothing is below it
        return True
    text = _plain_text(block)
    if block.kind != "paragraph" or not text:
        return False
    return bool(
        (len(text) <= _MAX_LINE and (_BUTTONS.fullmatch(text) or starts_with_label(text)))
        or (len(text) <= _MAX_RIGHTS and _RIGHTS.match(text))
        or (len(text) <= _MAX_FOLLOW and _FOLLOW.match(text))
    )
