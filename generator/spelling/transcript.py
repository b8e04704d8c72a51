"""Transcribe a text to pinyin by GB/T 16159-2012: sentences of orthographic words.

1. Words that the standard writes as one are joined (`language/orthography/word_joining.py`), and
   figures that are read out are joined to an adjacent numeral (第3 dì-sān, 2万 liǎngwàn).
2. Each sentence begins with a capital and has Latin punctuation, and so has each word of a title
   in 《》 but its particles. What somebody says begins with a capital too, in quotation marks or
   after the speaker of a line of a dialogue (A: Nǐ hǎo!).
3. Text without a reading, such as Latin words, figures and the names of files, is left unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.language.characters import has_han
from generator.language.orthography.joinable import JoinableWord
from generator.language.orthography.parted_words import parts_of
from generator.language.orthography.verb_joining import has_torn_direction, is_torn_direction
from generator.language.orthography.word_joining import separators_before
from generator.language.pinyin.styles import Spelling, Style, spell_word
from generator.language.tables import read_groups
from generator.model import AnnotatedWord, Block, Edition, NameKind, Separator, Span, WordKind
from generator.spelling.ruby import (
    BlockReadings,
    RubyGroup,
    block_readings,
    inline_pinyin,
)
from generator.spelling.spoken import joinable_word

_LATIN = str.maketrans(
    {
        "。": ".", "，": ",", "、": ",", "；": ";", "：": ":", "？": "?", "！": "!", "（": "(",
        "）": ")", "「": "“", "」": "”", "『": "‘", "』": "’", "．": ".", "～": "~",
        "〔": "[", "〕": "]", "［": "[", "］": "]", "／": "/",
    }
)  # fmt: skip
_OPENING = ("“", "‘", "(", "《", "〈", "[", "【")
_STRAIGHT = '"'
"""A quotation mark that opens and closes."""
_CLOSING = frozenset(".,;:?!)”’》〉]】…%~")
_HYPHEN = "-"
"""Joins two parts of a name: 玛尔-拉瓦纳尔."""
_PAUSES = frozenset(",;:!?")
"""Latin marks that a figure is not joined to after a word: 买了肉,800克."""
_BEFORE_OBJECT = ("“", "‘", "「", "『", "《", "〈")
"""Marks that are no pause after a verb, whose object they open: 看了《红楼梦》."""
_OPENS_TITLE, _CLOSES_TITLE = "《", "》"
_SMALL = frozenset("的地得之着了过和与及")
"""Words that have no capital inside a title."""

_MONTHS = frozenset(map(str, range(1, 13)))
"""Figures before 月 that make the name of a month: 3月 sānyuè."""

_ENDS_OF_YEARS = frozenset("初底末")
"""What is joined to the 年 of a year in figures: 2025年底 2025 niándǐ."""

_AFTER_DIGIT = frozenset({"百", "千", "万", "亿", "星级"})
"""Words that a single figure is joined to: 2万 liǎngwàn, 5星级 wǔxīngjí."""


def transcript(block: Block, edition: Edition, spelling: Spelling) -> str:
    """Return a block in pinyin, on one line."""
    readings = block_readings(block, edition, replace(spelling, sentence_capitals=True))
    out = ""
    is_open = follows_opening = False
    after_speaker = _has_speaker(block)
    for sentence in block.sentences:
        words = [w for w in block.words_in(sentence.span) if w.kind is not WordKind.SPACE]
        begins = True
        for piece in _pieces(words, _joining(words), readings):
            is_straight = piece.text == _STRAIGHT
            closes_speech = is_open and not out.endswith(":")
            closes = closes_speech if is_straight else _closes(piece.text)
            spaced = out and not closes and not follows_opening
            opens_speech = follows_opening and out.endswith((": “", f": {_STRAIGHT}"))
            is_line = after_speaker and out.endswith(":")
            after_speaker = after_speaker and not is_line
            is_big = opens_speech or is_line or (begins and piece.is_number)
            shown = _with_big_letter(piece.text) if is_big else piece.text
            begins = begins and not piece.text[0].isalnum()
            out += f" {shown}" if spaced and not piece.is_close else shown
            is_open = not closes if is_straight else is_open
            follows_opening = is_open if is_straight else out.endswith(_OPENING)
    return out


_SPEAKERS = read_groups("orthography/joined_words.tsv")["speaker"]
_LABEL = re.compile(r"(\w{1,8}?)[：:]")


def _has_speaker(block: Block) -> bool:
    """Whether a block begins with who speaks it: a person, a letter, or a word like 老师."""
    label = _LABEL.match(block.simplified)
    if label is None:
        return False
    who = label.group(1)
    return (
        who in _SPEAKERS
        or (len(who) == 1 and who.isascii() and who.isalpha())
        or any(
            name.kind is NameKind.PERSON and name.span == Span(0, len(who))
            for name in block.layers.names[:1]
        )
    )


class _Piece(Struct, frozen=True):
    """An orthographic word or a punctuation mark of a line."""

    text: str
    is_close: bool = False
    """Whether it follows the piece before it without a space, as in a file name."""
    is_number: bool = False
    """Whether it is the reading of a figure."""


def _pieces(
    words: Sequence[AnnotatedWord], separators: Sequence[Separator], readings: BlockReadings
) -> Iterator[_Piece]:
    """Yield the orthographic words and the punctuation of a sentence."""
    style = readings.style
    pending: list[RubyGroup] = []
    is_close = was_plain = was_han = was_hyphen = in_title = False
    end = 0
    following = [*[word.text for word in words], ""][1:]
    is_torn = False
    verb = ""
    for word, parts, separator, after in zip(
        words, _parts(words), separators, following, strict=True
    ):
        was_torn, is_torn = is_torn, is_torn_direction(word.simplified, after)
        is_torn_end = has_torn_direction(verb, word.simplified)
        verb = word.simplified
        is_divided = is_torn or is_torn_end
        first, *others = _groups(word, tuple(word.simplified) if is_divided else parts, readings)
        is_mark = word.kind is WordKind.PUNCT and not first.pinyin
        is_hyphen = is_mark and was_han and word.text == _HYPHEN != after
        before = Separator.SPACE
        if pending and not is_mark:
            is_half = was_torn or is_torn_end
            before = Separator.NONE if is_half else _separator(pending[-1], first, separator)
        if before is Separator.SPACE:
            if pending:
                yield _piece(pending, is_close)
            is_big = in_title and (word.simplified not in _SMALL or not pending)
            pending = [_with_capital(first) if is_big else first]
            is_plain = not first.pinyin and first.text.isascii()  # also 1398 of 1398年
            joins = is_hyphen or was_hyphen or (is_plain and was_plain)
            is_close = joins and word.span.start == end
        else:
            pending[-1] = _merged(pending[-1], before, first, style)
        for group in others:
            inside = _separator(pending[-1], group, Separator.SPACE)
            if inside is Separator.SPACE:
                pending.append(_with_capital(group) if in_title else group)
            else:
                pending[-1] = _merged(pending[-1], inside, group, style)
        is_pause = was_han and word.text in _PAUSES
        was_plain = not pending[-1].pinyin and word.text.isascii() and not is_pause
        end, was_hyphen = word.span.end, is_hyphen and is_close
        was_han = has_han(word.text)
        if is_mark:
            yield _Piece(word.text.translate(_LATIN).replace("……", "…"), is_close)
            pending = []
            in_title = (in_title or _OPENS_TITLE in word.text) and _CLOSES_TITLE not in word.text
    if pending:
        yield _piece(pending, is_close)


def _parts(words: Sequence[AnnotatedWord]) -> Iterator[Sequence[str]]:
    """Yield the parts that each word of a sentence is written in; most are one."""
    text = "".join([word.simplified for word in words])
    start = 0
    before = ""
    for word in words:
        yield parts_of(word.simplified, text, start, before)
        start += len(word.simplified)
        before = word.simplified


def _groups(
    word: AnnotatedWord, parts: Sequence[str], readings: BlockReadings
) -> Iterator[RubyGroup]:
    """Yield the groups of a word, of which each part is written apart."""
    if len(parts) == 1:
        yield from readings.groups(word)
        return
    start = word.span.start
    for part in parts:
        yield from readings.groups(word, Span(start, start + len(part)))
        start += len(part)


def _piece(groups: Sequence[RubyGroup], is_close: bool) -> _Piece:
    first = groups[0]
    is_number = bool(first.pinyin) and not has_han(first.text[:1])
    # A headword may have a comma: 只要功夫深，铁杵磨成针.
    return _Piece(inline_pinyin(groups).replace(" ， ", ", "), is_close, is_number)


def _closes(text: str) -> bool:
    """Whether a piece belongs to the text before it: a closing mark, but not .env."""
    return text[0] in _CLOSING and not (text[0] == "." and text[1:2].isalnum())


def _with_big_letter(text: str) -> str:
    return text[:1].upper() + text[1:]


def _with_capital(group: RubyGroup) -> RubyGroup:
    return replace(group, pinyin=_with_big_letter(group.pinyin))


def _separator(group: RubyGroup, following: RubyGroup, separator: Separator) -> Separator:
    """Return `separator`, unless one of the two groups is a figure."""
    if group.text == "第" and following.text[:1].isdecimal():
        return Separator.HYPHEN
    if group.text == "年" and following.text in _ENDS_OF_YEARS:
        return Separator.NONE
    if not (group.pinyin and following.pinyin):
        return Separator.SPACE
    if following.text == "月" and group.text in _MONTHS:
        return Separator.NONE
    single = len(group.text) == 1 and group.text.isdecimal()
    return Separator.NONE if single and following.text in _AFTER_DIGIT else separator


def _merged(
    group: RubyGroup, separator: Separator, following: RubyGroup, style: Style
) -> RubyGroup:
    """Join two groups into one; no word has a capital inside."""
    if separator is Separator.HYPHEN:
        joined = style.hyphen.join([group.pinyin, following.pinyin or following.text])
    else:
        small = following.pinyin[:1].lower() + following.pinyin[1:]
        joined = spell_word([group.pinyin, small], style)
    return RubyGroup(group.text + following.text, joined)


def _joining(words: Sequence[AnnotatedWord]) -> Sequence[Separator]:
    """Return the separator before each word, as far as it depends on the words alone."""
    separators: list[Separator] = []
    stretch: list[JoinableWord] = []

    def flush(*, before_pause: bool) -> None:
        if stretch:
            stretch[-1] = replace(stretch[-1], before_pause=before_pause)
            separators.extend(separators_before(stretch))
            stretch.clear()

    for word in words:
        unit = joinable_word(word)
        if unit is not None:
            stretch.append(unit)
        else:
            is_pause = word.kind is WordKind.PUNCT and not word.text.startswith(_BEFORE_OBJECT)
            flush(before_pause=is_pause)
            separators.append(Separator.SPACE)
    flush(before_pause=True)
    return separators
