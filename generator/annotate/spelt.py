"""How a word is said and spelt: its syllables, and what joins them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from generator.annotate.engines import Engines
from generator.language.characters import IS_HAN, has_han
from generator.language.orthography import joints
from generator.language.pinyin import split_joined
from generator.language.readings import SURE, Syllable
from generator.language.sentence_context import SentenceContext
from generator.model import Joint, Origin, Reading, Span

Spelt = tuple[Syllable, Joint]
"""A syllable and what stands before it in the spelling of its word."""


def joints_of(engines: Engines, word: str) -> Mapping[int, Joint]:
    """What stands at the offsets inside a simplified word at which a new part begins."""
    return joints(word, engines.dictionary.entries(word))


def from_pinyin(pinyin: str, origin: Origin) -> tuple[Spelt, ...]:
    """The Han syllables of a spelling, joined as it joins them."""
    out: list[Spelt] = []
    for before, syllables in split_joined(pinyin):
        for at, syllable in enumerate(syllables):
            if syllable[-1] in "12345":
                joint = Joint(before) if at == 0 and out else Joint.NONE
                out.append((Syllable(syllable, origin, SURE), joint))
    return tuple(out)


def join(word: str, said: Sequence[Syllable], rules: Mapping[int, Joint]) -> tuple[Spelt, ...]:
    """What the reader says of a word, joined as the orthography says, capitals apart."""
    return tuple(
        [
            (syllable, rules.get(at, Joint.SPACE if syllable.leads else Joint.NONE))
            for at, syllable in zip(_han_places(word, 0, len(word), said), said, strict=True)
        ]
    )


def _han_places(text: str, start: int, end: int, syllables: Sequence[object]) -> Sequence[int]:
    """The offsets of the Han characters of a word, one for each of its syllables."""
    if len(syllables) == end - start:
        return range(start, end)
    return [at for at in range(start, end) if IS_HAN.match(text[at])]


def capital(syllables: Sequence[Spelt]) -> tuple[Spelt, ...]:
    """Syllables of a name, the first with a capital."""
    (first, joint), *rest = syllables
    if first.pinyin is not None and not any((s.pinyin or "")[:1].isupper() for s, _ in syllables):
        first = replace(first, pinyin=first.pinyin[:1].upper() + first.pinyin[1:])
    return ((first, joint), *rest)


def placed(syllables: Sequence[Spelt], span: Span, text: str) -> list[Reading]:
    """The readings of a word at `span` of `text`, one for each of its Han characters."""
    places = _han_places(text, span.start, span.end, syllables)
    return [
        Reading(
            Span(at, at + 1),
            syllable.pinyin or "",
            syllable.origin,
            syllable.confidence if syllable.pinyin else 0.0,
            joint,
        )
        for at, (syllable, joint) in zip(places, syllables, strict=True)
    ]


def read_phrase(simplified: str, written: str, engines: Engines) -> tuple[Spelt, ...]:
    """Read a site's word that no dictionary has by the words it is made of."""
    cut = engines.segmenter.segment(simplified)
    parts = [word.span.of(simplified) for word in cut]
    context = SentenceContext(parts, [word.span.of(written) for word in cut])
    join_rules = engines.remembering(joints_of)
    out: list[Spelt] = []
    for index, part in enumerate(parts):
        if has_han(part):
            said = engines.reader.read(context, index)
            (first, joint), *rest = join(part, said, join_rules(part))
            out += [(first, Joint.SPACE if out else joint), *rest]
    return tuple(out)
