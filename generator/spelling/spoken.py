"""Readings as a site spells them: with sandhi, with 儿 in one of three ways, with sentence
capitals and with figures read out, where it asks for them.

The layers keep citation syllables. For one edition of a block this makes, sentence by
sentence, the line of characters that is read aloud, says how each is spoken, and gives back
readings of the same shape.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from generator.language.characters import IS_HAN
from generator.language.orthography.figures import pieces, words
from generator.language.pinyin.sandhi import (
    Boundary,
    CitedSyllable,
    SandhiRules,
    apply_sandhi,
)
from generator.language.pinyin.styles import Erhua, Spelling, spell_word
from generator.language.words.segmentation import dictionary_words
from generator.model import Block, Origin, Reading, Separator, Span, Variant, Word, WordKind

_NO_PAUSE = frozenset("“”‘’「」『』《》〈〉")
"""Punctuation that one reads on through."""


@dataclass(frozen=True, slots=True)
class Spelt:
    """The readings and the variants of a block as a site spells them.

    `changed` has the words that are spelt otherwise than their citation forms.
    """

    readings: Sequence[Reading]
    variants: Mapping[Span, Variant]
    changed: frozenset[Span] = frozenset()


def as_spelt(block: Block, variants: Mapping[Span, Variant], how: Spelling) -> Spelt:
    """The readings and the `variants` of a block with the syllables that `how` shows."""
    readings = block.layers.readings
    if not (how.sandhi or how.sentence_capitals or how.erhua is not Erhua.JOINED):
        return Spelt(readings, variants)
    rules = _rules(how)
    own: dict[Span, Variant] = dict(variants)
    shown: dict[Span, Reading] = {}
    changed: set[Span] = set()
    for opens, line in _lines(block, variants):
        said = apply_sandhi([cited for cited, _, _ in line], rules)
        if how.erhua is Erhua.OFF:
            said = ["" if syllable == "r5" else syllable for syllable in said]
        if how.sentence_capitals and said and opens:
            said[0] = said[0][:1].upper() + said[0][1:]
        for (_, reading, word), syllable in zip(line, said, strict=True):
            if syllable == reading.pinyin:
                continue
            changed.add(word)
            new = replace(reading, pinyin=syllable)
            variant = own.get(word)
            if variant is not None and variant.readings:
                spelt = tuple(new if r is reading else r for r in variant.readings)
                own[word] = replace(variant, readings=spelt)
            else:
                shown[reading.span] = new
    if shown:
        readings = tuple(shown.get(reading.span, reading) for reading in readings)
    return Spelt(readings, own, frozenset(changed))


_NOUN = frozenset("之总求")
"""What stands before 和 where it is a sum or peace."""
_STATED = frozenset({Origin.AUTHOR, Origin.TERM, Origin.LEXICON})


def he_as_han(block: Block) -> Block:
    """The block with 和 between words read hàn, as in Taiwan; stated readings stay."""
    words = [word.span for word in block.layers.words if word.kind is not WordKind.SPACE]
    texts = ["", *(span.of(block.text) for span in words), ""]
    joining = {
        span
        for span, before, text, after in zip(words, texts, texts[1:], texts[2:], strict=False)
        if text == "和" and before not in _NOUN and after[:1].isalnum()
    }
    readings = tuple(
        replace(reading, pinyin="han4")
        if reading.span in joining and reading.pinyin == "he2" and reading.origin not in _STATED
        else reading
        for reading in block.layers.readings
    )
    return replace(block, layers=replace(block.layers, readings=readings))


def _rules(how: Spelling) -> SandhiRules:
    """What `how` changes of the citation syllables."""
    on = how.sandhi
    return SandhiRules(yi=on, bu=on, third=on, erhua=how.erhua is not Erhua.APART)


def numbers_in(block: Block, how: Spelling) -> Mapping[int, tuple[int, str]]:
    """Where figures begin that `how` reads out: where they end, and what stands over them."""
    if not how.numbers:
        return {}
    found = {}
    for sentence in block.sentences:
        start = sentence.span.start
        for piece in pieces(sentence.span.of(block.text)):
            said = piece.said
            if how.sandhi:
                bounds = [Boundary.PAUSE, *[Boundary.NONE] * (len(said) - 1)]
                line = [
                    CitedSyllable(*pair, bound) for pair, bound in zip(said, bounds, strict=True)
                ]
                tones = apply_sandhi(line)
                said = tuple((char, s) for (char, _), s in zip(said, tones, strict=True))
            shown = " ".join(spell_word(word, how.style) for word in words(said))
            found[start + piece.start] = (start + piece.end, shown)
    return found


_Line = list[tuple[CitedSyllable, Reading, Span]]
"""Each character of a sentence that has a reading, with that and with its word."""


def _lines(block: Block, variants: Mapping[Span, Variant]) -> Iterator[tuple[bool, _Line]]:
    """The line of each sentence, and whether it opens with what has a reading."""
    headwords = {sense.span: sense.headword for sense in block.layers.senses}
    sources = {reading.span.start: reading for reading in block.layers.readings}
    rest = deque(block.layers.words)
    for sentence in block.sentences:
        line: _Line = []
        bound = Boundary.PAUSE
        while rest and rest[0].span.start < sentence.span.end:
            word = rest.popleft()
            text = word.span.of(block.text)
            places = range(word.span.start, word.span.end)
            readings: Sequence[Reading] = [sources[at] for at in places if at in sources]
            variant = variants.get(word.span)
            if variant is not None and variant.readings:
                text, readings = variant.text, variant.readings
            bound = max(bound, Boundary.WORD)
            closer = _last_two_are_closer(headwords.get(word.span, text))
            pending = iter(readings)
            for at, char in enumerate(text):
                reading = next(pending, None) if IS_HAN.match(char) else None
                if reading is None:
                    bound = Boundary.PAUSE if _is_pause(word, char) else bound
                    continue
                if bound is Boundary.NONE and reading.separator is not Separator.NONE:
                    bound = Boundary.GROUP
                elif bound is Boundary.NONE and at == 1 and closer:
                    bound = Boundary.PART
                line.append((CitedSyllable(char, reading.pinyin, bound), reading, word.span))
                bound = Boundary.NONE
        yield _opens(sentence.span.of(block.text)), line


def _is_pause(word: Word, char: str) -> bool:
    return word.kind is not WordKind.SPACE and char not in _NO_PAUSE


def _last_two_are_closer(word: str) -> bool:
    """Whether a word of three characters is 纸·老虎 rather than 展览·馆."""
    known = dictionary_words()
    return len(word) == 3 and word[1:] in known and word[:2] not in known


def _opens(sentence: str) -> bool:
    """Whether what is read first in a sentence is Han, not Latin or a number."""
    first = next((char for char in sentence if char.isalnum()), "")
    return IS_HAN.match(first) is not None
