"""A text in pinyin alone, as GB/T 16159-2012 writes it: sentences of orthographic words.

1. Words that the standard writes as one are joined (`language/orthography/word_joining.py`), and
   figures that are read out with the numeral beside them (第3 dì-sān, 2万 liǎngwàn).
2. Each sentence begins with a capital; punctuation is that of Latin script.
3. What is not read, Latin words and figures, stands as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.annotate.document import words_in
from generator.language.characters import has_han
from generator.language.orthography.word_joining import Unit, between
from generator.language.pinyin.styles import Spelling, Style, spell_word
from generator.model import Block, Edition, Separator, Span, Word, WordKind
from generator.spelling.ruby import BlockReadings, Group, spelling

_LATIN = str.maketrans(
    {
        "。": ".", "，": ",", "、": ",", "；": ";", "：": ":", "？": "?", "！": "!", "（": "(",
        "）": ")", "「": "“", "」": "”", "『": "‘", "』": "’", "．": ".", "～": "~",
    }
)  # fmt: skip
_OPENING = ("“", "‘", "(", "《", "〈", "[", "【")
_CLOSING = frozenset(".,;:?!)”’》〉]】…%~")


def transcript(block: Block, edition: Edition, simplified: str, how: Spelling) -> str:
    """The block in one line; `simplified` is its text in that script."""
    readings = BlockReadings(block, edition, replace(how, sentence_capitals=True))
    out = ""
    for sentence in block.sentences:
        for piece in _pieces(block, sentence.span, simplified, readings, how.style):
            speech = out.endswith(": “")
            apart = out and piece[0] not in _CLOSING and not out.endswith(_OPENING)
            out += (" " if apart else "") + (piece[0].upper() + piece[1:] if speech else piece)
    return out


def _pieces(
    block: Block, span: Span, simplified: str, readings: BlockReadings, style: Style
) -> Iterator[str]:
    """The orthographic words and the punctuation of a sentence, one by one."""
    words = [word for word in words_in(block, span) if word.kind is not WordKind.SPACE]
    held: list[Group] = []
    for word, separator in zip(words, _separators(block, words, simplified), strict=True):
        first, *rest = readings.groups(word.span)
        is_mark = word.kind is WordKind.PUNCT and not first.pinyin
        before = _before(held[-1], first, separator) if held and not is_mark else Separator.SPACE
        if before is Separator.SPACE:
            if held:
                yield spelling(held)
            held = [first]
        else:
            held[-1] = _merged(held[-1], before, first, style)
        for group in rest:
            joint_inside = _before(held[-1], group, Separator.SPACE)
            if joint_inside is Separator.SPACE:
                held.append(group)
            else:
                held[-1] = _merged(held[-1], joint_inside, group, style)
        if is_mark:
            yield word.span.of(block.text).translate(_LATIN).replace("……", "…")
            held = []
    if held:
        yield spelling(held)


def _before(group: Group, following: Group, separator: Separator) -> Separator:
    """What stands before a group behind another: `separator`, unless one of them is a figure."""
    if not (group.pinyin and following.pinyin):
        return Separator.SPACE
    if group.text == "第" and not has_han(following.text):
        return Separator.HYPHEN
    single = len(group.text) == 1 and group.text.isdecimal()
    return Separator.NONE if single and following.text in ("百", "千", "万", "亿") else separator


def _merged(group: Group, separator: Separator, following: Group, style: Style) -> Group:
    """Two groups as one."""
    pinyin = [group.pinyin, following.pinyin]
    hyphen = separator is Separator.HYPHEN and style.hyphen
    return Group(
        group.text + following.text, hyphen.join(pinyin) if hyphen else spell_word(pinyin, style)
    )


def _separators(block: Block, words: Sequence[Word], simplified: str) -> list[Separator]:
    """What stands before each word, as far as words say it."""
    said = {reading.span.start: reading.pinyin.lower() for reading in block.layers.readings}
    names = {name.span for name in block.layers.names}
    out: list[Separator] = []
    stretch: list[Unit] = []

    def flush(*, ends: bool) -> None:
        if stretch:
            out.extend(between([*stretch[:-1], replace(stretch[-1], ends=ends)]))
            stretch.clear()

    for word in words:
        syllables = tuple(said.get(at, "") for at in range(word.span.start, word.span.end))
        if all(syllables):
            stretch.append(Unit(word.span.of(simplified), syllables, word.span in names))
        else:
            flush(ends=word.kind is WordKind.PUNCT)
            out.append(Separator.SPACE)
    flush(ends=True)
    return out
