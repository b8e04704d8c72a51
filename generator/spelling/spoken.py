"""Spell readings by the settings of a site: tone sandhi, 儿 in one of three ways, sentence capitals
and figures that are read out.

Layers have citation syllables. `edition_words` returns the words of a block with the text and the
readings of one edition. `spoken_readings` lines up the characters of each sentence as it is read
aloud, applies the rules, and returns the readings that differ, word by word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.language.characters import IS_HAN
from generator.language.pinyin.sandhi import (
    Boundary,
    CitedSyllable,
    SandhiRules,
    apply_sandhi,
)
from generator.language.pinyin.styles import Erhua, Spelling, spell_word
from generator.language.words.segmentation import dictionary_words
from generator.model import AnnotatedWord, Block, Edition, Origin, Reading, Separator, WordKind

Readings = tuple[Reading, ...]

_NO_PAUSE = frozenset("“”‘’「」『』《》〈〉")
"""Punctuation that does not interrupt the line when it is read aloud."""


class EditionWord(Struct, frozen=True, gc=False):
    """A word with its text and its readings in an edition."""

    source: AnnotatedWord
    text: str
    readings: Readings
    """Citation forms."""
    has_own_readings: bool = False
    """Whether the edition has its own readings, with offsets relative to `text`; otherwise they are
    those of the block."""


def edition_words(block: Block, edition: Edition, spelling: Spelling) -> list[EditionWord]:
    """Return the words of a block in an edition, with 和 read as `spelling` requires."""
    he_as_han = spelling.he_as_han and edition is Edition.TW
    out = []
    for word in _with_he_as_han(block) if he_as_han else block.annotated_words:
        variant = word.variant(edition)
        if variant is None:
            out.append(EditionWord(word, word.text, word.readings))
        elif variant.readings:
            out.append(EditionWord(word, variant.text, variant.readings, True))
        else:
            out.append(EditionWord(word, variant.text, word.readings))
    return out


def spoken_readings(
    block: Block, words: Sequence[EditionWord], spelling: Spelling
) -> Mapping[int, Readings]:
    """Return the readings of the words that are not in citation form, by index."""
    if not (spelling.sandhi or spelling.sentence_capitals or spelling.erhua is not Erhua.JOINED):
        return {}
    rules = _sandhi_rules(spelling)
    changed: dict[int, list[Reading]] = {}
    for starts_with_han, line in _lines(block, words):
        syllables = apply_sandhi([character.cited for character in line], rules)
        if spelling.erhua is Erhua.OFF:
            syllables = ["" if syllable == "r5" else syllable for syllable in syllables]
        if spelling.sentence_capitals and syllables and starts_with_han:
            syllables[0] = syllables[0][:1].upper() + syllables[0][1:]
        for character, syllable in zip(line, syllables, strict=True):
            if syllable == character.cited.syllable:
                continue
            index, at = character.word, character.reading
            readings = changed.setdefault(index, list(words[index].readings))
            readings[at] = replace(readings[at], pinyin=syllable)
    return {index: tuple(readings) for index, readings in changed.items()}


_BEFORE_NOUN_HE = frozenset("之总求")
"""Words before 和 that give it the sense “sum” or “peace”."""
_STATED = frozenset({Origin.AUTHOR, Origin.TERM, Origin.LEXICON})


def _with_he_as_han(block: Block) -> Iterator[AnnotatedWord]:
    """Yield the words of a block, with the conjunction 和 read hàn unless a reading is stated."""
    shown = [word for word in block.annotated_words if word.kind is not WordKind.SPACE]
    texts = ["", *(word.text for word in shown), ""]
    joining = {
        word.index
        for word, before, text, after in zip(shown, texts, texts[1:], texts[2:], strict=False)
        if text == "和" and before not in _BEFORE_NOUN_HE and after[:1].isalnum()
    }
    for word in block.annotated_words:
        if word.index in joining and any(map(_is_unstated_he, word.readings)):
            (reading,) = word.readings
            yield replace(word, readings=(replace(reading, pinyin="han4"),))
        else:
            yield word


def _is_unstated_he(reading: Reading) -> bool:
    return reading.pinyin == "he2" and reading.origin not in _STATED


def _sandhi_rules(spelling: Spelling) -> SandhiRules:
    """Return the sandhi rules that a spelling applies to citation syllables."""
    on = spelling.sandhi
    return SandhiRules(yi=on, bu=on, third=on, erhua=spelling.erhua is not Erhua.APART)


def spoken_numbers(block: Block, spelling: Spelling) -> Mapping[int, tuple[int, str]]:
    """Return the end and the pinyin of numbers in figures that are read out, by start offset."""
    if not spelling.numbers:
        return {}
    # Imported late: its patterns take some milliseconds to compile.
    from generator.language.orthography.figures import find_number_pieces, spelt_words

    found = {}
    for sentence in block.sentences:
        start = sentence.span.start
        for piece in find_number_pieces(sentence.span.of(block.text)):
            syllables = piece.characters
            if spelling.sandhi:
                bounds = [Boundary.PAUSE, *[Boundary.NONE] * (len(syllables) - 1)]
                line = [
                    CitedSyllable(*pair, bound)
                    for pair, bound in zip(syllables, bounds, strict=True)
                ]
                tones = apply_sandhi(line)
                syllables = tuple((char, s) for (char, _), s in zip(syllables, tones, strict=True))
            pinyin = " ".join(spell_word(word, spelling.style) for word in spelt_words(syllables))
            found[start + piece.start] = (start + piece.end, pinyin)
    return found


class _Character(Struct, frozen=True, gc=False):
    """A character of a sentence that has a reading."""

    cited: CitedSyllable
    word: int
    """The index of its word."""
    reading: int
    """The index among the readings of its word."""


def _lines(
    block: Block, words: Sequence[EditionWord]
) -> Iterator[tuple[bool, Sequence[_Character]]]:
    """Yield the line of each sentence, and whether it begins with a Han character."""
    index = 0
    for sentence in block.sentences:
        line: list[_Character] = []
        bound = Boundary.PAUSE
        while index < len(words) and words[index].source.span.start < sentence.span.end:
            word, source = words[index], words[index].source
            text = word.text if word.has_own_readings else source.text
            bound = max(bound, Boundary.WORD)
            headword = text if source.sense is None else source.sense.headword
            closer = _last_two_are_closer(headword)
            count = 0
            for at, char in enumerate(text):
                if count == len(word.readings) or not IS_HAN.match(char):
                    bound = Boundary.PAUSE if _is_pause(source, char) else bound
                    continue
                reading = word.readings[count]
                if bound is Boundary.NONE and reading.separator is not Separator.NONE:
                    bound = Boundary.GROUP
                elif bound is Boundary.NONE and at == 1 and closer:
                    bound = Boundary.PART
                line.append(_Character(CitedSyllable(char, reading.pinyin, bound), index, count))
                bound = Boundary.NONE
                count += 1
            index += 1
        yield _starts_with_han(sentence.span.of(block.text)), line


def _is_pause(word: AnnotatedWord, char: str) -> bool:
    return word.kind is not WordKind.SPACE and char not in _NO_PAUSE


def _last_two_are_closer(word: str) -> bool:
    """Whether a word of three characters is 纸·老虎 rather than 展览·馆."""
    known = dictionary_words()
    return len(word) == 3 and word[1:] in known and word[:2] not in known


def _starts_with_han(sentence: str) -> bool:
    """Whether the first letter or digit of a sentence is Han."""
    first = next((char for char in sentence if char.isalnum()), "")
    return IS_HAN.match(first) is not None
