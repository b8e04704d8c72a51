"""Whether a translation keeps what can be checked without understanding it.

Of each group of aligned sentences, by hand or by a machine:

1. The agreed English of terms and names is used (T005), and stands nowhere where the Chinese has
   no such term (T016).
2. Numbers and words in Latin letters are the same (T006; `figures` knows what is a number). A
   pronoun may stand for a word that the English has beside, and initials for words in full.
3. No Chinese is left (T007).

Every doubt stands at the English. A pair that is in doubt itself (T013) is not looked at: it says
nothing about the translation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.alignment.evidence import STOP_WORDS
from generator.alignment.stemmer import occurrences
from generator.alignment.term_base import TermBase
from generator.checks.alignment import DOUBT
from generator.checks.figures import added_numbers, missing_numbers
from generator.checks.pairs import Pair, Passage, excerpt, pairs
from generator.diagnostics import Report
from generator.language.characters import HAN
from generator.model import ATOM, Article, WordKind

_LATIN = re.compile(r"(?:\d+\.)*[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9+#]*(?:[.-][A-Za-z0-9]+)*")
_HAN = re.compile(f"[{HAN}]+")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|https?://[!-~]+")
_STANDING_IN = re.compile(r"\b(?:it|its|this|these|those|they|them|their)\b", re.IGNORECASE)
_VERSION = re.compile(r"[vV]\d")
_PARTING = re.compile(r"[.-]")
_INITIALS = re.compile(r"[A-Z]{2,5}")
_WORD = re.compile(r"[A-Za-z]{3,}")
_AFTER_FIGURE = re.compile(r"\d\s*$")
_OPENED = re.compile(r"[“‘\"'「『《(\[（][^“”‘’\"'()（）「」『』《》\[\]]*$")

LONG = 4
"""Letters of a word that is found within others: `GitHub` in `git-hub.com`."""

EXCERPT = 32
"""Characters of a sentence that a message shows beside what it says of it."""


@dataclass(frozen=True, slots=True)
class _Doubt:
    code: str
    message: str
    hint: str
    passage: Passage
    offset: int = 0


def translation_doubts(article: Article, agreement: TermBase, report: Report) -> None:
    """Report what a translation calls otherwise, leaves out or leaves in (T005 to T007, T016)."""
    translation = article.translation
    if translation is None:
        return
    if left := _HAN.search(translation.title):
        message = f"“{left[0]}” is left in Chinese in the title"
        report.add("T007", translation.path, message, "translate it")
    found = pairs(article)
    for index, pair in enumerate(found):
        if not pair.en or (pair.zh and pair.alignment.score < DOUBT):
            continue
        near = found[max(0, index - 1) : index + 2]
        for doubt in _doubts(pair, near, agreement, strict=translation.machine):
            where = f" ({article.path.name}:{pair.zh[0].block.line})" if pair.zh else ""
            report.add(
                doubt.code,
                translation.path,
                doubt.message + where,
                doubt.hint,
                **doubt.passage.place(doubt.offset),
            )


def _doubts(
    pair: Pair, near: Sequence[Pair], agreement: TermBase, *, strict: bool
) -> Iterator[_Doubt]:
    """The doubts about a pair; `strict` where no translator had reasons of style."""
    for passage, match in pair.find(_HAN):
        if strict or not _OPENED.search(passage.text[: match.start()]):
            message = f"“{match[0]}” is left in Chinese"
            yield _Doubt("T007", message, "translate it", passage, match.start())
            break
    if not pair.zh:
        return
    first = pair.en[0]
    agreed = dict.fromkeys(
        (span.of(p.block.text), english)
        for p in pair.zh
        for span, english in agreement.find_terms(
            p.block, p.sentence.span.start, p.sentence.span.end
        )
    )
    for written, english in agreed:
        forms = (english, *agreement.latin_aliases(english))
        if not any(_says(pair, form, strict=strict) for form in forms):
            message = f"“{written}” is agreed to be “{english}”, which is not used here"
            hint = f"write “{english}”, or change the entry of “{written}”"
            yield _Doubt("T005", message, hint, first)
    yield from _differences(pair, near, [written for written, _ in agreed])
    yield from _unasked(pair, near, agreement)


def _says(pair: Pair, form: str, *, strict: bool) -> bool:
    """Whether the English has a form, or by hand a part of a name: “the Tufts professor”."""
    parts = [] if strict else [word for word in form.split() if word[0].isupper()]
    found = any(True for _ in occurrences(pair.english, form))
    return found or (len(parts) > 1 and any(part in pair.english.split() for part in parts))


def _differences(pair: Pair, near: Sequence[Pair], agreed: Sequence[str]) -> Iterator[_Doubt]:
    """Numbers and Latin words that one side alone has (T006)."""
    first = pair.en[0]
    missing: list[str] = []
    if not _has_more_code(pair):
        missing = [*missing_numbers(pair), *_missing_words(pair, near, agreed)]
    added = added_numbers(pair, "".join(p.chinese for p in near))
    hint = f"compare it with “{excerpt(pair.chinese, EXCERPT)}”"
    if missing:
        instead = f", which has {', '.join(added)}" if added else ""
        message = f"the Chinese has {', '.join(missing)}, but not the English{instead}"
        yield _Doubt("T006", message, hint, first)
    elif added:
        message = f"the English has {', '.join(added)}, but not the Chinese"
        yield _Doubt("T006", message, hint, first)


def _has_more_code(pair: Pair) -> bool:
    """Whether the English sets as code, which is not looked into, what the Chinese may not."""
    en, zh = (sum(p.text.count(ATOM) for p in side) for side in (pair.en, pair.zh))
    return en > zh


def _missing_words(pair: Pair, near: Sequence[Pair], agreed: Sequence[str]) -> Iterator[str]:
    """The Latin words that are lost; those of a term go by its translation."""
    seen = {word for written in agreed for word in _LATIN.findall(written)}
    for passage in pair.zh:  # U盘 and T恤 are words of their own
        mixed = (w.span for w in passage.block.layers.words if w.kind is WordKind.MIXED)
        seen |= {word for span in mixed for word in _LATIN.findall(span.of(passage.block.text))}
    beside = " ".join(other.english for other in near) if _STANDING_IN.search(pair.english) else ""
    folded = _MARKUP.sub(" ", unicodedata.normalize("NFKC", pair.chinese))
    for match in _LATIN.finditer(folded):
        word = match[0]
        if word in seen or (len(word) < 3 and _AFTER_FIGURE.search(folded[: match.start()])):
            continue
        seen.add(word)
        if not _has_word(pair.english, word) and not _has_word(beside, word):
            yield word


def _has_word(english: str, word: str) -> bool:
    """Whether a word stands there, by itself or as a part, written in full or without its `v`."""
    plain = word[1:] if _VERSION.match(word) else word
    return (
        any(True for _ in occurrences(english, plain))
        or (len(plain) >= LONG and _squeezed(plain) in _squeezed(english))
        or any(True for _ in occurrences(_PARTING.sub(" ", english), plain))
        or (_INITIALS.fullmatch(plain) is not None and plain in _initials(english))
    )


def _initials(english: str) -> str:
    """The first letters of the words that tell something: PR of `pull requests`."""
    words = (word for word in _WORD.findall(english) if word.casefold() not in STOP_WORDS)
    return "".join(word[0].upper() for word in words)


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _unasked(pair: Pair, near: Sequence[Pair], agreement: TermBase) -> Iterator[_Doubt]:
    """English of terms that the Chinese here and beside does not have (T016)."""
    around = "".join(p.chinese for p in near)
    had = {english for p in near for english in _agreed_english(p, agreement)}
    for passage in pair.en:
        taken = [span for english in had for span in occurrences(passage.text, english)]
        for term in agreement.terms.values():
            if term.english in had or not _is_distinctive(term.english):
                continue
            if any(form in around for form in (*term.forms.values(), *term.aliases)):
                continue
            for start, end in occurrences(passage.text, term.english):
                if any(a < end and start < b for a, b in taken):
                    continue
                chinese = next(iter(term.forms.values()))
                message = (
                    f"“{passage.text[start:end]}” is the agreed English of “{chinese}”, which "
                    f"“{excerpt(pair.chinese, EXCERPT)}” does not have"
                )
                hint = f"use another word here, or write “{chinese}” in the Chinese"
                yield _Doubt("T016", message, hint, passage, start)
                break


def _agreed_english(pair: Pair, agreement: TermBase) -> set[str]:
    return {
        english
        for p in pair.zh
        for _, english in agreement.find_terms(p.block, p.sentence.span.start, p.sentence.span.end)
    }


def _is_distinctive(english: str) -> bool:
    """Whether it is hardly said of anything else: several words, or a name."""
    return len(re.split(r"[\s-]", english)) > 1 or any(c.isupper() for c in english)
