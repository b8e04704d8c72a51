"""Checks of the conversion to other editions.

E002: OpenCC converts single-character words differently when it sees them together, as if they were
one word that was split (灯 | 彩 -> 燈綵). E003: the form in an edition, converted back, is not what
the author wrote, and the dictionary has the result (恢複 becomes 恢復). Forms that the author, the
glossary or the lexicon state for an edition are not reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.annotate.engines import Engines
from generator.annotate.variant_stage import stated_form
from generator.checks.repeated import PlaceInBlock, also
from generator.content.notes import SUFFIX
from generator.diagnostics import Report
from generator.model import AnnotatedWord, Article, Block, Edition, NameKind, WordKind
from generator.spans import Spans

_NEVER_WORDS = frozenset("瞭彆併")
"""Forms that 了, 别 or 并 never has as a word: OpenCC has matched a phrase across words."""
_ACCEPTED_FORMS = _NEVER_WORDS | frozenset("齣紮揹捱")
"""Forms that are not reported: those above; 齣 and 紮, which only rules can distinguish (消息一出,
扎针); and 揹 and 捱, for which 背 and 挨 are as good."""


def check_editions(article: Article, engines: Engines, report: Report) -> None:
    """Report the words whose form in an edition is doubtful, each once (E002, E003)."""
    disputed: dict[tuple[str, _Forms], list[PlaceInBlock]] = {}
    lossy: dict[tuple[str, str, str, Edition], list[PlaceInBlock]] = {}
    for block in (article.title, *article.blocks):
        converted = _ConvertedBlock(block, article.script, engines)
        for word, forms in _find_disputed(converted):
            disputed.setdefault((word.text, forms), []).append((block, word.span))
        edition = _other_script_edition(converted)
        if edition is None:
            continue
        for word, form, back in _find_lossy(converted, edition):
            key = word.text, form, back, edition
            lossy.setdefault(key, []).append((block, word.span))
    for (text, forms), places in disputed.items():
        becomes = " and ".join(
            f"{ours} in {' and '.join(editions)}, where OpenCC would write {other}"
            for ours, other, editions in forms
        )
        ours, other, editions = forms[0]
        report.add_at(
            *places[0],
            "E002",
            article.path,
            f"“{text}” becomes {becomes}{also(places)}",
            f'State the right form, {editions[0]} = "{ours}" or "{other}", in '
            f"{article.path.stem}{SUFFIX}, or for all articles in lexicon.toml.",
        )
    for (text, form, back, edition), places in lossy.items():
        report.add_at(
            *places[0],
            "E003",
            article.path,
            f"“{text}” becomes {form} in {edition}, which is {back} in {article.script}"
            f"{also(places)}",
            f"Write {back} if that is meant; otherwise state the form for {edition} in "
            f"{article.path.stem}{SUFFIX}, or for all articles in lexicon.toml.",
        )


_Forms = tuple[tuple[str, str, tuple[Edition, ...]], ...]
"""Two forms each, ours and OpenCC's, with the editions that have them."""


@dataclass(frozen=True)
class _ConvertedBlock:
    """A block and its words in each edition."""

    block: Block
    script: Edition
    engines: Engines

    @property
    def words(self) -> Sequence[AnnotatedWord]:
        return self.block.annotated_words

    @cached_property
    def texts(self) -> Sequence[str]:
        return [word.text for word in self.words]

    @cached_property
    def in_name(self) -> Sequence[bool]:
        """Whether each word is part of a name."""
        names = Spans(name.span for name in self.block.layers.names)
        return [names.overlap(word.span) for word in self.words]

    @cached_property
    def is_person(self) -> Sequence[bool]:
        """Whether each word is the name of a person."""
        return [w.name is not None and w.name.kind is NameKind.PERSON for w in self.words]

    @cached_property
    def editions(self) -> Sequence[Edition]:
        return [edition for edition in self.engines.editions if edition is not self.script]

    @cached_property
    def forms(self) -> Mapping[Edition, Sequence[str]]:
        """The forms of the words in each edition."""
        return {
            edition: [word.text_in(edition) for word in self.words] for edition in self.editions
        }

    def is_stated(self, word: AnnotatedWord, edition: Edition) -> bool:
        """Whether the author, the glossary or the lexicon states the form for an edition."""
        form = stated_form(self.block, word.span, edition, self.script, self.engines)
        return form is not None


def _find_disputed(
    converted: _ConvertedBlock,
) -> Iterator[tuple[AnnotatedWord, _Forms]]:
    """Single-character words that OpenCC converts differently, with the editions of each two forms.

    Only simplified text is checked: from traditional text, the conversion is hardly ever doubtful.
    """
    if converted.script is not Edition.HANS:
        return
    convert = converted.engines.converter.alternative_forms
    alternatives = {e: convert(converted.texts, e, converted.in_name) for e in converted.editions}
    for at, word in enumerate(converted.words):
        found: dict[tuple[str, str], list[Edition]] = {}
        for edition in converted.editions:
            ours, other = converted.forms[edition][at], alternatives[edition].get(at, "")
            if other not in ("", ours, *_ACCEPTED_FORMS) and not converted.is_stated(word, edition):
                found.setdefault((ours, other), []).append(edition)
        if found:
            yield word, tuple((*pair, tuple(editions)) for pair, editions in found.items())


def _find_lossy(
    converted: _ConvertedBlock, edition: Edition
) -> Iterator[tuple[AnnotatedWord, str, str]]:
    """The words that convert back to another word, each with its form and that other word."""
    forms = converted.forms[edition]
    back = converted.engines.converter.convert_blocks(
        [forms], edition, converted.script, [converted.is_person]
    )[0]
    for at, word in enumerate(converted.words):
        own, returned = word.text, back[at]
        if own == returned or word.kind is not WordKind.HAN or converted.in_name[at]:
            continue
        if _is_misspelt(converted, word, own, returned) and not converted.is_stated(word, edition):
            yield word, forms[at], returned


def _other_script_edition(converted: _ConvertedBlock) -> Edition | None:
    """The first edition in the other script."""
    simplified = converted.script is Edition.HANS
    return next((e for e in converted.editions if (e is Edition.HANS) is not simplified), None)


def _is_misspelt(converted: _ConvertedBlock, word: AnnotatedWord, own: str, returned: str) -> bool:
    """Whether the dictionary has the word as converted back, but not as written."""
    engines, script = converted.engines, converted.script
    simplified = word.simplified
    if script is not Edition.HANS:
        if engines.simplified(returned, script) != simplified:
            return False
        known = {
            _normalise(entry.traditional, engines, script)
            for entry in engines.dictionary.entries(simplified)
            if not entry.is_variant
        }
        own, returned = _normalise(own, engines, script), _normalise(returned, engines, script)
        return returned in known and own not in known - _OFTEN_WRONG and own != returned
    if len(returned) != len(own) or not _COMMON_HAN.fullmatch(returned):
        return False
    syllables = [reading.pinyin.lower() for reading in word.readings]
    return _is_headword(engines, returned, syllables) and not _is_headword(engines, own, syllables)


_COMMON_HAN = re.compile("[\u4e00-\u9fff]+")
"""The characters that most fonts have; few people write others."""

_OFTEN_WRONG = frozenset("后")
"""Words that in traditional text are mostly the result of a wrong conversion: 飯 | 后."""

_INTERCHANGEABLE = str.maketrans("鑒瓮周", "鑑甕週")
"""Characters with two accepted forms."""


def _normalise(text: str, engines: Engines, script: Edition) -> str:
    """A traditional text with variants replaced by the standard forms of its edition."""
    other = Edition.HK if script is Edition.TW else Edition.TW
    there = engines.converter.convert_blocks([[text]], script, other)
    return engines.converter.convert_blocks(there, other, script)[0][0].translate(_INTERCHANGEABLE)


def _is_headword(engines: Engines, word: str, syllables: Sequence[str]) -> bool:
    """Whether a simplified word is a headword with this reading, and not a mere variant.

    The reading is compared only for words of one character.
    """
    return any(
        [syllable.lower() for syllable in entry.syllables] == list(syllables) or len(word) > 1
        for entry in engines.dictionary.entries(word)
        if not entry.is_variant
    )
