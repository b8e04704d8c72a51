"""Checks of a translation, by hand or by a machine, that need no understanding of the text.

For each pair of aligned sentences:

1. The agreed English of terms and names is used (T005), and is not used where the Chinese lacks the
   term (T016).
2. Numbers and words in Latin letters are the same (T006; see `figures` for numbers). A pronoun may
   replace a word of a neighbouring sentence, and the English may write initials in full.
3. No Chinese is left (T007).

The place of each diagnostic is in the English. Doubtful pairs (T013) are skipped, as they tell
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
from generator.checks.alignment import DOUBT_THRESHOLD
from generator.checks.figures import added_numbers, missing_numbers
from generator.checks.pairs import Pair, Passage, aligned_pairs, excerpt
from generator.diagnostics import Report
from generator.language.characters import HAN
from generator.model import ATOM, Article, Span, WordKind
from generator.spans import within

_LATIN = re.compile(
    r"(?:(?<!\d)(?<!\d\.)(?:\d++\.)++)?+[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9+#]*(?:[.-][A-Za-z0-9]+)*"
)
_HAN = re.compile(f"[{HAN}]+")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|https?://[!-~]+")
_PRONOUN = re.compile(r"\b(?:it|its|this|these|those|they|them|their)\b", re.IGNORECASE)
_VERSION = re.compile(r"[vV]\d")
_JOINER = re.compile(r"[.-]")
_INITIALS = re.compile(r"[A-Z]{2,5}")
_WORD = re.compile(r"[A-Za-z]{3,}")
_AFTER_FIGURE = re.compile(r"\d\s*$")
_IN_BRACKETS = re.compile(r"[“‘\"'「『《(\[（][^“”‘’\"'()（）「」『』《》\[\]]*$")

MIN_PART_LENGTH = 4
"""The least letters of a word that may be part of another: `GitHub` in `git-hub.com`."""

EXCERPT_LENGTH = 32
"""The most characters of a sentence that a message shows in addition to its cause."""


@dataclass(frozen=True, slots=True)
class _Doubt:
    code: str
    message: str
    hint: str
    passage: Passage
    span: Span
    """A span of the passage's block."""


def check_translation(article: Article, term_base: TermBase, report: Report) -> None:
    """Report terms, numbers and words that the two languages do not share (T005 to T007, T016)."""
    translation = article.translation
    if translation is None:
        return
    if left := _HAN.search(translation.title):
        message = f"“{left[0]}” is left in Chinese in the title"
        report.add("T007", translation.path, message, "Translate it.")
    pairs = aligned_pairs(article)
    for index, pair in enumerate(pairs):
        if not pair.en or (pair.zh and pair.alignment.score < DOUBT_THRESHOLD):
            continue
        near = pairs[max(0, index - 1) : index + 2]
        for doubt in _find_doubts(pair, near, term_base, strict=translation.machine):
            place = f" ({article.path.name}:{pair.zh[0].block.line})" if pair.zh else ""
            block, message = doubt.passage.block, doubt.message + place
            report.add_at(block, doubt.span, doubt.code, translation.path, message, doubt.hint)


def _find_doubts(
    pair: Pair, near: Sequence[Pair], term_base: TermBase, *, strict: bool
) -> Iterator[_Doubt]:
    """The doubts about a pair; `strict` for machine drafts, which have no stylistic licence."""
    for passage, match in pair.find(_HAN):
        if strict or not _IN_BRACKETS.search(passage.text[: match.start()]):
            message = f"“{match[0]}” is left in Chinese"
            yield _Doubt("T007", message, "Translate it.", passage, passage.to_block(*match.span()))
            break
    if not pair.zh:
        return
    first = pair.en[0]
    agreed = dict.fromkeys(
        (span.of(p.block.text), english)
        for p in pair.zh
        for span, english in term_base.find_terms(
            p.block, p.sentence.span.start, p.sentence.span.end
        )
    )
    for written, english in agreed:
        forms = (english, *term_base.latin_aliases(english))
        if not any(_uses_form(pair, form, strict=strict) for form in forms):
            message = f"The agreed English of “{written}” is “{english}”, which is not used here"
            hint = f"Write “{english}”, or change the entry of “{written}”."
            yield _Doubt("T005", message, hint, first, first.sentence.span)
    yield from _find_differences(pair, near, [written for written, _ in agreed])
    yield from _find_unexpected_terms(pair, near, term_base)


def _uses_form(pair: Pair, form: str, *, strict: bool) -> bool:
    """Whether the English has a form or, unless `strict`, part of a name: “the Tufts professor”."""
    parts = [] if strict else [word for word in form.split() if word[0].isupper()]
    found = any(True for _ in occurrences(pair.english, form))
    return found or (len(parts) > 1 and any(part in pair.english.split() for part in parts))


def _find_differences(pair: Pair, near: Sequence[Pair], agreed: Sequence[str]) -> Iterator[_Doubt]:
    """The numbers and Latin words that only one side has (T006)."""
    first = pair.en[0]
    missing: list[str] = []
    if not _has_more_code(pair):
        missing = [*missing_numbers(pair), *_find_missing_words(pair, near, agreed)]
    added = added_numbers(pair, "".join(p.chinese for p in near))
    hint = f"Compare it with “{excerpt(pair.chinese, EXCERPT_LENGTH)}”."
    if missing:
        english = f"has {', '.join(added)} instead" if added else "does not"
        message = f"The Chinese has {', '.join(missing)}, but the English {english}"
        yield _Doubt("T006", message, hint, first, first.sentence.span)
    elif added:
        message = f"The English has {', '.join(added)}, but the Chinese does not"
        yield _Doubt("T006", message, hint, first, first.sentence.span)


def _has_more_code(pair: Pair) -> bool:
    """Whether the English has more code, which may contain what seems to be missing."""
    en, zh = (sum(p.text.count(ATOM) for p in side) for side in (pair.en, pair.zh))
    return en > zh


def _find_missing_words(pair: Pair, near: Sequence[Pair], agreed: Sequence[str]) -> Iterator[str]:
    """The Latin words that the English lacks, except those of terms, which are translated."""
    seen = {word for written in agreed for word in _LATIN.findall(written)}
    for passage in pair.zh:  # words such as U盘 and T恤 are translated too
        words = within(passage.block.layers.words, passage.sentence.span)
        mixed = (word.span for word in words if word.kind is WordKind.MIXED)
        seen |= {word for span in mixed for word in _LATIN.findall(span.of(passage.block.text))}
    nearby = " ".join(other.english for other in near) if _PRONOUN.search(pair.english) else ""
    folded = _MARKUP.sub(" ", unicodedata.normalize("NFKC", pair.chinese))
    for match in _LATIN.finditer(folded):
        word = match[0]
        if word in seen or (len(word) < 3 and _AFTER_FIGURE.search(folded[: match.start()])):
            continue
        seen.add(word)
        if not _has_word(pair.english, word) and not _has_word(nearby, word):
            yield word


def _has_word(english: str, word: str) -> bool:
    """Whether the English has a word: whole, inside another, written in full or without a `v`."""
    plain = word[1:] if _VERSION.match(word) else word
    return (
        any(True for _ in occurrences(english, plain))
        or (
            len(plain) >= MIN_PART_LENGTH
            and _letters_and_digits(plain) in _letters_and_digits(english)
        )
        or any(True for _ in occurrences(_JOINER.sub(" ", english), plain))
        or (_INITIALS.fullmatch(plain) is not None and plain in _initials(english))
    )


def _initials(english: str) -> str:
    """The initials of all words but stop words: PR for `pull requests`."""
    words = (word for word in _WORD.findall(english) if word.casefold() not in STOP_WORDS)
    return "".join(word[0].upper() for word in words)


def _letters_and_digits(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _find_unexpected_terms(
    pair: Pair, near: Sequence[Pair], term_base: TermBase
) -> Iterator[_Doubt]:
    """The English of terms that neither the Chinese nor its neighbours contain (T016)."""
    chinese_nearby = "".join(p.chinese for p in near)
    expected = {english for p in near for english in _agreed_english(p, term_base)}
    for passage in pair.en:
        taken = [span for english in expected for span in occurrences(passage.text, english)]
        for term in term_base.may_be_named_in(passage.text):
            if term.english in expected or not _is_distinctive(term.english):
                continue
            if any(form in chinese_nearby for form in (*term.forms.values(), *term.aliases)):
                continue
            for start, end in occurrences(passage.text, term.english):
                if any(a < end and start < b for a, b in taken):
                    continue
                chinese = next(iter(term.forms.values()))
                message = (
                    f"“{passage.text[start:end]}” is the agreed English of “{chinese}”, which "
                    f"“{excerpt(pair.chinese, EXCERPT_LENGTH)}” does not have"
                )
                hint = f"Use another word here, or write “{chinese}” in the Chinese."
                yield _Doubt("T016", message, hint, passage, passage.to_block(start, end))
                break


def _agreed_english(pair: Pair, term_base: TermBase) -> set[str]:
    return {
        english
        for p in pair.zh
        for _, english in term_base.find_terms(p.block, p.sentence.span.start, p.sentence.span.end)
    }


def _is_distinctive(english: str) -> bool:
    """Whether an expression is unlikely to mean anything else: several words, or a name."""
    return len(re.split(r"[\s-]", english)) > 1 or any(c.isupper() for c in english)
