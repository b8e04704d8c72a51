"""The syllables of a word, with the separators that join them in its spelling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from generator.annotate.engines import Engines
from generator.language.characters import IS_HAN, has_han
from generator.language.orthography.hyphenation import find_separators
from generator.language.pinyin.syllables import split_with_separators
from generator.language.readings.sentence_context import SentenceContext
from generator.language.readings.syllable_reading import AUTHOR_CONFIDENCE, SyllableReading
from generator.model import Origin, Reading, Separator, Span

JoinedSyllable = tuple[SyllableReading, Separator]
"""A syllable and the separator before it in the spelling of its word."""


def separators_of(engines: Engines, word: str) -> Mapping[int, Separator]:
    """Return the separators inside a simplified word, by the offset of the part after each."""
    return find_separators(word, engines.dictionary.entries(word))


def parse_joined(pinyin: str, origin: Origin) -> tuple[JoinedSyllable, ...]:
    """Parse a spelling into its Han syllables, with its separators."""
    out: list[JoinedSyllable] = []
    for before, syllables in split_with_separators(pinyin):
        for at, syllable in enumerate(syllables):
            if syllable[-1] in "12345":
                separator = Separator(before) if at == 0 and out else Separator.NONE
                out.append((SyllableReading(syllable, origin, AUTHOR_CONFIDENCE), separator))
    return tuple(out)


def join_syllables(
    word: str, syllables: Sequence[SyllableReading], rules: Mapping[int, Separator]
) -> tuple[JoinedSyllable, ...]:
    """Join the syllables of a word as the orthography does.

    A capital begins a word of a name, and so does 和 before one: 发展和改革委员会. If the rules
    have no word there, the capital goes: 爱奇艺 Àiqíyì; and so it does inside an idiom that does
    not begin with the name: 四面楚歌 sìmiàn-chǔgē.
    """
    out: list[JoinedSyllable] = []
    offsets = _han_offsets(word, 0, len(word), syllables)
    following = [*[syllable.starts_part for syllable in syllables[1:]], False]
    has_halves = len(word) == 4 and rules.get(2) is Separator.HYPHEN and len(syllables) == 4
    is_idiom = has_halves and not (has_capital(syllables[0]) or has_capital(syllables[1]))
    for at, syllable, is_before_part in zip(offsets, syllables, following, strict=True):
        is_between = is_before_part and at > 0 and _BETWEEN.get(word[at]) == syllable.pinyin
        begins = syllable.starts_part or is_between
        is_apart = begins and not has_halves  # 东施-效颦
        separator = rules.get(at, Separator.SPACE if is_apart else Separator.NONE)
        is_inside = syllable.starts_part and (separator is Separator.NONE or is_idiom)
        out.append((_without_capital(syllable) if is_inside else syllable, separator))
    return tuple(out)


def has_capital(syllable: SyllableReading) -> bool:
    """Whether a syllable has a capital."""
    return (syllable.pinyin or "")[:1].isupper()


def _without_capital(syllable: SyllableReading) -> SyllableReading:
    pinyin = None if syllable.pinyin is None else syllable.pinyin.lower()
    return replace(syllable, pinyin=pinyin, starts_part=False)


_BETWEEN = {"和": "he2", "与": "yu3", "及": "ji2", "之": "zhi1", "的": "de5"}
"""Words between two words of a name, with their readings: not 的 of 波罗的海."""


def _han_offsets(text: str, start: int, end: int, syllables: Sequence[object]) -> Sequence[int]:
    """Return the offsets of the Han characters of a word, one for each of its syllables."""
    if len(syllables) == end - start:
        return range(start, end)
    return [at for at in range(start, end) if IS_HAN.match(text[at])]


def capitalise(
    syllables: Sequence[JoinedSyllable], *, every_word: bool = False
) -> tuple[JoinedSyllable, ...]:
    """Capitalise the first or every word of a name, unless one of its syllables has a capital."""
    if any(has_capital(syllable) for syllable, _ in syllables):
        return tuple(syllables)
    following = [*[separator for _, separator in syllables[1:]], Separator.SPACE]
    return tuple(
        (
            replace(syllable, pinyin=syllable.pinyin[:1].upper() + syllable.pinyin[1:])
            if syllable.pinyin
            and (at == 0 or (every_word and separator is Separator.SPACE))
            and not (at and syllable.pinyin == "zhi1" and after is Separator.SPACE)
            else syllable,
            separator,
        )
        for at, ((syllable, separator), after) in enumerate(zip(syllables, following, strict=True))
    )


def to_readings(syllables: Sequence[JoinedSyllable], span: Span, text: str) -> list[Reading]:
    """Return the readings of the word at `span` of `text`, one for each of its Han characters."""
    places = _han_offsets(text, span.start, span.end, syllables)
    return [
        to_reading(syllable, Span(at, at + 1), separator)
        for at, (syllable, separator) in zip(places, syllables, strict=True)
    ]


def to_reading(
    syllable: SyllableReading, span: Span, separator: Separator = Separator.NONE
) -> Reading:
    """Return the reading of the character at `span`."""
    if not syllable.pinyin:
        return Reading(span, "", syllable.origin, 0.0, separator)
    return Reading(span, syllable.pinyin, syllable.origin, syllable.confidence, separator)


def read_phrase(simplified: str, written: str, engines: Engines) -> tuple[JoinedSyllable, ...]:
    """Read a word that only the site has, by the words that it consists of."""
    cut = engines.segmenter.segment(simplified)
    parts = [word.span.of(simplified) for word in cut]
    context = SentenceContext(parts, [word.span.of(written) for word in cut])
    join_rules = engines.cached(separators_of)
    out: list[JoinedSyllable] = []
    for index, part in enumerate(parts):
        if has_han(part):
            syllables = engines.reader.read(context, index)
            (first, separator), *rest = join_syllables(part, syllables, join_rules(part))
            out += [(first, Separator.SPACE if out else separator), *rest]
    return tuple(out)
