"""Splits a bilingual document into article and translation.

Two layouts are supported: a table with a Chinese and an English column, and alternating Chinese
and English blocks. Blocks without a language, such as rules and code, go to the article. Images go
to both, because the translation needs them to stay in step; a page shows them once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from generator.importing.document import Block, Document
from generator.importing.markdown_text import escape, escape_line_start, to_plain
from generator.language.characters import count_han
from generator.model import Bilingual

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_HEADERS_ZH = {"中文", "汉语", "漢語", "原文", "chinese", "zh", "source", "original", "中"}
_HEADERS_EN = {"english", "英文", "英语", "英語", "译文", "譯文", "翻译", "en", "translation", "英"}
_LABEL = r"\[(?:\\.|[^\]\\])*\]"
_PICTURE = re.compile(
    rf"!{_LABEL}\((?P<kept>[^()\s]+)\)"
    rf"|{_LABEL}\((?P<remote>[^()\s]+\.(?:png|jpe?g|gif|webp|svg|avif|bmp)\b[^()\s]*)\)",
    re.IGNORECASE,
)
"""An image, or a link to a remote one, on its own."""

_MIN_SHARE = 0.8
"""Minimum share of a text that must follow a layout."""
_MANY_ENGLISH, _MIN_SHARE_OF_MANY = 5, 0.6
"""With this many English blocks, a lower share is enough: notes and captions may lack English."""
_BILINGUAL_HEADING = re.compile(
    r"(?P<first>.(?:.*?\S)??)\s*+[（(](?P<second>[^（）()]+)[）)]"
    r"|(?P<a>[^/｜|](?:[^/｜|]*?[^\s/｜|])??)\s*+[/｜|]\s*(?P<b>[^\s/｜|][^/｜|]*+|\s\Z)"
)
"""A heading in both languages: Spring（春天）, 春天 | Spring."""


def detect_language(text: str) -> str:
    """Return `zh`, `en`, or an empty string if the text has words of neither language."""
    if _PICTURE.fullmatch(text):
        return ""
    text = re.sub(r"!\[[^\]]{0,500}\]\([^()\s]*\)|\]\([^()\s]*\)|`[^`]*`", "", text)
    han, words = count_han(text), len(_WORD.findall(text))
    if han == words == 0:
        return ""
    return "zh" if han * 2 >= words else "en"


def split_languages(document: Document) -> Document:
    """Move the English of a bilingual document into its translation."""
    heading = Block("heading", escape(document.title), level=1)
    # The title is one of the alternating blocks if the first block may be its translation.
    first = detect_language(document.blocks[0].text) if document.blocks else ""
    is_block = first not in ("", detect_language(document.title))
    blocks = (heading, *document.blocks) if document.title and is_block else document.blocks
    found = _split_tables(document.blocks) or _split_alternating(blocks)
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
    """Remove the first block from both sides if they are the titles, and return the titles."""
    if _is_title(chinese[0]) and _is_title(english[0]):
        return Bilingual(to_plain(chinese.pop(0).text), to_plain(english.pop(0).text))
    for side in (chinese, english):
        if known.zh and side[0].text == escape(known.zh):
            del side[0]
    return known


def _is_title(block: Block) -> bool:
    text = to_plain(block.text)
    return block.kind == "heading" or (
        len(text) <= 80 and not re.search('[。！？；，.!?;,:：…][”’」』"]?$', text)
    )


Sides = tuple[list[Block], list[Block]]


def pair_rows(rows: Sequence[Sequence[str]]) -> list[tuple[str, str]] | None:
    """Return the (Chinese, English) cells of each row, or None without exactly two such columns.

    Other columns, such as numbers, are ignored, and a cell may be empty. A header row is removed.
    """
    width = max(map(len, rows), default=0)
    columns = [
        [row[index].strip() if index < len(row) else "" for row in rows] for index in range(width)
    ]
    chinese = [index for index, column in enumerate(columns) if _is_mostly("zh", column)]
    english = [index for index, column in enumerate(columns) if _is_mostly("en", column)]
    if len(chinese) != 1 or len(english) != 1:
        return None
    pairs = list(zip(columns[chinese[0]], columns[english[0]], strict=True))
    if pairs and pairs[0][0].casefold() in _HEADERS_ZH and pairs[0][1].casefold() in _HEADERS_EN:
        del pairs[0]
    pairs = [pair for pair in pairs if any(pair)]
    return pairs or None


def _is_mostly(wanted: str, column: Sequence[str]) -> bool:
    found = [detect_language(cell) for cell in column]
    known = [language for language in found if language]
    return len(known) * 2 >= len(found) and known.count(wanted) > len(known) * 0.5


def _split_tables(blocks: Sequence[Block]) -> Sides | None:
    """Split the tables of two languages if they contain most of the text."""
    tables = {
        index: pair_rows(block.rows) for index, block in enumerate(blocks) if block.kind == "table"
    }
    paired = {index: pairs for index, pairs in tables.items() if pairs}
    inside = sum(len(block.text) for index, block in enumerate(blocks) if index in paired)
    if not paired or inside < _MIN_SHARE * sum(len(block.text) for block in blocks):
        return None
    if not any(_is_prose(zh) for pairs in paired.values() for zh, _ in pairs):
        return None  # a word list with meanings is part of the article
    chinese: list[Block] = []
    english: list[Block] = []
    for index, block in enumerate(blocks):
        if index in paired:
            for zh, en in paired[index]:
                _add_cell(chinese, zh)
                _add_cell(english, en)
        else:
            _distribute(block, chinese, english)
    return chinese, english


def _split_heading(block: Block) -> tuple[Block, Block] | None:
    """Split a heading in both languages into a Chinese and an English heading."""
    match = _BILINGUAL_HEADING.fullmatch(block.text) if block.kind == "heading" else None
    if not match:
        return None
    texts = [text for text in match.groups() if text]
    headings = {detect_language(text): replace(block, text=text) for text in texts}
    return (headings["zh"], headings["en"]) if {"zh", "en"} == set(headings) else None


def _distribute(block: Block, chinese: list[Block], english: list[Block]) -> None:
    """Add a block to the side or sides to which it belongs."""
    both = _split_heading(block)
    if both:
        chinese.append(both[0])
        english.append(both[1])
        return
    picture = _PICTURE.fullmatch(block.text)
    if picture:
        chinese.append(block)
        kept, remote = picture["kept"], picture["remote"]
        english.append(replace(block, text=f"![]({kept})" if kept else f"[image]({remote})"))
    elif block.kind != "code" and detect_language(block.text) == "en":
        english.append(block)
    else:
        chinese.append(block)


def _is_prose(text: str) -> bool:
    return count_han(text) >= 8 or bool(re.search(r"[。！？.!?]$", text))


def _add_cell(blocks: list[Block], cell: str) -> None:
    text = re.sub(r"\\\|", "|", cell)
    heading = re.match(r"(#{1,6}) +(.+)", text)
    if heading:
        blocks.append(Block("heading", heading[2], level=len(heading[1])))
    elif text:
        blocks.append(Block("paragraph", escape_line_start(text)))


def _split_alternating(blocks: Sequence[Block]) -> Sides | None:
    """Split alternating blocks, either Chinese or English first."""
    told = [
        (block, detect_language(block.text))
        for block in blocks
        if block.kind not in ("code", "note")
    ]
    told = [(block, name) for block, name in told if name and not _split_heading(block)]
    count = sum(name == "en" for _, name in told)
    share = _MIN_SHARE if count < _MANY_ENGLISH else _MIN_SHARE_OF_MANY
    turns = sum(a[1] != b[1] for a, b in pairwise(told))
    if count < 2 or count < (len(told) - count) * share or turns < (len(told) - 1) * share:
        return None
    chinese: list[Block] = []
    english: list[Block] = []
    for block in blocks:
        _distribute(block, chinese, english)
    return chinese, english


def _note(chinese: Sequence[Block], english: Sequence[Block]) -> str:
    zh, en = (
        sum(bool(detect_language(block.text)) for block in side) for side in (chinese, english)
    )
    text = f"The text is in two languages: {zh} Chinese blocks, {en} English ones"
    if zh == en:
        return f"{text}, paired one by one."
    return f"{text}. Run `jiazhu check` to see where they do not pair."
