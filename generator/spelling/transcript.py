"""Transcribe a text to pinyin by GB/T 16159-2012: sentences of orthographic words.

1. Words that the standard writes as one are joined (`language/orthography/word_joining.py`), and
   figures that are read out are joined to an adjacent numeral (第3 dì-sān, 2万 liǎngwàn).
2. Each sentence begins with a capital and has Latin punctuation.
3. Text without a reading, such as Latin words and figures, is left unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.language.characters import has_han
from generator.language.orthography.word_joining import JoinableWord, separators_before
from generator.language.pinyin.styles import Spelling, Style, spell_word
from generator.model import AnnotatedWord, Block, Edition, Separator, Span, WordKind
from generator.spelling.ruby import (
    BlockReadings,
    RubyGroup,
    block_readings,
    inline_pinyin,
)

_LATIN = str.maketrans(
    {
        "。": ".", "，": ",", "、": ",", "；": ";", "：": ":", "？": "?", "！": "!", "（": "(",
        "）": ")", "「": "“", "」": "”", "『": "‘", "』": "’", "．": ".", "～": "~",
    }
)  # fmt: skip
_OPENING = ("“", "‘", "(", "《", "〈", "[", "【")
_CLOSING = frozenset(".,;:?!)”’》〉]】…%~")


def transcript(block: Block, edition: Edition, spelling: Spelling) -> str:
    """Return a block in pinyin, on one line."""
    readings = block_readings(block, edition, replace(spelling, sentence_capitals=True))
    out = ""
    for sentence in block.sentences:
        for piece in _pieces(block, sentence.span, readings):
            opens_speech = out.endswith(": “")
            spaced = out and piece[0] not in _CLOSING and not out.endswith(_OPENING)
            shown = piece[0].upper() + piece[1:] if opens_speech else piece
            out += f" {shown}" if spaced else shown
    return out


def _pieces(block: Block, span: Span, readings: BlockReadings) -> Iterator[str]:
    """Yield the orthographic words and the punctuation of a sentence."""
    words = [word for word in block.words_in(span) if word.kind is not WordKind.SPACE]
    style = readings.style
    pending: list[RubyGroup] = []
    for word, separator in zip(words, _separators(words), strict=True):
        first, *others = readings.groups(word)
        is_mark = word.kind is WordKind.PUNCT and not first.pinyin
        before = Separator.SPACE
        if pending and not is_mark:
            before = _separator(pending[-1], first, separator)
        if before is Separator.SPACE:
            if pending:
                yield inline_pinyin(pending)
            pending = [first]
        else:
            pending[-1] = _merged(pending[-1], before, first, style)
        for group in others:
            inside = _separator(pending[-1], group, Separator.SPACE)
            if inside is Separator.SPACE:
                pending.append(group)
            else:
                pending[-1] = _merged(pending[-1], inside, group, style)
        if is_mark:
            yield word.text.translate(_LATIN).replace("……", "…")
            pending = []
    if pending:
        yield inline_pinyin(pending)


def _separator(group: RubyGroup, following: RubyGroup, separator: Separator) -> Separator:
    """Return `separator`, unless one of the two groups is a figure."""
    if not (group.pinyin and following.pinyin):
        return Separator.SPACE
    if group.text == "第" and not has_han(following.text):
        return Separator.HYPHEN
    single = len(group.text) == 1 and group.text.isdecimal()
    return Separator.NONE if single and following.text in ("百", "千", "万", "亿") else separator


def _merged(
    group: RubyGroup, separator: Separator, following: RubyGroup, style: Style
) -> RubyGroup:
    """Join two groups into one."""
    pinyin = [group.pinyin, following.pinyin]
    has_hyphen = separator is Separator.HYPHEN
    joined = style.hyphen.join(pinyin) if has_hyphen else spell_word(pinyin, style)
    return RubyGroup(group.text + following.text, joined)


def _separators(words: Sequence[AnnotatedWord]) -> list[Separator]:
    """Return the separator before each word, as far as it depends on the words alone."""
    out: list[Separator] = []
    stretch: list[JoinableWord] = []

    def flush(*, before_pause: bool) -> None:
        if stretch:
            out.extend(
                separators_before([*stretch[:-1], replace(stretch[-1], before_pause=before_pause)])
            )
            stretch.clear()

    for word in words:
        syllables = tuple(reading.pinyin.lower() for reading in word.readings)
        if len(syllables) == len(word.span) and all(syllables):
            stretch.append(JoinableWord(word.simplified, syllables, word.name is not None))
        else:
            flush(before_pause=word.kind is WordKind.PUNCT)
            out.append(Separator.SPACE)
    flush(before_pause=True)
    return out
