"""Spell readings by the settings of a site: tone sandhi, 儿 in one of three ways, sentence capitals
and figures that are read out.

Layers have citation syllables. `edition_words` returns the words of a block with the text and the
readings of one edition, in which 里 after a noun is light (`light_readings`). `spoken_readings`
lines up the characters of each sentence as it is read aloud, applies the rules, and returns the
readings that differ, word by word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from generator.language.characters import IS_HAN
from generator.language.orthography.joinable import JoinableWord
from generator.language.orthography.word_joining import is_light
from generator.language.pinyin.sandhi import (
    Boundary,
    CitedSyllable,
    SandhiRules,
    apply_sandhi,
)
from generator.language.pinyin.styles import Erhua, Spelling, spell_word
from generator.language.words.word_list import dictionary_words
from generator.model import (
    AnnotatedWord,
    Block,
    Edition,
    Origin,
    Reading,
    Separator,
    WordKind,
)

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
    """Return the words of a block in an edition, with 和 and 里 read as `spelling` requires."""
    he_as_han = spelling.he_as_han and edition is Edition.TW
    light = light_readings(block, spelling) if edition is not Edition.TW else {}
    out = []
    for word in _with_he_as_han(block) if he_as_han else block.annotated_words:
        variant = word.variant(edition)
        if variant is not None and variant.readings:
            out.append(EditionWord(word, variant.text, variant.readings, True))
        else:
            text = word.text if variant is None else variant.text
            out.append(EditionWord(word, text, light.get(word.index, word.readings)))
    return out


_MAY_BE_LIGHT = ("里", "不", "得")


def light_readings(block: Block, spelling: Spelling) -> Mapping[int, Readings]:
    """Return the readings of the words with a syllable that is light in a phrase, by index.

    They are so in every edition but that of Taiwan, which has full tones: 河里 hé li, 买不到 mǎi
    bu dào. What the author states stays.
    """
    if not (spelling.light and any(map(block.simplified.__contains__, _MAY_BE_LIGHT))):
        return {}
    found = {}
    words = [word for word in block.annotated_words if word.kind is not WordKind.SPACE]
    for at, word in enumerate(words):
        if len(word.simplified) > 1 and word.simplified.endswith("里"):
            *stem, last = word.readings
            is_apart = last.separator is Separator.SPACE and last.pinyin == "li3"
            if is_apart and last.origin not in _STATED:  # 家里 is jiā li, as 屋 | 里 is wū li
                found[word.index] = (*stem, replace(last, pinyin="li5"))
            continue
        if at == 0 or not word.simplified.startswith(_MAY_BE_LIGHT):
            continue
        before, unit = joinable_word(words[at - 1]), joinable_word(word)
        if before is None or unit is None or words[at - 1].sentence_id != word.sentence_id:
            continue
        following = joinable_word(words[at + 1]) if at + 1 < len(words) else None
        first, *others = word.readings
        if first.origin not in _STATED and is_light(
            [before, unit] if following is None else [before, unit, following], 1
        ):
            found[word.index] = (replace(first, pinyin=f"{first.pinyin[:-1]}5"), *others)
    return found


def joinable_word(word: AnnotatedWord) -> JoinableWord | None:
    """Return a word as the orthography sees it; None if a character of it has no reading."""
    syllables = tuple([reading.pinyin.lower() for reading in word.readings])
    if len(syllables) != len(word.span) or not all(syllables):
        return None
    name = word.name
    is_part = name is not None and name.span != word.span
    return JoinableWord(word.simplified, syllables, name is not None, is_part_of_name=is_part)


def spoken_readings(
    block: Block, words: Sequence[EditionWord], spelling: Spelling
) -> Mapping[int, Readings]:
    """Return the readings of the words that are not in citation form, by index."""
    if not (spelling.sandhi or spelling.sentence_capitals or spelling.erhua is not Erhua.JOINED):
        return {}
    changed: dict[int, Readings] = {}
    for clause in clauses(block, words):
        inside = words[clause.first : clause.end]
        if spelling.sentence_capitals or may_change(cited_syllables(inside)):
            changed.update(spoken_clause(inside, clause, [spelling])[0])
    return changed


class Clause(Struct, frozen=True, gc=False):
    """The words between two pauses, by their indexes; no change of a tone crosses a pause."""

    first: int
    end: int
    begins_sentence: bool
    """Whether its first syllable is that of a sentence that begins with it."""


def clauses(block: Block, words: Sequence[EditionWord]) -> list[Clause]:
    """Return the clauses of a block that have a reading, given its words."""
    found = []
    at = 0
    for sentence in block.sentences:
        begins = _starts_with_han(sentence.span.of(block.text))
        first, has_readings = at, False
        while at < len(words) and words[at].source.span.start < sentence.span.end:
            word = words[at]
            if word.readings:
                has_readings = True
            elif any(_is_pause(word.source, char) for char in word.source.text):
                if has_readings:
                    found.append(Clause(first, at, begins))
                    begins = has_readings = False
                first = at + 1
            at += 1
        if has_readings:
            found.append(Clause(first, at, begins))
    return found


def cited_syllables(words: Sequence[EditionWord]) -> list[str]:
    """Return the syllables of words in citation form."""
    return [reading.pinyin for word in words for reading in word.readings]


def may_change(syllables: Sequence[str]) -> bool:
    """Whether sandhi or erhua may change a syllable of a clause; false only if none can.

    Rules apply to 一, 不, the suffix 儿, and third tones before a third tone or before the same
    syllable in the neutral tone.
    """
    if not _CHANGEABLE.isdisjoint(syllables):
        return True
    tones = "".join([syllable[-1:] or " " for syllable in syllables])
    if "33" in tones:
        return True
    return "35" in tones and any(
        before.endswith("3") and after.endswith("5") and before[:-1] == after[:-1]
        for before, after in pairwise(map(str.lower, syllables))
    )


_CHANGEABLE = frozenset({"yi1", "Yi1", "bu4", "Bu4", "r5"})


def spoken_clause(
    words: Sequence[EditionWord], clause: Clause, spellings: Sequence[Spelling]
) -> Sequence[Mapping[int, Readings]]:
    """Return, for each spelling, the readings of a clause that are not in citation form.

    `words` are those of the clause. The readings are those of whole words, by index.
    """
    first = clause.first
    cited, places = _line(words, first)
    found = []
    for spelling in spellings:
        syllables = apply_sandhi(cited, _sandhi_rules(spelling.sandhi, spelling.erhua))
        if spelling.erhua is Erhua.OFF:
            syllables = ["" if syllable == "r5" else syllable for syllable in syllables]
        if spelling.sentence_capitals and clause.begins_sentence and syllables:
            syllables[0] = syllables[0][:1].upper() + syllables[0][1:]
        changed: dict[int, list[Reading]] = {}
        for character, (index, number), syllable in zip(cited, places, syllables, strict=True):
            if syllable == character.syllable:
                continue
            readings = changed.setdefault(index, list(words[index - first].readings))
            readings[number] = replace(readings[number], pinyin=syllable)
        found.append({index: tuple(readings) for index, readings in changed.items()})
    return found


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


@cache
def _sandhi_rules(on: bool, erhua: Erhua) -> SandhiRules:
    """Return the sandhi rules that a spelling applies to citation syllables."""
    return SandhiRules(yi=on, bu=on, third=on, erhua=erhua is not Erhua.APART)


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


def _line(
    words: Sequence[EditionWord], first: int
) -> tuple[list[CitedSyllable], list[tuple[int, int]]]:
    """Return the characters of a clause that have a reading, and their places.

    A place is the index of the word, of which that of the first one is `first`, and the index
    among the readings of the word.
    """
    cited: list[CitedSyllable] = []
    places: list[tuple[int, int]] = []
    bound = Boundary.PAUSE
    for index, word in enumerate(words, first):
        source, readings = word.source, word.readings
        text = word.text if word.has_own_readings else source.text
        bound = max(bound, Boundary.WORD)
        headword = text if source.sense is None else source.sense.headword
        closer = len(headword) == 3 and _last_two_are_closer(headword)
        count = 0
        is_han = len(readings) == len(text)  # a reading for each Han character
        for at, char in enumerate(text):
            if not is_han and (count == len(readings) or not IS_HAN.match(char)):
                bound = Boundary.PAUSE if _is_pause(source, char) else bound
                continue
            reading = readings[count]
            if bound is Boundary.NONE and reading.separator is not Separator.NONE:
                bound = Boundary.GROUP
            elif bound is Boundary.NONE and at == 1 and closer:
                bound = Boundary.PART
            cited.append(CitedSyllable(char, reading.pinyin, bound))
            places.append((index, count))
            bound = Boundary.NONE
            count += 1
    return cited, places


def _is_pause(word: AnnotatedWord, char: str) -> bool:
    return word.kind is not WordKind.SPACE and char not in _NO_PAUSE


def _last_two_are_closer(word: str) -> bool:
    """Whether a word of three characters is 纸·老虎 rather than 展览·馆."""
    known = dictionary_words()
    return word[1:] in known and word[:2] not in known


def _starts_with_han(sentence: str) -> bool:
    """Whether the first letter or digit of a sentence is Han."""
    first = next((char for char in sentence if char.isalnum()), "")
    return IS_HAN.match(first) is not None
