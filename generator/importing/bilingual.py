"""Two languages in one text -> article and translation, paragraph by paragraph.

Two layouts are known: a table with a Chinese and an English column, and Chinese and English
blocks that take turns. What has no language (a rule, code) goes to the article, an image to both:
it is a block that the translation needs to stay in step, and a page shows it once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from generator.importing.document import Block, Document
from generator.importing.markdown_text import at_line_start, escape, plain
from generator.language.characters import count_han
from generator.model import Bilingual

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_HEADS_ZH = {"中文", "汉语", "漢語", "原文", "chinese", "zh", "source", "original", "中"}
_HEADS_EN = {"english", "英文", "英语", "英語", "译文", "譯文", "翻译", "en", "translation", "英"}
_LABEL = r"\[(?:\\.|[^\]\\])*\]"
_PICTURE = re.compile(
    rf"!{_LABEL}\((?P<kept>[^()\s]+)\)"
    rf"|{_LABEL}\((?P<remote>[^()\s]+\.(?:png|jpe?g|gif|webp|svg|avif|bmp)\b[^()\s]*)\)",
    re.IGNORECASE,
)
"""An image, or a link to one that is elsewhere, by itself."""

_SHARE = 0.8
"""How much of a text must keep to a layout for it to be taken at its word."""
_MANY, _SHARE_OF_MANY = 5, 0.6
"""Where so many English blocks take turns, some Chinese ones may have none: notes, captions."""
_BOTH = re.compile(
    r"(?P<first>.+?)\s*[（(](?P<second>[^（）()]+)[）)]|(?P<a>[^/｜|]+?)\s*[/｜|]\s*(?P<b>[^/｜|]+)"
)
"""A heading that says the same in both languages: Spring（春天）, 春天 | Spring."""


def language(text: str) -> str:
    """`zh`, `en`, or nothing where a text has words of neither."""
    if _PICTURE.fullmatch(text):
        return ""
    text = re.sub(r"!\[[^\]]{0,500}\]\([^()\s]*\)|\]\([^()\s]*\)|`[^`]*`", "", text)
    han, words = count_han(text), len(_WORD.findall(text))
    if han == words == 0:
        return ""
    return "zh" if han * 2 >= words else "en"


def split_languages(document: Document) -> Document:
    """The document with its English taken out of the article, if it is bilingual."""
    heading = Block("heading", escape(document.title), level=1)
    # A title belongs to the turns where it has a translation, which then comes next.
    first = language(document.blocks[0].text) if document.blocks else ""
    takes_part = first not in ("", language(document.title))
    blocks = (heading, *document.blocks) if document.title and takes_part else document.blocks
    found = _by_table(document.blocks) or _by_turns(blocks)
    if found is None:
        return document
    chinese, english = found
    titles = Bilingual(document.title, document.title_en)
    if not document.title or heading in (chinese[0], english[0]):
        titles = _take_titles(chinese, english, titles)
    return replace(
        document,
        title=titles.zh,
        title_en=titles.en,
        blocks=tuple(chinese),
        english=tuple(english),
        notes=(*document.notes, _note(chinese, english)),
    )


def _take_titles(chinese: list[Block], english: list[Block], known: Bilingual) -> Bilingual:
    """Takes from both sides the first block, if these are the titles."""
    if _is_title(chinese[0]) and _is_title(english[0]):
        return Bilingual(plain(chinese.pop(0).text), plain(english.pop(0).text))
    for side in (chinese, english):
        if known.zh and side[0].text == escape(known.zh):
            del side[0]
    return known


def _is_title(block: Block) -> bool:
    text = plain(block.text)
    return block.kind == "heading" or (
        len(text) <= 80 and not re.search('[。！？；，.!?;,:：…][”’」』"]?$', text)
    )


Split = tuple[list[Block], list[Block]]


def pair_rows(rows: Sequence[Sequence[str]]) -> list[tuple[str, str]] | None:
    """Rows of cells as (Chinese, English), None where they are not that.

    A row may have other columns, such as numbers, and a cell may be empty. The head goes.
    """
    width = max(map(len, rows), default=0)
    columns = [[row[at].strip() if at < len(row) else "" for row in rows] for at in range(width)]
    chinese = [at for at, column in enumerate(columns) if _is_mostly("zh", column)]
    english = [at for at, column in enumerate(columns) if _is_mostly("en", column)]
    if len(chinese) != 1 or len(english) != 1:
        return None
    pairs = list(zip(columns[chinese[0]], columns[english[0]], strict=True))
    if pairs and pairs[0][0].casefold() in _HEADS_ZH and pairs[0][1].casefold() in _HEADS_EN:
        del pairs[0]
    pairs = [pair for pair in pairs if any(pair)]
    return pairs or None


def _is_mostly(wanted: str, column: Sequence[str]) -> bool:
    found = [language(cell) for cell in column]
    told = [name for name in found if name]
    return len(told) * 2 >= len(found) and told.count(wanted) > len(told) * 0.5


def _by_table(blocks: Sequence[Block]) -> Split | None:
    """All that is said stands in tables of two languages, but for headings and the like."""
    tables = {at: pair_rows(block.rows) for at, block in enumerate(blocks) if block.kind == "table"}
    paired = {at: pairs for at, pairs in tables.items() if pairs}
    inside = sum(len(block.text) for at, block in enumerate(blocks) if at in paired)
    if not paired or inside < _SHARE * sum(len(block.text) for block in blocks):
        return None
    if not any(_is_prose(zh) for pairs in paired.values() for zh, _ in pairs):
        return None  # a list of words with their meanings is part of the article
    chinese: list[Block] = []
    english: list[Block] = []
    for at, block in enumerate(blocks):
        if at in paired:
            for zh, en in paired[at]:
                _add(chinese, zh)
                _add(english, en)
        else:
            _sort(block, chinese, english)
    return chinese, english


def _in_both(block: Block) -> tuple[Block, Block] | None:
    """A heading in both languages as one of each, Chinese first."""
    match = _BOTH.fullmatch(block.text) if block.kind == "heading" else None
    if not match:
        return None
    texts = [text for text in match.groups() if text]
    told = {language(text): replace(block, text=text) for text in texts}
    return (told["zh"], told["en"]) if {"zh", "en"} == set(told) else None


def _sort(block: Block, chinese: list[Block], english: list[Block]) -> None:
    """Adds a block to the side, or the sides, that it belongs to."""
    both = _in_both(block)
    if both:
        chinese.append(both[0])
        english.append(both[1])
        return
    picture = _PICTURE.fullmatch(block.text)
    if picture:
        chinese.append(block)
        kept, remote = picture["kept"], picture["remote"]
        english.append(replace(block, text=f"![]({kept})" if kept else f"[image]({remote})"))
    elif block.kind != "code" and language(block.text) == "en":
        english.append(block)
    else:
        chinese.append(block)


def _is_prose(text: str) -> bool:
    return count_han(text) >= 8 or bool(re.search(r"[。！？.!?]$", text))


def _add(blocks: list[Block], cell: str) -> None:
    text = re.sub(r"\\\|", "|", cell)
    heading = re.match(r"(#{1,6}) +(.+)", text)
    if heading:
        blocks.append(Block("heading", heading[2], level=len(heading[1])))
    elif text:
        blocks.append(Block("paragraph", at_line_start(text)))


def _by_turns(blocks: Sequence[Block]) -> Split | None:
    """Each Chinese block is followed by its English one, or each English one by its Chinese."""
    told = [(block, language(block.text)) for block in blocks if block.kind not in ("code", "note")]
    told = [(block, name) for block, name in told if name and not _in_both(block)]
    count = sum(name == "en" for _, name in told)
    share = _SHARE if count < _MANY else _SHARE_OF_MANY
    turns = sum(a[1] != b[1] for a, b in pairwise(told))
    if count < 2 or count < (len(told) - count) * share or turns < (len(told) - 1) * share:
        return None
    chinese: list[Block] = []
    english: list[Block] = []
    for block in blocks:
        _sort(block, chinese, english)
    return chinese, english


def _note(chinese: Sequence[Block], english: Sequence[Block]) -> str:
    zh, en = (sum(bool(language(block.text)) for block in side) for side in (chinese, english))
    text = f"The text is in two languages: {zh} Chinese blocks, {en} English ones"
    if zh == en:
        return f"{text}, paired one by one."
    return f"{text}; `jiazhu check` says where they do not pair."
