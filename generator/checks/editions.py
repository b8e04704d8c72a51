"""Doubts about the editions of an article: words that other ways of converting have otherwise.

E002: OpenCC writes lone characters otherwise where it sees a run of them whole, as if they were a
word that was cut (灯 | 彩 -> 燈綵). E003: what an edition shows, converted back, is not what the
author wrote, and the dictionary has what came back (恢複 comes back as 恢復). What the author, the
glossary or the lexicon state for an edition is in no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.annotate.engines import Engines
from generator.annotate.variant_stage import stated_form
from generator.checks.article import place
from generator.content.notes import SUFFIX
from generator.diagnostics import Report
from generator.model import AnnotatedWord, Article, Block, Edition, NameKind, WordKind

_NEVER_ALONE = frozenset("瞭彆併")
"""Forms that a lone 了, 别 or 并 never has: OpenCC has made a phrase across words."""
_NO_DOUBT = _NEVER_ALONE | frozenset("齣紮揹捱")
"""Those; 齣 and 紮, which only rules can tell (消息一出, 扎针); and forms beside which 背 and 挨
are as good."""


def edition_doubts(article: Article, engines: Engines, report: Report) -> None:
    """Report the words of which it is in doubt what an edition shows (E002, E003)."""
    for block in (article.title, *article.blocks):
        converted = _Block(block, article.script, engines)
        for word, forms in _disputed(converted):
            said = " and ".join(
                f"{ours} in {' and '.join(editions)}, where OpenCC would write {other}"
                for (ours, other), editions in forms.items()
            )
            (ours, other), editions = next(iter(forms.items()))
            report.add(
                "E002",
                article.path,
                f"“{word.text}” becomes {said}",
                f'state which is right, {editions[0]} = "{ours}" or "{other}", in '
                f"{article.path.stem}{SUFFIX}, or for every article in lexicon.toml",
                **place(block, word.span.start),
            )
        edition = _opposite(converted)
        for word, shown, back in _lossy(converted, edition) if edition is not None else ():
            own = word.text
            report.add(
                "E003",
                article.path,
                f"“{own}” is {shown} in {edition}, and that is {back} in {article.script}",
                f"write {back} if that is meant, else state what {edition} has, in "
                f"{article.path.stem}{SUFFIX}, or for every article in lexicon.toml",
                **place(block, word.span.start),
            )


@dataclass(frozen=True)
class _Block:
    """A block, and what it becomes."""

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
    def named(self) -> Sequence[bool]:
        """Whether each word is in a name."""
        names = self.block.layers.names
        return [any(n.span.overlaps(w.span) for n in names) for w in self.words]

    @cached_property
    def persons(self) -> Sequence[bool]:
        """Whether each word is the name of a person."""
        return [w.name is not None and w.name.kind is NameKind.PERSON for w in self.words]

    @cached_property
    def editions(self) -> Sequence[Edition]:
        return [edition for edition in self.engines.editions if edition is not self.script]

    @cached_property
    def shown(self) -> Mapping[Edition, Sequence[str]]:
        """The words in each edition."""
        return {
            edition: [word.text_in(edition) for word in self.words] for edition in self.editions
        }

    def is_stated(self, word: AnnotatedWord, edition: Edition) -> bool:
        """Whether author, glossary or lexicon say what a word is in an edition."""
        form = stated_form(self.block, word.span, edition, self.script, self.engines)
        return form is not None


def _disputed(
    converted: _Block,
) -> Iterator[tuple[AnnotatedWord, Mapping[tuple[str, str], list[Edition]]]]:
    """Lone characters with their two forms, and the editions in which they differ so.

    From traditional text hardly anything is ever in doubt, so only simplified text is asked.
    """
    if converted.script is not Edition.HANS:
        return
    convert = converted.engines.converter.alternative_forms
    others = {e: convert(converted.texts, e, converted.named) for e in converted.editions}
    for at, word in enumerate(converted.words):
        found: dict[tuple[str, str], list[Edition]] = {}
        for edition in converted.editions:
            ours, other = converted.shown[edition][at], others[edition].get(at, "")
            if other not in ("", ours, *_NO_DOUBT) and not converted.is_stated(word, edition):
                found.setdefault((ours, other), []).append(edition)
        if found:
            yield word, found


def _lossy(converted: _Block, edition: Edition) -> Iterator[tuple[AnnotatedWord, str, str]]:
    """Words that come back as others, with what the edition shows and what comes back."""
    shown = converted.shown[edition]
    back = converted.engines.converter.convert_blocks(
        [shown], edition, converted.script, [converted.persons]
    )[0]
    for at, word in enumerate(converted.words):
        own, returned = word.text, back[at]
        if own == returned or word.kind is not WordKind.HAN or converted.named[at]:
            continue
        if _is_misspelt(converted, word, own, returned) and not converted.is_stated(word, edition):
            yield word, shown[at], returned


def _opposite(converted: _Block) -> Edition | None:
    """The first edition in the other script."""
    simplified = converted.script is Edition.HANS
    return next((e for e in converted.editions if (e is Edition.HANS) is not simplified), None)


def _is_misspelt(converted: _Block, word: AnnotatedWord, own: str, returned: str) -> bool:
    """Whether the dictionary has the word as it comes back, and not as it is written."""
    engines, script = converted.engines, converted.script
    simplified = word.simplified
    if script is not Edition.HANS:
        if engines.simplified(returned, script) != simplified:
            return False
        known = {
            _usual(entry.traditional, engines, script)
            for entry in engines.dictionary.entries(simplified)
            if not entry.is_variant
        }
        own, returned = _usual(own, engines, script), _usual(returned, engines, script)
        return returned in known and own not in known - _SELDOM_ALONE and own != returned
    if len(returned) != len(own) or not _USUAL.fullmatch(returned):
        return False
    said = [reading.pinyin.lower() for reading in word.readings]
    return _has(engines, returned, said) and not _has(engines, own, said)


_USUAL = re.compile("[\u4e00-\u9fff]+")
"""Characters outside of it few fonts have, and few people write."""

_SELDOM_ALONE = frozenset("后")
"""Words that in traditional text are mostly others that were converted wrongly: 飯 | 后."""

_ALIKE = str.maketrans("鑒瓮周", "鑑甕週")
"""Characters that are written both ways."""


def _usual(text: str, engines: Engines, script: Edition) -> str:
    """A traditional text in the usual forms of its edition."""
    other = Edition.HK if script is Edition.TW else Edition.TW
    there = engines.converter.convert_blocks([[text]], script, other)
    return engines.converter.convert_blocks(there, other, script)[0][0].translate(_ALIKE)


def _has(engines: Engines, word: str, said: Sequence[str]) -> bool:
    """Whether a simplified word so read is a headword that is more than another's spelling."""
    return any(
        [syllable.lower() for syllable in entry.syllables] == list(said) or len(word) > 1
        for entry in engines.dictionary.entries(word)
        if not entry.is_variant
    )
